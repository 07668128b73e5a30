// Risk and health with their parts, buffer coverage, drift.

#include "analytics/account_analysis.h"
#include "analytics/moves.h"
#include "analytics/scores.h"

#include <gtest/gtest.h>

#include <cmath>

namespace alluse::tests {
namespace {

using namespace analytics;
constexpr double kExact = 1e-9;

RiskInput calm() {
    RiskInput input;
    input.drawdownLimit = 0.15;
    input.targetWeekly = 0.015;
    input.volatility = 0.0;
    input.valueAtRisk95 = 0.0;
    input.cash = dollars(5'000);
    input.buffer = dollars(5'000);
    input.equity = dollars(100'000);
    return input;
}

TEST(RiskScore, isZeroWhenNothingIsAtRisk) { EXPECT_NEAR(*riskScore(calm()).total, 0, kExact); }

TEST(RiskScore, addsItsFiveParts) {
    RiskInput input = calm();
    input.drawdown = -0.075;                                // half of the limit: 17.5
    input.volatility = 0.0225 * std::sqrt(52.0);            // half of 3 × target: 12.5
    input.valueAtRisk95 = 0.04;                             // 40 % of 10 %: 8
    input.cash = dollars(4'000);                            // a fifth is missing: 2
    input.leaps = dollars(25'000);                          // a quarter of equity: 5
    const auto score = riskScore(input);
    EXPECT_NEAR(*score.parts[0], 17.5, kExact);
    EXPECT_NEAR(*score.parts[1], 12.5, kExact);
    EXPECT_NEAR(*score.parts[2], 8, kExact);
    EXPECT_NEAR(*score.parts[3], 2, kExact);
    EXPECT_NEAR(*score.parts[4], 5, kExact);
    EXPECT_NEAR(*score.total, 45, kExact);
    EXPECT_EQ(riskLevel(*score.total), RiskLevel::Medium);
}

TEST(RiskScore, endsAtOneHundred) {
    RiskInput input = calm();
    input.drawdown = -0.9;
    input.volatility = 9.0;
    input.valueAtRisk95 = 0.9;
    input.cash = Money();
    input.leaps = dollars(90'000);
    EXPECT_NEAR(*riskScore(input).total, 100, kExact);
    input.valueAtRisk95 = -0.2; // no loss is no risk
    EXPECT_NEAR(*riskScore(input).total, 80, kExact);
}

TEST(RiskScore, isNotAvailableWhileAPartIsNot) {
    RiskInput input = calm();
    input.volatility = missing(Needs::Weeks, 8, 3);
    EXPECT_EQ(riskScore(input).total.error(), (Missing{Needs::Weeks, 8, 3}));
    EXPECT_TRUE(riskScore(input).parts[0].has_value());
}

TEST(RiskLevel, changesAt25And50And75) {
    EXPECT_EQ(riskLevel(24.9), RiskLevel::Low);
    EXPECT_EQ(riskLevel(25), RiskLevel::Medium);
    EXPECT_EQ(riskLevel(50), RiskLevel::High);
    EXPECT_EQ(riskLevel(75), RiskLevel::Critical);
}

TEST(BufferCoverage, isCashOverBuffer) {
    EXPECT_NEAR(*bufferCoverage(dollars(6'000), dollars(5'000)), 1.2, kExact);
    EXPECT_NEAR(*bufferCoverage(dollars(2'500), dollars(5'000)), 0.5, kExact);
    EXPECT_NEAR(*bufferCoverage(Money(), dollars(5'000)), 0, kExact);
    EXPECT_EQ(bufferCoverage(dollars(1), Money()).error().what, Needs::Buffer);
}

HealthInput sound() {
    HealthInput input;
    input.risk = 10.0;
    input.drawdownLimit = 0.15;
    input.coverage = 1.5;
    input.targetRatio = 1.0;
    return input;
}

TEST(HealthScore, isOneHundredWhenNothingIsWrong) {
    EXPECT_EQ(healthScore(sound()).score, 100);
    EXPECT_TRUE(healthScore(sound()).parts.empty());
}

TEST(HealthScore, namesWhatItTakesOff) {
    HealthInput input = sound();
    input.risk = 75.0;
    input.coverage = 0.99;
    EXPECT_EQ(healthScore(input).score, 55);
    ASSERT_EQ(healthScore(input).parts.size(), 2U);
    EXPECT_EQ(healthScore(input).parts[0].issue, HealthIssue::CriticalRisk);
    input.drawdown = -0.16;
    input.targetRatio = 0.79;
    input.daysSinceActivity = 30;
    input.hasCriticalAlert = true;
    EXPECT_EQ(healthScore(input).score, 5);
    input.hasIntegrityError = true;
    EXPECT_EQ(healthScore(input).score, 0);
}

TEST(HealthScore, doesNotPunishWhatIsNotKnown) {
    HealthInput input = sound();
    input.risk = missing(Needs::Weeks, 8, 2);
    input.targetRatio = missing(Needs::Weeks, 1, 0);
    input.coverage = missing(Needs::Buffer, 1, 0);
    EXPECT_EQ(healthScore(input).score, 100);
    EXPECT_EQ(healthScore(input).unknown.size(), 2U);
}

TEST(AllocationDrift, isShareMinusConfiguredShareInPoints) {
    const auto drift = allocationDrift({dollars(50'000), dollars(30'000), dollars(20'000)}, {0.4, 0.3, 0.3});
    EXPECT_NEAR(*drift[0], 10, kExact);
    EXPECT_NEAR(*drift[1], 0, kExact);
    EXPECT_NEAR(*drift[2], -10, kExact);
    EXPECT_NEAR(*allocationDrift({dollars(1), Money(), Money()}, {0.25, 0.5, 0.25})[0], 75, kExact);
    EXPECT_FALSE(allocationDrift({Money(), Money(), Money()}, {0.4, 0.3, 0.3})[0]);
}

// Balances of a past day come from the postings until then, and what was not there yet is not seen.
TEST(AccountAnalysis, isAsOfTheDayItIsAsked) {
    MoveSeries series{{move(0, TransactionType::Opening, 100'000), move(7, TransactionType::TradePremium, 1'500),
                       move(30, TransactionType::Withdrawal, -90'000)}, {}};
    AnalysisFacts facts;
    facts.policy = domain::Policy::defaultsFor(domain::AccountType::Generation);
    const auto result = analyse(series, facts, {std::nullopt, day(7)});
    EXPECT_EQ(result.equity(), dollars(101'500));
    EXPECT_EQ(result.baseline, dollars(100'000));
    EXPECT_EQ(result.buffer, dollars(5'075));
    EXPECT_NEAR(result.totalReturn, 0.015, kExact);
    EXPECT_NEAR(*result.coverage, 20, kExact);
    EXPECT_FALSE(result.volatility);
    EXPECT_FALSE(result.risk.total);
    EXPECT_EQ(result.health.score, 100);
}

TEST(AccountAnalysis, ofAnEmptyAccountHasNoFigureAtAll) {
    const auto result = analyse({}, {}, {std::nullopt, day(14)});
    EXPECT_FALSE(result.cagr || result.volatility || result.sharpe || result.trend || result.forecast);
    EXPECT_EQ(result.equity(), Money());
}

TEST(AccountAnalysis, rebasesItsWindow) {
    const std::vector<double> returns{0.5, 0.5, 0.01, -0.02, 0.03};
    const auto result = analyse(weeksOf(returns), {}, {day(14), day(35)});
    EXPECT_NEAR(result.totalReturn, 1.01 * 0.98 * 1.03 - 1, 1e-8); // amounts are whole cents
    EXPECT_NEAR(result.drawdown.deepest, -0.02, 1e-8);
    EXPECT_EQ(result.weekly.returns.size(), 3U);
    EXPECT_EQ(result.weeksOfLife, 5);
}

} // namespace
} // namespace alluse::tests
