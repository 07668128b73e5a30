#include "cache/policy/policy_judge.h"

#include "cache/policy/shadow_cache.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace alluse::cache {

namespace {

constexpr std::size_t kShadowEntriesMin = 1'024; // below that a sample says little about scale
// Of what was counted, at the end of each epoch: some twenty epochs back little is left.
constexpr double kKeep = 0.9;
// How sure a change must be, in standard deviations of a coin that is tossed once for each request
// that only one of two policies hits (McNemar's test), and how much it must win at least.
constexpr double kDeviations = 4.0;
constexpr double kAdvantage = 0.02; // of those requests
constexpr std::size_t kComparePerEpoch = 8;
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
    std::array<float, kPolicyKinds> saved{};
    for (std::size_t i = 0; i < kPolicyKinds; ++i)
        saved[i] = m_shadows[i]->request(hash);
    const float followed = saved[static_cast<std::size_t>(choice())];
    for (std::size_t i = 0; i < kPolicyKinds; ++i) {
        if ((saved[i] > 0) == (followed > 0)) continue;
        if (saved[i] > 0)
            m_contests[i].won += static_cast<double>(saved[i]);
        else
            m_contests[i].lost += static_cast<double>(followed);
    }
    if (++m_requests % (m_epochRequests / kComparePerEpoch) == 0) compare();
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

void PolicyJudge::compare() {
    std::size_t best = kPolicyKinds;
    double bestLead = 0;
    for (std::size_t i = 0; i < kPolicyKinds; ++i) {
        const double lead = m_contests[i].won - m_contests[i].lost;
        const double tosses = m_contests[i].won + m_contests[i].lost;
        const bool isSure = lead > kDeviations * std::sqrt(tosses) && lead > kAdvantage * tosses;
        if (!isSure || lead <= bestLead) continue;
        best = i;
        bestLead = lead;
    }
    if (best != kPolicyKinds) {
        m_choice.store(static_cast<PolicyKind>(best), std::memory_order_relaxed);
        m_changes.fetch_add(1, std::memory_order_relaxed);
        m_contests = {};
    }
    if (m_requests < m_epochRequests) return;
    m_requests = 0;
    for (Contest& contest : m_contests) {
        contest.won *= kKeep;
        contest.lost *= kKeep;
    }
}

} // namespace alluse::cache
