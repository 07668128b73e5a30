#pragma once
// The name of one stored series: metric, labels and what was taken from the second.

#include "metrics/metric_types.h"

#include <QtGlobal>

namespace alluse::engine {

enum class Aggregate {
    Value, // gauge as set, derived metric as computed
    Rate,  // counter: increase per second; timer, distribution: recordings per second
    Mean,  // timer, distribution: of the second, in the unit of the metric
    P50,
    P95,
    P99,
    Max,
};

struct SeriesKey {
    std::string metric;
    metrics::Labels labels{}; // empty for a metric with labels: all its series together
    Aggregate aggregate = Aggregate::Value;

    friend bool operator==(const SeriesKey&, const SeriesKey&) = default;
    friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

// One tick is a second; a pause longer than this breaks the line.
inline constexpr qint64 kGapMs = 2'500;
// Percentiles exist only in seconds in which something was measured, so quiet seconds are normal
// and the line bridges them.
inline constexpr qint64 kQuietGapMs = 15'000;

[[nodiscard]] constexpr qint64 gapMsOf(Aggregate aggregate) {
    return aggregate == Aggregate::Value || aggregate == Aggregate::Rate ? kGapMs : kQuietGapMs;
}

} // namespace alluse::engine
