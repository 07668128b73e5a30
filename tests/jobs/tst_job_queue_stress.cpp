// Random operations from many threads: every accepted job ends exactly once, none is left behind.

#include "jobs/queue/job_queue.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace alluse::jobs {
namespace {

constexpr int kSubmitters = 4;
constexpr int kWorkersPerLane = 2;
constexpr int kJobsEach = 20'000;

struct Tally {
    std::atomic<int> accepted{0};
    std::atomic<int> refused{0};
    std::atomic<int> ran{0};
    std::atomic<int> neverRan{0};
};

// A lane as the runner drives it: a worker serves when one is wanted and leaves when nothing waits.
class LaneOfThreads {
public:
    LaneOfThreads(JobQueue& queue, Lane lane) : m_queue(queue), m_lane(lane) {
        for (int i = 0; i < kWorkersPerLane; ++i)
            m_threads.emplace_back([this] { serve(); });
    }
    ~LaneOfThreads() {
        {
            const std::lock_guard lock(m_mutex);
            m_isEnding = true;
        }
        m_changed.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }

    void startWorker() {
        {
            const std::lock_guard lock(m_mutex);
            ++m_wantedCount;
        }
        m_changed.notify_one();
    }

private:
    bool awaitWanted() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_wantedCount > 0 || m_isEnding; });
        if (m_wantedCount == 0) return false;
        --m_wantedCount;
        return true;
    }

    void serve() {
        while (awaitWanted()) {
            while (const JobHandle job = m_queue.take(m_lane)) {
                m_queue.finish(job, JobRecord::run(job));
                job->releaseWork();
            }
        }
    }

    JobQueue& m_queue;
    const Lane m_lane;
    std::mutex m_mutex; // guards m_wantedCount, m_isEnding
    std::condition_variable m_changed;
    int m_wantedCount = 0;
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};

class Submitter {
public:
    Submitter(JobQueue& queue, std::vector<std::unique_ptr<LaneOfThreads>>& lanes, Tally& tally,
              unsigned seed)
        : m_queue(queue), m_lanes(lanes), m_tally(tally), m_random(seed) {}

    void run() {
        for (int i = 0; i < kJobsEach; ++i) {
            submitOne();
            if (m_random() % 4 == 0) cancelOne();
            if (m_random() % 64 == 0) look();
        }
    }

private:
    void submitOne() {
        const Lane lane = kLanes[m_random() % kLanes.size()];
        const Priority priority = kPriorities[m_random() % kPriorities.size()];
        auto answer = m_queue.submit({"job", lane, priority, [this](const JobHandle& job) {
                                          m_tally.ran.fetch_add(1);
                                          job->setProgress({1, 2, "half"});
                                          return JobState::Done;
                                      }});
        if (!answer) {
            m_tally.refused.fetch_add(1);
            return;
        }
        m_tally.accepted.fetch_add(1);
        if (answer->wantsWorker) m_lanes[indexOf(lane)]->startWorker();
        m_mine.push_back(answer->job);
    }

    void cancelOne() {
        if (m_mine.empty()) return;
        if (m_queue.cancel(m_mine[m_random() % m_mine.size()]) == CancelAnswer::NeverRuns)
            m_tally.neverRan.fetch_add(1);
    }

    void look() {
        for (const JobHandle& job : m_queue.snapshot(50)) {
            const std::int64_t done = job->progress().done;
            ASSERT_TRUE(done == 0 || done == 1);
        }
        ASSERT_LE(m_queue.counts().running, kLanes.size() * kWorkersPerLane);
    }

    JobQueue& m_queue;
    std::vector<std::unique_ptr<LaneOfThreads>>& m_lanes;
    Tally& m_tally;
    std::mt19937 m_random;
    std::vector<JobHandle> m_mine;
};

TEST(JobQueueStress, everyAcceptedJobEndsExactlyOnce) {
    const unsigned seed = tests::seedOfThisRun();
    SteadyJobClock clock;
    metrics::MetricRegistry registry;
    QueueOptions options;
    options.laneCapacity = 500; // small enough to be hit
    options.ageingStep = std::chrono::microseconds(200);
    options.workers.fill(kWorkersPerLane);
    JobQueue queue(options, clock, JobMeter(registry));
    Tally tally;
    {
        std::vector<std::unique_ptr<LaneOfThreads>> lanes;
        for (const Lane lane : kLanes)
            lanes.push_back(std::make_unique<LaneOfThreads>(queue, lane));
        std::vector<std::unique_ptr<Submitter>> submitters;
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < kSubmitters; ++i) {
            submitters.push_back(std::make_unique<Submitter>(queue, lanes, tally, seed + i));
            threads.emplace_back([submitter = submitters.back().get()] { submitter->run(); });
        }
        for (std::thread& thread : threads)
            thread.join();
        lanes.clear(); // joins the workers: they leave when nothing waits
    }

    EXPECT_EQ(tally.accepted + tally.refused, kSubmitters * kJobsEach);
    EXPECT_EQ(tally.ran + tally.neverRan, tally.accepted);
    EXPECT_EQ(queue.counts().queued, 0u) << "a job was left without a worker";
    EXPECT_EQ(queue.counts().running, 0u);
}

// Closing at a random moment: what ran and what came back is all there was.
TEST(JobQueueStress, closeReturnsExactlyWhatDidNotRun) {
    std::mt19937 random(tests::seedOfThisRun());
    SteadyJobClock clock;
    metrics::MetricRegistry registry;
    for (int round = 0; round < 100; ++round) {
        QueueOptions options;
        options.workers.fill(kWorkersPerLane);
        JobQueue queue(options, clock, JobMeter(registry));
        std::atomic<int> ran{0};
        std::atomic<int> accepted{0};
        std::size_t returned = 0;
        const int closeAfter = static_cast<int>(random() % 500);
        {
            LaneOfThreads lane(queue, Lane::Batch);
            std::thread submitter([&] {
                while (true) {
                    auto answer = queue.submit(
                        {"job", Lane::Batch, Priority::Normal, [&ran](const JobHandle&) {
                             ran.fetch_add(1);
                             return JobState::Done;
                         }});
                    if (!answer) return; // closed
                    accepted.fetch_add(1);
                    if (answer->wantsWorker) lane.startWorker();
                }
            });
            while (accepted.load() < closeAfter)
                std::this_thread::yield();
            returned = queue.close().size();
            submitter.join();
        }
        ASSERT_EQ(ran + static_cast<int>(returned), accepted) << "round " << round;
    }
}

} // namespace
} // namespace alluse::jobs
