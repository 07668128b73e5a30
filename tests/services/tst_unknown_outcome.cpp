// The connection dies while a command is under way: its outcome is unknown, and asking again with
// the same id finds it done once or does it once.

#include "storage/contract_fixture.h"
#include "support/command_bench.h"
#include "support/cutting_proxy.h"
#include "support/run_seed.h"

#include <chrono>
#include <cstdlib>
#include <future>

namespace alluse::tests {
namespace {

using services::FailureKind;

// The database behind a proxy; the test itself looks at it directly.
class UnknownOutcome : public ::testing::Test {
protected:
    void SetUp() override {
        ALLUSE_NEEDS_POSTGRES();
        direct = std::make_unique<TestDatabase>(storage::Dialect::Postgresql);
        proxy = std::make_unique<CuttingProxy>(direct->location().target);
        auto opened = storage::Database::open({storage::Dialect::Postgresql, proxy->conninfo()});
        ASSERT_TRUE(opened) << opened.error().text;
        proxied = std::move(*opened);
        bench = std::make_unique<CommandBench>(*proxied);
        const auto receipt = bench->service.openFamily(familyOrder());
        ASSERT_TRUE(receipt) << receipt.error().text;
        family = receipt->openedAccounts;
    }
    void TearDown() override {
        bench.reset();
        proxied.reset();
        proxy.reset();
    }
    Money balance(AccountId id) { return (*(*direct)->accounts().find(id))->balance(); }
    bool isKnown(const domain::OrderHeader& order) { return (*(*direct)->ledger().findCommand(order.commandId)).has_value(); }

