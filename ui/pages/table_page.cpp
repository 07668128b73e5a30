#include "ui/pages/table_page.h"

#include "models/model_roles.h"
#include "models/paged_table_model.h"
#include "models/text_format.h"
#include "services/outcome.h"
#include "ui/common/theme.h"
#include "ui/dialogs/refusal_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/row_actions.h"
#include "ui/widgets/table_dress.h"

#include <QApplication>
#include <QClipboard>
#include <QDataStream>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace alluse::ui {
namespace {

// A key searches at once; those that come while an answer is under way share one query, this late.
constexpr int kSearchPauseMs = 60;

} // namespace

TablePage::TablePage(const QString& name, models::PagedTableModel& model, QWidget* parent)
    : Page(name, parent), m_model(model), m_area(new QWidget(this)),
      m_chips(new ChipBar(this)), m_banner(new Banner(this)), m_stack(new QStackedWidget(this)),
      m_table(new QTableView(this)), m_empty(new EmptyState(this)), m_searchTimer(new QTimer(this)) {
    auto* layout = new QVBoxLayout(m_area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_chips);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    m_chips->setContentsMargins(kCellPad, metric::kStep, kCellPad, metric::kStep);
    m_chips->hide();
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_searchTimer->setSingleShot(true);
    m_searchTimer->setInterval(kSearchPauseMs);
    connect(m_searchTimer, &QTimer::timeout, this, [this] {
        if (m_isSearchPending) startSearch();
    });
    connect(m_banner, &Banner::retryRequested, this, &TablePage::refresh);
}

QWidget* TablePage::keyboardTarget() const { return m_table; }

void TablePage::initialise() {
    buildTable();
    resetTable();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TablePage::selectionTextChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { emit currentIdChanged(currentId()); });
    connect(&m_model, &models::PagedTableModel::dataChanged, this, [this] {
        selectFirstWhenHere();
        runWhenHere();
        emit selectionTextChanged();
        emit currentIdChanged(currentId());
    });
    connect(&m_model, &models::PagedTableModel::countChanged, this, &TablePage::updateCount);
    updateEmpty();
}

void TablePage::buildTable() {
    m_table->setObjectName(pageName() + QStringLiteral("Table"));
    dressTable(*m_table);
    // The table switched it off while it took the header over.
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setCornerButtonEnabled(false);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalScrollBar()->setSingleStep(metric::kRow);
    QHeaderView* header = m_table->horizontalHeader();
    connect(header, &QHeaderView::sectionClicked, this, &TablePage::sectionClicked);
    connect(header, &QHeaderView::customContextMenuRequested, this,
            [this] { showColumnChooser(m_table->horizontalHeader()); });
    connect(header, &QHeaderView::sectionResized, this, [this](int, int before, int now) {
        // Hiding and showing are no wish for a width.
        if (!m_isStretching && before > 0 && now > 0) m_areWidthsOwn = true;
    });
    connect(m_table, &QTableView::doubleClicked, this, [this] { emit activated(currentId()); });
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint& position) {
        emit contextMenuWanted(m_table->viewport()->mapToGlobal(position));
    });
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
}

void TablePage::setRowActions(const QList<QAction*>& actions) {
    auto* hovering = new RowActions(m_table, actions);
    connect(hovering, &RowActions::rowChanged, this, [this](int row) {
        static_cast<CellDelegate*>(m_table->itemDelegate())->setHoveredRow(row);
        m_table->viewport()->update();
    });
}

void TablePage::resetTable() {
    QHeaderView* header = m_table->horizontalHeader();
    const QList<int> hidden = columnsHiddenAtFirst();
    m_areWidthsOwn = false;
    m_isStretching = true;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        m_table->setColumnHidden(column, hidden.contains(column));
        m_table->setColumnWidth(column, columnWidth(column));
    }
    m_isStretching = false;
    stretchColumns();
}

