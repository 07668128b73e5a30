#include "storage/account_columns.h"

namespace alluse::storage {

using domain::Account;
using domain::AccountId;
using domain::BasisPoints;
using domain::Money;

namespace {

Money money(const Statement& row, int column) { return Money::fromCents(row.integer(column)); }
std::int32_t small(const Statement& row, int column) {
    return static_cast<std::int32_t>(row.integer(column));
}
BasisPoints share(const Statement& row, int column) { return BasisPoints(small(row, column)); }

domain::Policy readPolicy(const Statement& row, int first) {
    domain::Policy policy;
    policy.initialAllocation = share(row, first);
    policy.cashBuffer = share(row, first + 1);
    policy.targetWeeklyReturn = share(row, first + 2);
    policy.deltaMin = small(row, first + 3);
    policy.deltaMax = small(row, first + 4);
    policy.entryDays = domain::EntryDays(static_cast<std::uint8_t>(row.integer(first + 5)));
    policy.positionSizing = share(row, first + 6);
    policy.reinvestment = static_cast<domain::ReinvestmentFrequency>(row.integer(first + 7));
    policy.contractsShare = share(row, first + 8);
    policy.leapsShare = share(row, first + 9);
    policy.taxReserve = share(row, first + 10);
    policy.maxDrawdown = share(row, first + 11);
    policy.atrThresholdHundredths = small(row, first + 12);
    policy.withdrawalsAllowed = row.integer(first + 13) != 0;
    policy.forkingEnabled = row.integer(first + 14) != 0;
    policy.forkThreshold = money(row, first + 15);
    policy.forkMinimumRemaining = money(row, first + 16);
    policy.forkRetainShare = share(row, first + 17);
    policy.forkChildShare = share(row, first + 18);
    policy.forkComShare = share(row, first + 19);
    policy.mergeThreshold = money(row, first + 20);
    return policy;
}

} // namespace

Account readAccount(const Statement& row, int first) {
    Account account = readOwnAccount(row, first);
    account.policy = readPolicy(row, first + kAccountOwnColumnCount);
    return account;
}

Account readOwnAccount(const Statement& row, int first) {
    Account account;
    account.id = AccountId(row.integer(first));
    account.reference = row.string(first + 1);
    account.name = row.string(first + 2);
    account.clientId = domain::ClientId(row.integer(first + 3));
    account.familyId = domain::FamilyId(row.integer(first + 4));
    account.type = static_cast<domain::AccountType>(row.integer(first + 5));
    account.status = static_cast<domain::AccountStatus>(row.integer(first + 6));
    for (std::size_t sleeve = 0; sleeve < domain::kSleeveCount; ++sleeve)
        account.balances.sleeves[sleeve] = money(row, first + 7 + static_cast<int>(sleeve));
    account.baseline = money(row, first + 11);
    account.reinvestable = money(row, first + 12);
    account.policyVersion = small(row, first + 13);
    if (const auto parent = row.maybeInteger(first + 14)) account.parent = AccountId(*parent);
    if (const auto branch = row.maybeInteger(first + 15)) account.branch = AccountId(*branch);
    account.depth = small(row, first + 16);
    account.postingCount = row.integer(first + 17);
    account.version = row.integer(first + 18);
    account.openedOn = domain::Date(small(row, first + 19));
    if (const auto reason = row.maybeInteger(first + 20))
        account.closeReason = static_cast<domain::CloseReason>(*reason);
    if (const auto target = row.maybeInteger(first + 21)) account.mergedInto = AccountId(*target);
    return account;
}

} // namespace alluse::storage
