#pragma once
// Decides what runs next: lanes, priorities, first-in-first-out within a level, ageing, bounds; and
// what must wait: for a time, for other jobs, for a resource that fails.
//
// Order. A job of level l (critical 0 … low 3) that became ready at time t has the rank
// t + l × ageingStep, and the lowest rank of a lane runs first; on a tie the higher priority does.
// So a job is never overtaken by one that became ready after t + l × ageingStep: it can wait only for
// what was there by then, which `laneCapacity` bounds, and nothing starves. A job that others wait
// for takes over the highest priority among them.
//
// Threads: every function may be called from any thread. The queue starts no thread; only await
// and submitPatiently wait.

#include "jobs/queue/circuit_breaker.h"
#include "jobs/queue/dependency_graph.h"
#include "jobs/queue/job_bonds.h"
#include "jobs/queue/job_clock.h"
#include "jobs/queue/job_list.h"
#include "jobs/queue/job_meter.h"
#include "jobs/queue/job_observer.h"

#include <tl/expected.hpp>

#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <random>
#include <unordered_map>

namespace alluse::jobs {

struct QueueOptions {
    // 10 s per level: a low job has right of way after 30 s, well before the shipped alert on an
    // oldest age over 60 s.
    std::chrono::nanoseconds ageingStep = std::chrono::seconds(10);
    // Jobs waiting in one lane; about 0.5 KB each. Room for the 100,000-job burst.
    std::size_t laneCapacity = 131'072;
    // Workers that may take from a lane at the same time, in the order of `Lane`; at least 1.
    std::array<std::size_t, kLanes.size()> workers{1, 1, 1, 1, 1};
    std::size_t deadMax = 1'000; // kept with their work; beyond it the oldest is discarded
    BreakerOptions breaker{};
    std::uint64_t seed = 1; // of the jitter
};

// `Cycle`: of several jobs submitted together none could ever start.
enum class SubmitRefusal { Closed, LaneFull, Cycle };

struct Submitted {
    JobHandle job;
    // The caller must start one more worker for this lane; it is counted already.
    bool wantsWorker = false;
    bool isExisting = false; // a live job holds the unique key; the new work was dropped
};

enum class CancelAnswer {
    NeverRuns,    // it had not started and is certain not to
    AskedToStop,  // it runs and will see its token at the next check point
    AlreadyEnded, // too late
};

// Workers the caller must start, by lane; they are counted already.
using WorkerNeeds = std::array<std::size_t, kLanes.size()>;

struct Finished {
    bool isOver = true; // the work may be destroyed; false: it is kept for another try
    WorkerNeeds workers{};
    JobHandle next; // from finishAndTake
};

struct QueueCounts {
    std::array<std::size_t, kPriorities.size()> queuedByPriority{};
    std::array<std::size_t, kLanes.size()> queuedByLane{};
    std::array<std::size_t, kLanes.size()> heldByLane{}; // waiting or retrying
    std::array<std::size_t, kLanes.size()> runningByLane{};
    std::array<bool, kLanes.size()> isPaused{};
    std::size_t queued = 0;
    std::size_t held = 0;
    std::size_t running = 0;
    std::size_t dead = 0;
    std::uint64_t refusedFull = 0;             // since the start
    std::uint64_t heldBack = 0;                // submitters that had to wait for room, since the start
    std::chrono::nanoseconds oldestWaiting{0}; // age of the longest waiting job that could run
};

class JobQueue {
public:
    // The observer may be absent; it outlives the queue.
    JobQueue(QueueOptions options, const JobClock& clock, JobMeter meter,
             JobObserver* observer = nullptr);
    ~JobQueue();

    // On a refusal nothing was kept of the spec, so its work is destroyed in the caller's frame.
    [[nodiscard]] tl::expected<Submitted, SubmitRefusal> submit(JobSpec spec);
    // All or none; `later` jobs run when their `earlier` ones are done.
    [[nodiscard]] tl::expected<std::vector<Submitted>, SubmitRefusal>
    submitAll(std::vector<JobSpec> specs, const std::vector<Dependency>& dependencies);
    // Back-pressure: waits for room in a full lane instead of being refused. For producers on
    // workers of another lane, never for a thread that must stay responsive.
    [[nodiscard]] tl::expected<Submitted, SubmitRefusal> submitPatiently(JobSpec spec,
                                                                         const std::stop_token& stop);

    // The next job, now Running, or nothing: then this worker is counted out and must leave. Both
    // happen under one lock, so a job submitted at the same moment always finds a worker.
    [[nodiscard]] JobHandle take(Lane lane);

    // Records the end of a job that take() returned; call releaseWork() on it when it is over.
    Finished finish(const JobHandle& job, JobState end);

    // For workers that stay: as take, but waits for the next job. Nothing only once the queue is
    // closed; then the worker is counted out and must leave.
    [[nodiscard]] JobHandle await(Lane lane);
    // As finish, with the next job when there is one; otherwise the worker comes back to await.
    [[nodiscard]] Finished finishAndTake(const JobHandle& job, JobState end);

    CancelAnswer cancel(const JobHandle& job);

    // Lets everything into the order whose time has come, and asks jobs past their limit to stop.
    WorkerNeeds tick();
    // When tick() will have something to do; none: not before something else happens.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> nextTickIn() const;

