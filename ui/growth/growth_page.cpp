#include "ui/growth/growth_page.h"

#include "services/growth_service.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/growth/bulk_dialog.h"
#include "ui/growth/defer_dialog.h"
#include "ui/growth/family_tree_dialog.h"
#include "ui/growth/fork_dialog.h"
#include "ui/growth/growth_settings_dialog.h"
#include "ui/growth/growth_words.h"
#include "ui/growth/merge_dialog.h"
#include "ui/growth/reinvest_dialog.h"
#include "ui/growth/reinvestment_calendar.h"
#include "ui/growth/release_forks_dialog.h"
#include "ui/growth/table_rows.h"
#include "ui/growth/undo_dialog.h"
#include "ui/growth/what_if_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/table_dress.h"
#include "models/text_format.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace alluse::ui {

using namespace Qt::StringLiterals;
using domain::GrowthEventState;
using domain::ReinvestmentState;

namespace {

constexpr int kRowsMax = services::kPageRowsMax; // the nearest thousand; nobody reads further
constexpr std::size_t kMonthRowsMax = 20'000;    // of one month; a calendar holds no more
constexpr int kRefreshDelayMs = 300;             // a run of many forks is one refresh

template <class Row>
services::Outcome<std::vector<Row>> rowsOf(services::Outcome<services::Page<Row>> page) {
    if (!page) return tl::unexpected(page.error());
    return std::move(page->rows);
}

} // namespace

GrowthPage::GrowthPage(const Workspace& workspace, QWidget* window)
    : Page(u"growth"_s, window), m_workspace(workspace), m_window(window),
      m_forks(forkColumns(), [](const auto& row) { return row.account.value(); }),
      m_merges(mergeColumns(), [](const auto& row) { return row.branch.value(); }),
      m_reinvestments(reinvestmentColumns(), [](const auto& row) { return row.id.value(); }),
      m_events(eventColumns(), [](const auto& row) { return row.event.id.value(); }),
      m_tabs(new QTabBar(this)), m_stack(new QStackedWidget(this)), m_banner(new Banner(this)),
      m_empty(new EmptyState(this)),
      m_calendar(new ReinvestmentCalendar(workspace.context.clock.today(), this)), m_refreshTimer(new QTimer(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildStrip();
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    buildTable(Forks, m_forks, u"growthForksTable"_s);
    buildTable(Merges, m_merges, u"growthMergesTable"_s);
    buildTable(Reinvestments, m_reinvestments, u"growthReinvestmentsTable"_s);
    buildTable(History, m_events, u"growthHistoryTable"_s);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_calendar);
    m_refreshTimer->setSingleShot(true);
    m_refreshTimer->setInterval(kRefreshDelayMs);
    connect(m_refreshTimer, &QTimer::timeout, this, &GrowthPage::refresh);
    connect(&workspace.changes, &ChangeHub::changed, this, [this] {
        if (isVisible()) m_refreshTimer->start();
        m_isLoaded = false;
    });
    connect(m_tabs, &QTabBar::currentChanged, this, &GrowthPage::loadList);
    connect(m_banner, &Banner::retryRequested, this, &GrowthPage::refresh);
    connect(m_calendar, &ReinvestmentCalendar::monthChanged, this, &GrowthPage::loadCalendar);
    connect(m_calendar, &ReinvestmentCalendar::entryChosen, this,
            [this](domain::Date day, domain::ReinvestmentId row) { showDay(day, row); });
    updateButtons();
}

GrowthPage::~GrowthPage() { delete m_dialog; }

