#pragma once
// An alert rule: what all kinds share, and what each kind needs of its own.

#include "alerts/sample.h"
#include "metrics/metric_types.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace alluse::alerts {

enum class Severity { Warning, Critical };

enum class Aggregation {
    Last,
    Average,
    Minimum,
    Maximum,
    Sum,
    Count,
    Increase, // of a counter's totals; a total that falls is a restart, not a decrease
    Rate,     // increase per second
    P50,
    P90,
    P95,
    P99,
    P999,
};

enum class Comparison { Above, AtLeast, Below, AtMost };

[[nodiscard]] constexpr bool isUpward(Comparison comparison) {
    return comparison == Comparison::Above || comparison == Comparison::AtLeast;
}
[[nodiscard]] bool holds(double value, Comparison comparison, double limit);

// What a rule does when it has no data, or cannot be evaluated.
enum class MissingPolicy {
    Ok,       // as if the condition were false
    Alert,    // a state of its own, after `for`
    KeepLast, // the state stays, its timers stand still
};

struct Level {
    Severity severity = Severity::Warning;
    double enter = 0.0;
    double clear = 0.0; // enter when the rule names none
    std::optional<std::int64_t> renotifyMs{};
};

struct ThresholdParameters {
    Comparison comparison = Comparison::Above;
    std::vector<Level> levels; // mildest first
};

enum class Estimator { TheilSen, LeastSquares };
enum class Direction { Both, Above, Below };

struct TrendParameters {
    Estimator estimator = Estimator::TheilSen;
    Direction direction = Direction::Both;
    double minEffectPerWindow = 0.0;
    double significance = 0.05;
    std::optional<double> limit{};
    std::int64_t horizonMs = 0;
    bool watchesSlope = true; // a rule with nothing but a limit fires on its forecast alone
};

enum class ChangeMeasure { Absolute, Percent };

struct RateOfChangeParameters {
    ChangeMeasure change = ChangeMeasure::Percent;
    Comparison comparison = Comparison::Above;
    std::vector<Level> levels;
    double minBase = 0.0;
};

enum class BaselineChoice { Auto, MedianMad, Exponential, Seasonal };

struct AnomalyParameters {
    BaselineChoice baseline = BaselineChoice::Auto;
    std::optional<double> k{}; // nothing: the limit is calibrated on the series itself
    Direction direction = Direction::Both;
    std::optional<std::int64_t> minHistoryMs{};
    bool clearsItself = true;
};

struct AbsenceParameters {
    std::int64_t longestSilenceMs = kMinuteMs;
};

struct RatioParameters {
    std::string numerator;
    std::string denominator;
    double minDenominator = 0.0;
    Comparison comparison = Comparison::Above;
    std::vector<Level> levels;
};

enum class Junction { And, Or, Not, AtLeast };

struct CompositeParameters {
    Junction junction = Junction::And;
    std::vector<std::string> rules;
    std::size_t count = 0; // for AtLeast
};

struct BurnWindow {
    std::int64_t longMs = kHourMs;
    std::int64_t shortMs = 5 * kMinuteMs;
    double factor = 14.4;
    Severity severity = Severity::Critical;
};

struct BurnRateParameters {
    double objective = 0.999;
    std::string good;
    std::string total;
    std::vector<BurnWindow> windows;
    double minEvents = 1.0;
};

struct EventParameters {
    std::string action; // of the audit trail; the host counts it as metric `audit.<action>`
    double count = 1.0;
    std::string groupBy; // label that tells instances apart, e.g. "actor"
};

// Built-in checks of the ledger; the host evaluates them and hands in how many breaches there are.
struct DomainParameters {
    std::string check;
};

// The order is the order of RuleKind.
using Parameters = std::variant<ThresholdParameters, TrendParameters, RateOfChangeParameters,
                                AnomalyParameters, AbsenceParameters, RatioParameters,
                                CompositeParameters, BurnRateParameters, EventParameters,
                                DomainParameters>;

enum class RuleKind {
    Threshold,
    Trend,
    RateOfChange,
    Anomaly,
    Absence,
    Ratio,
    Composite,
    BurnRate,
    Event,
    Domain,
};

// Minutes of the day in the wall's zone; a window whose end is before its begin crosses midnight.
struct MuteWindow {
    std::vector<int> weekdays; // 0 is Monday; empty: every day
    int fromMinute = 0;
    int toMinute = 0;
};

// How long a notice waits, so that a change that takes itself back is never sent.
struct NoticeDelay {
    std::int64_t upMs = 0;
    std::int64_t downMs = 0;
    double multiplier = 1.0; // per notice while the alert keeps changing
    std::int64_t maxMs = kHourMs;
};

struct Rule {
    std::string id;
    std::string metric;
    metrics::Labels labels{}; // the value `*` makes one instance for each value
    Aggregation aggregation = Aggregation::Last;
    std::int64_t windowMs = kMinuteMs;
    std::int64_t evaluationMs = 0; // 0: at every tick
    std::size_t minSamples = 1;
    bool requiresFullWindow = false;
    Severity severity = Severity::Warning; // of kinds without levels
    std::int64_t forMs = 0;
    std::int64_t keepFiringMs = 0;
    std::size_t breachingCount = 1; // of the latest breachingOf evaluations
    std::size_t breachingOf = 1;
    MissingPolicy noData = MissingPolicy::Ok;
    MissingPolicy onError = MissingPolicy::Alert;
    std::size_t missingEvaluations = 2; // until an instance whose series went away is closed
    std::int64_t graceMs = 0;
    std::int64_t renotifyMs = 0; // 0: once
    std::size_t renotifyMax = 0; // 0: as often as it takes
    NoticeDelay noticeDelay{};
    std::string escalation;
    std::string message;
    std::string runbook;
    std::string parent; // while that rule fires, this one is mute
    std::vector<MuteWindow> muteWindows;
    bool isEnabled = true;
    Parameters parameters;

    [[nodiscard]] RuleKind kind() const { return static_cast<RuleKind>(parameters.index()); }
    // Severities this rule can fire with, mildest first; the position is the level of its state.
    [[nodiscard]] std::vector<Severity> severities() const;
    [[nodiscard]] std::int64_t renotifyMsOf(int level) const;
};

// The series a rule reads; the position is the input of its condition. Composites read none.
struct RuleInput {
    std::string metric;
    metrics::Labels labels;
};
[[nodiscard]] std::vector<RuleInput> inputsOf(const Rule& rule);
[[nodiscard]] bool isWildcard(const Rule& rule);

// What a rule still knows after an edit: its instances keep state and timers when only what people
// read or how often they are told has changed.
[[nodiscard]] bool keepsState(const Rule& before, const Rule& after);

} // namespace alluse::alerts
