#pragma once
// What the status bar and the Jobs view show of one job: a plain value.

#include "jobs/queue/job_record.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>

namespace alluse::jobs {

struct JobSummary {
    JobId id;
    QString name;
    Lane lane = Lane::Interactive;
    Priority priority = Priority::Normal;
    JobState state = JobState::Queued;
    qint64 done = 0;
    qint64 total = 0; // 0: not known
    QString progressText;
    QString failureText; // empty unless failed or dead
    QString reason;      // what it waits for, or why it never ran
    QString group;
    int attempt = 0;
    std::chrono::nanoseconds startedAt{-1}; // of the runner's steady clock; negative: not yet
    std::chrono::nanoseconds dueAt{-1};     // when it is let in or tried again
    qint64 waitMs = 0;   // until it started, or until it was cancelled; 0 while it waits
    qint64 runMs = 0;    // final once it ended, 0 before
};

[[nodiscard]] JobSummary summaryOf(const JobRecord& job);

} // namespace alluse::jobs

Q_DECLARE_METATYPE(alluse::jobs::JobSummary)
