#pragma once
// What the queue tells monitoring: depth by priority; wait, run, failures and retries by lane.

#include "jobs/queue/lane.h"
#include "metrics/metric_registry.h"

#include <array>
#include <chrono>

namespace alluse::jobs {

// Any thread; recording takes no lock.
class JobMeter {
public:
    explicit JobMeter(metrics::MetricRegistry& registry);

    // As events happen.
    void started(Lane lane, std::chrono::nanoseconds waited) const noexcept;
    void ran(Lane lane, std::chrono::nanoseconds time) const noexcept;
    void failed(Lane lane) const noexcept;
    void retried(Lane lane) const noexcept;
    void heldBack(Lane lane) const noexcept;

    // Gauges, set by JobQueue::publish.
    void depth(Priority priority, std::size_t depth) const noexcept;
    void oldestAge(std::chrono::nanoseconds age) const noexcept;
    void dead(std::size_t count) const noexcept;
    void utilisation(Lane lane, double percent) const noexcept;

private:
    std::array<metrics::Gauge, kPriorities.size()> m_depth;
    std::array<metrics::Timer, kLanes.size()> m_wait;
    std::array<metrics::Timer, kLanes.size()> m_run;
    std::array<metrics::Counter, kLanes.size()> m_failed;
    std::array<metrics::Counter, kLanes.size()> m_retried;
    std::array<metrics::Counter, kLanes.size()> m_heldBack;
    std::array<metrics::Gauge, kLanes.size()> m_utilisation;
    metrics::Gauge m_oldestAge;
    metrics::Gauge m_dead;
};

} // namespace alluse::jobs
