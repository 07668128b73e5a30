#pragma once
// How a job hangs together with other jobs and with time; guarded by JobQueue's mutex.

#include "jobs/queue/job_record.h"

#include <map>

namespace alluse::jobs {

using TimedJobs = std::multimap<std::chrono::nanoseconds, JobHandle>;

struct JobRecord::Bonds {
    std::size_t unmet = 0;                        // jobs it still waits for
    std::vector<std::weak_ptr<JobRecord>> needed; // those jobs, to hand its priority on to them
    std::vector<JobHandle> dependents;            // jobs that wait for this one
    std::optional<TimedJobs::iterator> timer;     // in the queue's list of times: its start
    std::optional<TimedJobs::iterator> limit;     // … its time limit
    bool isTimedOut = false;
    bool isAdmitted = false; // by the breaker, which waits to hear how it ended
};

} // namespace alluse::jobs
