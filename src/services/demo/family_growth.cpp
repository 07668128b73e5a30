// Forks, merges and how a family ends (domain sections 3, 7 and 8).

#include "services/demo/family_simulation.h"

#include "domain/allocation.h"

#include <algorithm>
#include <array>

namespace alluse::services::demo {

using domain::AccountStatus;
using domain::AccountType;
using domain::CommandKind;
using domain::Date;
using domain::LineageKind;
using domain::Money;
using domain::NewAccountIndex;
using domain::TransactionType;

namespace {

constexpr std::size_t kGen = 0; // the root Gen-Acc, the Rev-Acc and the designated Com-Acc
constexpr std::size_t kRev = 1;
constexpr std::size_t kCom = 2;
constexpr int kForksPerDayMax = 5;
constexpr std::size_t kMergeSourcesMax = 10;

} // namespace

void FamilySimulation::forkDue(Date day) {
    int forksToday = 0;
    const std::size_t count = m_states.size(); // a child of today forks on another day
    for (std::size_t i = 0; i < count && forksToday < kForksPerDayMax; ++i) {
        const domain::Account& account = m_states[i].account;
        const domain::Policy& policy = account.policy;
        if (account.type != AccountType::Generation || !isOpen(i) || !policy.forkingEnabled ||
            account.surplus() < policy.forkThreshold)
            continue;
        const Money leaving = account.surplus();
        const Money remaining = account.balance() - leaving;
        const Money buffer = domain::cashBuffer(remaining, account.baseline, policy.cashBuffer);
        if (remaining < policy.forkMinimumRemaining || remaining < buffer ||
            account.balances.cash() < leaving)
            continue;
        fork(i, day);
        ++forksToday;
    }
}

void FamilySimulation::fork(std::size_t parent, Date day) {
    const domain::Policy policy = m_states[parent].account.policy;
    const std::array shares{policy.forkRetainShare, policy.forkChildShare, policy.forkComShare};
    // Ties go to Com, then the child, then what is retained.
    const auto parts = domain::allocate(m_states[parent].account.surplus(), shares, std::array{2, 1, 0});

    const std::size_t child =
        addAccount(m_family.accounts[kGen].account.name + "-F" + std::to_string(++m_forkCount),
                   AccountType::Generation, policy, day);
    BulkAccount& row = m_family.accounts[child];
    row.parentIndex = parent;
    row.depth = m_family.accounts[parent].depth + 1;
    m_states[child].branch = parent == kGen ? child : m_states[parent].branch;
    m_states[child].account.depth = row.depth;

    addEntry(CommandKind::Fork, day, "Fork " + std::to_string(m_forkCount));
    addPosting(parent, TransactionType::ForkOut, (parts[1] + parts[2]).negated(), parts[0]);
    addPosting(child, TransactionType::ForkIn, parts[1], parts[1]);
    addPosting(kCom, TransactionType::ForkIn, parts[2]);
    auto& links = m_family.entries.back().links;
    links.push_back({LineageKind::Fork, NewAccountIndex{parent}, NewAccountIndex{child}, parts[1]});
    links.push_back({LineageKind::Fork, NewAccountIndex{parent}, NewAccountIndex{kCom}, parts[2]});
}

void FamilySimulation::mergeDue(Date day) {
    for (std::size_t first = kCom + 1; first < m_states.size(); ++first) {
        if (m_states[first].branch != first) continue; // not the first of its branch
        std::vector<std::size_t> sources;
        Money value;
        for (std::size_t i = first; i < m_states.size(); ++i) {
            const bool isMember = m_states[i].branch == first && isOpen(i);
            // Forks happen on Fridays, so on a Monday no member is cooling any more.
            if (!isMember || !m_states[i].account.balance().isPositive()) continue;
            value = value + m_states[i].account.balance();
            sources.push_back(i);
        }
        if (sources.empty() || value < m_states[sources.front()].account.policy.mergeThreshold) continue;
        if (sources.size() > kMergeSourcesMax) sources.resize(kMergeSourcesMax);
        merge(sources, day);
    }
}

void FamilySimulation::merge(const std::vector<std::size_t>& sources, Date day) {
    BulkEntry& entry = addEntry(CommandKind::Merge, day,
                                "Merge of " + std::to_string(sources.size()) + " accounts");
    for (const std::size_t source : sources) {
        const Money balance = m_states[source].account.balance();
        addPosting(source, TransactionType::MergeOut, balance.negated());
        addPosting(kCom, TransactionType::MergeIn, balance, balance);
        entry.links.push_back({LineageKind::Merge, NewAccountIndex{source}, NewAccountIndex{kCom}, balance});
        m_states[source].account.status = AccountStatus::Closed;
        m_states[source].account.closeReason = domain::CloseReason::Merged;
        m_family.accounts[source].mergedIntoIndex = kCom;
    }
}

// A few accounts rest, a few are under question, a few families have left.
void FamilySimulation::setFinalStatus(Date day) {
    if (m_random.oneIn(150)) {
        payOutAll(day);
        return;
    }
    if (m_random.oneIn(60)) m_states[kRev].account.status = AccountStatus::Suspended;
    else if (m_random.oneIn(40)) m_states[kRev].account.status = AccountStatus::Inactive;
    if (m_random.oneIn(90)) m_states[kGen].account.status = AccountStatus::Suspended;
}

// Close family: every account whole, buffer and Com included, in one entry.
void FamilySimulation::payOutAll(Date day) {
    addEntry(CommandKind::CloseFamily, day, "Family closed");
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (!isOpen(i)) continue;
        for (std::size_t sleeve = 0; sleeve < domain::kSleeveCount; ++sleeve)
            addPosting(i, TransactionType::Payout,
                       m_states[i].account.balances.sleeves[sleeve].negated(), {},
                       static_cast<domain::Sleeve>(sleeve));
        m_states[i].account.status = AccountStatus::Closed;
        m_states[i].account.closeReason = domain::CloseReason::Client;
    }
    addCounterpart(TransactionType::Payout);
}

} // namespace alluse::services::demo
