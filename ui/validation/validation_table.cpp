#include "ui/validation/validation_table.h"

#include "ui/common/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/table_header.h"

#include <QHeaderView>
#include <QTableView>

namespace alluse::ui {

QTableView* makeTable(QAbstractItemModel& model, const QString& objectName, const QString& accessibleName, QWidget* parent) {
    constexpr int kFirstWidth = 210, kWideWidth = 190, kOtherWidth = 104;
    auto* table = new QTableView(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    table->setHorizontalHeader(new TableHeader(table));
    table->setModel(&model);
    table->setItemDelegate(new CellDelegate(table));
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(metric::kRow);
    table->verticalHeader()->setMinimumSectionSize(metric::kRow);
    QHeaderView* header = table->horizontalHeader();
    header->setFixedHeight(metric::kHeader);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
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
