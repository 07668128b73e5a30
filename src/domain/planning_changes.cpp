// Orders about what exists: reversal, status, policy.

#include "domain/order_checks.h"
#include "domain/order_payload.h"
#include "domain/planning.h"

#include <algorithm>
#include <array>

namespace alluse::domain {

namespace {

Failed<Refusal> refuse(Refusal refusal) { return Failed<Refusal>(std::move(refusal)); }

Failed<Refusal> refuse(RefusalCode refusalCode, std::string_view field, AccountId account) {
    Refusal refusal = because(refusalCode, field);
    refusal.account = account;
    return Failed<Refusal>(std::move(refusal));
}

// Domain section 5: an opening is where an account begins, growth has a way back of its own, and a reversal is final.
bool isReversible(TransactionType type) {
    using enum TransactionType;
    constexpr std::array kFinal{Opening, ForkOut, ForkIn, MergeOut, MergeIn, Reversal};
    return std::find(kFinal.begin(), kFinal.end(), type) == kFinal.end();
}

} // namespace

Planned<EntryPlan> planReverse(const ReverseOrder& given, const StoredEntry& entry) {
    ReverseOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return refuse(*refusal);
    if (auto refusal = checkDate(order.header)) return refuse(*refusal);
    if (order.entry != entry.id)
        return refuse(because(RefusalCode::UnknownEntry, "entry", std::to_string(order.entry.value())));
    if (auto refusal = checkManager(order.header)) return refuse(*refusal);
    if (entry.reversedBy)
        return refuse(because(RefusalCode::AlreadyReversed, "entry", std::to_string(entry.id.value())));
    for (const StoredPosting& posting : entry.postings)
        if (!isReversible(posting.type))
            return refuse(because(RefusalCode::NotReversible, "entry", std::string(code(posting.type))));
    if (entry.postings.size() < 2)
        return refuse(because(RefusalCode::NotReversible, "entry", std::string(code(entry.kind))));

    EntryPlan plan = planFor(order.header, CommandKind::Reverse, payloadOf(order));
    plan.reverses = entry.id;
    // Backwards, so that each step leads to a state that has been before.
    for (auto stored = entry.postings.rbegin(); stored != entry.postings.rend(); ++stored) {
        const StoredPosting& posting = *stored;
        PostingPlan opposite;
        std::visit([&](const auto& account) { opposite.account = account; }, posting.account);
        opposite.type = TransactionType::Reversal;
        opposite.sleeve = posting.sleeve;
        opposite.amount = posting.amount.negated();
        opposite.baselineDelta = posting.baselineDelta.negated();
        opposite.gainDelta = posting.gainDelta.negated();
        plan.postings.push_back(std::move(opposite));
    }
    return plan;
}

Planned<EntryPlan> planChangeStatus(const ChangeStatusOrder& given, const Account& account) {
    ChangeStatusOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return refuse(*refusal);
    if (auto refusal = checkDate(order.header)) return refuse(*refusal);
    const bool closes = order.to == AccountStatus::Closed;
    const bool isByHand = !order.closeReason || *order.closeReason == CloseReason::Client ||
                          *order.closeReason == CloseReason::Admin;
    if (closes && !isByHand) // a merge and an undo close with plans of their own
        return refuse(RefusalCode::StatusChangeNotAllowed, "closeReason", account.id);
    // Who may do what is possible; whether it is possible, the locked row decides.
    if (isStatusChangeAllowed(account.status, order.to, true)) {
        if (account.status == AccountStatus::Suspended && !closes && order.header.actor.reason.empty())
            return refuse(because(RefusalCode::ReasonMissing, "reason"));
        if (!isStatusChangeAllowed(account.status, order.to, isManager(order.header.actor)))
            return refuse(RefusalCode::ManagerRequired, "status", account.id);
    }

    if (closes && !order.closeReason) order.closeReason = CloseReason::Client;
    if (!closes) order.closeReason.reset();
    EntryPlan plan = planFor(order.header, CommandKind::ChangeStatus, payloadOf(order));
    plan.statusChanges.push_back({order.account, order.to, order.closeReason, std::nullopt,
                                  account.status});
    return plan;
}

Planned<EntryPlan> planChangePolicy(const ChangePolicyOrder& given, AccountType type) {
    ChangePolicyOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return refuse(*refusal);
    if (auto refusal = checkDate(order.header)) return refuse(*refusal);
    if (const auto broken = violations(order.policy, type); !broken.empty()) {
        Refusal refusal = because(RefusalCode::PolicyViolated, code(broken.front().field),
                                  broken.front().text);
        refusal.account = order.account;
        return refuse(std::move(refusal));
    }
    EntryPlan plan = planFor(order.header, CommandKind::ChangePolicy, payloadOf(order));
    plan.policyChanges.push_back({order.account, order.policy, order.fromVersion});
    return plan;
}

Planned<EntryPlan> planClosePeriod(const ClosePeriodOrder& given, Date today) {
    ClosePeriodOrder order = given;
    order.header.businessDate = order.through;
    if (auto refusal = tidyHeader(order.header)) return refuse(*refusal);
    if (auto refusal = checkDate(order.header)) return refuse(*refusal);
    if (auto refusal = checkManager(order.header)) return refuse(*refusal);
    if (order.through > today)
        return refuse(because(RefusalCode::InvalidDate, "date", "a period that has not ended"));
    EntryPlan plan = planFor(order.header, CommandKind::LockPeriod, payloadOf(order));
    plan.closesPeriodThrough = order.through;
    return plan;
}

EntryPlan refusedPlan(const OrderHeader& header, CommandKind kind, std::string payload, Refusal refusal) {
    // Text that cannot be stored is what was refused; the row says so without it.
    const bool isText = refusal.code == RefusalCode::InvalidText;
    EntryPlan plan = planFor(header, kind, isText ? "{}" : std::move(payload));
    if (isText) {
        plan.actor.reason.clear();
        plan.note.clear();
    }
    plan.refusal = std::move(refusal);
    return plan;
}

bool isManager(const Actor& actor) { return actor.role == "manager" || actor.role == "owner"; }

// The table of domain section 6.
bool isStatusChangeAllowed(AccountStatus from, AccountStatus to, bool byManager) {
    if (from == to) return false;
    switch (from) {
    case AccountStatus::Active:
    case AccountStatus::Inactive: return true;
    case AccountStatus::Suspended: return to != AccountStatus::Inactive && byManager;
    case AccountStatus::Closed: return false;
    }
    return false;
}

} // namespace alluse::domain
