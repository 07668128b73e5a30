#pragma once
// What workers, tickets and the runner share: the queue and the letter box. It outlives them all,
// so a job that ends after the runner is gone still touches living memory.

#include "jobs/queue/job_queue.h"
#include "jobs/runner/job_events.h"

#include <functional>
#include <mutex>

namespace alluse::jobs {

// Any thread.
class RunnerCore {
public:
    RunnerCore(const QueueOptions& options, JobMeter meter)
        : m_queue(options, m_clock, meter, &m_events) {}

    [[nodiscard]] JobQueue& queue() { return m_queue; }
    [[nodiscard]] JobEvents& events() { return m_events; }
    [[nodiscard]] const JobClock& clock() const { return m_clock; }

    // A worker's life: takes and runs the lane's jobs until the queue is closed.
    void serve(Lane lane) noexcept;

    void setStartWorker(std::function<void(Lane)> startWorker);
    void startWorkers(const WorkerNeeds& needs);

private:
    SteadyJobClock m_clock;
    JobEvents m_events;
    JobQueue m_queue;
    std::mutex m_mutex; // guards m_startWorker
    std::function<void(Lane)> m_startWorker;
};

} // namespace alluse::jobs
