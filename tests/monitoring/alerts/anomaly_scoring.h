#pragma once
// How well alerts meet planted incidents, and the control that every method is held against.

#include "alerts/alert_rule.h"
#include "monitoring/alerts/series_generators.h"

#include <map>
#include <optional>

namespace alluse::tests {

struct AnomalyScore {
    std::size_t series = 0;
    std::size_t incidents = 0;
    std::size_t found = 0;
    std::size_t alertsInside = 0;  // of which the first of each incident counts as found
    std::size_t alertsOutside = 0; // false alarms
    double weeks = 0.0;            // that were judged
    std::vector<double> delays;    // of found incidents, as a share of the window
    std::map<IncidentKind, std::pair<std::size_t, std::size_t>> byKind; // found, of

    [[nodiscard]] double recall() const;
    [[nodiscard]] double precision() const; // alerts that belong to an incident
    [[nodiscard]] double falsePerWeek() const;
    [[nodiscard]] double medianDelay() const;
    void add(const AnomalyScore& other);
};

// The first 15 % of a series are training. An alert belongs to an incident when it is raised from
// its first sample to its end, but at least within 2 % of the series.
[[nodiscard]] AnomalyScore scoreAlerts(const GeneratedSeries& series,
                                       const std::vector<std::int64_t>& alertTimes);

// When alerts are raised by a rule through the state machine.
[[nodiscard]] std::vector<std::int64_t> alertTimes(const alerts::Rule& rule,
                                                   const GeneratedSeries& series);
// The control: mean and standard deviation of all that came before, three deviations, and the same
// merging of neighbouring alerts as the detector has.
[[nodiscard]] std::vector<std::int64_t> controlTimes(const GeneratedSeries& series);

} // namespace alluse::tests
