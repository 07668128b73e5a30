#include "jobs/runner/job_summary.h"

namespace alluse::jobs {
namespace {

qint64 msBetween(std::chrono::nanoseconds from, std::chrono::nanoseconds to) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(to - from).count();
}

} // namespace

JobSummary summaryOf(const JobRecord& job) {
    JobSummary summary;
    summary.id = job.id();
    summary.name = QString::fromStdString(job.name());
    summary.lane = job.lane();
    summary.priority = job.priority();
    summary.state = job.state();

    JobProgress progress = job.progress();
    summary.done = progress.done;
    summary.total = progress.total;
    summary.progressText = QString::fromStdString(progress.text);
    summary.reason = QString::fromStdString(job.reason());
    summary.attempt = job.attempt();
    summary.startedAt = job.startedAt();
    summary.dueAt = job.dueAt();
    if (const GroupHandle group = job.group()) summary.group = QString::fromStdString(group->name());
    if (summary.state == JobState::Failed || summary.state == JobState::Dead)
        summary.failureText = QString::fromStdString(job.failureText());

    const auto startedAt = job.startedAt();
    const auto endedAt = job.endedAt();
    const bool hasStarted = startedAt.count() >= 0;
    const bool isOver = endedAt.count() >= 0;
    if (hasStarted)
        summary.waitMs = msBetween(job.submittedAt(), startedAt);
    else if (isOver)
        summary.waitMs = msBetween(job.submittedAt(), endedAt);
    if (hasStarted && isOver) summary.runMs = msBetween(startedAt, endedAt);
    return summary;
}

} // namespace alluse::jobs
