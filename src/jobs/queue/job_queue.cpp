#include "jobs/queue/job_queue.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace alluse::jobs {

JobQueue::JobQueue(QueueOptions options, const JobClock& clock, JobMeter meter)
    : m_options(options), m_clock(clock), m_meter(std::move(meter)) {
    for (const Priority priority : kPriorities)
        m_meter.depthChanged(priority, 0);
}

tl::expected<Submitted, SubmitRefusal> JobQueue::submit(JobSpec spec) {
    const std::lock_guard lock(m_mutex);
    if (m_isClosed) return tl::unexpected(SubmitRefusal::Closed);
    LaneState& lane = m_lanes[indexOf(spec.lane)];
    if (lane.waitingCount >= m_options.laneCapacity) {
        ++m_refusedFull;
        return tl::unexpected(SubmitRefusal::LaneFull);
    }

    const Priority priority = spec.priority;
    const bool wantsWorker = lane.workerCount < m_options.workers[indexOf(spec.lane)];
    auto job = std::make_shared<JobRecord>(JobId{m_lastId + 1}, std::move(spec), nowNeverEarlier());
    JobList& level = lane.waiting[indexOf(priority)];
    level.push_back(job);
    job->m_place = std::prev(level.end());

    ++m_lastId;
    ++lane.waitingCount;
    if (wantsWorker) ++lane.workerCount;
    countDepth(priority, true);
    return Submitted{std::move(job), wantsWorker};
}

JobHandle JobQueue::take(Lane laneName) {
    const std::lock_guard lock(m_mutex);
    LaneState& lane = m_lanes[indexOf(laneName)];
    JobList* level = levelToServe(lane);
    if (!level) {
        assert(lane.workerCount > 0 && "a worker leaves that was never counted in");
        --lane.workerCount;
        return nullptr;
    }

    JobHandle job = level->front();
    lane.running.splice(lane.running.end(), *level, level->begin());
    --lane.waitingCount;
    countDepth(job->m_priority, false);
    const auto now = nowNeverEarlier();
    job->m_startedAt = now;
    job->m_state.store(JobState::Running, std::memory_order_release);
    m_meter.started(laneName, now - job->m_submittedAt);
    return job;
}

void JobQueue::finish(const JobHandle& job, JobState end) {
    assert(hasEnded(end));
    const std::lock_guard lock(m_mutex);
    assert(job->state() == JobState::Running);
    const auto now = nowNeverEarlier();
    job->m_endedAt = now;
    job->m_state.store(end, std::memory_order_release);
    m_lanes[indexOf(job->m_lane)].running.erase(job->m_place);
    m_meter.ended(job->m_lane, end, now - job->m_startedAt.load());
}

CancelAnswer JobQueue::cancel(const JobHandle& job) {
    bool neverRuns = false;
    {
        const std::lock_guard lock(m_mutex);
        if (hasEnded(job->state())) return CancelAnswer::AlreadyEnded;
        neverRuns = job->state() == JobState::Queued;
        if (neverRuns) leaveWaiting(job);
    }
    // Outside the lock: callbacks on the token and the work's destructor are foreign code.
    job->m_stop.request_stop();
    if (!neverRuns) return CancelAnswer::AskedToStop;
    job->releaseWork();
    return CancelAnswer::NeverRuns;
}

std::vector<JobHandle> JobQueue::close() {
    std::vector<JobHandle> returned;
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        for (LaneState& lane : m_lanes) {
            while (JobList* level = levelToServe(lane)) {
                returned.push_back(level->front());
                leaveWaiting(returned.back());
            }
        }
    }
    for (const JobHandle& job : returned) {
        job->m_stop.request_stop();
        job->releaseWork();
    }
    return returned;
}

void JobQueue::cancelRunning() {
    std::vector<JobHandle> running;
    {
        const std::lock_guard lock(m_mutex);
        for (const LaneState& lane : m_lanes)
            running.insert(running.end(), lane.running.begin(), lane.running.end());
    }
    for (const JobHandle& job : running)
        job->m_stop.request_stop();
}

QueueCounts JobQueue::counts() const {
    const std::lock_guard lock(m_mutex);
    QueueCounts counts;
    counts.queuedByPriority = m_depth;
    counts.refusedFull = m_refusedFull;
    const auto now = std::max(m_lastTime, m_clock.now());
    for (const Lane laneName : kLanes) {
        const LaneState& lane = m_lanes[indexOf(laneName)];
        counts.queuedByLane[indexOf(laneName)] = lane.waitingCount;
        counts.runningByLane[indexOf(laneName)] = lane.running.size();
        counts.queued += lane.waitingCount;
        counts.running += lane.running.size();
        for (const JobList& level : lane.waiting) {
            if (level.empty()) continue;
            const auto age = now - level.front()->m_submittedAt;
            counts.oldestWaiting = std::max(counts.oldestWaiting, age);
        }
    }
    return counts;
}

std::vector<JobHandle> JobQueue::snapshot(std::size_t countMax) const {
    std::vector<JobHandle> jobs;
    const auto append = [&jobs, countMax](const JobList& list) {
        const auto room = countMax - jobs.size();
        const auto count = std::min(room, list.size());
        jobs.insert(jobs.end(), list.begin(), std::next(list.begin(), static_cast<long>(count)));
    };
    const std::lock_guard lock(m_mutex);
    for (const LaneState& lane : m_lanes)
        append(lane.running);
    for (const LaneState& lane : m_lanes) {
        for (const JobList& level : lane.waiting)
            append(level);
    }
    return jobs;
}

// The level whose first job has the lowest rank. Only first jobs compete: within a level the rank
// grows with the time of submission.
JobQueue::JobList* JobQueue::levelToServe(LaneState& lane) {
    JobList* best = nullptr;
    std::chrono::nanoseconds bestRank{0};
    for (const Priority priority : kPriorities) {
        JobList& level = lane.waiting[indexOf(priority)];
        if (level.empty()) continue;
        const auto steps = static_cast<std::int64_t>(indexOf(priority));
        const auto rank = level.front()->m_submittedAt + steps * m_options.ageingStep;
        if (best && rank >= bestRank) continue;
        best = &level;
        bestRank = rank;
    }
    return best;
}

void JobQueue::leaveWaiting(const JobHandle& job) {
    LaneState& lane = m_lanes[indexOf(job->m_lane)];
    lane.waiting[indexOf(job->m_priority)].erase(job->m_place);
    --lane.waitingCount;
    countDepth(job->m_priority, false);
    job->m_endedAt = nowNeverEarlier();
    job->m_state.store(JobState::Cancelled, std::memory_order_release);
}

void JobQueue::countDepth(Priority priority, bool isMore) {
    std::size_t& depth = m_depth[indexOf(priority)];
    depth = isMore ? depth + 1 : depth - 1;
    m_meter.depthChanged(priority, depth);
}

// The order relies on time that does not run backwards, whatever the clock says.
std::chrono::nanoseconds JobQueue::nowNeverEarlier() {
    m_lastTime = std::max(m_lastTime, m_clock.now());
    return m_lastTime;
}

} // namespace alluse::jobs
