#pragma once
// Values that reads return: list rows, details, pages and the queries that ask for them.

#include "domain/account.h"
#include "domain/ledger_entry.h"
#include "domain/planning.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace alluse::services {

using domain::AccountId;
using domain::AccountStatus;
using domain::AccountType;
using domain::ClientId;
using domain::Date;
using domain::EntryId;
using domain::FamilyId;
using domain::Money;

inline constexpr int kPageRowsMax = 1'000;

// Where a row stands in a sorted list: its sort value and its id as the tie breaker.
struct SortKey {
    std::variant<std::int64_t, std::string> value;
    std::int64_t id = 0;
    bool operator==(const SortKey&) const = default;
};

struct PageRequest {
    std::optional<SortKey> after; // exclusive; none starts at the first row
    int skip = 0;                 // rows to pass over after it, below one anchor stride
    int limit = 100;              // at most kPageRowsMax
};

template <class Row>
struct Page {
    std::vector<Row> rows;
    std::optional<SortKey> next; // none: this was the last page
};

// Random access into a long list: the key before each `stride`-th row, and the exact count.
struct ListIndex {
    std::int64_t total = 0;
    int stride = 0;
    std::vector<SortKey> anchors; // anchors[i] is the key of row (i + 1) * stride − 1
};

enum class AccountSort { Id, Name, Client, Type, Status, Balance, Surplus, Available, LastActivity };

struct AccountQuery {
    std::string text; // name, client, reference or id; every word must match
    std::vector<AccountType> types;       // empty: all
    std::vector<AccountStatus> statuses;  // empty: all
    std::optional<Money> balanceMin, balanceMax;
    std::optional<Money> surplusMin;
    std::optional<FamilyId> family;
    std::optional<ClientId> client;
    AccountSort sort = AccountSort::Id;
    bool descending = false;
    bool operator==(const AccountQuery&) const = default;
};

struct AccountRow {
    AccountId id;
    std::string reference;
    std::string name;
    ClientId clientId;
    std::string clientName;
    FamilyId familyId;
    std::string familyName;
    AccountType type = AccountType::Generation;
    AccountStatus status = AccountStatus::Active;
    Money balance;
    Money cash;
    Money baseline;
    Money available;
    bool forkingEnabled = false;
    Money forkThreshold;
    std::int32_t depth = 0;
    Date openedOn;
    std::optional<Date> lastActivityOn; // business date of the newest posting
    std::int64_t version = 0;

    [[nodiscard]] Money surplus() const { return balance - baseline; }
};

// Everything the details pane shows.
struct AccountDetails {
    domain::Account account;
    std::string clientName;
    std::string familyName;
    std::string parentName; // empty for a root
    std::optional<Date> lastActivityOn;
};

enum class FamilySort { Id, Name, Client, Balance, OpenedOn };
struct FamilyQuery {
    std::string text;
    FamilySort sort = FamilySort::Id;
    bool descending = false;
    bool operator==(const FamilyQuery&) const = default;
};
struct FamilyRow {
    FamilyId id;
    std::string name;
    ClientId clientId;
    std::string clientName;
    std::string templateName;
    Date openedOn;
    std::int32_t accountsOpen = 0;
    std::int32_t accountsClosed = 0;
    Money balance; // of all its accounts
    Money generation, revenue, compounding;
};

struct ClientRow {
    ClientId id;
    std::string name;
    std::string externalReference;
    std::string contact;
    std::string notes;
};

// One ledger line: a posting with what a person needs to understand it.
struct PostingRow {
    EntryId entryId;
    std::int32_t line = 0;
    AccountId accountId;
    std::string accountName;
    AccountType accountType = AccountType::Generation;
    std::int64_t sequence = 0; // per account, gap-free
    Date businessDate;
    domain::Timestamp recordedAt;
    domain::TransactionType type = domain::TransactionType::Deposit;
    domain::Sleeve sleeve = domain::Sleeve::Cash;
    Money amount;
    Money balanceAfter;
    std::string note;
    std::string actor;
    std::string counterparty; // other account's name, or the system side
    std::optional<EntryId> reverses;
    std::optional<EntryId> reversedBy;
    std::optional<domain::TradeDetails> trade;
};

struct LedgerQuery {
    std::optional<AccountId> account;
    std::optional<FamilyId> family;
    std::optional<Date> from, to; // inclusive business dates
    std::vector<domain::TransactionType> types;
    std::string text; // note, account name or command id
    bool descending = true; // by entry id, newest first
    bool operator==(const LedgerQuery&) const = default;
};

struct EntryDetails {
    domain::StoredEntry stored;
    domain::CommandId commandId;
    domain::Timestamp recordedAt;
    domain::Actor actor;
    std::string note;
    std::optional<EntryId> reverses;
    std::vector<PostingRow> postings; // customer accounts only
};

struct SeriesPoint {
    Date date;
    Money balance; // at the end of that business date
};

struct BookTotals {
    std::int64_t families = 0;
    std::int64_t accounts = 0; // without system accounts
    std::int64_t accountsClosed = 0;
    Money generation, revenue, compounding;
};

} // namespace alluse::services
