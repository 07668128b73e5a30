// Forks, merges and how a family ends (domain sections 3, 7 and 8).

#include "services/demo/family_simulation.h"

#include "domain/fork_planning.h"
#include "domain/merge_planning.h"

#include <algorithm>

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

} // namespace

void FamilySimulation::forkDue(Date day) {
    const domain::GrowthLimits limits;
    int forksToday = 0;
    const std::size_t count = m_states.size(); // a child of today forks on another day
    for (std::size_t i = 0; i < count && forksToday < limits.forksPerFamilyDayMax; ++i) {
        const domain::Account& account = m_states[i].account;
        if (!isOpen(i) || !domain::isForkDue(account) || !domain::canAffordFork(account)) continue;
        fork(i, day);
        ++forksToday;
    }
}

void FamilySimulation::fork(std::size_t parent, Date day) {
    const domain::Policy policy = m_states[parent].account.policy;
    const auto amounts = domain::forkAmounts(m_states[parent].account.surplus(), policy);

    const std::size_t child =
        addAccount(m_family.accounts[kGen].account.name + "-F" + std::to_string(++m_forkCount),
                   AccountType::Generation, policy, day);
    BulkAccount& row = m_family.accounts[child];
    row.parentIndex = parent;
    row.depth = m_family.accounts[parent].depth + 1;
    domain::Account& opened = m_states[child].account;
    opened.depth = row.depth;
    opened.parent = m_states[parent].account.id;
    opened.branch = m_states[parent].account.branch.value_or(opened.id);

    addEntry(CommandKind::Fork, day, "Fork " + std::to_string(m_forkCount));
    addPosting(parent, TransactionType::ForkOut, amounts.leaving().negated(), amounts.retained);
    addPosting(child, TransactionType::ForkIn, amounts.toChild, amounts.toChild);
    addPosting(kCom, TransactionType::ForkIn, amounts.toCom);
    auto& links = m_family.entries.back().links;
    links.push_back({LineageKind::Fork, NewAccountIndex{parent}, NewAccountIndex{child}, amounts.toChild});
    links.push_back({LineageKind::Fork, NewAccountIndex{parent}, NewAccountIndex{kCom}, amounts.toCom});
}

void FamilySimulation::mergeDue(Date day) {
    if (!mayMerge()) return;
    std::vector<domain::AccountGrowth> members;
    for (const State& state : m_states)
        if (state.account.branch) members.emplace_back().account = state.account;
    // Forks happen on Fridays, so on a Monday no member is cooling any more.
    for (const auto& candidate : domain::mergeCandidates(members, domain::Timestamp(), {})) {
        if (domain::blocks(candidate.issues)) continue;
        std::vector<std::size_t> sources;
        for (const domain::AccountId id : candidate.sources) sources.push_back(indexOf(id));
        merge(sources, day);
    }
}

// Whether looking for candidates is worth it: most weeks no branch is anywhere near its threshold.
bool FamilySimulation::mayMerge() const {
    Money all;
    for (const State& state : m_states)
        if (state.account.branch) all = all + state.account.balance();
    return all >= m_states[kGen].account.policy.mergeThreshold;
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
