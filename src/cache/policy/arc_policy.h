#pragma once
// ARC (Megiddo and Modha, FAST 2003): one list for what was used once, one for what was used again;
// ghosts of both say which of them deserves the room.

#include "cache/policy/ghost_list.h"
#include "cache/policy/policy.h"

namespace alluse::cache {

class ArcPolicy final : public Policy {
public:
    explicit ArcPolicy(std::size_t capacity);
    void hit(Slot slot) override;
    void prefetch(Slot slot) const override { m_nodes.prefetch(slot); }
    void insert(Slot slot, std::uint64_t hash, std::uint8_t credit) override;
    [[nodiscard]] Slot evict() override;
    void remove(Slot slot) override;
    [[nodiscard]] std::vector<Resident> residents() const override;
    void adopt(const Resident& resident) override;

private:
    enum List : std::uint8_t { Once, Again };
    void place(Slot slot, std::uint64_t hash, std::uint8_t credit, List list);
    SlotList& listOf(Slot slot) { return m_nodes[slot].list == Once ? m_once : m_again; }

    std::size_t m_capacity;
    std::size_t m_onceTarget = 0; // "p" of the paper
    bool m_cameFromAgain = false; // the last insertion was a ghost of `again`
    SlotNodes m_nodes;
    SlotList m_once, m_again;
    GhostList m_onceGhosts, m_againGhosts;
};

} // namespace alluse::cache
