// The overview from roll-ups equals the one from every posting, whenever it is read.

#include "storage/contract_fixture.h"
#include "storage/session.h"
#include "support/report_book.h"

#include <atomic>
#include <thread>

namespace alluse::tests {
namespace {

class Rollups : public ContractFixture {
protected:
    services::AnalyticsReads& analytics() { return (*database)->analytics(); }
    void expectExact(const std::string& when) {
        for (const auto from : {day(2024, 1, 1), day(2026, 1, 5)}) {
            const auto read = analytics().overview(from, day(2030, 1, 1));
            ASSERT_TRUE(read) << read.error().text;
            const auto& fast = *read;
            const auto all = analytics().overviewFromPostings(from, day(2030, 1, 1));
            ASSERT_TRUE(all) << all.error().text;
            const auto& naive = *all;
            EXPECT_EQ(fast.before, naive.before) << when;
            EXPECT_EQ(fast.weeks, naive.weeks) << when;
            EXPECT_EQ(fast.accounts, naive.accounts) << when;
            EXPECT_EQ(fast.families, naive.families) << when;
        }
    }
};

class LateCommits : public Rollups {};

TEST_P(Rollups, areExactBeforeAndAfterTheMarkMoves) {
    expectExact("empty");
    fillBook(**database, 5, 110);
    expectExact("loaded");
    EXPECT_GT(analytics().advanceRollups().value(), 0);
    expectExact("applied");
    const auto ids = openFamily();
    const auto wrong = done(orders.post(ids[0], TransactionType::Deposit, usd(9'000)));
    done(orders.post(ids[1], TransactionType::Withdrawal, usd(100)));
    expectExact("posted after the mark");
    analytics().advanceRollups().value();
    done(orders.reverse((*database)->entries().entry(*wrong.entry).value()->stored));
    expectExact("a reversal of what was applied");
    analytics().advanceRollups().value();
    expectExact("all applied");
    EXPECT_EQ(analytics().advanceRollups().value(), 0);
    expectVerified();
}

// An entry whose transaction began before the mark was noted and commits after it moved is not missed.
// On SQLite there is one writer: ids commit in their order.
TEST_P(LateCommits, areNotMissed) {
    const auto ids = openFamily();
    const auto late = database->rawSession();
    late->begin(storage::Work::Writing);
    auto& drawn = late->run({"test.draw", "select nextval('entry_id_seq')"});
    while (drawn.next()) {}
    done(orders.post(ids[0], TransactionType::Deposit, usd(1))); // a later id, committed
    EXPECT_EQ(analytics().advanceRollups().value(), 0) << "somebody who may hold an earlier id still runs";
    expectExact("while it runs");
    late->rollback();
    EXPECT_GT(analytics().advanceRollups().value(), 0);
    expectExact("afterwards");
}

TEST_P(Rollups, stayExactWhileManyWriteAndTheMarkMoves) {
    const auto ids = openFamily();
    std::atomic<bool> isOver{false};
    std::vector<std::thread> writers;
    for (int i = 0; i < 3; ++i)
        writers.emplace_back([&, id = ids[static_cast<std::size_t>(i)]] {
            for (int n = 0; n < 60; ++n) (void)ledger().postEntry(aDeposit(id, 100));
        });
    std::thread mover([&] {
        while (!isOver) (void)analytics().advanceRollups();
    });
    for (auto& writer : writers) writer.join();
    isOver = true;
    mover.join();
    expectExact("after the storm");
    analytics().advanceRollups().value();
    expectExact("and applied");
}

TEST_P(Rollups, countAccountsByTypeAndStatus) {
    const auto ids = openFamily();
    done(orders.post(ids[0], TransactionType::Withdrawal, usd(1)));
    expectExact("opened");
    const auto counts = analytics().overview(day(2024, 1, 1), day(2030, 1, 1)).value();
    EXPECT_EQ(counts.families, 1);
    ASSERT_EQ(counts.accounts.size(), 3U);
    EXPECT_EQ(counts.accounts[0].accounts, 1);
}

ALLUSE_ON_BOTH_DIALECTS(Rollups);
ALLUSE_ON_ONE_DIALECT(LateCommits, storage::Dialect::Postgresql);

} // namespace
} // namespace alluse::tests
