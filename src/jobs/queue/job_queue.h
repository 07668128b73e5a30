#pragma once
// Decides what runs next: lanes, priorities, first-in-first-out within a level, ageing, bounds.
//
// Order. A job of level l (critical 0 … low 3) that was submitted at time t has the rank
// t + l × ageingStep, and the lowest rank of a lane runs first; on a tie the higher priority does.
// So a job is never overtaken by one submitted after t + l × ageingStep: it can wait only for what
// was there by then, which `laneCapacity` bounds, and nothing starves.
//
// Threads: every function may be called from any thread. The queue starts no thread and never
// waits.

#include "jobs/queue/job_clock.h"
#include "jobs/queue/job_meter.h"
#include "jobs/queue/job_record.h"

#include <tl/expected.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <vector>

namespace alluse::jobs {

struct QueueOptions {
    // 10 s per level: a low job has right of way after 30 s, well before the shipped alert on an
    // oldest age over 60 s.
    std::chrono::nanoseconds ageingStep = std::chrono::seconds(10);
    // Jobs waiting in one lane; about 0.5 KB each. Room for the 100,000-job burst.
    std::size_t laneCapacity = 131'072;
    // Workers that may take from a lane at the same time, in the order of `Lane`; at least 1.
    std::array<std::size_t, kLanes.size()> workers{1, 1, 1, 1, 1};
};

enum class SubmitRefusal { Closed, LaneFull };

struct Submitted {
    JobHandle job;
    // The caller must start one more worker for this lane; it is counted already.
    bool wantsWorker = false;
};

enum class CancelAnswer {
    NeverRuns,    // it had not started and is certain not to
    AskedToStop,  // it runs and will see its token at the next check point
    AlreadyEnded, // too late
};

struct QueueCounts {
    std::array<std::size_t, kPriorities.size()> queuedByPriority{};
    std::array<std::size_t, kLanes.size()> queuedByLane{};
    std::array<std::size_t, kLanes.size()> runningByLane{};
    std::size_t queued = 0;
    std::size_t running = 0;
    std::uint64_t refusedFull = 0;             // since the start
    std::chrono::nanoseconds oldestWaiting{0}; // age of the longest waiting job
};

class JobQueue {
public:
    JobQueue(QueueOptions options, const JobClock& clock, JobMeter meter);

    // On a refusal nothing was kept of the spec, so its work is destroyed in the caller's frame.
    [[nodiscard]] tl::expected<Submitted, SubmitRefusal> submit(JobSpec spec);

    // The next job, now Running, or nothing: then this worker is counted out and must leave. Both
    // happen under one lock, so a job submitted at the same moment always finds a worker.
    [[nodiscard]] JobHandle take(Lane lane);

    // Records the end of a job that take() returned; call releaseWork() on it afterwards.
    void finish(const JobHandle& job, JobState end);

    CancelAnswer cancel(const JobHandle& job);

    // Refuses all later submissions and cancels what waits; returns it in the order it would have
    // run.
    std::vector<JobHandle> close();

    // Asks every running job to stop.
    void cancelRunning();

    [[nodiscard]] QueueCounts counts() const;
    // Running jobs first, then waiting ones in level order; at most `countMax`.
    [[nodiscard]] std::vector<JobHandle> snapshot(std::size_t countMax) const;

private:
    using JobList = std::list<JobHandle>;
    struct LaneState {
        std::array<JobList, kPriorities.size()> waiting; // each in order of submission
        JobList running;
        std::size_t waitingCount = 0;
        std::size_t workerCount = 0;
    };

    JobList* levelToServe(LaneState& lane);
    void countDepth(Priority priority, bool isMore);
    std::chrono::nanoseconds nowNeverEarlier();
    void leaveWaiting(const JobHandle& job);

    const QueueOptions m_options;
    const JobClock& m_clock;
    const JobMeter m_meter;

    mutable std::mutex m_mutex; // guards everything below; held for a few list steps at most
    std::array<LaneState, kLanes.size()> m_lanes;
    std::array<std::size_t, kPriorities.size()> m_depth{};
    std::uint64_t m_lastId = 0;
    std::uint64_t m_refusedFull = 0;
    std::chrono::nanoseconds m_lastTime{0};
    bool m_isClosed = false;
};

} // namespace alluse::jobs
