// Closing a family: everything it holds leaves in one entry, buffer and Com-Acc included.

#include "domain/order_checks.h"
#include "domain/order_payload.h"
#include "domain/planning.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace alluse::domain {

namespace {

constexpr std::array kSleeves{Sleeve::Cash, Sleeve::Contracts, Sleeve::Leaps, Sleeve::TaxReserve};

void addPayout(EntryPlan& plan, const Account& account) {
    for (const Sleeve sleeve : kSleeves) {
        const Money held = account.balances.of(sleeve);
        if (held.isZero()) continue;
        plan.postings.push_back(
            {account.id, TransactionType::Payout, sleeve, held.negated(), Money(), std::nullopt});
        plan.postings.push_back({SystemAccount::ClientCash, TransactionType::Payout, sleeve, held,
                                 Money(), std::nullopt});
    }
}

// The Com-Acc last: it must stay while a Gen-Acc lives.
bool closesBefore(const Account& a, const Account& b) {
    const bool aIsCom = a.type == AccountType::Compounding;
    const bool bIsCom = b.type == AccountType::Compounding;
    return aIsCom == bIsCom ? a.id < b.id : bIsCom;
}

} // namespace

Planned<EntryPlan> planCloseFamily(const CloseFamilyOrder& given,
                                   const std::vector<Account>& accounts) {
    CloseFamilyOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(*refusal);
    if (auto refusal = checkDate(order.header)) return Failed<Refusal>(*refusal);
    if (auto refusal = checkManager(order.header)) return Failed<Refusal>(*refusal);
    std::vector<Account> live;
    std::copy_if(accounts.begin(), accounts.end(), std::back_inserter(live),
                 [](const Account& account) { return account.status != AccountStatus::Closed; });
    if (accounts.empty()) return Failed<Refusal>(because(RefusalCode::UnknownFamily, "family"));
    // Nothing left to close: the ledger says so, unless it was this very command that closed it.
    if (live.empty()) live = accounts;
    std::sort(live.begin(), live.end(), closesBefore);

    EntryPlan plan = planFor(order.header, CommandKind::CloseFamily, payloadOf(order));
    for (const Account& account : live) {
        addPayout(plan, account);
        plan.statusChanges.push_back(
            {account.id, AccountStatus::Closed, CloseReason::Client, std::nullopt, account.status});
        plan.expectedVersions.push_back({account.id, account.version});
    }
    return plan;
}

} // namespace alluse::domain