void TablePage::stretchColumns() {
    if (m_areWidthsOwn) return;
    QList<int> wide;
    int used = 0;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (m_table->isColumnHidden(column)) continue;
        used += columnWidth(column);
        if (columnsStretched().contains(column)) wide << column;
    }
    const int spare = std::max(0, m_table->viewport()->width() - used);
    m_isStretching = true;
    for (const int column : wide)
        m_table->setColumnWidth(column,
                                columnWidth(column) + spare / static_cast<int>(wide.size()));
    m_isStretching = false;
}

QByteArray TablePage::tableState() const {
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << m_areWidthsOwn << m_sortColumn << m_isDescending
        << m_table->horizontalHeader()->saveState();
    return state;
}

void TablePage::restoreTable(const QByteArray& state) {
    QDataStream in(state);
    bool areWidthsOwn = false;
    bool isDescending = false;
    int sortColumn = 0;
    QByteArray columns;
    in >> areWidthsOwn >> sortColumn >> isDescending >> columns;
    if (in.status() != QDataStream::Ok || sortColumn < 0 || sortColumn >= m_model.columnCount())
        return;
    QHeaderView* header = m_table->horizontalHeader();
    m_isStretching = true;
    const bool isRestored = header->restoreState(columns);
    m_isStretching = false;
    header->setFixedHeight(metric::kHeader);
    setSortShown(m_sortColumn, m_isDescending);
    if (!isRestored) return;
    m_areWidthsOwn = areWidthsOwn;
    stretchColumns();
    const QVariant key = m_model.headerData(sortColumn, Qt::Horizontal, models::SortKeyRole);
    if (!key.isValid() || (sortColumn == m_sortColumn && isDescending == m_isDescending)) return;
    setSortShown(sortColumn, isDescending);
    sortRequested(key.toInt(), isDescending);
}

void TablePage::load() {
    if (m_isLoaded) return;
    m_isLoaded = true;
    searchChanged(m_searchText);
}

void TablePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_isStale) refresh();
}

void TablePage::setSearchText(const QString& text) {
    if (text == m_searchText) return;
    m_searchText = text;
    m_isSearchPending = true;
    if (!m_searchTimer->isActive() || !isAnswerUnderWay()) startSearch();
}

void TablePage::startSearch() {
    m_isSearchPending = false;
    m_searchTimer->start();
    searchChanged(m_searchText);
    // The best match is shown at once, without a second step.
    m_isFirstWanted = !m_searchText.trimmed().isEmpty();
}

void TablePage::acceptSearch() {
    if (m_isSearchPending) startSearch();
    m_isFirstWanted = true;
    selectFirstWhenHere();
    m_table->setFocus();
}

void TablePage::selectFirstWhenHere() {
    if (!m_isFirstWanted || m_model.isReplacing() || !m_model.isLoaded(0)) return;
    m_isFirstWanted = false;
    if (!m_table->selectionModel()->hasSelection()) m_table->selectRow(0);
}

bool TablePage::isSearching() const {
    return m_isSearchPending || isAnswerUnderWay();
}

bool TablePage::isAnswerUnderWay() const {
    // A list that was empty has no old rows to keep: it only does not know its count.
    return m_isLoaded && (m_model.isReplacing()
                          || m_model.countState() == models::PagedTableModel::Count::Unknown);
}

bool TablePage::isFiltered() const {
    return !m_searchText.trimmed().isEmpty() || !m_chips->texts().isEmpty();
}

void TablePage::setChips(const QList<ChipBar::Chip>& chips) {
    m_chips->setChips(chips);
    m_chips->setVisible(!chips.isEmpty());
}

void TablePage::sectionClicked(int section) {
    const QVariant key = m_model.headerData(section, Qt::Horizontal, models::SortKeyRole);
    QHeaderView* header = m_table->horizontalHeader();
    if (!key.isValid()) { // not an order that SQL offers: the mark goes back
        header->setSortIndicator(m_sortColumn, m_isDescending ? Qt::DescendingOrder
                                                              : Qt::AscendingOrder);
        return;
    }
    // QHeaderView has already turned its own mark over by the time it tells us.
    m_sortColumn = section;
    m_isDescending = header->sortIndicatorOrder() == Qt::DescendingOrder;
    sortRequested(key.toInt(), m_isDescending);
}

