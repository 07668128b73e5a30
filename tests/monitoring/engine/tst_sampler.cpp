#include "engine/sampler.h"
#include "engine/system_source.h"
#include "monitoring/engine/fake_engine_clock.h"
#include "metrics/catalogue.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace alluse::engine;
using namespace alluse::metrics;
using namespace std::chrono_literals;

namespace {

struct Bench {
    MetricRegistry registry;
    SeriesStore store;
    FakeEngineClock clock;
    Sampler sampler{registry, store, clock};

    void tickAfter(qint64 ms = 1'000) {
        clock.advance(ms);
        sampler.tick();
    }
    // The value of the newest tick; nothing when it has none.
    std::optional<double> newest(const SeriesKey& key) const {
        const auto index = store.find(key);
        if (!index || !store.newestMs()) return std::nullopt;
        const auto point = store.latest(*index, *store.newestMs());
        return point ? std::optional(point->value) : std::nullopt;
    }
    Segments line(const SeriesKey& key) const {
        const auto index = store.find(key);
        if (!index) return {};
        return store.range(*index, {*store.oldestMs(), *store.newestMs(), 1'000'000,
                                    gapMsOf(key.aggregate)});
    }
};

SeriesKey rate(std::string metric, Labels labels = {}) {
    return {std::move(metric), std::move(labels), Aggregate::Rate};
}

} // namespace

class TestSampler : public QObject {
    Q_OBJECT

private slots:
    void counterBecomesARatePerSecond();
    void firstTickHasNothingToCompareWith();
    void lateTickStillGivesTheRightRate();
    void percentilesAreOfTheSecondAndInMilliseconds();
    void secondWithoutMeasurementHasNoPercentile();
    void labelledSeriesAreAlsoKeptTogether();
    void mergedTimerTakesPercentilesFromOneHistogram();
    void gaugeIsStoredOnceSet();
    void derivedMetricIsEvaluatedEachTick();
    void suspendIsAGap();
    void clockSetBackKeepsSampling();
    void smallClockDriftStaysOnTheGrid();
    void secondTickInTheSameSecondIsIgnored();
    void sourcesAreCollectedBeforeTheSnapshot();
    void runningSamplerTicksOnWholeSeconds();
    void systemSourceReadsTheProcess();
    void systemSourceSurvivesAStrangeCommandName();
    void tickOverThreeHundredTimersIsCheap();
};

void TestSampler::counterBecomesARatePerSecond() {
    Bench bench;
    const Counter counter = bench.registry.counter("c");
    bench.tickAfter();
    counter.add(42);
    bench.tickAfter();
    QCOMPARE(bench.newest(rate("c")), std::optional(42.0));
    bench.tickAfter();
    QCOMPARE(bench.newest(rate("c")), std::optional(0.0));
}

void TestSampler::firstTickHasNothingToCompareWith() {
    Bench bench;
    bench.registry.counter("c").add(1'000'000);
    bench.tickAfter();
    QCOMPARE(bench.newest(rate("c")), std::optional<double>());
}

