// Random operations from many threads: every accepted job ends exactly once, none is left behind.

#include "jobs/queue/change_list.h"
#include "jobs/queue/job_queue.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace alluse::jobs {
namespace {

constexpr unsigned kSubmitters = 4;
constexpr int kWorkersPerLane = 2;
constexpr int kJobsEach = 10'000;

// How long the random operations go on; 0: one round of kJobsEach for each submitter.
int secondsOfThisRun() {
    const char* given = std::getenv("ALLUSE_SECONDS");
    return given ? std::atoi(given) : 0;
}

// A lane as the runner drives it: a worker comes when one is wanted and stays until the queue closes.
class LaneOfThreads {
public:
    using StartWorkers = std::function<void(const WorkerNeeds&)>;

    LaneOfThreads(JobQueue& queue, Lane lane, StartWorkers startWorkers)
        : m_queue(queue), m_lane(lane), m_startWorkers(std::move(startWorkers)) {
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
            while (JobHandle job = m_queue.await(m_lane))
                while (job) {
                    Finished finished = m_queue.finishAndTake(job, JobRecord::run(job));
                    m_startWorkers(finished.workers);
                    if (finished.isOver) job->releaseWork();
                    job = std::move(finished.next);
                }
        }
    }

    JobQueue& m_queue;
    const Lane m_lane;
    const StartWorkers m_startWorkers;
    std::mutex m_mutex; // guards m_wantedCount, m_isEnding
    std::condition_variable m_changed;
    int m_wantedCount = 0;
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};

// The queue with its lanes and the timer.
class World {
public:
    explicit World(const QueueOptions& options)
        : m_queue(options, m_clock, JobMeter(m_registry), &m_changes) {
        for (const Lane lane : kLanes)
            m_lanes.push_back(std::make_unique<LaneOfThreads>(
                m_queue, lane, [this](const WorkerNeeds& needs) { startWorkers(needs); }));
        m_timer = std::thread([this] {
            for (int turn = 0; !m_isEnding; ++turn) {
                startWorkers(m_queue.tick());
                // As a person would: what waits for a dead job keeps its place in the lane.
                if (turn % 64 == 0)
                    for (const JobHandle& job : m_queue.deadJobs()) m_queue.discardDead(job);
                m_queue.publish();
                m_changes.look();
                std::this_thread::yield();
            }
        });
    }
    ~World() {
        m_isEnding = true;
        m_timer.join();
        m_queue.close();
        m_lanes.clear(); // joins the workers
    }

    JobQueue& queue() { return m_queue; }
    void startWorkers(const WorkerNeeds& needs) {
        for (const Lane lane : kLanes)
            for (std::size_t i = 0; i < needs[indexOf(lane)]; ++i) m_lanes[indexOf(lane)]->startWorker();
    }
    void startWorker(Lane lane) { m_lanes[indexOf(lane)]->startWorker(); }

    // Until everything has ended, with all lanes open and nothing left in the dead list.
    void drain() {
        for (const Lane lane : kLanes) startWorkers(m_queue.resume(lane));
        while (true) {
            for (const JobHandle& job : m_queue.deadJobs()) m_queue.discardDead(job);
            const QueueCounts counts = m_queue.counts();
            if (counts.queued + counts.held + counts.running + counts.dead == 0) return;
            std::this_thread::yield();
        }
    }

private:
    // Reads what the window would read, once for each time it was announced.
    class Changes final : public JobObserver {
    public:
        void changed(const JobHandle& job, unsigned mark) noexcept override { m_list.add(job, mark); }
        void look() {
            for (const JobHandle& job : m_list.collect(1'000))
                if ((job->takeChangeMarks() & change::kEnded) && hasEnded(job->state())) (void)job->log();
        }

    private:
        ChangeList m_list;
    };

    SteadyJobClock m_clock;
    metrics::MetricRegistry m_registry;
    Changes m_changes;
    JobQueue m_queue;
    std::vector<std::unique_ptr<LaneOfThreads>> m_lanes;
    std::atomic<bool> m_isEnding{false};
    std::thread m_timer;
};

// Submits, cancels, pauses, retries and discards at random, and remembers what it was told.
class Submitter {
public:
    Submitter(World& world, GroupHandle group, unsigned seed)
        : m_world(world), m_queue(world.queue()), m_group(std::move(group)), m_random(seed) {}

    void run() {
        for (int i = 0; i < kJobsEach; ++i) {
            submitOne();
            if (chance(4)) cancelOne();
            if (chance(64)) look();
            if (chance(512)) pauseAndResume();
            if (chance(128)) decideAboutADeadOne();
        }
    }

    // After the drain: every job ended once, and what was said to never run never ran.
    void check() const {
        for (const JobHandle& job : m_mine) {
            ASSERT_TRUE(hasEnded(job->state())) << nameOf(job->state());
            if (job->state() == JobState::Done) {
                ASSERT_GE(job->attempt(), 1);
            }
        }
        for (const auto& [job, attempt] : m_neverAgain) {
            ASSERT_EQ(job->state(), JobState::Cancelled);
            ASSERT_EQ(job->attempt(), attempt);
        }
    }
    [[nodiscard]] std::int64_t groupedCount() const { return m_grouped; }

private:
    bool chance(unsigned oneIn) { return m_random() % oneIn == 0; }