void TablePage::setSortShown(int column, bool descending) {
    m_sortColumn = column;
    m_isDescending = descending;
    m_table->horizontalHeader()->setSortIndicator(
        column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

qint64 TablePage::currentId() const {
    return m_table->currentIndex().data(models::IdRole).toLongLong();
}

QList<int> TablePage::selectedRows(int countMax) const {
    QList<int> rows;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom() && rows.size() < countMax; ++row)
            rows << row;
    std::ranges::sort(rows);
    return rows;
}

QList<qint64> TablePage::selectedIds(int countMax) const {
    QList<qint64> ids;
    for (const int row : selectedRows(countMax))
        if (m_model.isLoaded(row)) ids << m_model.index(row, 0).data(models::IdRole).toLongLong();
    return ids;
}

QString TablePage::selectionText() const {
    const qint64 rows = selectedCount();
    const QItemSelection selection = m_table->selectionModel()->selection();
    if (rows == 0) {
        if (!isFiltered() || m_totalUnfiltered < 0) return {};
        return tr("%1 of %2").arg(models::countText(m_model.total()),
                                  models::countText(m_totalUnfiltered));
    }
    const QString count = tr("Selected %1").arg(models::countText(rows));
    if (rows > kSelectionSummedMax) return count;
    qint64 cents = 0;
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            // A sum that leaves rows out would be wrong: rather none.
            if (!m_model.isLoaded(row)) return count;
            cents += m_model.index(row, totalColumn()).data(models::SortRole).toLongLong();
        }
    }
    const auto total = domain::Money::create(cents);
    return total ? tr("%1 · %2").arg(count, models::moneyText(*total)) : count;
}

qint64 TablePage::selectedCount() const {
    qint64 rows = 0;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        rows += range.height();
    return rows;
}

QList<int> TablePage::shownColumns() const {
    QList<int> columns;
    const QHeaderView* header = m_table->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!m_table->isColumnHidden(column)) columns << column;
    }
    return columns;
}

void TablePage::copySelection() {
    const qint64 rows = selectedCount();
    if (rows == 0) return;
    if (rows > kCopyRowsMax) {
        emit told(tr("At most %1 rows can be copied at once; %2 are selected.")
                      .arg(models::countText(kCopyRowsMax), models::countText(rows)));
        return;
    }
    withSelectedRows([this](const QList<int>& here) { copyRows(here); });
}

void TablePage::withSelectedRows(std::function<void(const QList<int>&)> run) {
    m_whenHere = std::move(run);
    runWhenHere();
}

void TablePage::runWhenHere() {
    if (!m_whenHere) return;
    const QList<int> rows = selectedRows(kCopyRowsMax);
    for (const int row : rows)
        if (!m_model.isLoaded(row)) {
            m_model.index(row, 0).data(Qt::DisplayRole); // asks for its page; the rest follows it
            emit told(tr("Fetching %1 rows…").arg(models::countText(rows.size())));
            return;
        }
    std::exchange(m_whenHere, nullptr)(rows);
}

void TablePage::copyRows(const QList<int>& rows) {
    if (rows.isEmpty()) return;
    const QList<int> columns = shownColumns();
    QStringList names;
    for (const int column : columns)
        names << m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QStringList lines{names.join(QLatin1Char('\t'))};
    for (const int row : rows) lines << m_model.rowText(row, columns);
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    emit told(tr("Copied %n row(s).", "", static_cast<int>(rows.size())));
}