    // Nothing starts in a paused lane; what runs goes on.
    void pause(Lane lane);
    WorkerNeeds resume(Lane lane);

    // Dead jobs, oldest first. False: it is not in the list any more.
    [[nodiscard]] std::vector<JobHandle> deadJobs() const;
    [[nodiscard]] tl::expected<WorkerNeeds, SubmitRefusal> retryDead(const JobHandle& job);
    bool discardDead(const JobHandle& job);

    // Refuses all later submissions and cancels what waits; returns it in the order it would have
    // run, held jobs last.
    std::vector<JobHandle> close();

    // Asks every running job to stop.
    void cancelRunning();

    [[nodiscard]] QueueCounts counts() const;
    // Running jobs first, then waiting ones in level order, then held ones; at most `countMax`.
    [[nodiscard]] std::vector<JobHandle> snapshot(std::size_t countMax) const;
    [[nodiscard]] JobHandle find(JobId job) const; // live or dead
    // Sets the gauges: depth, oldest age, dead, utilisation. Once a second is enough.
    void publish();

private:
    struct LaneState {
        std::array<JobList, kPriorities.size()> waiting; // each in order of readiness
        JobList running;
        JobList held;
        std::atomic<std::size_t> waitingCount{0}; // written under the lock, watched without it
        std::size_t workerCount = 0;
        std::size_t watching = 0; // workers that look for the next job for a moment …
        std::size_t parked = 0;   // … that sleep until they are woken …
        std::size_t called = 0;   // … and that were woken and are on their way
        std::condition_variable wake;
        bool isPaused = false;
        std::chrono::nanoseconds busy{0}; // by jobs that have ended
        std::chrono::nanoseconds busyPublished{0};
    };
    // What is left to do once the lock is released.
    struct Aftermath {
        std::vector<JobHandle> ended; // never ran: their work is destroyed
        WorkerNeeds workers{};
        void settle() const;
    };
    struct Claim {
        JobHandle job;
        std::chrono::nanoseconds until{0};
    };

    LaneState& laneOf(const JobRecord& job) { return m_lanes[indexOf(job.lane())]; }
    [[nodiscard]] bool hasRoom(const LaneState& lane) const;
    [[nodiscard]] JobHandle newRecord(JobSpec spec);
    [[nodiscard]] Submitted place(JobHandle job, Aftermath& after);
    bool wait(const JobHandle& job, std::vector<JobHandle> needed, Aftermath& after);
    JobHandle takeFirst(LaneState& lane, std::chrono::nanoseconds now);
    JobHandle awaitNext(LaneState& lane, std::unique_lock<std::mutex>& lock,
                        std::chrono::nanoseconds now);
    void tellStarted(const JobHandle& job);
    bool finishLocked(const JobHandle& job, JobState end, std::chrono::nanoseconds now,
                      Aftermath& after);
    bool admits(JobRecord& job, std::chrono::nanoseconds now);
    void tellBreaker(JobRecord& job, JobState end, std::chrono::nanoseconds now);
    void ready(const JobHandle& job, Aftermath& after);
    void hold(JobHandle job, JobState state, std::optional<std::chrono::nanoseconds> until,
              std::string reason);
    void unhold(JobRecord& job);
    void forgetTime(std::optional<TimedJobs::iterator>& place);
    void inherit(const std::vector<std::weak_ptr<JobRecord>>& needed, Priority level);
    void end(const JobHandle& job, JobState end, Aftermath& after);
    void endOne(const JobHandle& job, JobState end, Aftermath& after,
                std::vector<std::pair<JobHandle, std::string>>& doomed);
    void bury(const JobHandle& job);
    void dropClaim(const JobRecord& job);
    void leaveWaiting(JobRecord& job);
    void enterLevel(JobHandle job);
    // True: the caller must start one; it is counted. Wakes a sleeping one otherwise.
    bool callWorker(LaneState& lane, std::size_t workersMax);
    void mark(const JobHandle& job, unsigned mark);

    JobList* levelToServe(LaneState& lane);
    std::chrono::nanoseconds notEarlier(std::chrono::nanoseconds now);
    std::chrono::nanoseconds nowNeverEarlier() { return notEarlier(m_clock.now()); }

    const QueueOptions m_options;
    const JobClock& m_clock;
    const JobMeter m_meter;
    JobObserver* const m_observer;

    std::atomic<std::uint64_t> m_lastId{0};

    mutable std::mutex m_mutex; // guards everything below; held for a few list steps at most
    std::condition_variable_any m_room;
    std::size_t m_roomWaiters = 0;
    std::array<LaneState, kLanes.size()> m_lanes;
    std::array<std::size_t, kPriorities.size()> m_depth{};
    TimedJobs m_starts; // when held jobs come into the order
    TimedJobs m_limits; // when running jobs have run too long
    std::unordered_map<std::string, Claim> m_unique;
    std::map<std::string, CircuitBreaker, std::less<>> m_breakers;
    std::deque<JobHandle> m_dead;
    std::mt19937_64 m_random;
    std::uint64_t m_refusedFull = 0;
    std::uint64_t m_heldBack = 0;
    std::chrono::nanoseconds m_lastTime{0};
    std::chrono::nanoseconds m_publishedAt{0};
    bool m_isClosed = false;
};

} // namespace alluse::jobs
