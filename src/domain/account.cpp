#include "domain/account.h"

#include <algorithm>

namespace alluse::domain {

Money Balances::allocated() const {
    return of(Sleeve::Contracts) + of(Sleeve::Leaps) + of(Sleeve::TaxReserve);
}

Money Balances::equity() const { return cash() + allocated(); }

Money Account::surplus() const { return balance() - baseline; }

Money Account::buffer() const { return cashBuffer(balance(), baseline, policy.cashBuffer); }

Money Account::available() const { return availableBalance(balances.cash(), buffer()); }

Money cashBuffer(Money balance, Money baseline, BasisPoints bufferShare) {
    return std::max(baseline, balance).share(bufferShare);
}

Money movedGain(Money reinvestable, Money gainDelta) {
    return std::clamp(gainDelta, reinvestable.negated(), Money::fromCents(Money::kCentsMax) - reinvestable);
}

Money availableBalance(Money cash, Money buffer) { return std::max(Money(), cash - buffer); }

std::string_view code(AccountStatus status) {
    switch (status) {
    case AccountStatus::Active: return "ACTIVE";
    case AccountStatus::Inactive: return "INACTIVE";
    case AccountStatus::Suspended: return "SUSPENDED";
    case AccountStatus::Closed: return "CLOSED";
    }
    return "UNKNOWN";
}

std::string_view code(CloseReason reason) {
    switch (reason) {
    case CloseReason::Client: return "CLIENT";
    case CloseReason::Merged: return "MERGED";
    case CloseReason::Undone: return "UNDONE";
    case CloseReason::Admin: return "ADMIN";
    }
    return "UNKNOWN";
}

std::string_view code(Sleeve sleeve) {
    switch (sleeve) {
    case Sleeve::Cash: return "CASH";
    case Sleeve::Contracts: return "CONTRACTS";
    case Sleeve::Leaps: return "LEAPS";
    case Sleeve::TaxReserve: return "TAX_RESERVE";
    }
    return "UNKNOWN";
}

std::optional<AccountStatus> parseAccountStatus(std::string_view text) {
    for (const auto status : {AccountStatus::Active, AccountStatus::Inactive,
                              AccountStatus::Suspended, AccountStatus::Closed})
        if (code(status) == text) return status;
    return std::nullopt;
}

} // namespace alluse::domain
