#pragma once
// A bounded pool of sessions with a share for each lane, so that slow work cannot starve forms.
// Thread-safe. A session comes out idle, alive and outside a transaction, or not at all.

#include "services/call.h"
#include "storage/session.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace alluse::storage {

struct PoolLimits {
    // By services::Lane: interactive, writes, batch, analytics, validation.
    std::array<int, 5> perLane{4, 16, 2, 2, 16};
    std::chrono::milliseconds leaseWait{2'000};
    std::chrono::seconds checkAfterIdle{30};
};

class SessionPool {
public:
    using Factory = std::function<std::unique_ptr<Session>()>; // throws StorageError

    explicit SessionPool(Factory factory, PoolLimits limits = {},
                         metrics::MetricRegistry* registry = nullptr);

    class Lease {
    public:
        Lease(SessionPool& pool, services::Lane lane, std::unique_ptr<Session> session)
            : m_pool(&pool), m_lane(lane), m_session(std::move(session)) {}
        ~Lease();
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        Session& operator*() const { return *m_session; }
        Session* operator->() const { return m_session.get(); }

    private:
        SessionPool* m_pool;
        services::Lane m_lane;
        std::unique_ptr<Session> m_session;
    };

    // Throws StorageError: Busy when the lane stayed full, Unavailable when none can be opened.
    [[nodiscard]] Lease lease(services::Lane lane);
    // For reads: a statement that runs when the caller loses interest is stopped.
    [[nodiscard]] Lease lease(const services::Call& call);
    // Closes what is idle, e.g. after the server went away.
    void closeIdle();

private:
    struct Idle {
        std::unique_ptr<Session> session;
        std::chrono::steady_clock::time_point since;
        std::thread::id lastUser;
    };
    void give(services::Lane lane, std::unique_ptr<Session> session) noexcept;
    // Both with m_mutex held: a read takes it twice, because a thread that is preempted while it
    // holds it makes all others wait.
    std::optional<Idle> takeIdle();
    void leave(services::Lane lane) noexcept;
    void showGauges() noexcept;

    Factory m_factory;
    PoolLimits m_limits;
    metrics::Gauge m_inUseGauge, m_idleGauge, m_waitingGauge;
    metrics::Timer m_waitTime;
    metrics::Counter m_created, m_closed, m_timeouts;

    std::mutex m_mutex; // guards everything below
    std::condition_variable m_freed;
    std::vector<Idle> m_idle; // the most recently used is at the back
    std::array<int, 5> m_inUse{};
    int m_waiting = 0;
};

} // namespace alluse::storage
