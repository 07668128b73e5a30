#include "metrics/metric_registry.h"

#include <gtest/gtest.h>

#include <barrier>
#include <random>
#include <thread>

using namespace alluse::metrics;
using namespace std::chrono_literals;

namespace {

// The sample of one series by name; fails the test when there is none.
SeriesSample sampleOf(const MetricRegistry& registry, std::string_view id,
                      const Labels& labels = {}) {
    const MetricBatch batch = registry.snapshot(0);
    for (SeriesId series = 0; series < registry.seriesCount(); ++series) {
        const SeriesInfo info = registry.series(series);
        if (info.metric == id && info.labels == labels) return *batch.find(series);
    }
    ADD_FAILURE() << "no series " << id << " {" << labels.text() << "}";
    return {};
}

} // namespace

TEST(MetricRegistry, countsUnderItsLabels) {
    MetricRegistry registry;
    registry.counter("account.tx.count", {{"type", "DEPOSIT"}}).add(3);
    registry.counter("account.tx.count", {{"type", "WITHDRAWAL"}}).add();
    registry.counter("account.tx.count", {{"type", "DEPOSIT"}}).add();
    EXPECT_EQ(sampleOf(registry, "account.tx.count", {{"type", "DEPOSIT"}}).total, 4u);
    EXPECT_EQ(sampleOf(registry, "account.tx.count", {{"type", "WITHDRAWAL"}}).total, 1u);
}

TEST(MetricRegistry, labelOrderDoesNotMatter) {
    MetricRegistry registry;
    registry.counter("x", {{"a", "1"}, {"b", "2"}}).add();
    registry.counter("x", {{"b", "2"}, {"a", "1"}}).add();
    EXPECT_EQ(registry.seriesCount(), 1u);
    EXPECT_EQ(sampleOf(registry, "x", {{"a", "1"}, {"b", "2"}}).total, 2u);
}

