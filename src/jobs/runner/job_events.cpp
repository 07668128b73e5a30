#include "jobs/runner/job_events.h"

#include <utility>

namespace alluse::jobs {

void JobEvents::put(std::unique_ptr<Arrival> arrival) {
    const std::lock_guard lock(m_mutex);
    m_arrivals.push_back(std::move(arrival));
    announce(m_areArrivalsAnnounced);
}

void JobEvents::mark(const JobHandle& job, unsigned change) {
    if (!job->addChangeMark(change)) return; // it is in the list already
    const std::lock_guard lock(m_mutex);
    m_changedJobs.push_back(job);
    announce(m_areChangesAnnounced);
}

void JobEvents::setWakeUp(std::function<void()> wakeUp) {
    const std::lock_guard lock(m_mutex);
    m_wakeUp = std::move(wakeUp);
}

std::vector<std::unique_ptr<Arrival>> JobEvents::collectArrivals(std::size_t countMax) {
    std::vector<std::unique_ptr<Arrival>> arrivals;
    const std::lock_guard lock(m_mutex);
    // Still announced while something came: the runner asks again by itself on its next turn, so
    // a burst of results cannot flood the event loop with wake-ups.
    if (m_arrivals.empty()) m_areArrivalsAnnounced = false;
    while (!m_arrivals.empty() && arrivals.size() < countMax) {
        arrivals.push_back(std::move(m_arrivals.front()));
        m_arrivals.pop_front();
    }
    return arrivals;
}

bool JobEvents::hasChanges() const {
    const std::lock_guard lock(m_mutex);
    return !m_changedJobs.empty();
}

std::vector<JobHandle> JobEvents::collectChanges() {
    const std::lock_guard lock(m_mutex);
    m_areChangesAnnounced = false;
    return std::exchange(m_changedJobs, {});
}

void JobEvents::announce(bool& isAnnounced) {
    if (isAnnounced || !m_wakeUp) return;
    isAnnounced = true;
    m_wakeUp();
}

} // namespace alluse::jobs
