#include "ui/analytics/analytics_page.h"

#include "models/text_format.h"
#include "services/ports/read_port.h"
#include "ui/analytics/analysis_plots.h"
#include "ui/analytics/figure_rows.h"
#include "ui/analytics/figure_strip.h"
#include "ui/analytics/plot_chart.h"
#include "ui/common/prompts.h"
#include "ui/common/theme.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/growth/table_rows.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/table_dress.h"

#include <QComboBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRanges[] = {13, 26, 52, 104, 0}; // weeks; 0: the whole life
constexpr int kRangeDefault = 2;
constexpr int kRefreshDelayMs = 500; // a stream of postings is one refresh
constexpr int kChartColumns = 2;

} // namespace

AnalyticsPage::AnalyticsPage(const Workspace& workspace, QWidget* parent)
    : Page(u"analytics"_s, parent), m_workspace(workspace), m_service(*workspace.analytics),
      m_tabs(new QTabBar(this)), m_range(new QComboBox(this)), m_find(new QLineEdit(this)),
      m_subject(new QLabel(this)), m_statement(new QPushButton(tr("&Statement…"), this)), m_banner(new Banner(this)),
      m_stack(new QStackedWidget(this)),
      m_rows(figureColumns(), [](const services::AccountFigures& row) { return row.account.value(); }),
      m_refreshTimer(new QTimer(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildStrip();
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(buildCharts(Overview, {u"equityByType"_s, u"sources"_s, u"allocation"_s, u"accountsByStatus"_s}));
    m_stack->addWidget(buildCharts(Account, {u"equity"_s, u"weeklyReturns"_s, u"drawdown"_s, u"fan"_s, u"histogram"_s,
                                             u"rolling"_s, u"symbols"_s}));
    m_stack->addWidget(buildCharts(Family, {u"familyEquity"_s, u"generations"_s, u"comInflow"_s, u"drift"_s}));
    buildTable(Peers, m_peers);
    m_stack->addWidget(buildCharts(Peers, {u"peers"_s, u"movers"_s}, m_peers));
    buildTable(Risk, m_risks);
    m_stack->addWidget(buildCharts(Risk, {u"riskByFamily"_s}, m_risks));
    m_refreshTimer->setSingleShot(true);
    m_refreshTimer->setInterval(kRefreshDelayMs);
    connect(m_refreshTimer, &QTimer::timeout, this, &AnalyticsPage::refresh);
    connect(&workspace.changes, &ChangeHub::changed, this, [this] {
        if (isVisible()) m_refreshTimer->start();
        m_isLoaded = false;
    });
    connect(m_tabs, &QTabBar::currentChanged, this, &AnalyticsPage::loadView);
    connect(m_range, &QComboBox::currentIndexChanged, this, &AnalyticsPage::loadView);
    connect(m_find, &QLineEdit::returnPressed, this, &AnalyticsPage::findSubject);
    connect(m_statement, &QPushButton::clicked, this, [this] { emit statementWanted(m_account); });
    connect(m_banner, &Banner::retryRequested, this, &AnalyticsPage::refresh);
}

void AnalyticsPage::buildStrip() {
    m_tabs->setObjectName(u"analyticsViews"_s);
    m_tabs->setAccessibleName(tr("Views of the analysis"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const QString& title : {tr("Overview"), tr("Account"), tr("Family"), tr("Peers"), tr("Risk")})
        m_tabs->addTab(title);
    m_range->setObjectName(u"analyticsRange"_s);
    m_range->setAccessibleName(tr("Time range"));
    for (const int weeks : kRanges)
        m_range->addItem(weeks == 0 ? tr("Whole life") : tr("%1 weeks").arg(weeks), weeks);
    m_range->setCurrentIndex(kRangeDefault);
    m_find->setObjectName(u"analyticsFind"_s);
    m_find->setPlaceholderText(tr("Account id or reference"));
    m_find->setAccessibleName(tr("Account id or reference"));
    m_find->setMaximumWidth(190);
    m_subject->setObjectName(u"analyticsSubject"_s);
    m_subject->setTextFormat(Qt::PlainText);
    m_statement->setObjectName(u"analyticsStatementButton"_s);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(metric::kGap, metric::kStep, metric::kGap, metric::kStep);
    strip->setSpacing(metric::kSpace);
    strip->addWidget(m_tabs);
    strip->addWidget(m_subject, 1);
    for (QWidget* widget : {static_cast<QWidget*>(m_find), static_cast<QWidget*>(m_statement), static_cast<QWidget*>(m_range)})
        strip->addWidget(widget);
    static_cast<QVBoxLayout*>(layout())->addLayout(strip);
}

QWidget* AnalyticsPage::buildCharts(View view, const QStringList& names, QWidget* above) {
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* content = new QWidget(area);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_figures[view] = new FigureStrip(content);
    layout->addWidget(m_figures[view]);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(metric::kGap, 0, metric::kGap, metric::kGap);
    grid->setSpacing(metric::kGap);
    for (qsizetype i = 0; i < names.size(); ++i) {
        auto* chart = new PlotChart(names[i] + u"Chart"_s, content);
        m_charts[names[i]] = chart;
        connect(chart, &PlotChart::exportWanted, this, &AnalyticsPage::exportChart);
        connect(chart, &PlotChart::pointChosen, this, &AnalyticsPage::openPostings);
        const bool isAlone = i + 1 == names.size() && i % kChartColumns == 0;
        grid->addWidget(chart, static_cast<int>(i) / kChartColumns, static_cast<int>(i) % kChartColumns, 1,
                        isAlone ? kChartColumns : 1);
    }
    layout->addLayout(grid, 1);
    if (above) layout->addWidget(above, 2);
    area->setWidget(content);
    return area;
}

void AnalyticsPage::buildTable(View view, QTableView*& table) {
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(&m_rows);
    sorted->setSortRole(models::SortRole);
    table = new QTableView(this);
    table->setObjectName(view == Peers ? u"peersTable"_s : u"riskTable"_s);
    table->setAccessibleName(view == Peers ? tr("Rankings") : tr("Risk board"));
    dressTable(*table);
    table->setModel(sorted);
    table->setMinimumHeight(260);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setSortingEnabled(true);
    table->sortByColumn(view == Peers ? 4 : 9, Qt::DescendingOrder);
    table->setColumnWidth(0, 260);
    connect(table, &QTableView::activated, this, [this](const QModelIndex& index) {
        setSubject(domain::AccountId(index.siblingAtColumn(0).data(models::IdRole).toLongLong()));
        showView(Account);
    });
}

QWidget* AnalyticsPage::keyboardTarget() const { return m_tabs; }
AnalyticsPage::View AnalyticsPage::view() const { return static_cast<View>(m_tabs->currentIndex()); }
void AnalyticsPage::showView(View view) { m_tabs->setCurrentIndex(view); }
PlotChart* AnalyticsPage::chart(const QString& name) const { return m_charts.at(name); }
FigureStrip* AnalyticsPage::figures() const { return m_figures.at(view()); }
domain::AccountId AnalyticsPage::currentAccount() const {
    return view() == Account || view() == Family ? m_account : domain::AccountId();
}

analytics::Window AnalyticsPage::window() const {
    const int weeks = m_range->currentData().toInt();
    return services::windowOf(m_workspace.context.clock.today(), weeks > 0 ? std::optional(weeks) : std::nullopt);
}

void AnalyticsPage::setSubject(domain::AccountId account) {
    if (account.isNone() || account == m_account) return;
    m_account = account;
    m_family = {};
    m_isLoaded = false;
}

// Only who is looked at is analysed; the navigation has no count of it.
void AnalyticsPage::load() {
    if (isVisible()) loadView();
    m_isLoaded = true;
}

void AnalyticsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    loadView();
}

void AnalyticsPage::refresh() { loadView(); }

template <class Value>
void AnalyticsPage::read(const QString& what, std::function<services::Outcome<Value>(const services::Call&)> work,
                         std::function<void(Value)> done) {
    using Outcome = services::Outcome<Value>;
    m_reading = m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Analytics, {.name = what},
        [work = std::move(work)](jobs::JobContext& job) { return work(callOf(services::Lane::Analytics, job)); },
        this, [this, done = std::move(done)](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isCancelled()) return;
            if (outcome.isFailed()) return shown(outcome.failure().text);
            auto value = std::move(outcome).value();
            if (!value) return shown(failureText(value.error(), locale()));
            done(*std::move(value));
            shown({});
        });
}