void GrowthPage::buildStrip() {
    m_tabs->setObjectName(u"growthLists"_s);
    m_tabs->setAccessibleName(tr("Lists of growth"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const QString& title : {tr("Forks"), tr("Merges"), tr("Reinvestments"), tr("History")})
        m_tabs->addTab(title);
    const auto button = [this](const QString& name, const QString& text, void (GrowthPage::*slot)()) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(name);
        connect(made, &QPushButton::clicked, this, slot);
        return made;
    };
    m_run = button(u"growthRunButton"_s, {}, &GrowthPage::runSelected);
    m_run->setProperty("primary", true);
    m_all = button(u"growthAllButton"_s, {}, &GrowthPage::runAll);
    m_approve = button(u"growthApproveButton"_s, tr("A&pprove"), &GrowthPage::approveSelected);
    m_defer = button(u"growthDeferButton"_s, tr("Put &off…"), &GrowthPage::deferSelected);
    m_release = button(u"growthReleaseButton"_s, tr("&Release…"), &GrowthPage::releaseSelected);
    m_month = new QPushButton(tr("&Calendar"), this);
    m_month->setObjectName(u"growthCalendarButton"_s);
    m_month->setCheckable(true);
    connect(m_month, &QPushButton::toggled, this, &GrowthPage::showCalendar);
    m_dayShown = new QPushButton(this);
    m_dayShown->setObjectName(u"growthDayButton"_s);
    connect(m_dayShown, &QPushButton::clicked, this, [this] { showDay(std::nullopt); });
    m_tree = button(u"growthTreeButton"_s, tr("Family &tree…"), &GrowthPage::showTree);
    m_settings = button(u"growthSettingsButton"_s, tr("S&ettings…"), &GrowthPage::showSettings);
    auto* whatIf = button(u"growthWhatIfButton"_s, tr("&What if…"), &GrowthPage::showWhatIf);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(metric::kGap, metric::kStep, metric::kGap, metric::kStep);
    strip->setSpacing(metric::kSpace);
    strip->addWidget(m_tabs);
    strip->addStretch(1);
    for (QWidget* widget : {m_dayShown, m_month, m_run, m_all, m_release, m_approve, m_defer, m_tree,
                            m_settings, whatIf})
        strip->addWidget(widget);
    static_cast<QVBoxLayout*>(layout())->addLayout(strip);
}

void GrowthPage::buildTable(List list, QAbstractItemModel& model, const QString& name) {
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(&model);
    sorted->setSortRole(models::SortRole);
    auto* table = new QTableView(this);
    table->setObjectName(name);
    table->setAccessibleName(m_tabs->tabText(list));
    dressTable(*table);
    table->setModel(sorted);
    QHeaderView* header = table->horizontalHeader();
    header->setStretchLastSection(true);
    header->setSortIndicator(-1, Qt::AscendingOrder); // as the database lists them
    table->setSortingEnabled(true);
    constexpr int kNameWidth = 240, kOtherWidth = 128;
    const bool isHistory = list == History;
    for (int column = 0; column < model.columnCount(); ++column) {
        const bool isName = isHistory ? column == 2 || column == 5 : column <= 1;
        table->setColumnWidth(column, isName ? kNameWidth : kOtherWidth);
    }
    if (isHistory) table->sortByColumn(0, Qt::DescendingOrder);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] {
                updateButtons();
                emit currentIdChanged(selected().account.value());
            });
    connect(table, &QTableView::activated, this, [this] {
        if (const auto row = selected(); !row.account.isNone()) emit accountActivated(row.account);
    });
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QTableView::customContextMenuRequested, this, [this, table](const QPoint& at) {
        emit contextMenuWanted(table->viewport()->mapToGlobal(at));
    });
    m_tables[static_cast<std::size_t>(list)] = table;
    m_stack->addWidget(table);
}

QWidget* GrowthPage::keyboardTarget() const {
    return m_stack->currentWidget() == m_calendar ? m_calendar->grid() : table();
}

GrowthPage::List GrowthPage::list() const { return static_cast<List>(m_tabs->currentIndex()); }

void GrowthPage::showList(List list) { m_tabs->setCurrentIndex(list); }

void GrowthPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (!m_isLoaded) refresh();
}

void GrowthPage::refresh() {
    loadList();
    updateCounts();
}

template <class Rows>
jobs::JobTicket GrowthPage::read(const QString& what,
                                 std::function<services::Outcome<Rows>(const services::Call&)> work,
                                 std::function<void(Rows)> done) {
    using Outcome = services::Outcome<Rows>;
    return m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Interactive, {.name = what},
        [work = std::move(work)](jobs::JobContext& job) {
            return work(callOf(services::Lane::Interactive, job));
        },
        this, [this, done = std::move(done)](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isCancelled()) return;
            if (outcome.isFailed()) return shown(outcome.failure().text);
            auto rows = std::move(outcome).value();
            if (!rows) return shown(failureText(rows.error(), locale()));
            done(*std::move(rows));
            shown({});
        });
}

