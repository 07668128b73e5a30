#pragma once
// Targets as people write them: "post.p95 < 28ms", "create.rate > 100/s", "errors < 0.1%".

#include "domain/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace alluse::validation {

enum class Metric {
    Rate, Mean, P50, P90, P95, P99, P999, Min, Max, Count, // of an operation or of all
    Errors,   // share of what was tried, dropped arrivals among them
    Answered, // share answered well and within the scenario's time
    Recovery, // longest time from a fault to a second without errors, in seconds
    Drift,    // p95 of the last third over that of the first, minus one
    MemorySlope, // megabytes an hour, over the steady stage
    Cpu // time of client and server per operation; in comparisons only
};
enum class Relation { Below, AtMost, Above, AtLeast };
enum class Scope { Run, Steady, Window };

// Latencies in nanoseconds, rates per second, shares from 0 to 1.
struct Target {
    std::string text; // as it was written
    std::string operation; // empty: all
    Metric metric = Metric::Mean;
    Relation relation = Relation::AtMost;
    double limit = 0;
    Scope scope = Scope::Steady;
    double windowSeconds = 0;  // Scope::Window
    bool aborts = false;       // ends the run as soon as it is missed …
    double abortAfterSeconds = 5; // … but not before so many seconds
};

[[nodiscard]] bool isMet(Relation relation, double value, double limit);
[[nodiscard]] bool isLatency(Metric metric);
[[nodiscard]] std::string_view code(Metric metric);
// "12.3 ms", "1,234/s", "0.10 %"
[[nodiscard]] std::string inWords(Metric metric, double value);
[[nodiscard]] std::string_view inWords(Relation relation);

// Reads the expression; or one sentence that says what is wrong.
[[nodiscard]] domain::Result<Target, std::string> parseTarget(std::string_view text);
// "query.p95" alone.
struct MetricName {
    std::string operation;
    Metric metric = Metric::Mean;
};
[[nodiscard]] domain::Result<MetricName, std::string> parseMetric(std::string_view text);

} // namespace alluse::validation