void AnalyticsPage::shown(const QString& failure) {
    failure.isEmpty() ? m_banner->clear() : m_banner->showError(failure);
}

void AnalyticsPage::loadView() {
    m_isLoaded = true;
    const bool isOne = view() == Account || view() == Family;
    m_find->setVisible(isOne);
    m_statement->setVisible(isOne && m_workspace.reports);
    m_subject->setText(isOne ? m_accountName : QString());
    m_stack->setCurrentIndex(view());
    auto* service = &m_service;
    const auto span = window();
    switch (view()) {
    case Overview: {
        const auto from = span.from.value_or(span.to.plusDays(-7 * 260)).plusDays(1);
        read<services::BookOverview>(tr("Analyse the book"),
                                     [=](const services::Call& call) { return service->overview(from, span.to, call); },
                                     [this](auto overview) { showOverview(overview); });
        break;
    }
    case Account:
    case Family: {
        // Without a subject: the first account there is.
        auto* accounts = &m_workspace.context.accounts;
        using Subject = std::pair<services::AnalyticsService::Account, std::shared_ptr<const services::FamilyAnalytics>>;
        const bool isFamily = view() == Family;
        read<Subject>(
            tr("Analyse an account"),
            [=, id = m_account](const services::Call& call) -> services::Outcome<Subject> {
                domain::AccountId subject = id;
                if (subject.isNone()) {
                    const auto page = accounts->page({}, {{}, 0, 1}, call);
                    if (!page) return tl::unexpected(page.error());
                    if (page->rows.empty()) return Subject();
                    subject = page->rows.front().id;
                }
                const auto account = service->account(subject, span, call);
                if (!account) return tl::unexpected(account.error());
                if (!isFamily || !*account) return Subject(*account, nullptr);
                const auto family = service->family((*account)->facts.family, span, call);
                if (!family) return tl::unexpected(family.error());
                return Subject(*account, *family);
            },
            [this](Subject subject) {
                if (subject.first) showAccount(*subject.first);
                if (subject.second) showFamily(*subject.second);
            });
        break;
    }
    case Peers:
    case Risk:
    case ViewCount:
        using Book = std::shared_ptr<const services::BookFigures>;
        read<Book>(tr("Rank accounts"), [=](const services::Call& call) { return service->book(span, {}, call); },
                   [this](const Book& book) { showBook(book); });
    }
}

