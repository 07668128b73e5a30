#include "engine/series_store.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace alluse::engine;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr qint64 kStart = 1'700'000'000'000;

SeriesKey keyOf(const char* metric) { return {metric, {}, Aggregate::Value}; }

// Every stored point, unreduced: one column per millisecond.
Segments everything(const SeriesStore& store, SeriesIndex index) {
    const qint64 from = store.oldestMs().value_or(0);
    const qint64 to = store.newestMs().value_or(0);
    return store.range(index, {from, to, static_cast<int>(std::max<qint64>(1, to - from))});
}

} // namespace

class TestSeriesStore : public QObject {
    Q_OBJECT

private slots:
    void returnsWhatWasAppended();
    void staysBounded();
    void refusesSeriesBeyondItsLimit();
    void pauseIsAGapNotAZero();
    void absentValueLeavesAHole();
    void seriesThatAppearsLaterHasNoEarlierPoints();
    void clockSetBackReplacesTheFuture();
    void latestIsTheNewestValueInTime();
    void rangeCutsAtItsEnds();
    void reductionKeepsEverySpike();
    void reductionGivesAtMostTwoPointsPerColumn();
    void reductionDoesNotShimmerWhileScrolling();
    void gapsNarrowerThanAPixelDoNotMultiplyPoints();
};

