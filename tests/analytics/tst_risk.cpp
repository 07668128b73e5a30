// Quantiles, VaR and CVaR; a normal distribution where history is short.

#include "analytics/loss_at_risk.h"
#include "analytics/moves.h"
#include "analytics/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace alluse::tests {
namespace {

using namespace analytics;
constexpr double kExact = 1e-9;

// The manual of numpy.percentile: [[10, 7, 4], [3, 2, 1]] has the median 3.5; R's quantile(1:10) gives
// 3.25 and 7.75 for the quartiles (type 7, its default).
TEST(Quantile, agreesWithPublishedExamplesOfTypeSeven) {
    EXPECT_NEAR(quantile(std::vector<double>{1, 2, 3, 4, 7, 10}, 0.5), 3.5, kExact);
    const std::vector<double> ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    EXPECT_NEAR(quantile(ten, 0.25), 3.25, kExact);
    EXPECT_NEAR(quantile(ten, 0.75), 7.75, kExact);
    EXPECT_NEAR(quantile(ten, 1), 10, kExact);
    EXPECT_NEAR(quantile(std::vector<double>{5}, 0.05), 5, kExact);
}

// Quantiles of the normal distribution as tables give them (NIST e-Handbook 1.3.6.7.1), to all digits.
TEST(NormalQuantile, isExact) {
    EXPECT_NEAR(normalQuantile(0.05), -1.6448536269514722, 1e-12);
    EXPECT_NEAR(normalQuantile(0.01), -2.3263478740408408, 1e-12);
    EXPECT_NEAR(normalQuantile(0.9), 1.2815515655446004, 1e-12);
    EXPECT_NEAR(normalQuantile(0.5), 0, 1e-12);
}

// Weekly returns of −50 … +50 thousandths in steps of one: 101 of them.
std::vector<double> evenly() {
    std::vector<double> values;
    for (int i = -50; i <= 50; ++i) values.push_back(i / 1000.0);
    return values;
}

TEST(ValueAtRisk, isTheHistoricalQuantileFrom26WeeksOn) {
    const auto loss = lossAtRisk(evenly(), 0.05);
    EXPECT_EQ(loss.method, LossMethod::Historical);
    EXPECT_NEAR(*loss.valueAtRisk, 0.045, kExact);
    EXPECT_NEAR(*loss.shortfall, (0.050 + 0.049 + 0.048 + 0.047 + 0.046 + 0.045) / 6, kExact);
    const auto rare = lossAtRisk(evenly(), 0.01);
    EXPECT_NEAR(*rare.valueAtRisk, 0.049, kExact);
    EXPECT_NEAR(*rare.shortfall, 0.0495, kExact);
}

TEST(ValueAtRisk, interpolatesBetweenTwoWeeks) {
    std::vector<double> weeks(26, 0.01);
    weeks[4] = -0.06;
    weeks[9] = -0.02;
    const auto loss = lossAtRisk(weeks, 0.05); // position 1.25 of −0.06, −0.02, 0.01 …
    EXPECT_NEAR(*loss.valueAtRisk, -(-0.02 + 0.25 * 0.03), kExact);
    EXPECT_NEAR(*loss.shortfall, 0.04, kExact);
}

TEST(ValueAtRisk, isParametricAndLabelledSoBelow26Weeks) {
    const std::vector<double> weeks{0.02, 0, 0.02, 0, 0.02, 0, 0.02, 0};
    const double deviation = 0.01 * std::sqrt(8.0 / 7);
    const auto loss = lossAtRisk(weeks, 0.05);
    EXPECT_EQ(loss.method, LossMethod::Parametric);
    EXPECT_NEAR(*loss.valueAtRisk, 1.6448536269514722 * deviation - 0.01, kExact);
    // φ(1.645) / 0.05 = 2.0627128…, the factor of expected shortfall at 95 % (McNeil, Frey, Embrechts).
    EXPECT_NEAR(*loss.shortfall, 2.062712807507426 * deviation - 0.01, kExact);
    EXPECT_NEAR(*lossAtRisk(weeks, 0.01).valueAtRisk, 2.3263478740408408 * deviation - 0.01, kExact);
    EXPECT_NEAR(*lossAtRisk(weeks, 0.01).shortfall, 2.6652142203458076 * deviation - 0.01, kExact);
}

TEST(ValueAtRisk, saysWhatItNeeds) {
    const auto loss = lossAtRisk(std::vector<double>(7, 0.01), 0.05);
    EXPECT_EQ(loss.valueAtRisk.error(), (Missing{Needs::Weeks, 8, 7}));
    EXPECT_EQ(describe(loss.shortfall.error()), "n/a, needs 8 weeks");
}

TEST(ValueAtRisk, inMoneyIsAShareOfEquity) {
    EXPECT_EQ(lossAmount(0.045, dollars(100'000)), dollars(4'500));
    EXPECT_EQ(lossAmount(-0.01, dollars(100'000)), dollars(-1'000)); // no loss
    EXPECT_EQ(lossAmount(0.5, Money::fromCents(1)), Money::fromCents(1));
}

} // namespace
} // namespace alluse::tests
