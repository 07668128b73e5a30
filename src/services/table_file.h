#pragma once
// A table on its way into a file: typed cells, row by row. What the window shows and the exchange
// room writes meet here.

#include "domain/calendar.h"
#include "domain/money.h"
#include "domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>

namespace alluse::services {

// Empty, text, a count or id, an amount, a day, a moment, a share (0 to 1).
using TableCell = std::variant<std::monostate, std::string, std::int64_t, domain::Money, domain::Date,
                               domain::Timestamp, double>;

// Used by one thread. Without commit() there is no file.
class TableFile {
public:
    virtual ~TableFile() = default;
    virtual void header(std::span<const std::string> titles) = 0; // first, once
    // Another table below or beside it: a sheet of its own, where the format has sheets.
    virtual void sheet(const std::string& title, std::span<const std::string> titles) = 0;
    virtual void row(std::span<const TableCell> cells) = 0;
    // Or one sentence that says why there can be no such file.
    [[nodiscard]] virtual domain::Result<void, std::string> commit() = 0;
};

// `title` names the sheet, where the format has one; the ending of the path chooses the format.
using TableFileMaker = std::function<domain::Result<std::unique_ptr<TableFile>, std::string>(
    const std::string& path, const std::string& title)>;

} // namespace alluse::services
