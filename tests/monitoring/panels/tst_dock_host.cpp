#include "engine/sampler.h"
#include "engine/shipped_series.h"
#include "metrics/span.h"
#include "monitoring/engine/fake_engine_clock.h"
#include "monitoring/panels/panel_fixtures.h"
#include "panels/chart_view.h"
#include "panels/dock_host.h"
#include "panels/dock_title.h"
#include "panels/latency_panel.h"
#include "panels/operations_panel.h"

#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QTest>
#include <QTimer>

using namespace alluse;
using namespace alluse::panels;

namespace {

struct Window {
    engine::SeriesStore store;
    QMainWindow window;
    DockHost host{window};
    QDockWidget* operations = nullptr;
    QDockWidget* latency = nullptr;

    explicit Window(int seconds = 60) {
        fillWithOperations(store, seconds);
        window.setObjectName(QStringLiteral("window"));
        window.setCentralWidget(new QLabel);
        operations = host.addPanel(std::make_unique<OperationsPanel>(store));
        latency = host.addPanel(std::make_unique<LatencyPanel>(store));
        window.resize(1'000, 500);
        window.show();
    }
    ChartPanel& panel(int index) { return *host.panels()[index]; }
    // Until the one refresh timer has served everything that can be seen.
    void settle() {
        for (ChartPanel* panel : host.panels())
            if (panel->isOnScreen()) QTRY_VERIFY(!panel->isDirty());
    }
};

} // namespace

class TestDockHost : public QObject {
    Q_OBJECT

private slots:
    void docksAreNamedForTheLayout();
    void panelWithoutAnIdIsRefused();
    void hiddenDockDoesNotRepaint();
    void dockBehindAnotherTabDoesNotRepaint();
    void burstsOfSamplesBecomeFewRefreshes();
    void nothingNewMeansNoRefresh();
    void measuredCallBecomesAPointInTheChart();
    void layoutIsSavedAndRestored();
    void resetBringsEveryDockBack();
    void titleFollowsTheState();
    void menuOffersRangePauseAndPlacement();
    void closedWindowTakesEverythingDown();
    void looksRight_data();
    void looksRight();
};

void TestDockHost::docksAreNamedForTheLayout() {
    Window w;
    QCOMPARE(w.operations->objectName(), QStringLiteral("operationsDock"));
    QCOMPARE(w.latency->objectName(), QStringLiteral("latencyDock"));
    QVERIFY(w.window.findChild<ChartPanel*>(QStringLiteral("latencyPanel")));
    QVERIFY(w.window.findChild<DockTitle*>(QStringLiteral("latencyTitle")));
    QCOMPARE(w.host.toggleActions().size(), 2);
}

void TestDockHost::panelWithoutAnIdIsRefused() {
    Window w;
    QCOMPARE(w.host.addPanel(std::make_unique<ChartPanel>(w.store, ChartSpec())), nullptr);
    QCOMPARE(w.host.addPanel(std::make_unique<LatencyPanel>(w.store)), nullptr); // the second one
    QCOMPARE(w.host.docks().size(), 2);
}

void TestDockHost::hiddenDockDoesNotRepaint() {
    Window w;
    w.settle();
    w.latency->hide();
    const int shown = w.panel(0).refreshesCount();
    const int hidden = w.panel(1).refreshesCount();
    w.host.markDirty();
    QTRY_COMPARE(w.panel(0).refreshesCount(), shown + 1);
    QCOMPARE(w.panel(1).refreshesCount(), hidden);
    QVERIFY(w.panel(1).isDirty());
    w.latency->show();
    QTRY_COMPARE(w.panel(1).refreshesCount(), hidden + 1); // catches up when seen again
}

void TestDockHost::dockBehindAnotherTabDoesNotRepaint() {
    Window w;
    w.window.tabifyDockWidget(w.operations, w.latency);
    w.latency->raise();
    QTRY_VERIFY(!w.panel(0).isOnScreen());
    QTRY_VERIFY(w.panel(1).isOnScreen());
    w.settle();
    const int behind = w.panel(0).refreshesCount();
    const int front = w.panel(1).refreshesCount();
    w.host.markDirty();
    QTRY_COMPARE(w.panel(1).refreshesCount(), front + 1);
    QCOMPARE(w.panel(0).refreshesCount(), behind);
    w.operations->raise();
    QTRY_COMPARE(w.panel(0).refreshesCount(), behind + 1);
}

void TestDockHost::burstsOfSamplesBecomeFewRefreshes() {
    Window w;
    w.settle();
    QTimer burst; // two hundred times a second
    connect(&burst, &QTimer::timeout, &w.host, &DockHost::markDirty);
    const int before = w.panel(0).refreshesCount();
    QElapsedTimer timer;
    timer.start();
    burst.start(5);
    QTRY_COMPARE(w.panel(0).refreshesCount(), before + 3);
    QVERIFY2(timer.elapsed() >= 2 * DockHost::kRefreshMs, qPrintable(QString::number(timer.elapsed())));
}

void TestDockHost::nothingNewMeansNoRefresh() {
    Window w;
    w.settle();
    QTRY_VERIFY(!w.host.isRefreshScheduled());
    w.host.markDirty();
    QVERIFY(w.host.isRefreshScheduled());
    w.settle();
    QTRY_VERIFY(!w.host.isRefreshScheduled());
}

void TestDockHost::measuredCallBecomesAPointInTheChart() {
    metrics::MetricRegistry registry;
    metrics::describeCatalogue(registry);
    engine::SeriesStore store;
    engine::FakeEngineClock clock;
    engine::Sampler sampler(registry, store, clock);
    engine::addShippedSeries(sampler);
    QMainWindow window;
    DockHost host(window);
    host.addPanel(std::make_unique<OperationsPanel>(store));
    host.addPanel(std::make_unique<LatencyPanel>(store));
    connect(&sampler, &engine::Sampler::sampled, &host, &DockHost::markDirty);
    window.resize(900, 400);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    const metrics::Timer posting = registry.timer(metrics::ids::kTxTime, {{"type", "DEPOSIT"}});
    sampler.tick();
    for (int i = 0; i < 12; ++i) const metrics::Span span(posting);
    clock.advance(1'000);
    sampler.tick();
    const auto newest = [&](int panel, int line) {
        const auto& lines = host.panels()[panel]->view().frame().lines;
        return lines.size() > line && !lines[line].isEmpty()
                   ? lines[line].constLast().constLast().y()
                   : -1.0;
    };
    QTRY_COMPARE(newest(0, 1), 12.0); // transactions per second
    QTRY_VERIFY(newest(1, 2) > 0.0);  // p99
    QVERIFY(newest(1, 2) < 1'000.0);
}

void TestDockHost::layoutIsSavedAndRestored() {
    QByteArray state;
    {
        Window w;
        w.window.addDockWidget(Qt::RightDockWidgetArea, w.latency);
        w.operations->hide();
        state = w.window.saveState(1);
    }
    Window w;
    QVERIFY(w.window.restoreState(state, 1));
    QCOMPARE(w.window.dockWidgetArea(w.latency), Qt::RightDockWidgetArea);
    QVERIFY(w.operations->isHidden());
    QVERIFY(!w.window.restoreState(state, 2)); // a layout of another version is not taken
}

void TestDockHost::resetBringsEveryDockBack() {
    Window w;
    w.window.tabifyDockWidget(w.operations, w.latency);
    w.latency->setFloating(true);
    w.operations->close();
    w.host.resetLayout();
    for (const QDockWidget* dock : w.host.docks()) {
        QVERIFY(!dock->isHidden());
        QVERIFY(!dock->isFloating());
        QCOMPARE(w.window.dockWidgetArea(const_cast<QDockWidget*>(dock)), Qt::BottomDockWidgetArea);
    }
    QVERIFY(w.window.tabifiedDockWidgets(w.operations).isEmpty());
}

void TestDockHost::titleFollowsTheState() {
    Window w;
    auto* title = w.window.findChild<DockTitle*>(QStringLiteral("latencyTitle"));
    QCOMPARE(title->state(), QStringLiteral("ms · 5 min"));
    w.panel(1).setRangeMs(15 * kMinuteMs);
    w.panel(1).setLive(false);
    QCOMPARE(title->state(), QStringLiteral("ms · 15 min · paused"));
}

void TestDockHost::menuOffersRangePauseAndPlacement() {
    Window w;
    QVERIFY(QTest::qWaitForWindowExposed(&w.window));
    emit w.panel(1).customContextMenuRequested(QPoint(10, 10));
    auto* menu = w.window.findChild<QMenu*>(QStringLiteral("latencyMenu"));
    QVERIFY(menu);
    const auto trigger = [&](const QString& text) {
        for (QAction* action : menu->actions())
            if (action->text() == text) {
                action->trigger();
                return true;
            }
        return false;
    };
    QVERIFY(trigger(QStringLiteral("Last 15 min")));
    QCOMPARE(w.panel(1).rangeMs(), 15 * kMinuteMs);
    QVERIFY(trigger(QStringLiteral("Pause")));
    QVERIFY(!w.panel(1).isLive());
    QVERIFY(trigger(QStringLiteral("Float")));
    QVERIFY(w.latency->isFloating());
    QVERIFY(trigger(QStringLiteral("Close")));
    QVERIFY(w.latency->isHidden());
    menu->close();
}

void TestDockHost::closedWindowTakesEverythingDown() {
    auto window = std::make_unique<Window>();
    window->host.markDirty();
    delete window->latency; // a dock may go before its host
    QCOMPARE(window->host.panels().size(), 1);
    window.reset(); // with a refresh still scheduled
}

void TestDockHost::looksRight_data() {
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<int>("seconds");
    QTest::newRow("light") << false << 290;
    QTest::newRow("dark") << true << 290;
    QTest::newRow("empty") << false << 0;
}

// Checks what a machine can; with ALLUSE_SCREENSHOTS set to a directory the pictures stay there.
void TestDockHost::looksRight() {
    QFETCH(bool, isDark);
    QFETCH(int, seconds);
    const ChartTheme theme = isDark ? darkTheme() : lightTheme();
    Window w(seconds);
    w.host.setTheme(theme);
    QPalette palette = w.window.palette();
    palette.setColor(QPalette::Window, theme.window);
    w.window.setPalette(palette);
    w.window.centralWidget()->hide();
    w.settle();
    QVERIFY(QTest::qWaitForWindowExposed(&w.window));
    const QImage image = w.window.grab().toImage();
    QCOMPARE(image.pixelColor(w.latency->geometry().center().x(), w.latency->geometry().top() + 4),
             theme.surface);
    const QString directory = qEnvironmentVariable("ALLUSE_SCREENSHOTS");
    if (directory.isEmpty()) return;
    QVERIFY(QDir().mkpath(directory));
    QVERIFY(image.save(QDir(directory).filePath(
        QStringLiteral("docks-%1.png").arg(QLatin1String(QTest::currentDataTag())))));
}

QTEST_MAIN(TestDockHost)
#include "tst_dock_host.moc"