void GrowthPage::loadList() {
    m_isLoaded = true;
    auto* growth = &m_workspace.growth;
    const services::PageRequest request{{}, 0, kRowsMax};
    switch (list()) {
    case Forks:
        m_reading = read<std::vector<services::ForkCandidateRow>>(
            tr("Load fork candidates"),
            [=](const services::Call& call) { return rowsOf(growth->scanForks({}, request, call)); },
            [this](auto rows) { m_forks.setRows(std::move(rows)); });
        break;
    case Merges:
        m_reading = read<std::vector<services::MergeCandidateRow>>(
            tr("Load merge candidates"),
            [=](const services::Call& call) { return rowsOf(growth->scanMerges({}, request, call)); },
            [this](auto rows) { m_merges.setRows(std::move(rows)); });
        break;
    case Reinvestments: {
        services::ReinvestmentQuery query;
        query.dueFrom = m_day;
        query.dueUntil = m_workspace.context.clock.today();
        if (m_month->isChecked()) loadCalendar();
        m_reading = read<std::vector<services::ReinvestmentRow>>(
            tr("Load due reinvestments"),
            [=](const services::Call& call) {
                if (!query.dueFrom) return rowsOf(growth->dueReinvestments(query, request, call));
                services::ReinvestmentQuery day = query; // perhaps one to come: nothing is made due
                day.dueUntil = day.dueFrom;
                return rowsOf(growth->reinvestments(day, request, call));
            },
            [this](auto rows) {
                m_reinvestments.setRows(std::move(rows));
                selectWantedRow();
            });
        break;
    }
    case History:
    case ListCount:
        m_reading = read<std::vector<services::GrowthEventRow>>(
            tr("Load the history of growth"),
            [=](const services::Call& call) { return rowsOf(growth->history({}, request, call)); },
            [this](auto rows) { m_events.setRows(std::move(rows)); });
        break;
    }
    updateButtons();
}

void GrowthPage::loadCalendar() {
    services::ReinvestmentQuery query;
    query.dueFrom = m_calendar->firstDay();
    query.dueUntil = m_calendar->lastDay();
    m_readingMonth = read<std::vector<services::ReinvestmentRow>>(
        tr("Load a month of reinvestments"),
        [growth = &m_workspace.growth, query](const services::Call& call)
            -> services::Outcome<std::vector<services::ReinvestmentRow>> {
            std::vector<services::ReinvestmentRow> rows;
            services::PageRequest request{{}, 0, kRowsMax};
            do {
                auto page = growth->reinvestments(query, request, call);
                if (!page) return tl::unexpected(page.error());
                rows.insert(rows.end(), page->rows.begin(), page->rows.end());
                request.after = std::move(page->next);
            } while (request.after && rows.size() < kMonthRowsMax);
            return rows;
        },
        [this](auto rows) { m_calendar->setRows(rows); });
}

void GrowthPage::showCalendar(bool isShown) {
    if (m_month->isChecked() != isShown) return m_month->setChecked(isShown); // comes back here
    if (isShown) loadCalendar();
    updateEmpty();
    updateButtons();
    keyboardTarget()->setFocus();
}

void GrowthPage::showDay(std::optional<domain::Date> day, domain::ReinvestmentId row) {
    m_day = day;
    m_wantedRow = row;
    m_month->setChecked(false);
    loadList();
    table()->setFocus();
}

void GrowthPage::selectWantedRow() {
    if (m_wantedRow.isNone()) return;
    const QAbstractItemModel& model = *table()->model();
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, 0).data(models::IdRole).toLongLong() == m_wantedRow.value()) {
            table()->selectRow(row);
            table()->scrollTo(model.index(row, 0));
        }
    m_wantedRow = {};
}

void GrowthPage::shown(const QString& failure) {
    failure.isEmpty() ? m_banner->clear() : m_banner->showError(failure);
    updateEmpty();
    if (!table()->currentIndex().isValid()) table()->selectRow(0);
    updateButtons();
}

// What is ready, beside the names of the lists and in the navigation.
void GrowthPage::updateCounts() {
    struct Due {
        qint64 forks = 0, merges = 0;
    };
    m_counting = read<Due>(
        tr("Count what is ready"),
        [growth = &m_workspace.growth](const services::Call& call) -> services::Outcome<Due> {
            const services::PageRequest request{{}, 0, kRowsMax};
            const auto forks = growth->scanForks({std::nullopt, true}, request, call);
            if (!forks) return tl::unexpected(forks.error());
            const auto merges = growth->scanMerges({std::nullopt, true}, request, call);
            if (!merges) return tl::unexpected(merges.error());
            return Due{static_cast<qint64>(forks->rows.size()), static_cast<qint64>(merges->rows.size())};
        },
        [this](Due due) {
            const auto title = [](const QString& name, qint64 count) {
                return count == 0 ? name : tr("%1 · %2 ready").arg(name, models::countText(count));
            };
            m_tabs->setTabText(Forks, title(tr("Forks"), due.forks));
            m_tabs->setTabText(Merges, title(tr("Merges"), due.merges));
            emit countChanged(due.forks + due.merges);
        });
}

