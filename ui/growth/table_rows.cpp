#include "ui/growth/table_rows.h"

#include "models/model_roles.h"

#include <QAbstractItemModel>
#include <QHeaderView>
#include <QTableView>

namespace alluse::ui {
namespace {

// Amounts, counts and shares keep their type; what else is shown is text.
services::TableCell cellOf(const QModelIndex& index) {
    const QVariant value = index.data(models::SortRole);
    switch (static_cast<models::CellKind>(index.data(models::CellKindRole).toInt())) {
    case models::CellKind::Money:
        if (const auto amount = domain::Money::create(value.toLongLong())) return *amount;
        break;
    case models::CellKind::Number: return static_cast<std::int64_t>(value.toLongLong());
    case models::CellKind::Meter: return value.toDouble();
    case models::CellKind::Text:
    case models::CellKind::Muted:
    case models::CellKind::Account:
    case models::CellKind::Chip: break;
    }
    const std::string text = index.data(Qt::DisplayRole).toString().toStdString();
    if (const auto date = domain::Date::parse(text)) return *date;
    return text;
}

} // namespace

TableSource shownRows(const QTableView& table, const QString& title) {
    TableSource source;
    source.title = title;
    const QAbstractItemModel& model = *table.model();
    std::vector<int> columns;
    for (int visual = 0; visual < table.horizontalHeader()->count(); ++visual)
        if (const int column = table.horizontalHeader()->logicalIndex(visual); !table.isColumnHidden(column))
            columns.push_back(column);
    for (const int column : columns)
        source.columns.push_back(model.headerData(column, Qt::Horizontal).toString().toStdString());
    std::vector<std::vector<services::TableCell>> rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        auto& cells = rows.emplace_back();
        for (const int column : columns) cells.push_back(cellOf(model.index(row, column)));
    }
    source.allCount = model.rowCount();
    source.all = heldRows(std::move(rows));
    return source;
}

} // namespace alluse::ui
