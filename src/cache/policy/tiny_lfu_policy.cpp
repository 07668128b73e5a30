#include "cache/policy/tiny_lfu_policy.h"

#include <algorithm>

namespace alluse::cache {

namespace {
constexpr std::size_t kProtectedPercent = 80; // of the main area, as in the paper
}

TinyLfuPolicy::TinyLfuPolicy(std::size_t capacity, int windowPercent)
    : m_windowMax(
          std::max<std::size_t>(1, capacity * static_cast<std::size_t>(windowPercent) / 100)),
      m_mainMax(capacity - std::min(capacity, m_windowMax)),
      m_protectedMax(m_mainMax * kProtectedPercent / 100),
      m_sketch(capacity) {
    m_nodes.reserve(capacity + 1);
}

void TinyLfuPolicy::place(Slot slot, List list) {
    m_nodes[slot].list = list;
    m_lists[list].pushNewest(m_nodes, slot);
}

void TinyLfuPolicy::moveTo(Slot slot, List list) {
    listOf(slot).remove(m_nodes, slot);
    place(slot, list);
}

void TinyLfuPolicy::hit(Slot slot) {
    m_sketch.record(m_nodes[slot].hash);
    if (m_nodes[slot].list != Probation) return listOf(slot).touch(m_nodes, slot);
    moveTo(slot, Protected);
    if (m_lists[Protected].size() > m_protectedMax) moveTo(m_lists[Protected].oldest(), Probation);
}

void TinyLfuPolicy::insert(Slot slot, std::uint64_t hash, std::uint8_t credit) {
    SlotNode& node = m_nodes.at(slot);
    node.hash = hash;
    node.credit = credit;
    m_sketch.record(hash);
    place(slot, Window);
    // While there is room in the main area nobody has to prove anything.
    if (m_lists[Window].size() > m_windowMax &&
        m_lists[Probation].size() + m_lists[Protected].size() < m_mainMax)
        moveTo(m_lists[Window].oldest(), Probation);
}

bool TinyLfuPolicy::deservesMain(Slot candidate, Slot incumbent) const {
    const unsigned wanted = m_sketch.estimate(m_nodes[candidate].hash);
    const unsigned held = m_sketch.estimate(m_nodes[incumbent].hash);
    // Equally wanted: the one whose miss costs more. Equal in that, too: what is there stays.
    return wanted != held ? wanted > held : m_nodes[candidate].credit > m_nodes[incumbent].credit;
}

Slot TinyLfuPolicy::evict() {
    SlotList& main = m_lists[Probation].isEmpty() ? m_lists[Protected] : m_lists[Probation];
    Slot victim = kNoSlot;
    if (main.isEmpty()) {
        victim = m_lists[Window].oldest();
    } else if (m_lists[Window].size() <= m_windowMax) {
        victim = main.victim(m_nodes);
    } else {
        const Slot candidate = m_lists[Window].oldest();
        victim = main.oldest();
        if (deservesMain(candidate, victim))
            moveTo(candidate, Probation);
        else
            victim = candidate;
    }
    listOf(victim).remove(m_nodes, victim);
    return victim;
}

void TinyLfuPolicy::remove(Slot slot) {
    listOf(slot).remove(m_nodes, slot);
}

std::vector<Resident> TinyLfuPolicy::residents() const {
    std::vector<Resident> all;
    for (const List list : {Probation, Window, Protected})
        for (Slot slot = m_lists[list].oldest(); slot != kNoSlot; slot = m_nodes[slot].newer)
            all.push_back({slot, m_nodes[slot].hash, m_nodes[slot].credit, list == Protected});
    return all;
}

void TinyLfuPolicy::adopt(const Resident& resident) {
    SlotNode& node = m_nodes.at(resident.slot);
    node.hash = resident.hash;
    node.credit = resident.credit;
    // The sketch starts empty: what was proven elsewhere counts for something here.
    m_sketch.record(resident.hash);
    if (resident.isProven) m_sketch.record(resident.hash);
    const bool fitsProtected = resident.isProven && m_lists[Protected].size() < m_protectedMax;
    const bool fitsMain = m_lists[Probation].size() + m_lists[Protected].size() < m_mainMax;
    place(resident.slot, fitsProtected && fitsMain ? Protected : fitsMain ? Probation : Window);
}

} // namespace alluse::cache