bool TablePage::prepareExport(std::function<void(TableSource)> ready) {
    const qint64 selected = selectedCount();
    const auto give = [this, selected, ready = std::move(ready)](const QList<int>& rows) {
        TableSource source;
        source.title = m_table->accessibleName();
        const QList<int> columns = shownColumns();
        for (const int column : columns)
            source.columns.push_back(
                m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toStdString());
        source.all = allRows({columns.begin(), columns.end()});
        if (m_model.countState() == models::PagedTableModel::Count::Exact) source.allCount = m_model.total();
        if (!rows.isEmpty() && rows.size() == selected) {
            std::vector<std::vector<services::TableCell>> held;
            held.reserve(static_cast<std::size_t>(rows.size()));
            for (const int row : rows) {
                auto& cells = held.emplace_back();
                for (const int column : columns) cells.push_back(cell(row, column));
            }
            source.selected = heldRows(std::move(held));
            source.selectedCount = selected;
        }
        ready(std::move(source));
    };
    // A selection that cannot be held is not offered; the whole list is.
    selected > kCopyRowsMax ? give({}) : withSelectedRows(give);
    return true;
}

void TablePage::showFailure(const services::Failure& failure) {
    using services::FailureKind;
    m_whenHere = nullptr;
    if (failure.kind == FailureKind::Unavailable || failure.kind == FailureKind::Busy)
        m_banner->showWaiting(failure.kind == FailureKind::Busy
                                  ? failureText(failure, locale())
                                  : tr("The database cannot be reached. What is shown may be out of "
                                       "date; what you have typed is kept."));
    else
        m_banner->showError(failureText(failure, locale()));
    emit reachableChanged(failure.kind != FailureKind::Unavailable);
    updateEmpty();
}

void TablePage::showWorking() {
    if (m_banner->isHidden()) return;
    m_banner->clear();
    emit reachableChanged(true);
    updateEmpty();
}

void TablePage::refresh() {
    // A page that nobody sees asks when it is shown again, however often the book changes.
    m_isStale = !isVisible();
    if (m_isLoaded && !m_isStale) m_model.refresh();
}

void TablePage::showColumnChooser(QWidget* at) {
    auto* menu = new QMenu(at);
    menu->setObjectName(QStringLiteral("columnMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        QAction* action = menu->addAction(
            m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        action->setEnabled(column != 0); // what a row is about stays
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            m_table->setColumnHidden(column, !isShown);
            stretchColumns();
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Reset columns")), &QAction::triggered, this,
            &TablePage::resetTable);
    menu->popup(at->mapToGlobal(QPoint(0, at->height())));
}

void TablePage::updateCount() {
    updateEmpty();
    selectFirstWhenHere();
    if (!isFiltered() && m_model.countState() == models::PagedTableModel::Count::Exact) {
        m_totalUnfiltered = m_model.total();
        emit countChanged(m_totalUnfiltered);
    }
    emit selectionTextChanged();
}

void TablePage::updateEmpty() {
    // Nothing is known yet: what is shown stays.
    if (m_model.countState() == models::PagedTableModel::Count::Unknown && m_banner->isHidden())
        return;
    const bool isEmpty = m_model.countState() == models::PagedTableModel::Count::Exact
                         && m_model.total() == 0 && m_banner->isHidden();
    if (isEmpty) describeEmpty(*m_empty);
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_table);
}

bool TablePage::handleKey(int key, Qt::KeyboardModifiers modifiers) {
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && currentId() != 0) {
        emit activated(currentId());
        return true;
    }
    if (key == Qt::Key_Menu || (key == Qt::Key_F10 && modifiers == Qt::ShiftModifier)) {
        const QRect row = m_table->visualRect(m_table->currentIndex());
        emit contextMenuWanted(m_table->viewport()->mapToGlobal(row.bottomLeft()));
        return true;
    }
    return false;
}

bool TablePage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) stretchColumns();
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy)) {
            copySelection();
            return true;
        }
        if (handleKey(key->key(), key->modifiers())) return true;
    }
    return Page::eventFilter(watched, event);
}

} // namespace alluse::ui
