// Sixteen clients move money among twenty accounts of five families while others read the whole
// book: money is conserved at every read, and every command ends as it was answered.

#include "storage/contract_fixture.h"
#include "support/command_bench.h"
#include "support/run_seed.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <thread>

namespace alluse::tests {
namespace {

constexpr int kClients = 16;
constexpr int kFamilies = 5;

int secondsWanted() {
    const char* text = std::getenv("ALLUSE_SECONDS");
    return text ? std::atoi(text) : 3;
}

struct Sent {
    std::string id;
    bool isDone = false;
    AccountId source, target;
    std::int64_t cents = 0;
};

class ManyClients : public ContractFixture {
protected:
    // Gen, Rev and two more Rev in each family; its Com-Acc stays aside, for it lets nothing out.
    void openBook() {
        bench = std::make_unique<CommandBench>(**database);
        for (int i = 0; i < kFamilies; ++i) {
            const auto receipt = bench->service.openFamily(familyOrder(1'000'00));
            ASSERT_TRUE(receipt) << receipt.error().text;
            std::vector<AccountId> accounts{receipt->openedAccounts[0], receipt->openedAccounts[1]};
            for (int more = 0; more < 2; ++more) {
                domain::OpenAccountOrder order;
                order.header = header();
                order.family = *receipt->family;
                order.name = "More";
                order.type = domain::AccountType::Revenue;
                order.policy = domain::Policy::defaultsFor(order.type);
                order.openingAmount = cents(100'00);
                accounts.push_back(bench->service.openAccount(order)->openedAccounts.at(0));
            }
            families.push_back(std::move(accounts));
        }
        total = wholeBook();
    }

    std::int64_t scalar(storage::Session& session, const char* sql) {
        auto& row = session.run({"test.scalar", sql});
        std::int64_t value = 0;
        while (row.next()) value = row.integer(0);
        return value;
    }
    std::int64_t wholeBook() {
        const auto session = database->rawSession();
        return scalar(*session, kBalances);
    }

    void transferUntil(std::chrono::steady_clock::time_point end, unsigned seed, std::vector<Sent>& sent) {
        std::mt19937 random(seed);
        while (std::chrono::steady_clock::now() < end) {
            const auto& accounts = families[random() % families.size()];
            domain::TransferOrder order;
            order.header = header();
            order.source = accounts[random() % accounts.size()];
            do order.target = accounts[random() % accounts.size()];
            while (order.target == order.source);
            order.amount = cents(1 + static_cast<std::int64_t>(random() % 20'000));
            if (random() % 50 == 0) order.target = families[random() % families.size()][0]; // often refused
            if (order.target == order.source) continue;
            const auto outcome = bench->service.transfer(order);
            ASSERT_TRUE(outcome || outcome.error().kind == services::FailureKind::Refused) << services::describe(outcome.error());
            sent.push_back({order.header.commandId.text(), outcome.has_value(), order.source, order.target, order.amount.cents()});
            if (random() % 20 == 0) { // the answer is asked for again
                const auto again = bench->service.transfer(order);
                ASSERT_EQ(again.has_value(), outcome.has_value());
                if (again) {
                    ASSERT_TRUE(again->wasAlreadyDone);
                }
            }
        }
    }

    // Two looks at the whole book in one snapshot: by account and by posting.
    void readUntil(std::chrono::steady_clock::time_point end, std::int64_t& reads) {
        const auto session = database->rawSession();
        while (std::chrono::steady_clock::now() < end) {
            session->begin(storage::Work::Reading);
            const std::int64_t balances = scalar(*session, kBalances);
            const std::int64_t postings = scalar(*session, kPostings);
            const std::int64_t everything = scalar(*session, kEverything);
            session->commit();
            ASSERT_EQ(balances, total);
            ASSERT_EQ(postings, total);
            ASSERT_EQ(everything, 0);
            ++reads;
        }
    }

    void expectEveryCommandEndedAsAnswered(const std::vector<Sent>& sent) {
        std::map<std::string, bool> stored;
        const auto session = database->rawSession();
        auto& row = session->run({"test.commands", GetParam() == storage::Dialect::Sqlite
            ? "select c.id, c.outcome, (select count(*) from entry e where e.command_id = c.id) from command c"
            : "select cast(id as text), outcome, case when entry_id is null then 0 else 1 end from command"});
        while (row.next()) {
            const bool isDone = row.integer(1) == 1;
            EXPECT_EQ(row.integer(2) == 1, isDone) << "refused but present, or done without an entry";
            EXPECT_TRUE(stored.emplace(row.string(0), isDone).second) << "twice";
        }
        std::map<AccountId, std::int64_t> change;
        for (const Sent& one : sent) {
            const auto found = stored.find(one.id);
            ASSERT_NE(found, stored.end()) << "acknowledged and lost";
            ASSERT_EQ(found->second, one.isDone);
            if (one.isDone) change[one.source] -= one.cents, change[one.target] += one.cents;
        }
        for (const auto& accounts : families)
            for (std::size_t i = 0; i < accounts.size(); ++i)
                EXPECT_EQ(balance(accounts[i]).cents(), opening[i] + change[accounts[i]]);
        EXPECT_EQ(stored.size(), sent.size() + kFamilies * 3);
    }

    static constexpr const char* kBalances =
        "select cast(sum(cash + contracts + leaps + tax_reserve) as bigint) from account where id >= 1000";
    static constexpr const char* kPostings = "select cast(sum(amount) as bigint) from posting where account_id >= 1000";
    static constexpr const char* kEverything = "select cast(sum(amount) as bigint) from posting";
    const std::array<std::int64_t, 4> opening{400'00, 300'00, 100'00, 100'00};
    std::unique_ptr<CommandBench> bench;
    std::vector<std::vector<AccountId>> families;
    std::int64_t total = 0;
};

TEST_P(ManyClients, moneyIsConservedAtEveryReadAndEveryAnswerIsTrue) {
    openBook();
    const unsigned seed = seedOfThisRun();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(secondsWanted());
    std::vector<std::vector<Sent>> sent(kClients);
    std::array<std::int64_t, 2> reads{};
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < kClients; ++i) threads.emplace_back([&, i] { transferUntil(end, seed + i, sent[i]); });
    for (auto& count : reads) threads.emplace_back([&] { readUntil(end, count); });
    for (auto& thread : threads) thread.join();
    if (HasFatalFailure()) return;
    std::vector<Sent> all;
    for (const auto& one : sent) all.insert(all.end(), one.begin(), one.end());
    const auto done = std::count_if(all.begin(), all.end(), [](const Sent& one) { return one.isDone; });
    std::printf("%d clients, %d s: %zu commands, %td done, %td refused, %lld whole reads\n", kClients, secondsWanted(),
                all.size(), done, static_cast<std::ptrdiff_t>(all.size()) - done, static_cast<long long>(reads[0] + reads[1]));
    EXPECT_GT(reads[0] + reads[1], 0);
    expectEveryCommandEndedAsAnswered(all);
    EXPECT_EQ(wholeBook(), total);
    if (GetParam() == storage::Dialect::Postgresql) {
        const auto session = database->rawSession();
        EXPECT_EQ(scalar(*session, "select deadlocks from pg_stat_database where datname = current_database()"), 0) << "40P01";
    }
    expectVerified();
}

ALLUSE_ON_BOTH_DIALECTS(ManyClients);

} // namespace
} // namespace alluse::tests
