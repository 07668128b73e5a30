#include "cache/policy/policy_judge.h"

#include "cache/policy/shadow_cache.h"

#include <algorithm>
#include <mutex>

namespace alluse::cache {

namespace {

constexpr std::size_t kShadowEntriesMin = 1'024; // below that a sample says little about scale
constexpr double kKeep = 0.75;                   // of the past, at the end of each epoch
// A rival must be this much better, or the cache would follow noise.
constexpr double kAdvantage = 0.005;
constexpr PolicyKind kFirstChoice = PolicyKind::TinyLfu1;

// The largest sample of 1 / 2^n of the keys whose share of the capacity is still large enough.
unsigned sampleBits(std::size_t capacity) {
    unsigned bits = 0;
    while (bits < 10 && (capacity >> (bits + 1)) >= kShadowEntriesMin)
        ++bits;
    return bits;
}

} // namespace

PolicyJudge::PolicyJudge(std::size_t capacity) : m_choice(kFirstChoice) {
    const unsigned bits = sampleBits(capacity);
    m_sampleMask = (std::uint64_t{1} << bits) - 1;
    const std::size_t shadow = std::max<std::size_t>(1, capacity >> bits);
    m_epochRequests = std::max<std::size_t>(512, shadow);
    for (std::size_t i = 0; i < kPolicyKinds; ++i)
        m_shadows[i] = std::make_unique<ShadowCache>(static_cast<PolicyKind>(i), shadow);
}

PolicyJudge::~PolicyJudge() = default;

void PolicyJudge::request(std::uint64_t hash) {
    const std::scoped_lock guard(m_lock);
    for (std::size_t i = 0; i < kPolicyKinds; ++i)
        m_epochScores[i] += static_cast<double>(m_shadows[i]->request(hash));
    if (++m_requests >= m_epochRequests) closeEpoch();
}

void PolicyJudge::price(std::uint64_t hash, float weight) {
    const std::scoped_lock guard(m_lock);
    for (const auto& shadow : m_shadows)
        shadow->price(hash, weight);
}

void PolicyJudge::forget(std::uint64_t hash) {
    const std::scoped_lock guard(m_lock);
    for (const auto& shadow : m_shadows)
        shadow->forget(hash);
}

void PolicyJudge::closeEpoch() {
    m_requests = 0;
    for (std::size_t i = 0; i < kPolicyKinds; ++i) {
        m_scores[i] = m_scores[i] * kKeep + m_epochScores[i];
        m_epochScores[i] = 0;
    }
    const auto best =
        static_cast<std::size_t>(std::ranges::max_element(m_scores) - m_scores.begin());
    const auto current = static_cast<std::size_t>(choice());
    if (m_scores[best] <= m_scores[current] * (1.0 + kAdvantage) + 1.0) return;
    m_choice.store(static_cast<PolicyKind>(best), std::memory_order_relaxed);
    m_changes.fetch_add(1, std::memory_order_relaxed);
}

} // namespace alluse::cache
