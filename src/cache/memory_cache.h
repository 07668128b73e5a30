#pragma once
// The first level: entries of this process, in shards behind short locks, with a bound of entries
// and of bytes. Which entries stay is decided by the policy that the judge finds best; a shard
// hands its residents from one policy to the next and drops none. Thread-safe.

#include "cache/cache_entry.h"
#include "cache/policy/policy.h"

#include <functional>
#include <optional>
#include <vector>

namespace alluse::cache {

struct MemoryLimits {
    std::size_t entriesMax = 100'000;
    std::size_t bytesMax = std::size_t{256} << 20U;
    std::optional<PolicyKind> policy; // none: the judge chooses
};

struct Found {
    std::shared_ptr<const void> value;
    bool isFound = false; // with a null value: it is known that there is none
    std::int64_t expiresAtMs = kNever;
};

struct EntryInfo {
    CacheKey key;
    CacheEntry entry; // without the value
};

class MemoryCache {
public:
    using DropListener = std::function<void(const CacheKey&, const CacheEntry&, DropReason)>;

    MemoryCache(const MemoryLimits& limits, const TagClock& tags, const CacheClock& clock);
    ~MemoryCache();
    MemoryCache(const MemoryCache&) = delete;
    MemoryCache& operator=(const MemoryCache&) = delete;

    [[nodiscard]] Found find(const CacheKey& key);
    // The same without being counted or noticed; with everything that is known of the entry.
    [[nodiscard]] Found peek(const CacheKey& key) const;
    [[nodiscard]] std::optional<CacheEntry> whole(const CacheKey& key) const;
    // False: it is out of date already, or too large.
    bool put(const CacheKey& key, CacheEntry entry);
    void erase(const CacheKey& key);
    // Frees what is expired or invalidated; it would never be found again anyway.
    std::size_t sweep();
    std::size_t clear();

    // Told of entries that lost their place (Size, Bytes), outside of any lock. Set before use.
    void onDropped(DropListener listener) { m_dropped = std::move(listener); }
    [[nodiscard]] LevelStats stats() const;
    // At most `max` entries that are current, those with `tag` when one is given.
    [[nodiscard]] std::vector<EntryInfo> list(std::size_t max, std::optional<Tag> tag = {}) const;
    // Everything that is current, with its value: what is saved for the next start.
    void forEach(const std::function<void(const CacheKey&, const CacheEntry&)>& visit) const;
    [[nodiscard]] PolicyKind policy() const;
    [[nodiscard]] std::uint64_t policyChanges() const;
    [[nodiscard]] std::size_t capacity() const { return m_limits.entriesMax; }

private:
    class Shard;
    [[nodiscard]] Shard& shardOf(std::uint64_t hash) const;
    [[nodiscard]] std::size_t entries() const;
    [[nodiscard]] Shard& fullest() const;
    void makeRoom(Shard& shard);

    MemoryLimits m_limits;
    const TagClock& m_tags;
    const CacheClock& m_clock;
    struct Judging; // the judge, when there is a choice
    std::unique_ptr<Judging> m_judging;
    std::vector<std::unique_ptr<Shard>> m_shards;
    DropListener m_dropped;
    unsigned m_shardShift = 0;
};

} // namespace alluse::cache