void TestSeriesStore::returnsWhatWasAppended() {
    SeriesStore store({4, 10, 10});
    const SeriesIndex a = *store.add(keyOf("a"));
    const SeriesIndex b = *store.add(keyOf("b"));
    for (int i = 0; i < 10; ++i) {
        const double row[] = {i * 1.0, i * 10.0};
        store.append(kStart + i * 1'000, row);
    }
    QCOMPARE(store.ticksCount(), std::size_t(10));
    const Segments segments = everything(store, b);
    QCOMPARE(segments.size(), 1);
    QCOMPARE(segments[0].size(), 10);
    QCOMPARE(segments[0][7], QPointF(kStart + 7'000, 70.0));
    QCOMPARE(everything(store, a)[0][3].y(), 3.0);
}

void TestSeriesStore::staysBounded() {
    SeriesStore store({10, 3, 10});
    const SeriesIndex a = *store.add(keyOf("a"));
    for (int i = 0; i < 1'000; ++i) {
        const double row[] = {i * 1.0};
        store.append(kStart + i * 1'000, row);
        QVERIFY(store.ticksCount() <= 30);
    }
    QVERIFY(store.ticksCount() >= 20); // a full block less while the newest one fills
    QCOMPARE(everything(store, a)[0].constLast().y(), 999.0);
}

void TestSeriesStore::refusesSeriesBeyondItsLimit() {
    SeriesStore store({4, 4, 2});
    QVERIFY(store.add(keyOf("a")));
    QVERIFY(store.add(keyOf("b")));
    QVERIFY(!store.add(keyOf("c")));
    QCOMPARE(*store.add(keyOf("a")), SeriesIndex(0));
}

void TestSeriesStore::pauseIsAGapNotAZero() {
    SeriesStore store;
    const SeriesIndex a = *store.add(keyOf("a"));
    const double row[] = {5.0};
    for (const int second : {0, 1, 2, 60, 61}) store.append(kStart + second * 1'000, row);
    const Segments segments = everything(store, a);
    QCOMPARE(segments.size(), 2);
    QCOMPARE(segments[0].size(), 3);
    QCOMPARE(segments[1].constFirst().x(), qreal(kStart + 60'000));
    for (const Segment& segment : segments)
        for (const QPointF& point : segment) QCOMPARE(point.y(), 5.0);
}

void TestSeriesStore::absentValueLeavesAHole() {
    SeriesStore store;
    const SeriesIndex a = *store.add(keyOf("a"));
    for (int second = 0; second < 20; ++second) {
        const double row[] = {second >= 5 && second < 12 ? kNone : 1.0};
        store.append(kStart + second * 1'000, row);
    }
    const RangeQuery strict{kStart, kStart + 19'000, 19'000, kGapMs};
    const RangeQuery patient{kStart, kStart + 19'000, 19'000, kQuietGapMs};
    QCOMPARE(store.range(a, strict).size(), 2);
    QCOMPARE(store.range(a, patient).size(), 1);
    QCOMPARE(store.range(a, patient)[0].size(), 13);
}

void TestSeriesStore::seriesThatAppearsLaterHasNoEarlierPoints() {
    SeriesStore store({4, 10, 10});
    const SeriesIndex a = *store.add(keyOf("a"));
    const double one[] = {1.0};
    for (int i = 0; i < 6; ++i) store.append(kStart + i * 1'000, one);
    const SeriesIndex b = *store.add(keyOf("b"));
    const double two[] = {1.0, 2.0};
    for (int i = 6; i < 10; ++i) store.append(kStart + i * 1'000, two);
    QCOMPARE(everything(store, a)[0].size(), 10);
    QCOMPARE(everything(store, b)[0].size(), 4);
    QCOMPARE(everything(store, b)[0].constFirst(), QPointF(kStart + 6'000, 2.0));
}

void TestSeriesStore::clockSetBackReplacesTheFuture() {
    SeriesStore store({4, 10, 10});
    const SeriesIndex a = *store.add(keyOf("a"));
    for (int i = 0; i < 10; ++i) {
        const double row[] = {i * 1.0};
        store.append(kStart + i * 1'000, row);
    }
    const double row[] = {100.0};
    store.append(kStart + 2'000, row);
    QCOMPARE(store.ticksCount(), std::size_t(3));
    QCOMPARE(everything(store, a)[0].constLast(), QPointF(kStart + 2'000, 100.0));
    store.append(kStart - 5'000, row); // before everything
    QCOMPARE(store.ticksCount(), std::size_t(1));
}

void TestSeriesStore::latestIsTheNewestValueInTime() {
    SeriesStore store;
    const SeriesIndex a = *store.add(keyOf("a"));
    const double row[] = {3.0};
    const double none[] = {kNone};
    store.append(kStart, row);
    store.append(kStart + 1'000, none);
    store.append(kStart + 2'000, none);
    QCOMPARE(store.latest(a, kStart)->value, 3.0);
    QCOMPARE(store.latest(a, kStart)->timeMs, kStart);
    QVERIFY(!store.latest(a, kStart + 1));
    QVERIFY(!store.latest(a + 7, kStart));
}

void TestSeriesStore::rangeCutsAtItsEnds() {
    SeriesStore store({4, 10, 10});
    const SeriesIndex a = *store.add(keyOf("a"));
    for (int i = 0; i < 20; ++i) {
        const double row[] = {i * 1.0};
        store.append(kStart + i * 1'000, row);
    }
    const Segments segments = store.range(a, {kStart + 5'000, kStart + 9'000, 4'000});
    QCOMPARE(segments[0].size(), 5);
    QCOMPARE(segments[0].constFirst().y(), 5.0);
    QCOMPARE(segments[0].constLast().y(), 9.0);
    QVERIFY(store.range(a, {kStart + 60'000, kStart + 90'000, 100}).isEmpty());
}

void TestSeriesStore::reductionKeepsEverySpike() {
    const std::uint32_t seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 50; ++round) {
        const int spikeAt = static_cast<int>(random() % 100'000);
        const int dipAt = static_cast<int>(random() % 100'000);
        Reduction reduction(250'000, kGapMs); // 250 points per column
        for (int i = 0; i < 100'000; ++i) {
            const double value = i == spikeAt ? 1'000.0 : i == dipAt ? -1'000.0 : 1.0;
            reduction.add(kStart + i * 1'000, value);
        }
        const Segments segments = reduction.finish();
        QCOMPARE(segments.size(), 1);
        const auto [low, high] =
            std::minmax_element(segments[0].begin(), segments[0].end(),
                                [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); });
        QCOMPARE(*high, QPointF(kStart + spikeAt * 1'000.0, 1'000.0));
        if (dipAt != spikeAt) QCOMPARE(*low, QPointF(kStart + dipAt * 1'000.0, -1'000.0));
    }
}

void TestSeriesStore::reductionGivesAtMostTwoPointsPerColumn() {
    SeriesStore store({1'000, 200, 10});
    const SeriesIndex a = *store.add(keyOf("a"));
    std::mt19937 random(7);
    for (int i = 0; i < 100'000; ++i) {
        const double row[] = {static_cast<double>(random() % 1'000)};
        store.append(kStart + i * 1'000, row);
    }
    const Segments segments = store.range(a, {kStart, kStart + 100'000'000, 500});
    QCOMPARE(segments.size(), 1);
    QVERIFY2(segments[0].size() <= 2 * 501, qPrintable(QString::number(segments[0].size())));
    QVERIFY(segments[0].size() > 900);
    QVERIFY(std::is_sorted(segments[0].begin(), segments[0].end(),
                           [](const QPointF& l, const QPointF& r) { return l.x() < r.x(); }));
}

void TestSeriesStore::reductionDoesNotShimmerWhileScrolling() {
    SeriesStore store;
    const SeriesIndex a = *store.add(keyOf("a"));
    std::mt19937 random(11);
    for (int i = 0; i < 3'600; ++i) {
        const double row[] = {static_cast<double>(random() % 1'000)};
        store.append(kStart + i * 1'000, row);
    }
    const qint64 span = 1'800'000;
    const Segment before = store.range(a, {kStart, kStart + span, 300})[0];
    const Segment after = store.range(a, {kStart + 1'000, kStart + 1'000 + span, 300})[0];
    // Apart from the columns at the two ends, every point is the same one.
    int shared = 0;
    for (const QPointF& point : before) shared += after.contains(point) ? 1 : 0;
    QVERIFY2(shared >= before.size() - 4, qPrintable(QString::number(before.size() - shared)));
}

void TestSeriesStore::gapsNarrowerThanAPixelDoNotMultiplyPoints() {
    Reduction reduction(60'000, kGapMs); // one minute per pixel
    for (int i = 0; i < 10'000; ++i) reduction.add(kStart + i * 5'000, i % 3);
    const Segments segments = reduction.finish();
    QCOMPARE(segments.size(), 1);
    QVERIFY(segments[0].size() <= 2 * (50'000 / 60 + 2));
}

QTEST_APPLESS_MAIN(TestSeriesStore)
#include "tst_series_store.moc"
