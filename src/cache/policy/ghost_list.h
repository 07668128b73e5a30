#pragma once
// Keys that were evicted not long ago, remembered by fingerprint in the order they left.

#include "cache/policy/fingerprint_index.h"
#include "cache/policy/slot_list.h"

#include <vector>

namespace alluse::cache {

class GhostList {
public:
    explicit GhostList(std::size_t capacity) : m_capacity(capacity) {}

    [[nodiscard]] std::size_t size() const { return m_order.size(); }
    [[nodiscard]] bool contains(std::uint64_t hash) const { return slotOf(hash) != kNoSlot; }

    // True: it was there, and no longer is.
    bool take(std::uint64_t hash) {
        const Slot slot = slotOf(hash);
        if (slot == kNoSlot) return false;
        drop(slot);
        return true;
    }
    void push(std::uint64_t hash) {
        if (m_capacity == 0 || contains(hash)) return;
        if (m_order.size() >= m_capacity) dropOldest();
        Slot slot = static_cast<Slot>(m_order.size() + m_free.size());
        if (!m_free.empty()) {
            slot = m_free.back();
            m_free.pop_back();
        }
        m_nodes.at(slot).hash = hash;
        m_order.pushNewest(m_nodes, slot);
        m_index.insert(fingerprintOf(hash), slot);
    }
    void dropOldest() {
        if (!m_order.isEmpty()) drop(m_order.oldest());
    }

private:
    [[nodiscard]] Slot slotOf(std::uint64_t hash) const {
        return m_index.find(fingerprintOf(hash),
                            [&](std::uint32_t slot) { return m_nodes[slot].hash == hash; });
    }
    void drop(Slot slot) {
        m_index.erase(fingerprintOf(m_nodes[slot].hash), slot);
        m_order.remove(m_nodes, slot);
        m_free.push_back(slot);
    }

    std::size_t m_capacity;
    SlotNodes m_nodes;
    SlotList m_order;
    FingerprintIndex m_index;
    std::vector<Slot> m_free;
};

} // namespace alluse::cache
