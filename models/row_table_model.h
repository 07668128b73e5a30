#pragma once
// A small complete list as a table: each column says how a row reads, sorts and is drawn. For lists
// of some thousand rows at most; longer ones are paged. GUI thread only.

#include "models/model_roles.h"

#include <QAbstractTableModel>
#include <QString>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace alluse::models {

template <class Row>
struct RowColumn {
    using Text = std::function<QString(const Row&)>;
    using Value = std::function<QVariant(const Row&)>;

    // A constructor, because GCC 12 crashes on default member initializers of functions here.
    RowColumn(QString columnTitle, CellKind cellKind, Text cellText, Value sortValue = nullptr,
              std::function<Tone(const Row&)> cellTone = nullptr,
              std::function<double(const Row&)> meterShare = nullptr,
              std::function<int(const Row&)> typeOfAccount = nullptr)
        : title(std::move(columnTitle)), kind(cellKind), text(std::move(cellText)),
          sort(std::move(sortValue)), tone(std::move(cellTone)), share(std::move(meterShare)),
          accountType(std::move(typeOfAccount)) {}

    QString title;
    CellKind kind;
    Text text;
    Value sort; // raw value; the text when empty
    std::function<Tone(const Row&)> tone;
    std::function<double(const Row&)> share;    // of a meter
    std::function<int(const Row&)> accountType; // of an account cell
};

template <class Row>
class RowTableModel : public QAbstractTableModel {
public:
    RowTableModel(std::vector<RowColumn<Row>> columns, std::function<qint64(const Row&)> id,
                  QObject* parent = nullptr)
        : QAbstractTableModel(parent), m_columns(std::move(columns)), m_id(std::move(id)) {}

    // The same rows in the same order change in place, so that selection and scrolling stay.
    void setRows(std::vector<Row> rows) {
        const bool isSame = rows.size() == m_rows.size()
                            && std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                          [this](const Row& a, const Row& b) { return m_id(a) == m_id(b); });
        if (!isSame) beginResetModel();
        m_rows = std::move(rows);
        if (!isSame)
            endResetModel();
        else if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] const Row* row(int index) const {
        return index >= 0 && index < rowCount() ? &m_rows[static_cast<std::size_t>(index)] : nullptr;
    }

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
        const Row& row = m_rows[static_cast<std::size_t>(index.row())];
        const RowColumn<Row>& column = m_columns[static_cast<std::size_t>(index.column())];
        switch (role) {
        case Qt::DisplayRole: return column.text(row);
        case Qt::TextAlignmentRole: return alignment(column.kind);
        case IdRole: return m_id(row);
        case SortRole: return column.sort ? column.sort(row) : QVariant(column.text(row));
        case CellKindRole: return static_cast<int>(column.kind);
        case ToneRole: return static_cast<int>(column.tone ? column.tone(row) : Tone::Neutral);
        case ShareRole: return column.share ? QVariant(column.share(row)) : QVariant();
        case AccountTypeRole: return column.accountType ? QVariant(column.accountType(row)) : QVariant();
        default: return {};
        }
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
        const RowColumn<Row>& column = m_columns[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole) return column.title;
        if (role == Qt::TextAlignmentRole) return alignment(column.kind);
        return {};
    }

private:
    [[nodiscard]] static int alignment(CellKind kind) {
        const bool isRight = kind == CellKind::Money || kind == CellKind::Number;
        return int(Qt::AlignVCenter | (isRight ? Qt::AlignRight : Qt::AlignLeft));
    }

    std::vector<RowColumn<Row>> m_columns;
    std::function<qint64(const Row&)> m_id;
    std::vector<Row> m_rows;
};

} // namespace alluse::models
