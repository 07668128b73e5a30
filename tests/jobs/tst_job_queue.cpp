// The order, the bounds and the certainties of the job queue, on a clock the test moves.

#include "jobs/fake_job_clock.h"
#include "jobs/queue/job_queue.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace alluse::jobs {
namespace {

using namespace std::chrono_literals;
using enum Priority;

class JobQueueTest : public testing::Test {
protected:
    void useOptions(const QueueOptions& options) {
        m_queue = std::make_unique<JobQueue>(options, m_clock, JobMeter(m_registry));
    }

    Submitted submitted(const std::string& name, Priority priority, Lane lane = Lane::Batch) {
        auto answer = m_queue->submit({name, lane, priority, {}});
        EXPECT_TRUE(answer.has_value()) << name;
        return answer.value_or(Submitted{});
    }

    JobHandle submit(const std::string& name, Priority priority, Lane lane = Lane::Batch) {
        return submitted(name, priority, lane).job;
    }

    // The next job, which ends at once; empty when none waits.
    JobHandle runNext(Lane lane = Lane::Batch, JobState end = JobState::Done) {
        if (m_queue->counts().queuedByLane[indexOf(lane)] == 0) return {};
        const JobHandle job = m_queue->take(lane);
        m_queue->finish(job, end);
        return job;
    }

    std::string orderOfAll() {
        std::string order;
        while (const JobHandle job = runNext())
            order += job->name();
        return order;
    }

    metrics::SeriesSample sample(std::string_view metric, std::string_view label) const {
        const auto batch = m_registry.snapshot(0);
        for (metrics::SeriesId id = 0; id < m_registry.seriesCount(); ++id) {
            const auto series = m_registry.series(id);
            if (series.metric != metric) continue;
            const auto& pairs = series.labels.pairs();
            if ((pairs.empty() ? std::string_view() : std::string_view(pairs.front().second)) == label)
                return batch.samples[id];
        }
        ADD_FAILURE() << "no series " << metric << " " << label;
        return {};
    }