    std::unique_ptr<TestDatabase> direct;
    std::unique_ptr<CuttingProxy> proxy;
    std::unique_ptr<storage::Database> proxied;
    std::unique_ptr<CommandBench> bench;
    std::vector<AccountId> family;
};

TEST_F(UnknownOutcome, anAnswerLostAfterTheCommitIsFoundByTheSameId) {
    const auto order = postOrder(family[0], TransactionType::Deposit, 5'000);
    proxy->set(CuttingProxy::Mode::LoseAnswers);
    const auto lost = bench->service.post(order);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().kind, FailureKind::Unknown) << lost.error().text;
    EXPECT_NE(services::describe(lost.error()).find("not known"), std::string::npos);
    proxy->set(CuttingProxy::Mode::Pass);
    const auto again = bench->service.post(order);
    ASSERT_TRUE(again) << again.error().text;
    EXPECT_EQ(balance(family[0]), cents(10'005'000));
    const auto resolved = bench->service.resolve(order.header.commandId);
    ASSERT_TRUE(resolved && *resolved && **resolved);
    EXPECT_EQ((**resolved)->entry, again->entry);
}

TEST_F(UnknownOutcome, aRequestThatNeverArrivedIsDoneByTheSameId) {
    const auto order = postOrder(family[0], TransactionType::Deposit, 5'000);
    proxy->set(CuttingProxy::Mode::LoseRequests);
    const auto lost = bench->service.post(order);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().kind, FailureKind::Unknown) << lost.error().text;
    EXPECT_FALSE(isKnown(order.header));
    proxy->set(CuttingProxy::Mode::Pass);
    const auto resolved = bench->service.resolve(order.header.commandId);
    ASSERT_TRUE(resolved);
    EXPECT_FALSE(resolved->has_value()) << "it may safely be sent again";
    ASSERT_TRUE(bench->service.post(order));
    EXPECT_EQ(balance(family[0]), cents(10'005'000));
}

TEST_F(UnknownOutcome, aReadWithoutAnswerIsUnavailableAndTheNextOneWorks) {
    proxy->set(CuttingProxy::Mode::LoseAnswers);
    const auto lost = proxied->accounts().find(family[0]);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().kind, FailureKind::Unavailable);
    proxy->set(CuttingProxy::Mode::Pass);
    EXPECT_TRUE(proxied->accounts().find(family[0]));
}

TEST_F(UnknownOutcome, aServerThatIsAwayIsUnavailableAndNothingWasSent) {
    direct.reset(); // the database is dropped, sessions and all
    (void)bench->service.post(postOrder(family[0], TransactionType::Deposit, 1)); // meets the dead session
    const auto refusedConnection = bench->service.post(postOrder(family[0], TransactionType::Deposit, 1));
    ASSERT_FALSE(refusedConnection);
    EXPECT_EQ(refusedConnection.error().kind, FailureKind::Unavailable) << refusedConnection.error().text;
    EXPECT_EQ(refusedConnection.error().text.find("port="), std::string::npos) << "no connection string in a text";
}

TEST_F(UnknownOutcome, sessionsEndedByTheServerAreReplaced) {
    const auto session = direct->rawSession();
    session->execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    const auto order = postOrder(family[0], TransactionType::Deposit, 5'000);
    auto outcome = bench->service.post(order);
    if (!outcome) {
        EXPECT_EQ(outcome.error().kind, FailureKind::Unknown) << outcome.error().text;
        outcome = bench->service.post(order);
    }
    ASSERT_TRUE(outcome) << outcome.error().text;
    EXPECT_EQ(balance(family[0]), cents(10'005'000));
}

// F5: cut at random, retried with the same id until there is an answer: each is done exactly once.
TEST_F(UnknownOutcome, whateverIsCutEachCommandIsDoneExactlyOnce) {
    const char* wanted = std::getenv("ALLUSE_CUTS");
    const int rounds = wanted ? std::atoi(wanted) : 60;
    std::mt19937 random(seedOfThisRun());
    std::int64_t expected = balance(family[0]).cents();
    int unknown = 0, hadCommitted = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto order = postOrder(family[0], TransactionType::Deposit, 1 + static_cast<int>(random() % 100));
        expected += order.amount.cents();
        proxy->set(random() % 2 == 0 ? CuttingProxy::Mode::LoseAnswers : CuttingProxy::Mode::LoseRequests);
        auto outcome = bench->service.post(order);
        proxy->set(CuttingProxy::Mode::Pass);
        ASSERT_FALSE(outcome);
        // The lost session is dropped; a new one that cannot even be opened sends nothing.
        ASSERT_TRUE(outcome.error().kind == FailureKind::Unknown || outcome.error().kind == FailureKind::Unavailable);
        unknown += outcome.error().kind == FailureKind::Unknown ? 1 : 0;
        outcome = bench->service.post(order);
        ASSERT_TRUE(outcome) << outcome.error().text;
        hadCommitted += outcome->wasAlreadyDone ? 1 : 0;
        ASSERT_TRUE(bench->service.post(order)->wasAlreadyDone);
        ASSERT_EQ(balance(family[0]), cents(expected)) << "round " << round;
    }
    std::printf("%d commands cut, %d unknown of which %d had committed\n", rounds, unknown, hadCommitted);
    EXPECT_GT(hadCommitted, 0);
    const auto report = (*direct)->admin().verify({});
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->ok);
}

// A lock held by somebody else ends as Busy after the budget, never as a business refusal. Both
// databases wait at the same time, because each takes its whole five seconds.
TEST(Busy, aLockThatIsNotGivenUpEndsAsBusyAndNothingIsWritten) {
    std::vector<storage::Dialect> dialects{storage::Dialect::Sqlite};
    if (hasPostgres()) dialects.push_back(storage::Dialect::Postgresql);
    std::vector<std::future<void>> waiting;
    for (const auto dialect : dialects)
        waiting.push_back(std::async(std::launch::async, [dialect] {
            TestDatabase database(dialect);
            CommandBench bench(*database);
            const auto opened = bench.service.openFamily(familyOrder());
            const AccountId account = opened->openedAccounts.at(0);
            const auto rogue = database.rawSession();
            rogue->begin(storage::Work::Writing);
            rogue->execute("update account set version = version + 1 where id = " + std::to_string(account.value()));
            const auto order = postOrder(account, TransactionType::Deposit, 5'000);
            const auto outcome = bench.service.post(order);
            EXPECT_FALSE(outcome);
            if (!outcome) {
                EXPECT_EQ(outcome.error().kind, FailureKind::Busy) << outcome.error().text;
            }
            rogue->rollback();
            const auto again = bench.service.post(order);
            EXPECT_TRUE(again && !again->wasAlreadyDone) << "nothing was written";
        }));
    for (auto& one : waiting) one.get();
}

} // namespace
} // namespace alluse::tests
