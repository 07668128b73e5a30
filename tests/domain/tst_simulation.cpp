// The simulation on its own; tests/support/simulation_check.py compares it with a second one.

#include "domain/simulation.h"
#include "support/orders.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace alluse::tests {
namespace {

using domain::BasisPoints;
using domain::Money;
using domain::RefusalCode;

domain::SimulationInput moderate(int weeks) {
    return domain::simulationOf(*domain::findTemplate("moderate"), cents(250'000'00), weeks);
}

TEST(Simulation, aWeekAddsThePremiumOfEachAccount) {
    const auto result = domain::simulate(moderate(1));
    ASSERT_TRUE(result);
    const auto& week = result->weeks.at(0);
    EXPECT_EQ(week.totals[0], cents(101'500'00));
    EXPECT_EQ(week.totals[1], cents(75'750'00));
    EXPECT_EQ(week.totals[2], cents(75'375'00));
    EXPECT_EQ(week.live, (std::array<std::int32_t, 3>{1, 1, 1}));
}

TEST(Simulation, premiumsRoundHalfToEven) {
    auto input = moderate(1);
    input.capital = cents(5'00); // 200, 150, 150 cents
    input.weeklyReturns = {BasisPoints(125), BasisPoints(100), BasisPoints(300)};
    const auto result = domain::simulate(input); // 2.5, 1.5 and 4.5 cents
    ASSERT_TRUE(result);
    EXPECT_EQ(result->weeks[0].totals[0], cents(202));
    EXPECT_EQ(result->weeks[0].totals[1], cents(152));
    EXPECT_EQ(result->weeks[0].totals[2], cents(154));
}

TEST(Simulation, theFirstForkComesWhenTheSurplusReachesTheThreshold) {
    const auto result = domain::simulate(moderate(60));
    ASSERT_TRUE(result);
    const auto first = std::find_if(result->weeks.begin(), result->weeks.end(),
                                    [](const auto& week) { return week.forks > 0; });
    ASSERT_NE(first, result->weeks.end());
    EXPECT_EQ(first->week, 28); // ln 1.5 / ln 1.015 = 27.2
    EXPECT_EQ(first->live[0], 2);
}

TEST(Simulation, moneyGrowsByPremiumsAloneWhateverForksAndMerges) {
    auto input = moderate(520);
    input.weeklyReturns = {BasisPoints(150), BasisPoints(150), BasisPoints(150)};
    const auto result = domain::simulate(input);
    ASSERT_TRUE(result);
    EXPECT_GT(result->merges, 0);
    // One rate for all: the total grows as one account would, but for the cents of rounding.
    std::int64_t alone = input.capital.cents();
    for (const auto& week : result->weeks) {
        alone += Money::fromCents(alone).share(BasisPoints(150)).cents();
        EXPECT_NEAR(static_cast<double>(week.total().cents()), static_cast<double>(alone),
                    static_cast<double>(alone) * 1e-6);
    }
}

TEST(Simulation, refusesWhatCannotBe) {
    auto input = moderate(0);
    EXPECT_EQ(domain::simulate(input).error().code, RefusalCode::PolicyViolated);
    input = moderate(10);
    input.capital = Money();
    EXPECT_EQ(domain::simulate(input).error().code, RefusalCode::InvalidAmount);
    input = moderate(10);
    input.policies[0].forkThreshold = cents(600'000'00);
    EXPECT_EQ(domain::simulate(input).error().code, RefusalCode::PolicyViolated);
    input = moderate(domain::kSimulationWeeksMax);
    input.weeklyReturns[0] = BasisPoints(500);
    EXPECT_EQ(domain::simulate(input).error().code, RefusalCode::BalanceOutOfRange);
}

TEST(SimulatedPaths, followFromTheirSeed) {
    const domain::SimulationSpread spread{{BasisPoints(200), BasisPoints(200), BasisPoints(200)}, 42};
    const auto first = domain::simulatePath(moderate(104), spread, 7);
    const auto again = domain::simulatePath(moderate(104), spread, 7);
    const auto other = domain::simulatePath(moderate(104), spread, 8);
    ASSERT_TRUE(first && again && other);
    EXPECT_EQ(first->totals, again->totals);
    EXPECT_NE(first->totals, other->totals);
}

TEST(SimulatedPaths, withoutSpreadEqualTheSimulation) {
    const auto path = domain::simulatePath(moderate(300), {}, 3);
    const auto plain = domain::simulate(moderate(300));
    ASSERT_TRUE(path && plain);
    for (std::size_t i = 0; i < 300; ++i) EXPECT_EQ(path->totals[i], plain->weeks[i].total());
}

TEST(SimulatedPaths, scatterAsWideAsTheirSpread) {
    domain::SimulationSpread spread{{BasisPoints(200), BasisPoints(200), BasisPoints(200)}, 1};
    auto input = moderate(1);
    input.policies[0].initialAllocation = BasisPoints(10'000);
    input.policies[1].initialAllocation = input.policies[2].initialAllocation = BasisPoints(0);
    double sum = 0, squares = 0;
    constexpr int kPaths = 20'000;
    for (int number = 0; number < kPaths; ++number) {
        const auto path = domain::simulatePath(input, spread, number);
        ASSERT_TRUE(path);
        const double gain = static_cast<double>((path->totals[0] - input.capital).cents()) /
                            static_cast<double>(input.capital.cents());
        sum += gain;
        squares += gain * gain;
    }
    const double mean = sum / kPaths;
    EXPECT_NEAR(mean, 0.015, 0.0005);
    EXPECT_NEAR(std::sqrt(squares / kPaths - mean * mean), 0.02, 0.0005);
}

TEST(SimulationFan, takesTheNearestRank) {
    std::vector<domain::SimulationPath> paths;
    for (std::int64_t i = 10; i >= 1; --i) paths.push_back({i, 10 * i, {cents(100 * i)}});
    const auto fan = domain::fanOf(paths);
    EXPECT_EQ(fan.weeks.at(0).p10, cents(100));
    EXPECT_EQ(fan.weeks[0].p50, cents(500));
    EXPECT_EQ(fan.weeks[0].p90, cents(900));
    EXPECT_EQ(fan.forksP50, 5);
    EXPECT_EQ(fan.mergesP90, 90);
}

} // namespace
} // namespace alluse::tests
