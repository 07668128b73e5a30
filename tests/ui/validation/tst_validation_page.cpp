// Scenarios through the real window: run, watch, stop, edit, keep, compare, pin.

#include "composition/validation_lab.h"
#include "ui/shell/window_bench.h"
#include "ui/validation/run_chart.h"
#include "ui/validation/run_view.h"
#include "ui/validation/scenario_editor.h"
#include "ui/validation/validation_page.h"

#include <QComboBox>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>

namespace alluse::test {

using namespace Qt::StringLiterals;
using ui::ValidationPage;

namespace {

constexpr int kRunMs = 60'000; // a run on a busy machine

QString scenario(const QString& name, double seconds) {
    return uR"({"name": "%1", "title": "A test named %1", "description": "For a test.", "type": "load", "seed": 1,
        "dataSet": {"families": 20}, "model": {"kind": "closed"},
        "stages": [{"name": "steady", "seconds": %2, "to": 2, "steady": true}],
        "mix": {"query": 3, "transfer": 1}, "targets": ["query.mean <= 1000ms"]})"_s.arg(name).arg(seconds);
}

} // namespace

class TestValidationPage final : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("ALLUSE_RUNS", m_folder->path().toLocal8Bit());
        m_bench = std::make_unique<WindowBench>();
        m_bench->runValidation = composition::labOf("sqlite:scratch", m_registry);
        m_bench->open();
        m_bench->window->resize(1280, 820);
        m_bench->press(Qt::Key_5, Qt::ControlModifier);
        QTRY_VERIFY(page().isVisible());
    }
    void cleanup() { m_bench.reset(); }

    void offersTheShippedScenarios() {
        auto* list = page().findChild<QListWidget*>(u"validationScenarios"_s);
        QVERIFY(list->count() >= 15);
        QVERIFY(!m_bench->label("validationAbout").isEmpty());
    }

    void runsAScenarioFromTheEditorAndShowsItsVerdict() {
        runFromEditor(scenario(u"quick"_s, 1.5));
        // A second and a half is too short for a verdict, and the page says so.
        QTRY_COMPARE_WITH_TIMEOUT(page().view().verdict(), u"INCONCLUSIVE"_s, kRunMs);
        QVERIFY(m_bench->label("validationReasons").contains(u"Too few samples"_s));
        QVERIFY(page().view().targets()->isVisible());
        QVERIFY(page().view().charts().size() >= 5);
        auto* runs = page().findChild<QTableView*>(u"validationRuns"_s);
        QTRY_COMPARE(runs->model()->rowCount(), 1);
    }

    // With ALLUSE_PICTURES=FOLDER the pictures stay, for people who want to look.
    void isReadableInBothThemes() {
        runFromEditor(scenario(u"shown"_s, 7));
        QTRY_VERIFY_WITH_TIMEOUT(!page().isRunning(), kRunMs);
        for (const auto choice : {ui::ThemeChoice::Light, ui::ThemeChoice::Dark}) {
            m_bench->window->setThemeChoice(choice);
            const QImage picture = m_bench->window->grab().toImage();
            QVERIFY(!picture.isNull());
            if (qEnvironmentVariableIsSet("ALLUSE_PICTURES"))
                picture.save(qEnvironmentVariable("ALLUSE_PICTURES") + u"/validation-"_s + ui::themeName(choice) + u".png"_s);
        }
        QCOMPARE(page().view().verdict(), u"PASS"_s);
    }

    void stopKeepsWhatWasMeasuredAndSaysSo() {
        runFromEditor(scenario(u"long"_s, 600));
        QTRY_VERIFY_WITH_TIMEOUT(!page().view().charts()[0]->chart().lines[0].points.empty(), kRunMs);
        QVERIFY(button("validationStop")->isEnabled());
        QVERIFY(!button("validationRun")->isEnabled());
        QTest::mouseClick(button("validationStop"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(page().view().verdict(), u"INCONCLUSIVE"_s, kRunMs);
        QVERIFY(m_bench->label("validationReasons").contains(u"was stopped"_s));
        QVERIFY(m_bench->label("validationReasons").contains(u"invariants"_s));
    }

    void comparesARunWithThePinnedBaselineButNeverWithItself() {
        for (int run = 1; run <= 2; ++run) {
            runFromEditor(scenario(u"again"_s, 1.2 + run)); // ids are of seconds
            QTRY_VERIFY_WITH_TIMEOUT(!page().isRunning(), kRunMs);
            auto* runs = page().findChild<QTableView*>(u"validationRuns"_s);
            QTRY_COMPARE(runs->model()->rowCount(), run);
            if (run > 1) break;
            runs->selectRow(0);
            QTest::mouseClick(button("validationPin"), Qt::LeftButton);
            QTRY_COMPARE(runs->model()->index(0, 7).data().toString(), u"again-sqlite"_s);
            QTest::mouseClick(button("validationCompare"), Qt::LeftButton);
            QTRY_VERIFY(comparison().contains(u"No baseline"_s));
        }
        auto* runs = page().findChild<QTableView*>(u"validationRuns"_s);
        runs->selectRow(0);
        QTest::mouseClick(button("validationCompare"), Qt::LeftButton);
        QTRY_VERIFY(comparison().contains(u"against"_s));
        QVERIFY(comparison().contains(u"p95Ms"_s));
    }

    void theEditorNamesTheMistakeAndLetsNothingRunUntilItIsMended() {
        QTest::mouseClick(button("validationEditor"), Qt::LeftButton);
        QTRY_VERIFY(page().editor());
        auto* run = page().editor()->findChild<QPushButton*>(u"scenarioRunButton"_s);
        auto* text = page().editor()->findChild<QPlainTextEdit*>(u"scenarioText"_s);
        QVERIFY(run->isEnabled());
        text->setPlainText(scenario(u"bad"_s, 1).replace(u"\"steady\": true"_s, u"\"steady\": 3"_s));
        QVERIFY(!run->isEnabled());
        auto* problem = page().editor()->findChild<QLabel*>(u"scenarioProblem"_s);
        QVERIFY2(problem->text().startsWith(u"stages[0].steady: "_s), qPrintable(problem->text()));
        text->setPlainText(scenario(u"good"_s, 1));
        QVERIFY(run->isEnabled());
    }

    void aLiveDatabaseIsNotOfferedForALoad() {
        auto* place = page().findChild<QComboBox*>(u"validationPlace"_s);
        QCOMPARE(place->count(), 2); // a file of its own, and this database, which is a test database
        auto made = composition::ValidationBed::make(
            {.location = "sqlite:" + m_live.filePath(u"live.sqlite"_s).toStdString(), .isScratch = false, .tell = {}},
            {}, m_registry, {});
        QVERIFY(!made);
        storage::OpenOptions options;
        options.create = true;
        {
            const auto live = storage::Database::open(
                {storage::Dialect::Sqlite, m_live.filePath(u"live.sqlite"_s).toStdString()}, options);
            QVERIFY(live.has_value());
        }
        made = composition::ValidationBed::make(
            {.location = "sqlite:" + m_live.filePath(u"live.sqlite"_s).toStdString(), .isScratch = false, .tell = {}},
            {}, m_registry, {});
        QVERIFY(!made);
        QVERIFY(made.error().text.find("live") != std::string::npos);
        QVERIFY(made.error().text.find("make one") != std::string::npos);
    }

private:
    [[nodiscard]] ValidationPage& page() const { return m_bench->window->pages()->validation(); }
    [[nodiscard]] QPushButton* button(const char* name) const { return page().findChild<QPushButton*>(QLatin1String(name)); }
    [[nodiscard]] QString comparison() const { return page().findChild<QTextEdit*>(u"validationComparison"_s)->toPlainText(); }
    void runFromEditor(const QString& text) {
        QTest::mouseClick(button("validationEditor"), Qt::LeftButton);
        QTRY_VERIFY(page().editor());
        page().editor()->setText(text);
        QTest::mouseClick(page().editor()->findChild<QPushButton*>(u"scenarioRunButton"_s), Qt::LeftButton);
        QTRY_VERIFY(page().isRunning());
    }

    metrics::MetricRegistry m_registry;
    QTemporaryDir m_live;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WindowBench> m_bench;
};

} // namespace alluse::test

QTEST_MAIN(alluse::test::TestValidationPage)
#include "tst_validation_page.moc"
