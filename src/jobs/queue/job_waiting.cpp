// What happens around the order: placing, waiting, retrying, ending, and what hangs on it.

#include "jobs/queue/job_queue.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace alluse::jobs {

Submitted JobQueue::place(JobHandle job, Aftermath& after) {
    LaneState& lane = laneOf(*job);
    const auto now = notEarlier(job->m_submittedAt);
    job->m_readyAt = now;
    JobTerms* terms = job->m_terms.get();
    if (!terms) {
        mark(job, change::kQueued);
        lane.waitingCount.fetch_add(1, std::memory_order_relaxed);
        ++m_depth[indexOf(job->m_level)];
        lane.waiting[indexOf(job->m_level)].append(job);
        const bool wantsWorker = callWorker(lane, m_options.workers[indexOf(job->m_lane)]);
        return {std::move(job), wantsWorker};
    }

    if (!terms->uniqueKey.empty()) {
        const auto claim = m_unique.find(terms->uniqueKey);
        if (claim != m_unique.end() && claim->second.until > now) return {claim->second.job, false, true};
        m_unique[terms->uniqueKey] = {job, now + terms->uniqueFor};
    }
    std::vector<JobHandle> needed = std::exchange(terms->after, {}); // it must not keep others alive
    if (terms->group) ++terms->group->m_total;
    const WorkerNeeds before = after.workers;
    if (!wait(job, std::move(needed), after)) ready(job, after);
    const std::size_t at = indexOf(job->m_lane);
    const bool wantsWorker = after.workers[at] > before[at];
    return {std::move(job), wantsWorker};
}

// False: nothing keeps it from running now.
bool JobQueue::wait(const JobHandle& job, std::vector<JobHandle> needed, Aftermath& after) {
    JobRecord::Bonds& bonds = job->bonds();
    std::string waitsFor;
    for (const JobHandle& each : needed) {
        const JobState state = each->state();
        if (state == JobState::Failed || state == JobState::Cancelled) {
            if (job->m_terms->whenDependencyFails == WhenDependencyFails::RunAnyway) continue;
            job->setReason("skipped: “" + each->name() + "” " + std::string(nameOf(state)));
            end(job, JobState::Cancelled, after);
            return true;
        }
        if (state == JobState::Done) continue;
        ++bonds.unmet;
        bonds.needed.push_back(each);
        each->bonds().dependents.push_back(job);
        if (waitsFor.empty()) waitsFor = each->name();
    }
    if (bonds.unmet > 0) {
        hold(job, JobState::Waiting, {}, "waits for “" + waitsFor + "”");
        inherit(bonds.needed, job->m_level);
        return true;
    }
    if (job->m_terms->delay.count() <= 0) return false;
    hold(job, JobState::Waiting, m_lastTime + job->m_terms->delay, {});
    return true;
}

// Comes into the order; its age counts from now.
void JobQueue::ready(const JobHandle& job, Aftermath& after) {
    job->m_readyAt = m_lastTime;
    job->setReason({});
    job->m_state.store(JobState::Queued, std::memory_order_release);
    enterLevel(job);
    if (callWorker(laneOf(*job), m_options.workers[indexOf(job->m_lane)]))
        ++after.workers[indexOf(job->m_lane)];
    mark(job, change::kQueued);
}

void JobQueue::hold(JobHandle job, JobState state, std::optional<std::chrono::nanoseconds> until,
                    std::string reason) {
    job->setReason(std::move(reason));
    job->m_state.store(state, std::memory_order_release);
    job->m_dueAt = until.value_or(JobRecord::kNotYet);
    if (until) job->bonds().timer = m_starts.emplace(*until, job);
    mark(job, change::kQueued);
    JobList& held = laneOf(*job).held;
    held.append(std::move(job));
}

void JobQueue::unhold(JobRecord& job) {
    if (job.m_bonds && job.m_bonds->timer) {
        m_starts.erase(*job.m_bonds->timer);
        job.m_bonds->timer.reset();
    }
    (void)laneOf(job).held.remove(job);
    if (m_roomWaiters > 0) m_room.notify_all();
}

