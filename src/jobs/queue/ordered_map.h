#pragma once
// Independent pieces of one job at the same time, with the results in the order of the pieces.

#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace alluse::jobs {

// Calls `compute(i)` for 0 … count − 1 on the calling thread and on up to `helpersMax` jobs that
// `post` starts (false: no room, then the others do it). The caller works too and waits only for
// pieces that somebody is already computing, so it may stand on a worker of the same lane without a
// danger of waiting for itself. The first exception stops the rest and is thrown here.
// `progress` is told on the calling thread after each of its own pieces how many are done.
template <class Result>
[[nodiscard]] std::vector<Result>
mapOrdered(std::size_t count, std::size_t helpersMax,
           const std::function<bool(std::function<void()>)>& post,
           std::function<Result(std::size_t)> compute,
           const std::function<void(std::size_t done)>& progress = {}) {
    struct Shared {
        explicit Shared(std::size_t size) : results(size), count(size) {}
        std::vector<std::optional<Result>> results; // each slot is written by one thread
        const std::size_t count;
        std::function<Result(std::size_t)> compute;
        std::atomic<std::size_t> next{0};
        std::atomic<std::size_t> done{0};
        std::mutex mutex; // guards inWork, failure
        std::condition_variable changed;
        std::size_t inWork = 0;
        std::exception_ptr failure;

        // False: nothing is left to begin.
        bool step() {
            std::size_t piece = 0;
            {
                const std::lock_guard lock(mutex);
                if (failure) return false;
                piece = next.load();
                if (piece >= count) return false;
                next = piece + 1;
                ++inWork;
            }
            std::exception_ptr thrown;
            try {
                results[piece].emplace(compute(piece));
                ++done;
            } catch (...) {
                thrown = std::current_exception();
            }
            const std::lock_guard lock(mutex);
            if (thrown && !failure) failure = thrown;
            if (--inWork == 0) changed.notify_all();
            return true;
        }
    };

    auto shared = std::make_shared<Shared>(count);
    shared->compute = std::move(compute);
    for (std::size_t helper = 0; helper < helpersMax && helper + 1 < count; ++helper)
        // A helper that comes late finds nothing to begin and touches only what it shares.
        if (!post([shared] { while (shared->step()) {} })) break;
    while (shared->step())
        if (progress) progress(shared->done.load());
    std::unique_lock lock(shared->mutex);
    shared->changed.wait(lock, [&] { return shared->inWork == 0; });
    if (shared->failure) std::rethrow_exception(shared->failure);
    std::vector<Result> results;
    results.reserve(count);
    for (auto& each : shared->results) results.push_back(std::move(*each));
    return results;
}

} // namespace alluse::jobs
