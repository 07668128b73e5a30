// Trend, forecast, weeks to a threshold, peers.

#include "analytics/forecast.h"
#include "analytics/moves.h"
#include "analytics/peers.h"
#include "analytics/statistics.h"
#include "analytics/trend.h"

#include <gtest/gtest.h>

#include <cmath>

namespace alluse::tests {
namespace {

using namespace analytics;
constexpr double kExact = 1e-9;

// Anscombe (1973), first set, in the order of x = 4 … 14: slope 0.5001, intercept 3.0001, R² 0.667, and
// t = 4.24 as published.
const std::vector<double> kAnscombe{4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96};

TEST(LineFit, agreesWithAnscombesQuartet) {
    const LineFit fit = fitLine(kAnscombe);
    EXPECT_NEAR(fit.slope, 0.5000909090909091, kExact);
    EXPECT_NEAR(fit.intercept - 4 * fit.slope, 3.0000909090909090, kExact);
    EXPECT_NEAR(fit.rSquared, 0.6665424595087748, kExact);
    EXPECT_NEAR(fit.t, 4.2414552888860970, kExact);
}

TEST(Trend, fitsTheLogarithmOfTheIndex) {
    std::vector<double> index;
    for (const double y : kAnscombe) index.push_back(std::exp(y / 100));
    const auto result = trend(index);
    EXPECT_NEAR(result->slope, 0.005000909090909091, kExact);
    EXPECT_NEAR(result->rSquared, 0.6665424595087748, kExact);
    EXPECT_NEAR(result->t, 4.2414552888860970, 1e-8);
    EXPECT_EQ(result->direction, TrendDirection::Up);
}

TEST(Trend, isUpDownOrFlatByItsT) {
    std::vector<double> falling, flat;
    for (int i = 0; i < 40; ++i) falling.push_back(std::pow(0.99, i));
    for (int i = 0; i < 12; ++i) flat.push_back(i % 2 == 0 ? 1.0 : 1.01);
    EXPECT_EQ(trend(falling)->direction, TrendDirection::Down);
    EXPECT_NEAR(trend(falling)->slope, std::log(0.99), kExact);
    EXPECT_TRUE(std::isinf(trend(falling)->t) || trend(falling)->t < -1e6);
    EXPECT_EQ(trend(flat)->direction, TrendDirection::Flat);
    EXPECT_EQ(trend(std::vector<double>(10, 1.0))->direction, TrendDirection::Flat);
}

TEST(Trend, looksAt26WeeksAndNeedsEight) {
    std::vector<double> index(100, 5.0);
    for (int i = 0; i < 26; ++i) index.push_back(std::exp(0.01 * i));
    EXPECT_NEAR(trend(index)->slope, 0.01, kExact);
    EXPECT_EQ(trend(std::vector<double>(7, 1.0)).error(), (Missing{Needs::Weeks, 8, 7}));
}

TEST(Forecast, isAFanOfALogNormalWalk) {
    std::vector<double> weekly;
    for (int i = 0; i < 12; ++i) weekly.push_back(std::exp(i % 2 == 0 ? 0.02 : 0) - 1);
    const auto fan = forecast(weekly, 0.015);
    const double sigma = 0.01 * std::sqrt(12.0 / 11);
    EXPECT_NEAR(fan->mu, 0.01, kExact);
    EXPECT_NEAR(fan->sigma, sigma, kExact);
    ASSERT_EQ(fan->points.size(), 4U);
    for (const auto& point : fan->points) {
        const double spread = 1.2815515655446004 * sigma * std::sqrt(point.weeks);
        EXPECT_NEAR(point.median, std::exp(0.01 * point.weeks), kExact);
        EXPECT_NEAR(point.low, std::exp(0.01 * point.weeks - spread), kExact);
        EXPECT_NEAR(point.high, std::exp(0.01 * point.weeks + spread), kExact);
        EXPECT_NEAR(point.target, std::pow(1.015, point.weeks), kExact);
    }
}

TEST(Forecast, uses52WeeksAndNeedsTwelve) {
    std::vector<double> weekly(30, 0.5);
    weekly.insert(weekly.end(), 52, 0.01);
    EXPECT_NEAR(forecast(weekly, 0.01)->points.back().median, std::pow(1.01, 52), kExact);
    EXPECT_NEAR(forecast(weekly, 0.01)->sigma, 0, kExact);
    EXPECT_EQ(forecast(std::vector<double>(11, 0.01), 0.01).error(), (Missing{Needs::Weeks, 12, 11}));
    EXPECT_EQ(forecast(std::vector<double>(12, -1.0), 0.01).error().what, Needs::Equity);
}

TEST(WeeksToThreshold, followTheFormulaAtTheActualMeanAndAtTarget) {
    const std::vector<double> weekly(12, 0.01);
    const auto weeks = weeksTo(dollars(120'000), dollars(150'000), weekly, 0.015);
    EXPECT_NEAR(*weeks.atActual, std::log(1.25) / std::log(1.01), kExact);
    EXPECT_NEAR(*weeks.atTarget, std::log(1.25) / std::log(1.015), kExact);
    EXPECT_NEAR(*weeksTo(dollars(150'000), dollars(150'000), weekly, 0.015).atActual, 0, kExact);
    EXPECT_EQ(weeksTo(dollars(1), dollars(2), std::vector<double>(12, 0.0), 0.01).atActual.error().what,
              Needs::Growth);
    EXPECT_EQ(weeksTo(dollars(1), dollars(2), std::vector<double>(11, 0.1), 0.01).atActual.error(),
              (Missing{Needs::Weeks, 12, 11}));
}

// Percentile rank by mid-ranks, PR = (CF − F/2) / N × 100 (Roscoe 1975; the formula of most textbooks).
TEST(PeerRank, isTheMidRankPercentile) {
    EXPECT_NEAR(peerRank(3, std::vector<double>{1, 2, 3, 4, 5})->percentile, 50, kExact);
    EXPECT_NEAR(peerRank(5, std::vector<double>{1, 2, 3, 4, 5})->percentile, 90, kExact);
    EXPECT_NEAR(peerRank(2, std::vector<double>{1, 2, 2, 2, 5, 6, 7, 8})->percentile, 31.25, kExact);
    EXPECT_NEAR(peerRank(1, std::vector<double>(6, 1.0))->percentile, 50, kExact);
}

TEST(PeerRank, hasAZAgainstTheSampleDeviation) {
    EXPECT_NEAR(peerRank(3, std::vector<double>{1, 2, 3, 4, 5})->z, 0, kExact);
    EXPECT_NEAR(peerRank(5, std::vector<double>{1, 2, 3, 4, 5})->z, 2 / std::sqrt(2.5), kExact);
    EXPECT_NEAR(peerRank(1, std::vector<double>(6, 1.0))->z, 0, kExact);
    EXPECT_EQ(describe(peerRank(1, std::vector<double>{1, 2, 3, 4}).error()), "insufficient peers, needs 5");
}

} // namespace
} // namespace alluse::tests
