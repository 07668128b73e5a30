#pragma once
// The letter box between workers and the runner's thread: results to hand out, jobs that changed.

#include "jobs/queue/change_list.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace alluse::jobs {

// A result on its way to its receiver.
class Arrival {
public:
    Arrival() = default;
    virtual ~Arrival() = default;
    Arrival(const Arrival&) = delete;
    Arrival& operator=(const Arrival&) = delete;
    // On the runner's thread, once.
    virtual void handOut() = 0;
};

// put and changed from any thread, the rest on the runner's thread.
class JobEvents final : public JobObserver {
public:
    void put(std::unique_ptr<Arrival> arrival);
    void changed(const JobHandle& job, unsigned mark) noexcept override;

    // Called under the lock, from any thread; must only post. Once per announcement: each kind is
    // announced again only after a collect found none of it.
    void setWakeUp(std::function<void()> wakeUp);

    // At most `countMax`, oldest first.
    [[nodiscard]] std::vector<std::unique_ptr<Arrival>> collectArrivals(std::size_t countMax);
    [[nodiscard]] std::vector<JobHandle> collectChanges(std::size_t countMax);
    [[nodiscard]] bool hasChanges() const;

private:
    void announce(bool& isAnnounced);

    ChangeList m_changes;
    std::atomic<bool> m_areChangesAnnounced{false};
    mutable std::mutex m_mutex; // guards everything below
    std::deque<std::unique_ptr<Arrival>> m_arrivals;
    std::function<void()> m_wakeUp;
    bool m_areArrivalsAnnounced = false;
};

} // namespace alluse::jobs