int GrowthPage::sourceRow() const {
    const QModelIndex index = table()->currentIndex();
    if (!index.isValid()) return -1;
    return static_cast<const QSortFilterProxyModel*>(table()->model())->mapToSource(index).row();
}

GrowthPage::Selected GrowthPage::selected() const {
    const int row = sourceRow();
    using models::fromUtf8;
    if (list() == Forks) {
        if (const auto* found = m_forks.row(row))
            return {found->account, found->family, fromUtf8(found->name), fromUtf8(found->familyName)};
    } else if (list() == Merges) {
        if (const auto* found = m_merges.row(row))
            return {found->branch, found->family, fromUtf8(found->branchName), fromUtf8(found->familyName)};
    } else if (list() == Reinvestments) {
        if (const auto* found = m_reinvestments.row(row))
            return {found->account, found->family, fromUtf8(found->accountName),
                    fromUtf8(found->familyName)};
    } else if (const auto* found = m_events.row(row)) {
        return {found->event.account, found->event.family, fromUtf8(found->accountName),
                fromUtf8(found->familyName)};
    }
    return {};
}

bool GrowthPage::prepareExport(std::function<void(TableSource)> ready) {
    ready(shownRows(*table(), m_tabs->tabText(list()).section(u" · "_s, 0, 0)));
    return true;
}

void GrowthPage::updateButtons() {
    const bool isMonth = list() == Reinvestments && m_month->isChecked();
    const int row = isMonth ? -1 : sourceRow();
    const bool hasRow = row >= 0;
    bool canRun = hasRow;
    switch (list()) {
    case Forks:
        m_run->setText(tr("&Fork…"));
        m_all->setText(tr("Fork &all…"));
        break;
    case Merges:
        m_run->setText(tr("&Merge…"));
        m_all->setText(tr("Merge &all…"));
        break;
    case Reinvestments: {
        m_run->setText(tr("&Reinvest…"));
        m_all->setText(tr("Run &all…"));
        const auto* found = m_reinvestments.row(row);
        canRun = found && (found->state == ReinvestmentState::Scheduled
                           || found->state == ReinvestmentState::Approved
                           || found->state == ReinvestmentState::Failed);
        m_approve->setEnabled(found && found->state == ReinvestmentState::Scheduled);
        m_defer->setEnabled(canRun);
        break;
    }
    case History:
    case ListCount: {
        m_run->setText(tr("Ta&ke back…"));
        const auto* found = m_events.row(row);
        canRun = found && found->event.state == GrowthEventState::Completed
                 && found->event.kind != domain::CommandKind::Reinvest;
        break;
    }
    }
    m_run->setEnabled(canRun);
    const auto* fork = list() == Forks ? m_forks.row(row) : nullptr;
    m_release->setVisible(fork && fork->isHeld);
    m_month->setVisible(list() == Reinvestments);
    m_month->setText(m_month->isChecked() ? tr("&List") : tr("&Calendar"));
    m_dayShown->setVisible(list() == Reinvestments && m_day && !isMonth);
    if (m_day) m_dayShown->setText(tr("%1 ✕").arg(models::dateText(*m_day)));
    m_dayShown->setAccessibleName(tr("Show all days"));
    m_all->setVisible(list() != History);
    m_approve->setVisible(list() == Reinvestments);
    m_defer->setVisible(list() == Reinvestments);
    m_tree->setEnabled(hasRow);
    m_settings->setEnabled(hasRow);
}

