#include "jobs/queue/job_record.h"

#include "jobs/queue/job_bonds.h"

#include <utility>

namespace alluse::jobs {

JobRecord::JobRecord(JobId id, JobSpec spec, std::chrono::nanoseconds submittedAt)
    : m_id(id),
      m_name(std::move(spec.name)),
      m_lane(spec.lane),
      m_priority(spec.priority),
      m_submittedAt(submittedAt),
      m_terms(std::move(spec.terms)),
      m_work(std::move(spec.work)),
      m_readyAt(submittedAt),
      m_level(spec.priority) {}

JobRecord::~JobRecord() = default;

CancelToken JobRecord::cancelToken() const {
    const std::lock_guard lock(m_textMutex);
    if (!m_stop) {
        m_stop.emplace();
        if (m_isStopRequested) m_stop->request_stop(); // nobody listens yet
    }
    return CancelToken(m_stop->get_token());
}

GroupHandle JobRecord::group() const {
    return m_terms ? m_terms->group : nullptr;
}

void JobRecord::requestStop() {
    std::optional<std::stop_source> stop;
    {
        const std::lock_guard lock(m_textMutex);
        m_isStopRequested.store(true, std::memory_order_release);
        stop = m_stop;
    }
    if (stop) stop->request_stop(); // runs foreign callbacks: outside the lock
}

void JobRecord::forgetStop() {
    const std::lock_guard lock(m_textMutex);
    m_isStopRequested = false;
    m_stop.reset();
}

JobRecord::Bonds& JobRecord::bonds() {
    if (!m_bonds) m_bonds = std::make_unique<Bonds>();
    return *m_bonds;
}

void JobRecord::setProgress(JobProgress progress) {
    const std::lock_guard lock(m_textMutex);
    m_progress = std::move(progress);
}

JobProgress JobRecord::progress() const {
    const std::lock_guard lock(m_textMutex);
    return m_progress;
}

void JobRecord::addLogLine(std::string line) {
    const std::lock_guard lock(m_textMutex);
    if (m_log.size() >= kLogLinesMax) m_log.erase(m_log.begin());
    m_log.push_back(std::move(line));
}

std::vector<std::string> JobRecord::log() const {
    const std::lock_guard lock(m_textMutex);
    return m_log;
}

void JobRecord::setFailureText(std::string text, FailureClass failure) {
    const std::lock_guard lock(m_textMutex);
    m_failureText = std::move(text);
    m_failureClass = failure;
}

std::string JobRecord::failureText() const {
    const std::lock_guard lock(m_textMutex);
    return m_failureText;
}

void JobRecord::setReason(std::string reason) {
    const std::lock_guard lock(m_textMutex);
    m_reason = std::move(reason);
}

std::string JobRecord::reason() const {
    const std::lock_guard lock(m_textMutex);
    return m_reason;
}

JobState JobRecord::run(const JobHandle& job) noexcept {
    try {
        return job->m_work ? job->m_work(job) : JobState::Done;
    } catch (...) {
        return JobState::Failed;
    }
}

} // namespace alluse::jobs
