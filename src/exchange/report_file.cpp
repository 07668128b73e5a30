#include "exchange/report_file.h"

#include "exchange/atomic_file.h"
#include "exchange/report_writer.h"
#include "exchange/table_file.h"

#include <nlohmann/json.hpp>

#include <array>

namespace alluse::exchange {
namespace {

using services::Report;
using Saved = domain::Result<void, std::string>;

constexpr std::array<std::pair<ReportFormat, std::string_view>, 4> kEndings{
    {{ReportFormat::Json, "json"}, {ReportFormat::Csv, "csv"}, {ReportFormat::Workbook, "xlsx"},
     {ReportFormat::Paper, "pdf"}}};

Saved saveText(const std::string& text, const std::string& path) {
    auto file = AtomicFile::create(path);
    if (!file) return tl::unexpected(file.error());
    file->write(text);
    return file->commit();
}

// A sheet for the fields, and one for each table.
Saved saveWorkbook(const Report& report, const std::string& path) {
    auto book = createWorkbook(path, "Report");
    if (!book) return tl::unexpected(book.error());
    services::TableFile& file = **book;
    const std::array<std::string, 2> titles{report.title, report.subtitle};
    file.header(titles);
    for (const auto& field : report.fields) file.row(std::array<services::Cell, 2>{field.title, field.value});
    for (const auto& table : report.tables) {
        std::vector<std::string> header;
        for (const auto& column : table.columns) header.push_back(column.title);
        file.sheet(table.title, header);
        for (const auto& row : table.rows) file.row(row);
        if (!table.total.empty()) file.row(table.total);
    }
    return file.commit();
}

} // namespace

std::optional<ReportFormat> parseReportFormat(std::string_view word) {
    for (const auto& [format, end] : kEndings)
        if (end == word) return format;
    return std::nullopt;
}

std::string_view ending(ReportFormat format) {
    for (const auto& [known, end] : kEndings)
        if (known == format) return end;
    return {};
}

Saved saveReport(const Report& report, ReportFormat format, const std::string& path, const PaperWriter& paper) {
    switch (format) {
    case ReportFormat::Json: return saveText(jsonOf(report).dump(2) + '\n', path);
    case ReportFormat::Csv: return saveText(csvOf(report), path);
    case ReportFormat::Workbook: return saveWorkbook(report, path);
    case ReportFormat::Paper:
        if (!paper) return tl::unexpected<std::string>("This program was built without Qt and writes no PDF.");
        return paper(report, path);
    }
    return {};
}

services::Outcome<std::int64_t> saveStatements(services::ReportService& reports, services::FamilyReads& families,
                                               const StatementBatch& batch, const PaperWriter& paper,
                                               const services::Call& call) {
    const auto index = families.index(batch.query, 1'000, call);
    if (!index) return tl::unexpected(index.error());
    std::int64_t done = 0;
    std::string problem;
    const auto count = reports.eachFamily(
        batch.query, batch.period,
        [&](const services::FamilyRow& family, const Report& report) {
            const std::string path = batch.folder + '/' + report.kind + '-' + std::to_string(family.id.value()) +
                                     '.' + std::string(ending(batch.format));
            if (const auto saved = saveReport(report, batch.format, path, paper); !saved) problem = saved.error();
            if (problem.empty() && batch.onProgress) batch.onProgress(++done, index->total);
            return problem.empty();
        },
        call);
    if (count && !problem.empty()) return services::failed(services::FailureKind::Unavailable, problem);
    return count;
}

} // namespace alluse::exchange
