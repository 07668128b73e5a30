#pragma once
// What the second level does, whatever keeps it: bytes instead of objects, a clock of tags of its
// own, because other processes share it. Thread-safe.

#include "cache/cache_key.h"
#include "cache/tags.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace alluse::cache {

struct StoredEntry {
    std::string bytes;
    bool isNegative = false; // it is known that there is none
    TagSet tags;
    std::uint64_t loadedAt = 0; // SecondLevel::now() before the load began
    std::int64_t lifeMs = 0;    // what remains of it
    std::uint32_t costUs = 0;
};

struct SecondLevelStats {
    std::uint64_t hits = 0, misses = 0, puts = 0, invalidations = 0, damaged = 0, dropped = 0;
    std::uint64_t entries = 0, bytes = 0;
};

class SecondLevel {
public:
    virtual ~SecondLevel() = default;
    [[nodiscard]] virtual std::uint64_t now() = 0;
    // Only what is whole, current and not expired.
    [[nodiscard]] virtual std::optional<StoredEntry> find(const CacheKey& key) = 0;
    virtual void put(const CacheKey& key, const StoredEntry& entry) = 0;
    virtual void invalidate(std::span<const Tag> tags) = 0;
    virtual void invalidateAll() = 0;
    [[nodiscard]] virtual SecondLevelStats stats() = 0;
};

// How values of one kind of key become bytes and come back; null: these bytes are no such value.
struct Codec {
    std::string (*encode)(const void* value) = nullptr;
    std::shared_ptr<const void> (*decode)(std::string_view bytes) = nullptr;
};

} // namespace alluse::cache
