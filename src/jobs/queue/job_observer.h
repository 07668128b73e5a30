#pragma once
// Hears of jobs that changed. The marks add up, so that one look at a job stands for all that
// happened since the last one.

#include "jobs/queue/job_terms.h"

namespace alluse::jobs {

namespace change {
inline constexpr unsigned kQueued = 1; // also: it began to wait or to retry
inline constexpr unsigned kStarted = 2;
inline constexpr unsigned kProgressed = 4;
inline constexpr unsigned kEnded = 8;
} // namespace change

class JobObserver {
public:
    virtual ~JobObserver() = default;
    // From any thread, under the queue's lock: must neither wait nor call back.
    virtual void changed(const JobHandle& job, unsigned mark) noexcept = 0;
};

} // namespace alluse::jobs
