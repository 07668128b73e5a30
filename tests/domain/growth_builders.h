#pragma once
// Accounts and contexts of growth with sensible defaults, so that a test says only what it is about.

#include "domain/fork_planning.h"
#include "domain/merge_planning.h"
#include "domain/reinvestment_planning.h"
#include "domain/undo_planning.h"
#include "support/orders.h"

namespace alluse::tests {

using domain::Account;
using domain::AccountGrowth;
using domain::AccountId;
using domain::AccountType;
using domain::GrowthIssueCode;
using domain::Money;

inline constexpr std::int64_t kHourMicros = 3'600'000'000;

inline domain::Timestamp noon() { return domain::Timestamp(1'772'452'800'000'000); } // 2026-03-02
inline domain::Timestamp hoursBefore(std::int64_t hours) {
    return domain::Timestamp(noon().microsSinceEpoch() - hours * kHourMicros);
}

inline domain::OrderHeader growthHeader() {
    auto made = header();
    made.requestedAt = noon();
    return made;
}

inline Account anAccount(std::int64_t id, AccountType type, std::int64_t balanceCents,
                         std::int64_t baselineCents) {
    Account account;
    account.id = AccountId(id);
    account.name = "Account " + std::to_string(id);
    account.familyId = domain::FamilyId(1);
    account.type = type;
    account.policy = domain::Policy::defaultsFor(type);
    account.balances.sleeves[0] = cents(balanceCents);
    account.baseline = cents(baselineCents);
    account.version = 7;
    return account;
}

// A Gen-Acc at 152,000.00 over a baseline of 100,000.00: the example of domain section 7.
inline domain::ForkContext aFork() {
    domain::ForkContext context;
    context.family.id = domain::FamilyId(1);
    context.family.sequence = 4;
    context.parent.account = anAccount(1'000, AccountType::Generation, 152'000'00, 100'000'00);
    context.com = anAccount(1'002, AccountType::Compounding, 75'000'00, 75'000'00);
    context.rootName = "Miller Gen-Acc";
    return context;
}

inline domain::ForkOrder aForkOrder() {
    domain::ForkOrder order;
    order.header = growthHeader();
    order.account = AccountId(1'000);
    return order;
}

inline AccountGrowth aMember(std::int64_t id, std::int64_t balanceCents, std::int64_t branch) {
    AccountGrowth member;
    member.account = anAccount(id, AccountType::Generation, balanceCents, balanceCents);
    member.account.branch = AccountId(branch);
    member.account.parent = AccountId(id == branch ? 1'000 : branch);
    return member;
}

// A branch of two accounts worth 510,000.00, and the root beside it.
inline domain::MergeContext aBranch() {
    domain::MergeContext context;
    context.family.id = domain::FamilyId(1);
    context.com = anAccount(1'002, AccountType::Compounding, 75'000'00, 75'000'00);
    context.accounts = {aMember(1'003, 300'000'00, 1'003), aMember(1'005, 210'000'00, 1'003)};
    context.otherGenerations = 1;
    return context;
}

inline domain::MergeOrder aMergeOrder(bool isAutomatic = true) {
    domain::MergeOrder order;
    order.header = growthHeader();
    order.branch = AccountId(1'003);
    order.isAutomatic = isAutomatic;
    return order;
}

inline std::vector<GrowthIssueCode> codesOf(const std::vector<domain::GrowthIssue>& issues) {
    std::vector<GrowthIssueCode> codes;
    for (const auto& issue : issues) codes.push_back(issue.code);
    return codes;
}

} // namespace alluse::tests
