#include "models/paged_table_model.h"

#include <algorithm>
#include <limits>

namespace alluse::models {

PagedTableModel::PagedTableModel(QObject* parent) : QAbstractTableModel(parent) {
    // One turn of the event loop gathers the wishes of a whole paint.
    m_wantedTimer.setSingleShot(true);
    m_wantedTimer.setInterval(0);
    connect(&m_wantedTimer, &QTimer::timeout, this, &PagedTableModel::emitWanted);
}

int PagedTableModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return static_cast<int>(std::min<qint64>(m_rows, std::numeric_limits<int>::max()));
}

std::optional<services::PageRequest> PagedTableModel::requestFor(int page) const {
    services::PageRequest request;
    request.limit = kPageRows;
    const qint64 first = qint64(page) * kPageRows;
    if (first == 0) return request;
    if (!m_index || m_index->stride <= 0) return std::nullopt;
    const qint64 anchor = first / m_index->stride; // rows up to anchor * stride lie before it
    if (anchor > static_cast<qint64>(m_index->anchors.size())) return std::nullopt;
    if (anchor > 0) request.after = m_index->anchors[static_cast<std::size_t>(anchor - 1)];
    request.skip = static_cast<int>(first - anchor * m_index->stride);
    return request;
}

void PagedTableModel::setIndex(quint64 asked, services::ListIndex index) {
    if (asked != m_generation) return;
    if (m_isReplacing) {
        m_heldIndex = std::move(index);
        return;
    }
    const qint64 total = index.total;
    m_index = std::move(index);
    if (total < m_rows) shrinkTo(total);
    growTo(total, Count::Exact);
}

void PagedTableModel::pageDropped(quint64 asked, int page) {
    if (asked == m_generation) m_underway.erase(page);
}

void PagedTableModel::restart() {
    ++m_generation;
    m_countState = Count::Unknown;
    m_index.reset();
    m_heldIndex.reset();
    m_wanted.clear();
    m_underway.clear();
    m_isReplacing = true;
    if (m_rows == 0) finishReplacing(); // there is nothing to keep
    emit replaced();
    want(0);
    emit indexWanted(m_generation);
}

void PagedTableModel::finishReplacing() {
    if (!m_isReplacing) return;
    beginResetModel();
    m_isReplacing = false;
    m_rows = 0;
    clearPages();
    endResetModel();
}

void PagedTableModel::takeHeldIndex() {
    if (m_heldIndex) setIndex(m_generation, *std::exchange(m_heldIndex, std::nullopt));
}

void PagedTableModel::refresh() {
    ++m_generation;
    m_underway.clear();
    markStale();
    if (m_isReplacing)
        want(0);
    else if (m_rows > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    else
        want(0);
    emit indexWanted(m_generation);
}

QString PagedTableModel::rowText(int row, const QList<int>& columns) const {
    QStringList cells;
    for (const int column : columns) cells << data(index(row, column), Qt::DisplayRole).toString();
    return cells.join(QLatin1Char('\t'));
}

void PagedTableModel::want(int page) const {
    if (m_underway.contains(page) || (m_isReplacing && page != 0)) return;
    m_wanted.remove(page);
    m_wanted.push_front(page);
    while (m_wanted.size() > kPagesWantedMax) m_wanted.pop_back();
    if (!m_wantedTimer.isActive()) m_wantedTimer.start();
}

void PagedTableModel::emitWanted() {
    const auto wanted = std::exchange(m_wanted, {});
    for (const int page : wanted) {
        if (!requestFor(page)) continue; // asked again by the paint that follows the index
        m_underway.insert(page);
        emit pageWanted(page, m_generation);
    }
}

void PagedTableModel::pageArrived(int page, int firstChanged, int lastChanged) {
    m_underway.erase(page);
    const int last = std::min(lastChanged, rowCount() - 1);
    if (firstChanged <= last)
        emit dataChanged(index(firstChanged, 0), index(last, columnCount() - 1));
}

void PagedTableModel::growTo(qint64 rows, Count state) {
    if (rows > m_rows) {
        beginInsertRows({}, static_cast<int>(m_rows), static_cast<int>(rows) - 1);
        m_rows = rows;
        endInsertRows();
    }
    m_countState = state;
    emit countChanged();
}

void PagedTableModel::shrinkTo(qint64 rows) {
    beginRemoveRows({}, static_cast<int>(rows), static_cast<int>(m_rows) - 1);
    m_rows = rows;
    endRemoveRows();
}

} // namespace alluse::models
