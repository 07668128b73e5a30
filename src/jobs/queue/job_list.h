#pragma once
// A list whose links are in the jobs themselves: entering and leaving allocate nothing, and a job
// can leave from the middle. A job is in one list at a time, and the list keeps it alive.

#include "jobs/queue/job_record.h"

#include <cassert>
#include <cstddef>
#include <utility>

namespace alluse::jobs {

// Guarded by its owner.
class JobList {
public:
    JobList() = default;
    JobList(const JobList&) = delete;
    JobList& operator=(const JobList&) = delete;
    ~JobList() {
        while (!isEmpty()) (void)remove(*m_first);
    }

    [[nodiscard]] bool isEmpty() const noexcept { return !m_first; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] JobRecord* first() const noexcept { return m_first; }
    [[nodiscard]] static JobRecord* next(const JobRecord& job) noexcept { return job.m_next; }
    [[nodiscard]] static const JobHandle& handle(const JobRecord& job) noexcept { return job.m_kept; }

    void append(JobHandle job) { insertAfter(m_last, std::move(job)); }
    // Behind everything that is not younger, so that the list stays in order of readiness.
    void insertByReadiness(JobHandle job) {
        JobRecord* before = m_last;
        while (before && before->m_readyAt > job->m_readyAt) before = before->m_previous;
        insertAfter(before, std::move(job));
    }
    JobHandle remove(JobRecord& job) {
        (job.m_previous ? job.m_previous->m_next : m_first) = job.m_next;
        (job.m_next ? job.m_next->m_previous : m_last) = job.m_previous;
        job.m_next = job.m_previous = nullptr;
        --m_size;
        return std::move(job.m_kept);
    }

private:
    void insertAfter(JobRecord* before, JobHandle job) {
        JobRecord& added = *job;
        assert(!added.m_kept && "a job is in one list at a time");
        added.m_previous = before;
        added.m_next = before ? before->m_next : m_first;
        (before ? before->m_next : m_first) = &added;
        (added.m_next ? added.m_next->m_previous : m_last) = &added;
        added.m_kept = std::move(job);
        ++m_size;
    }

    JobRecord* m_first = nullptr;
    JobRecord* m_last = nullptr;
    std::size_t m_size = 0;
};

} // namespace alluse::jobs
