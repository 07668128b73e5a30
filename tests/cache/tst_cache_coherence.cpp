// What a program shows of changes that others make: nothing older than the feed allows, nothing at
// all from the cache while the feed is silent, and its own changes at once.

#include "composition/open_database.h"
#include "composition/read_codecs.h"
#include "services/id_source.h"
#include "storage/contract_fixture.h"
#include "support/temp_directory.h"

#include <chrono>
#include <thread>

namespace alluse::tests {
namespace {

using composition::CacheOptions;
using composition::OpenDatabase;

class CacheCoherenceTest : public ContractFixture {
protected:
    // Another program on the same database.
    std::unique_ptr<OpenDatabase> program(const CacheOptions& options = {}) {
        auto opened = storage::Database::open(location());
        if (!opened) throw std::runtime_error(opened.error().text);
        auto whole = std::make_unique<OpenDatabase>(std::move(*opened), m_registry, options);
        eventually([&] { return whole->cache->isServing(); });
        return whole;
    }
    template <class Condition>
    static bool eventually(Condition condition) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > until) return false;
            std::this_thread::yield();
        }
        return true;
    }
    static Money shownBalance(OpenDatabase& program, AccountId id) {
        const auto details = program.accounts.details(id, {});
        if (!details || !*details) throw std::runtime_error("not shown");
        return (*details)->account.balance();
    }
    static void deposit(OpenDatabase& program, AccountId id, std::int64_t dollars) {
        domain::PostOrder order;
        order.header.commandId = services::SystemIdSource().next();
        order.header.actor = {"test", "owner", "test", "test"};
        order.account = id;
        order.type = TransactionType::Deposit;
        order.amount = usd(dollars);
        const auto outcome = program.commands.post(order);
        if (!outcome) throw std::runtime_error(services::describe(outcome.error()));
    }
    metrics::MetricRegistry m_registry;
    TempDirectory m_folder;
};

TEST_P(CacheCoherenceTest, theFeedNamesEachCommittedCommandOnce) {
    const auto feed = (*database)->changeFeed();
    const auto start = feed->start();
    ASSERT_TRUE(start) << start.error().text;
    const auto accounts = openFamily();
    const auto first = feed->since(*start);
    ASSERT_TRUE(first) << first.error().text;
    ASSERT_EQ(first->commands.size(), 1U);
    EXPECT_EQ(first->commands[0].accounts, accounts);
    ASSERT_EQ(first->commands[0].families.size(), 1U);
    EXPECT_EQ(first->commands[0].families[0], account(accounts[0]).familyId);
    EXPECT_TRUE(first->isComplete);
    const auto second = feed->since(first->position);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->commands.empty());
    EXPECT_EQ(feed->identity().value_or("?"),
              (*database)->changeFeed()->start() ? feed->identity().value() : "");
}

TEST_P(CacheCoherenceTest, aProgramReadsItsOwnChangeAtOnce) {
    const AccountId id = openFamily()[0];
    const auto one = program();
    Money expected = shownBalance(*one, id);
    for (int i = 0; i < 20; ++i) {
        deposit(*one, id, 10);
        expected = *expected.plus(usd(10));
        ASSERT_EQ(shownBalance(*one, id), expected);
    }
}

TEST_P(CacheCoherenceTest, aPlainPostingReplacesTheAccountThatIsHeldByWhatTheDatabaseSays) {
    const auto accounts = openFamily();
    const auto one = program();
    const auto bytesOf = [](services::AccountReads& reads, AccountId id) {
        const auto details = reads.details(id, {});
        return composition::accountDetailsCodec().encode(&**details);
    };
    (void)shownBalance(*one, accounts[0]);
    (void)shownBalance(*one, accounts[1]);
    for (int i = 0; i < 5; ++i) {
        deposit(*one, accounts[0], 10 + i);
        domain::TransferOrder order;
        order.header.commandId = services::SystemIdSource().next();
        order.header.actor = {"test", "owner", "test", "test"};
        order.source = accounts[0];
        order.target = accounts[1];
        order.amount = usd(5);
        ASSERT_TRUE(one->commands.transfer(order));
        const auto misses = one->cache->reads().memory().stats().missesTotal();
        for (const AccountId id : {accounts[0], accounts[1]})
            ASSERT_EQ(bytesOf(one->accounts, id), bytesOf((*database)->accounts(), id));
        EXPECT_EQ(one->cache->reads().memory().stats().missesTotal(), misses);
    }
}

TEST_P(CacheCoherenceTest, aChangeOfStatusIsReadAnew) {
    const AccountId id = openFamily()[0];
    const auto one = program();
    (void)shownBalance(*one, id);
    domain::ChangeStatusOrder order;
    order.header.commandId = services::SystemIdSource().next();
    order.header.actor = {"test", "owner", "test", "test"};
    order.account = id;
    order.to = domain::AccountStatus::Inactive;
    ASSERT_TRUE(one->commands.changeStatus(order));
    EXPECT_EQ((*one->accounts.details(id, {}))->account.status, domain::AccountStatus::Inactive);
}

