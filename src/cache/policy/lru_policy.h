#pragma once
// The least recently used leaves first.

#include "cache/policy/policy.h"

namespace alluse::cache {

class LruPolicy final : public Policy {
public:
    explicit LruPolicy(std::size_t capacity) { m_nodes.reserve(capacity + 1); }
    void hit(Slot slot) override { m_list.touch(m_nodes, slot); }
    void prefetch(Slot slot) const override { m_nodes.prefetch(slot); }
    void insert(Slot slot, std::uint64_t hash, std::uint8_t credit) override;
    [[nodiscard]] Slot evict() override;
    void remove(Slot slot) override { m_list.remove(m_nodes, slot); }
    [[nodiscard]] std::vector<Resident> residents() const override;
    void adopt(const Resident& resident) override;

private:
    SlotNodes m_nodes;
    SlotList m_list;
};

} // namespace alluse::cache
