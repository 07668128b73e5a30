#include "jobs/queue/job_meter.h"

#include "metrics/catalogue.h"

#include <string>

namespace alluse::jobs {

JobMeter::JobMeter(metrics::MetricRegistry& registry) {
    for (const Priority priority : kPriorities) {
        m_depth[indexOf(priority)] =
            registry.gauge(metrics::ids::kJobDepth, {{"priority", std::string(nameOf(priority))}});
    }
    for (const Lane lane : kLanes) {
        const metrics::Labels labels{{"lane", std::string(nameOf(lane))}};
        m_wait[indexOf(lane)] = registry.timer(metrics::ids::kJobWait, labels);
        m_run[indexOf(lane)] = registry.timer(metrics::ids::kJobRun, labels);
        m_failed[indexOf(lane)] = registry.counter(metrics::ids::kJobFailed, labels);
    }
}

void JobMeter::depthChanged(Priority priority, std::size_t depth) const noexcept {
    m_depth[indexOf(priority)].set(static_cast<double>(depth));
}

void JobMeter::started(Lane lane, std::chrono::nanoseconds waited) const noexcept {
    m_wait[indexOf(lane)].record(waited);
}

void JobMeter::ended(Lane lane, JobState state, std::chrono::nanoseconds ran) const noexcept {
    m_run[indexOf(lane)].record(ran);
    if (state == JobState::Failed) m_failed[indexOf(lane)].add();
}

} // namespace alluse::jobs
