#include "storage/bulk_growth.h"

#include <algorithm>

namespace alluse::storage {

using domain::CommandKind;
using domain::Money;
using domain::NewAccountIndex;
using domain::PendingForkState;
using services::BulkFamily;

// An account on its way through the entries.
struct BulkGrowth::Running {
    Money balance, baseline;
    [[nodiscard]] Money surplus() const { return balance - baseline; }
};

BulkGrowth::BulkGrowth(const BulkFamily& family) : accounts(family.accounts.size()) {
    for (std::size_t i = 0; i < accounts.size(); ++i)
        if (const auto parent = family.accounts[i].parentIndex)
            accounts[i].branch = accounts.at(*parent).branch.value_or(i);
    std::vector<Running> running(accounts.size());
    for (std::size_t i = 0; i < family.entries.size(); ++i) {
        addEvent(family, i);
        followSurplus(family, i, running);
    }
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const bool isClosed = family.accounts[i].status == domain::AccountStatus::Closed;
        if (!isClosed) accounts[i].closedOn.reset();
        else if (!accounts[i].closedOn) accounts[i].closedOn = family.accounts[i].openedOn;
        if (isClosed && !family.entries.empty())
            endPending(i, family.entries.size() - 1, PendingForkState::Superseded, "The account was closed.");
    }
}

void BulkGrowth::addEvent(const BulkFamily& family, std::size_t index) {
    const services::BulkEntry& entry = family.entries[index];
    const bool isFork = entry.kind == CommandKind::Fork;
    if ((!isFork && entry.kind != CommandKind::Merge) || entry.links.empty()) {
        if (entry.kind != CommandKind::Reinvest) return;
        Event event{index, 0, std::nullopt, Money()};
        for (const auto& posting : entry.postings) {
            if (const auto* account = std::get_if<std::size_t>(&posting.account)) event.account = *account;
            if (posting.amount.isPositive()) event.amount = event.amount + posting.amount;
        }
        events.push_back(event);
        return;
    }
    const auto indexOf = [](const domain::AccountRef& ref) { return std::get<NewAccountIndex>(ref).index; };
    Event event{index, 0, std::nullopt, Money()};
    for (const auto& link : entry.links) event.amount = event.amount + link.amount;
    event.account = indexOf(isFork ? entry.links.front().source : entry.links.front().target);
    if (isFork) {
        event.other = indexOf(entry.links.front().target);
        accounts[event.account].lastForkedAt = entry.recordedAt;
        ++childNumber;
    }
    ++sequence;
    events.push_back(event);
}

void BulkGrowth::followSurplus(const BulkFamily& family, std::size_t index, std::vector<Running>& running) {
    const services::BulkEntry& entry = family.entries[index];
    std::vector<std::pair<std::size_t, Money>> touched; // and the surplus before
    for (const auto& posting : entry.postings) {
        const auto* account = std::get_if<std::size_t>(&posting.account);
        if (!account) continue;
        const auto isSame = [&](const auto& each) { return each.first == *account; };
        if (std::none_of(touched.begin(), touched.end(), isSame))
            touched.emplace_back(*account, running[*account].surplus());
        running[*account].balance = running[*account].balance + posting.amount;
        running[*account].baseline = running[*account].baseline + posting.baselineDelta;
        accounts[*account].reinvestable = accounts[*account].reinvestable + posting.gainDelta;
        accounts[*account].closedOn = entry.businessDate;
    }
    if (entry.kind == CommandKind::Fork && !entry.links.empty())
        endPending(std::get<NewAccountIndex>(entry.links.front().source).index, index,
                   PendingForkState::Executed, {});
    for (const auto& [account, before] : touched) {
        const domain::NewAccount& row = family.accounts[account].account;
        const Money after = running[account].surplus(), threshold = row.policy.forkThreshold;
        const bool isOpen = std::any_of(pending.begin(), pending.end(), [&, a = account](const Pending& each) {
            return each.account == a && each.state == PendingForkState::Pending;
        });
        if (row.type == domain::AccountType::Generation && row.policy.forkingEnabled && before < threshold &&
            after >= threshold && !isOpen)
            pending.push_back({account, index, after, threshold, PendingForkState::Pending, std::nullopt, {}});
    }
}

void BulkGrowth::endPending(std::size_t account, std::size_t entry, PendingForkState state, std::string reason) {
    for (Pending& each : pending)
        if (each.account == account && each.state == PendingForkState::Pending) {
            each.state = state;
            each.endedBy = entry;
            each.reason = reason;
        }
}

} // namespace alluse::storage
