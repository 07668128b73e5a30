#include "exchange/table_export.h"

#include "exchange/csv_writer.h"
#include "exchange/row_json.h"

#include <initializer_list>

namespace alluse::exchange {

using services::AccountRow;
using services::Call;
using services::FamilyRow;
using services::Outcome;
using services::PostingRow;

namespace {

using Words = std::initializer_list<std::string_view>;

// The same face as CsvWriter's, for typed cells.
class CellRow {
public:
    CellRow& text(std::string_view value) { return add(std::string(value)); }
    CellRow& verbatim(std::string_view value) { return add(std::string(value)); }
    CellRow& money(domain::Money value) { return add(value); }
    CellRow& date(domain::Date value) { return add(value); }
    CellRow& date(const std::optional<domain::Date>& value) { return value ? add(*value) : empty(); }
    CellRow& time(domain::Timestamp value) { return add(value); }
    CellRow& number(std::int64_t value) { return add(value); }
    CellRow& empty() { return add(std::monostate()); }
    void writeTo(services::TableFile& file) {
        file.row(m_cells);
        m_cells.clear();
    }

private:
    CellRow& add(services::TableCell cell) {
        m_cells.push_back(std::move(cell));
        return *this;
    }
    std::vector<services::TableCell> m_cells;
};

template <class Writer>
void writeRow(Writer& csv, const AccountRow& row) {
    csv.number(row.id.value()).text(row.reference).text(row.name).text(row.clientName)
        .text(row.familyName).verbatim(code(row.type)).verbatim(code(row.status))
        .money(row.balance).money(row.cash).money(row.baseline).money(row.available)
        .money(row.surplus()).date(row.openedOn).date(row.lastActivityOn);
}

template <class Writer>
void writeRow(Writer& csv, const FamilyRow& row) {
    csv.number(row.id.value()).text(row.name).text(row.clientName).text(row.templateName)
        .date(row.openedOn).number(row.accountsOpen).number(row.accountsClosed).money(row.balance)
        .money(row.generation).money(row.revenue).money(row.compounding);
}

template <class Writer>
void entryId(Writer& csv, const std::optional<services::EntryId>& id) {
    if (id) csv.number(id->value());
    else csv.empty();
}

template <class Writer>
void writeRow(Writer& csv, const PostingRow& row) {
    csv.number(row.entryId.value()).number(row.line).number(row.accountId.value())
        .text(row.accountName).verbatim(code(row.accountType)).number(row.sequence)
        .date(row.businessDate).time(row.recordedAt).verbatim(code(row.type))
        .verbatim(code(row.sleeve)).money(row.amount).money(row.balanceAfter)
        .text(row.counterparty).text(row.note).text(row.actor);
    entryId(csv, row.reverses);
    entryId(csv, row.reversedBy);
    const auto trade = row.trade.value_or(domain::TradeDetails{});
    csv.text(trade.underlying).text(trade.optionSymbol);
    if (row.trade) csv.number(trade.contracts);
    else csv.empty();
    csv.date(trade.tradeDate);
}

template <class Row>
std::string textOf(const std::vector<Row>& rows, TableFormat format, bool isFirst) {
    if (format == TableFormat::Csv) {
        CsvWriter csv;
        for (const Row& row : rows) {
            writeRow(csv, row);
            csv.endRow();
        }
        return csv.take();
    }
    std::string text;
    for (const Row& row : rows) {
        text += isFirst ? "\n" : ",\n";
        text += jsonOf(row).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
        isFirst = false;
    }
    return text;
}

// The reads of all three tables have the same shape: query, page, next.
template <class Reads, class Query>
Outcome<std::int64_t> exportTable(Reads& reads, const Query& query, std::string_view name,
                                  Words header, const TableExport& target, const Call& call) {
    const bool isCsv = target.format == TableFormat::Csv;
    if (target.table) {
        target.table->header(std::vector<std::string>(header.begin(), header.end()));
    } else if (isCsv) {
        CsvWriter csv;
        for (const auto word : header) csv.verbatim(word);
        csv.endRow();
        target.write(csv.take());
    } else {
        target.write("{\"" + std::string(name) + "\":[");
    }
    std::int64_t written = 0;
    services::PageRequest request;
    request.limit = services::kPageRowsMax;
    do {
        if (call.isCancelled && call.isCancelled())
            return services::failed(services::FailureKind::Cancelled, "The export was cancelled.");
        auto page = reads.page(query, request, call);
        if (!page) return tl::unexpected(std::move(page.error()));
        if (target.table) {
            CellRow cells;
            for (const auto& row : page->rows) {
                writeRow(cells, row);
                cells.writeTo(*target.table);
            }
        } else {
            target.write(textOf(page->rows, target.format, written == 0));
        }
        written += static_cast<std::int64_t>(page->rows.size());
        request.after = std::move(page->next);
        if (target.onProgress) target.onProgress(written);
    } while (request.after);
    if (!isCsv && !target.table) target.write("\n]}\n");
    return written;
}

} // namespace

std::optional<TableFormat> parseTableFormat(std::string_view word) {
    if (word == "csv") return TableFormat::Csv;
    if (word == "json") return TableFormat::Json;
    return std::nullopt;
}

Outcome<std::int64_t> exportAccounts(services::AccountReads& reads,
                                     const services::AccountQuery& query, const TableExport& target,
                                     const Call& call) {
    return exportTable(reads, query, "accounts",
                       {"id", "reference", "name", "client", "family", "type", "status", "balance",
                        "cash", "baseline", "available", "surplus", "openedOn", "lastActivityOn"},
                       target, call);
}

Outcome<std::int64_t> exportFamilies(services::FamilyReads& reads,
                                     const services::FamilyQuery& query, const TableExport& target,
                                     const Call& call) {
    return exportTable(reads, query, "families",
                       {"id", "name", "client", "template", "openedOn", "accountsOpen",
                        "accountsClosed", "balance", "generation", "revenue", "compounding"},
                       target, call);
}

Outcome<std::int64_t> exportLedger(services::LedgerReads& reads,
                                   const services::LedgerQuery& query, const TableExport& target,
                                   const Call& call) {
    return exportTable(reads, query, "postings",
                       {"entry", "line", "account", "accountName", "accountType", "sequence",
                        "businessDate", "recordedAt", "type", "sleeve", "amount", "balanceAfter",
                        "counterparty", "note", "actor", "reverses", "reversedBy", "underlying",
                        "optionSymbol", "contracts", "tradeDate"},
                       target, call);
}

std::string familyTreeCsv(const services::FamilyTree& tree) {
    CsvWriter csv;
    for (const std::string_view title : {"id", "reference", "name", "type", "status", "depth", "parent",
                                         "opened", "closed", "balance"})
        csv.verbatim(title);
    csv.endRow();
    for (const services::TreeNode& node : tree.nodes) {
        csv.number(node.id.value()).text(node.reference).text(node.name);
        csv.verbatim(domain::code(node.type)).verbatim(domain::code(node.status)).number(node.depth);
        if (node.parent)
            csv.number(node.parent->value());
        else
            csv.empty();
        csv.date(node.openedOn).date(node.closedOn).money(node.balance);
        csv.endRow();
    }
    return csv.take();
}

} // namespace alluse::exchange
