#include "jobs/queue/job_queue.h"

#include <algorithm>
#include <cassert>
#include <thread>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace alluse::jobs {
namespace {

// Some 20 us: about what it takes to wake a thread (measured 16 to 28 us on Linux).
constexpr int kWatchTurns = 1'000;
constexpr int kLockTurns = 100;

void relax() {
#if defined(__x86_64__)
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

// The lock is held for a few list steps, which is shorter than falling asleep over it.
std::unique_lock<std::mutex> lockBriefly(std::mutex& mutex) {
    std::unique_lock lock(mutex, std::try_to_lock);
    for (int turn = 0; !lock.owns_lock() && turn < kLockTurns; ++turn) {
        relax();
        if (lock.try_lock()) return lock;
    }
    if (!lock.owns_lock()) lock.lock();
    return lock;
}

} // namespace

JobQueue::JobQueue(QueueOptions options, const JobClock& clock, JobMeter meter,
                   JobObserver* observer)
    : m_options(options), m_clock(clock), m_meter(std::move(meter)), m_observer(observer),
      m_random(options.seed), m_publishedAt(clock.now()) {}

// Handles point at each other along dependencies; without this they would keep each other alive.
JobQueue::~JobQueue() {
    close();
    m_dead.clear();
}

void JobQueue::Aftermath::settle() const {
    for (const JobHandle& job : ended) {
        job->requestStop();
        job->releaseWork();
    }
}

// Everything that can be made without the lock is made without it: the record, its times.
JobHandle JobQueue::newRecord(JobSpec spec) {
    const JobId id{m_lastId.fetch_add(1, std::memory_order_relaxed) + 1};
    return std::make_shared<JobRecord>(id, std::move(spec), m_clock.now());
}

tl::expected<Submitted, SubmitRefusal> JobQueue::submit(JobSpec spec) {
    JobHandle job = newRecord(std::move(spec));
    Aftermath after;
    Submitted submitted;
    {
        const auto lock = lockBriefly(m_mutex);
        if (m_isClosed) return tl::unexpected(SubmitRefusal::Closed);
        if (!hasRoom(laneOf(*job))) {
            ++m_refusedFull;
            return tl::unexpected(SubmitRefusal::LaneFull);
        }
        submitted = place(std::move(job), after);
    }
    if (!after.ended.empty()) after.settle();
    return submitted;
}

tl::expected<std::vector<Submitted>, SubmitRefusal>
JobQueue::submitAll(std::vector<JobSpec> specs, const std::vector<Dependency>& dependencies) {
    const GraphOrder graph = orderOf(specs.size(), dependencies);
    if (!graph.cycle.empty()) return tl::unexpected(SubmitRefusal::Cycle);
    Aftermath after;
    std::vector<Submitted> all(specs.size());
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed) return tl::unexpected(SubmitRefusal::Closed);
        std::array<std::size_t, kLanes.size()> wanted{};
        for (const JobSpec& spec : specs) ++wanted[indexOf(spec.lane)];
        for (std::size_t lane = 0; lane < kLanes.size(); ++lane)
            if (m_lanes[lane].waitingCount + m_lanes[lane].held.size() + wanted[lane]
                > m_options.laneCapacity) {
                ++m_refusedFull;
                return tl::unexpected(SubmitRefusal::LaneFull);
            }
        for (const std::size_t at : graph.order) {
            for (const Dependency& each : dependencies) {
                if (each.later != at) continue;
                if (!specs[at].terms) specs[at].terms = std::make_unique<JobTerms>();
                specs[at].terms->after.push_back(all[each.earlier].job);
            }
            all[at] = place(newRecord(std::move(specs[at])), after);
        }
    }
    after.settle();
    return all;
}

tl::expected<Submitted, SubmitRefusal> JobQueue::submitPatiently(JobSpec spec,
                                                                 const std::stop_token& stop) {
    Aftermath after;
    Submitted submitted;
    {
        std::unique_lock lock(m_mutex);
        const LaneState& lane = m_lanes[indexOf(spec.lane)];
        if (!m_isClosed && !hasRoom(lane)) {
            ++m_heldBack;
            m_meter.heldBack(spec.lane);
            ++m_roomWaiters;
            m_room.wait(lock, stop, [&] { return m_isClosed || hasRoom(lane); });
            --m_roomWaiters;
        }
        if (m_isClosed) return tl::unexpected(SubmitRefusal::Closed);
        if (!hasRoom(lane)) return tl::unexpected(SubmitRefusal::LaneFull); // asked to stop
        submitted = place(newRecord(std::move(spec)), after);
    }
    after.settle();
    return submitted;
}

