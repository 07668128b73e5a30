#include "jobs/queue/job_meter.h"

#include "metrics/catalogue.h"

#include <string>

namespace alluse::jobs {

JobMeter::JobMeter(metrics::MetricRegistry& registry)
    : m_oldestAge(registry.gauge(metrics::ids::kJobOldestAge)),
      m_dead(registry.gauge(metrics::ids::kJobDead)) {
    using namespace metrics;
    for (const Priority priority : kPriorities) {
        m_depth[indexOf(priority)] =
            registry.gauge(ids::kJobDepth, {{"priority", std::string(nameOf(priority))}});
        m_depth[indexOf(priority)].set(0);
    }
    for (const Lane lane : kLanes) {
        const Labels labels{{"lane", std::string(nameOf(lane))}};
        m_wait[indexOf(lane)] = registry.timer(ids::kJobWait, labels);
        m_run[indexOf(lane)] = registry.timer(ids::kJobRun, labels);
        m_failed[indexOf(lane)] = registry.counter(ids::kJobFailed, labels);
        m_retried[indexOf(lane)] = registry.counter(ids::kJobRetried, labels);
        m_heldBack[indexOf(lane)] = registry.counter(ids::kJobHeldBack, labels);
        m_utilisation[indexOf(lane)] = registry.gauge(ids::kJobUtilisation, labels);
    }
}

void JobMeter::started(Lane lane, std::chrono::nanoseconds waited) const noexcept {
    m_wait[indexOf(lane)].record(waited);
}

void JobMeter::ran(Lane lane, std::chrono::nanoseconds time) const noexcept {
    m_run[indexOf(lane)].record(time);
}

void JobMeter::failed(Lane lane) const noexcept {
    m_failed[indexOf(lane)].add();
}

void JobMeter::retried(Lane lane) const noexcept {
    m_retried[indexOf(lane)].add();
}

void JobMeter::heldBack(Lane lane) const noexcept {
    m_heldBack[indexOf(lane)].add();
}

void JobMeter::depth(Priority priority, std::size_t depth) const noexcept {
    m_depth[indexOf(priority)].set(static_cast<double>(depth));
}

void JobMeter::oldestAge(std::chrono::nanoseconds age) const noexcept {
    m_oldestAge.set(std::chrono::duration<double>(age).count());
}

void JobMeter::dead(std::size_t count) const noexcept {
    m_dead.set(static_cast<double>(count));
}

void JobMeter::utilisation(Lane lane, double percent) const noexcept {
    m_utilisation[indexOf(lane)].set(percent);
}

} // namespace alluse::jobs
