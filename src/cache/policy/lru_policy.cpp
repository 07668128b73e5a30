#include "cache/policy/lru_policy.h"

namespace alluse::cache {

void LruPolicy::insert(Slot slot, std::uint64_t hash, std::uint8_t credit) {
    SlotNode& node = m_nodes.at(slot);
    node.hash = hash;
    node.credit = credit;
    m_list.pushNewest(m_nodes, slot);
}

Slot LruPolicy::evict() {
    const Slot slot = m_list.victim(m_nodes);
    m_list.remove(m_nodes, slot);
    return slot;
}

std::vector<Resident> LruPolicy::residents() const {
    std::vector<Resident> all;
    all.reserve(m_list.size());
    for (Slot slot = m_list.oldest(); slot != kNoSlot; slot = m_nodes[slot].newer)
        all.push_back({slot, m_nodes[slot].hash, m_nodes[slot].credit, true});
    return all;
}

void LruPolicy::adopt(const Resident& resident) {
    insert(resident.slot, resident.hash, resident.credit);
}

} // namespace alluse::cache
