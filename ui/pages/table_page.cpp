#include "ui/pages/table_page.h"

#include "models/model_roles.h"
#include "models/paged_table_model.h"
#include "models/text_format.h"
#include "ui/common/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace alluse::ui {
namespace {

// Long enough that a word costs one query, short enough to feel instant.
constexpr int kSearchDelayMs = 120;
constexpr int kCopyRowsMax = 10'000;

} // namespace

TablePage::TablePage(const QString& name, models::PagedTableModel& model, QWidget* parent)
    : QWidget(parent), m_name(name), m_model(model), m_area(new QWidget(this)),
      m_strip(new QHBoxLayout), m_banner(new Banner(this)), m_stack(new QStackedWidget(this)),
      m_table(new QTableView(this)), m_empty(new EmptyState(this)), m_searchTimer(new QTimer(this)) {
    setObjectName(name + QStringLiteral("Page"));
    auto* layout = new QVBoxLayout(m_area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_strip->setContentsMargins(metric::kGap, metric::kStep, metric::kGap, metric::kStep);
    m_strip->setSpacing(metric::kSpace);
    layout->addLayout(m_strip);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_searchTimer->setSingleShot(true);
    m_searchTimer->setInterval(kSearchDelayMs);
    connect(m_searchTimer, &QTimer::timeout, this, [this] { searchChanged(m_searchText); });
    connect(m_banner, &Banner::retryRequested, this, &TablePage::refresh);
}

void TablePage::initialise() {
    buildTable();
    resetTable();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TablePage::selectionTextChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { emit currentIdChanged(currentId()); });
    connect(&m_model, &models::PagedTableModel::dataChanged, this, [this] {
        emit selectionTextChanged();
        emit currentIdChanged(currentId());
    });
    connect(&m_model, &models::PagedTableModel::countChanged, this, [this] {
        updateEmpty();
        emit countChanged(m_model.total());
    });
    updateEmpty();
}

void TablePage::buildTable() {
    m_table->setObjectName(m_name + QStringLiteral("Table"));
    m_table->setAccessibleName(m_name);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(metric::kRow);
    m_table->verticalHeader()->setDefaultSectionSize(metric::kRow);
    QHeaderView* header = m_table->horizontalHeader();
    header->setFixedHeight(metric::kHeader);
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::sectionClicked, this, &TablePage::sectionClicked);
    connect(header, &QHeaderView::customContextMenuRequested, this,
            [this] { showColumnChooser(m_table->horizontalHeader()); });
    connect(m_table, &QTableView::doubleClicked, this, [this] { emit activated(currentId()); });
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint& position) {
        emit contextMenuWanted(m_table->viewport()->mapToGlobal(position));
    });
    m_table->installEventFilter(this);
}

void TablePage::resetTable() {
    QHeaderView* header = m_table->horizontalHeader();
    const QList<int> hidden = columnsHiddenAtFirst();
    for (int column = 0; column < m_model.columnCount(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        m_table->setColumnHidden(column, hidden.contains(column));
        m_table->setColumnWidth(column, columnWidth(column));
    }
}

QByteArray TablePage::tableState() const {
    return m_table->horizontalHeader()->saveState();
}

void TablePage::restoreTable(const QByteArray& state) {
    QHeaderView* header = m_table->horizontalHeader();
    if (state.isEmpty() || !header->restoreState(state)) return;
    // The saved state carries a sort mark; the order shown is that of the query in force.
    setSortShown(m_sortColumn, m_isDescending);
    header->setFixedHeight(metric::kHeader);
}

void TablePage::setSearchText(const QString& text) {
    if (text == m_searchText) return;
    m_searchText = text;
    m_searchTimer->start();
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

QList<qint64> TablePage::selectedIds(int countMax) const {
    QList<qint64> ids;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && ids.size() < countMax; ++row)
            if (m_model.isLoaded(row)) ids << m_model.index(row, 0).data(models::IdRole).toLongLong();
    }
    return ids;
}

QString TablePage::selectionText() const {
    qint64 rows = 0;
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) rows += range.height();
    if (rows == 0) return {};
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

void TablePage::copySelection() const {
    QList<int> columns;
    const QHeaderView* header = m_table->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!m_table->isColumnHidden(column)) columns << column;
    }
    QStringList names;
    for (const int column : columns)
        names << m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QStringList lines{names.join(QLatin1Char('\t'))};
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom() && lines.size() <= kCopyRowsMax; ++row)
            if (m_model.isLoaded(row)) lines << m_model.rowText(row, columns);
    if (lines.size() > 1) QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void TablePage::showError(const QString& text) {
    text.isEmpty() ? m_banner->clear() : m_banner->showError(text);
    updateEmpty();
}

void TablePage::refresh() {
    m_model.refresh();
}

void TablePage::showColumnChooser(QWidget* at) {
    auto* menu = new QMenu(at);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        QAction* action = menu->addAction(
            m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        action->setEnabled(column != 0); // what a row is about stays
        connect(action, &QAction::toggled, this,
                [this, column](bool isShown) { m_table->setColumnHidden(column, !isShown); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Reset columns")), &QAction::triggered, this,
            &TablePage::resetTable);
    menu->popup(at->mapToGlobal(QPoint(0, at->height())));
}

void TablePage::updateEmpty() {
    const bool isEmpty = m_model.countState() == models::PagedTableModel::Count::Exact
                         && m_model.total() == 0 && m_banner->isHidden();
    if (isEmpty) describeEmpty(*m_empty);
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_table);
}

bool TablePage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && currentId() != 0) {
            emit activated(currentId());
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copySelection();
            return true;
        }
        if (key->key() == Qt::Key_Menu
            || (key->key() == Qt::Key_F10 && key->modifiers() == Qt::ShiftModifier)) {
            const QRect row = m_table->visualRect(m_table->currentIndex());
            emit contextMenuWanted(m_table->viewport()->mapToGlobal(row.bottomLeft()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace alluse::ui
