#include "panels/nice_scale.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

#include <cmath>
#include <random>

using namespace alluse::panels;

class TestNiceScale : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void givesRoundTicks_data();
    void givesRoundTicks();
    void anyValuesGetAFewRoundTicksAroundThem();
    void countsHaveWholeTicks();
    void percentagesEndAtHundred();
    void scaleRestsWhileValuesFillIt();
    void timeTicksAreRoundInLocalTime();
    void valueTextKeepsThreeFigures_data();
    void valueTextKeepsThreeFigures();
};

void TestNiceScale::givesRoundTicks_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("operations") << 0.0 << 612.0 << QStringList{QStringLiteral("0"), QStringLiteral("200"), QStringLiteral("400"), QStringLiteral("600"), QStringLiteral("800")};
    QTest::newRow("latency") << 0.0 << 41.0 << QStringList{QStringLiteral("0"), QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("30"), QStringLiteral("40"), QStringLiteral("50")};
    QTest::newRow("small values") << 0.0 << 0.0031 << QStringList{QStringLiteral("0.0"), QStringLiteral("0.2"), QStringLiteral("0.4"), QStringLiteral("0.6"), QStringLiteral("0.8"), QStringLiteral("1.0")};
    QTest::newRow("exactly on a tick") << 0.0 << 100.0 << QStringList{QStringLiteral("0"), QStringLiteral("20"), QStringLiteral("40"), QStringLiteral("60"), QStringLiteral("80"), QStringLiteral("100")};
    QTest::newRow("thousands") << 0.0 << 71'000.0 << QStringList{QStringLiteral("0"), QStringLiteral("20k"), QStringLiteral("40k"), QStringLiteral("60k"), QStringLiteral("80k")};
    QTest::newRow("millions") << 0.0 << 9.4e7 << QStringList{QStringLiteral("0"), QStringLiteral("20M"), QStringLiteral("40M"), QStringLiteral("60M"), QStringLiteral("80M"), QStringLiteral("100M")};
    QTest::newRow("quarters") << 0.0 << 120.0 << QStringList{QStringLiteral("0"), QStringLiteral("25"), QStringLiteral("50"), QStringLiteral("75"), QStringLiteral("100"), QStringLiteral("125")};
    QTest::newRow("below zero") << -30.0 << 50.0 << QStringList{QStringLiteral("-40"), QStringLiteral("-20"), QStringLiteral("0"), QStringLiteral("20"), QStringLiteral("40"), QStringLiteral("60")};
}

void TestNiceScale::givesRoundTicks() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QStringList, labels);
    const ValueScale scale = niceScale(low, high, {});
    QStringList actual;
    for (const double tick : scale.ticks()) actual.append(scale.label(tick));
    QCOMPARE(actual, labels);
}

void TestNiceScale::anyValuesGetAFewRoundTicksAroundThem() {
    const std::uint32_t seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> exponent(-4, 9);
    for (int round = 0; round < 20'000; ++round) {
        const double high = std::pow(10.0, exponent(random));
        const double low = round % 3 == 0 ? -std::pow(10.0, exponent(random)) : 0.0;
        const int ticksMax = 1 + static_cast<int>(random() % 5);
        const ValueScale scale = niceScale(low, high, {ticksMax, 1e-9});
        const double invisible = 1e-8 * (high - low); // a hundred-millionth of the height
        QVERIFY(scale.min <= low + invisible && scale.max >= high - invisible);
        QVERIFY(scale.ticks().size() >= 2);
        // A scale across zero has two ends to round.
        QVERIFY(scale.ticks().size() <= std::max(ticksMax, low < 0 ? 2 : 1) + 1);
        const double mantissa = scale.step / std::pow(10.0, std::floor(std::log10(scale.step) + 1e-9));
        QVERIFY2(std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 ||
                     std::abs(mantissa - 2.5) < 1e-6 || std::abs(mantissa - 5) < 1e-6,
                 qPrintable(QString::number(scale.step)));
    }
}

void TestNiceScale::countsHaveWholeTicks() {
    for (int high = 0; high < 60; ++high) {
        const ValueScale scale = niceScale(0, high, {5, 1.0, true});
        for (const double tick : scale.ticks()) QCOMPARE(tick, std::round(tick));
    }
}

void TestNiceScale::percentagesEndAtHundred() {
    const ValueScale scale = niceScale(0, 99.7, {5, 1.0, false, true});
    QCOMPARE(scale.max, 100.0);
    QCOMPARE(scale.ticks().size(), 5);
}

void TestNiceScale::scaleRestsWhileValuesFillIt() {
    const ScaleOptions options;
    ValueScale scale = niceScale(0, 78, options);
    const ValueScale before = scale;
    for (const double high : {70.0, 40.0, 79.0, 30.0}) {
        scale = steadyScale(scale, 0, high, options);
        QCOMPARE(scale.max, before.max);
    }
    QVERIFY(steadyScale(scale, 0, 81, options).max > before.max);
    QVERIFY(steadyScale(scale, 0, 20, options).max < before.max);
}

void TestNiceScale::timeTicksAreRoundInLocalTime() {
    const qint64 to = QDateTime(QDate(2026, 11, 24), QTime(10, 15, 20)).toMSecsSinceEpoch();
    const auto ticks = timeTicks(to - 20 * 60'000, to, 5);
    QCOMPARE(ticks.size(), 4);
    QCOMPARE(ticks[0].label, QStringLiteral("10:00"));
    QCOMPARE(ticks[3].label, QStringLiteral("10:15"));
    const auto fine = timeTicks(to - 60'000, to, 4);
    QCOMPARE(fine[0].label, QStringLiteral("10:14:30"));
    for (const qint64 minutes : {1, 5, 15, 60, 120, 1'440, 43'200})
        for (int ticksMax = 1; ticksMax < 12; ++ticksMax)
            QVERIFY(timeTicks(to - minutes * 60'000, to, ticksMax).size() <= ticksMax + 1);
}

void TestNiceScale::valueTextKeepsThreeFigures_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("below one") << 0.4211 << QStringLiteral("0.42");
    QTest::newRow("ones") << 9.314 << QStringLiteral("9.31");
    QTest::newRow("tens") << 18.24 << QStringLiteral("18.2");
    QTest::newRow("hundreds") << 251.4 << QStringLiteral("251");
    QTest::newRow("thousands") << 12'449.0 << QStringLiteral("12.4k");
    QTest::newRow("millions") << 12'449'000.0 << QStringLiteral("12.4M");
}

void TestNiceScale::valueTextKeepsThreeFigures() {
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(valueText(value), text);
}

QTEST_GUILESS_MAIN(TestNiceScale)
#include "tst_nice_scale.moc"
