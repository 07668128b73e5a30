#pragma once
// Writes accounts, families and the ledger out as CSV, JSON or typed cells, page by page, in bounded
// memory.

#include "services/growth_rows.h"
#include "services/ports/read_port.h"
#include "services/table_file.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace alluse::exchange {

enum class TableFormat { Csv, Json };
[[nodiscard]] std::optional<TableFormat> parseTableFormat(std::string_view word); // "csv", "json"

struct TableExport {
    TableFormat format = TableFormat::Csv;
    std::function<void(std::string_view)> write;    // gets the file piece by piece
    std::function<void(std::int64_t)> onProgress{}; // rows so far, after each page
    services::TableFile* table = nullptr; // gets typed cells instead of `write`; the caller commits it
};

// How many rows were written. JSON is one object: {"accounts":[…]}, {"families":[…]},
// {"postings":[…]}; CSV has a header and amounts in dollars with two decimals.
[[nodiscard]] services::Outcome<std::int64_t>
exportAccounts(services::AccountReads& reads, const services::AccountQuery& query,
               const TableExport& target, const services::Call& call);
[[nodiscard]] services::Outcome<std::int64_t>
exportFamilies(services::FamilyReads& reads, const services::FamilyQuery& query,
               const TableExport& target, const services::Call& call);
[[nodiscard]] services::Outcome<std::int64_t>
exportLedger(services::LedgerReads& reads, const services::LedgerQuery& query,
             const TableExport& target, const services::Call& call);

// A family tree as one table, a row for each account in ascending id.
[[nodiscard]] std::string familyTreeCsv(const services::FamilyTree& tree);

} // namespace alluse::exchange
