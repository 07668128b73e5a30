#include "alerts/statistics/autocorrelation.h"
#include "alerts/statistics/distributions.h"
#include "alerts/statistics/forecast.h"
#include "alerts/statistics/least_squares.h"
#include "alerts/statistics/mann_kendall.h"
#include "alerts/statistics/robust.h"
#include "alerts/statistics/theil_sen.h"
#include "monitoring/alerts/series_generators.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

using namespace alluse;
using namespace alluse::alerts::statistics;

namespace {

using Estimator = LineFit (*)(std::span<const double>, std::span<const double>);

struct Trial {
    double falseAlarms = 0.0;
    double found = 0.0;
    double covered = 0.0;
};

double trueSlopeError(std::size_t n, double phi) {
    std::vector<double> weights(n);
    std::iota(weights.begin(), weights.end(), -(static_cast<double>(n) - 1.0) / 2.0);
    double squares = 0.0;
    for (const double weight : weights) squares += weight * weight;
    return std::sqrt(quadraticForm(weights, phi)) / squares;
}

// Series without and with a slope of 3.5 standard errors, forecast over half their length.
Trial trial(Estimator estimator, std::size_t n, double phi, int runs, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<double> times(n + n / 2);
    std::iota(times.begin(), times.end(), 0.0);
    const std::span fittedTimes(times.data(), n);
    Trial result;
    for (int run = 0; run < runs; ++run) {
        auto values = tests::autocorrelated(times.size(), phi, random);
        const std::span fitted(values.data(), n);
        if (estimator(fittedTimes, fitted).p < 0.05) result.falseAlarms += 1.0 / runs;
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += 3.5 * trueSlopeError(n, phi) * times[i];
        const auto fit = estimator(fittedTimes, fitted);
        if (fit.p < 0.05 && fit.slope > 0.0) result.found += 1.0 / runs;
        const Forecast forecast(fit, 0.05);
        for (std::size_t i = n; i < values.size(); ++i) {
            const auto band = forecast.at(times[i]);
            if (values[i] >= band.lower && values[i] <= band.upper)
                result.covered += 1.0 / (runs * static_cast<double>(n / 2));
        }
    }
    return result;
}

// bench_alerts prints the same for 2,000 series; fewer leave room of three standard errors here.
void expectAnHonestTest(Estimator estimator, int runs) {
    const double alarmsError = std::sqrt(0.05 * 0.95 / runs);
    const double foundError = std::sqrt(0.9 * 0.1 / runs);
    for (const double phi : {0.0, 0.4, 0.8}) {
        const auto result = trial(estimator, 400, phi, runs, 11);
        EXPECT_LE(result.falseAlarms, 0.07 + 3.0 * alarmsError) << phi;
        EXPECT_GE(result.found, 0.90 - 3.0 * foundError) << phi;
        EXPECT_GE(result.covered, 0.90) << phi;
    }
}

} // namespace

TEST(Statistics, readTheTablesOfNormalAndStudent) {
    EXPECT_NEAR(normalTwoSided(1.959964), 0.05, 1e-6);
    EXPECT_NEAR(studentTwoSided(2.570582, 5), 0.05, 1e-6);
    EXPECT_NEAR(studentTwoSided(12.7062, 1), 0.05, 1e-6);
    EXPECT_NEAR(studentTwoSided(2.0, 1e6), normalTwoSided(2.0), 1e-5);
    EXPECT_NEAR(studentQuantile(0.05, 10), 2.228139, 1e-5);
    EXPECT_NEAR(studentQuantile(0.01, 30), 2.749996, 1e-5);
}

TEST(Statistics, doNotMoveWithAFewWildValues) {
    const auto scale = robustScale({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1e9});
    EXPECT_NEAR(scale.median, 6.5, 1e-9);
    EXPECT_LT(scale.spread, 6.0);
    EXPECT_NEAR(robustScale({5, 5, 5, 5}).spread, 0.05, 1e-12) << "a constant series has a floor";
    EXPECT_GT(robustScale({0, 0, 0}).spread, 0.0);
}

TEST(Statistics, sumAutocorrelationsExactly) {
    const std::vector<double> weights{1, -2, 3};
    const double phi = 0.5;
    // 1 + 4 + 9 + 2 (1*-2*phi + -2*3*phi + 1*3*phi^2)
    EXPECT_NEAR(quadraticForm(weights, phi), 14.0 + 2.0 * (-1.0 - 3.0 + 0.75), 1e-12);
}

TEST(Statistics, fitALineThatSpikesCannotBend) {
    std::vector<double> times(50);
    std::iota(times.begin(), times.end(), 0.0);
    std::vector<double> values;
    for (const double time : times) values.push_back(3.0 + 2.0 * time);
    values[10] = 1e6;
    values[30] = -1e6;
    EXPECT_NEAR(theilSen(times, values).slope, 2.0, 1e-9);
    EXPECT_GT(std::abs(leastSquares(times, values).slope - 2.0), 1.0);
}

TEST(Statistics, countConcordantPairsWithTies) {
    // By hand: pairs up 8, down 1, equal 1.
    const std::vector<double> times{0, 1, 2, 3, 4};
    const std::vector<double> values{1, 3, 2, 3, 4};
    EXPECT_EQ(mannKendall(times, values, 0.0).s, 7.0);
}

TEST(Statistics, tellWhenALimitIsReached) {
    LineFit fit{.count = 100, .center = 50, .level = 50, .slope = 1, .phi = 0, .degrees = 98,
                .deviation = 1e-9, .levelError = 0, .slopeError = 0, .p = 0};
    const Forecast forecast(fit, 0.05);
    const auto time = forecast.breach(120, true, 100, 200);
    ASSERT_TRUE(time);
    EXPECT_NEAR(*time, 120.0, 1e-3);
    EXPECT_FALSE(forecast.breach(120, true, 100, 110)) << "beyond the horizon";
    EXPECT_EQ(forecast.breach(90, true, 100, 110), 100.0) << "already there";
}

TEST(Statistics, stayHonestUnderAutocorrelationWithLeastSquares) {
    expectAnHonestTest(leastSquares, 400);
}
TEST(Statistics, stayHonestUnderAutocorrelationWithTheilSen) {
    expectAnHonestTest(theilSen, 80);
}

TEST(Statistics, showWhyThePlainTestWouldNotDo) {
    // The same series under the plain variance, phi taken for zero: far more than one in twenty.
    std::mt19937_64 random(5);
    std::vector<double> times(200);
    std::iota(times.begin(), times.end(), 0.0);
    int alarms = 0;
    for (int run = 0; run < 200; ++run) {
        const auto fit = leastSquares(times, tests::autocorrelated(200, 0.8, random));
        double squares = 0.0;
        for (const double time : times) squares += (time - fit.center) * (time - fit.center);
        if (normalTwoSided(fit.slope / (fit.deviation / std::sqrt(squares))) < 0.05) ++alarms;
    }
    EXPECT_GT(alarms, 60);
}
