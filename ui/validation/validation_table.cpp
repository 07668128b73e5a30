#include "ui/validation/validation_table.h"

#include "ui/widgets/table_dress.h"

#include <QHeaderView>
#include <QTableView>

namespace alluse::ui {

QTableView* makeTable(QAbstractItemModel& model, const QString& objectName, const QString& accessibleName, QWidget* parent) {
    constexpr int kFirstWidth = 210, kWideWidth = 190, kOtherWidth = 104;
    auto* table = new QTableView(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    dressTable(*table);
    table->setModel(&model);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->horizontalHeader()->setStretchLastSection(true);
    for (int column = 0; column < model.columnCount(); ++column)
        table->setColumnWidth(column, column == 0 ? kFirstWidth : column == 4 ? kWideWidth : kOtherWidth);
    return table;
}

models::Tone toneOfVerdict(const QString& verdict) {
    if (verdict == QStringLiteral("PASS")) return models::Tone::Positive;
    if (verdict == QStringLiteral("FAIL")) return models::Tone::Critical;
    return verdict.isEmpty() ? models::Tone::Muted : models::Tone::Warning;
}

} // namespace alluse::ui
