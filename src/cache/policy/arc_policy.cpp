#include "cache/policy/arc_policy.h"

#include <algorithm>

namespace alluse::cache {

ArcPolicy::ArcPolicy(std::size_t capacity)
    : m_capacity(capacity), m_onceGhosts(capacity), m_againGhosts(2 * capacity) {
    m_nodes.reserve(capacity + 1);
}

void ArcPolicy::place(Slot slot, std::uint64_t hash, std::uint8_t credit, List list) {
    SlotNode& node = m_nodes.at(slot);
    node.hash = hash;
    node.credit = credit;
    node.list = list;
    listOf(slot).pushNewest(m_nodes, slot);
}

void ArcPolicy::hit(Slot slot) {
    if (m_nodes[slot].list == Again) return m_again.touch(m_nodes, slot);
    m_once.remove(m_nodes, slot);
    m_nodes[slot].list = Again;
    m_again.pushNewest(m_nodes, slot);
}

void ArcPolicy::insert(Slot slot, std::uint64_t hash, std::uint8_t credit) {
    m_cameFromAgain = false;
    if (const auto ghosts = m_onceGhosts.size(); m_onceGhosts.take(hash)) {
        const std::size_t step = std::max<std::size_t>(1, m_againGhosts.size() / ghosts);
        m_onceTarget = std::min(m_capacity, m_onceTarget + step);
        return place(slot, hash, credit, Again);
    }
    if (const auto ghosts = m_againGhosts.size(); m_againGhosts.take(hash)) {
        const std::size_t step = std::max<std::size_t>(1, m_onceGhosts.size() / ghosts);
        m_onceTarget -= std::min(m_onceTarget, step);
        m_cameFromAgain = true;
        return place(slot, hash, credit, Again);
    }
    // Both directories are bounded: what is remembered of one use, and of everything.
    while (m_once.size() + m_onceGhosts.size() >= m_capacity && m_onceGhosts.size() > 0)
        m_onceGhosts.dropOldest();
    while (m_once.size() + m_again.size() + m_onceGhosts.size() + m_againGhosts.size() >=
               2 * m_capacity &&
           m_againGhosts.size() > 0)
        m_againGhosts.dropOldest();
    place(slot, hash, credit, Once);
}

Slot ArcPolicy::evict() {
    // The newest entry stands in a list already, so `once` counts one more than in the paper.
    const std::size_t once = m_once.size() - (m_once.isEmpty() || m_cameFromAgain ? 0 : 1);
    const bool isOverTarget =
        once > m_onceTarget || (m_cameFromAgain && once == m_onceTarget && once > 0);
    const bool takesOnce = m_again.isEmpty() || (!m_once.isEmpty() && isOverTarget);
    SlotList& list = takesOnce ? m_once : m_again;
    const Slot slot = list.victim(m_nodes);
    list.remove(m_nodes, slot);
    (takesOnce ? m_onceGhosts : m_againGhosts).push(m_nodes[slot].hash);
    return slot;
}

void ArcPolicy::remove(Slot slot) {
    listOf(slot).remove(m_nodes, slot);
}

std::vector<Resident> ArcPolicy::residents() const {
    std::vector<Resident> all;
    all.reserve(m_once.size() + m_again.size());
    for (const SlotList* list : {&m_once, &m_again})
        for (Slot slot = list->oldest(); slot != kNoSlot; slot = m_nodes[slot].newer)
            all.push_back({slot, m_nodes[slot].hash, m_nodes[slot].credit, list == &m_again});
    return all;
}

void ArcPolicy::adopt(const Resident& resident) {
    place(resident.slot, resident.hash, resident.credit, resident.isProven ? Again : Once);
    m_onceTarget = m_once.size();
}

} // namespace alluse::cache
