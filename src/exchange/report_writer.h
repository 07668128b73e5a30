#pragma once
// A report as JSON, as comma-separated text and as a workbook. Paper is in exchange/paper.

#include "domain/result.h"
#include "services/reports/report.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace alluse::exchange {

// Money as integer cents under "…Cents", shares as basis points under "…Bp", dates and times as ISO text.
[[nodiscard]] nlohmann::ordered_json jsonOf(const services::Report& report);
// One table below the other, each with its title, header and total; text is harmless to spreadsheets.
[[nodiscard]] std::string csvOf(const services::Report& report);

} // namespace alluse::exchange
