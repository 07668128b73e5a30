#include "storage/session_pool.h"

#include "metrics/catalogue.h"
#include "metrics/span.h"

#include <algorithm>
#include <numeric>

namespace alluse::storage {
namespace {
std::size_t indexOf(services::Lane lane) { return static_cast<std::size_t>(lane); }
} // namespace

SessionPool::SessionPool(Factory factory, PoolLimits limits, metrics::MetricRegistry* registry)
    : m_factory(std::move(factory)), m_limits(limits) {
    if (!registry) return;
    m_inUseGauge = registry->gauge(metrics::ids::kPoolInUse);
    m_idleGauge = registry->gauge(metrics::ids::kPoolIdle);
    m_waitingGauge = registry->gauge(metrics::ids::kPoolWaiting);
    m_waitTime = registry->timer(metrics::ids::kPoolWait);
    m_created = registry->counter(metrics::ids::kPoolCreated);
    m_closed = registry->counter(metrics::ids::kPoolClosed);
    m_timeouts = registry->counter(metrics::ids::kPoolTimeouts);
}

SessionPool::Lease::~Lease() {
    if (m_session) m_pool->give(m_lane, std::move(m_session));
}

SessionPool::Lease SessionPool::lease(services::Lane lane) {
    const metrics::Span span(m_waitTime);
    std::optional<Idle> idle;
    {
        std::unique_lock lock(m_mutex);
        const auto isFree = [&] { return m_inUse[indexOf(lane)] < m_limits.perLane[indexOf(lane)]; };
        if (!isFree()) {
            ++m_waiting;
            const bool isMine = m_freed.wait_for(lock, m_limits.leaseWait, isFree);
            --m_waiting;
            if (!isMine) {
                m_timeouts.add();
                throw StorageError(ErrorClass::Busy, "", "All database sessions of this kind are in use.");
            }
        }
        ++m_inUse[indexOf(lane)];
        idle = takeIdle();
        showGauges();
    }
    try {
        while (idle) {
            const auto age = std::chrono::steady_clock::now() - idle->since;
            if (age < m_limits.checkAfterIdle || idle->session->ping())
                return {*this, lane, std::move(idle->session)};
            m_closed.add(); // it died while idle: try the next one
            const std::lock_guard lock(m_mutex);
            idle = takeIdle();
        }
        auto session = m_factory();
        m_created.add();
        return {*this, lane, std::move(session)};
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        leave(lane);
        throw;
    }
}

SessionPool::Lease SessionPool::lease(const services::Call& call) {
    if (call.isCancelled && call.isCancelled()) throw StorageError(ErrorClass::Cancelled, "", "Cancelled.");
    Lease lease = this->lease(call.lane);
    if (call.isCancelled) lease->stopWhen(call.isCancelled);
    return lease;
}

std::optional<SessionPool::Idle> SessionPool::takeIdle() {
    if (m_idle.empty()) return std::nullopt;
    // Its own last one if it is there: a thread and the server process that answers it stay
    // on their processors, and two threads do not keep swapping.
    auto mine = std::find_if(m_idle.rbegin(), m_idle.rend(), [](const Idle& each) {
        return each.lastUser == std::this_thread::get_id();
    });
    if (mine == m_idle.rend()) mine = m_idle.rbegin();
    std::optional<Idle> idle = std::move(*mine);
    m_idle.erase(std::next(mine).base());
    return idle;
}

void SessionPool::give(services::Lane lane, std::unique_ptr<Session> session) noexcept {
    session->stopWhen({});
    if (session->isInTransaction()) session->rollback();
    const bool isUsable = !session->isBroken() && !session->isInTransaction();
    if (!isUsable) {
        session.reset();
        m_closed.add();
        closeIdle(); // its neighbours very likely lost the same server
    }
    const std::lock_guard lock(m_mutex);
    if (isUsable)
        m_idle.push_back({std::move(session), std::chrono::steady_clock::now(), std::this_thread::get_id()});
    leave(lane);
}

void SessionPool::leave(services::Lane lane) noexcept {
    --m_inUse[indexOf(lane)];
    showGauges();
    if (m_waiting > 0) m_freed.notify_all();
}

void SessionPool::closeIdle() {
    std::vector<Idle> closing;
    {
        const std::lock_guard lock(m_mutex);
        closing.swap(m_idle);
    }
    m_closed.add(closing.size());
}

void SessionPool::showGauges() noexcept {
    m_inUseGauge.set(std::accumulate(m_inUse.begin(), m_inUse.end(), 0));
    m_idleGauge.set(static_cast<double>(m_idle.size()));
    m_waitingGauge.set(m_waiting);
}

} // namespace alluse::storage
