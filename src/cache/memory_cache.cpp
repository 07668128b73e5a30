#include "cache/memory_cache.h"

#include "cache/cache_shard.h"
#include "cache/policy/policy_judge.h"

#include <algorithm>
#include <bit>
#include <mutex>

namespace alluse::cache {

namespace {
constexpr std::size_t kShardEntriesMin = 1'024; // smaller shards fill unevenly
constexpr std::size_t kShardsMax = 64;
constexpr std::size_t kShardBytesMin = std::size_t{1} << 20U; // an entry must fit into its shard

std::size_t shardsFor(const MemoryLimits& limits) {
    const std::size_t wanted =
        std::min(limits.entriesMax / kShardEntriesMin, limits.bytesMax / kShardBytesMin);
    return std::clamp<std::size_t>(std::bit_floor(std::max<std::size_t>(wanted, 1)), 1, kShardsMax);
}
} // namespace

class MemoryCache::Shard : public CacheShard {
    using CacheShard::CacheShard;
};
struct MemoryCache::Judging {
    explicit Judging(std::size_t capacity) : judge(capacity) {}
    PolicyJudge judge;
};

MemoryCache::MemoryCache(const MemoryLimits& limits, const TagClock& tags, const CacheClock& clock)
    : m_limits(limits), m_tags(tags), m_clock(clock) {
    if (!limits.policy) m_judging = std::make_unique<Judging>(limits.entriesMax);
    const std::size_t shards = shardsFor(limits);
    m_shardShift = static_cast<unsigned>(64 - std::countr_zero(shards));
    for (std::size_t i = 0; i < shards; ++i) {
        const std::size_t share =
            limits.entriesMax / shards + (i < limits.entriesMax % shards ? 1 : 0);
        m_shards.push_back(
            std::make_unique<Shard>(share, limits.bytesMax / shards, policy(), tags));
    }
}

MemoryCache::~MemoryCache() = default;

MemoryCache::Shard& MemoryCache::shardOf(std::uint64_t hash) const {
    return *m_shards[m_shardShift == 64 ? 0 : hash >> m_shardShift];
}

Found MemoryCache::find(const CacheKey& key) {
    const std::uint64_t hash = hashOf(key);
    if (m_judging && m_judging->judge.isSampled(hash)) m_judging->judge.request(hash);
    Dropped gone;
    Shard& shard = shardOf(hash);
    const std::scoped_lock guard(shard);
    return shard.find(key, hash, m_clock, gone);
}

Found MemoryCache::peek(const CacheKey& key) const {
    const std::uint64_t hash = hashOf(key);
    Shard& shard = shardOf(hash);
    const std::scoped_lock guard(shard);
    return shard.peek(key, hash, m_clock.nowMs());
}

std::optional<CacheEntry> MemoryCache::whole(const CacheKey& key) const {
    const std::uint64_t hash = hashOf(key);
    Shard& shard = shardOf(hash);
    const std::scoped_lock guard(shard);
    return shard.whole(key, hash, m_clock.nowMs());
}

bool MemoryCache::put(const CacheKey& key, CacheEntry entry) {
    const std::uint64_t hash = hashOf(key);
    const std::uint32_t costUs = entry.costUs;
    if (entry.createdAtMs == 0) entry.createdAtMs = m_clock.nowMs();
    Shard& shard = shardOf(hash);
    Dropped replaced;
    float weight = 1.0F;
    {
        const std::scoped_lock guard(shard);
        shard.follow(policy());
        weight = shard.weightOf(costUs);
        if (!shard.put(key, hash, std::move(entry), replaced)) return false;
    }
    if (m_judging && m_judging->judge.isSampled(hash)) m_judging->judge.price(hash, weight);
    makeRoom(shard);
    return true;
}

// A shard may hold more than its share while others hold less; when the whole is full, the one that
// is over its share gives.
void MemoryCache::makeRoom(Shard& shard) {
    for (;;) {
        Dropped gone;
        if (entries() > m_limits.entriesMax) {
            Shard& giver = shard.size() > shard.share() ? shard : fullest();
            const std::scoped_lock guard(giver);
            if (!giver.shrink(DropReason::Size, gone)) return;
        } else {
            const std::scoped_lock guard(shard);
            if (!shard.isOverBytes() || !shard.shrink(DropReason::Bytes, gone)) return;
        }
        if (gone.wasCurrent && m_dropped) m_dropped(gone.key, gone.entry, gone.reason);
    }
}

std::size_t MemoryCache::entries() const {
    std::size_t sum = 0;
    for (const auto& shard : m_shards)
        sum += shard->size();
    return sum;
}

MemoryCache::Shard& MemoryCache::fullest() const {
    const auto excess = [](const auto& shard) {
        return static_cast<std::ptrdiff_t>(shard->size()) -
               static_cast<std::ptrdiff_t>(shard->share());
    };
    return **std::ranges::max_element(m_shards, {}, excess);
}

void MemoryCache::erase(const CacheKey& key) {
    const std::uint64_t hash = hashOf(key);
    Dropped gone;
    Shard& shard = shardOf(hash);
    const std::scoped_lock guard(shard);
    shard.erase(key, hash, DropReason::Purged, gone);
}

std::size_t MemoryCache::sweep() {
    std::size_t count = 0;
    for (const auto& shard : m_shards) {
        std::vector<Dropped> gone;
        const std::scoped_lock guard(*shard);
        count += shard->sweep(m_clock.nowMs(), false, gone);
    }
    return count;
}

std::size_t MemoryCache::clear() {
    std::size_t count = 0;
    for (const auto& shard : m_shards) {
        std::vector<Dropped> gone;
        const std::scoped_lock guard(*shard);
        count += shard->sweep(m_clock.nowMs(), true, gone);
    }
    return count;
}

LevelStats MemoryCache::stats() const {
    LevelStats stats;
    for (const auto& shard : m_shards) {
        const std::scoped_lock guard(*shard);
        shard->addTo(stats, m_clock.nowMs());
    }
    return stats;
}

std::vector<EntryInfo> MemoryCache::list(std::size_t max, std::optional<Tag> tag) const {
    std::vector<EntryInfo> found;
    forEach([&](const CacheKey& key, const CacheEntry& entry) {
        if (found.size() >= max || (tag && !entry.tags.contains(*tag))) return;
        found.push_back({key, entry});
        found.back().entry.value.reset();
    });
    return found;
}

void MemoryCache::forEach(
    const std::function<void(const CacheKey&, const CacheEntry&)>& visit) const {
    for (const auto& shard : m_shards) {
        std::vector<std::pair<CacheKey, CacheEntry>> held; // visited outside of the lock
        {
            const std::scoped_lock guard(*shard);
            shard->forEach(m_clock.nowMs(), [&](const CacheKey& key, CacheEntry entry) {
                held.emplace_back(key, std::move(entry));
            });
        }
        for (const auto& [key, entry] : held)
            visit(key, entry);
    }
}

PolicyKind MemoryCache::policy() const {
    return m_judging ? m_judging->judge.choice() : m_limits.policy.value_or(PolicyKind::TinyLfu1);
}

std::uint64_t MemoryCache::policyChanges() const {
    return m_judging ? m_judging->judge.changes() : 0;
}

} // namespace alluse::cache