TEST(MetricRegistry, labelsBeyondTheBoundGoToOther) {
    MetricRegistry registry;
    MetricDescription description{"c", MetricKind::Counter, "", "", {"id"}};
    description.labelSetsMax = 3;
    registry.describe(description);
    for (int i = 0; i < 1'000; ++i) registry.counter("c", {{"id", std::to_string(i)}}).add();
    EXPECT_EQ(registry.seriesCount(), 4u);
    EXPECT_EQ(sampleOf(registry, "c", {{"id", "2"}}).total, 1u);
    EXPECT_EQ(sampleOf(registry, "c", {{"id", "other"}}).total, 997u);
    EXPECT_TRUE(registry.series(3).isOther);
    EXPECT_EQ(registry.droppedCount(), 0u);
}

TEST(MetricRegistry, gaugeKeepsTheLastValueAndIsAbsentBefore) {
    MetricRegistry registry;
    const Gauge gauge = registry.gauge("g");
    EXPECT_TRUE(std::isnan(sampleOf(registry, "g").value));
    gauge.add(2);
    gauge.add(-0.5);
    EXPECT_EQ(sampleOf(registry, "g").value, 1.5);
    gauge.set(7);
    EXPECT_EQ(sampleOf(registry, "g").value, 7.0);
}

TEST(MetricRegistry, timerRecordsNanosecondsAndClampsNegative) {
    MetricRegistry registry;
    const Timer timer = registry.timer("t");
    timer.record(3ms);
    timer.record(-1ms);
    const Histogram histogram = sampleOf(registry, "t").histogram;
    EXPECT_EQ(histogram.count(), 2u);
    EXPECT_EQ(histogram.sum(), 3'000'000u);
    EXPECT_EQ(histogram.max(), 3'000'000u);
}

TEST(MetricRegistry, firstDescriptionWinsAndTimersAreShownInMilliseconds) {
    MetricRegistry registry;
    registry.describe({"t", MetricKind::Timer, "s", "first"});
    registry.describe({"t", MetricKind::Timer, "s", "second"});
    EXPECT_EQ(registry.description("t")->help, "first");
    EXPECT_EQ(registry.description("t")->unit, "ms");
    EXPECT_FALSE(registry.description("u"));
}

TEST(MetricRegistry, descriptionMayComeAfterTheFirstHandle) {
    MetricRegistry registry;
    const Gauge gauge = registry.gauge("g");
    gauge.set(2);
    registry.describe({"g", MetricKind::Gauge, "sessions", "Sessions in use."});
    EXPECT_EQ(registry.description("g")->unit, "sessions");
    EXPECT_EQ(sampleOf(registry, "g").value, 2.0);
}

TEST(MetricRegistry, emptyHandlesRecordNothing) {
    MetricRegistry registry;
    registry.counter("c").add(); // the thread now has a shard
    Counter{}.add();
    Gauge{}.set(1);
    Gauge{}.add(1);
    Timer{}.record(1ms);
    Distribution{}.record(1);
    EXPECT_EQ(sampleOf(registry, "c").total, 1u);
    EXPECT_EQ(registry.seriesCount(), 1u);
}

TEST(MetricRegistryDeathTest, anotherKindIsAProgrammingError) {
    MetricRegistry registry;
    (void)registry.counter("c");
    EXPECT_DEBUG_DEATH((void)registry.timer("c"), "described with");
}

TEST(MetricRegistry, concurrentRecordingLosesNothing) {
    constexpr int kThreads = 8;
    constexpr int kRounds = 20'000;
    MetricRegistry registry;
    const Counter counter = registry.counter("c");
    const Distribution values = registry.distribution("d");
    const Gauge gauge = registry.gauge("g");
    std::barrier start(kThreads + 1);
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            start.arrive_and_wait();
            for (int i = 0; i < kRounds; ++i) {
                counter.add();
                values.record(static_cast<std::uint64_t>(t * kRounds + i));
                gauge.add(1);
                // New series while the others record: growth must not disturb them.
                if (i % 1'000 == 0)
                    registry.counter("grow", {{"n", std::to_string(t) + "/" + std::to_string(i)}})
                        .add();
            }
        });
    start.arrive_and_wait();
    std::uint64_t last = 0;
    for (int i = 0; i < 50; ++i) { // snapshots in the middle only ever grow
        const MetricBatch batch = registry.snapshot(i);
        EXPECT_GE(batch.find(0)->total, last);
        last = batch.find(0)->total;
    }
    threads.clear();
    const Histogram histogram = sampleOf(registry, "d").histogram;
    constexpr std::uint64_t kTotal = std::uint64_t{kThreads} * kRounds;
    EXPECT_EQ(sampleOf(registry, "c").total, kTotal);
    EXPECT_EQ(histogram.count(), kTotal);
    EXPECT_EQ(histogram.sum(), kTotal * (kTotal - 1) / 2);
    EXPECT_EQ(histogram.max(), kTotal - 1);
    EXPECT_EQ(sampleOf(registry, "g").value, double(kTotal));

    std::uint64_t grown = 0;
    const MetricBatch batch = registry.snapshot(0);
    for (SeriesId id = 0; id < registry.seriesCount(); ++id)
        if (registry.series(id).metric == "grow") grown += batch.find(id)->total;
    EXPECT_EQ(grown, std::uint64_t{kThreads} * (kRounds / 1'000));
}

TEST(MetricRegistry, shardsOfThreadsMergeToOneHistogram) {
    const std::uint32_t seed = std::random_device{}();
    std::printf("seed %u\n", seed);
    std::mt19937_64 random(seed);
    MetricRegistry registry;
    const Timer timer = registry.timer("t");
    Histogram whole;
    for (int t = 0; t < 5; ++t) {
        std::vector<std::uint64_t> values(10'000);
        for (auto& value : values) whole.record(value = random() >> (20 + random() % 30));
        std::jthread([&] {
            for (const std::uint64_t value : values)
                timer.record(std::chrono::nanoseconds(static_cast<std::int64_t>(value)));
        }).join();
    }
    EXPECT_TRUE(sampleOf(registry, "t").histogram == whole);
}

TEST(MetricRegistry, endedThreadsKeepTheirCounts) {
    MetricRegistry registry;
    const Counter counter = registry.counter("c");
    const Timer timer = registry.timer("t");
    for (int i = 1; i <= 100; ++i) {
        std::jthread([&] {
            counter.add(2);
            timer.record(1ms);
        }).join();
        ASSERT_EQ(sampleOf(registry, "c").total, std::uint64_t(i) * 2);
    }
    EXPECT_EQ(sampleOf(registry, "t").histogram.count(), 100u);
}

TEST(MetricRegistry, registriesOnOneThreadStaySeparate) {
    MetricRegistry first;
    MetricRegistry second;
    const Counter a = first.counter("c");
    const Counter b = second.counter("c");
    for (int i = 0; i < 10; ++i) {
        a.add();
        b.add(2);
    }
    EXPECT_EQ(sampleOf(first, "c").total, 10u);
    EXPECT_EQ(sampleOf(second, "c").total, 20u);
}

TEST(MetricRegistry, newRegistryDoesNotInheritTheShardOfADeadOne) {
    for (int i = 0; i < 100; ++i) { // addresses are reused by the allocator
        MetricRegistry registry;
        const Counter counter = registry.counter("c");
        counter.add();
        ASSERT_EQ(sampleOf(registry, "c").total, 1u);
    }
}

TEST(MetricRegistry, threadMayOutliveTheRegistry) {
    std::barrier recorded(2);
    std::barrier destroyed(2);
    std::jthread thread;
    {
        MetricRegistry registry;
        thread = std::jthread([&, counter = registry.counter("c")] {
            counter.add();
            recorded.arrive_and_wait();
            destroyed.arrive_and_wait();
        });
        recorded.arrive_and_wait();
        EXPECT_EQ(sampleOf(registry, "c").total, 1u);
    }
    destroyed.arrive_and_wait();
}
