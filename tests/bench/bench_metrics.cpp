// What measuring costs: ns per timed span and per counter increment, at one and at two threads.
// Prints one JSON object; `a` is a span at one thread, `b` at two, `ratio` is b / a (floor: 1.2).
// Times are processor time of the thread: a neighbour that takes a core away does not count, a
// cache line that two threads fight over does.

#include "bench/bench_figures.h"
#include "metrics/span.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <barrier>
#include <cstdio>
#include <fstream>
#include <thread>

#include <time.h>

using namespace alluse;
using namespace alluse::metrics;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kPairs = 7;
constexpr int kOperations = 1'000'000;

double threadCpuNs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

// Nanoseconds per call and thread, while `threads` threads do the same at the same time.
template <typename Operation>
double nsPerCall(int threads, Operation operation) {
    std::barrier start(threads);
    std::vector<double> ns(static_cast<std::size_t>(threads));
    {
        std::vector<std::jthread> workers;
        for (double& result : ns)
            workers.emplace_back([&] {
                operation(); // the first recording of a thread allocates
                start.arrive_and_wait();
                const double begin = threadCpuNs();
                for (int i = 0; i < kOperations; ++i) operation();
                result = (threadCpuNs() - begin) / kOperations;
            });
    }
    return *std::max_element(ns.begin(), ns.end());
}

} // namespace

int main() {
    MetricRegistry registry;
    const Timer timer = registry.timer("t");
    const Counter errors = registry.counter("e");
    const Counter counter = registry.counter("c");
    const auto span = [&] { const Span one(timer); };
    const auto spanWithErrors = [&] { const Span one(timer, errors); };
    const auto add = [&] { counter.add(); };
    const auto twoClocks = [] {
        const auto begin = Clock::now();
        [[maybe_unused]] volatile auto time = (Clock::now() - begin).count();
    };

    std::vector<double> one, two, withErrors, addOne, addTwo, clocks, ratios;
    nlohmann::json pairs = nlohmann::json::array();
    for (int i = 0; i < kPairs; ++i) { // interleaved, so that noise hits both sides
        clocks.push_back(nsPerCall(1, twoClocks));
        one.push_back(nsPerCall(1, span));
        two.push_back(nsPerCall(2, span));
        withErrors.push_back(nsPerCall(1, spanWithErrors));
        addOne.push_back(nsPerCall(1, add));
        addTwo.push_back(nsPerCall(2, add));
        ratios.push_back(two.back() / one.back());
        pairs.push_back({{"a", one.back()}, {"b", two.back()}});
    }
    const nlohmann::json result = {
        {"name", "metrics"},
        {"machine", bench::describeMachine()},
        {"pairs", pairs},
        {"ratioMedian", bench::median(ratios)},
        {"ratioMin", *std::min_element(ratios.begin(), ratios.end())},
        {"ratioMax", *std::max_element(ratios.begin(), ratios.end())},
        {"nsPerSpanOneThread", bench::median(one)},
        {"nsPerSpanTwoThreads", bench::median(two)},
        {"nsPerSpanWithErrors", bench::median(withErrors)},
        {"nsPerCounterAddOneThread", bench::median(addOne)},
        {"nsPerCounterAddTwoThreads", bench::median(addTwo)},
        {"nsTwoClockReads", bench::median(clocks)},
    };
    std::printf("%s\n", result.dump(2).c_str());
}
