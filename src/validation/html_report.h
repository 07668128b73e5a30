#pragma once
// One HTML file that holds everything: tables, SVG charts, no script, nothing fetched. Prints well.

#include "validation/run_document.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alluse::validation {

// `comparison` with the baseline may be null.
[[nodiscard]] std::string htmlReport(const Document& run, const Document& comparison = nullptr);

// One chart as an SVG element.
struct ChartLine {
    std::string name;
    std::vector<std::pair<double, double>> points; // NaN: a gap
};
struct ChartSpec {
    std::string title, unit, xUnit = "s";
    std::vector<ChartLine> lines;
    std::vector<std::pair<double, std::string>> marks; // where a stage or a fault begins
    bool isLogX = false, isLogY = false, isFilled = false;
};
[[nodiscard]] std::string svgChart(const ChartSpec& chart);
[[nodiscard]] std::string escaped(std::string_view text);
// The charts of a run, in the order of the report.
[[nodiscard]] std::vector<ChartSpec> chartsOf(const Document& run);

} // namespace alluse::validation
