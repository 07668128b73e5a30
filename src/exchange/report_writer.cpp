#include "exchange/report_writer.h"

#include "exchange/csv_writer.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace alluse::exchange {

using services::Cell;
using services::Report;
using services::ReportColumn;
using services::ReportTable;
using Json = nlohmann::ordered_json;

namespace {

struct Keyed {
    std::string suffix;
    Json value;
};

struct AsJson {
    Keyed operator()(std::monostate) const { return {"", nullptr}; }
    Keyed operator()(const std::string& text) const { return {"", text}; }
    Keyed operator()(std::int64_t number) const { return {"", number}; }
    Keyed operator()(domain::Money amount) const { return {"Cents", amount.cents()}; }
    Keyed operator()(domain::Date date) const { return {"", date.text()}; }
    Keyed operator()(domain::Timestamp time) const { return {"", time.text()}; }
    Keyed operator()(double share) const { return {"Bp", std::llround(share * 10'000)}; }
};

void put(Json& json, const std::string& key, const Cell& cell) {
    auto [suffix, value] = std::visit(AsJson{}, cell);
    json[key + suffix] = std::move(value);
}

Json rowOf(const ReportTable& table, const std::vector<Cell>& row) {
    Json json = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
        const ReportColumn& column = table.columns[i];
        const bool isEmptyMoney = column.kind == services::ColumnKind::Money &&
                                  std::holds_alternative<std::monostate>(row[i]);
        put(json, column.key + (isEmptyMoney ? "Cents" : ""), row[i]);
    }
    return json;
}

struct AsCsv {
    CsvWriter& csv;
    void operator()(std::monostate) const { csv.empty(); }
    void operator()(const std::string& text) const { csv.text(text); }
    void operator()(std::int64_t number) const { csv.number(number); }
    void operator()(domain::Money amount) const { csv.money(amount); }
    void operator()(domain::Date date) const { csv.date(date); }
    void operator()(domain::Timestamp time) const { csv.time(time); }
    void operator()(double share) const { csv.verbatim(std::to_string(std::llround(share * 10'000)) + " bp"); }
};

void writeRow(CsvWriter& csv, const std::vector<Cell>& row) {
    for (const Cell& cell : row) std::visit(AsCsv{csv}, cell);
    csv.endRow();
}

} // namespace

Json jsonOf(const Report& report) {
    Json json{{"report", report.kind}, {"title", report.title}};
    for (const auto& field : report.fields) put(json, field.key, field.value);
    json["tables"] = Json::array();
    for (const ReportTable& table : report.tables) {
        Json rows = Json::array();
        for (const auto& row : table.rows) rows.push_back(rowOf(table, row));
        Json part{{"table", table.key}, {"title", table.title}, {"rows", std::move(rows)}};
        if (!table.total.empty()) part["total"] = rowOf(table, table.total);
        json["tables"].push_back(std::move(part));
    }
    return json;
}

std::string csvOf(const Report& report) {
    CsvWriter csv;
    csv.text(report.title);
    csv.endRow();
    for (const auto& field : report.fields) {
        csv.text(field.title);
        std::visit(AsCsv{csv}, field.value);
        csv.endRow();
    }
    for (const ReportTable& table : report.tables) {
        csv.endRow();
        csv.text(table.title);
        csv.endRow();
        for (const ReportColumn& column : table.columns) csv.text(column.title);
        csv.endRow();
        for (const auto& row : table.rows) writeRow(csv, row);
        if (!table.total.empty()) writeRow(csv, table.total);
    }
    return csv.take();
}

} // namespace alluse::exchange
