#pragma once
// Reports into files, one or one for each family. Every file is whole or not there.

#include "services/reports/report_service.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::exchange {

enum class ReportFormat { Json, Csv, Workbook, Paper };
[[nodiscard]] std::optional<ReportFormat> parseReportFormat(std::string_view word); // "json", "csv", "xlsx", "pdf"
[[nodiscard]] std::string_view ending(ReportFormat format);                         // "json" …

// Paper needs fonts, and these a toolkit that this room does not know: composition brings the writer.
using PaperWriter =
    std::function<domain::Result<void, std::string>(const services::Report& report, const std::string& path)>;

// Or one sentence that says why there can be no such file.
[[nodiscard]] domain::Result<void, std::string> saveReport(const services::Report& report, ReportFormat format,
                                                           const std::string& path, const PaperWriter& paper);

struct StatementBatch {
    services::FamilyQuery query;
    services::ReportPeriod period;
    std::string folder; // exists
    ReportFormat format = ReportFormat::Paper;
    std::function<void(std::int64_t done, std::int64_t total)> onProgress{};
};
// One file for each family, "family-statement-12.pdf". Returns how many there are; what was written before a
// cancel or a failure stays.
[[nodiscard]] services::Outcome<std::int64_t> saveStatements(services::ReportService& reports,
                                                             services::FamilyReads& families,
                                                             const StatementBatch& batch, const PaperWriter& paper,
                                                             const services::Call& call);

} // namespace alluse::exchange
