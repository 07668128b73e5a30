#pragma once
// LIRS (Jiang and Zhang, SIGMETRICS 2002): what counts is the distance between the last two uses of
// a key. A stack orders keys by their last use and reaches as far back as the oldest entry that is
// worth keeping ("low"); the few other residents wait in a queue for eviction.

#include "cache/policy/fingerprint_index.h"
#include "cache/policy/policy.h"

namespace alluse::cache {

class LirsPolicy final : public Policy {
public:
    explicit LirsPolicy(std::size_t capacity);
    void hit(Slot slot) override;
    void prefetch(Slot slot) const override { m_nodes.prefetch(slot); }
    void insert(Slot slot, std::uint64_t hash, std::uint8_t credit) override;
    [[nodiscard]] Slot evict() override;
    void remove(Slot slot) override;
    [[nodiscard]] std::vector<Resident> residents() const override;
    void adopt(const Resident& resident) override;

private:
    // `list` of a resident's node: Low entries stand in the stack only, High ones in the queue and
    // perhaps in the stack.
    enum List : std::uint8_t { Low, High };

    // Places in the stack have numbers of their own: they outlive the entry that made them.
    [[nodiscard]] Slot stackPlaceOf(Slot slot) const;
    void pushOnStack(Slot slot);
    void dropFromStack(Slot place);
    void becomeLow(Slot slot);
    void demoteOldestLow();
    void pruneStack();
    void forget(Slot ghost);

    std::size_t m_lowMax, m_ghostsMax;
    std::size_t m_lowCount = 0;
    SlotNodes m_nodes; // of residents
    SlotList m_queue;
    std::vector<Slot> m_placeOf; // of residents; kNoSlot: not in the stack
    SlotNodes m_places;
    std::vector<Slot> m_residentAt; // of places; kNoSlot: a ghost
    std::vector<Slot> m_freePlaces;
    SlotList m_stack;
    SlotNodes m_ghostNodes; // by place: ghosts in the order they left
    SlotList m_ghosts;
    FingerprintIndex m_ghostIndex; // fingerprint → place
};

} // namespace alluse::cache