TEST_P(CacheCoherenceTest, aPurgeReachesTheMemoryOfAProgramThatRuns) {
    const AccountId id = openFamily()[0];
    const auto one = program();
    (void)shownBalance(*one, id);
    one->cache->purge(cache::Tag{cache::TagKind::Account, id.value()});
    const auto misses = one->cache->reads().memory().stats().missesTotal();
    (void)shownBalance(*one, id);
    EXPECT_EQ(one->cache->reads().memory().stats().missesTotal(), misses + 1);
}

TEST_P(CacheCoherenceTest, aProgramSeesWhatAnotherOneChanged) {
    const AccountId id = openFamily()[0];
    const auto one = program(), other = program();
    const Money before = shownBalance(*one, id);
    EXPECT_EQ(shownBalance(*one, id), before);
    EXPECT_GT(one->cache->reads().memory().stats().hitsTotal(), 0U);
    deposit(*other, id, 10);
    const Money after = *before.plus(usd(10));
    EXPECT_TRUE(eventually([&] { return shownBalance(*one, id) == after; }));
    EXPECT_TRUE(eventually([&] { return one->cache->state().changesSeen > 0; }));
    // The other one knew its own change, and was not told of it again.
    EXPECT_EQ(other->cache->state().changesSeen, 0U);
}

TEST_P(CacheCoherenceTest, familiesAndTotalsFollowTheirAccounts) {
    const AccountId id = openFamily()[0];
    const auto family = account(id).familyId;
    const auto one = program();
    const auto balanceOf = [&] { return (*one->families.find(family, {}))->balance; };
    const Money before = balanceOf();
    const Money generation = one->families.totals({})->generation;
    deposit(*one, id, 10);
    EXPECT_EQ(balanceOf(), *before.plus(usd(10)));
    EXPECT_EQ(one->families.totals({})->generation, *generation.plus(usd(10)));
}

TEST_P(CacheCoherenceTest, aRestartFindsItsFileAndWhatItMissed) {
    const auto accounts = openFamily();
    CacheOptions options;
    options.file = (m_folder.path() / "reads.lmdb").string();
    options.reads.promoteHits = 1;
    Money first, second;
    {
        const auto one = program(options);
        first = shownBalance(*one, accounts[0]);
        second = shownBalance(*one, accounts[1]);
    }
    {
        OpenDatabase without(std::move(*storage::Database::open(location())), m_registry);
        deposit(without, accounts[0], 10); // no cache hears of it
    }
    const auto one = program(options);
    EXPECT_EQ(shownBalance(*one, accounts[1]), second);
    EXPECT_EQ(one->cache->file()->stats().hits, 1U);
    EXPECT_EQ(shownBalance(*one, accounts[0]), *first.plus(usd(10)));
}

ALLUSE_ON_BOTH_DIALECTS(CacheCoherenceTest);

// A feed that answers as long as the test wants it to.
struct MoodyFeed final : services::ChangeFeed {
    std::atomic<bool>& isSilent;
    explicit MoodyFeed(std::atomic<bool>& silent) : isSilent(silent) {}
    services::Outcome<std::string> start() override { return answer(std::string("0")); }
    services::Outcome<std::string> identity() override { return answer(std::string("test")); }
    services::Outcome<services::Changes> since(const std::string& position) override {
        return answer(services::Changes{position, {}, true, {}});
    }
    services::Outcome<services::Changes> next(const std::string& position,
                                              std::chrono::milliseconds) override {
        std::this_thread::yield();
        return since(position);
    }
    void wake() noexcept override {}
    template <class T>
    services::Outcome<T> answer(T value) {
        if (isSilent) return services::failed(services::FailureKind::Unavailable, "gone");
        return value;
    }
};

TEST(CacheCoherence, servesNothingWhileTheFeedIsSilentAndForgetsWhenItComesBack) {
    std::atomic<bool> isSilent{false};
    metrics::MetricRegistry registry;
    composition::CacheCoherence cache(std::make_unique<MoodyFeed>(isSilent), {}, registry);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const auto eventually = [&](bool serves) {
        while (cache.isServing() != serves && std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        return cache.isServing() == serves;
    };
    ASSERT_TRUE(eventually(true));
    const auto load = [] { return cache::Loaded{std::make_shared<const int>(1), {}, 4}; };
    (void)cache.reads().get({}, nullptr, load);
    EXPECT_TRUE(cache.reads().memory().peek({}).isFound);
    isSilent = true;
    ASSERT_TRUE(eventually(false));
    isSilent = false;
    ASSERT_TRUE(eventually(true));
    EXPECT_FALSE(cache.reads().memory().peek({}).isFound);
    EXPECT_GE(cache.state().reconnects, 2U);
}

} // namespace
} // namespace alluse::tests
