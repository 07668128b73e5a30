#include "jobs/queue/job_record.h"

#include <utility>

namespace alluse::jobs {

JobRecord::JobRecord(JobId id, JobSpec spec, std::chrono::nanoseconds submittedAt)
    : m_id(id),
      m_name(std::move(spec.name)),
      m_lane(spec.lane),
      m_priority(spec.priority),
      m_submittedAt(submittedAt),
      m_work(std::move(spec.work)) {}

void JobRecord::setProgress(JobProgress progress) {
    const std::lock_guard lock(m_textMutex);
    m_progress = std::move(progress);
}

JobProgress JobRecord::progress() const {
    const std::lock_guard lock(m_textMutex);
    return m_progress;
}

void JobRecord::setFailureText(std::string text) {
    const std::lock_guard lock(m_textMutex);
    m_failureText = std::move(text);
}

std::string JobRecord::failureText() const {
    const std::lock_guard lock(m_textMutex);
    return m_failureText;
}

JobState JobRecord::run(const JobHandle& job) noexcept {
    try {
        return job->m_work ? job->m_work(job) : JobState::Done;
    } catch (...) {
        return JobState::Failed;
    }
}

} // namespace alluse::jobs