void TestSampler::lateTickStillGivesTheRightRate() {
    Bench bench;
    const Counter counter = bench.registry.counter("c");
    bench.tickAfter();
    counter.add(30);
    bench.tickAfter(2'000);
    QCOMPARE(bench.newest(rate("c")), std::optional(15.0));
}

void TestSampler::percentilesAreOfTheSecondAndInMilliseconds() {
    Bench bench;
    const Timer timer = bench.registry.timer("t");
    bench.tickAfter();
    for (int i = 0; i < 1'000; ++i) timer.record(900ms); // an earlier, slower second
    bench.tickAfter();
    for (int i = 1; i <= 100; ++i) timer.record(std::chrono::milliseconds(i));
    bench.tickAfter();
    const auto within = [&](Aggregate aggregate, double expected) {
        const auto value = bench.newest({"t", {}, aggregate});
        return value && std::abs(*value - expected) <= expected * 0.01;
    };
    QVERIFY(within(Aggregate::P50, 50));
    QVERIFY(within(Aggregate::P95, 95));
    QVERIFY(within(Aggregate::P99, 99));
    QVERIFY(within(Aggregate::Max, 100));
    QVERIFY(within(Aggregate::Mean, 50.5));
    QCOMPARE(bench.newest(rate("t")), std::optional(100.0));
}

void TestSampler::secondWithoutMeasurementHasNoPercentile() {
    Bench bench;
    const Timer timer = bench.registry.timer("t");
    bench.tickAfter();
    timer.record(5ms);
    bench.tickAfter();
    bench.tickAfter();
    QCOMPARE(bench.newest({"t", {}, Aggregate::P99}), std::optional<double>());
    QCOMPARE(bench.newest(rate("t")), std::optional(0.0));
}

void TestSampler::labelledSeriesAreAlsoKeptTogether() {
    Bench bench;
    const Timer deposit = bench.registry.timer("tx", {{"type", "DEPOSIT"}});
    bench.tickAfter();
    deposit.record(10ms);
    // A label that appears while the sampler runs belongs to the whole at once.
    bench.registry.timer("tx", {{"type", "TRANSFER"}}).record(20ms);
    bench.tickAfter();
    QCOMPARE(bench.newest(rate("tx", {{"type", "TRANSFER"}})), std::optional(1.0));
    QCOMPARE(bench.newest(rate("tx")), std::optional(2.0));
    QVERIFY(*bench.newest({"tx", {}, Aggregate::P99}) > 19.0);
}

void TestSampler::mergedTimerTakesPercentilesFromOneHistogram() {
    Bench bench;
    const Timer fast = bench.registry.timer("fast");
    bench.tickAfter(); // "fast" is known before the merge is declared
    bench.sampler.addMergedTimer("all", {"fast", "slow"});
    const Timer slow = bench.registry.timer("slow", {{"type", "x"}});
    bench.tickAfter();
    for (int i = 0; i < 98; ++i) fast.record(1ms);
    for (int i = 0; i < 2; ++i) slow.record(500ms);
    bench.tickAfter();
    QCOMPARE(bench.newest(rate("all")), std::optional(100.0));
    QVERIFY(*bench.newest({"all", {}, Aggregate::P95}) < 1.01);
    QVERIFY(*bench.newest({"all", {}, Aggregate::P99}) > 495.0);
}

void TestSampler::gaugeIsStoredOnceSet() {
    Bench bench;
    const Gauge gauge = bench.registry.gauge("g");
    bench.tickAfter();
    QCOMPARE(bench.newest({"g"}), std::optional<double>());
    gauge.set(3.5);
    bench.tickAfter();
    QCOMPARE(bench.newest({"g"}), std::optional(3.5));
}

void TestSampler::derivedMetricIsEvaluatedEachTick() {
    Bench bench;
    const Counter hits = bench.registry.counter("hits");
    const Counter misses = bench.registry.counter("misses");
    bench.sampler.addDerived(
        *DerivedMetric::parse({"hit_rate", MetricKind::Gauge, "%", ""}, "100 * hits / (hits + misses)"));
    bench.tickAfter();
    hits.add(3);
    misses.add(1);
    bench.tickAfter();
    QCOMPARE(bench.newest({"hit_rate"}), std::optional(75.0));
    bench.tickAfter(); // nothing asked: no rate, not zero
    QCOMPARE(bench.newest({"hit_rate"}), std::optional<double>());
}

void TestSampler::suspendIsAGap() {
    Bench bench;
    const Gauge gauge = bench.registry.gauge("g");
    gauge.set(1);
    bench.tickAfter();
    bench.tickAfter();
    bench.clock.suspend(3'600'000);
    bench.tickAfter();
    bench.tickAfter();
    const Segments segments = bench.line({"g"});
    QCOMPARE(segments.size(), 2);
    QVERIFY(segments[1].constFirst().x() - segments[0].constLast().x() >= 3'600'000);
}

void TestSampler::clockSetBackKeepsSampling() {
    Bench bench;
    bench.registry.gauge("g").set(1);
    for (int i = 0; i < 10; ++i) bench.tickAfter();
    const qint64 before = *bench.store.newestMs();
    bench.clock.setWall(bench.clock.wallMs() - 5'000);
    bench.tickAfter();
    QVERIFY(*bench.store.newestMs() < before);
    bench.tickAfter();
    QCOMPARE(bench.line({"g"}).size(), 1);
}

void TestSampler::smallClockDriftStaysOnTheGrid() {
    Bench bench;
    bench.registry.gauge("g").set(1);
    bench.tickAfter();
    for (const qint64 step : {1'012, 991, 1'003, 988, 1'400, 650}) {
        bench.tickAfter(step);
        QCOMPARE(*bench.store.newestMs() % 1'000, 0);
    }
    QCOMPARE(bench.store.ticksCount(), std::size_t(7));
    QCOMPARE(bench.line({"g"}).size(), 1);
}

void TestSampler::secondTickInTheSameSecondIsIgnored() {
    Bench bench;
    const Counter counter = bench.registry.counter("c");
    bench.tickAfter();
    counter.add(5);
    bench.tickAfter(10);
    QCOMPARE(bench.store.ticksCount(), std::size_t(1));
    bench.tickAfter(990);
    QCOMPARE(bench.newest(rate("c")), std::optional(5.0)); // nothing was lost
}

void TestSampler::sourcesAreCollectedBeforeTheSnapshot() {
    class CountingSource final : public MetricSource {
    public:
        explicit CountingSource(Gauge gauge) : m_gauge(gauge) {}
        void collect(qint64) override { m_gauge.add(1); }

    private:
        Gauge m_gauge;
    };
    Bench bench;
    bench.sampler.addSource(std::make_unique<CountingSource>(bench.registry.gauge("g")));
    bench.tickAfter();
    QCOMPARE(bench.newest({"g"}), std::optional(1.0));
    bench.tickAfter();
    QCOMPARE(bench.newest({"g"}), std::optional(2.0));
}

void TestSampler::runningSamplerTicksOnWholeSeconds() {
    MetricRegistry registry;
    SeriesStore store;
    SystemEngineClock clock;
    Sampler sampler(registry, store, clock);
    QSignalSpy sampled(&sampler, &Sampler::sampled);
    sampler.start();
    QVERIFY(sampler.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(sampled.count() >= 2, 5'000);
    sampler.stop();
    QVERIFY(!sampler.isRunning());
    for (const auto& arguments : sampled) QCOMPARE(arguments[0].toLongLong() % 1'000, 0);
    QCOMPARE(sampled[1][0].toLongLong() - sampled[0][0].toLongLong(), 1'000);
}

void TestSampler::systemSourceReadsTheProcess() {
    Bench bench;
    bench.sampler.addSource(std::make_unique<SystemSource>(bench.registry));
    bench.tickAfter();
    bench.tickAfter();
    const auto rss = bench.newest({std::string(ids::kAppRss)});
    QVERIFY(rss && *rss > 1.0 && *rss < 100'000.0);
    QVERIFY(*bench.newest({std::string(ids::kAppThreads)}) >= 1.0);
    QVERIFY(bench.newest({std::string(ids::kAppCpu)}));
}

void TestSampler::systemSourceSurvivesAStrangeCommandName() {
    const QTemporaryDir directory;
    const auto write = [&](const QString& name, const QByteArray& text) {
        QFile file(directory.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    Bench bench;
    bench.sampler.addSource(std::make_unique<SystemSource>(bench.registry, directory.path()));
    const QByteArray head = "7 (a) b (c)) S 1 1 1 0 -1 0 0 0 0 0 ";
    const QByteArray tail = " 0 0 20 0 9 0 100 0 0";
    write(QStringLiteral("statm"), "500 250 1 1 0 1 0\n");
    write(QStringLiteral("stat"), head + "100 50" + tail);
    bench.tickAfter();
    QCOMPARE(bench.newest({std::string(ids::kAppCpu)}), std::optional<double>());
    write(QStringLiteral("stat"), head + "120 55" + tail); // 25 ticks of 10 ms in one second
    bench.tickAfter();
    QCOMPARE(bench.newest({std::string(ids::kAppCpu)}), std::optional(25.0));
    QCOMPARE(bench.newest({std::string(ids::kAppThreads)}), std::optional(9.0));
    write(QStringLiteral("stat"), "nonsense");
    bench.tickAfter(); // keeps the last value and does not crash
    QCOMPARE(bench.newest({std::string(ids::kAppCpu)}), std::optional(25.0));
}

void TestSampler::tickOverThreeHundredTimersIsCheap() {
    Bench bench;
    std::vector<Timer> timers;
    for (int i = 0; i < 300; ++i) timers.push_back(bench.registry.timer("t" + std::to_string(i)));
    bench.tickAfter();
    const auto recordAll = [&] {
        for (const Timer& timer : timers)
            for (int i = 1; i < 64; ++i) timer.record(std::chrono::microseconds(i * i));
    };
    double bestMs = 1e9;
    for (int round = 0; round < 5; ++round) {
        recordAll();
        const auto begin = std::chrono::steady_clock::now();
        bench.tickAfter();
        const std::chrono::duration<double, std::milli> time =
            std::chrono::steady_clock::now() - begin;
        bestMs = std::min(bestMs, time.count());
    }
    qInfo("a tick over 300 timers takes %.2f ms", bestMs);
    // On the GUI thread once a second; generous for debug and sanitizer builds.
    QVERIFY2(bestMs < 250.0, qPrintable(QString::number(bestMs)));
}

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
