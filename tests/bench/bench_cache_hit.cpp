// What a hit of the first level costs: 100,000 entries, keys drawn evenly, the value handed out;
// one thread and two in turn. `bench_cache_hit [pairs]`, JSON.

#include "bench/bench_figures.h"
#include "cache/memory_cache.h"
#include "domain/seeded_random.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace {

using namespace alluse;

constexpr std::size_t kEntries = 100'000;
constexpr std::size_t kHits = 2'000'000; // of each thread

// Nanoseconds of one hit, as each thread sees it.
double nsPerHit(cache::MemoryCache& cache, int threads) {
    std::vector<double> taken(static_cast<std::size_t>(threads));
    std::vector<std::jthread> running;
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            domain::SeededRandom random(static_cast<std::uint64_t>(thread) + 1);
            std::uint64_t sum = 0;
            const auto start = std::chrono::steady_clock::now();
            for (std::size_t i = 0; i < kHits; ++i) {
                const auto key =
                    static_cast<std::int64_t>((random.next() >> 32U) * kEntries >> 32U);
                const auto found = cache.find({cache::KeyKind::Account, key, 0});
                sum += found.isFound ? *static_cast<const std::uint64_t*>(found.value.get()) : 0;
            }
            const std::chrono::duration<double, std::nano> time =
                std::chrono::steady_clock::now() - start;
            if (sum != kHits) std::abort(); // every entry is there and holds 1
            taken[static_cast<std::size_t>(thread)] = time.count() / kHits;
        });
    running.clear();
    return *std::ranges::max_element(taken);
}

} // namespace

int main(int argc, char** argv) {
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 5;
    const cache::TagClock tags;
    const cache::SteadyCacheClock clock;
    cache::MemoryLimits limits;
    limits.entriesMax = kEntries;
    cache::MemoryCache cache(limits, tags, clock);
    for (std::size_t i = 0; i < kEntries; ++i) {
        cache::CacheEntry entry;
        entry.value = std::make_shared<const std::uint64_t>(1);
        entry.tags = {{cache::TagKind::Account, static_cast<std::int64_t>(i)}};
        entry.loadedAt = tags.now();
        entry.expiresAtMs = clock.nowMs() + 3'600'000;
        entry.bytes = 64;
        cache.put({cache::KeyKind::Account, static_cast<std::int64_t>(i), 0}, std::move(entry));
    }
    nsPerHit(cache, 2);
    nlohmann::json list = nlohmann::json::array();
    std::vector<double> one, ratio;
    for (int pair = 0; pair < pairs; ++pair) {
        const double a = nsPerHit(cache, 1), b = nsPerHit(cache, 2);
        list.push_back({{"oneThreadNs", a}, {"twoThreadsNs", b}});
        one.push_back(a);
        ratio.push_back(b / a);
    }
    std::cout << nlohmann::json{{"name", "hit of the first level"},
                                {"machine", bench::describeMachine()},
                                {"entries", kEntries},
                                {"pairs", list},
                                {"oneThreadNsMedian", bench::median(one)},
                                {"twoToOneMedian", bench::median(ratio)},
                                {"policy", nameOf(cache.policy())}}
                     .dump(2)
              << '\n';
    return 0;
}