WorkerNeeds JobQueue::tick() {
    Aftermath after;
    std::vector<JobHandle> overdue;
    {
        const std::lock_guard lock(m_mutex);
        const auto now = nowNeverEarlier();
        while (!m_starts.empty() && m_starts.begin()->first <= now) {
            const JobHandle job = m_starts.begin()->second;
            unhold(*job);
            ready(job, after);
        }
        while (!m_limits.empty() && m_limits.begin()->first <= now) {
            overdue.push_back(m_limits.begin()->second);
            m_limits.erase(m_limits.begin());
            overdue.back()->bonds().limit.reset();
            overdue.back()->bonds().isTimedOut = true;
        }
    }
    for (const JobHandle& job : overdue) job->requestStop();
    return after.workers;
}

std::optional<std::chrono::nanoseconds> JobQueue::nextTickIn() const {
    const std::lock_guard lock(m_mutex);
    if (m_starts.empty() && m_limits.empty()) return std::nullopt;
    auto next = std::chrono::nanoseconds::max();
    if (!m_starts.empty()) next = std::min(next, m_starts.begin()->first);
    if (!m_limits.empty()) next = std::min(next, m_limits.begin()->first);
    return std::max(std::chrono::nanoseconds(0), next - std::max(m_lastTime, m_clock.now()));
}

bool JobQueue::admits(JobRecord& job, std::chrono::nanoseconds now) {
    if (job.m_terms->breaker.empty()) return true;
    auto& breaker =
        m_breakers.try_emplace(job.m_terms->breaker, CircuitBreaker(m_options.breaker)).first->second;
    job.bonds().isAdmitted = breaker.admits(now);
    if (job.bonds().isAdmitted) return true;
    hold(job.shared_from_this(), JobState::Waiting, breaker.nextAskAt(now),
         job.m_terms->breaker + " is failing");
    return false;
}

void JobQueue::tellBreaker(JobRecord& job, JobState end, std::chrono::nanoseconds now) {
    if (!job.m_bonds || !std::exchange(job.m_bonds->isAdmitted, false)) return;
    CircuitBreaker& breaker = m_breakers.find(job.m_terms->breaker)->second;
    if (end == JobState::Cancelled)
        breaker.abandoned();
    else if (end == JobState::Failed && job.failureClass() == FailureClass::Transient)
        breaker.failed(now);
    else
        breaker.succeeded(); // a permanent failure says that the resource answered
}

// False: it is kept, for another try or in the dead list.
bool JobQueue::finishLocked(const JobHandle& job, JobState end_, std::chrono::nanoseconds now,
                            Aftermath& after) {
    assert(hasEnded(end_) && end_ != JobState::Dead);
    assert(job->state() == JobState::Running);
    LaneState& lane = laneOf(*job);
    (void)lane.running.remove(*job);
    lane.busy += now - job->m_startedAt.load(std::memory_order_relaxed);
    JobState state = end_;
    if (job->m_terms) {
        if (job->m_bonds) forgetTime(job->m_bonds->limit);
        if (job->m_bonds && std::exchange(job->m_bonds->isTimedOut, false)
            && end_ != JobState::Done) {
            state = JobState::Failed;
            job->setFailureText("It took too long and was stopped.", FailureClass::Transient);
            job->forgetStop();
        }
        tellBreaker(*job, state, now);
        const RetryPolicy& retry = job->m_terms->retry;
        if (state == JobState::Failed && retry.isUsed() && !m_isClosed && !job->isStopRequested()) {
            m_meter.failed(job->m_lane);
            if (job->failureClass() == FailureClass::Transient && job->attempt() < retry.attemptsMax) {
                m_meter.retried(job->m_lane);
                hold(job, JobState::Retrying, now + retryDelay(retry, job->attempt(), m_random()),
                     job->failureText());
            } else {
                bury(job);
            }
            return false;
        }
    }
    if (state == JobState::Failed) m_meter.failed(job->m_lane);
    end(job, state, after);
    return true;
}

