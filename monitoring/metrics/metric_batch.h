#pragma once
// All series of a registry at one moment: totals since the start of the process.

#include "metrics/histogram.h"
#include "metrics/metric_types.h"

#include <cmath>
#include <limits>

namespace alluse::metrics {

struct SeriesSample {
    MetricKind kind = MetricKind::Gauge;
    std::uint64_t total = 0;                                  // counter
    double value = std::numeric_limits<double>::quiet_NaN();  // gauge; NaN until first set
    Histogram histogram;                                      // timer (ns), distribution
};

struct MetricBatch {
    std::int64_t timestampMs = 0;
    std::vector<SeriesSample> samples; // the position is the SeriesId

    // nullptr for a series that did not exist yet.
    [[nodiscard]] const SeriesSample* find(SeriesId series) const {
        return series < samples.size() ? &samples[series] : nullptr;
    }
};

} // namespace alluse::metrics
