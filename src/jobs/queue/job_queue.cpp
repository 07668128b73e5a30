#include "jobs/queue/job_queue.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace alluse::jobs {

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

tl::expected<Submitted, SubmitRefusal> JobQueue::submit(JobSpec spec) {
    Aftermath after;
    Submitted submitted;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed) return tl::unexpected(SubmitRefusal::Closed);
        if (!hasRoom(m_lanes[indexOf(spec.lane)])) {
            ++m_refusedFull;
            return tl::unexpected(SubmitRefusal::LaneFull);
        }
        submitted = place(std::move(spec), after);
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
            all[at] = place(std::move(specs[at]), after);
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
        submitted = place(std::move(spec), after);
    }
    after.settle();
    return submitted;
}

bool JobQueue::hasRoom(const LaneState& lane) const {
    return lane.waitingCount + lane.held.size() < m_options.laneCapacity;
}

JobHandle JobQueue::take(Lane laneName) {
    const std::lock_guard lock(m_mutex);
    return takeLocked(m_lanes[indexOf(laneName)], nowNeverEarlier());
}

Finished JobQueue::finish(const JobHandle& job, JobState end) {
    Aftermath after;
    Finished answer;
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
    {
        const std::lock_guard lock(m_mutex);
        const auto now = nowNeverEarlier();
        answer.isOver = finishLocked(job, end, now, after);
        answer.next = takeLocked(laneOf(*job), now);
    }
    if (!after.ended.empty()) after.settle();
    answer.workers = after.workers;
    return answer;
}

JobHandle JobQueue::takeLocked(LaneState& lane, std::chrono::nanoseconds now) {
    while (JobList* level = levelToServe(lane)) {
        JobRecord& job = *level->first();
        JobHandle taken = JobList::handle(job);
        leaveWaiting(job);
        if (job.m_terms && !admits(job, now)) continue; // it waits for its breaker
        lane.running.append(taken);
        job.m_startedAt = now;
        ++job.m_attempt;
        job.m_state.store(JobState::Running, std::memory_order_release);
        if (job.m_terms && job.m_terms->timeout.count() > 0)
            job.bonds().limit = m_limits.emplace(now + job.m_terms->timeout, taken);
        m_meter.started(job.m_lane, now - job.m_readyAt);
        mark(taken, change::kStarted);
        return taken;
    }
    assert(lane.workerCount > 0 && "a worker leaves that was never counted in");
    --lane.workerCount;
    return nullptr;
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
    ++lane.waitingCount;
    ++m_depth[indexOf(job->m_level)];
    lane.waiting[indexOf(job->m_level)].insertByReadiness(std::move(job));
}

void JobQueue::leaveWaiting(JobRecord& job) {
    LaneState& lane = laneOf(job);
    (void)lane.waiting[indexOf(job.m_level)].remove(job); // the caller holds a handle
    --lane.waitingCount;
    --m_depth[indexOf(job.m_level)];
    if (m_roomWaiters > 0) m_room.notify_all();
}

void JobQueue::askForWorker(Lane laneName, WorkerNeeds& needs) {
    LaneState& lane = m_lanes[indexOf(laneName)];
    if (lane.isPaused || lane.workerCount >= m_options.workers[indexOf(laneName)]) return;
    ++lane.workerCount;
    ++needs[indexOf(laneName)];
}

void JobQueue::mark(const JobHandle& job, unsigned mark) {
    if (m_observer) m_observer->changed(job, mark);
}

// The order relies on time that does not run backwards, whatever the clock says.
std::chrono::nanoseconds JobQueue::nowNeverEarlier() {
    m_lastTime = std::max(m_lastTime, m_clock.now());
    return m_lastTime;
}

} // namespace alluse::jobs
