#pragma once
// The only place that waits for workers.

#include "jobs/queue/lane.h"
#include "jobs/runner/job_summary.h"

#include <QList>
#include <QThreadPool>

#include <array>
#include <chrono>
#include <memory>

namespace alluse::jobs {

// The longest the window may take to close.
inline constexpr std::chrono::milliseconds kShutdownMax{5'000};

using LanePools = std::array<std::unique_ptr<QThreadPool>, kLanes.size()>;

struct ShutdownReport {
    QList<JobSummary> returned;   // had not started and never will
    QList<JobSummary> unfinished; // still running at the deadline
    qint64 elapsedMs = 0;
};

// Waits until all workers have left or the deadline has passed, at most kShutdownMax; false when
// some have not.
[[nodiscard]] bool awaitLanes(const LanePools& pools, std::chrono::milliseconds deadline);

// Destroys the pools. One that is still busy is let go instead, because its destructor would wait
// for ever: a program that was told of `unfinished` jobs saves its state and ends with
// std::quick_exit.
void dismissLanes(LanePools& pools);

} // namespace alluse::jobs
