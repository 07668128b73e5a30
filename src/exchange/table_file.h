#pragma once
// Tables as files of a spreadsheet: comma-separated text, or a workbook with typed cells.

#include "services/table_file.h"

namespace alluse::exchange {

// "….xlsx" is a workbook, everything else comma-separated text.
[[nodiscard]] domain::Result<std::unique_ptr<services::TableFile>, std::string>
createTableFile(const std::string& path, const std::string& title);

// A workbook of one sheet, or of more when the rows are more than one can hold. Bounded memory.
[[nodiscard]] domain::Result<std::unique_ptr<services::TableFile>, std::string>
createWorkbook(const std::string& path, const std::string& title);

} // namespace alluse::exchange
