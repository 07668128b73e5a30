#include "composition/patched_account.h"

#include <algorithm>

namespace alluse::composition {

namespace {

bool isPlain(const domain::EntryPlan& plan) {
    return !plan.originalDate && !plan.reverses && plan.newAccounts.empty() &&
           plan.statusChanges.empty() && plan.policyChanges.empty() && plan.links.empty() &&
           !plan.event && !plan.rollsBack && !plan.growthSettings && plan.forkHolds.empty() &&
           plan.pendingForks.empty() && !plan.reinvestment && !plan.newFamily;
}

} // namespace

std::optional<domain::Account> accountAfter(const domain::Account& before,
                                            const domain::EntryPlan& plan,
                                            const services::EntryReceipt& receipt) {
    if (receipt.wasAlreadyDone || !isPlain(plan)) return std::nullopt;
    const auto after =
        std::ranges::find(receipt.accounts, before.id, &services::AccountAfter::account);
    if (after == receipt.accounts.end()) return std::nullopt;
    domain::Account account = before;
    for (const domain::PostingPlan& posting : plan.postings) {
        const auto* id = std::get_if<domain::AccountId>(&posting.account);
        if (!id || *id != before.id) continue;
        if (posting.sleeve != domain::Sleeve::Cash || !posting.gainDelta.isZero())
            return std::nullopt;
        const auto baseline = account.baseline.plus(posting.baselineDelta);
        if (!baseline) return std::nullopt;
        account.baseline = *baseline;
        ++account.postingCount;
        ++account.version;
    }
    account.balances.sleeves[static_cast<std::size_t>(domain::Sleeve::Cash)] = after->cash;
    const bool fits = account.version == after->version && account.balance() == after->balance;
    return fits ? std::optional(account) : std::nullopt;
}

} // namespace alluse::composition
