#include "domain/undo_planning.h"

#include "domain/growth_checks.h"
#include "domain/order_payload.h"

namespace alluse::domain {

namespace {

const Account* find(const UndoContext& context, AccountId id) {
    const auto found = std::find_if(context.accounts.begin(), context.accounts.end(),
                                    [&](const Account& account) { return account.id == id; });
    return found == context.accounts.end() ? nullptr : &*found;
}

std::optional<AccountId> customerOf(const StoredPosting& posting) {
    const auto* id = std::get_if<AccountId>(&posting.account);
    return id ? std::optional(*id) : std::nullopt;
}

// The opposite of what an entry did to one account.
struct Opposite {
    Money amount, baseline;
};
Opposite oppositeOf(const UndoContext& context, AccountId id, TransactionType type) {
    Opposite opposite;
    for (const StoredPosting& posting : context.entry.postings) {
        if (customerOf(posting) != id || posting.type != type) continue;
        opposite.amount = opposite.amount - posting.amount;
        opposite.baseline = opposite.baseline - posting.baselineDelta;
    }
    return opposite;
}

AccountPreview after(const Account& account, const Opposite& opposite) {
    AccountPreview preview = unchanged(account);
    preview.balanceAfter = saturated(account.balance(), opposite.amount);
    preview.baselineAfter = saturated(account.baseline, opposite.baseline);
    return preview;
}

void checkEvent(Issues& issues, const UndoOrder& order, const UndoContext& context) {
    if (context.event.kind != CommandKind::Fork && context.event.kind != CommandKind::Merge)
        issues.error(GrowthIssueCode::NotAForkOrMerge, "Only a fork or a merge is undone like this.");
    if (context.event.state == GrowthEventState::RolledBack)
        issues.error(GrowthIssueCode::AlreadyRolledBack, "It has been undone already.");
    if (!isManager(order.header.actor))
        issues.error(GrowthIssueCode::ManagerNeeded, "Only a manager undoes forks and merges.");
}

void checkActive(Issues& issues, const Account& account) {
    if (account.status != AccountStatus::Active)
        issues.error(GrowthIssueCode::NotActive,
                     account.name + " is " + std::string(code(account.status)) + " and must be active.",
                     account.id);
}

void checkCash(Issues& issues, const Account& account, Money change) {
    if (!change.isNegative() || account.balances.cash() >= change.absolute()) return;
    issues.error(GrowthIssueCode::CashTooLow,
                 account.name + " holds " + account.balances.cash().grouped() + " in cash and gives back " +
                     change.absolute().grouped() + "; release or deposit first.",
                 account.id);
}

void checkFork(Issues& issues, const UndoOrder& order, const UndoContext& context) {
    if (order.header.businessDate != context.event.businessDate)
        issues.error(GrowthIssueCode::NotTheSameDay,
                     "A fork is undone on its own day only, which was " +
                         context.event.businessDate.text() + ".");
    if (!context.event.other || !find(context, *context.event.other))
        issues.error(GrowthIssueCode::NotAForkOrMerge, "The account it opened was not found.");
    for (const Account& account : context.accounts) {
        const bool isChild = context.event.other == account.id;
        std::int64_t ownPostings = 0;
        Money change;
        for (const StoredPosting& posting : context.entry.postings)
            if (customerOf(posting) == account.id) ++ownPostings, change = change - posting.amount;
        if (!isChild && ownPostings == 0) continue; // of the branch, not of the fork
        checkActive(issues, account);
        if (isChild && account.postingCount != ownPostings)
            issues.error(GrowthIssueCode::ChildHasMoved,
                         account.name + " has moved money since it was opened.", account.id);
        else checkCash(issues, account, change);
    }
}

void checkMerge(Issues& issues, const UndoContext& context) {
    const Account* target = find(context, context.event.account);
    if (!target) return;
    checkActive(issues, *target);
    if (context.wasTargetDebited)
        issues.error(GrowthIssueCode::TargetWasDebited,
                     target->name + " has paid out money since the merge.", target->id);
    checkCash(issues, *target, oppositeOf(context, target->id, TransactionType::MergeIn).amount);
}

std::vector<GrowthIssue> issuesOf(const UndoOrder& order, const UndoContext& context) {
    Issues issues;
    checkEvent(issues, order, context);
    if (context.event.kind == CommandKind::Fork) checkFork(issues, order, context);
    if (context.event.kind == CommandKind::Merge) checkMerge(issues, context);
    return issues.take();
}

PostingPlan reversalOf(const StoredPosting& posting, AccountRef account) {
    return {account, TransactionType::Reversal, posting.sleeve, posting.amount.negated(),
            posting.baselineDelta.negated(), std::nullopt, posting.gainDelta.negated()};
}

void addForkUndo(EntryPlan& plan, const UndoContext& context) {
    for (const StoredPosting& posting : context.entry.postings)
        if (const auto id = customerOf(posting)) plan.postings.push_back(reversalOf(posting, *id));
    const Account& child = *find(context, *context.event.other);
    plan.expectedVersions.push_back({child.id, child.version});
    plan.statusChanges.push_back({child.id, AccountStatus::Closed, CloseReason::Undone, std::nullopt});
    plan.forkHolds.push_back({context.event.account, true});
}

// CLOSED stays closed: each source comes back as a successor, its whole balance in cash.
void addMergeUndo(EntryPlan& plan, const UndoContext& context) {
    const Account& target = *find(context, context.event.account);
    plan.family = context.family.id;
    for (const StoredPosting& posting : context.entry.postings) {
        const auto id = customerOf(posting);
        if (!id) continue;
        if (posting.type == TransactionType::MergeIn) plan.postings.push_back(reversalOf(posting, *id));
        if (posting.type != TransactionType::MergeOut) continue;
        const Account& source = *find(context, *id);
        const NewAccountIndex index{plan.newAccounts.size()};
        NewAccount successor;
        successor.name = source.name;
        successor.type = source.type;
        successor.policy = source.policy;
        successor.parent = source.parent;
        successor.successorOf = source.id;
        plan.newAccounts.push_back(std::move(successor));
        PostingPlan back = reversalOf(posting, index);
        back.baselineDelta = source.baseline;
        plan.postings.push_back(back);
        plan.links.push_back({LineageKind::Successor, source.id, index, back.amount});
    }
    plan.expectedVersions.push_back({target.id, target.version});
}

} // namespace

std::string_view code(GrowthEventState state) {
    switch (state) {
    case GrowthEventState::Completed: return "COMPLETED";
    case GrowthEventState::RolledBack: return "ROLLED_BACK";
    }
    return "UNKNOWN";
}

UndoPreview previewUndo(const UndoOrder& order, const UndoContext& context) {
    UndoPreview preview;
    preview.issues = issuesOf(order, context);
    const bool isMerge = context.event.kind == CommandKind::Merge;
    for (const Account& account : context.accounts) {
        const auto isOn = [&](const StoredPosting& posting) { return customerOf(posting) == account.id; };
        const auto& postings = context.entry.postings;
        if (std::none_of(postings.begin(), postings.end(), isOn)) continue;
        if (!isMerge) {
            const Opposite out = oppositeOf(context, account.id, TransactionType::ForkOut);
            const Opposite in = oppositeOf(context, account.id, TransactionType::ForkIn);
            preview.accounts.push_back(after(account, {out.amount + in.amount, out.baseline + in.baseline}));
        } else if (account.id == context.event.account) {
            preview.accounts.push_back(after(account, oppositeOf(context, account.id, TransactionType::MergeIn)));
        } else { // its successor
            const Opposite back = oppositeOf(context, account.id, TransactionType::MergeOut);
            preview.accounts.push_back({std::nullopt, account.name, Money(), back.amount, Money(),
                                        account.baseline});
        }
    }
    return preview;
}

Planned<EntryPlan> planUndo(const UndoOrder& given, const UndoContext& context) {
    UndoOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (auto refusal = checkDate(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (auto refusal = checkManager(order.header)) return Failed<Refusal>(std::move(*refusal));
    const auto issues = issuesOf(order, context);
    if (blocks(issues)) return refuseFor(RefusalCode::UndoNotPossible, issues, context.event.account);

    const bool isFork = context.event.kind == CommandKind::Fork;
    EntryPlan plan = planFor(order.header, isFork ? CommandKind::UndoFork : CommandKind::UndoMerge,
                             payloadOf(order, isFork ? CommandKind::UndoFork : CommandKind::UndoMerge));
    plan.reverses = context.entry.id;
    plan.rollsBack = context.event.id;
    plan.expectedGrowth = ExpectedGrowth{context.family.id, context.family.sequence};
    plan.raisesGrowthSequence = true;
    if (isFork) addForkUndo(plan, context);
    else addMergeUndo(plan, context);
    return plan;
}

} // namespace alluse::domain
