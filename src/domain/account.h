#pragma once
// An account of a family: its kind, status, balances by sleeve, and the figures derived from them.

#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/money.h"
#include "domain/policy.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::domain {

enum class AccountStatus : std::uint8_t { Active = 1, Inactive = 2, Suspended = 3, Closed = 4 };
enum class CloseReason : std::uint8_t { Client = 1, Merged = 2, Undone = 3, Admin = 4 };
enum class Sleeve : std::uint8_t { Cash = 0, Contracts = 1, Leaps = 2, TaxReserve = 3 };
inline constexpr std::size_t kSleeveCount = 4;

// The other side of money that enters or leaves; stores no balance, so it is never a hot row.
// The values are the fixed row ids of the three system accounts in every database.
enum class SystemAccount : std::int64_t { ClientCash = 1, MarketResult = 2, Opening = 3 };
// Ids below this belong to system accounts; customer accounts start above it.
inline constexpr std::int64_t kFirstCustomerAccountId = 1'000;

struct Balances {
    std::array<Money, kSleeveCount> sleeves{};

    [[nodiscard]] Money of(Sleeve sleeve) const { return sleeves[static_cast<std::size_t>(sleeve)]; }
    [[nodiscard]] Money cash() const { return of(Sleeve::Cash); }
    [[nodiscard]] Money allocated() const; // contracts + LEAPS + tax reserve
    [[nodiscard]] Money equity() const;    // "balance": all sleeves, always
};

struct Account {
    AccountId id;
    std::string reference; // the firm's own number, unique
    std::string name;
    ClientId clientId;
    FamilyId familyId;
    AccountType type = AccountType::Generation;
    AccountStatus status = AccountStatus::Active;
    Balances balances;
    Money baseline; // opening balance + deposits since
    Money reinvestable; // realised gain not yet used, floor 0; moved by PostingPlan::gainDelta
    Policy policy;
    std::int32_t policyVersion = 1;
    std::optional<AccountId> parent; // the account it was forked from
    std::int32_t depth = 0;          // a root has depth 0
    std::optional<AccountId> branch; // its first-generation ancestor or itself; none for a root
    std::int64_t postingCount = 0;   // the last per-account sequence number
    std::int64_t version = 0;        // grows with every change; plans carry it
    Date openedOn;
    std::optional<CloseReason> closeReason;
    std::optional<AccountId> mergedInto;

    [[nodiscard]] Money balance() const { return balances.equity(); }
    [[nodiscard]] Money surplus() const; // balance − baseline
    [[nodiscard]] Money buffer() const;  // buffer % × max(baseline, balance), half even
    [[nodiscard]] Money available() const; // max(0, cash − buffer)
};

// The same two formulas for places that have the figures but no Account (list rows, previews).
[[nodiscard]] Money cashBuffer(Money balance, Money baseline, BasisPoints bufferShare);
[[nodiscard]] Money availableBalance(Money cash, Money buffer);
// What of a gain really moves the counter, which stops at zero and at the largest amount.
[[nodiscard]] Money movedGain(Money reinvestable, Money gainDelta);

[[nodiscard]] std::string_view code(AccountStatus status); // "ACTIVE" …
[[nodiscard]] std::string_view code(CloseReason reason);
[[nodiscard]] std::string_view code(Sleeve sleeve); // "CASH" …
[[nodiscard]] std::optional<AccountStatus> parseAccountStatus(std::string_view code);

} // namespace alluse::domain
