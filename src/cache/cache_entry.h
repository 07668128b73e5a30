#pragma once
// What stands under a key, and what is counted about a level of the cache.

#include "cache/cache_clock.h"
#include "cache/cache_key.h"
#include "cache/tags.h"

#include <array>
#include <cstdint>
#include <memory>

namespace alluse::cache {

struct Codec;

struct CacheEntry {
    std::shared_ptr<const void> value; // null: it is known that there is none
    TagSet tags;
    std::uint64_t loadedAt = 0; // TagClock::now() before the load began
    std::int64_t createdAtMs = 0;
    std::int64_t expiresAtMs = kNever;
    std::uint32_t bytes = 0;
    std::uint32_t costUs = 0; // what the load took
    std::uint32_t hits = 0;
    std::uint64_t fileLoadedAt =
        0;                        // the same time by the clock of the second level; 0: it has none
    const Codec* codec = nullptr; // how it becomes bytes; null: it stays in memory
    bool yields = false; // to a current entry that is there already
};

enum class DropReason : std::uint8_t { Size, Bytes, Expired, Invalidated, Replaced, Purged };
inline constexpr std::size_t kDropReasons = 6;
[[nodiscard]] std::string_view nameOf(DropReason reason);

struct LevelStats {
    std::array<std::uint64_t, kKeyKinds> hits{}, misses{}; // by key kind
    std::uint64_t puts = 0;
    std::uint64_t refusedLate = 0; // loaded before an invalidation, so never stored
    std::array<std::uint64_t, kDropReasons> drops{};
    std::uint64_t entries = 0, bytes = 0;
    std::uint64_t oldestAgeMs = 0;

    [[nodiscard]] std::uint64_t hitsTotal() const;
    [[nodiscard]] std::uint64_t missesTotal() const;
    [[nodiscard]] double hitRatio() const;
};

} // namespace alluse::cache
