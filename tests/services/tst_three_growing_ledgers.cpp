// Random lives of families (forks, merges, reinvestments, undos among everything else) on the ledger in
// memory, on SQLite and on PostgreSQL: the same answers, the same books. ALLUSE_SEED replays a
// run, ALLUSE_COMMANDS makes it longer.

#include "services/growth_world.h"
#include "support/compared_ledgers.h"
#include "support/requirements.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

namespace alluse::tests {
namespace {

constexpr std::int64_t kCommands = 1'000; // sent to each database; fifty thousand under slow
constexpr int kLifeSteps = 2'000;         // after that a family has few accounts left to fork

std::int64_t commandsWanted() {
    const char* text = std::getenv("ALLUSE_COMMANDS");
    return text ? std::atoll(text) : kCommands;
}

// One event of growth, by the model's ids.
std::string shownEvent(std::int64_t entry, std::int64_t kind, std::int64_t state, std::int64_t account,
                       std::int64_t other, std::int64_t cents) {
    return std::to_string(entry) + " kind " + std::to_string(kind) + " state " + std::to_string(state) + " of " +
           std::to_string(account) + " other " + std::to_string(other) + " cents " + std::to_string(cents);
}

// A database beside the model, fed with the very same plans.
class Follower {
public:
    explicit Follower(storage::Dialect dialect) : m_database(dialect) {}

    void follow(const domain::EntryPlan& plan, const Outcome<EntryReceipt>& expected) {
        const auto answer = m_database->ledger().postEntry(m_ids.translated(plan));
        m_ids.learn(expected, answer);
        ASSERT_EQ(shown(expected), shown(m_ids.translated(answer)))
            << "expected by the domain, answered by " << nameOf(m_database) << "\n" << plan.payload;
    }

    void expectSameBooks(const GrowthWorld& world) {
        const MemoryBook& book = world.ledger().book();
        for (const auto& [id, account] : book.accounts) {
            const auto stored = m_database->accounts().find(id);
            ASSERT_TRUE(stored && *stored) << id.value();
            EXPECT_EQ(shown(account), shown(**stored)) << nameOf(m_database);
            EXPECT_EQ(account.policy, (*stored)->policy) << nameOf(m_database);
        }
        std::map<std::int64_t, std::int64_t> pending;
        for (const auto& [account, entry] : book.pendingForks)
            pending.emplace(account.value(), entry ? entry->value() : 0);
        EXPECT_EQ(pending, pendingForks(m_database, m_ids)) << nameOf(m_database);
        std::vector<std::string> events;
        for (const auto& event : world.events())
            events.push_back(shownEvent(event.entry.value(), static_cast<std::int64_t>(event.kind),
                                        static_cast<std::int64_t>(event.state), event.account.value(),
                                        event.other ? event.other->value() : 0, event.amount.cents()));
        EXPECT_EQ(events, storedEvents()) << nameOf(m_database);
        std::vector<std::int64_t> held;
        for (const auto id : world.held()) held.push_back(id.value());
        EXPECT_EQ(held, numbers("select id from account where fork_held = 1 order by id")) << nameOf(m_database);
        EXPECT_EQ(static_cast<std::int64_t>(book.links.size()), numbers("select count(*) from lineage").front())
            << nameOf(m_database);
        const auto report = m_database->admin().verify({});
        ASSERT_TRUE(report) << report.error().text;
        for (const auto& check : report->checks)
            EXPECT_TRUE(check.ok) << nameOf(m_database) << " " << check.id << ": " << check.firstBreak.value_or("");
    }

private:
    std::vector<std::int64_t> numbers(const char* sql) {
        const auto session = m_database.rawSession();
        auto& row = session->run({"test.numbers", sql});
        std::vector<std::int64_t> found;
        while (row.next()) found.push_back(row.integer(0));
        return found;
    }
    std::vector<std::string> storedEvents() {
        const auto session = m_database.rawSession();
        auto& row = session->run({"test.events", "select id, kind, state, account_id, coalesce(other_id, 0), amount "
                                                 "from growth_event where kind in (11, 12) order by id"});
        std::vector<std::string> events;
        while (row.next())
            events.push_back(shownEvent(m_ids.model(domain::EntryId(row.integer(0))).value(), row.integer(1),
                                        row.integer(2), row.integer(3), row.integer(4), row.integer(5)));
        return events;
    }

    TestDatabase m_database;
    EntryIds m_ids;
};

TEST(ThreeGrowingLedgers, giveTheSameAnswersAndKeepTheSameBooks) {
    const std::int64_t wanted = commandsWanted();
    const std::uint64_t seed = seedOfThisRun();
    std::int64_t sent = 0;
    WorldCounts counts;
    for (std::uint64_t life = 0; sent < wanted; ++life) {
        std::vector<std::unique_ptr<Follower>> followers;
        followers.push_back(std::make_unique<Follower>(storage::Dialect::Sqlite));
        if (hasPostgres()) followers.push_back(std::make_unique<Follower>(storage::Dialect::Postgresql));
        GrowthWorld world(seed + life, [&](const auto& plan, const auto& outcome) {
            ++sent;
            if (HasFatalFailure()) return;
            for (auto& follower : followers) follower->follow(plan, outcome);
        });
        for (int i = 0; i < kLifeSteps && sent < wanted && !HasFailure(); ++i) world.step();
        for (auto& follower : followers)
            if (!HasFatalFailure()) follower->expectSameBooks(world);
        ASSERT_TRUE(world.broken().empty()) << world.broken();
        ASSERT_FALSE(HasFailure()) << "life " << life;
        counts += world.counts();
    }
    std::printf("%lld commands on each ledger: %lld forks, %lld merges, %lld reinvestments, %lld undos, %lld sent twice\n",
                static_cast<long long>(sent), static_cast<long long>(counts.forks),
                static_cast<long long>(counts.merges), static_cast<long long>(counts.reinvestments),
                static_cast<long long>(counts.undos), static_cast<long long>(counts.repeats));
    ALLUSE_NEEDS_POSTGRES(); // without it this was a comparison with SQLite only
}

} // namespace
} // namespace alluse::tests