void AnalyticsPage::setPlot(const QString& name, PlotData plot) { m_charts.at(name)->setData(std::move(plot)); }

void AnalyticsPage::showOverview(const services::BookOverview& overview) {
    setPlot(u"equityByType"_s, equityByTypePlot(overview));
    setPlot(u"sources"_s, sourcesPlot(overview));
    setPlot(u"allocation"_s, allocationPlot(overview));
    setPlot(u"accountsByStatus"_s, accountsByStatusPlot(overview));
    const auto& from = overview.sources;
    m_figures[Overview]->setFigures({{tr("Equity"), models::moneyText(overview.total())},
                                     {tr("Premiums"), models::moneyText(from.premiums)},
                                     {tr("Assignments"), models::moneyText(from.assignments)},
                                     {tr("Paid in"), models::moneyText(from.deposits + from.openings)},
                                     {tr("Paid out"), models::moneyText(from.withdrawals)},
                                     {tr("Fees, corrections"), models::moneyText(from.fees + from.adjustments)},
                                     {tr("Families"), models::countText(overview.families)}});
}

namespace {

QString riskParts(const analytics::RiskScore& risk) {
    const QString names[] = {AnalyticsPage::tr("drawdown"), AnalyticsPage::tr("volatility"), AnalyticsPage::tr("value at risk"),
                             AnalyticsPage::tr("buffer"), AnalyticsPage::tr("LEAPS")};
    QStringList parts;
    for (std::size_t i = 0; i < analytics::kRiskParts; ++i)
        parts << AnalyticsPage::tr("%1: %2 of %3").arg(names[i], figureText(risk.parts[i], false)).arg(analytics::kRiskWeights[i]);
    return parts.join(u'\n');
}

QList<FigureStrip::Figure> figuresOf(const analytics::AccountAnalysis& a) {
    const auto risk = a.risk.total ? riskText(*a.risk.total) : figureText(a.risk.total, false);
    return {{AnalyticsPage::tr("Equity"), models::moneyText(a.equity())},
            {AnalyticsPage::tr("Gain"), models::moneyText(a.gain)},
            {AnalyticsPage::tr("Return"), figureText(a.totalReturn, true)},
            {AnalyticsPage::tr("CAGR"), figureText(a.cagr, true)},
            {AnalyticsPage::tr("Volatility"), figureText(a.volatility, true)},
            {AnalyticsPage::tr("Sharpe"), figureText(a.sharpe, false)},
            {AnalyticsPage::tr("Sortino"), figureText(a.sortino, false)},
            {AnalyticsPage::tr("Calmar"), figureText(a.calmar, false)},
            {AnalyticsPage::tr("Drawdown now"), figureText(a.drawdown.current, true)},
            {AnalyticsPage::tr("Target ratio"), figureText(a.target.ratio, false)},
            {AnalyticsPage::tr("Weeks to fork"), figureText(a.toFork.atActual, false),
             AnalyticsPage::tr("at target: %1").arg(figureText(a.toFork.atTarget, false))},
            {AnalyticsPage::tr("Weeks to merge"), figureText(a.toMerge.atActual, false),
             AnalyticsPage::tr("at target: %1").arg(figureText(a.toMerge.atTarget, false))},
            {AnalyticsPage::tr("Buffer coverage"), figureText(a.coverage, false)},
            {AnalyticsPage::tr("Premium yield"), figureText(a.trades.yield, true)},
            {AnalyticsPage::tr("Risk"), risk, riskParts(a.risk)},
            {AnalyticsPage::tr("Health"), QString::number(a.health.score)}};
}

} // namespace

