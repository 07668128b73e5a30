#include "jobs/runner/job_events.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace alluse::jobs {
namespace {

template <class T>
std::vector<T> takeFirst(std::deque<T>& from, std::size_t countMax) {
    const auto end = from.begin() + static_cast<std::ptrdiff_t>(std::min(countMax, from.size()));
    std::vector<T> taken(std::make_move_iterator(from.begin()), std::make_move_iterator(end));
    from.erase(from.begin(), end);
    return taken;
}

} // namespace

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

// While something came the box stays announced: the runner looks again by itself, on its next turn
// or frame, so a burst cannot flood the event loop with wake-ups.
std::vector<std::unique_ptr<Arrival>> JobEvents::collectArrivals(std::size_t countMax) {
    const std::lock_guard lock(m_mutex);
    if (m_arrivals.empty()) m_areArrivalsAnnounced = false;
    return takeFirst(m_arrivals, countMax);
}

std::vector<JobHandle> JobEvents::collectChanges(std::size_t countMax) {
    const std::lock_guard lock(m_mutex);
    if (m_changedJobs.empty()) m_areChangesAnnounced = false;
    return takeFirst(m_changedJobs, countMax);
}

bool JobEvents::hasChanges() const {
    const std::lock_guard lock(m_mutex);
    return !m_changedJobs.empty();
}

void JobEvents::announce(bool& isAnnounced) {
    if (isAnnounced || !m_wakeUp) return;
    isAnnounced = true;
    m_wakeUp();
}

} // namespace alluse::jobs
