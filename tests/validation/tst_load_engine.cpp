// The measuring itself: percentiles of known latencies, coordinated omission, the rate of an open
// model, a generator that is held back, keys and arrivals.

#include "validation/fake_service.h"
#include "validation/key_distribution.h"
#include "validation/run_summary.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace alluse::validation {
namespace {

constexpr Nanos kMs = 1'000'000;

// Nearest rank of exact latencies.
double exact(std::vector<Nanos> values, double q) {
    std::ranges::sort(values);
    const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size()) - 1e-6));
    return static_cast<double>(values[std::max<std::size_t>(1, rank) - 1]);
}

struct Known {
    const char* name;
    std::function<Nanos(Nanos)> latencyAt;
};
const Known kServices[] = {
    {"constant", [](Nanos) { return 2 * kMs; }},
    {"bimodal", [](Nanos now) { return now / kMs % 7 == 0 ? 40 * kMs : 3 * kMs; }},
    {"stopsForASecondEveryTen", [](Nanos now) { return now / kMs % 10'000 < 6 ? 1'000 * kMs : kMs; }},
    {"coordinatedOmissionTrap", [](Nanos now) { return now > 30'000 * kMs && now < 30'011 * kMs ? 20'000 * kMs : kMs; }},
};

class KnownService : public testing::TestWithParam<Known> {};

TEST_P(KnownService, isReportedWithinTwoPercentCorrectedAndNot) {
    // The queue of one worker, worked out by hand: arrivals every 10 ms, first come first served.
    std::vector<Nanos> corrected, plain;
    Nanos free = 1;
    for (Nanos due = 10 * kMs; due <= 100'000 * kMs; due += 10 * kMs) {
        const Nanos start = std::max(due, free);
        const Nanos latency = GetParam().latencyAt(start);
        free = start + latency;
        corrected.push_back(free - due);
        plain.push_back(latency);
    }
    const Scenario scenario = scenarioOf(LoadModel::Open, 100, 100);
    FakeLoadClock clock;
    FakeService service(clock, GetParam().latencyAt);
    Recorder recorder(1, 1'000);
    ArrivalSchedule schedule(scenario, 1);
    Worker(scenario, 0, clock, service, recorder).runArrivals(schedule, {});
    const Timeline timeline = recorder.take();
    const Cell all = timeline.sum(0, timeline.seconds());
    ASSERT_EQ(all.corrected.count(), corrected.size());
    for (const double q : {0.5, 0.9, 0.95, 0.99, 0.999}) {
        EXPECT_NEAR(all.corrected.percentile(q) / exact(corrected, q), 1, 0.02) << q;
        EXPECT_NEAR(all.plain.percentile(q) / exact(plain, q), 1, 0.02) << q;
    }
    EXPECT_NEAR(all.corrected.mean() / meanOf(std::vector<double>(corrected.begin(), corrected.end())), 1, 0.02);
}

INSTANTIATE_TEST_SUITE_P(LoadEngine, KnownService, testing::ValuesIn(kServices),
                         [](const auto& service) { return std::string(service.param.name); });

TEST(LoadEngine, aStallHidesInPlainLatencyAndShowsInTheCorrectedOne) {
    const Scenario scenario = scenarioOf(LoadModel::Open, 100, 100);
    FakeLoadClock clock;
    FakeService service(clock, kServices[3].latencyAt);
    Recorder recorder(1, 1'000);
    ArrivalSchedule schedule(scenario, 1);
    Worker(scenario, 0, clock, service, recorder).runArrivals(schedule, {});
    const Cell all = recorder.take().sum(0, 1'000);
    EXPECT_LT(all.plain.percentile(0.99), 2e6);
    EXPECT_GT(all.corrected.percentile(0.95), 5e9);
    EXPECT_GT(all.late, 1'900U);
}

TEST(LoadEngine, usersWithoutAPauseWaitForTheServiceAlone) {
    const Scenario scenario = scenarioOf(LoadModel::Closed, 1, 10);
    FakeLoadClock clock;
    FakeService service(clock, [](Nanos) { return 4 * kMs; });
    Recorder recorder(1, 1'000);
    Worker(scenario, 0, clock, service, recorder).runUser(0, {});
    const Timeline timeline = recorder.take();
    const Cell all = timeline.sum(0, timeline.seconds());
    EXPECT_EQ(all.corrected.count(), 2'500U);
    EXPECT_EQ(all.corrected, all.plain);
    EXPECT_NEAR(all.corrected.percentile(0.99), 4e6, 8e4);
}

TEST(LoadEngine, thinkTimeIsNoPartOfALatency) {
    Scenario scenario = scenarioOf(LoadModel::Closed, 1, 10);
    scenario.model.thinkTimeMs = 6;
    FakeLoadClock clock;
    FakeService service(clock, [](Nanos) { return 4 * kMs; });
    Recorder recorder(1, 1'000);
    Worker(scenario, 0, clock, service, recorder).runUser(0, {});
    const Cell all = recorder.take().sum(0, 100);
    EXPECT_NEAR(static_cast<double>(all.corrected.count()), 1'000, 2);
    EXPECT_NEAR(all.corrected.mean(), 4e6, 8e4);
}

TEST(LoadEngine, arrivalsThatNobodyTakesAreDroppedAndCounted) {
    Scenario scenario = scenarioOf(LoadModel::Open, 100, 10);
    scenario.model.dropAfterMs = 500;
    FakeLoadClock clock;
    FakeService service(clock, [](Nanos) { return 20 * kMs; }); // half of what is asked
    Recorder recorder(1, 1'000);
    ArrivalSchedule schedule(scenario, 1);
    Worker(scenario, 0, clock, service, recorder).runArrivals(schedule, {});
    const Cell all = recorder.take().sum(0, 100);
    EXPECT_EQ(all.tried(), 1'000U);
    EXPECT_NEAR(static_cast<double>(all.errors.at(std::string(kDropped))), 475, 5);
}

TEST(LoadEngine, aHeldBackGeneratorIsNoticed) {
    const Scenario scenario = scenarioOf(LoadModel::Open, 100, 10);
    FakeLoadClock clock;
    clock.oversleep = 3 * kMs;
    FakeService service(clock, [](Nanos) { return kMs; });
    Recorder recorder(1, 1'000);
    ArrivalSchedule schedule(scenario, 1);
    Worker(scenario, 0, clock, service, recorder).runArrivals(schedule, {});
    const Timeline timeline = recorder.take();
    const auto summary = summarize(RunFacts{scenario, timeline, 10, {}});
    EXPECT_GT(summary.lateWakeShare, 0.99);
    EXPECT_NEAR(summary.wakeLagP99, 3e6, 6e4);
}

TEST(LoadEngine, stagesRampUsersUpAndDown) {
    Scenario scenario = scenarioOf(LoadModel::Closed, 0, 0);
    scenario.stages = {{"up", 10, 0, 10, false}, {"down", 10, 10, 0, false}};
    // User 5 works while the line is above five.
    EXPECT_NEAR(toSeconds(*whenActive(scenario, 5, 0)), 5, 0.001);
    EXPECT_EQ(*whenActive(scenario, 5, toNanos(12)), toNanos(12));
    EXPECT_FALSE(whenActive(scenario, 5, toNanos(15.5)));
}

TEST(LoadEngine, arrivalsFollowTheLineOfARamp) {
    Scenario scenario = scenarioOf(LoadModel::Open, 0, 0);
    scenario.stages = {{"up", 10, 0, 100, false}, {"hold", 10, 100, 100, true}};
    ArrivalSchedule schedule(scenario, 1);
    std::vector<double> times;
    while (const auto at = schedule.next()) times.push_back(toSeconds(*at));
    ASSERT_EQ(times.size(), 1'500U);
    EXPECT_NEAR(times[124], 5, 0.01); // a quarter of the ramp's arrivals lie in its first half
    EXPECT_NEAR(times[999], 15, 0.01);
    EXPECT_TRUE(std::ranges::is_sorted(times));
}

TEST(LoadEngine, poissonArrivalsHaveExponentialGaps) {
    Scenario scenario = scenarioOf(LoadModel::Open, 1'000, 60);
    scenario.model.isPoisson = true;
    ArrivalSchedule schedule(scenario, 42), again(scenario, 42);
    std::vector<double> gaps;
    double before = 0;
    while (const auto at = schedule.next()) {
        EXPECT_EQ(at, again.next());
        gaps.push_back(toSeconds(*at) - before);
        before = toSeconds(*at);
    }
    EXPECT_NEAR(static_cast<double>(gaps.size()), 60'000, 1'000);
    EXPECT_NEAR(deviationOf(gaps) / meanOf(gaps), 1, 0.03);
}

// Fifty microseconds of service on the real clock. The machine that runs the tests may be busy, so
// the claim is about the schedule: as many arrivals as the rate says, each offered once.
TEST(LoadEngine, anOpenModelKeepsFiveThousandASecondWithinOnePercent) {
    Scenario scenario = scenarioOf(LoadModel::Open, 5'000, 2);
    scenario.model.workersMax = 32;
    class Quick final : public Driver {
        bool prepare(Operation, domain::SeededRandom&) override { return true; }
        std::string_view perform(Operation) override { return {}; }
    };
    SteadyLoadClock clock;
    const auto outcome = runLoad(scenario, [](int) { return std::make_unique<Quick>(); }, clock);
    const auto tried = static_cast<double>(outcome.timeline.sum(0, outcome.timeline.seconds()).tried());
    EXPECT_NEAR(tried / outcome.seconds, 5'000, 50) << outcome.seconds << " s";
}

TEST(LoadEngine, stopEndsAnyStageAndKeepsWhatWasMeasured) {
    const Scenario scenario = scenarioOf(LoadModel::Closed, 3, 600);
    class Quick final : public Driver {
        bool prepare(Operation, domain::SeededRandom&) override { return true; }
        std::string_view perform(Operation) override { return {}; }
    };
    SteadyLoadClock clock;
    LoadOptions options;
    options.onSecond = [](const LoadProgress&) { return false; };
    const auto outcome = runLoad(scenario, [](int) { return std::make_unique<Quick>(); }, clock, options);
    EXPECT_TRUE(outcome.isStopped);
    EXPECT_GT(outcome.timeline.sum(0, 10).tried(), 0U);
}

TEST(LoadEngine, aDriverWithNothingLeftEndsTheRun) {
    const Scenario scenario = scenarioOf(LoadModel::Closed, 1, 600);
    FakeLoadClock clock;
    FakeService service(clock, [](Nanos) { return kMs; });
    service.left = 100;
    Recorder recorder(1, 1'000);
    Worker worker(scenario, 0, clock, service, recorder);
    worker.runUser(0, {});
    EXPECT_TRUE(worker.isExhausted());
    EXPECT_EQ(recorder.take().sum(0, 10).tried(), 100U);
}

TEST(Keys, zipfGivesTheFirstKeyItsShareAndStaysInRange) {
    KeyRule rule;
    rule.distribution = KeyDistribution::Zipf;
    rule.exponent = 0.99;
    const Keys keys(rule, 1'000);
    domain::SeededRandom random(3);
    std::vector<int> hits(1'000);
    for (int i = 0; i < 200'000; ++i) ++hits.at(static_cast<std::size_t>(keys.next(random)));
    double harmonic = 0;
    for (int rank = 1; rank <= 1'000; ++rank) harmonic += std::pow(rank, -0.99);
    EXPECT_NEAR(*std::ranges::max_element(hits) / 200'000.0, 1 / harmonic, 0.005);
    EXPECT_GT(std::ranges::count_if(hits, [](int n) { return n > 0; }), 990);
}

TEST(Keys, aHotSpotTakesItsShareOfTheRequests) {
    KeyRule rule;
    rule.distribution = KeyDistribution::Hotspot;
    rule.hotShare = 0.1;
    rule.hotTraffic = 0.9;
    const Keys keys(rule, 1'000);
    domain::SeededRandom random(3);
    std::vector<int> hits(1'000);
    for (int i = 0; i < 100'000; ++i) ++hits.at(static_cast<std::size_t>(keys.next(random)));
    std::ranges::sort(hits, std::greater());
    int hot = 0;
    for (std::size_t i = 0; i < 100; ++i) hot += hits[i];
    EXPECT_NEAR(hot / 100'000.0, 0.9, 0.01);
}

TEST(Timeline, comesBackFromJsonAsItWas) {
    Timeline timeline(2);
    timeline.cell(3, 1).corrected.record(123'456, 7);
    timeline.cell(3, 1).errors["BUSY"] = 2;
    timeline.wakeLag.record(99);
    const Timeline back = timelineOf(nlohmann::json::parse(timelineJson(timeline).dump()));
    EXPECT_EQ(back.seconds(), 4U);
    EXPECT_EQ(back.sum(0, 4, 1).corrected, timeline.sum(0, 4, 1).corrected);
    EXPECT_EQ(back.sum(0, 4, 1).errorCount(), 2U);
    EXPECT_EQ(back.wakeLag, timeline.wakeLag);
}

} // namespace
} // namespace alluse::validation