    FakeJobClock m_clock;
    metrics::MetricRegistry m_registry;
    std::unique_ptr<JobQueue> m_queue =
        std::make_unique<JobQueue>(QueueOptions{}, m_clock, JobMeter(m_registry));
};

// ---- order: a table of submissions and the order they run in; the ageing step is 10 s ----

struct Arriving {
    std::chrono::seconds at;
    const char* name;
    Priority priority;
};

struct OrderCase {
    const char* claim;
    std::vector<Arriving> jobs; // in order of time; all are there before the first one runs
    const char* order;
};

void PrintTo(const OrderCase& row, std::ostream* out) {
    *out << row.claim;
}

class JobOrderTest : public JobQueueTest, public testing::WithParamInterface<OrderCase> {};

TEST_P(JobOrderTest, runsInThisOrder) {
    for (const Arriving& job : GetParam().jobs) {
        m_clock.moveTo(job.at);
        submit(job.name, job.priority);
    }
    EXPECT_EQ(orderOfAll(), GetParam().order);
}

const OrderCase kOrderCases[] = {
    {"firstInFirstOut", {{0s, "a", Normal}, {0s, "b", Normal}, {1s, "c", Normal}}, "abc"},
    {"higherPriorityFirst",
     {{0s, "l", Low}, {0s, "n", Normal}, {0s, "h", High}, {0s, "c", Critical}},
     "chnl"},
    {"priorityWinsWithinTheStep", {{0s, "n", Normal}, {9s, "h", High}}, "hn"},
    {"tieGoesToTheHigherPriority", {{0s, "n", Normal}, {10s, "h", High}}, "hn"},
    {"olderWinsPastTheStep", {{0s, "n", Normal}, {11s, "h", High}}, "nh"},
    {"lowEqualsCriticalAfterThreeSteps", {{0s, "l", Low}, {30s, "c", Critical}}, "cl"},
    {"lowBeatsCriticalPastThreeSteps", {{0s, "l", Low}, {31s, "c", Critical}}, "lc"},
    {"ageingKeepsOrderWithinALevel",
     {{0s, "l", Low}, {1s, "m", Low}, {32s, "c", Critical}, {33s, "d", Critical}},
     "lmcd"},
};

INSTANTIATE_TEST_SUITE_P(Table, JobOrderTest, testing::ValuesIn(kOrderCases),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST_F(JobQueueTest, clockThatRunsBackwardsDoesNotBreakTheOrder) {
    m_clock.moveTo(100s);
    submit("a", Normal);
    m_clock.moveTo(1s);
    submit("b", Normal);
    submit("h", High);
    EXPECT_EQ(orderOfAll(), "hab");
}

// The bound of job_queue.h: nothing submitted after t + level × step starts before a job of time t.
TEST_F(JobQueueTest, noJobIsOvertakenByOneSubmittedPastItsBound) {
    std::mt19937 random(tests::seedOfThisRun());
    const QueueOptions options;
    std::vector<JobHandle> started;
    for (int step = 0; step < 20'000; ++step) {
        m_clock.advance(std::chrono::milliseconds(random() % 400));
        submit("j", kPriorities[random() % kPriorities.size()]);
        // Slightly fewer starts than submissions, so that the queue grows long.
        if (random() % 16 != 0) started.push_back(runNext());
    }
    while (const JobHandle job = runNext())
        started.push_back(job);

    // Backwards: the latest bound of what starts later must not lie before this submission.
    auto lowestBound = std::chrono::nanoseconds::max();
    for (auto job = started.rbegin(); job != started.rend(); ++job) {
        ASSERT_LE((*job)->submittedAt(), lowestBound);
        const auto level = static_cast<int>(indexOf((*job)->priority()));
        lowestBound = std::min(lowestBound, (*job)->submittedAt() + level * options.ageingStep);
    }
    EXPECT_EQ(started.size(), 20'000u);
}

// A stream of critical jobs that keeps the lane busy for ever cannot starve one low job.
TEST_F(JobQueueTest, lowJobStartsWithinThreeStepsOfAStreamOfCriticalJobs) {
    const JobHandle low = submit("low", Low);
    submit("critical", Critical);
    int starts = 0;
    while (low->state() == JobState::Queued && starts < 1'000) {
        m_clock.advance(1s);
        submit("critical", Critical);
        submit("critical", Critical);
        runNext();
        ++starts;
    }
    // Critical jobs of the first 30 s have right of way, two for each second, the later ones not.
    EXPECT_EQ(starts, 1 + 2 * 30 + 1);
}

TEST_F(JobQueueTest, lanesDoNotShareAnOrder) {
    submit("batch", Critical, Lane::Batch);
    submit("form", Low, Lane::Interactive);
    EXPECT_EQ(runNext(Lane::Interactive)->name(), "form");
    EXPECT_EQ(runNext(Lane::Writes), nullptr);
    EXPECT_EQ(runNext(Lane::Batch)->name(), "batch");
}

// ---- bounds ----

TEST_F(JobQueueTest, fullLaneRefusesAndCountsButOtherLanesAccept) {
    QueueOptions options;
    options.laneCapacity = 2;
    useOptions(options);
    submit("a", Normal);
    submit("b", Low);
    const auto refused = m_queue->submit({"c", Lane::Batch, Critical, {}});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(), SubmitRefusal::LaneFull);
    EXPECT_EQ(m_queue->counts().refusedFull, 1u);
    submit("other lane", Normal, Lane::Analytics);

    runNext(); // running jobs do not count as waiting
    submit("c", Normal);
    EXPECT_EQ(m_queue->counts().queuedByLane[indexOf(Lane::Batch)], 2u);
}

TEST_F(JobQueueTest, cancelledJobsGiveTheirPlaceBack) {
    QueueOptions options;
    options.laneCapacity = 1;
    useOptions(options);
    for (int i = 0; i < 100; ++i)
        m_queue->cancel(submit("typing", Normal));
    submit("last", Normal);
    EXPECT_EQ(orderOfAll(), "last");
}

// ---- workers ----

TEST_F(JobQueueTest, asksForWorkersUpToTheLanesNumberAndAgainAfterOneLeft) {
    QueueOptions options;
    options.workers[indexOf(Lane::Batch)] = 2;
    useOptions(options);
    EXPECT_TRUE(submitted("a", Normal).wantsWorker);
    EXPECT_TRUE(submitted("b", Normal).wantsWorker);
    EXPECT_FALSE(submitted("c", Normal).wantsWorker);
    EXPECT_TRUE(submitted("elsewhere", Normal, Lane::Writes).wantsWorker);

    EXPECT_EQ(orderOfAll(), "abc");
    EXPECT_EQ(m_queue->take(Lane::Batch), nullptr); // one worker leaves
    EXPECT_TRUE(submitted("d", Normal).wantsWorker);
    EXPECT_FALSE(submitted("e", Normal).wantsWorker);
}

// ---- life and cancel ----

TEST_F(JobQueueTest, cancelBeforeTheStartIsCertain) {
    const JobHandle kept = submit("kept", Normal);
    const JobHandle cancelled = submit("cancelled", Critical);
    EXPECT_EQ(m_queue->cancel(cancelled), CancelAnswer::NeverRuns);
    EXPECT_EQ(cancelled->state(), JobState::Cancelled);
    EXPECT_TRUE(cancelled->cancelToken().isCancelled());
    EXPECT_EQ(orderOfAll(), "kept");
    EXPECT_EQ(m_queue->cancel(cancelled), CancelAnswer::AlreadyEnded);
    EXPECT_EQ(m_queue->cancel(kept), CancelAnswer::AlreadyEnded);
    EXPECT_EQ(kept->state(), JobState::Done);
}

TEST_F(JobQueueTest, cancelOfARunningJobReachesItsTokenAndItsEndIsItsOwn) {
    submit("a", Normal);
    const JobHandle job = m_queue->take(Lane::Batch);
    const CancelToken token = job->cancelToken();
    EXPECT_FALSE(token.isCancelled());
    EXPECT_EQ(m_queue->cancel(job), CancelAnswer::AskedToStop);
    EXPECT_TRUE(token.isCancelled());
    EXPECT_EQ(job->state(), JobState::Running);
    m_queue->finish(job, JobState::Done); // a write past its first statement finishes
    EXPECT_EQ(job->state(), JobState::Done);
}

TEST_F(JobQueueTest, cancelledWorkIsDestroyedAtOnce) {
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> watch = held;
    auto answer = m_queue->submit(
        {"a", Lane::Batch, Normal, [held](const JobHandle&) { return JobState::Done; }});
    held.reset();
    EXPECT_FALSE(watch.expired());
    m_queue->cancel(answer->job);
    EXPECT_TRUE(watch.expired());
}

TEST_F(JobQueueTest, exceptionThatEscapesTheWorkCountsAsFailed) {
    auto answer =
        m_queue->submit({"a", Lane::Batch, Normal, [](const JobHandle&) -> JobState { throw 1; }});
    const JobHandle job = m_queue->take(Lane::Batch);
    EXPECT_EQ(JobRecord::run(job), JobState::Failed);
    m_queue->finish(job, JobState::Failed);
    EXPECT_EQ(answer->job->state(), JobState::Failed);
}

TEST_F(JobQueueTest, closeReturnsWhatWaitsInOrderAndRefusesTheRest) {
    submit("first", Normal);
    const JobHandle running = m_queue->take(Lane::Batch);
    submit("low", Low);
    submit("critical", Critical);

    const auto returned = m_queue->close();
    ASSERT_EQ(returned.size(), 2u);
    EXPECT_EQ(returned[0]->name(), "critical");
    EXPECT_EQ(returned[1]->name(), "low");
    EXPECT_EQ(returned[1]->state(), JobState::Cancelled);
    const auto refused = m_queue->submit({"late", Lane::Batch, Normal, {}});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(), SubmitRefusal::Closed);

    EXPECT_FALSE(running->cancelToken().isCancelled());
    m_queue->cancelRunning();
    EXPECT_TRUE(running->cancelToken().isCancelled());
    EXPECT_EQ(m_queue->counts().running, 1u);
    m_queue->finish(running, JobState::Cancelled);
    EXPECT_EQ(m_queue->take(Lane::Batch), nullptr);
}

// ---- what can be seen ----

TEST_F(JobQueueTest, countsAndSnapshotTellWhatWaitsAndRuns) {
    submit("running", Normal);
    const JobHandle running = m_queue->take(Lane::Batch);
    submit("old", Low);
    m_clock.advance(7s);
    submit("new", High);
    submit("form", High, Lane::Interactive);

    const QueueCounts counts = m_queue->counts();
    EXPECT_EQ(counts.queued, 3u);
    EXPECT_EQ(counts.running, 1u);
    EXPECT_EQ(counts.queuedByPriority[indexOf(High)], 2u);
    EXPECT_EQ(counts.queuedByLane[indexOf(Lane::Interactive)], 1u);
    EXPECT_EQ(counts.runningByLane[indexOf(Lane::Batch)], 1u);
    EXPECT_EQ(counts.oldestWaiting, 7s);

    const auto first = m_queue->snapshot(2);
    ASSERT_EQ(first.size(), 2u);
    EXPECT_EQ(first[0], running);
    EXPECT_EQ(m_queue->snapshot(100).size(), 4u);
    m_queue->finish(running, JobState::Done);
}

TEST_F(JobQueueTest, meterShowsDepthByPriorityAndWaitRunAndFailuresByLane) {
    submit("a", High);
    submit("b", High);
    submit("c", Low, Lane::Analytics);
    m_queue->publish();
    EXPECT_EQ(sample("jobs.queue.depth", "high").value, 2);
    EXPECT_EQ(sample("jobs.queue.depth", "low").value, 1);
    EXPECT_EQ(sample("jobs.queue.depth", "critical").value, 0);

    m_clock.advance(2s);
    const JobHandle job = m_queue->take(Lane::Batch);
    m_clock.advance(3s);
    m_queue->finish(job, JobState::Failed);
    m_queue->publish();
    EXPECT_EQ(sample("jobs.queue.depth", "high").value, 1);
    EXPECT_EQ(sample("jobs.oldest_age", "").value, 5); // s, of what still waits
    EXPECT_EQ(sample("jobs.utilisation", "batch").value, 60); // 3 s of 5
    EXPECT_EQ(sample("jobs.wait", "batch").histogram.count(), 1u);
    EXPECT_NEAR(sample("jobs.wait", "batch").histogram.mean(), 2e9, 2e7); // ns, ≤ 1 % error
    EXPECT_NEAR(sample("jobs.run", "batch").histogram.mean(), 3e9, 3e7);
    EXPECT_EQ(sample("jobs.failed", "batch").total, 1u);
    EXPECT_EQ(sample("jobs.failed", "analytics").total, 0u);
    EXPECT_EQ(job->startedAt() - job->submittedAt(), 2s);
    EXPECT_EQ(job->endedAt() - job->startedAt(), 3s);
}

} // namespace
} // namespace alluse::jobs