void AnalyticsPage::showAccount(const services::AccountAnalytics& account) {
    m_account = account.facts.account;
    m_family = account.facts.family;
    m_accountName = models::fromUtf8(account.facts.name);
    if (view() == Account) m_subject->setText(m_accountName);
    const auto& a = account.analysis;
    const auto& policy = account.facts.policy;
    m_figures[Account]->setFigures(figuresOf(a));
    setPlot(u"equity"_s, equityPlot(a, policy));
    setPlot(u"weeklyReturns"_s, weeklyReturnsPlot(a, policy));
    setPlot(u"drawdown"_s, drawdownPlot(a, policy));
    setPlot(u"fan"_s, fanPlot(a, policy));
    setPlot(u"histogram"_s, histogramPlot(a));
    setPlot(u"rolling"_s, rollingPlot(a));
    setPlot(u"symbols"_s, symbolsPlot(a));
    emit currentIdChanged(m_account.value());
}

void AnalyticsPage::showFamily(const services::FamilyAnalytics& family) {
    m_subject->setText(models::fromUtf8(family.name));
    m_figures[Family]->setFigures(figuresOf(family.whole));
    setPlot(u"familyEquity"_s, equityPlot(family.whole, family.accounts.front()->facts.policy));
    setPlot(u"generations"_s, generationsPlot(family));
    setPlot(u"comInflow"_s, comInflowPlot(family));
    setPlot(u"drift"_s, driftPlot(family));
}

