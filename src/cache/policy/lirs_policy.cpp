#include "cache/policy/lirs_policy.h"

#include <algorithm>

namespace alluse::cache {

namespace {
constexpr std::size_t kGhostsPerEntry = 2; // the paper leaves the stack unbounded
}

LirsPolicy::LirsPolicy(std::size_t capacity)
    : m_lowMax(capacity - std::min(capacity, std::max<std::size_t>(1, capacity / 100))),
      m_ghostsMax(kGhostsPerEntry * capacity) {
    m_nodes.reserve(capacity + 1);
}

Slot LirsPolicy::stackPlaceOf(Slot slot) const {
    return m_placeOf[slot];
}

void LirsPolicy::pushOnStack(Slot slot) {
    Slot place = stackPlaceOf(slot);
    if (place != kNoSlot) return m_stack.touch(m_places, place);
    if (m_freePlaces.empty()) {
        place = static_cast<Slot>(m_residentAt.size());
        m_residentAt.push_back(slot);
        m_places.at(place);
        m_ghostNodes.at(place);
    } else {
        place = m_freePlaces.back();
        m_freePlaces.pop_back();
        m_residentAt[place] = slot;
    }
    m_places[place].hash = m_nodes[slot].hash;
    m_placeOf[slot] = place;
    m_stack.pushNewest(m_places, place);
}

void LirsPolicy::dropFromStack(Slot place) {
    m_stack.remove(m_places, place);
    if (m_residentAt[place] != kNoSlot) m_placeOf[m_residentAt[place]] = kNoSlot;
    m_freePlaces.push_back(place);
}

void LirsPolicy::forget(Slot ghost) {
    m_ghostIndex.erase(fingerprintOf(m_places[ghost].hash), ghost);
    m_ghosts.remove(m_ghostNodes, ghost);
    dropFromStack(ghost);
}

// The bottom of the stack is always a low entry: what lies below it says nothing any more.
void LirsPolicy::pruneStack() {
    while (!m_stack.isEmpty()) {
        const Slot place = m_stack.oldest();
        const Slot resident = m_residentAt[place];
        if (resident == kNoSlot)
            forget(place);
        else if (m_nodes[resident].list == High)
            dropFromStack(place);
        else
            return;
    }
}

void LirsPolicy::demoteOldestLow() {
    pruneStack();
    if (m_stack.isEmpty()) return;
    const Slot place = m_stack.oldest();
    const Slot slot = m_residentAt[place];
    dropFromStack(place);
    m_nodes[slot].list = High;
    --m_lowCount;
    m_queue.pushNewest(m_nodes, slot);
    pruneStack();
}

void LirsPolicy::becomeLow(Slot slot) {
    m_nodes[slot].list = Low;
    ++m_lowCount;
    pushOnStack(slot);
    while (m_lowCount > m_lowMax && m_lowCount > 1)
        demoteOldestLow();
}

void LirsPolicy::hit(Slot slot) {
    if (m_nodes[slot].list == Low) {
        m_stack.touch(m_places, stackPlaceOf(slot));
        return pruneStack();
    }
    if (stackPlaceOf(slot) != kNoSlot) {
        m_queue.remove(m_nodes, slot);
        return becomeLow(slot);
    }
    pushOnStack(slot);
    m_queue.touch(m_nodes, slot);
}

void LirsPolicy::insert(Slot slot, std::uint64_t hash, std::uint8_t credit) {
    SlotNode& node = m_nodes.at(slot);
    node.hash = hash;
    node.credit = credit;
    if (m_placeOf.size() <= slot) m_placeOf.resize(slot + 1U, kNoSlot);
    m_placeOf[slot] = kNoSlot;
    const Slot ghost = m_ghostIndex.find(
        fingerprintOf(hash), [&](std::uint32_t place) { return m_places[place].hash == hash; });
    if (ghost != kNoSlot) forget(ghost);
    if (ghost != kNoSlot || m_lowCount < m_lowMax) return becomeLow(slot);
    node.list = High;
    pushOnStack(slot);
    m_queue.pushNewest(m_nodes, slot);
}

Slot LirsPolicy::evict() {
    if (m_queue.isEmpty()) demoteOldestLow();
    const Slot slot = m_queue.victim(m_nodes);
    m_queue.remove(m_nodes, slot);
    const Slot place = stackPlaceOf(slot);
    if (place == kNoSlot) return slot;
    // It stays in the stack as a ghost: should it come back soon, it was worth keeping.
    m_placeOf[slot] = kNoSlot;
    m_residentAt[place] = kNoSlot;
    m_ghosts.pushNewest(m_ghostNodes, place);
    m_ghostIndex.insert(fingerprintOf(m_places[place].hash), place);
    if (m_ghosts.size() > m_ghostsMax) forget(m_ghosts.oldest());
    return slot;
}

void LirsPolicy::remove(Slot slot) {
    if (m_nodes[slot].list == High)
        m_queue.remove(m_nodes, slot);
    else
        --m_lowCount;
    if (const Slot place = stackPlaceOf(slot); place != kNoSlot) dropFromStack(place);
    pruneStack();
}

std::vector<Resident> LirsPolicy::residents() const {
    std::vector<Resident> all;
    for (Slot slot = m_queue.oldest(); slot != kNoSlot; slot = m_nodes[slot].newer)
        all.push_back({slot, m_nodes[slot].hash, m_nodes[slot].credit, false});
    for (Slot place = m_stack.oldest(); place != kNoSlot; place = m_places[place].newer) {
        const Slot slot = m_residentAt[place];
        if (slot != kNoSlot && m_nodes[slot].list == Low)
            all.push_back({slot, m_nodes[slot].hash, m_nodes[slot].credit, true});
    }
    return all;
}

void LirsPolicy::adopt(const Resident& resident) {
    insert(resident.slot, resident.hash, resident.credit);
}

} // namespace alluse::cache
