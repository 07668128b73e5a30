#pragma once
// Doubly linked lists over one array of nodes: an entry is a slot, moving it touches no allocator.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace alluse::cache {

using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = 0xFFFFFFFFU;

// What a policy remembers of a resident entry.
struct SlotNode {
    std::uint64_t hash = 0;
    Slot newer = kNoSlot, older = kNoSlot;
    std::uint8_t list = 0;   // which of the policy's lists it stands in
    std::uint8_t uses = 0;   // as the policy counts them
    std::uint8_t credit = 0; // passes that an expensive miss earned it
};

class SlotNodes {
public:
    SlotNode& at(Slot slot) {
        if (slot >= m_nodes.size()) m_nodes.resize(slot + 1U);
        return m_nodes[slot];
    }
    SlotNode& operator[](Slot slot) { return m_nodes[slot]; }
    const SlotNode& operator[](Slot slot) const { return m_nodes[slot]; }
    void prefetch(Slot slot) const { __builtin_prefetch(&m_nodes[slot]); }
    void reserve(std::size_t count) { m_nodes.reserve(count); }

private:
    std::vector<SlotNode> m_nodes;
};

// Newest at the front. The nodes belong to the caller, so that an entry can move between lists.
class SlotList {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] Slot newest() const { return m_newest; }
    [[nodiscard]] Slot oldest() const { return m_oldest; }

    void pushNewest(SlotNodes& nodes, Slot slot) {
        SlotNode& node = nodes[slot];
        node.newer = kNoSlot;
        node.older = m_newest;
        if (m_newest != kNoSlot)
            nodes[m_newest].newer = slot;
        else
            m_oldest = slot;
        m_newest = slot;
        ++m_size;
    }
    void remove(SlotNodes& nodes, Slot slot) {
        const SlotNode& node = nodes[slot];
        if (node.newer != kNoSlot)
            nodes[node.newer].older = node.older;
        else
            m_newest = node.older;
        if (node.older != kNoSlot)
            nodes[node.older].newer = node.newer;
        else
            m_oldest = node.newer;
        --m_size;
    }
    void touch(SlotNodes& nodes, Slot slot) {
        if (slot == m_newest) return;
        remove(nodes, slot);
        pushNewest(nodes, slot);
    }
    // The oldest, passing over at most a few that have credit left: each pass costs one.
    [[nodiscard]] Slot victim(SlotNodes& nodes) {
        constexpr int kPassesMax = 8;
        for (int passes = 0; passes < kPassesMax && m_oldest != m_newest; ++passes) {
            SlotNode& node = nodes[m_oldest];
            if (node.credit == 0) break;
            --node.credit;
            touch(nodes, m_oldest);
        }
        return m_oldest;
    }

private:
    Slot m_newest = kNoSlot, m_oldest = kNoSlot;
    std::size_t m_size = 0;
};

} // namespace alluse::cache