void JobQueue::forgetTime(std::optional<TimedJobs::iterator>& place) {
    if (place) m_limits.erase(*place);
    place.reset();
}

void JobQueue::bury(const JobHandle& job) {
    dropClaim(*job); // or it would block its successors until somebody looks at it
    job->m_endedAt = m_lastTime;
    job->m_state.store(JobState::Dead, std::memory_order_release);
    m_dead.push_back(job);
    mark(job, change::kEnded);
    // The oldest makes room on the next tick of whoever watches the list; it must not be destroyed
    // under this lock.
}

void JobQueue::dropClaim(const JobRecord& job) {
    const auto claim = m_unique.find(job.m_terms->uniqueKey);
    if (claim != m_unique.end() && claim->second.job.get() == &job) m_unique.erase(claim);
}

// Whatever waits for the job goes on or ends as well; a chain of any length ends without recursion.
void JobQueue::end(const JobHandle& first, JobState state, Aftermath& after) {
    if (!first->m_terms && !first->m_bonds && state != JobState::Cancelled) {
        first->m_endedAt.store(m_lastTime, std::memory_order_relaxed);
        first->m_state.store(state, std::memory_order_release);
        mark(first, change::kEnded);
        return;
    }
    std::vector<std::pair<JobHandle, std::string>> doomed;
    endOne(first, state, after, doomed);
    if (state == JobState::Cancelled) after.ended.push_back(first);
    while (!doomed.empty()) {
        auto [job, reason] = std::move(doomed.back());
        doomed.pop_back();
        if (!isHeld(job->state())) continue; // reached twice
        unhold(*job);
        job->setReason(std::move(reason));
        endOne(job, JobState::Cancelled, after, doomed);
        after.ended.push_back(job);
    }
}

void JobQueue::endOne(const JobHandle& job, JobState state, Aftermath& after,
                      std::vector<std::pair<JobHandle, std::string>>& doomed) {
    job->m_endedAt = m_lastTime;
    job->m_state.store(state, std::memory_order_release);
    mark(job, change::kEnded);
    if (const JobTerms* terms = job->m_terms.get()) {
        dropClaim(*job);
        if (JobGroup* group = terms->group.get()) {
            if (state == JobState::Done) ++group->m_done;
            if (state == JobState::Failed) ++group->m_failed;
            if (state == JobState::Cancelled) ++group->m_cancelled;
        }
    }
    if (!job->m_bonds) return;
    for (const JobHandle& dependent : std::exchange(job->m_bonds->dependents, {})) {
        if (!isHeld(dependent->state())) continue;
        if (state != JobState::Done
            && dependent->m_terms->whenDependencyFails == WhenDependencyFails::NeverRun) {
            doomed.emplace_back(dependent,
                                "skipped: “" + job->name() + "” " + std::string(nameOf(state)));
            continue;
        }
        if (--dependent->bonds().unmet > 0) continue;
        unhold(*dependent);
        // Whoever cancels or discards starts no workers, so the next tick lets the dependent in.
        if (dependent->m_terms->delay.count() > 0 || state != JobState::Done)
            hold(dependent, JobState::Waiting, m_lastTime + dependent->m_terms->delay, {});
        else
            ready(dependent, after);
    }
}

// A job that waits hands its priority on to what it waits for, along the whole chain.
void JobQueue::inherit(const std::vector<std::weak_ptr<JobRecord>>& needed, Priority level) {
    std::vector<JobHandle> open;
    const auto add = [&open](const std::vector<std::weak_ptr<JobRecord>>& list) {
        for (const auto& each : list)
            if (JobHandle job = each.lock()) open.push_back(std::move(job));
    };
    add(needed);
    while (!open.empty()) {
        const JobHandle job = std::move(open.back());
        open.pop_back();
        if (job->m_level <= level || hasEnded(job->state())) continue;
        if (job->state() == JobState::Queued) {
            leaveWaiting(*job);
            job->m_level = level;
            enterLevel(job);
        } else {
            job->m_level = level;
        }
        if (job->m_bonds) add(job->m_bonds->needed);
    }
}

} // namespace alluse::jobs
