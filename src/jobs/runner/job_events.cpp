#include "jobs/runner/job_events.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace alluse::jobs {

void JobEvents::put(std::unique_ptr<Arrival> arrival) {
    const std::lock_guard lock(m_mutex);
    m_arrivals.push_back(std::move(arrival));
    announce(m_areArrivalsAnnounced);
}

void JobEvents::changed(const JobHandle& job, unsigned mark) noexcept {
    if (!m_changes.add(job, mark) || m_areChangesAnnounced.exchange(true)) return;
    const std::lock_guard lock(m_mutex);
    if (m_wakeUp)
        m_wakeUp();
    else
        m_areChangesAnnounced = false;
}

void JobEvents::setWakeUp(std::function<void()> wakeUp) {
    const std::lock_guard lock(m_mutex);
    m_wakeUp = std::move(wakeUp);
}

// While something came the box stays announced: the runner looks again by itself, on its next turn
// or frame, so a burst cannot flood the event loop with wake-ups.
std::vector<std::unique_ptr<Arrival>> JobEvents::collectArrivals(std::size_t countMax) {
    const std::lock_guard lock(m_mutex);
    if (m_arrivals.empty()) m_areArrivalsAnnounced = false;
    const auto end =
        m_arrivals.begin() + static_cast<std::ptrdiff_t>(std::min(countMax, m_arrivals.size()));
    std::vector<std::unique_ptr<Arrival>> taken(std::make_move_iterator(m_arrivals.begin()),
                                                std::make_move_iterator(end));
    m_arrivals.erase(m_arrivals.begin(), end);
    return taken;
}

std::vector<JobHandle> JobEvents::collectChanges(std::size_t countMax) {
    auto jobs = m_changes.collect(countMax);
    if (!jobs.empty()) return jobs;
    m_areChangesAnnounced = false;
    // What came between the look and this line was not announced: it is seen now or never.
    jobs = m_changes.collect(countMax);
    if (!jobs.empty()) m_areChangesAnnounced = true;
    return jobs;
}

bool JobEvents::hasChanges() const {
    return m_changes.hasMore();
}

void JobEvents::announce(bool& isAnnounced) {
    if (isAnnounced || !m_wakeUp) return;
    isAnnounced = true;
    m_wakeUp();
}

} // namespace alluse::jobs
