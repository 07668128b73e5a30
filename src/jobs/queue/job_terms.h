#pragma once
// What few jobs need: a delay, jobs to wait for, a group, uniqueness, retries, a time limit.

#include "jobs/queue/job_group.h"
#include "jobs/queue/retry_policy.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace alluse::jobs {

class JobRecord;
using JobHandle = std::shared_ptr<JobRecord>;

// NeverRun: the job ends as cancelled, with the reason. A dead job has not ended: what waits for it
// goes on waiting until somebody retries or discards it.
enum class WhenDependencyFails { NeverRun, RunAnyway };

struct JobTerms {
    std::chrono::nanoseconds delay{0};
    std::vector<JobHandle> after; // runs when all of these are done
    WhenDependencyFails whenDependencyFails = WhenDependencyFails::NeverRun;
    GroupHandle group;
    // While a live job holds the key, another submission answers with that job. The hold ends with
    // the job, and after `uniqueFor` in any case, so that a job that hangs cannot block its successors.
    std::string uniqueKey;
    std::chrono::nanoseconds uniqueFor = std::chrono::hours(1);
    RetryPolicy retry;
    std::chrono::nanoseconds timeout{0}; // 0: none; asks the job to stop and counts as transient
    std::string breaker;                 // the resource the job depends on, e.g. "database"
};

} // namespace alluse::jobs
