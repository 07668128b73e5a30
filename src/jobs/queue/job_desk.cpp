// What people do and see: pause, the dead list, counts, lists, gauges.

#include "jobs/queue/job_queue.h"

#include <algorithm>
#include <utility>

namespace alluse::jobs {

void JobQueue::pause(Lane lane) {
    const std::lock_guard lock(m_mutex);
    m_lanes[indexOf(lane)].isPaused = true;
}

WorkerNeeds JobQueue::resume(Lane laneName) {
    const std::lock_guard lock(m_mutex);
    LaneState& lane = m_lanes[indexOf(laneName)];
    lane.isPaused = false;
    lane.wake.notify_all();
    WorkerNeeds needs{};
    const std::size_t present = lane.parked + lane.called + lane.watching;
    const std::size_t wanted = lane.waitingCount - std::min<std::size_t>(present, lane.waitingCount);
    const std::size_t room = m_options.workers[indexOf(laneName)] - lane.workerCount;
    needs[indexOf(laneName)] = std::min(wanted, room);
    lane.workerCount += needs[indexOf(laneName)];
    return needs;
}

std::vector<JobHandle> JobQueue::deadJobs() const {
    const std::lock_guard lock(m_mutex);
    return {m_dead.begin(), m_dead.end()};
}

tl::expected<WorkerNeeds, SubmitRefusal> JobQueue::retryDead(const JobHandle& job) {
    Aftermath after;
    const std::lock_guard lock(m_mutex);
    if (m_isClosed) return tl::unexpected(SubmitRefusal::Closed);
    const auto found = std::ranges::find(m_dead, job);
    if (found == m_dead.end()) return after.workers;
    if (!hasRoom(laneOf(*job))) return tl::unexpected(SubmitRefusal::LaneFull);
    m_dead.erase(found);
    nowNeverEarlier();
    job->m_attempt = 0;
    job->m_startedAt = job->m_endedAt = JobRecord::kNotYet;
    job->forgetStop();
    ready(job, after);
    return after.workers;
}

bool JobQueue::discardDead(const JobHandle& job) {
    Aftermath after;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::ranges::find(m_dead, job);
        if (found == m_dead.end()) return false;
        m_dead.erase(found);
        nowNeverEarlier();
        job->setReason("discarded");
        end(job, JobState::Cancelled, after);
    }
    after.settle();
    return true;
}

QueueCounts JobQueue::counts() const {
    const std::lock_guard lock(m_mutex);
    QueueCounts counts;
    counts.queuedByPriority = m_depth;
    counts.refusedFull = m_refusedFull;
    counts.heldBack = m_heldBack;
    counts.dead = m_dead.size();
    const auto now = std::max(m_lastTime, m_clock.now());
    for (const Lane laneName : kLanes) {
        const LaneState& lane = m_lanes[indexOf(laneName)];
        counts.queuedByLane[indexOf(laneName)] = lane.waitingCount;
        counts.heldByLane[indexOf(laneName)] = lane.held.size();
        counts.runningByLane[indexOf(laneName)] = lane.running.size();
        counts.isPaused[indexOf(laneName)] = lane.isPaused;
        counts.queued += lane.waitingCount;
        counts.held += lane.held.size();
        counts.running += lane.running.size();
        for (const JobList& level : lane.waiting)
            if (!level.isEmpty())
                counts.oldestWaiting =
                    std::max(counts.oldestWaiting, now - level.first()->m_readyAt);
    }
    return counts;
}

std::vector<JobHandle> JobQueue::snapshot(std::size_t countMax) const {
    std::vector<JobHandle> jobs;
    const auto append = [&jobs, countMax](const JobList& list) {
        for (JobRecord* job = list.first(); job && jobs.size() < countMax; job = JobList::next(*job))
            jobs.push_back(JobList::handle(*job));
    };
    const std::lock_guard lock(m_mutex);
    for (const LaneState& lane : m_lanes) append(lane.running);
    for (const LaneState& lane : m_lanes)
        for (const JobList& level : lane.waiting) append(level);
    for (const LaneState& lane : m_lanes) append(lane.held);
    return jobs;
}

JobHandle JobQueue::find(JobId id) const {
    const std::lock_guard lock(m_mutex);
    for (const JobHandle& job : m_dead)
        if (job->id() == id) return job;
    const auto in = [id](const JobList& list) -> JobHandle {
        for (JobRecord* job = list.first(); job; job = JobList::next(*job))
            if (job->id() == id) return JobList::handle(*job);
        return nullptr;
    };
    for (const LaneState& lane : m_lanes) {
        if (JobHandle job = in(lane.running)) return job;
        if (JobHandle job = in(lane.held)) return job;
        for (const JobList& level : lane.waiting)
            if (JobHandle job = in(level)) return job;
    }
    return nullptr;
}

void JobQueue::publish() {
    const QueueCounts now = counts();
    for (const Priority priority : kPriorities)
        m_meter.depth(priority, now.queuedByPriority[indexOf(priority)]);
    m_meter.oldestAge(now.oldestWaiting);
    m_meter.dead(now.dead);
    std::vector<JobHandle> surplus; // of the dead list: its oldest
    {
        const std::lock_guard lock(m_mutex);
        const auto time = nowNeverEarlier();
        const auto passed = std::chrono::duration<double>(time - m_publishedAt).count();
        m_publishedAt = time;
        for (const Lane laneName : kLanes) {
            LaneState& lane = m_lanes[indexOf(laneName)];
            auto busy = lane.busy;
            for (JobRecord* job = lane.running.first(); job; job = JobList::next(*job))
                busy += time - job->m_startedAt.load();
            const auto share = std::chrono::duration<double>(busy - lane.busyPublished).count()
                               / static_cast<double>(m_options.workers[indexOf(laneName)]);
            lane.busyPublished = busy;
            if (passed > 0) m_meter.utilisation(laneName, std::clamp(100 * share / passed, 0.0, 100.0));
        }
        const std::size_t over = m_dead.size() - std::min(m_dead.size(), m_options.deadMax);
        surplus.assign(m_dead.begin(), m_dead.begin() + static_cast<std::ptrdiff_t>(over));
    }
    for (const JobHandle& job : surplus) (void)discardDead(job);
}

} // namespace alluse::jobs
