#include "cache/cache_shard.h"

#include <algorithm>

namespace alluse::cache {

CacheShard::CacheShard(std::size_t entriesMax, std::size_t bytesMax, PolicyKind policy,
                       const TagClock& tags)
    : m_entriesMax(entriesMax),
      m_bytesMax(bytesMax),
      m_tags(tags),
      m_kind(policy),
      m_policy(makePolicy(policy, entriesMax)),
      m_index(64) {}

Slot CacheShard::slotOf(const CacheKey& key, std::uint64_t hash) const {
    return m_index.find(fingerprintOf(hash),
                        [&](std::uint32_t slot) { return m_hot[slot].key == key; });
}

bool CacheShard::isCurrent(const Hot& hot, std::int64_t nowMs) const {
    return hot.state == State::Live && hot.expiresAtMs > nowMs &&
           m_tags.isCurrent(hot.places, hot.loadedAt);
}

Found CacheShard::find(const CacheKey& key, std::uint64_t hash, const CacheClock& clock,
                       Dropped& gone) {
    const Slot slot = slotOf(key, hash);
    if (slot == kNoSlot) {
        ++m_stats.misses[static_cast<std::size_t>(key.kind)];
        return {};
    }
    // To the policy it is a use even when the value is out of date: the key is wanted.
    m_hits[m_hitsHeld++] = slot;
    if (m_hitsHeld == kHitsHeld) tellHits();
    Hot& hot = m_hot[slot];
    const bool isExpired = hot.expiresAtMs != kNever && hot.expiresAtMs <= clock.nowMs();
    if (hot.state == State::Live && (isExpired || !m_tags.isCurrent(hot.places, hot.loadedAt)))
        [[unlikely]]
        retire(slot, isExpired ? DropReason::Expired : DropReason::Invalidated, gone);
    if (hot.state != State::Live) [[unlikely]] {
        ++m_stats.misses[static_cast<std::size_t>(key.kind)];
        return {};
    }
    ++m_stats.hits[static_cast<std::size_t>(key.kind)];
    return {hot.value, true, hot.expiresAtMs};
}

Found CacheShard::peek(const CacheKey& key, std::uint64_t hash, std::int64_t nowMs) const {
    const Slot slot = slotOf(key, hash);
    if (slot == kNoSlot || !isCurrent(m_hot[slot], nowMs)) return {};
    return {m_hot[slot].value, true, m_hot[slot].expiresAtMs};
}

std::optional<CacheEntry> CacheShard::whole(const CacheKey& key, std::uint64_t hash,
                                            std::int64_t nowMs) const {
    const Slot slot = slotOf(key, hash);
    if (slot == kNoSlot || !isCurrent(m_hot[slot], nowMs)) return std::nullopt;
    return whole(slot);
}

void CacheShard::tellHits() {
    for (std::size_t i = 0; i < m_hitsHeld; ++i) {
        __builtin_prefetch(&m_cold[m_hits[i]]);
        m_policy->prefetch(m_hits[i]);
    }
    for (std::size_t i = 0; i < m_hitsHeld; ++i) {
        ++m_cold[m_hits[i]].hits;
        m_policy->hit(m_hits[i]);
    }
    m_hitsHeld = 0;
}

bool CacheShard::put(const CacheKey& key, std::uint64_t hash, CacheEntry entry, Dropped& gone) {
    const TagClock::Places places = TagClock::placesOf(entry.tags);
    if (!m_tags.isCurrent(places, entry.loadedAt)) {
        ++m_stats.refusedLate;
        return false;
    }
    if (entry.bytes > m_bytesMax) return false;
    Slot slot = slotOf(key, hash);
    const bool isNew = slot == kNoSlot;
    if (!isNew && m_hot[slot].state == State::Live) {
        // Of two loads that ran side by side the one that began later knows more.
        if (entry.yields && isCurrent(m_hot[slot], entry.createdAtMs)) return false;
        if (m_hot[slot].loadedAt > entry.loadedAt) return false;
        retire(slot, DropReason::Replaced, gone);
    }
    if (isNew) slot = freeSlot();
    m_hot[slot] = {key,        std::move(entry.value), places, entry.loadedAt, entry.expiresAtMs,
                   State::Live};
    m_cold[slot] = {entry.tags, entry.createdAtMs,  entry.bytes, entry.costUs,
                    0,          entry.fileLoadedAt, entry.codec};
    m_bytes += entry.bytes;
    ++m_stats.puts;
    if (isNew) {
        tellHits();
        m_index.insert(fingerprintOf(hash), slot);
        m_policy->insert(slot, hash, creditOf(entry.costUs));
        sized();
    }
    m_costMean += (static_cast<double>(entry.costUs) - m_costMean) / (m_stats.puts < 64 ? 8 : 64);
    return true;
}

Slot CacheShard::freeSlot() {
    if (!m_free.empty()) {
        const Slot slot = m_free.back();
        m_free.pop_back();
        return slot;
    }
    m_hot.emplace_back();
    m_cold.emplace_back();
    return static_cast<Slot>(m_hot.size() - 1);
}

bool CacheShard::shrink(DropReason reason, Dropped& gone) {
    if (m_index.size() == 0) return false;
    tellHits();
    const Slot slot = m_policy->evict();
    gone.key = m_hot[slot].key;
    gone.reason = reason;
    gone.entry = whole(slot);
    gone.wasCurrent = m_hot[slot].state == State::Live;
    if (gone.wasCurrent) ++m_stats.drops[static_cast<std::size_t>(reason)];
    m_index.erase(fingerprintOf(hashOf(gone.key)), slot);
    m_hot[slot] = {};
    m_bytes -= gone.entry.bytes;
    m_free.push_back(slot);
    sized();
    return true;
}

void CacheShard::retire(Slot slot, DropReason reason, Dropped& gone) {
    gone.key = m_hot[slot].key;
    gone.reason = reason;
    gone.entry.value = std::move(m_hot[slot].value);
    m_hot[slot].state = State::Dead;
    m_bytes -= m_cold[slot].bytes;
    m_cold[slot].bytes = 0;
    ++m_stats.drops[static_cast<std::size_t>(reason)];
}

void CacheShard::take(Slot slot, DropReason reason, Dropped& gone) {
    tellHits();
    if (m_hot[slot].state == State::Live) retire(slot, reason, gone);
    m_index.erase(fingerprintOf(hashOf(m_hot[slot].key)), slot);
    m_policy->remove(slot);
    m_hot[slot] = {};
    m_free.push_back(slot);
    sized();
}

bool CacheShard::erase(const CacheKey& key, std::uint64_t hash, DropReason reason, Dropped& gone) {
    const Slot slot = slotOf(key, hash);
    if (slot == kNoSlot) return false;
    take(slot, reason, gone);
    return true;
}

std::size_t CacheShard::sweep(std::int64_t nowMs, bool everything, std::vector<Dropped>& gone) {
    std::size_t count = 0;
    for (const Slot slot : occupied()) {
        if (!everything && isCurrent(m_hot[slot], nowMs)) continue;
        const DropReason reason = everything                         ? DropReason::Purged
                                  : m_hot[slot].expiresAtMs <= nowMs ? DropReason::Expired
                                                                     : DropReason::Invalidated;
        take(slot, reason, gone.emplace_back());
        ++count;
    }
    return count;
}

void CacheShard::changePolicy(PolicyKind to) {
    tellHits();
    auto next = makePolicy(to, m_entriesMax);
    for (const Resident& resident : m_policy->residents())
        next->adopt(resident);
    m_policy = std::move(next);
    m_kind = to;
}

std::uint8_t CacheShard::creditOf(std::uint32_t costUs) const {
    // Four, sixteen, sixty-four times as dear as an ordinary load.
    const double mean = std::max(m_costMean, 1.0), cost = static_cast<double>(costUs);
    return static_cast<std::uint8_t>(cost >= 64 * mean   ? 3
                                     : cost >= 16 * mean ? 2
                                     : cost >= 4 * mean  ? 1
                                                         : 0);
}

float CacheShard::weightOf(std::uint32_t costUs) const {
    if (costUs == 0 || m_costMean < 1.0) return 1.0F;
    return static_cast<float>(std::clamp(static_cast<double>(costUs) / m_costMean, 0.25, 16.0));
}

CacheEntry CacheShard::whole(Slot slot) const {
    const Hot& hot = m_hot[slot];
    const Cold& cold = m_cold[slot];
    return {hot.value,         cold.tags,  hot.loadedAt, cold.createdAtMs,
            hot.expiresAtMs,   cold.bytes, cold.costUs,  cold.hits,
            cold.fileLoadedAt, cold.codec, false};
}

std::vector<Slot> CacheShard::occupied() const {
    std::vector<Slot> slots;
    slots.reserve(m_index.size());
    for (std::size_t slot = 0; slot < m_hot.size(); ++slot)
        if (m_hot[slot].state != State::Free) slots.push_back(static_cast<Slot>(slot));
    return slots;
}

void CacheShard::addTo(LevelStats& stats, std::int64_t nowMs) const {
    for (std::size_t i = 0; i < kKeyKinds; ++i) {
        stats.hits[i] += m_stats.hits[i];
        stats.misses[i] += m_stats.misses[i];
    }
    for (std::size_t i = 0; i < kDropReasons; ++i)
        stats.drops[i] += m_stats.drops[i];
    stats.puts += m_stats.puts;
    stats.refusedLate += m_stats.refusedLate;
    stats.entries += m_index.size();
    stats.bytes += m_bytes;
    for (const Slot slot : occupied())
        stats.oldestAgeMs =
            std::max(stats.oldestAgeMs, static_cast<std::uint64_t>(std::max<std::int64_t>(
                                            0, nowMs - m_cold[slot].createdAtMs)));
}

} // namespace alluse::cache