void AnalyticsPage::showBook(const std::shared_ptr<const services::BookFigures>& book) {
    m_rows.setRows(book->accounts);
    setPlot(u"peers"_s, peersPlot(*book));
    setPlot(u"movers"_s, moversPlot(*book));
    setPlot(u"riskByFamily"_s, riskByFamilyPlot(*book));
    std::int64_t critical = 0, missed = 0;
    for (const auto& row : book->accounts) {
        critical += row.risk && analytics::riskLevel(*row.risk) == analytics::RiskLevel::Critical;
        missed += row.targetRatio && *row.targetRatio < 1;
    }
    for (const View which : {Peers, Risk})
        m_figures[which]->setFigures({{tr("Open accounts"), models::countText(std::ssize(book->accounts))},
                                      {tr("Below target"), models::countText(missed)},
                                      {tr("Critical risk"), models::countText(critical)}});
}

// From a point of an account's chart to the postings of that week.
void AnalyticsPage::openPostings(double x) {
    const auto* chart = qobject_cast<PlotChart*>(sender());
    if (view() != Account || !chart || chart->data().x != PlotX::Date) return;
    const domain::Date day(static_cast<std::int32_t>(x));
    emit postingsWanted(m_account, m_accountName, day.plusDays(-6), day);
}

void AnalyticsPage::exportChart(PlotChart* chart) {
    if (!m_workspace.prompts) return;
    m_workspace.prompts->chooseSaveFile(
        this, tr("Export chart"), tr("Pictures and values (*.png *.svg *.csv)"), chart->data().title + u".png"_s,
        [this, chart = QPointer(chart)](const QString& path) {
            if (!chart || path.isEmpty()) return;
            QString format = QFileInfo(path).suffix().toLower();
            if (format != u"svg" && format != u"csv") format = u"png"_s;
            m_workspace.context.runner.post(jobs::Lane::Batch, {.name = tr("Export chart")},
                                            [path, bytes = chart->exported(format)](jobs::JobContext&) {
                                                QSaveFile file(path);
                                                if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
                                                    throw jobs::JobError(tr("The chart cannot be written to %1.").arg(path));
                                            });
            emit told(tr("Chart exported to %1.").arg(path));
        });
}

void AnalyticsPage::findSubject() {
    const QString text = m_find->text().trimmed();
    if (text.isEmpty()) return;
    auto* accounts = &m_workspace.context.accounts;
    read<std::optional<domain::AccountId>>(
        tr("Find an account"),
        [accounts, text = text.toStdString()](const services::Call& call) -> services::Outcome<std::optional<domain::AccountId>> {
            auto found = accounts->findByReference(text, call);
            if (!found || *found) return found;
            bool isNumber = false;
            const auto id = QString::fromStdString(text).toLongLong(&isNumber);
            if (!isNumber) return std::nullopt;
            const auto account = accounts->find(domain::AccountId(id), call);
            if (!account) return tl::unexpected(account.error());
            return *account ? std::optional(domain::AccountId(id)) : std::nullopt;
        },
        [this, text](std::optional<domain::AccountId> found) {
            if (!found) return emit told(tr("There is no account %1.").arg(text));
            setSubject(*found);
            // After this answer, whose ticket is the one that loads the view.
            QTimer::singleShot(0, this, &AnalyticsPage::loadView);
        });
}

bool AnalyticsPage::prepareExport(std::function<void(TableSource)> ready) {
    if (view() != Peers && view() != Risk) return false;
    ready(shownRows(view() == Peers ? *m_peers : *m_risks, m_tabs->tabText(view())));
    return true;
}

QByteArray AnalyticsPage::tableState() const {
    return QByteArray::number(m_tabs->currentIndex()) + ' ' + QByteArray::number(m_range->currentIndex());
}

void AnalyticsPage::restoreTable(const QByteArray& state) {
    const QList<QByteArray> parts = state.split(' ');
    if (parts.size() != 2) return;
    const QSignalBlocker quietTabs(m_tabs), quietRange(m_range);
    m_tabs->setCurrentIndex(qBound(0, parts[0].toInt(), ViewCount - 1));
    m_range->setCurrentIndex(qBound(0, parts[1].toInt(), m_range->count() - 1));
}

} // namespace alluse::ui
