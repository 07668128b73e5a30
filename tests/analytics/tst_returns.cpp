// CAGR, volatility, Sharpe, Sortino, Calmar, drawdown, target: three examples each, and n/a below n.

#include "analytics/moves.h"
#include "analytics/returns.h"
#include "analytics/statistics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace alluse::tests {
namespace {

using namespace analytics;
constexpr double kExact = 1e-9;
const std::vector<double> kTenWeeks{0.012, -0.004, 0.02, 0.007, -0.011, 0.015, 0.003, 0.009, -0.002, 0.01};

TEST(Cagr, isExactOnWorkedExamples) {
    EXPECT_NEAR(*cagr(0.21, 1461), std::pow(1.21, 0.25) - 1, kExact); // four years with a leap day
    EXPECT_NEAR(*cagr(0.95, 1461), 0.18170385646188625, kExact); // 10,000 → 19,500: ∜1.95 − 1
    EXPECT_NEAR(*cagr(-0.5, 365), std::pow(0.5, 365.25 / 365) - 1, kExact);
    EXPECT_NEAR(*cagr(0.05, 90), std::pow(1.05, 365.25 / 90) - 1, kExact);
    EXPECT_EQ(cagr(0.05, 89).error(), (Missing{Needs::Days, 90, 89}));
}

// NIST StRD, univariate summary statistics, certified: NumAcc1 (deviation 1), NumAcc3 and NumAcc4
// (1,001 values each, deviation 0.1), which break one-pass formulas.
TEST(SampleDeviation, meetsTheCertifiedValuesOfNist) {
    EXPECT_NEAR(sampleDeviation(std::vector<double>{10000001, 10000003, 10000002}), 1, kExact);
    for (const double base : {1'000'000.0, 10'000'000.0}) {
        std::vector<double> values{base + 0.2};
        for (int i = 0; i < 500; ++i) values.insert(values.end(), {base + 0.1, base + 0.3});
        EXPECT_NEAR(sampleDeviation(values), 0.1, 1e-8); // the values themselves are rounded
        EXPECT_NEAR(mean(values) / (base + 0.2), 1, 1e-14);
    }
}

TEST(Volatility, isTheSampleDeviationOverAYear) {
    EXPECT_NEAR(*volatility(kTenWeeks), 0.0680251587445573, kExact);
    const std::vector<double> alternating{0.01, -0.01, 0.01, -0.01, 0.01, -0.01, 0.01, -0.01};
    EXPECT_NEAR(*volatility(alternating), 0.01 * std::sqrt(8.0 / 7 * 52), kExact);
    EXPECT_NEAR(*volatility(std::vector<double>(8, 0.01)), 0, kExact);
    EXPECT_EQ(volatility(std::span(kTenWeeks).first(7)).error(), (Missing{Needs::Weeks, 8, 7}));
}

TEST(Sharpe, isMeanExcessOverDeviation) {
    EXPECT_NEAR(*sharpe(kTenWeeks), 4.218933213915453, kExact);
    const double rf = std::pow(1.02, 1.0 / 52) - 1;
    const std::vector<double> alternating{0.02, 0, 0.02, 0, 0.02, 0, 0.02, 0};
    EXPECT_NEAR(*sharpe(alternating), (0.01 - rf) / (0.01 * std::sqrt(8.0 / 7)) * std::sqrt(52.0), kExact);
    EXPECT_NEAR(*sharpe(alternating, 0), 1 / std::sqrt(8.0 / 7) * std::sqrt(52.0), kExact);
    EXPECT_EQ(sharpe(std::vector<double>(8, 0.0)).error().what, Needs::Spread);
    EXPECT_FALSE(sharpe(std::vector<double>(7, 0.01)));
}

// Rollinger and Hoffman, "Sortino: A 'Sharper' Ratio" (Red Rock Capital): returns of eight years, target
// 0 %: average 10 %, target downside deviation 2.264 %, ratio 4.417.
TEST(Sortino, agreesWithThePublishedExample) {
    const std::vector<double> years{0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04};
    EXPECT_NEAR(*sortinoRatio(years, 0), 0.1 / std::sqrt((0.0025 + 0.0016) / 8), kExact);
    EXPECT_NEAR(*sortinoRatio(years, 0), 4.417, 5e-4);
}

TEST(Sortino, isExactOnWeeks) {
    EXPECT_NEAR(*sortino(kTenWeeks), 10.129014292693148, kExact);
    const double rf = std::pow(1.02, 1.0 / 52) - 1;
    std::vector<double> one(8, 0.01);
    one[3] = -0.01;
    EXPECT_NEAR(*sortino(one), (0.0075 - rf) / std::sqrt((0.01 + rf) * (0.01 + rf) / 8) * std::sqrt(52.0), kExact);
    EXPECT_EQ(sortino(std::vector<double>(8, 0.01)).error().what, Needs::Losses);
}

TEST(Calmar, isYearlyGrowthOverTheDeepestDrawdown) {
    EXPECT_NEAR(*calmar(0.30, -0.15), 2, kExact);
    EXPECT_NEAR(*calmar(-0.1, -0.2), -0.5, kExact);
    EXPECT_NEAR(*calmar(0.25, -0.5333333333333333), 0.46875, kExact);
    EXPECT_EQ(calmar(0.1, 0).error().what, Needs::Drawdown);
    EXPECT_EQ(calmar(missing(Needs::Days, 90, 3), -0.1).error(), (Missing{Needs::Days, 90, 3}));
}

std::vector<IndexPoint> path(std::initializer_list<double> values) {
    std::vector<IndexPoint> points;
    for (const double value : values) points.push_back({day(7 * static_cast<int>(points.size())), {}, value});
    return points;
}

// Investopedia, "Maximum Drawdown": 500,000 → 750,000 → 400,000 → 600,000 → 350,000 → 800,000 is −53.33 %.
TEST(Drawdown, agreesWithThePublishedExample) {
    const auto result = drawdown(path({500'000, 750'000, 400'000, 600'000, 350'000, 800'000}));
    EXPECT_NEAR(result.deepest, (350.0 - 750.0) / 750.0, kExact);
    EXPECT_NEAR(result.current, 0, kExact);
    EXPECT_EQ(result.lengthDays(), 21);
    EXPECT_EQ(result.recoveryDays(), 7);
}

TEST(Drawdown, tellsWhatIsNotRecovered) {
    const auto result = drawdown(path({100, 120, 90, 108}));
    EXPECT_NEAR(result.deepest, -0.25, kExact);
    EXPECT_NEAR(result.current, -0.10, kExact);
    EXPECT_EQ(result.peak, day(7));
    EXPECT_EQ(result.trough, day(14));
    EXPECT_FALSE(result.recoveryDays());
}

TEST(Drawdown, keepsTheDeepestOfSeveral) {
    const auto result = drawdown(path({100, 80, 100, 110, 55, 110, 100}));
    EXPECT_NEAR(result.deepest, -0.5, kExact);
    EXPECT_EQ(result.peak, day(21));
    EXPECT_EQ(result.recoveryDays(), 7);
    EXPECT_NEAR(result.current, 100.0 / 110 - 1, kExact);
    EXPECT_NEAR(drawdown(path({1, 2, 3})).deepest, 0, kExact);
}

TEST(Target, isTheMeanOverTheTargetAndTheShareOfWeeks) {
    const auto figures = targetFigures(kTenWeeks, 0.01);
    EXPECT_NEAR(*figures.ratio, 0.59, kExact);
    EXPECT_NEAR(*figures.shareOnTarget, 0.4, kExact);
    EXPECT_NEAR(*targetFigures(std::vector<double>{0.015, 0.015}, 0.015).ratio, 1, kExact);
    EXPECT_NEAR(*targetFigures(std::vector<double>{-0.015, 0.0075}, 0.015).ratio, -0.25, kExact);
    EXPECT_EQ(targetFigures({}, 0.01).ratio.error(), (Missing{Needs::Weeks, 1, 0}));
}

TEST(Rolling, movesAWindowOverTheWeeks) {
    WeeklySeries series;
    for (int i = 0; i < 10; ++i) series.fridays.push_back(day(7 * (i + 1)));
    series.returns = kTenWeeks;
    const auto points = rolling(series, 8);
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(points.back().friday, day(70));
    EXPECT_NEAR(points.back().volatility, *volatility(std::span(kTenWeeks).last(8)), kExact);
}

} // namespace
} // namespace alluse::tests
