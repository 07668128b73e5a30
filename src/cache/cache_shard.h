#pragma once
// One shard of the first level: index, entries and policy under the caller's lock.

#include "cache/cache_entry.h"
#include "cache/memory_cache.h"
#include "cache/policy/fingerprint_index.h"
#include "cache/policy/policy.h"
#include "cache/spin_lock.h"

#include <array>
#include <atomic>
#include <vector>

namespace alluse::cache {

struct Dropped {
    CacheKey key;
    CacheEntry entry;
    DropReason reason = DropReason::Size;
    bool wasCurrent = false;
};

// Every function but lock() and unlock() expects the lock to be held.
class alignas(128) CacheShard {
public:
    CacheShard(std::size_t entriesMax, std::size_t bytesMax, PolicyKind policy,
               const TagClock& tags);
    void lock() { m_lock.lock(); }
    void unlock() { m_lock.unlock(); }

    // The policy that hits and insertions are told to from now on.
    void follow(PolicyKind policy) {
        if (policy != m_kind) [[unlikely]]
            changePolicy(policy);
    }
    // `gone` takes an entry that was found to be out of date, to be destroyed outside of the lock.
    [[nodiscard]] Found find(const CacheKey& key, std::uint64_t hash, const CacheClock& clock,
                             Dropped& gone);
    bool put(const CacheKey& key, std::uint64_t hash, CacheEntry entry, Dropped& gone);
    [[nodiscard]] Found peek(const CacheKey& key, std::uint64_t hash, std::int64_t nowMs) const;
    [[nodiscard]] std::optional<CacheEntry> whole(const CacheKey& key, std::uint64_t hash,
                                                  std::int64_t nowMs) const;
    // Drops one entry that the policy chooses; false: there is none.
    bool shrink(DropReason reason, Dropped& gone);
    [[nodiscard]] bool isOverBytes() const { return m_bytes > m_bytesMax; }
    // May be asked without the lock.
    [[nodiscard]] std::size_t size() const { return m_size.load(std::memory_order_relaxed); }
    [[nodiscard]] std::size_t share() const { return m_entriesMax; }
    bool erase(const CacheKey& key, std::uint64_t hash, DropReason reason, Dropped& gone);
    std::size_t sweep(std::int64_t nowMs, bool everything, std::vector<Dropped>& gone);
    void addTo(LevelStats& stats, std::int64_t nowMs) const;
    template <class Visit>
    void forEach(std::int64_t nowMs, Visit visit) const {
        for (const Slot slot : occupied())
            if (isCurrent(m_hot[slot], nowMs)) visit(m_hot[slot].key, whole(slot));
    }
    // What a miss of this cost is worth beside an ordinary one.
    [[nodiscard]] float weightOf(std::uint32_t costUs) const;

private:
    // Dead: out of date, without a value, but its place is kept: it is about to be loaded again,
    // and must not start over among the newcomers.
    enum class State : std::uint8_t { Free, Live, Dead };
    // What a hit reads: little more than one cache line.
    struct Hot {
        CacheKey key;
        std::shared_ptr<const void> value;
        TagClock::Places places{};
        std::uint64_t loadedAt = 0;
        std::int64_t expiresAtMs = kNever;
        State state = State::Free;
    };
    struct Cold {
        TagSet tags;
        std::int64_t createdAtMs = 0;
        std::uint32_t bytes = 0, costUs = 0, hits = 0;
        std::uint64_t fileLoadedAt = 0;
        const Codec* codec = nullptr;
    };
    static constexpr std::size_t kHitsHeld = 16;

    [[nodiscard]] Slot slotOf(const CacheKey& key, std::uint64_t hash) const;
    [[nodiscard]] Slot freeSlot();
    [[nodiscard]] bool isCurrent(const Hot& hot, std::int64_t nowMs) const;
    [[nodiscard]] CacheEntry whole(Slot slot) const;
    [[nodiscard]] std::vector<Slot> occupied() const;
    [[nodiscard]] std::uint8_t creditOf(std::uint32_t costUs) const;
    void tellHits();
    void changePolicy(PolicyKind to);
    void sized() { m_size.store(m_index.size(), std::memory_order_relaxed); }
    void retire(Slot slot, DropReason reason, Dropped& gone);
    void take(Slot slot, DropReason reason, Dropped& gone);

    SpinLock m_lock;
    std::size_t m_entriesMax, m_bytesMax;
    const TagClock& m_tags;
    PolicyKind m_kind;
    std::unique_ptr<Policy> m_policy;
    FingerprintIndex m_index;
    std::vector<Hot> m_hot;
    std::vector<Cold> m_cold;
    std::vector<Slot> m_free;
    // Hits wait here until the policy is told of several at once: its lists are spread over memory,
    // and their cache lines are fetched side by side.
    std::array<Slot, kHitsHeld> m_hits{};
    std::size_t m_hitsHeld = 0;
    std::atomic<std::size_t> m_size{0};
    std::size_t m_bytes = 0;
    double m_costMean = 0;
    LevelStats m_stats;
};

} // namespace alluse::cache
