#include "jobs/runner/runner_core.h"

#include <utility>

namespace alluse::jobs {

tl::expected<Submitted, SubmitRefusal> RunnerCore::submit(JobSpec spec) {
    auto submitted = m_queue.submit(std::move(spec));
    if (submitted) m_events.mark(submitted->job, change::kQueued);
    return submitted;
}

CancelAnswer RunnerCore::cancel(const JobHandle& job) {
    const CancelAnswer answer = m_queue.cancel(job);
    if (answer == CancelAnswer::NeverRuns) m_events.mark(job, change::kEnded);
    return answer;
}

void RunnerCore::serve(Lane lane) noexcept {
    while (const JobHandle job = m_queue.take(lane)) {
        m_events.mark(job, change::kStarted);
        const JobState end = JobRecord::run(job);
        m_queue.finish(job, end);
        m_events.mark(job, change::kEnded);
        // Last, because this sends the result: a receiver never sees its own job still running.
        job->releaseWork();
    }
}

} // namespace alluse::jobs
