#pragma once
// The figures of a run: which seconds count, and what each operation did in them.

#include "validation/scenario.h"
#include "validation/statistics.h"
#include "validation/timeline.h"

#include <string>
#include <vector>

namespace alluse::validation {

// One look at the machine, once a second.
struct ResourceSample {
    double second = 0;
    double clientCpu = 0;   // cores in use by this process and its helpers
    double serverCpu = 0;   // by the database server; 0 when it is embedded or far away
    double memoryBytes = 0; // resident
};

struct Latency { // nanoseconds
    double min = 0, mean = 0, p50 = 0, p90 = 0, p95 = 0, p99 = 0, p999 = 0, max = 0, deviation = 0;
};
[[nodiscard]] Latency latencyOf(const metrics::Histogram& histogram);

struct OperationSummary {
    std::string name; // empty: all of them
    std::uint64_t count = 0, errors = 0, late = 0, dropped = 0;
    std::map<std::string, std::uint64_t, std::less<>> errorKinds;
    double rate = 0, rateMin = 0, rateMax = 0; // per second
    double answered = 1; // share
    Latency corrected, plain;
    Interval rateInterval, meanInterval;
    double rateDetectable = 0, meanDetectable = 0; // smallest relative change it could have seen
};

// Whole seconds [from, to).
struct Seconds {
    std::size_t from = 0, to = 0;
    [[nodiscard]] std::size_t count() const { return to > from ? to - from : 0; }
};

struct RunSummary {
    Seconds whole;    // without the torn last second
    Seconds measured; // the steady stage after its warm-up
    std::size_t warmUpSeconds = 0; // cut off the steady stage
    OperationSummary all;
    std::vector<OperationSummary> operations;
    double wakeLagP99 = 0;   // of the generator, nanoseconds
    double lateWakeShare = 0;
    double drift = 0;        // of p95, last third against the first
    double memorySlope = 0;  // megabytes an hour
    double recovery = 0;     // seconds, longest of all faults
};

struct RunFacts {
    const Scenario& scenario;
    const Timeline& timeline;
    double seconds = 0;
    const std::vector<ResourceSample>& resources;
};

[[nodiscard]] RunSummary summarize(const RunFacts& facts);
[[nodiscard]] OperationSummary summarize(const Timeline& timeline, Seconds seconds, std::size_t operation,
                                         std::string name);
// One value for each second: answers, or the mean latency (seconds without answers are left out).
[[nodiscard]] std::vector<double> ratesOf(const Timeline& timeline, Seconds seconds, std::size_t operation);
[[nodiscard]] std::vector<double> meansOf(const Timeline& timeline, Seconds seconds, std::size_t operation);

} // namespace alluse::validation
