#pragma once
// S3-FIFO (Yang and others, SOSP 2023): a small queue tries entries out, a main queue keeps those
// that were used again, and a ghost queue lets a key that comes back skip the trial.

#include "cache/policy/ghost_list.h"
#include "cache/policy/policy.h"

namespace alluse::cache {

class S3FifoPolicy final : public Policy {
public:
    explicit S3FifoPolicy(std::size_t capacity);
    void hit(Slot slot) override;
    void prefetch(Slot slot) const override { m_nodes.prefetch(slot); }
    void insert(Slot slot, std::uint64_t hash, std::uint8_t credit) override;
    [[nodiscard]] Slot evict() override;
    void remove(Slot slot) override;
    [[nodiscard]] std::vector<Resident> residents() const override;
    void adopt(const Resident& resident) override;

private:
    enum List : std::uint8_t { Small, Main };
    static constexpr std::uint8_t kUsesMax = 3;
    void place(Slot slot, std::uint64_t hash, std::uint8_t credit, List list);
    SlotList& listOf(Slot slot) { return m_nodes[slot].list == Small ? m_small : m_main; }

    std::size_t m_smallMax;
    SlotNodes m_nodes;
    SlotList m_small, m_main;
    GhostList m_ghosts;
};

} // namespace alluse::cache
