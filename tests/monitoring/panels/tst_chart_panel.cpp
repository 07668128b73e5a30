#include "monitoring/panels/panel_fixtures.h"
#include "panels/chart_view.h"
#include "panels/latency_panel.h"
#include "panels/legend_bar.h"
#include "panels/operations_panel.h"

#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace alluse;
using namespace alluse::panels;

namespace {

ChartSpec oneLine(engine::Aggregate aggregate = engine::Aggregate::Value) {
    ChartSpec spec;
    spec.id = QStringLiteral("one");
    spec.title = QStringLiteral("One");
    spec.unit = QStringLiteral("ms");
    spec.emptyText = QStringLiteral("Nothing yet, because nobody did anything.");
    spec.lines = {{QStringLiteral("a"), {"a", {}, aggregate}}};
    return spec;
}

void show(QWidget& widget, QSize size = {480, 240}) {
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

// All points that reached Qt Charts.
QList<QPointF> drawnPoints(const ChartPanel& panel) {
    QList<QPointF> points;
    for (const QAbstractSeries* series : panel.view().chart()->series())
        if (series->isVisible()) points += static_cast<const QLineSeries*>(series)->points();
    return points;
}

} // namespace

class TestChartPanel : public QObject {
    Q_OBJECT

private slots:
    void spikeReachesTheScreen();
    void fewPointsPerPixelReachTheChart();
    void gapIsDrawnAsAGap();
    void singleMeasurementCanBeSeen();
    void labelsAreNeverClipped_data();
    void labelsAreNeverClipped();
    void emptyChartSaysWhy();
    void legendShowsTheNewestValues();
    void quietLineHasNoStaleValue();
    void narrowLegendWrapsRatherThanHidesALine();
    void pausedChartStandsStill();
    void stateNamesUnitAndRange();
    void hiddenPanelIsNotOnScreen();
    void themeColoursReachTheLines();
    void operationsPanelHasAtMostFiveLines();
    void onlySparseLinesAreSmoothed();
    void frameOfManyPointsIsCheap();
};

void TestChartPanel::spikeReachesTheScreen() {
    engine::SeriesStore store;
    store.add({"a"});
    for (int second = 0; second < 7'000; ++second) {
        const double row[] = {second == 4'321 ? 500.0 : 10.0};
        store.append(kFixtureStartMs + second * 1'000, row);
    }
    ChartSpec spec = oneLine();
    spec.rangeMs = 120 * kMinuteMs;
    ChartPanel panel(store, spec);
    show(panel);
    panel.refresh();
    const auto points = drawnPoints(panel);
    QVERIFY(points.contains(QPointF(kFixtureStartMs + 4'321'000.0, 500.0)));
    QVERIFY(panel.view().frame().scale.max >= 500.0);
}

void TestChartPanel::fewPointsPerPixelReachTheChart() {
    engine::SeriesStore store({10'000, 20, 10});
    store.add({"a"});
    std::mt19937 random(3);
    for (int second = 0; second < 100'000; ++second) {
        const double row[] = {static_cast<double>(random() % 1'000)};
        store.append(kFixtureStartMs + second * 1'000, row);
    }
    ChartSpec spec = oneLine();
    spec.rangeMs = 100'000'000;
    ChartPanel panel(store, spec);
    show(panel);
    panel.refresh(); // now the width of the labels, and with it that of the plot, is known
    panel.refresh();
    const qsizetype count = drawnPoints(panel).size();
    QVERIFY2(count <= 2 * (panel.view().columnsCount() + 2), qPrintable(QString::number(count)));
    QVERIFY(count > panel.view().columnsCount());
}

void TestChartPanel::gapIsDrawnAsAGap() {
    engine::SeriesStore store;
    fillWithOperations(store, 290);
    OperationsPanel panel(store);
    show(panel);
    panel.refresh();
    QCOMPARE(panel.view().frame().lines[0].size(), 2);
    int visible = 0;
    for (const QAbstractSeries* series : panel.view().chart()->series())
        visible += series->isVisible() ? 1 : 0;
    QCOMPARE(visible, 5 * 2);
    // When the gap has left the range, the series of the second stretch is not drawn any more.
    panel.setRangeMs(kMinuteMs);
    panel.refresh();
    visible = 0;
    for (const QAbstractSeries* series : panel.view().chart()->series())
        visible += series->isVisible() ? 1 : 0;
    QCOMPARE(visible, 5);
}

void TestChartPanel::singleMeasurementCanBeSeen() {
    engine::SeriesStore store;
    store.add({"a"});
    const double row[] = {10.0};
    store.append(kFixtureStartMs, row);
    store.append(kFixtureStartMs + 60'000, row);
    ChartPanel panel(store, oneLine());
    show(panel);
    panel.refresh();
    const auto points = drawnPoints(panel);
    QCOMPARE(points.size(), 4);
    QVERIFY(points[1].x() > points[0].x());
}

void TestChartPanel::labelsAreNeverClipped_data() {
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("pointSize");
    for (const double high : {0.003, 7.0, 99.0, 999.0, 9'999.0, 123'456.0, 5e6, 9.9e8})
        for (const int pointSize : {8, 10, 16})
            QTest::addRow("up to %g at %d pt", high, pointSize) << high << pointSize;
}

void TestChartPanel::labelsAreNeverClipped() {
    QFETCH(double, high);
    QFETCH(int, pointSize);
    engine::SeriesStore store;
    store.add({"a"});
    for (int second = 0; second < 10; ++second) {
        const double row[] = {high};
        store.append(kFixtureStartMs + second * 1'000, row);
    }
    ChartPanel panel(store, oneLine());
    QFont font = panel.font();
    font.setPointSize(pointSize);
    panel.setFont(font);
    show(panel, {300, 200});
    panel.refresh();
    const QRectF area(panel.view().viewport()->rect());
    const auto rects = panel.view().valueLabelRects();
    QVERIFY(rects.size() >= 2);
    for (qsizetype index = 0; index < rects.size(); ++index) {
        QVERIFY2(area.contains(rects[index]), qPrintable(QString::number(index)));
        QVERIFY(!rects[index].intersects(panel.view().plotRect()));
        if (index > 0) QVERIFY(!rects[index].intersects(rects[index - 1]));
    }
}

void TestChartPanel::emptyChartSaysWhy() {
    engine::SeriesStore store;
    ChartPanel panel(store, oneLine());
    show(panel);
    panel.refresh();
    QCOMPARE(panel.view().frame().emptyText, QStringLiteral("Waiting for the first sample."));
    store.add({"b"});
    const double row[] = {1.0};
    store.append(kFixtureStartMs, row);
    panel.refresh();
    QCOMPARE(panel.view().frame().emptyText, panel.spec().emptyText);
    store.add({"a"});
    const double both[] = {1.0, 1.0};
    store.append(kFixtureStartMs + 1'000, both);
    panel.refresh();
    QVERIFY(panel.view().frame().emptyText.isEmpty());
}

void TestChartPanel::legendShowsTheNewestValues() {
    QLocale::setDefault(QLocale::c());
    engine::SeriesStore store;
    store.add({"a"});
    for (int second = 0; second < 10; ++second) {
        const double row[] = {second * 1.5};
        store.append(kFixtureStartMs + second * 1'000, row);
    }
    ChartPanel panel(store, oneLine());
    panel.refresh();
    const auto* legend = panel.findChild<LegendBar*>(QStringLiteral("oneLegend"));
    QVERIFY(legend);
    QCOMPARE(legend->entries().size(), 1);
    QCOMPARE(legend->entries()[0].value, QStringLiteral("13.5"));
}

void TestChartPanel::quietLineHasNoStaleValue() {
    engine::SeriesStore store;
    store.add({"a"});
    const double row[] = {5.0};
    store.append(kFixtureStartMs, row);
    for (int second = 1; second < 10; ++second) store.append(kFixtureStartMs + second * 1'000, {});
    ChartPanel panel(store, oneLine());
    panel.refresh();
    QVERIFY(panel.findChild<LegendBar*>()->entries()[0].value.isEmpty());
}

void TestChartPanel::narrowLegendWrapsRatherThanHidesALine() {
    engine::SeriesStore store;
    fillWithOperations(store, 30);
    OperationsPanel panel(store);
    show(panel, {900, 240});
    panel.refresh();
    const auto* legend = panel.findChild<LegendBar*>();
    QCOMPARE(legend->rowsCount(), 1);
    const int oneRow = legend->height();
    panel.resize(320, 240);
    QTRY_VERIFY(legend->rowsCount() > 1);
    QTRY_VERIFY(legend->height() > oneRow);
}

void TestChartPanel::pausedChartStandsStill() {
    engine::SeriesStore store;
    store.add({"a"});
    const double row[] = {5.0};
    for (int second = 0; second < 10; ++second) store.append(kFixtureStartMs + second * 1'000, row);
    ChartPanel panel(store, oneLine());
    panel.setLive(false);
    store.append(kFixtureStartMs + 10'000, row);
    panel.refresh();
    QCOMPARE(panel.view().frame().toMs, kFixtureStartMs + 9'000);
    QVERIFY(panel.stateText().contains(QStringLiteral("paused")));
    panel.setLive(true);
    panel.refresh();
    QCOMPARE(panel.view().frame().toMs, kFixtureStartMs + 10'000);
}

void TestChartPanel::stateNamesUnitAndRange() {
    engine::SeriesStore store;
    LatencyPanel panel(store);
    QCOMPARE(panel.stateText(), QStringLiteral("ms · 5 min"));
    panel.setRangeMs(120 * kMinuteMs);
    QCOMPARE(panel.stateText(), QStringLiteral("ms · 2 h"));
}

void TestChartPanel::hiddenPanelIsNotOnScreen() {
    engine::SeriesStore store;
    ChartPanel panel(store, oneLine());
    QVERIFY(!panel.isOnScreen());
    show(panel);
    QVERIFY(panel.isOnScreen());
    panel.hide();
    QVERIFY(!panel.isOnScreen());
}

void TestChartPanel::themeColoursReachTheLines() {
    engine::SeriesStore store;
    fillWithOperations(store, 30);
    LatencyPanel panel(store);
    for (const ChartTheme& theme : {lightTheme(), darkTheme()}) {
        panel.setTheme(theme);
        show(panel);
        panel.refresh();
        const QImage image = panel.grab().toImage();
        QCOMPARE(image.pixelColor(image.width() / 2, 3), theme.surface);
        const auto series = panel.view().chart()->series();
        QCOMPARE(static_cast<const QLineSeries*>(series[0])->pen().color(), theme.series[2]);
    }
}

void TestChartPanel::operationsPanelHasAtMostFiveLines() {
    engine::SeriesStore store;
    OperationsPanel panel(store);
    QCOMPARE(panel.spec().lines.size(), 5);
    ChartSpec crowded = oneLine();
    while (crowded.lines.size() < 9) crowded.lines.append(crowded.lines[0]);
    QCOMPARE(ChartPanel(store, crowded).spec().lines.size(), kLinesMax);
}

void TestChartPanel::onlySparseLinesAreSmoothed() {
    engine::SeriesStore store;
    store.add({"a"});
    std::mt19937 random(3);
    for (int second = 0; second < 7'000; ++second) {
        const double row[] = {static_cast<double>(random() % 1'000)};
        store.append(kFixtureStartMs + second * 1'000, row);
    }
    ChartPanel panel(store, oneLine());
    show(panel);
    panel.refresh();
    QVERIFY(panel.view().renderHints().testFlag(QPainter::Antialiasing));
    panel.setRangeMs(110 * kMinuteMs);
    panel.refresh();
    QVERIFY(!panel.view().renderHints().testFlag(QPainter::Antialiasing));
}

void TestChartPanel::frameOfManyPointsIsCheap() {
    engine::SeriesStore store({10'000, 20, 10});
    store.add({"a"});
    std::mt19937 random(3);
    ChartSpec spec = oneLine();
    spec.rangeMs = 10'000'000;
    ChartPanel panel(store, spec);
    show(panel);
    for (int second = 0; second < 10'000; ++second) {
        const double row[] = {static_cast<double>(random() % 1'000)};
        store.append(kFixtureStartMs + second * 1'000, row);
    }
    std::vector<double> times;
    for (int frame = 0; frame < 20; ++frame) {
        const double row[] = {static_cast<double>(random() % 1'000)};
        store.append(kFixtureStartMs + (10'000 + frame) * 1'000, row);
        QElapsedTimer timer;
        timer.start();
        panel.refresh();
        panel.repaint();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    qInfo("frame of 10,000 points: p50 %.2f ms, p95 %.2f ms", times[10], times[18]);
    QVERIFY(times[10] < 200.0); // debug and sanitizer builds on a busy machine
}

QTEST_MAIN(TestChartPanel)
#include "tst_chart_panel.moc"
