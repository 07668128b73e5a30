#pragma once
// W-TinyLFU: a window of recent entries in front of a segmented main area; to leave the window for
// the main area a key must have been asked for more often than the one it would push out.

#include "cache/policy/frequency_sketch.h"
#include "cache/policy/policy.h"

namespace alluse::cache {

class TinyLfuPolicy final : public Policy {
public:
    TinyLfuPolicy(std::size_t capacity, int windowPercent);
    void hit(Slot slot) override;
    void prefetch(Slot slot) const override { m_nodes.prefetch(slot); }
    void insert(Slot slot, std::uint64_t hash, std::uint8_t credit) override;
    [[nodiscard]] Slot evict() override;
    void remove(Slot slot) override;
    [[nodiscard]] std::vector<Resident> residents() const override;
    void adopt(const Resident& resident) override;

private:
    enum List : std::uint8_t { Window, Probation, Protected };
    void place(Slot slot, List list);
    void moveTo(Slot slot, List list);
    [[nodiscard]] bool deservesMain(Slot candidate, Slot incumbent) const;
    SlotList& listOf(Slot slot) { return m_lists[m_nodes[slot].list]; }

    std::size_t m_windowMax, m_mainMax, m_protectedMax;
    SlotNodes m_nodes;
    SlotList m_lists[3];
    FrequencySketch m_sketch;
};

} // namespace alluse::cache
