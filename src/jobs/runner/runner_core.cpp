#include "jobs/runner/runner_core.h"

#include <utility>

namespace alluse::jobs {

void RunnerCore::serve(Lane lane) noexcept {
    while (JobHandle job = m_queue.await(lane)) {
        while (job) {
            const JobState end = JobRecord::run(job);
            Finished finished = m_queue.finishAndTake(job, end);
            startWorkers(finished.workers);
            // Last, because this sends the result: a receiver never sees its own job still running.
            if (finished.isOver) job->releaseWork();
            job = std::move(finished.next);
        }
    }
}

void RunnerCore::setStartWorker(std::function<void(Lane)> startWorker) {
    const std::lock_guard lock(m_mutex);
    m_startWorker = std::move(startWorker);
}

void RunnerCore::startWorkers(const WorkerNeeds& needs) {
    if (needs == WorkerNeeds{}) return;
    for (const Lane lane : kLanes)
        for (std::size_t worker = 0; worker < needs[indexOf(lane)]; ++worker) {
            const std::lock_guard lock(m_mutex);
            if (m_startWorker) m_startWorker(lane); // none: the runner is gone, and the queue closed
        }
}

} // namespace alluse::jobs
