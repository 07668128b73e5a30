#pragma once
// What running work sees of its job: the cancel token and a place to report progress.

#include "jobs/queue/job_record.h"
#include "jobs/runner/job_outcome.h"

#include <QString>

#include <string_view>

namespace alluse::jobs {

class JobEvents;

// On the worker's thread, or on threads the work itself joins before it returns.
class JobContext {
public:
    JobContext(JobEvents& events, const JobHandle& job) : m_events(events), m_job(job) {}
    JobContext(const JobContext&) = delete;
    JobContext& operator=(const JobContext&) = delete;

    [[nodiscard]] CancelToken cancelToken() const { return m_job->cancelToken(); }
    [[nodiscard]] bool isCancelled() const { return m_job->isStopRequested(); }
    // Throws JobStopped when cancelled: ask between batches, never between the statements of a
    // write.
    void stopIfCancelled() const;

    // Counts ("420 of 1,000 accounts"); `total` 0 means not known. The window hears of it at most
    // once per frame, whatever the pace.
    void progress(qint64 done, qint64 total, const QString& text = {}) const;

    // A line of the job's log, for its details: a step that ended, a command that was sent.
    void log(const QString& line) const;

private:
    JobEvents& m_events;
    const JobHandle& m_job;
};

// Names the exception being handled for people; keeps the text of JobError only.
[[nodiscard]] JobFailed describeCurrentException(std::string_view jobName);

} // namespace alluse::jobs
