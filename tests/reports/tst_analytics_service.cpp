// Analyses of accounts, families and the book on both databases: what is kept is what would be computed.

#include "services/analytics_service.h"
#include "storage/contract_fixture.h"
#include "support/command_bench.h"
#include "support/report_book.h"

namespace alluse::tests {
namespace {

using services::AnalyticsService;

class Analyses : public ContractFixture {
protected:
    void SetUp() override {
        ContractFixture::SetUp();
        if (!database) return;
        service = std::make_unique<AnalyticsService>((*database)->analytics(), store, clock);
    }
    static analytics::Window window() { return {day(2025, 3, 1), day(2026, 3, 6)}; }

    MovableClock clock;
    services::MemoryAnalyticsStore store;
    std::unique_ptr<AnalyticsService> service;
};

TEST_P(Analyses, anAccountIsKeptUntilItChanges) {
    const auto ids = openFamily();
    const analytics::Window always{std::nullopt, day(2030, 1, 1)};
    const auto first = service->account(ids[0], always).value();
    EXPECT_EQ(service->account(ids[0], always).value(), first);
    EXPECT_EQ(first->analysis.equity(), balance(ids[0]));
    service->forget(done(orders.post(ids[0], TransactionType::Deposit, usd(500))).changes);
    const auto second = service->account(ids[0], always).value();
    EXPECT_NE(second, first);
    EXPECT_EQ(second->analysis.equity(), balance(ids[0]));
    EXPECT_EQ(service->account(AccountId(999'999), always).value(), nullptr);
}

TEST_P(Analyses, aResultThatWasOvertakenIsNotKept) {
    const auto ids = openFamily();
    const auto epoch = store.epoch(ids[0]);
    store.forget(ids[0]); // a commit between reading and keeping
    auto value = std::make_shared<services::AccountAnalytics>();
    value->facts.account = ids[0];
    store.put(window(), value, epoch);
    EXPECT_EQ(store.find(ids[0], window()), nullptr);
}

TEST_P(Analyses, balancesAsOfADayAreThoseOfTheLedger) {
    fillBook(**database, 3);
    const auto page = (*database)->accounts().page({}, {{}, 0, 50}).value();
    for (const auto& row : page.rows)
        for (const auto asOf : {day(2025, 6, 30), day(2026, 3, 6)}) {
            const auto analysis = service->account(row.id, {std::nullopt, asOf}).value();
            EXPECT_EQ(analysis->analysis.equity(), (*database)->accounts().balanceAsOf(row.id, asOf, {}).value());
        }
    const auto now = service->account(page.rows[0].id, {std::nullopt, day(2026, 3, 6)}).value();
    const auto stored = account(page.rows[0].id);
    EXPECT_EQ(now->analysis.balances.cash(), stored.balances.cash());
    EXPECT_EQ(now->analysis.baseline, stored.baseline);
    EXPECT_EQ(now->analysis.buffer, stored.buffer());
}

TEST_P(Analyses, aFamilyIsTheSumOfItsAccounts) {
    fillBook(**database, 3);
    const auto families = (*database)->families().page({}, {}).value();
    for (const auto& row : families.rows) {
        const auto family = service->family(row.id, window()).value();
        Money sum, gain;
        for (const auto& account : family->accounts) sum = sum + account->analysis.equity();
        EXPECT_EQ(family->whole.equity(), sum);
        EXPECT_EQ(family->whole.equity(), row.balance);
        EXPECT_TRUE((family->whole.sources.forks + family->whole.sources.merges).isZero());
        double drift = 0;
        for (const auto& one : family->drift) drift += *one;
        EXPECT_NEAR(drift, 0, 1e-9);
    }
}

TEST_P(Analyses, theBookFollowsWhatChanges) {
    fillBook(**database, 3);
    const auto first = service->book(window(), {}).value();
    EXPECT_EQ(service->book(window(), {}).value(), first);
    const AccountId id = first->accounts.front().account;
    orders.date = day(2026, 3, 5);
    service->forget(done(orders.post(id, TransactionType::Deposit, usd(700))).changes);
    const auto second = service->book(window(), {}).value();
    ASSERT_EQ(second->accounts.size(), first->accounts.size());
    EXPECT_EQ(second->accounts.front().equity, first->accounts.front().equity + usd(700));
    AnalyticsService fresh((*database)->analytics(), store, clock);
    const auto whole = fresh.book(window(), {}).value();
    for (std::size_t i = 0; i < whole->accounts.size(); ++i) {
        EXPECT_EQ(whole->accounts[i].equity, second->accounts[i].equity);
        EXPECT_EQ(whole->accounts[i].totalReturn, second->accounts[i].totalReturn);
    }
}

TEST_P(Analyses, peersAreActiveAccountsOfTheSameType) {
    fillBook(**database, 6);
    const auto book = service->book(window(), {}).value();
    int ranked = 0;
    for (const auto& row : book->accounts)
        if (const auto rank = AnalyticsService::rank(*book, row.account)) {
            ++ranked;
            EXPECT_GE(rank->peers, 5);
            EXPECT_GT(rank->percentile, 0);
            EXPECT_LT(rank->percentile, 100);
        }
    EXPECT_GT(ranked, 10);
    EXPECT_FALSE(AnalyticsService::rank(*book, AccountId(999'999)));
}

TEST_P(Analyses, theOverviewIsTheSumOfTheBook) {
    fillBook(**database, 4);
    const auto overview = service->overview(day(2025, 9, 1), day(2026, 3, 6)).value();
    const auto totals = (*database)->families().totals().value();
    EXPECT_EQ(overview.equity[0], totals.generation);
    EXPECT_EQ(overview.equity[1], totals.revenue);
    EXPECT_EQ(overview.equity[2], totals.compounding);
    EXPECT_EQ(overview.families, 4);
    const Money before = overview.weeks.front().equity[0] + overview.weeks.front().equity[1] + overview.weeks.front().equity[2];
    EXPECT_EQ(overview.total(), before + overview.sources.total());
    EXPECT_NEAR(overview.targetShare[0] + overview.targetShare[1] + overview.targetShare[2], 1, 1e-12);
}

ALLUSE_ON_BOTH_DIALECTS(Analyses);

} // namespace
} // namespace alluse::tests
