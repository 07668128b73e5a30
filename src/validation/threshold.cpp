#include "validation/threshold.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace alluse::validation {
namespace {

enum class Kind { Latency, Rate, Share, Number, Seconds, Slope };

struct MetricWord {
    std::string_view word;
    Metric metric;
    Kind kind;
};
constexpr std::array<MetricWord, 16> kMetrics{{
    {"rate", Metric::Rate, Kind::Rate},
    {"mean", Metric::Mean, Kind::Latency},
    {"p50", Metric::P50, Kind::Latency},
    {"p90", Metric::P90, Kind::Latency},
    {"p95", Metric::P95, Kind::Latency},
    {"p99", Metric::P99, Kind::Latency},
    {"p999", Metric::P999, Kind::Latency},
    {"min", Metric::Min, Kind::Latency},
    {"max", Metric::Max, Kind::Latency},
    {"count", Metric::Count, Kind::Number},
    {"errors", Metric::Errors, Kind::Share},
    {"answered", Metric::Answered, Kind::Share},
    {"recovery", Metric::Recovery, Kind::Seconds},
    {"drift", Metric::Drift, Kind::Share},
    {"memorySlope", Metric::MemorySlope, Kind::Slope},
    {"cpu", Metric::Cpu, Kind::Latency},
}};

const MetricWord& wordOf(Metric metric) {
    for (const auto& word : kMetrics)
        if (word.metric == metric) return word;
    return kMetrics.front();
}

struct Unit {
    std::string_view text;
    Kind kind;
    double factor;
};
constexpr std::array<Unit, 8> kUnits{{{"us", Kind::Latency, 1e3},
                                      {"ms", Kind::Latency, 1e6},
                                      {"s", Kind::Latency, 1e9},
                                      {"s", Kind::Seconds, 1},
                                      {"/s", Kind::Rate, 1},
                                      {"%", Kind::Share, 0.01},
                                      {"", Kind::Number, 1},
                                      {"MB/h", Kind::Slope, 1}}};

std::string_view exampleOf(Kind kind) {
    switch (kind) {
    case Kind::Latency: return "28ms";
    case Kind::Rate: return "100/s";
    case Kind::Share: return "0.1%";
    case Kind::Number: return "1000";
    case Kind::Seconds: return "5s";
    case Kind::Slope: return "10MB/h";
    }
    return "";
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string grouped(double value) {
    char digits[64];
    std::snprintf(digits, sizeof digits, value < 100 ? "%.1f" : "%.0f", value);
    std::string text = digits;
    const auto point = std::min(text.find('.'), text.size());
    for (std::size_t at = point; at > 3 && text[at - 4] != '-'; at -= 3) text.insert(at - 3, ",");
    return text;
}

std::string printed(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

} // namespace

bool isMet(Relation relation, double value, double limit) {
    switch (relation) {
    case Relation::Below: return value < limit;
    case Relation::AtMost: return value <= limit;
    case Relation::Above: return value > limit;
    case Relation::AtLeast: return value >= limit;
    }
    return false;
}

bool isLatency(Metric metric) { return wordOf(metric).kind == Kind::Latency; }
std::string_view code(Metric metric) { return wordOf(metric).word; }

std::string_view inWords(Relation relation) {
    switch (relation) {
    case Relation::Below: return "<";
    case Relation::AtMost: return "≤";
    case Relation::Above: return ">";
    case Relation::AtLeast: return "≥";
    }
    return "";
}

std::string inWords(Metric metric, double value) {
    if (!std::isfinite(value)) return "n/a";
    switch (wordOf(metric).kind) {
    case Kind::Latency: {
        const double ms = value / 1e6;
        return printed(ms < 1 ? "%.3f ms" : ms < 100 ? "%.2f ms" : "%.0f ms", ms);
    }
    case Kind::Rate: return grouped(value) + "/s";
    case Kind::Share: return printed("%.2f %%", value * 100);
    case Kind::Number: return grouped(value);
    case Kind::Seconds: return printed("%.1f s", value);
    case Kind::Slope: return printed("%.1f MB/h", value);
    }
    return "";
}

domain::Result<MetricName, std::string> parseMetric(std::string_view text) {
    text = trimmed(text);
    const auto dot = text.rfind('.');
    MetricName name;
    if (dot != std::string_view::npos) name.operation = std::string(text.substr(0, dot));
    const auto wanted = dot == std::string_view::npos ? text : text.substr(dot + 1);
    if (dot == 0) return tl::unexpected("There is no operation before the dot in " + quoted(text) + ".");
    if (name.operation == "all") name.operation.clear();
    std::string known;
    for (const auto& word : kMetrics) {
        if (word.word == wanted) {
            name.metric = word.metric;
            return name;
        }
        known += (known.empty() ? "" : ", ") + std::string(word.word);
    }
    return tl::unexpected(quoted(wanted) + " is no metric; known are " + known + ".");
}

domain::Result<Target, std::string> parseTarget(std::string_view text) {
    const auto at = text.find_first_of("<>");
    if (at == std::string_view::npos)
        return tl::unexpected(quoted(text) + " has no <, <=, > or >=.");
    const bool isOrEqual = at + 1 < text.size() && text[at + 1] == '=';
    const auto name = parseMetric(text.substr(0, at));
    if (!name) return tl::unexpected(name.error());
    Target target;
    target.text = std::string(text);
    target.operation = name->operation;
    target.metric = name->metric;
    target.relation = text[at] == '<' ? (isOrEqual ? Relation::AtMost : Relation::Below)
                                      : (isOrEqual ? Relation::AtLeast : Relation::Above);
    const std::string value(trimmed(text.substr(at + (isOrEqual ? 2 : 1))));
    char* end = nullptr;
    const double number = std::strtod(value.c_str(), &end);
    if (end == value.c_str() || !std::isfinite(number))
        return tl::unexpected(quoted(value) + " is no number with a unit.");
    const std::string_view unit = trimmed(end);
    const auto kind = wordOf(target.metric).kind;
    for (const auto& known : kUnits)
        if (known.kind == kind && known.text == unit) {
            target.limit = number * known.factor;
            return target;
        }
    return tl::unexpected("A limit of " + std::string(code(target.metric)) + " is written like " +
                          std::string(exampleOf(kind)) + ", not " + quoted(value) + ".");
}

} // namespace alluse::validation
