#include "cache/policy/s3_fifo_policy.h"

#include <algorithm>

namespace alluse::cache {

S3FifoPolicy::S3FifoPolicy(std::size_t capacity)
    : m_smallMax(std::max<std::size_t>(capacity / 10, 1)), m_ghosts(capacity - capacity / 10) {
    m_nodes.reserve(capacity + 1);
}

void S3FifoPolicy::place(Slot slot, std::uint64_t hash, std::uint8_t credit, List list) {
    SlotNode& node = m_nodes.at(slot);
    node.hash = hash;
    node.credit = credit;
    node.uses = 0;
    node.list = list;
    listOf(slot).pushNewest(m_nodes, slot);
}

void S3FifoPolicy::hit(Slot slot) {
    SlotNode& node = m_nodes[slot];
    if (node.uses < kUsesMax) ++node.uses;
}

void S3FifoPolicy::insert(Slot slot, std::uint64_t hash, std::uint8_t credit) {
    place(slot, hash, credit, m_ghosts.take(hash) ? Main : Small);
}

Slot S3FifoPolicy::evict() {
    for (;;) {
        if (m_small.size() > m_smallMax || m_main.isEmpty()) {
            const Slot slot = m_small.victim(m_nodes);
            m_small.remove(m_nodes, slot);
            if (m_nodes[slot].uses <= 1) {
                m_ghosts.push(m_nodes[slot].hash);
                return slot;
            }
            place(slot, m_nodes[slot].hash, m_nodes[slot].credit, Main);
        } else {
            const Slot slot = m_main.victim(m_nodes);
            SlotNode& node = m_nodes[slot];
            if (node.uses == 0) {
                m_main.remove(m_nodes, slot);
                return slot;
            }
            --node.uses;
            m_main.touch(m_nodes, slot);
        }
    }
}

void S3FifoPolicy::remove(Slot slot) {
    listOf(slot).remove(m_nodes, slot);
}

std::vector<Resident> S3FifoPolicy::residents() const {
    std::vector<Resident> all;
    all.reserve(m_small.size() + m_main.size());
    for (const SlotList* list : {&m_small, &m_main})
        for (Slot slot = list->oldest(); slot != kNoSlot; slot = m_nodes[slot].newer)
            all.push_back({slot, m_nodes[slot].hash, m_nodes[slot].credit, list == &m_main});
    return all;
}

void S3FifoPolicy::adopt(const Resident& resident) {
    place(resident.slot, resident.hash, resident.credit, resident.isProven ? Main : Small);
}

} // namespace alluse::cache
