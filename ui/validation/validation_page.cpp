#include "ui/validation/validation_page.h"

#include "ui/common/prompts.h"
#include "ui/common/theme.h"
#include "ui/validation/run_view.h"
#include "ui/validation/scenario_editor.h"
#include "ui/validation/validation_table.h"
#include "ui/widgets/banner.h"
#include "validation/scenario_reader.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTextEdit>
#include <QTimer>
#include <QVBoxLayout>

#include <mutex>

namespace alluse::ui {

using namespace Qt::StringLiterals;
using models::CellKind;
using models::RowColumn;
using validation::Document;
using validation::LabPlace;

namespace {

constexpr int kPollMs = 250; // four looks a second at a run that tells once
constexpr int kSideWidth = 250;

std::vector<RowColumn<RunRow>> runColumns() {
    const auto figure = [](const QString& title, double validation::HistoryRow::* member) {
        return RowColumn<RunRow>(title, CellKind::Number,
                                 [member](const RunRow& row) { return QLocale().toString(row.row.*member, 'f', 2); },
                                 [member](const RunRow& row) { return QVariant(row.row.*member); });
    };
    const auto text = [](const QString& title, std::string validation::HistoryRow::* member) {
        return RowColumn<RunRow>(title, CellKind::Text, [member](const RunRow& row) { return QString::fromStdString(row.row.*member); });
    };
    return {text(ValidationPage::tr("Scenario"), &validation::HistoryRow::title),
            text(ValidationPage::tr("Started (UTC)"), &validation::HistoryRow::startedAt),
            text(ValidationPage::tr("On"), &validation::HistoryRow::backend),
            {ValidationPage::tr("Verdict"), CellKind::Chip, [](const RunRow& row) { return QString::fromStdString(row.row.verdict); },
             nullptr, [](const RunRow& row) { return toneOfVerdict(QString::fromStdString(row.row.verdict)); }},
            figure(ValidationPage::tr("Rate/s"), &validation::HistoryRow::rate),
            figure(ValidationPage::tr("p95 ms"), &validation::HistoryRow::p95Ms),
            figure(ValidationPage::tr("p99 ms"), &validation::HistoryRow::p99Ms),
            {ValidationPage::tr("Baseline"), CellKind::Muted, [](const RunRow& row) { return row.baseline; }}};
}

} // namespace

struct ValidationPage::Feed {
    std::mutex mutex; // guards what follows
    std::vector<validation::LiveSecond> seconds;
    QString doing;
};

ValidationPage::ValidationPage(const Workspace& workspace, QWidget* window)
    : Page(u"validation"_s, window), m_workspace(workspace),
      m_folder(QString::fromStdString(validation::RunHistory::defaultFolder())),
      m_runs(runColumns(), [](const RunRow& row) { return qint64(std::hash<std::string>{}(row.row.id) >> 1U); }),
      m_scenarios(new QListWidget(this)), m_title(new QLabel(this)), m_about(new QLabel(this)), m_place(new QComboBox(this)),
      m_run(new QPushButton(tr("&Run"), this)), m_stop(new QPushButton(tr("&Stop"), this)),
      m_edit(new QPushButton(tr("Scenario &editor…"), this)), m_report(new QPushButton(tr("Save re&port…"), this)),
      m_compare(new QPushButton(tr("&Compare"), this)), m_pin(new QPushButton(tr("Pin as &baseline"), this)),
      m_tabs(new QTabBar(this)), m_stack(new QStackedWidget(this)), m_banner(new Banner(this)), m_view(new RunView),
      m_history(makeTable(m_runs, u"validationRuns"_s, tr("Runs"), this)), m_comparison(new QTextEdit(this)),
      m_poll(new QTimer(this)) {
    auto* side = new QWidget(this);
    side->setFixedWidth(kSideWidth);
    buildScenarios(side);
    auto* main = new QVBoxLayout;
    main->setContentsMargins(0, 0, 0, 0);
    main->setSpacing(0);
    buildHead(main);
    main->addWidget(m_banner);
    m_tabs->setObjectName(u"validationTabs"_s);
    for (const QString& tab : {tr("Result"), tr("Runs")}) m_tabs->addTab(tab);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    main->addWidget(m_tabs);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_view);
    m_stack->addWidget(scroll);
    auto* runs = new QWidget(this);
    auto* runsLayout = new QVBoxLayout(runs);
    runsLayout->setContentsMargins(0, 0, 0, 0);
    runsLayout->addWidget(m_history, 2);
    runsLayout->addWidget(m_comparison, 1);
    m_comparison->setObjectName(u"validationComparison"_s);
    m_comparison->setAccessibleName(tr("Comparison of two runs"));
    m_comparison->setReadOnly(true);
    m_comparison->setAcceptRichText(false);
    m_comparison->setLineWrapMode(QTextEdit::NoWrap);
    m_comparison->setFontFamily(u"monospace"_s);
    m_comparison->hide();
    m_stack->addWidget(runs);
    main->addWidget(m_stack, 1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(side);
    layout->addLayout(main, 1);
    m_poll->setInterval(kPollMs);
    connect(m_poll, &QTimer::timeout, this, &ValidationPage::takeFeed);
    connect(m_tabs, &QTabBar::currentChanged, this, &ValidationPage::showTab);
    connect(m_history->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ValidationPage::updateButtons);
    connect(m_history, &QTableView::activated, this, &ValidationPage::showSelectedRun);
    connect(m_banner, &Banner::retryRequested, this, &ValidationPage::run);
    showScenario();
}

ValidationPage::~ValidationPage() { m_stopSource.request_stop(); }

QWidget* ValidationPage::keyboardTarget() const { return m_scenarios; }

void ValidationPage::buildScenarios(QWidget* side) {
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(metric::kSpace, metric::kGap, metric::kSpace, metric::kSpace);
    auto* heading = new QLabel(tr("&Scenarios"), side);
    heading->setBuddy(m_scenarios);
    layout->addWidget(heading);
    layout->addWidget(m_scenarios, 1);
    m_scenarios->setObjectName(u"validationScenarios"_s);
    m_scenarios->setAccessibleName(tr("Scenarios"));
    m_scenarios->setFrameShape(QFrame::NoFrame);
    m_scenarios->setWordWrap(true);
    m_scenarios->setSpacing(2);
    for (const auto& shipped : validation::shippedScenarios())
        addScenario(QString::fromUtf8(shipped.text.data(), qsizetype(shipped.text.size())));
    for (int row = 0; row < int(m_offered.size()); ++row)
        if (m_offered[std::size_t(row)].name == u"owner-query"_s) m_scenarios->setCurrentRow(row);
    connect(m_scenarios, &QListWidget::currentRowChanged, this, &ValidationPage::showScenario);
    connect(m_scenarios, &QListWidget::itemActivated, this, &ValidationPage::run);
}

void ValidationPage::addScenario(const QString& text) {
    const auto scenario = validation::readScenario(text.toStdString());
    if (!scenario) return;
    const QString title = QString::fromStdString(scenario->title);
    m_offered.push_back({title, QString::fromStdString(scenario->name), text});
    auto* item = new QListWidgetItem(title, m_scenarios);
    item->setToolTip(QString::fromStdString(scenario->description).toHtmlEscaped());
}

void ValidationPage::buildHead(QVBoxLayout* layout) {
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metric::kPad, metric::kGap, metric::kPad, metric::kSpace);
    auto* words = new QVBoxLayout;
    m_title->setObjectName(u"validationTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(headingFont());
    m_about->setObjectName(u"validationAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    words->addWidget(m_title);
    words->addWidget(m_about);
    head->addLayout(words, 1);
    layout->addLayout(head);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(metric::kPad, 0, metric::kPad, metric::kSpace);
    bar->setSpacing(metric::kSpace);
    // Never a live database: what is offered is what may be loaded.
    m_place->setObjectName(u"validationPlace"_s);
    m_place->setAccessibleName(tr("Where to run"));
    m_place->addItem(tr("A test database in a file"), int(LabPlace::OwnFile));
    if (m_workspace.dialect != u"SQLite"_s) m_place->addItem(tr("A test database on this server"), int(LabPlace::Beside));
    if (m_workspace.environment == u"test"_s) m_place->addItem(tr("This test database"), int(LabPlace::Here));
    m_place->setToolTip(m_workspace.environment == u"test"_s
                            ? QString()
                            : tr("The open database is no test database and stays untouched; a run makes one of its own."));
    const struct {
        QPushButton* button;
        QString name;
        void (ValidationPage::*run)();
    } buttons[] = {{m_edit, u"validationEditor"_s, &ValidationPage::openEditor},
                   {m_report, u"validationReport"_s, &ValidationPage::saveReport},
                   {m_compare, u"validationCompare"_s, &ValidationPage::compareSelected},
                   {m_pin, u"validationPin"_s, &ValidationPage::pinSelected},
                   {m_stop, u"validationStop"_s, &ValidationPage::stop},
                   {m_run, u"validationRun"_s, &ValidationPage::run}};
    bar->addWidget(m_place);
    bar->addStretch();
    for (const auto& each : buttons) {
        each.button->setObjectName(each.name);
        bar->addWidget(each.button);
        connect(each.button, &QPushButton::clicked, this, each.run);
    }
    m_run->setDefault(true);
    layout->addLayout(bar);
}

const ValidationPage::Offered* ValidationPage::current() const {
    const int row = m_scenarios->currentRow();
    return row < 0 || row >= int(m_offered.size()) ? nullptr : &m_offered[std::size_t(row)];
}

void ValidationPage::showScenario() {
    if (isRunning()) return;
    if (const Offered* offered = current()) {
        const auto scenario = validation::readScenario(offered->text.toStdString());
        m_title->setText(offered->title);
        m_about->setText(QString::fromStdString(scenario->description));
        if (!m_shown) m_view->showText({}, tr("Run it to see rate, latency and verdict here. The open database is not touched unless it is a test database and you choose it."));
    }
    updateButtons();
}

void ValidationPage::run() {
    const Offered* offered = current();
    if (!offered || isRunning() || !m_workspace.runValidation) return;
    const auto scenario = validation::readScenario(offered->text.toStdString());
    if (!scenario) return;
    m_banner->clear();
    m_tabs->setCurrentIndex(0);
    m_shown.reset();
    m_view->showText({}, tr("Starting…"));
    m_view->beginLive(*scenario);
    m_feed = std::make_shared<Feed>();
    m_stopSource = std::stop_source();
    validation::LabOrder order;
    order.scenario = *scenario;
    order.scenarioText = offered->text.toStdString();
    order.place = LabPlace(m_place->currentData().toInt());
    order.stop = m_stopSource.get_token();
    using Outcome = services::Outcome<Document>;
    m_ticket = m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Validation, {.name = tr("Validation: %1").arg(offered->title)},
        [order, feed = m_feed, source = m_stopSource, lab = m_workspace.runValidation,
         folder = m_folder.toStdString()](jobs::JobContext& job) mutable {
            order.tell = [feed](const std::string& text) {
                const std::lock_guard lock(feed->mutex);
                feed->doing = QString::fromStdString(text);
            };
            order.onSecond = [feed, &job, &source](const validation::LiveSecond& second) {
                if (job.isCancelled()) source.request_stop();
                job.progress(qint64(second.second), qint64(second.seconds));
                const std::lock_guard lock(feed->mutex);
                feed->seconds.push_back(second);
            };
            Outcome outcome = lab(order);
            if (outcome) (void)validation::RunHistory(folder).save(*outcome);
            return outcome;
        },
        this, [this](jobs::JobOutcome<Outcome> outcome) { finished(std::move(outcome)); });
    m_poll->start();
    updateButtons();
}

void ValidationPage::stop() {
    m_stopSource.request_stop();
    if (isRunning()) m_view->showText({}, tr("Stopping, then counting the money…"));
}

void ValidationPage::takeFeed() {
    std::vector<validation::LiveSecond> seconds;
    QString doing;
    {
        const std::lock_guard lock(m_feed->mutex);
        seconds.swap(m_feed->seconds);
        doing.swap(m_feed->doing);
    }
    for (const auto& second : seconds) m_view->addLive(second);
    if (!doing.isEmpty() && seconds.empty()) m_view->showText({}, doing + u'…');
}

void ValidationPage::finished(jobs::JobOutcome<services::Outcome<Document>> outcome) {
    m_poll->stop();
    if (outcome.isDone() && outcome.value()) {
        m_shown = *std::move(outcome).value();
        m_view->showRun(*m_shown);
    } else {
        const QString why = outcome.isFailed()                        ? outcome.failure().text
                            : outcome.isDone() && !outcome.value()    ? QString::fromStdString(services::describe(outcome.value().error()))
                                                                      : tr("The run was cancelled.");
        m_view->showText({}, {});
        m_banner->showError(why);
    }
    refresh();
    showScenario();
}

template <class Result>
jobs::JobTicket ValidationPage::onDisk(const QString& name, std::function<Result(const validation::RunHistory&)> work,
                                       std::function<void(Result)> done) {
    return m_workspace.context.runner.start<Result>(
        jobs::Lane::Batch, {.name = name},
        [work = std::move(work), folder = m_folder.toStdString()](jobs::JobContext&) { return work(validation::RunHistory(folder)); },
        this, [done = std::move(done)](jobs::JobOutcome<Result> outcome) {
            if (outcome.isDone()) done(std::move(outcome).value());
        });
}

void ValidationPage::refresh() {
    using Rows = std::vector<RunRow>;
    m_reading = onDisk<Rows>(
        tr("List the runs"),
        [](const validation::RunHistory& history) {
            Rows rows;
            const auto baselines = history.baselines();
            for (auto& row : history.list()) {
                QString pinned;
                for (const auto& [name, id] : baselines)
                    if (id == row.id) pinned = QString::fromStdString(name);
                rows.push_back({std::move(row), pinned});
            }
            return rows;
        },
        [this](Rows rows) {
            m_runs.setRows(std::move(rows));
            m_isLoaded = true;
            emit countChanged(m_runs.rowCount());
            updateButtons();
        });
}

QStringList ValidationPage::selectedRuns() const {
    QStringList ids;
    for (const QModelIndex& index : m_history->selectionModel()->selectedRows())
        if (const auto* row = m_runs.row(index.row())) ids << QString::fromStdString(row->row.id);
    return ids;
}

void ValidationPage::showSelectedRun() {
    const QStringList ids = selectedRuns();
    if (ids.isEmpty() || isRunning()) return;
    using Loaded = domain::Result<Document, std::string>;
    m_showing = onDisk<Loaded>(
        tr("Open a run"),
        [id = ids.first().toStdString()](const validation::RunHistory& history) {
            auto run = history.load(id);
            if (run) history.addTimeline(*run);
            return run;
        },
        [this](Loaded run) {
            if (!run) return m_banner->showError(QString::fromStdString(run.error()));
            m_shown = *std::move(run);
            m_view->showRun(*m_shown);
            m_title->setText(QString::fromStdString(m_shown->value("title", "")));
            m_about->setText(QString::fromStdString(m_shown->value("startedAt", "")) + u" · "_s +
                             QString::fromStdString(m_shown->at("environment").value("server", "")));
            m_tabs->setCurrentIndex(0);
            updateButtons();
        });
}

void ValidationPage::compareSelected() {
    const QStringList ids = selectedRuns();
    if (ids.isEmpty()) return;
    m_showing = onDisk<QString>(
        tr("Compare runs"),
        [ids](const validation::RunHistory& history) {
            auto other = history.load(ids.first().toStdString());
            if (!other) return QString::fromStdString(other.error());
            // Of two, the older one is the base; of one, its pinned baseline.
            std::string base = ids.size() > 1 ? ids.at(1).toStdString() : history.baselineOf(*other);
            if (base.empty()) return tr("No baseline is pinned for this scenario; select two runs, or pin one.");
            auto before = history.load(base);
            if (!before) return QString::fromStdString(before.error());
            if (before->at("startedAt") > other->at("startedAt")) std::swap(*before, *other);
            return QString::fromStdString(validation::textOfComparison(validation::compareRuns(*before, *other)));
        },
        [this](QString text) {
            m_tabs->setCurrentIndex(1);
            m_comparison->setPlainText(text);
            m_comparison->show();
        });
}

void ValidationPage::pinSelected() {
    const QStringList ids = selectedRuns();
    if (ids.isEmpty()) return;
    m_saving = onDisk<QString>(
        tr("Pin a baseline"),
        [id = ids.first().toStdString()](const validation::RunHistory& history) {
            const auto run = history.load(id);
            if (!run) return QString::fromStdString(run.error());
            // One baseline for each scenario and backend.
            const auto name = run->value("name", "") + "-" + run->at("environment").value("backend", "");
            const auto done = history.pin(name, id);
            return done ? QString() : QString::fromStdString(done.error());
        },
        [this](QString problem) {
            if (!problem.isEmpty()) m_banner->showError(problem);
            refresh();
        });
}

void ValidationPage::saveReport() {
    if (!m_shown || !m_workspace.prompts) return;
    const QString suggestion = QString::fromStdString(m_shown->value("id", "run")) + u".html"_s;
    m_workspace.prompts->chooseSaveFile(this, tr("Save the report"), tr("Reports (*.html)"), suggestion, [this](const QString& path) {
        if (path.isEmpty() || !m_shown) return;
        m_saving = onDisk<QString>(
            tr("Save a report"),
            [run = *m_shown, path = path.toStdString()](const validation::RunHistory& history) {
                const auto done = history.writeReport(path, run);
                return done ? QString() : QString::fromStdString(done.error());
            },
            [this, path](QString problem) {
                if (problem.isEmpty()) emit told(tr("The report is in %1").arg(path));
                else m_banner->showError(problem);
            });
    });
}

void ValidationPage::openEditor() {
    const Offered* offered = current();
    if (!m_editor) {
        m_editor = new ScenarioEditor(m_workspace.prompts, offered ? offered->text : QString(), window());
        m_editor->setAttribute(Qt::WA_DeleteOnClose);
        connect(this, &QObject::destroyed, m_editor, &QObject::deleteLater);
        connect(m_editor, &ScenarioEditor::runWanted, this, [this](const QString& text) {
            addScenario(text);
            m_scenarios->setCurrentRow(m_scenarios->count() - 1);
            run();
        });
    }
    m_editor->show();
    m_editor->raise();
}

void ValidationPage::updateButtons() {
    const bool hasSelection = m_history->selectionModel() && m_history->selectionModel()->hasSelection();
    m_run->setEnabled(!isRunning() && current() && m_workspace.runValidation);
    m_stop->setEnabled(isRunning());
    m_place->setEnabled(!isRunning());
    m_report->setEnabled(m_shown.has_value());
    m_compare->setEnabled(hasSelection);
    m_pin->setEnabled(hasSelection);
}

void ValidationPage::showTab(int index) { m_stack->setCurrentIndex(index); }

} // namespace alluse::ui
