// What the job queue costs: submit, submit to run, empty jobs, a nested burst beside an event loop, and
// what several workers gain. Every claim is measured in turn with its reference, in the same run.

#include "bench/bench_figures.h"
#include "jobs/queue/ordered_map.h"
#include "jobs/runner/job_runner.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThreadPool>
#include <QTimer>

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <functional>
#include <iostream>
#include <mutex>
#include <semaphore>
#include <thread>

using namespace alluse;
using namespace alluse::jobs;
using Clock = std::chrono::steady_clock;

namespace {

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// The reference: threads on a mutex, a condition variable and one deque for each priority.
class DequeExecutor {
public:
    explicit DequeExecutor(int workers) {
        for (int i = 0; i < workers; ++i) m_threads.emplace_back([this] { serve(); });
    }
    ~DequeExecutor() {
        {
            const std::lock_guard lock(m_mutex);
            m_isEnding = true;
        }
        m_changed.notify_all();
        for (std::thread& thread : m_threads) thread.join();
    }
    void submit(std::size_t priority, std::function<void()> work) {
        {
            const std::lock_guard lock(m_mutex);
            m_waiting[priority].push_back(std::move(work));
        }
        m_changed.notify_one();
    }

private:
    std::deque<std::function<void()>>* first() {
        for (auto& level : m_waiting)
            if (!level.empty()) return &level;
        return nullptr;
    }
    void serve() {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return first() || m_isEnding; });
            auto* level = first();
            if (!level) return;
            auto work = std::move(level->front());
            level->pop_front();
            lock.unlock();
            work();
            lock.lock();
        }
    }

    std::mutex m_mutex; // guards m_waiting, m_isEnding
    std::condition_variable m_changed;
    std::array<std::deque<std::function<void()>>, 4> m_waiting;
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};

// A new runner for each measurement, as it is in the window: with everybody listening to it.
struct Runner {
    explicit Runner(int batch) : runner({2, 2, batch, 2, 2}, registry) {}
    ~Runner() {
        runner.shutdown();
        QCoreApplication::sendPostedEvents();
    }
    void awaitIdle() {
        while (runner.counts().running + runner.counts().queued > 0) std::this_thread::yield();
    }
    metrics::MetricRegistry registry;
    JobRunner runner;
};

void awaitCount(const std::atomic<int>& counter, int count) {
    while (counter.load() < count) std::this_thread::yield();
}

constexpr int kEmptyJobs = 100'000;

struct Burst {
    double submitNs = 0, jobsPerSecond = 0;
};

template <class Submit, class Finish>
Burst burstOf(const std::atomic<int>& ran, const Submit& submit, const Finish& finish) {
    const auto start = Clock::now();
    for (int i = 0; i < kEmptyJobs; ++i) submit(i);
    const double submitted = secondsSince(start);
    awaitCount(ran, kEmptyJobs);
    const double all = secondsSince(start);
    finish();
    return {submitted / kEmptyJobs * 1e9, kEmptyJobs / all};
}

Burst emptyOnOurs() {
    std::atomic<int> ran{0};
    Runner ours(2);
    return burstOf(
        ran,
        [&](int i) {
            ours.runner.post(Lane::Batch, {.priority = kPriorities[static_cast<std::size_t>(i) % 4]},
                             [&ran](JobContext&) { ran.fetch_add(1, std::memory_order_relaxed); });
        },
        [&] { ours.awaitIdle(); });
}

Burst emptyOnDeques() {
    std::atomic<int> ran{0};
    DequeExecutor deques(2);
    return burstOf(
        ran,
        [&](int i) {
            deques.submit(static_cast<std::size_t>(i) % 4,
                          [&ran] { ran.fetch_add(1, std::memory_order_relaxed); });
        },
        [] {});
}

// From submit to the first line of the work, one at a time on an idle executor.
template <class Submit>
double submitToRunP99(const Submit& submit) {
    std::vector<double> micros;
    for (int i = 0; i < 3'000; ++i) {
        std::atomic<std::int64_t> began{0};
        const auto start = Clock::now();
        submit([&began] { began = Clock::now().time_since_epoch().count(); });
        while (began.load() == 0) std::this_thread::yield();
        micros.push_back(static_cast<double>(began.load() - start.time_since_epoch().count()) / 1e3);
        // Until the worker is parked again, as between two clicks.
        const auto pause = Clock::now();
        while (secondsSince(pause) < 100e-6) std::this_thread::yield();
    }
    return bench::percentile(micros, 0.99);
}

double p99OnOurs() {
    Runner ours(2);
    return submitToRunP99([&](std::function<void()> work) {
        ours.runner.post(Lane::Batch, {}, [work = std::move(work)](JobContext&) { work(); });
    });
}

double p99OnThreadPool() {
    QThreadPool pool;
    pool.setMaxThreadCount(2);
    pool.setExpiryTimeout(-1);
    const double p99 = submitToRunP99([&](std::function<void()> work) { pool.start(std::move(work), 1); });
    pool.waitForDone();
    return p99;
}

