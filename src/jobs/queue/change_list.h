#pragma once
// Jobs that changed since they were last looked at: each once, without a lock, whoever marks them.

#include "jobs/queue/job_observer.h"
#include "jobs/queue/job_record.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <vector>

namespace alluse::jobs {

// add: any thread. collect and hasMore: one thread at a time.
class ChangeList {
public:
    ChangeList() = default;
    ChangeList(const ChangeList&) = delete;
    ChangeList& operator=(const ChangeList&) = delete;
    ~ChangeList() { fetch(); }

    // False: it was in the list already.
    bool add(const JobHandle& job, unsigned mark) noexcept {
        if (!job->addChangeMark(mark)) return false;
        job->m_keptChanged = job; // the list keeps it alive
        JobRecord* first = m_first.load(std::memory_order_relaxed);
        do job->m_nextChanged = first;
        while (!m_first.compare_exchange_weak(first, job.get(), std::memory_order_release,
                                              std::memory_order_relaxed));
        return true;
    }

    // At most `countMax`, oldest first; take the marks of each before doing anything else with it.
    [[nodiscard]] std::vector<JobHandle> collect(std::size_t countMax) {
        fetch();
        const auto end =
            m_fetched.begin() + static_cast<std::ptrdiff_t>(std::min(countMax, m_fetched.size()));
        std::vector<JobHandle> collected(std::make_move_iterator(m_fetched.begin()),
                                         std::make_move_iterator(end));
        m_fetched.erase(m_fetched.begin(), end);
        return collected;
    }
    [[nodiscard]] bool hasMore() const { return !m_fetched.empty() || m_first.load() != nullptr; }

private:
    // The links are read before the marks are taken: from then on the job may be added again.
    void fetch() {
        JobRecord* job = m_first.exchange(nullptr, std::memory_order_acquire);
        const auto before = static_cast<std::ptrdiff_t>(m_fetched.size());
        while (job) {
            JobRecord* const next = job->m_nextChanged;
            m_fetched.push_back(std::move(job->m_keptChanged));
            job = next;
        }
        std::reverse(m_fetched.begin() + before, m_fetched.end()); // the newest was first
    }

    std::atomic<JobRecord*> m_first{nullptr};
    std::deque<JobHandle> m_fetched;
};

} // namespace alluse::jobs