bool JobQueue::hasRoom(const LaneState& lane) const {
    return lane.waitingCount + lane.held.size() < m_options.laneCapacity;
}

JobHandle JobQueue::take(Lane laneName) {
    JobHandle job;
    {
        const std::lock_guard lock(m_mutex);
        LaneState& lane = m_lanes[indexOf(laneName)];
        job = takeFirst(lane, nowNeverEarlier());
        if (!job) {
            assert(lane.workerCount > 0 && "a worker leaves that was never counted in");
            --lane.workerCount;
        }
    }
    tellStarted(job);
    return job;
}

JobHandle JobQueue::await(Lane laneName) {
    JobHandle job;
    {
        auto lock = lockBriefly(m_mutex);
        job = awaitNext(m_lanes[indexOf(laneName)], lock, nowNeverEarlier());
    }
    tellStarted(job);
    return job;
}

Finished JobQueue::finish(const JobHandle& job, JobState end) {
    Aftermath after;
    Finished answer;
    m_meter.ran(job->m_lane, m_clock.now() - job->m_startedAt.load());
    {
        const std::lock_guard lock(m_mutex);
        answer.isOver = finishLocked(job, end, nowNeverEarlier(), after);
    }
    if (!after.ended.empty()) after.settle();
    answer.workers = after.workers;
    return answer;
}

Finished JobQueue::finishAndTake(const JobHandle& job, JobState end) {
    Aftermath after;
    Finished answer;
    auto now = m_clock.now();
    m_meter.ran(job->m_lane, now - job->m_startedAt.load());
    {
        auto lock = lockBriefly(m_mutex);
        now = notEarlier(now);
        answer.isOver = finishLocked(job, end, now, after);
        answer.workers = after.workers;
        // Only a worker with nothing else on its hands may wait: the caller still has to send the
        // result, to start workers and to destroy the work.
        answer.next = takeFirst(laneOf(*job), now);
    }
    if (!after.ended.empty()) after.settle();
    tellStarted(answer.next);
    return answer;
}

JobHandle JobQueue::takeFirst(LaneState& lane, std::chrono::nanoseconds now) {
    while (JobList* level = levelToServe(lane)) {
        JobRecord& job = *level->first();
        JobHandle taken = JobList::handle(job);
        leaveWaiting(job);
        if (job.m_terms && !admits(job, now)) continue; // it waits for its breaker
        lane.running.append(taken);
        job.m_startedAt.store(now, std::memory_order_relaxed);
        job.m_attempt.store(job.m_attempt.load(std::memory_order_relaxed) + 1,
                            std::memory_order_relaxed);
        job.m_state.store(JobState::Running, std::memory_order_release);
        if (job.m_terms && job.m_terms->timeout.count() > 0)
            job.bonds().limit = m_limits.emplace(now + job.m_terms->timeout, taken);
        return taken;
    }
    return nullptr;
}

// Looks for a moment before it sleeps: waking a thread takes longer than most gaps in a burst, and
// would be paid for by the thread that submits.
JobHandle JobQueue::awaitNext(LaneState& lane, std::unique_lock<std::mutex>& lock,
                              std::chrono::nanoseconds now) {
    while (true) {
        if (JobHandle job = takeFirst(lane, now)) return job;
        if (m_isClosed) {
            --lane.workerCount;
            return nullptr;
        }
        ++lane.watching;
        lock.unlock();
        for (int turn = 0; turn < kWatchTurns; ++turn) {
            if (lane.waitingCount.load(std::memory_order_relaxed) > 0) break;
            relax();
        }
        lock = lockBriefly(m_mutex);
        --lane.watching;
        if (!m_isClosed && !levelToServe(lane)) {
            ++lane.parked;
            lane.wake.wait(lock, [&] { return m_isClosed || lane.called > 0 || levelToServe(lane); });
            if (lane.called > 0)
                --lane.called;
            else
                --lane.parked;
        }
        now = nowNeverEarlier();
    }
}