// Jobs that make jobs, 100,000 of them, while a window's loop beats at 60 Hz: the longest gap.
double nestedBurstGapMs() {
    Runner ours(2);
    std::atomic<int> ran{0};
    double longest = 0;
    QElapsedTimer gap;
    QTimer frame;
    frame.setTimerType(Qt::PreciseTimer);
    QObject::connect(&frame, &QTimer::timeout, &frame, [&] {
        longest = std::max(longest, static_cast<double>(gap.nsecsElapsed()) / 1e6);
        gap.restart();
        if (ran.load() >= kEmptyJobs) QCoreApplication::exit();
    });
    int told = 0;
    QObject::connect(&ours.runner, &JobRunner::jobsFinished, &frame,
                     [&](const QList<JobSummary>& jobs) { told += static_cast<int>(jobs.size()); });
    constexpr int kParents = 100;
    for (int parent = 0; parent < kParents; ++parent)
        ours.runner.post(Lane::Batch, {}, [&](JobContext&) {
            for (int child = 1; child < kEmptyJobs / kParents; ++child)
                ours.runner.post(Lane::Batch, {}, [&ran](JobContext&) { ++ran; });
            ++ran;
        });
    gap.start();
    frame.start(16);
    QCoreApplication::exec();
    return longest;
}

// 2 ms on the server: the thread waits, the processor does not.
void waitAsForAServer() {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, std::chrono::milliseconds(2));
}

constexpr int kWaitingJobs = 400;

double waitingSequential() {
    const auto start = Clock::now();
    for (int i = 0; i < kWaitingJobs; ++i) waitAsForAServer();
    return kWaitingJobs / secondsSince(start);
}

double waitingOnEight() {
    Runner ours(8);
    std::atomic<int> ran{0};
    const auto start = Clock::now();
    for (int i = 0; i < kWaitingJobs; ++i)
        ours.runner.post(Lane::Batch, {}, [&ran](JobContext&) {
            waitAsForAServer();
            ++ran;
        });
    awaitCount(ran, kWaitingJobs);
    return kWaitingJobs / secondsSince(start);
}

// One account's series: pure arithmetic, about 2 ms.
double analyse(std::size_t account) {
    double sum = static_cast<double>(account);
    for (int i = 1; i < 400'000; ++i) sum += 1.0 / (sum + i);
    return sum;
}

constexpr std::size_t kAccounts = 300;
volatile double g_sink = 0;

double analysedSequentially() {
    const auto start = Clock::now();
    for (std::size_t i = 0; i < kAccounts; ++i) g_sink = g_sink + analyse(i);
    return static_cast<double>(kAccounts) / secondsSince(start);
}

double analysedOnTwoCores() {
    Runner ours(2);
    std::binary_semaphore ended{0};
    const auto start = Clock::now();
    ours.runner.post(Lane::Analytics, {}, [&](JobContext&) {
        const auto results = mapOrdered<double>(
            kAccounts, 1, ours.runner.helpersOn(Lane::Analytics, QStringLiteral("Analyse")), &analyse);
        for (const double result : results) g_sink = g_sink + result;
        ended.release();
    });
    ended.acquire();
    return static_cast<double>(kAccounts) / secondsSince(start);
}

nlohmann::json pairsOf(const char* name, int pairs, const std::function<double()>& a,
                       const std::function<double()>& b) {
    nlohmann::json all = nlohmann::json::array();
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) {
        const double first = a(), second = b();
        all.push_back({{"a", first}, {"b", second}});
        ratios.push_back(first / second);
    }
    return {{"name", name},
            {"pairs", all},
            {"ratioMedian", bench::median(ratios)},
            {"ratioMin", *std::ranges::min_element(ratios)},
            {"ratioMax", *std::ranges::max_element(ratios)}};
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    int pairs = 5;
    for (int i = 1; i + 1 < argc; ++i)
        if (std::string_view(argv[i]) == "--pairs") pairs = std::max(1, std::atoi(argv[i + 1]));

    std::vector<double> submitNs, gapsMs;
    nlohmann::json results = nlohmann::json::array();
    results.push_back(pairsOf(
        "empty jobs per second, ours / threads with deques", pairs,
        [&] {
            const Burst burst = emptyOnOurs();
            submitNs.push_back(burst.submitNs);
            return burst.jobsPerSecond;
        },
        [] { return emptyOnDeques().jobsPerSecond; }));
    results.push_back(pairsOf("submit to run p99 in us, ours / QThreadPool", pairs, &p99OnOurs,
                              &p99OnThreadPool));
    results.push_back(pairsOf("jobs with 2 ms on a server per second, eight workers / sequential", pairs,
                              &waitingOnEight, &waitingSequential));
    results.push_back(pairsOf("accounts analysed per second, two cores / one", pairs,
                              &analysedOnTwoCores, &analysedSequentially));
    for (int i = 0; i < pairs; ++i) gapsMs.push_back(nestedBurstGapMs());

    const nlohmann::json answer{
        {"name", "jobs"},
        {"machine", bench::describeMachine()},
        {"results", results},
        {"submitNs", {{"runs", submitNs}, {"median", bench::median(submitNs)}}},
        {"nestedBurst", {{"jobs", kEmptyJobs}, {"frameGapMs", gapsMs},
                         {"frameGapMsMax", *std::ranges::max_element(gapsMs)}}}};
    std::cout << answer.dump(1) << std::endl;
    return 0;
}
