#include "ui/widgets/table_dress.h"

#include "ui/common/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/table_header.h"

#include <QTableView>

namespace alluse::ui {

void dressTable(QTableView& table) {
    table.setHorizontalHeader(new TableHeader(&table));
    table.setItemDelegate(new CellDelegate(&table));
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    QHeaderView* rows = table.verticalHeader();
    rows->hide();
    rows->setMinimumSectionSize(metric::kRow);
    rows->setDefaultSectionSize(metric::kRow);
}

} // namespace alluse::ui
