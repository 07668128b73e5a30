#pragma once
// The words of rule files, as data for reader and writer.

#include "alerts/json_reader.h"

#include <array>

namespace alluse::alerts::names {

inline constexpr std::array<Name<RuleKind>, 10> kKinds{{{"threshold", RuleKind::Threshold},
                                                        {"trend", RuleKind::Trend},
                                                        {"rateOfChange", RuleKind::RateOfChange},
                                                        {"anomaly", RuleKind::Anomaly},
                                                        {"absence", RuleKind::Absence},
                                                        {"ratio", RuleKind::Ratio},
                                                        {"composite", RuleKind::Composite},
                                                        {"burnRate", RuleKind::BurnRate},
                                                        {"event", RuleKind::Event},
                                                        {"domain", RuleKind::Domain}}};
inline constexpr std::array<Name<Severity>, 2> kSeverities{
    {{"warning", Severity::Warning}, {"critical", Severity::Critical}}};
inline constexpr std::array<Name<Aggregation>, 13> kAggregations{{{"last", Aggregation::Last},
                                                                  {"avg", Aggregation::Average},
                                                                  {"min", Aggregation::Minimum},
                                                                  {"max", Aggregation::Maximum},
                                                                  {"sum", Aggregation::Sum},
                                                                  {"count", Aggregation::Count},
                                                                  {"increase", Aggregation::Increase},
                                                                  {"rate", Aggregation::Rate},
                                                                  {"p50", Aggregation::P50},
                                                                  {"p90", Aggregation::P90},
                                                                  {"p95", Aggregation::P95},
                                                                  {"p99", Aggregation::P99},
                                                                  {"p99.9", Aggregation::P999}}};
inline constexpr std::array<Name<Comparison>, 4> kComparisons{{{">", Comparison::Above},
                                                               {">=", Comparison::AtLeast},
                                                               {"<", Comparison::Below},
                                                               {"<=", Comparison::AtMost}}};
inline constexpr std::array<Name<MissingPolicy>, 3> kPolicies{{{"ok", MissingPolicy::Ok},
                                                               {"alert", MissingPolicy::Alert},
                                                               {"keep-last", MissingPolicy::KeepLast}}};
inline constexpr std::array<Name<Estimator>, 2> kEstimators{
    {{"theil-sen", Estimator::TheilSen}, {"least-squares", Estimator::LeastSquares}}};
inline constexpr std::array<Name<Direction>, 3> kDirections{
    {{"both", Direction::Both}, {"above", Direction::Above}, {"below", Direction::Below}}};
inline constexpr std::array<Name<ChangeMeasure>, 2> kMeasures{
    {{"absolute", ChangeMeasure::Absolute}, {"percent", ChangeMeasure::Percent}}};
inline constexpr std::array<Name<BaselineChoice>, 4> kBaselines{
    {{"auto", BaselineChoice::Auto},
     {"median-mad", BaselineChoice::MedianMad},
     {"exponential", BaselineChoice::Exponential},
     {"seasonal", BaselineChoice::Seasonal}}};
inline constexpr std::array<Name<Junction>, 4> kJunctions{{{"and", Junction::And},
                                                           {"or", Junction::Or},
                                                           {"not", Junction::Not},
                                                           {"at-least", Junction::AtLeast}}};
inline constexpr std::array<std::string_view, 7> kWeekdays{"Mon", "Tue", "Wed", "Thu",
                                                           "Fri", "Sat", "Sun"};
inline constexpr std::array<std::string_view, 7> kDomainChecks{
    "drawdown",       "buffer",    "fork-eligible",   "merge-candidate",
    "reinvestment-overdue", "integrity", "allocation-drift"};

// Defaults that depend on the kind, one place for reader and documentation.
inline constexpr std::int64_t kTrendWindowMs = kHourMs;
inline constexpr std::int64_t kChangeWindowMs = 10 * kMinuteMs;
inline constexpr std::int64_t kEventWindowMs = 5 * kMinuteMs;
// The rule proposed by the Google SRE workbook, chapter 5: a 30-day budget gone in 2 and in 5 days.
inline constexpr BurnWindow kFastBurn{kHourMs, 5 * kMinuteMs, 14.4, Severity::Critical};
inline constexpr BurnWindow kSlowBurn{6 * kHourMs, 30 * kMinuteMs, 6.0, Severity::Warning};

template <typename E>
[[nodiscard]] std::string_view textOf(E value, std::span<const Name<E>> table) {
    for (const auto& name : table)
        if (name.value == value) return name.text;
    return "?";
}

} // namespace alluse::alerts::names
