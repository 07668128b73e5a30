#pragma once
// What the status bar and the Jobs view show of one job: a plain value.

#include "jobs/queue/job_record.h"

#include <QList>
#include <QMetaType>
#include <QString>

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
    QString failureText; // empty unless failed
    qint64 waitMs = 0;   // until it started, or until it was cancelled; 0 while it waits
    qint64 runMs = 0;    // final once it ended, 0 before
};

[[nodiscard]] JobSummary summaryOf(const JobRecord& job);

} // namespace alluse::jobs

Q_DECLARE_METATYPE(alluse::jobs::JobSummary)
