#pragma once
// A queue on a clock that the test moves, and the few words that tests of its rules need.

#include "jobs/fake_job_clock.h"
#include "jobs/queue/job_queue.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace alluse::jobs {

class QueueFixture : public testing::Test {
protected:
    void useOptions(const QueueOptions& options) {
        m_queue = std::make_unique<JobQueue>(options, m_clock, JobMeter(m_registry));
    }

    JobHandle submit(const std::string& name, JobTerms terms, Priority priority = Priority::Normal,
                     JobWork work = {}) {
        auto answer = m_queue->submit({name, Lane::Batch, priority, std::move(work),
                                       std::make_unique<JobTerms>(std::move(terms))});
        EXPECT_TRUE(answer.has_value()) << name;
        return answer ? answer->job : nullptr;
    }
    JobHandle submit(const std::string& name, Priority priority = Priority::Normal) {
        auto answer = m_queue->submit({name, Lane::Batch, priority});
        EXPECT_TRUE(answer.has_value()) << name;
        return answer ? answer->job : nullptr;
    }

    // The next job, still running; none when nothing can run now.
    JobHandle begin() {
        m_queue->tick();
        return m_queue->counts().queued == 0 ? nullptr : m_queue->take(Lane::Batch);
    }
    void fail(const JobHandle& job, FailureClass failure, const std::string& text = "no") {
        job->setFailureText(text, failure);
        m_queue->finish(job, JobState::Failed);
    }
    // Runs what can run now, and names it in that order.
    std::string runAll() {
        std::string names;
        while (const JobHandle job = begin()) {
            names += job->name();
            m_queue->finish(job, JobState::Done);
        }
        return names;
    }

    FakeJobClock m_clock;
    metrics::MetricRegistry m_registry;
    std::unique_ptr<JobQueue> m_queue =
        std::make_unique<JobQueue>(QueueOptions{}, m_clock, JobMeter(m_registry));
};

[[nodiscard]] inline JobTerms after(std::vector<JobHandle> jobs) {
    JobTerms terms;
    terms.after = std::move(jobs);
    return terms;
}

} // namespace alluse::jobs
