#pragma once
// A report as data: titles, typed columns, rows and totals. JSON, CSV, workbook and paper are writers of it.

#include "services/table_file.h"

#include <optional>
#include <string>
#include <vector>

namespace alluse::services {

using Cell = TableCell;

enum class ColumnKind { Text, Date, Money, Count, Share };

struct ReportColumn {
    std::string key;   // of JSON; money gets "Cents" behind it
    std::string title; // for people
    ColumnKind kind = ColumnKind::Text;
    int width = 12; // characters it usually takes; paper shares its width by these
};

struct ReportTable {
    std::string key;
    std::string title;
    std::vector<ReportColumn> columns;
    std::vector<std::vector<Cell>> rows;
    std::vector<Cell> total; // as long as a row, or empty
    std::string emptyText;   // what stands there when there are no rows
};

struct ReportField {
    std::string key;
    std::string title;
    Cell value;
};

struct Report {
    std::string kind;     // "family-statement", names files too
    std::string title;    // "Statement of the Lovelace family"
    std::string subtitle; // the period
    std::vector<ReportField> fields;
    std::vector<ReportTable> tables;
    std::vector<std::string> notes; // whole sentences at the end
};

// As it reads on paper and in previews: "1,234.50", "2026-03-31", "12.3 %".
[[nodiscard]] std::string textOf(const Cell& cell);

} // namespace alluse::services
