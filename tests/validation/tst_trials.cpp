// Comparisons, levels and the search for the knee, on loads whose outcome is known.

#include "validation/trials.h"
#include "validation/key_distribution.h"

#include <gtest/gtest.h>

#include <cmath>

namespace alluse::validation {
namespace {

// A load as if it had been run: so many answers a second of such a latency, a little uneven.
Trial made(const Scenario& scenario, double rate, double latencyMs, domain::SeededRandom& random) {
    Trial trial;
    trial.outcome.timeline = Timeline(scenario.mix.size());
    trial.outcome.seconds = scenario.seconds();
    const double level = 1 + 0.02 * (unit(random) - 0.5);
    for (std::size_t second = 0; second < static_cast<std::size_t>(scenario.seconds()); ++second) {
        Cell& cell = trial.outcome.timeline.cell(second, 0);
        const double noise = level * (1 + 0.04 * (unit(random) - 0.5));
        const auto nanos = static_cast<std::uint64_t>(latencyMs * 1e6 / noise);
        cell.corrected.record(nanos, static_cast<std::uint64_t>(rate * noise));
        cell.plain.record(nanos, static_cast<std::uint64_t>(rate * noise));
    }
    trial.cpuSeconds = scenario.seconds() * 1.5;
    return trial;
}

Scenario comparison(double claim) {
    Scenario scenario;
    scenario.type = ScenarioType::Comparison;
    scenario.mix = {{Operation::Transfer, 1}};
    scenario.stages = {{"half", 4, 4, 4, true}};
    scenario.comparison.emplace();
    scenario.comparison->a.path = WorkPath::Competent;
    scenario.comparison->others = {{WorkPath::Origin, {}, {}}};
    scenario.comparison->seconds = 4;
    scenario.comparison->claim = ClaimRule{"faster", "transfer.mean", claim};
    return scenario;
}

RunTrial twiceAsFast(domain::SeededRandom& random, int& runs) {
    return [&random, &runs](const Scenario& one) -> services::Outcome<Trial> {
        ++runs;
        const double ms = one.switches.path == WorkPath::Product ? 2 : one.switches.path == WorkPath::Origin ? 8 : 4;
        return made(one, 4'000 / ms, ms, random);
    };
}

TEST(RunComparison, isInterleavedAndReportsTheRatioAgainstEachControl) {
    domain::SeededRandom random(1);
    int runs = 0;
    const auto result = runComparison(comparison(-0.4), twiceAsFast(random, runs));
    ASSERT_TRUE(result);
    EXPECT_EQ(runs, 3 + 3 * 8); // once each to warm up, then eight rounds
    EXPECT_NEAR(result->sides[0].comparison.ratio, 0.5, 0.02);
    EXPECT_NEAR(result->sides[1].comparison.ratio, 0.25, 0.02);
    EXPECT_TRUE(result->sides[0].comparison.isSignificant);
    EXPECT_LT(result->sides[0].comparison.rank.effect, -0.95);
    EXPECT_EQ(result->verdict, Verdict::Pass) << result->sentence;
}

TEST(RunComparison, saysWhenAClaimIsNotReached) {
    domain::SeededRandom random(2);
    int runs = 0;
    const auto result = runComparison(comparison(-0.783), twiceAsFast(random, runs));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->verdict, Verdict::Fail);
    EXPECT_NE(result->sentence.find("not reached"), std::string::npos);
}

TEST(RunComparison, ofTheSameTwiceFindsNoDifference) {
    domain::SeededRandom random(3);
    Scenario scenario = comparison(0);
    scenario.comparison->claim.reset();
    scenario.comparison->a = scenario.comparison->b;
    scenario.comparison->others.clear();
    int runs = 0;
    const auto result = runComparison(scenario, twiceAsFast(random, runs));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->verdict, Verdict::Inconclusive);
    EXPECT_TRUE(result->sides[0].comparison.interval.contains(1));
}

TEST(FitScalability, findsTheParametersThatMadeTheRates) {
    domain::SeededRandom random(4);
    std::vector<LevelResult> levels;
    for (const int n : {1, 2, 4, 8, 16, 32})
        levels.push_back({n, 4'000.0 * n / (1 + 0.05 * (n - 1) + 0.001 * n * (n - 1)) * (1 + 0.01 * (unit(random) - 0.5)), {}, {}});
    const auto fit = fitScalability(levels, 7);
    EXPECT_NEAR(fit.lambda, 4'000, 60);
    EXPECT_NEAR(fit.sigma, 0.05, 0.01);
    EXPECT_NEAR(fit.kappa, 0.001, 0.0003);
    EXPECT_TRUE(fit.sigmaInterval.contains(0.05));
    EXPECT_NEAR(fit.peakUsers, std::sqrt(0.95 / 0.001), 4);
}

TEST(FindCapacity, findsTheKneeWithinTheLastHalving) {
    domain::SeededRandom random(5);
    Scenario scenario;
    scenario.type = ScenarioType::Capacity;
    scenario.mix = {{Operation::Transfer, 1}};
    scenario.model.kind = LoadModel::Open;
    scenario.capacity.emplace();
    const double knee = 7'300;
    const auto result = findCapacity(scenario, [&](const Scenario& step) -> services::Outcome<Trial> {
        const double offered = step.loadMax();
        const bool isOver = offered > knee;
        return made(step, (isOver ? knee : offered) * 1.02, isOver ? 200 : 2, random);
    });
    ASSERT_TRUE(result);
    EXPECT_LE(result->sustained, knee);
    EXPECT_NEAR(result->sustained / knee, 1, 0.1);
    EXPECT_FALSE(result->steps.back().offered == 0);
}

TEST(FindCapacity, saysZeroWhenEvenLittleIsTooMuch) {
    domain::SeededRandom random(6);
    Scenario scenario;
    scenario.mix = {{Operation::Transfer, 1}};
    scenario.capacity.emplace();
    scenario.capacity->refinements = 2;
    const auto result = findCapacity(scenario, [&](const Scenario& step) -> services::Outcome<Trial> {
        return made(step, 1, 900, random);
    });
    ASSERT_TRUE(result);
    EXPECT_EQ(result->sustained, 0);
}

} // namespace
} // namespace alluse::validation
