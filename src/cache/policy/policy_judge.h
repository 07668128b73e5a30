#pragma once
// Which policy serves best right now: every candidate plays a small cache on a sample of the keys,
// always the same keys, with a share of the capacity (Waldspurger, SHARDS 2015). The one whose hits
// save most, the past fading, drives the real cache. Thread-safe.

#include "cache/policy/policy.h"
#include "cache/spin_lock.h"

#include <array>
#include <atomic>
#include <memory>

namespace alluse::cache {

class ShadowCache;

class PolicyJudge {
public:
    explicit PolicyJudge(std::size_t capacity);
    ~PolicyJudge();
    PolicyJudge(const PolicyJudge&) = delete;
    PolicyJudge& operator=(const PolicyJudge&) = delete;

    [[nodiscard]] bool isSampled(std::uint64_t hash) const { return (hash & m_sampleMask) == 0; }
    // One request for a sampled key, whether it was a hit or not.
    void request(std::uint64_t hash);
    // What a miss of this key costs, 1 for an ordinary one: hits on it count as much.
    void price(std::uint64_t hash, float weight);
    void forget(std::uint64_t hash); // invalidated
    [[nodiscard]] PolicyKind choice() const { return m_choice.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t changes() const {
        return m_changes.load(std::memory_order_relaxed);
    }

private:
    // A candidate beside the policy that is followed, counted where exactly one of the two hits.
    struct Contest {
        double won = 0, lost = 0; // by price, the past fading
    };
    void compare();

    std::uint64_t m_sampleMask;
    std::size_t m_epochRequests;
    std::atomic<PolicyKind> m_choice;
    std::atomic<std::uint64_t> m_changes{0};

    SpinLock m_lock; // guards everything below
    std::array<std::unique_ptr<ShadowCache>, kPolicyKinds> m_shadows;
    std::array<Contest, kPolicyKinds> m_contests{};
    std::size_t m_requests = 0;
};

} // namespace alluse::cache
