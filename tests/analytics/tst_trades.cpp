// Premium yield, win rate and profit factor: over TRADE_* postings only.

#include "analytics/account_analysis.h"
#include "analytics/moves.h"

#include <gtest/gtest.h>

#include <cmath>

namespace alluse::tests {
namespace {

using namespace analytics;
using enum TransactionType;
constexpr double kExact = 1e-9;

TradeFigures figuresOf(MoveSeries series, std::vector<Money> equity = {dollars(100'000)}) {
    return tradeFigures(series, day(0), day(100), equity);
}

TEST(TradeFigures, countWinsAndWeighGainsAgainstLosses) {
    const auto figures = figuresOf({{move(1, TradePremium, 600), move(2, TradePremium, 400),
                                     move(3, TradeAssignment, -500), move(4, TradePremium, 1'000)}, {}});
    EXPECT_NEAR(*figures.winRate, 0.75, kExact);
    EXPECT_NEAR(*figures.profitFactor, 4, kExact);
    EXPECT_NEAR(*figures.yield, 0.02, kExact);
    EXPECT_EQ(figures.premium, dollars(2'000));
    EXPECT_EQ(figures.assignment, dollars(-500));
}

TEST(TradeFigures, withoutLossesHaveAnInfiniteProfitFactor) {
    const auto figures = figuresOf({{move(1, TradePremium, 600)}, {}}, {dollars(40'000), dollars(60'000)});
    EXPECT_TRUE(std::isinf(*figures.profitFactor));
    EXPECT_NEAR(*figures.winRate, 1, kExact);
    EXPECT_NEAR(*figures.yield, 0.012, kExact);
}

TEST(TradeFigures, withOnlyLossesAreZero) {
    const auto figures = figuresOf({{move(1, TradeAssignment, -600)}, {}});
    EXPECT_NEAR(*figures.profitFactor, 0, kExact);
    EXPECT_NEAR(*figures.winRate, 0, kExact);
    EXPECT_NEAR(*figures.yield, 0, kExact);
}

TEST(TradeFigures, ignoreEverythingElse) {
    const auto figures = figuresOf({{move(1, Deposit, 5'000), move(2, Fee, -50), move(3, Interest, 20),
                                     move(101, TradePremium, 9), move(0, TradePremium, 9)}, {}});
    EXPECT_EQ(figures.trades, 0);
    EXPECT_EQ(figures.winRate.error(), (Missing{Needs::Trades, 1, 0}));
    EXPECT_EQ(describe(figures.profitFactor.error()), "n/a, needs 1 trade");
    EXPECT_NEAR(*figures.yield, 0, kExact);
    EXPECT_FALSE(figuresOf({}, {}).yield);
}

TEST(TradeFigures, forgetATradeThatWasReversed) {
    MoveSeries series{{move(1, TradePremium, 600), move(1, TradePremium, 6'000), move(2, TradePremium, -6'000)}, {}};
    series.moves[2].isReversal = true;
    const auto figures = figuresOf(series);
    EXPECT_EQ(figures.premium, dollars(600));
    EXPECT_EQ(figures.trades, 1);
    EXPECT_NEAR(*figures.winRate, 1, kExact);
    EXPECT_TRUE(std::isinf(*figures.profitFactor));
}

TEST(TradeFigures, groupPremiumsBySymbol) {
    MoveSeries series{{move(1, TradePremium, 100), move(2, TradePremium, 300), move(3, TradePremium, 50)},
                      {"SPY", "QQQ"}};
    series.moves[0].symbol = 0;
    series.moves[1].symbol = 1;
    const auto figures = figuresOf(series);
    ASSERT_EQ(figures.bySymbol.size(), 3U);
    EXPECT_EQ(figures.bySymbol[0].symbol, "QQQ");
    EXPECT_EQ(figures.bySymbol[0].premium, dollars(300));
    EXPECT_EQ(figures.bySymbol[2].symbol, "");
}

TEST(GrowthSources, tellWhereMoneyCameFrom) {
    const std::vector moves{move(0, Opening, 100'000), move(1, TradePremium, 900), move(2, Fee, -10),
                            move(3, ForkOut, -50'000), move(4, MergeIn, 7'000), move(5, Payout, -1)};
    const auto sources = growthSources(moves, day(-1), day(9));
    EXPECT_EQ(sources.premiums, dollars(900));
    EXPECT_EQ(sources.forks, dollars(-50'000));
    EXPECT_EQ(sources.merges, dollars(7'000));
    EXPECT_EQ(sources.withdrawals, dollars(-1));
    EXPECT_EQ(sources.total(), dollars(100'000 + 900 - 10 - 50'000 + 7'000 - 1));
    EXPECT_EQ(growthSources(moves, day(0), day(9)).openings, Money());
}

} // namespace
} // namespace alluse::tests
