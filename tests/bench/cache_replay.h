#pragma once
// Plays a stream of keys through the cache of the program, or through one of its rivals.

#include "cache/memory_cache.h"
#include "support/cache_rivals.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <span>
#include <string>

namespace alluse::bench {

struct Replay {
    std::uint64_t hits = 0;
    double nsPerRequest = 0;
    std::string policyAtEnd;
    std::uint64_t policyChanges = 0;
};

template <class Play>
Replay timed(std::span<const tests::TraceKey> trace, Play play) {
    Replay result;
    const auto start = std::chrono::steady_clock::now();
    result.hits = play();
    const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
    result.nsPerRequest =
        taken.count() / static_cast<double>(std::max<std::size_t>(trace.size(), 1));
    return result;
}

// A miss puts the key in, as a load would.
inline Replay replayAdaptive(std::span<const tests::TraceKey> trace, std::size_t keys,
                             std::size_t entries, std::optional<cache::PolicyKind> fixed = {}) {
    const cache::TagClock tags;
    const cache::SteadyCacheClock clock;
    cache::MemoryLimits limits;
    // More room than there are keys would only reserve memory.
    limits.entriesMax = std::min(entries, keys + 1);
    limits.policy = fixed;
    limits.bytesMax = std::size_t{1} << 62U;
    cache::MemoryCache cache(limits, tags, clock);
    const std::shared_ptr<const void> value = std::make_shared<const int>(1);
    Replay result = timed(trace, [&] {
        std::uint64_t hits = 0;
        for (const tests::TraceKey number : trace) {
            const cache::CacheKey key{cache::KeyKind::Other, number, 0};
            if (cache.find(key).isFound) {
                ++hits;
                continue;
            }
            cache::CacheEntry entry;
            entry.value = value;
            entry.loadedAt = tags.now();
            cache.put(key, std::move(entry));
        }
        return hits;
    });
    result.policyAtEnd = nameOf(cache.policy());
    result.policyChanges = cache.policyChanges();
    return result;
}

inline Replay replayRival(std::string_view name, std::span<const tests::TraceKey> trace,
                          std::size_t keys, std::size_t entries) {
    const auto rival = tests::makeRival(name, std::min(entries, keys + 1));
    return timed(trace, [&] { return tests::hitsOf(*rival, trace); });
}

} // namespace alluse::bench