void JobQueue::tellStarted(const JobHandle& job) {
    if (!job) return;
    m_meter.started(job->m_lane, job->m_startedAt.load(std::memory_order_relaxed) - job->m_readyAt);
    mark(job, change::kStarted);
}

CancelAnswer JobQueue::cancel(const JobHandle& job) {
    Aftermath after;
    bool neverRuns = false;
    {
        const std::lock_guard lock(m_mutex);
        if (hasEnded(job->state())) return CancelAnswer::AlreadyEnded;
        neverRuns = job->state() != JobState::Running;
        if (neverRuns) {
            if (isHeld(job->state()))
                unhold(*job);
            else
                leaveWaiting(*job);
            end(job, JobState::Cancelled, after);
        }
    }
    // Outside the lock: callbacks on the token and the work's destructor are foreign code.
    if (!neverRuns) job->requestStop();
    after.settle();
    return neverRuns ? CancelAnswer::NeverRuns : CancelAnswer::AskedToStop;
}

std::vector<JobHandle> JobQueue::close() {
    Aftermath after;
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        for (LaneState& lane : m_lanes) {
            lane.isPaused = false; // or what waits in it would be left out
            while (JobList* level = levelToServe(lane)) {
                const JobHandle job = JobList::handle(*level->first());
                leaveWaiting(*job);
                end(job, JobState::Cancelled, after);
            }
        }
        for (LaneState& lane : m_lanes)
            while (!lane.held.isEmpty()) {
                const JobHandle job = JobList::handle(*lane.held.first());
                unhold(*job);
                end(job, JobState::Cancelled, after);
            }
        m_room.notify_all();
        for (LaneState& lane : m_lanes) lane.wake.notify_all();
    }
    after.settle();
    return after.ended;
}

void JobQueue::cancelRunning() {
    std::vector<JobHandle> running;
    {
        const std::lock_guard lock(m_mutex);
        for (const LaneState& lane : m_lanes)
            for (JobRecord* job = lane.running.first(); job; job = JobList::next(*job))
                running.push_back(JobList::handle(*job));
    }
    for (const JobHandle& job : running) job->requestStop();
}

// The level whose first job has the lowest rank. Only first jobs compete: within a level the rank
// grows with the time of readiness.
JobList* JobQueue::levelToServe(LaneState& lane) {
    if (lane.waitingCount == 0 || lane.isPaused) return nullptr;
    JobList* best = nullptr;
    std::chrono::nanoseconds bestRank{0};
    for (const Priority priority : kPriorities) {
        JobList& level = lane.waiting[indexOf(priority)];
        if (level.isEmpty()) continue;
        const auto steps = static_cast<std::int64_t>(indexOf(priority));
        const auto rank = level.first()->m_readyAt + steps * m_options.ageingStep;
        if (best && rank >= bestRank) continue;
        best = &level;
        bestRank = rank;
    }
    return best;
}

void JobQueue::enterLevel(JobHandle job) {
    LaneState& lane = laneOf(*job);
    lane.waitingCount.fetch_add(1, std::memory_order_relaxed);
    ++m_depth[indexOf(job->m_level)];
    lane.waiting[indexOf(job->m_level)].insertByReadiness(std::move(job));
}

void JobQueue::leaveWaiting(JobRecord& job) {
    LaneState& lane = laneOf(job);
    (void)lane.waiting[indexOf(job.m_level)].remove(job); // the caller holds a handle
    lane.waitingCount.fetch_sub(1, std::memory_order_relaxed);
    --m_depth[indexOf(job.m_level)];
    if (m_roomWaiters > 0) m_room.notify_all();
}

bool JobQueue::callWorker(LaneState& lane, std::size_t workersMax) {
    if (lane.isPaused || lane.waitingCount.load(std::memory_order_relaxed) <= lane.watching + lane.called) return false;
    if (lane.parked > 0) {
        --lane.parked;
        ++lane.called;
        lane.wake.notify_one();
        return false;
    }
    if (lane.workerCount >= workersMax) return false;
    ++lane.workerCount;
    return true;
}

void JobQueue::mark(const JobHandle& job, unsigned mark) {
    if (m_observer) m_observer->changed(job, mark);
}

// The order relies on time that does not run backwards, whatever the clock says.
std::chrono::nanoseconds JobQueue::notEarlier(std::chrono::nanoseconds now) {
    m_lastTime = std::max(m_lastTime, now);
    return m_lastTime;
}

} // namespace alluse::jobs