    void submitOne() {
        const Lane lane = kLanes[m_random() % kLanes.size()];
        JobSpec spec{"job", lane, kPriorities[m_random() % kPriorities.size()], workOf()};
        if (chance(2)) spec.terms = terms();
        const bool isGrouped = spec.terms && spec.terms->group;
        auto answer = chance(16) ? m_queue.submitPatiently(std::move(spec), m_stopped.get_token())
                                 : m_queue.submit(std::move(spec));
        if (!answer || answer->isExisting) return;
        if (isGrouped) ++m_grouped;
        if (answer->wantsWorker) m_world.startWorker(lane);
        m_mine.push_back(answer->job);
    }

    JobWork workOf() {
        const unsigned fate = static_cast<unsigned>(m_random() % 8);
        return [fate](const JobHandle& job) {
            job->setProgress({1, 2, "half"});
            job->addLogLine("half");
            if (fate == 0 && job->cancelToken().isCancelled()) return JobState::Cancelled;
            if (fate > 1) return JobState::Done;
            job->setFailureText("no", fate == 0 ? FailureClass::Transient : FailureClass::Permanent);
            return JobState::Failed;
        };
    }

    std::unique_ptr<JobTerms> terms() {
        auto terms = std::make_unique<JobTerms>();
        terms->group = m_group;
        if (chance(4)) terms->delay = std::chrono::microseconds(m_random() % 500);
        if (chance(3) && !m_mine.empty())
            for (int i = 0; i < 3; ++i) terms->after.push_back(m_mine[m_random() % m_mine.size()]);
        if (chance(3)) terms->whenDependencyFails = WhenDependencyFails::RunAnyway;
        if (chance(8)) terms->uniqueKey = std::to_string(m_random() % 4);
        terms->uniqueFor = std::chrono::microseconds(m_random() % 2'000);
        if (chance(2)) {
            terms->retry.attemptsMax = 3;
            terms->retry.firstDelay = std::chrono::microseconds(50);
        }
        if (chance(8)) terms->timeout = std::chrono::microseconds(1 + m_random() % 100);
        if (chance(4)) terms->breaker = "database";
        return terms;
    }

    void cancelOne() {
        if (m_mine.empty()) return;
        const JobHandle job = m_mine[m_random() % m_mine.size()];
        if (m_queue.cancel(job) == CancelAnswer::NeverRuns) m_neverAgain.emplace_back(job, job->attempt());
    }

    void look() {
        for (const JobHandle& job : m_queue.snapshot(50)) {
            const std::int64_t done = job->progress().done;
            ASSERT_TRUE(done == 0 || done == 1);
        }
        ASSERT_LE(m_queue.counts().running, kLanes.size() * kWorkersPerLane);
        (void)m_queue.nextTickIn();
    }

    void pauseAndResume() {
        const Lane lane = kLanes[m_random() % kLanes.size()];
        m_queue.pause(lane);
        std::this_thread::yield();
        m_world.startWorkers(m_queue.resume(lane));
    }

    void decideAboutADeadOne() {
        const auto dead = m_queue.deadJobs();
        if (dead.empty()) return;
        const JobHandle& job = dead[m_random() % dead.size()];
        if (chance(2)) {
            m_queue.discardDead(job);
        } else if (const auto workers = m_queue.retryDead(job)) {
            m_world.startWorkers(*workers);
        }
    }

    World& m_world;
    JobQueue& m_queue;
    const GroupHandle m_group;
    std::mt19937 m_random;
    std::stop_source m_stopped;
    std::vector<JobHandle> m_mine;
    std::vector<std::pair<JobHandle, int>> m_neverAgain;
    std::int64_t m_grouped = 0;
};

void runOneRound(unsigned seed) {
    QueueOptions options;
    options.laneCapacity = 500; // small enough to be hit
    options.ageingStep = std::chrono::microseconds(200);
    options.workers.fill(kWorkersPerLane);
    options.deadMax = 50;
    options.breaker = {3, std::chrono::microseconds(200), std::chrono::milliseconds(1)};
    options.seed = seed;
    World world(options);
    const auto group = std::make_shared<JobGroup>("all of them");
    std::vector<std::unique_ptr<Submitter>> submitters;
    {
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < kSubmitters; ++i) {
            submitters.push_back(std::make_unique<Submitter>(world, group, seed + i));
            threads.emplace_back([submitter = submitters.back().get()] { submitter->run(); });
        }
        for (std::thread& thread : threads) thread.join();
    }
    world.drain();
    std::int64_t grouped = 0;
    for (const auto& submitter : submitters) {
        submitter->check();
        grouped += submitter->groupedCount();
    }
    EXPECT_EQ(group->counts().total, grouped);
    EXPECT_EQ(group->counts().ended(), grouped);
}

TEST(JobQueueStress, everyAcceptedJobEndsExactlyOnce) {
    const unsigned seed = tests::seedOfThisRun();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(secondsOfThisRun());
    unsigned round = 0;
    do runOneRound(seed + 100 * round++);
    while (std::chrono::steady_clock::now() < end && !HasFailure());
    std::cout << round << " rounds of " << kSubmitters * kJobsEach << " submissions" << std::endl;
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
            LaneOfThreads lane(queue, Lane::Batch, [](const WorkerNeeds&) {});
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
