#pragma once
// Which entries stay: told of hits and insertions, asked for victims. A policy knows slots (small
// numbers that its owner gives to entries) and hashes of keys, never keys or values. One thread.

#include "cache/policy/slot_list.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace alluse::cache {

// The candidates that the judge lets compete. TinyLFU appears with several windows: between them
// the judge climbs as a hill climber would, without its steps.
enum class PolicyKind : std::uint8_t {
    Lru,
    S3Fifo,
    Arc,
    Lirs,
    TinyLfu1,  // window of 1 %
    TinyLfu20, // 20 %
    TinyLfu60  // 60 %
};
inline constexpr std::size_t kPolicyKinds = 7;
[[nodiscard]] std::string_view nameOf(PolicyKind kind);

// An entry that one policy hands to the next.
struct Resident {
    Slot slot = kNoSlot;
    std::uint64_t hash = 0;
    std::uint8_t credit = 0;
    bool isProven = false; // it stood where entries stand that were used again
};

class Policy {
public:
    virtual ~Policy() = default;
    virtual void hit(Slot slot) = 0;
    // A hit will be told soon: what it reads is fetched meanwhile.
    virtual void prefetch(Slot slot) const = 0;
    // A new entry. The owner asks for victims afterwards, while there are too many.
    virtual void insert(Slot slot, std::uint64_t hash, std::uint8_t credit) = 0;
    // Chooses and forgets a resident, perhaps the newest: some policies admit only what proves
    // itself.
    [[nodiscard]] virtual Slot evict() = 0;
    // The owner dropped it: invalidated or replaced. Says nothing about its worth.
    virtual void remove(Slot slot) = 0;

    // All residents, the next victim first.
    [[nodiscard]] virtual std::vector<Resident> residents() const = 0;
    // Takes over what another policy held, in the same order; called on a fresh policy only.
    virtual void adopt(const Resident& resident) = 0;
};

[[nodiscard]] std::unique_ptr<Policy> makePolicy(PolicyKind kind, std::size_t capacity);

} // namespace alluse::cache
