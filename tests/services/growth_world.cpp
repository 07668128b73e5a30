#include "services/growth_world.h"

#include <algorithm>

namespace alluse::tests {

using domain::Account;
using domain::AccountId;
using domain::AccountStatus;
using domain::AccountType;
using domain::CommandKind;
using domain::EntryPlan;
using domain::FamilyId;
using domain::Money;
using domain::TransactionType;

namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kDay = 24 * kHour;

Money dollars(std::int64_t value) { return Money::fromCents(value * 100); }

} // namespace

WorldCounts& WorldCounts::operator+=(const WorldCounts& other) {
    commands += other.commands;
    done += other.done;
    refused += other.refused;
    repeats += other.repeats;
    forks += other.forks;
    merges += other.merges;
    reinvestments += other.reinvestments;
    undos += other.undos;
    overrides += other.overrides;
    return *this;
}

GrowthWorld::GrowthWorld(std::uint64_t seed, Witness witness)
    : m_witness(std::move(witness)), m_random(seed), m_now(1'763'467'200'000'000), m_today(20'410) {
    openFamily("Lovelace");
    openFamily("Hopper");
}

void GrowthWorld::openFamily(const std::string& name) {
    domain::OpenFamilyOrder order;
    order.header = header();
    order.client = domain::NewClient{name, "", "", ""};
    order.familyName = name;
    order.capital = dollars(m_random.between(200, 400) * 1'000);
    order.templateName = domain::shippedTemplates()[static_cast<std::size_t>(m_random.below(7))].name;
    send(domain::planOpenFamily(order).value());
}

void GrowthWorld::step() {
    m_now = domain::Timestamp(m_now.microsSinceEpoch() + m_random.between(1, 3 * kHour));
    m_today = domain::Date(static_cast<std::int32_t>(m_now.microsSinceEpoch() / kDay));
    m_isOverride = false;
    ++m_counts.commands;
    const auto plan = any();
    if (plan) send(*plan);
    else ++m_counts.refused;
}

GrowthWorld::Planned GrowthWorld::any() {
    const std::int64_t dice = m_random.below(100);
    if (dice < 42) return postSomething();
    if (dice < 50) return transferSomething();
    if (dice < 54) return reverseSomething();
    if (dice < 57) return changeStatus();
    if (dice < 59) return changePolicy();
    if (dice < 60) return decideGrowth();
    if (dice < 75) return forkSomething();
    if (dice < 85) return mergeSomething();
    if (dice < 95) return reinvestSomething();
    return undoSomething();
}

GrowthWorld::Planned GrowthWorld::postSomething() {
    const Account& chosen = account();
    domain::PostOrder order;
    order.header = header();
    order.account = chosen.id;
    const std::int64_t dice = m_random.below(10);
    if (dice < 6) { // up to half of its balance in one trade: years pass quickly here
        order.type = TransactionType::TradePremium;
        order.amount = amountUpTo(std::min(dollars(300'000), dollars(1'000) + chosen.balance().share(domain::BasisPoints(5'000))));
    } else if (dice < 7) {
        order.type = TransactionType::TradeAssignment;
        order.amount = amountUpTo(dollars(100) + chosen.balance().share(domain::BasisPoints(2'000))).negated();
    } else if (dice < 8) {
        order.type = TransactionType::Deposit;
        order.amount = amountUpTo(dollars(20'000));
    } else {
        order.type = m_random.oneIn(3) ? TransactionType::Fee : TransactionType::Withdrawal;
        order.amount = amountUpTo(dollars(1) + chosen.available());
    }
    return domain::planPost(order);
}

GrowthWorld::Planned GrowthWorld::transferSomething() {
    domain::TransferOrder order;
    order.header = header();
    const Account& source = account();
    order.source = source.id;
    order.target = account().id;
    order.amount = amountUpTo(dollars(1) + source.available());
    return domain::planTransfer(order);
}

GrowthWorld::Planned GrowthWorld::reverseSomething() {
    const auto& entries = m_ledger.book().entries;
    const auto count = static_cast<std::int64_t>(entries.size());
    const auto& entry = entries[static_cast<std::size_t>(count - 1 - m_random.below(std::min<std::int64_t>(count, 30)))];
    return domain::planReverse({header(), entry.id}, entry);
}

GrowthWorld::Planned GrowthWorld::changeStatus() {
    const Account& chosen = account();
    domain::ChangeStatusOrder order;
    order.header = header();
    order.account = chosen.id;
    order.to = chosen.status == AccountStatus::Active ? static_cast<AccountStatus>(m_random.between(2, 4))
                                                      : AccountStatus::Active;
    return domain::planChangeStatus(order, chosen);
}

// Thresholds move, so that forks and merges meet accounts of other policies.
GrowthWorld::Planned GrowthWorld::changePolicy() {
    const Account& chosen = account();
    domain::ChangePolicyOrder order;
    order.header = header();
    order.account = chosen.id;
    order.policy = chosen.policy;
    order.fromVersion = chosen.policyVersion;
    if (chosen.type == AccountType::Generation) {
        order.policy.forkThreshold = dollars(m_random.between(5, 60) * 1'000);
        order.policy.forkMinimumRemaining = dollars(m_random.between(0, 120) * 1'000);
        const auto retain = static_cast<std::int32_t>(m_random.oneIn(2) ? 0 : m_random.below(6'000));
        const auto child = static_cast<std::int32_t>(m_random.below(10'001 - retain));
        order.policy.forkRetainShare = domain::BasisPoints(retain);
        order.policy.forkChildShare = domain::BasisPoints(child);
        order.policy.forkComShare = domain::BasisPoints(10'000 - retain - child);
    }
    order.policy.mergeThreshold = order.policy.forkThreshold + dollars(m_random.between(1, 400) * 1'000);
    order.policy.taxReserve = domain::BasisPoints(static_cast<std::int32_t>(m_random.below(3'000)));
    order.policy.reinvestment = m_random.oneIn(4) ? domain::ReinvestmentFrequency::Off
                                                  : domain::ReinvestmentFrequency::Weekly;
    return domain::planChangePolicy(order, chosen.type);
}

// What an operator decides about growth: a held account may fork again, or a family asks first.
GrowthWorld::Planned GrowthWorld::decideGrowth() {
    if (!m_held.empty()) {
        const AccountId held = *m_held.begin();
        return domain::planReleaseForks({header(), held}, *m_ledger.account(held));
    }
    const auto mode = [&] { return static_cast<domain::GrowthMode>(m_random.between(1, 3)); };
    domain::GrowthSettingsOrder order;
    order.header = header();
    order.family = account().familyId;
    order.settings = {mode(), mode(), mode()};
    return domain::planGrowthSettings(order);
}

GrowthWorld::Planned GrowthWorld::forkSomething() {
    const Account* chosen = &account();
    if (!m_random.oneIn(5)) // mostly one that is due
        for (const auto& [id, other] : m_ledger.book().accounts)
            if (domain::isForkDue(other) && m_random.oneIn(2)) chosen = &other;
    domain::ForkContext context;
    context.family = familyOf(chosen->familyId);
    context.parent = growthOf(*chosen);
    context.com = comOf(chosen->familyId);
    context.rootName = "Root";
    domain::ForkOrder order;
    order.header = header();
    order.account = chosen->id;
    order.isAutomatic = m_random.oneIn(2);
    order.overridesDelays = m_isOverride = m_random.oneIn(6);
    return domain::planFork(order, context);
}

GrowthWorld::Planned GrowthWorld::mergeSomething() {
    const Account& chosen = account();
    domain::MergeContext context;
    context.family = familyOf(chosen.familyId);
    context.com = comOf(chosen.familyId);
    domain::MergeOrder order;
    order.header = header();
    order.isAutomatic = m_random.oneIn(2);
    order.confirmsWarnings = true;
    if (chosen.branch && !m_random.oneIn(3)) {
        order.branch = chosen.branch;
    } else {
        order.isAutomatic = false;
        order.sources = {chosen.id};
        if (m_random.oneIn(2)) order.sources.push_back(account().id);
        order.overridesRoot = m_random.oneIn(10);
    }
    for (const auto& [id, other] : m_ledger.book().accounts) {
        if (other.familyId != chosen.familyId) continue;
        const bool isNamed = std::find(order.sources.begin(), order.sources.end(), id) != order.sources.end();
        if (isNamed || (other.branch && other.branch == chosen.branch)) context.accounts.push_back(growthOf(other));
        else if (other.type == AccountType::Generation && other.status != AccountStatus::Closed) ++context.otherGenerations;
    }
    return domain::planMerge(order, context);
}

GrowthWorld::Planned GrowthWorld::reinvestSomething() {
    const Account& chosen = account();
    if (m_random.oneIn(4)) {
        domain::ReleaseOrder order;
        order.header = header();
        order.account = chosen.id;
        order.sleeve = static_cast<domain::Sleeve>(m_random.between(1, 3));
        order.amount = amountUpTo(dollars(1) + chosen.balances.of(order.sleeve));
        return domain::planRelease(order);
    }
    domain::ReinvestmentContext context;
    context.account = chosen;
    context.limits.reinvestmentMin = dollars(m_random.oneIn(2) ? 1 : 10'000);
    return domain::planReinvestment({header(), chosen.id, std::nullopt}, context);
}

GrowthWorld::Planned GrowthWorld::undoSomething() {
    if (m_events.empty()) return changeStatus();
    const auto count = static_cast<std::int64_t>(m_events.size());
    const domain::GrowthEvent& event =
        m_events[static_cast<std::size_t>(count - 1 - m_random.below(std::min<std::int64_t>(count, 3)))];
    const auto& book = m_ledger.book();
    domain::UndoContext context;
    context.family = familyOf(event.family);
    context.event = event;
    context.entry = book.entries[static_cast<std::size_t>(event.entry.value() - 1)];
    std::set<AccountId> ids;
    for (const auto& posting : context.entry.postings)
        if (const auto* id = std::get_if<AccountId>(&posting.account)) ids.insert(*id);
    if (event.other) ids.insert(*event.other);
    for (const AccountId id : ids) context.accounts.push_back(book.accounts.at(id));
    for (auto i = static_cast<std::size_t>(event.entry.value()); i < book.entries.size(); ++i) {
        Money change;
        for (const auto& posting : book.entries[i].postings)
            if (const auto* id = std::get_if<AccountId>(&posting.account); id && *id == event.account)
                change = change + posting.amount;
        context.wasTargetDebited = context.wasTargetDebited || change.isNegative();
    }
    domain::UndoOrder order{header(), event.id};
    if (event.kind == CommandKind::Fork && m_random.oneIn(2)) order.header.businessDate = event.businessDate;
    return domain::planUndo(order, context);
}

services::Outcome<services::EntryReceipt> GrowthWorld::post(const EntryPlan& plan) {
    auto outcome = m_ledger.postEntry(plan);
    if (m_witness) m_witness(plan, outcome);
    return outcome;
}

void GrowthWorld::send(const EntryPlan& plan) {
    std::optional<Account> parent;
    if (plan.kind == CommandKind::Fork) parent = m_ledger.account(plan.event->account);
    const auto outcome = post(plan);
    const std::size_t entries = m_ledger.book().entries.size();
    if (m_random.oneIn(4)) { // sent again, it changes nothing and answers the same
        ++m_counts.repeats;
        const auto again = post(plan);
        expect(again.has_value() == outcome.has_value(), "the same command ends the same");
        expect(!again || again->wasAlreadyDone, "a command is done once");
        expect(m_ledger.book().entries.size() == entries, "a repeated command posts nothing");
    }
    if (!outcome) {
        ++m_counts.refused;
        return;
    }
    ++m_counts.done;
    follow(plan, *outcome);
    if (parent) followFork(plan, *outcome, *parent);
    for (const AccountId id : outcome->changes.accounts) checkAccount(id);
}

void GrowthWorld::follow(const EntryPlan& plan, const services::EntryReceipt& receipt) {
    const auto& entries = m_ledger.book().entries;
    for (; m_entriesSeen < entries.size(); ++m_entriesSeen) {
        std::int64_t sum = 0;
        for (const auto& posting : entries[m_entriesSeen].postings) {
            sum += posting.amount.cents();
            if (const auto* id = std::get_if<AccountId>(&posting.account)) m_sums[*id] += posting.amount.cents();
        }
        expect(sum == 0, "an entry moves money and makes none");
    }
    for (const auto& hold : plan.forkHolds) {
        if (hold.isHeld) m_held.insert(hold.account);
        else m_held.erase(hold.account);
    }
    if (plan.kind == CommandKind::Reinvest) ++m_counts.reinvestments;
    const bool isForkOrMerge = plan.kind == CommandKind::Fork || plan.kind == CommandKind::Merge;
    if (isForkOrMerge) {
        domain::GrowthEvent event;
        event.id = domain::GrowthEventId(receipt.entry->value());
        event.kind = plan.kind;
        event.entry = receipt.entry.value();
        event.family = plan.expectedGrowth->family;
        event.account = plan.event->account;
        if (plan.kind == CommandKind::Fork) event.other = receipt.openedAccounts.at(0);
        event.amount = plan.event->amount;
        event.businessDate = plan.businessDate;
        event.recordedAt = plan.requestedAt;
        m_events.push_back(event);
    }
    if (plan.kind == CommandKind::Merge) {
        ++m_counts.merges;
        m_mergedAt[plan.event->account] = plan.requestedAt;
    }
    if (!plan.rollsBack) return;
    ++m_counts.undos;
    domain::GrowthEvent& undone = *std::find_if(m_events.begin(), m_events.end(), [&](const auto& event) {
        return event.id == *plan.rollsBack;
    });
    undone.state = domain::GrowthEventState::RolledBack;
    if (undone.kind == CommandKind::Merge)
        for (const AccountId id : receipt.openedAccounts) m_mergedAt[id] = plan.requestedAt;
    if (undone.kind != CommandKind::Fork) return;
    m_families[undone.family].forks[undone.businessDate] -= 1;
    m_forkedAt.erase(undone.account);
}

void GrowthWorld::followFork(const EntryPlan& plan, const services::EntryReceipt& receipt, const Account& before) {
    ++m_counts.forks;
    FamilyFacts& family = m_families[before.familyId];
    const auto last = m_forkedAt.find(before.id);
    const bool isCooling = last != m_forkedAt.end() &&
                           plan.requestedAt.microsSinceEpoch() - last->second.microsSinceEpoch() < kDay;
    if (m_isOverride) ++m_counts.overrides;
    expect(m_isOverride || !isCooling, "an account forks once in 24 hours");
    const int today = ++family.forks[plan.businessDate];
    expect(m_isOverride || today <= 5, "a family forks five times a day");
    ++family.childNumberNext;
    m_forkedAt[before.id] = plan.requestedAt;

    const Account parent = *m_ledger.account(before.id);
    const Account child = *m_ledger.account(receipt.openedAccounts.at(0));
    expect(before.surplus() >= before.policy.forkThreshold, "nothing forks below its threshold");
    expect(parent.balance() >= before.policy.forkMinimumRemaining, "no account forks below its minimum");
    expect(parent.balance() >= parent.buffer(), "no account forks below its buffer");
    expect(parent.balance() == parent.baseline, "a fork takes the whole surplus or raises the baseline");
    expect(child.balance() == child.baseline, "a child begins at its opening");
    expect(child.id > parent.id && child.parent == parent.id, "a child is younger than its parent");
    expect(child.depth == parent.depth + 1, "a child is one deeper than its parent");
    expect(child.branch == (parent.branch ? parent.branch : child.id), "a child belongs to its parent's branch");
}

void GrowthWorld::checkAccount(AccountId id) {
    const Account account = *m_ledger.account(id);
    expect(account.balance().cents() == m_sums[id], "a balance is the sum of its postings");
    expect(!account.reinvestable.isNegative(), "the reinvestable gain stops at zero");
    for (const Money held : account.balances.sleeves) expect(!held.isNegative(), "no sleeve falls below zero");
    expect(account.status != AccountStatus::Closed || account.balance().isZero(), "a closed account is empty");
}

void GrowthWorld::checkWhole() {
    const auto& book = m_ledger.book();
    std::int64_t customers = 0, systems = 0;
    for (const auto& entry : book.entries)
        for (const auto& posting : entry.postings)
            (std::holds_alternative<AccountId>(posting.account) ? customers : systems) += posting.amount.cents();
    expect(customers == book.total().cents() && customers == -systems, "money is conserved to the cent");
    for (const auto& [id, account] : book.accounts) {
        checkAccount(id);
        expect(!account.parent || *account.parent < id, "no account descends from itself");
    }
    for (const auto& link : book.links) {
        const auto source = std::get<AccountId>(link.source), target = std::get<AccountId>(link.target);
        const bool isDown = link.kind != domain::LineageKind::Merge &&
                            book.accounts.at(target).type == AccountType::Generation;
        expect(!isDown || source < target, "lineage has no cycle");
    }
    for (const auto& [id, family] : book.families) {
        std::int64_t raised = 0;
        for (const auto& event : m_events)
            if (event.family == id) raised += event.state == domain::GrowthEventState::RolledBack ? 2 : 1;
        expect(family.growthSequence == raised, "each fork, merge and undo raises the family's sequence");
    }
}

void GrowthWorld::expect(bool holds, const std::string& what) {
    if (!holds && m_broken.empty()) m_broken = what + ", command " + std::to_string(m_counts.commands);
}

domain::OrderHeader GrowthWorld::header() {
    domain::OrderHeader header;
    const std::uint64_t high = m_random.next();
    header.commandId = domain::CommandId::fromRandom(high, m_random.next());
    header.actor = {"tester", "manager", "test", "because"};
    header.requestedAt = m_now;
    header.businessDate = m_today;
    return header;
}

const Account& GrowthWorld::account() {
    const auto& accounts = m_ledger.book().accounts;
    for (int attempt = 0;; ++attempt) {
        const AccountId id(domain::kFirstCustomerAccountId + m_random.below(static_cast<std::int64_t>(accounts.size())));
        const Account& chosen = accounts.at(id);
        if (chosen.status != AccountStatus::Closed || attempt == 4) return chosen;
    }
}

Money GrowthWorld::amountUpTo(Money limit) { return Money::fromCents(1 + m_random.below(std::max<std::int64_t>(1, limit.cents()))); }

domain::FamilyGrowth GrowthWorld::familyOf(FamilyId id) {
    domain::FamilyGrowth family;
    const FamilyFacts& facts = m_families[id];
    family.id = id;
    family.sequence = m_ledger.book().families.at(id).growthSequence;
    if (const auto today = facts.forks.find(m_today); today != facts.forks.end()) family.forksOnDate = today->second;
    family.childNumberNext = facts.childNumberNext;
    return family;
}

std::optional<Account> GrowthWorld::comOf(FamilyId id) const {
    const auto com = m_ledger.book().families.at(id).designatedCom;
    return com ? m_ledger.account(*com) : std::nullopt;
}

domain::AccountGrowth GrowthWorld::growthOf(const Account& account) const {
    domain::AccountGrowth growth;
    growth.account = account;
    if (const auto at = m_forkedAt.find(account.id); at != m_forkedAt.end()) growth.lastForkAt = at->second;
    if (const auto at = m_mergedAt.find(account.id); at != m_mergedAt.end()) growth.lastMergeAt = at->second;
    growth.areForksHeld = m_held.contains(account.id);
    return growth;
}

} // namespace alluse::tests
