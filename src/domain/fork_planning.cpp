#include "domain/fork_planning.h"

#include "domain/allocation.h"
#include "domain/growth_checks.h"
#include "domain/order_payload.h"

#include <array>

namespace alluse::domain {

namespace {

// Of two "-F12" that would not fit, the root's name gives way: whole characters, not bytes.
std::string childName(std::string root, int number) {
    const std::string suffix = "-F" + std::to_string(number);
    const auto isContinuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (!root.empty() && !checkedName(root + suffix, "name")) {
        while (root.size() > 1 && isContinuation(root.back())) root.pop_back();
        root.pop_back();
    }
    return root + suffix;
}

void checkState(Issues& issues, const ForkOrder& order, const AccountGrowth& parent) {
    const Account& account = parent.account;
    if (account.type != AccountType::Generation)
        issues.error(GrowthIssueCode::NotGeneration,
                     "Only a Gen-Acc forks; this is a " + std::string(shortName(account.type)) + ".");
    else if (!account.policy.forkingEnabled)
        issues.error(GrowthIssueCode::ForkingDisabled, "Its policy has forking switched off.");
    if (account.status == AccountStatus::Closed)
        issues.error(GrowthIssueCode::NotActive, "The account is closed.");
    else if (account.status != AccountStatus::Active)
        issues.delay(GrowthIssueCode::NotActive,
                     "The account is " + std::string(code(account.status)) + "; only an active one forks.");
    if (order.isAutomatic && parent.areForksHeld)
        issues.delay(GrowthIssueCode::HeldAfterUndo,
                     "A fork of this account was undone; an operator has to release it.");
}

void checkBalances(Issues& issues, const Account& account, const ForkAmounts& amounts) {
    const Policy& policy = account.policy;
    if (amounts.surplus < policy.forkThreshold)
        issues.error(GrowthIssueCode::BelowThreshold,
                     "The surplus of " + amounts.surplus.grouped() + " is " +
                         (policy.forkThreshold - amounts.surplus).grouped() +
                         " below the threshold of " + policy.forkThreshold.grouped() + ".");
    if (!amounts.surplus.isPositive()) return; // nothing to say about a fork of nothing
    if (amounts.leaving().isZero())
        issues.error(GrowthIssueCode::NothingLeaves, "Its policy retains the whole surplus.");
    const Money remaining = account.balance() - amounts.leaving();
    const Money buffer = cashBuffer(remaining, saturated(account.baseline, amounts.retained), policy.cashBuffer);
    if (remaining < policy.forkMinimumRemaining)
        issues.error(GrowthIssueCode::BelowMinimumRemaining,
                     "Only " + remaining.grouped() + " would remain; its policy keeps at least " +
                         policy.forkMinimumRemaining.grouped() + ".");
    if (remaining < buffer)
        issues.error(GrowthIssueCode::BelowBuffer, "Only " + remaining.grouped() +
                                                       " would remain; the cash buffer is " +
                                                       buffer.grouped() + ".");
    if (account.balances.cash() < amounts.leaving())
        issues.delay(GrowthIssueCode::CashTooLow,
                     "The fork needs " + amounts.leaving().grouped() + " in cash and the account holds " +
                         account.balances.cash().grouped() + "; release allocated money first.");
}

void checkPace(Issues& issues, const ForkOrder& order, const ForkContext& context) {
    if (order.overridesDelays) return;
    const GrowthLimits& limits = context.limits;
    if (const auto seconds = coolingFor(context.parent.lastForkAt, order.header.requestedAt,
                                        limits.coolingSeconds))
        issues.delay(GrowthIssueCode::Cooling,
                     "It forked " + durationText(*seconds) + " ago; the next fork may follow after " +
                         durationText(limits.coolingSeconds) + ".")
            .isOverridable = true;
    if (context.family.forksOnDate >= limits.forksPerFamilyDayMax)
        issues.delay(GrowthIssueCode::DailyCapReached,
                     "The family has had " + std::to_string(context.family.forksOnDate) + " forks on " +
                         order.header.businessDate.text() + ", and " +
                         std::to_string(limits.forksPerFamilyDayMax) + " a day is the limit.")
            .isOverridable = true;
}

} // namespace

ForkAmounts forkAmounts(Money surplus, const Policy& policy) {
    ForkAmounts amounts;
    amounts.surplus = surplus;
    const std::array shares{policy.forkRetainShare, policy.forkChildShare, policy.forkComShare};
    const bool isWhole = shares[0].value() + shares[1].value() + shares[2].value() == BasisPoints::kWhole;
    if (!surplus.isPositive() || !isWhole) return amounts; // only a Gen-Acc's policy has fork shares
    // Ties go to Com, then the child, then what is retained (domain rule "Rounding").
    const auto parts = allocate(surplus, shares, std::array{2, 1, 0});
    amounts.retained = parts[0];
    amounts.toChild = parts[1];
    amounts.toCom = parts[2];
    return amounts;
}

bool isForkDue(Money balance, Money baseline, const Policy& policy) {
    return policy.forkingEnabled && balance - baseline >= policy.forkThreshold;
}

bool isForkDue(const Account& account) {
    return account.type == AccountType::Generation &&
           isForkDue(account.balance(), account.baseline, account.policy);
}

bool canAffordFork(Money balance, Money baseline, Money cash, const Policy& policy) {
    const ForkAmounts amounts = forkAmounts(balance - baseline, policy);
    const Money remaining = balance - amounts.leaving();
    return amounts.leaving().isPositive() && remaining >= policy.forkMinimumRemaining &&
           remaining >= cashBuffer(remaining, saturated(baseline, amounts.retained), policy.cashBuffer) &&
           cash >= amounts.leaving();
}

bool canAffordFork(const Account& account) {
    return canAffordFork(account.balance(), account.baseline, account.balances.cash(), account.policy);
}

std::vector<GrowthIssue> forkIssues(const ForkOrder& order, const ForkContext& context) {
    const Account& account = context.parent.account;
    Issues issues;
    checkState(issues, order, context.parent);
    if (account.type == AccountType::Generation && account.status != AccountStatus::Closed)
        checkBalances(issues, account, forkAmounts(account.surplus(), account.policy));
    checkCom(issues, context.com);
    checkPace(issues, order, context);
    return issues.take();
}

ForkPreview previewFork(const ForkOrder& order, const ForkContext& context) {
    const Account& account = context.parent.account;
    ForkPreview preview;
    preview.issues = forkIssues(order, context);
    preview.amounts = forkAmounts(account.surplus(), account.policy);
    const ForkAmounts& amounts = preview.amounts;
    preview.parent = unchanged(account);
    preview.parent.balanceAfter = account.balance() - amounts.leaving();
    preview.parent.baselineAfter = saturated(account.baseline, amounts.retained);
    preview.child.name = childName(context.rootName, context.family.childNumberNext);
    preview.child.balanceAfter = preview.child.baselineAfter = amounts.toChild;
    if (context.com) {
        preview.com = unchanged(*context.com);
        preview.com.balanceAfter = saturated(context.com->balance(), amounts.toCom);
    }
    const auto weeksAt = [&](double rate) {
        return weeksToThreshold(preview.parent.balanceAfter, preview.parent.baselineAfter,
                                account.policy.forkThreshold, rate);
    };
    preview.weeksToNextAtTarget =
        weeksAt(static_cast<double>(account.policy.targetWeeklyReturn.value()) / BasisPoints::kWhole);
    if (context.parent.weeklyRate) preview.weeksToNextAtActual = weeksAt(*context.parent.weeklyRate);
    return preview;
}

Planned<EntryPlan> planFork(const ForkOrder& given, const ForkContext& context) {
    ForkOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (auto refusal = checkDate(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (!order.isAutomatic && order.header.actor.reason.empty())
        return Failed<Refusal>(because(RefusalCode::ReasonMissing, "reason"));
    if (order.overridesDelays)
        if (auto refusal = checkManager(order.header)) return Failed<Refusal>(std::move(*refusal));
    const auto issues = forkIssues(order, context);
    if (blocks(issues)) return refuseFor(RefusalCode::ForkNotEligible, issues, order.account);

    const Account& parent = context.parent.account;
    const ForkAmounts amounts = forkAmounts(parent.surplus(), parent.policy);
    EntryPlan plan = planFor(order.header, CommandKind::Fork, payloadOf(order));
    plan.family = context.family.id;
    NewAccount child;
    child.name = childName(context.rootName, context.family.childNumberNext);
    child.type = AccountType::Generation;
    child.policy = parent.policy;
    child.parent = parent.id;
    plan.newAccounts.push_back(std::move(child));

    const Money leaving = amounts.leaving();
    // The version says that the gain is still so when this is written.
    plan.postings.push_back({parent.id, TransactionType::ForkOut, Sleeve::Cash, leaving.negated(),
                             amounts.retained, std::nullopt, movedGain(parent.reinvestable, leaving.negated())});
    if (!amounts.toChild.isZero()) // a 0 % share opens without a posting
        plan.postings.push_back({NewAccountIndex{0}, TransactionType::ForkIn, Sleeve::Cash,
                                 amounts.toChild, amounts.toChild, std::nullopt});
    plan.links.push_back({LineageKind::Fork, parent.id, NewAccountIndex{0}, amounts.toChild});
    if (!amounts.toCom.isZero()) {
        plan.postings.push_back({context.com->id, TransactionType::ForkIn, Sleeve::Cash, amounts.toCom,
                                 Money(), std::nullopt});
        plan.links.push_back({LineageKind::Fork, parent.id, context.com->id, amounts.toCom});
    }
    plan.expectedVersions.push_back({parent.id, parent.version});
    plan.expectedGrowth = ExpectedGrowth{context.family.id, context.family.sequence};
    plan.raisesGrowthSequence = true;
    plan.event = GrowthEventPlan{parent.id, NewAccountIndex{0}, leaving};
    plan.pendingForks.push_back({parent.id, PendingForkState::Executed, {}});
    return plan;
}

Planned<EntryPlan> planReleaseForks(const ReleaseForksOrder& given, const Account& account) {
    ReleaseForksOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (account.status == AccountStatus::Closed) {
        Refusal refusal = because(RefusalCode::AccountClosed, "account");
        refusal.account = account.id;
        return Failed<Refusal>(std::move(refusal));
    }
    EntryPlan plan = planFor(order.header, CommandKind::ReleaseForks, payloadOf(order));
    plan.forkHolds.push_back({order.account, false});
    return plan;
}

Planned<EntryPlan> planGrowthSettings(const GrowthSettingsOrder& given) {
    GrowthSettingsOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (order.family.isNone()) return Failed<Refusal>(because(RefusalCode::UnknownFamily, "family"));
    EntryPlan plan = planFor(order.header, CommandKind::ChangeGrowthSettings, payloadOf(order));
    plan.family = order.family;
    plan.growthSettings = order.settings;
    return plan;
}

} // namespace alluse::domain
