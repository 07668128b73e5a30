#pragma once
// A cache of keys alone, for asking what a policy would have done.

#include "cache/policy/fingerprint_index.h"
#include "cache/policy/policy.h"

#include <vector>

namespace alluse::cache {

class ShadowCache {
public:
    ShadowCache(PolicyKind kind, std::size_t capacity)
        : m_capacity(capacity), m_policy(makePolicy(kind, capacity)), m_index(capacity) {}

    // The price of the miss that was saved; 0: a miss, which brings the key in.
    float request(std::uint64_t hash) {
        const Slot found = slotOf(hash);
        if (found != kNoSlot) {
            m_policy->hit(found);
            return m_keys[found].price;
        }
        Slot slot = static_cast<Slot>(m_keys.size());
        if (m_free.empty()) {
            m_keys.push_back({hash, 1.0F});
        } else {
            slot = m_free.back();
            m_free.pop_back();
            m_keys[slot] = {hash, 1.0F};
        }
        m_index.insert(fingerprintOf(hash), slot);
        m_policy->insert(slot, hash, 0);
        if (m_index.size() > m_capacity) release(m_policy->evict());
        return 0;
    }
    void price(std::uint64_t hash, float price) {
        if (const Slot slot = slotOf(hash); slot != kNoSlot) m_keys[slot].price = price;
    }
    void forget(std::uint64_t hash) {
        const Slot slot = slotOf(hash);
        if (slot == kNoSlot) return;
        m_policy->remove(slot);
        release(slot);
    }

private:
    [[nodiscard]] Slot slotOf(std::uint64_t hash) const {
        return m_index.find(fingerprintOf(hash),
                            [&](std::uint32_t slot) { return m_keys[slot].hash == hash; });
    }
    void release(Slot slot) {
        m_index.erase(fingerprintOf(m_keys[slot].hash), slot);
        m_free.push_back(slot);
    }

    std::size_t m_capacity;
    std::unique_ptr<Policy> m_policy;
    FingerprintIndex m_index;
    struct Key {
        std::uint64_t hash;
        float price;
    };
    std::vector<Key> m_keys; // by slot
    std::vector<Slot> m_free;
};

} // namespace alluse::cache
