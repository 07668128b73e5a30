#pragma once
// What workers, tickets and the runner share: the queue and the letter box. It outlives them all,
// so a job that ends after the runner is gone still touches living memory.

#include "jobs/queue/job_queue.h"
#include "jobs/runner/job_events.h"

namespace alluse::jobs {

// Any thread.
class RunnerCore {
public:
    RunnerCore(const QueueOptions& options, JobMeter meter) : m_queue(options, m_clock, meter) {}

    [[nodiscard]] JobQueue& queue() { return m_queue; }
    [[nodiscard]] JobEvents& events() { return m_events; }

    [[nodiscard]] tl::expected<Submitted, SubmitRefusal> submit(JobSpec spec);
    CancelAnswer cancel(const JobHandle& job);

    // A worker's life: takes and runs the lane's jobs until none waits.
    void serve(Lane lane) noexcept;

private:
    SteadyJobClock m_clock;
    JobEvents m_events;
    JobQueue m_queue;
};

} // namespace alluse::jobs