void GrowthPage::updateEmpty() {
    if (list() == Reinvestments && m_month->isChecked()) {
        m_stack->setCurrentWidget(m_calendar);
        return;
    }
    if (table()->model()->rowCount() > 0 || !m_banner->text().isEmpty()) {
        m_stack->setCurrentWidget(table());
        return;
    }
    switch (list()) {
    case Forks:
        m_empty->setMessage(tr("No account is on its way to a fork"),
                            tr("A Gen-Acc appears here once its policy lets it fork."));
        break;
    case Merges:
        m_empty->setMessage(tr("No branch can merge yet"),
                            tr("A branch begins with the first account that a fork opens."));
        break;
    case Reinvestments:
        m_empty->setMessage(tr("No reinvestment is due"),
                            tr("Rows appear on the due day of accounts that have earned something."));
        break;
    case History:
    case ListCount:
        m_empty->setMessage(tr("Nothing has forked or merged yet"),
                            tr("Every fork, merge and reinvestment is kept here."));
        break;
    }
    m_stack->setCurrentWidget(m_empty);
}

template <class Dialog, class... Args>
void GrowthPage::open(Args&&... args) {
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    auto* dialog = new Dialog(std::forward<Args>(args)..., m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog = dialog;
    dialog->open();
}

void GrowthPage::runSelected() {
    const Selected row = selected();
    if (row.account.isNone() || !m_run->isEnabled()) return;
    auto& growth = m_workspace.growth;
    switch (list()) {
    case Forks: open<ForkDialog>(m_workspace.context, growth, row.account); break;
    case Merges: open<MergeDialog>(m_workspace.context, growth, row.family, row.account); break;
    case Reinvestments:
        open<ReinvestDialog>(m_workspace.context, growth, row.account, row.accountName,
                             std::optional(m_reinvestments.row(sourceRow())->id));
        break;
    case History:
    case ListCount: {
        const auto& event = m_events.row(sourceRow())->event;
        open<UndoGrowthDialog>(m_workspace.context, growth, event.id,
                               tr("%1 of %2").arg(growthKindWord(event.kind), row.accountName));
        break;
    }
    }
}

void GrowthPage::approveSelected() {
    const auto* row = m_reinvestments.row(sourceRow());
    if (!row || m_approving.isActive()) return;
    using Outcome = services::Outcome<void>;
    m_approving = m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Writes, {.name = tr("Approve a reinvestment")},
        [growth = &m_workspace.growth, id = row->id,
         actor = m_workspace.context.actor](jobs::JobContext& job) {
            return growth->approve(id, actor, callOf(services::Lane::Writes, job));
        },
        this, [this](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isFailed()) return shown(outcome.failure().text);
            if (outcome.isDone() && !outcome.value())
                return shown(failureText(outcome.value().error(), locale()));
            refresh();
        });
}

void GrowthPage::deferSelected() {
    const auto* row = m_reinvestments.row(sourceRow());
    if (!row || !m_defer->isEnabled()) return;
    open<DeferDialog>(m_workspace.context, m_workspace.growth, row->id,
                      models::fromUtf8(row->accountName), row->dueOn);
    if (auto* form = qobject_cast<DeferDialog*>(m_dialog.data()))
        connect(form, &DeferDialog::deferred, this, &GrowthPage::refresh, Qt::UniqueConnection);
}

void GrowthPage::releaseSelected() {
    const auto* selected = list() == Forks ? m_forks.row(sourceRow()) : nullptr;
    if (!selected || !selected->isHeld) return;
    std::vector<HeldAccount> held{{selected->account, models::fromUtf8(selected->name)}};
    for (const auto& row : m_forks.rows())
        if (row.isHeld && row.account != selected->account)
            held.push_back({row.account, models::fromUtf8(row.name)});
    open<ReleaseForksDialog>(m_workspace.context, m_workspace.growth, std::move(held));
    if (auto* form = qobject_cast<ReleaseForksDialog*>(m_dialog.data()))
        connect(form, &ReleaseForksDialog::released, this, &GrowthPage::refresh, Qt::UniqueConnection);
}

void GrowthPage::runAll() {
    const auto what = list() == Forks    ? BulkGrowthDialog::Forks
                      : list() == Merges ? BulkGrowthDialog::Merges
                                         : BulkGrowthDialog::Reinvestments;
    open<BulkGrowthDialog>(m_workspace.context, m_workspace.growth, what);
}

void GrowthPage::showTree() {
    if (const Selected row = selected(); !row.family.isNone())
        open<FamilyTreeDialog>(m_workspace, row.family, row.familyName);
}

void GrowthPage::showSettings() {
    if (const Selected row = selected(); !row.family.isNone())
        open<GrowthSettingsDialog>(m_workspace.context, m_workspace.growth, row.family, row.familyName);
}

void GrowthPage::showWhatIf() { open<WhatIfDialog>(m_workspace.context.runner); }

} // namespace alluse::ui
