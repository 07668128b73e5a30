#pragma once
// A small complete table as something to export: its rows as sorted, its columns as arranged.

#include "ui/common/table_source.h"

class QTableView;

namespace alluse::ui {

[[nodiscard]] TableSource shownRows(const QTableView& table, const QString& title);

} // namespace alluse::ui
