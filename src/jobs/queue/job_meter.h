#pragma once
// What the queue tells monitoring: depth by priority; wait, run and failures by lane.

#include "jobs/queue/lane.h"
#include "metrics/metric_registry.h"

#include <array>
#include <chrono>

namespace alluse::jobs {

// Any thread; recording takes no lock.
class JobMeter {
public:
    explicit JobMeter(metrics::MetricRegistry& registry);

    void depthChanged(Priority priority, std::size_t depth) const noexcept;
    void started(Lane lane, std::chrono::nanoseconds waited) const noexcept;
    void ended(Lane lane, JobState state, std::chrono::nanoseconds ran) const noexcept;

private:
    std::array<metrics::Gauge, kPriorities.size()> m_depth;
    std::array<metrics::Timer, kLanes.size()> m_wait;
    std::array<metrics::Timer, kLanes.size()> m_run;
    std::array<metrics::Counter, kLanes.size()> m_failed;
};

} // namespace alluse::jobs
