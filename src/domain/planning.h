#pragma once
// Pure planning: an order and the accounts it concerns become an EntryPlan or a Refusal.
// The checks that need the locked row are repeated by the write primitive; both sides are
// compared by a differential property test.

#include "domain/account.h"
#include "domain/ledger_entry.h"
#include "domain/refusal.h"
#include "domain/result.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace alluse::domain {

template <class T>
using Planned = Result<T, Refusal>;

// What every order carries; the caller makes the id once per form and keeps it until an answer.
struct OrderHeader {
    CommandId commandId;
    Actor actor;
    Timestamp requestedAt;
    Date businessDate;
    std::string note;
    bool managerOverride = false;
    std::optional<Date> originalDate{}; // set when a closed period moved a late item
};

struct OpenFamilyOrder {
    OrderHeader header;
    std::variant<ClientId, NewClient> client;
    std::string familyName;
    Money capital;
    std::string templateName;
    // Set when the operator changed the template's values in the form; by type: Gen, Rev, Com.
    std::optional<std::array<Policy, 3>> policies;
};

struct OpenAccountOrder {
    OrderHeader header;
    std::variant<FamilyId, NewFamily> family; // a new family comes from an import
    std::string name;
    std::string reference;
    AccountType type = AccountType::Generation;
    Policy policy;
    Money openingAmount; // zero opens without a posting
    CommandKind kind = CommandKind::OpenAccount;
};

// Deposit, withdrawal, premium, assignment, fee, interest, adjustment. The sign is the type's:
// `amount` is positive for types with one sign, signed for TRADE_ASSIGNMENT and ADJUSTMENT.
struct PostOrder {
    OrderHeader header;
    AccountId account;
    TransactionType type = TransactionType::Deposit;
    Money amount;
    std::optional<TradeDetails> trade;
    std::optional<ImportId> importId;
    std::optional<std::int64_t> importRow;
};

struct TransferOrder {
    OrderHeader header;
    AccountId source;
    AccountId target;
    Money amount;
};

// A posting as it stands in the ledger; what a reversal needs of it.
struct StoredPosting {
    std::variant<AccountId, SystemAccount> account;
    TransactionType type = TransactionType::Deposit;
    Sleeve sleeve = Sleeve::Cash;
    Money amount;
    Money baselineDelta;
    Money gainDelta{}; // as it was applied
};
struct StoredEntry {
    EntryId id;
    CommandKind kind = CommandKind::Post;
    Date businessDate;
    std::vector<StoredPosting> postings;
    std::optional<EntryId> reversedBy;
};
struct ReverseOrder {
    OrderHeader header;
    EntryId entry;
};

struct ChangeStatusOrder {
    OrderHeader header;
    AccountId account;
    AccountStatus to = AccountStatus::Active;
    std::optional<CloseReason> closeReason;
};

struct ChangePolicyOrder {
    OrderHeader header;
    AccountId account;
    Policy policy;
    std::int32_t fromVersion = 0;
};

struct CloseFamilyOrder {
    OrderHeader header;
    FamilyId family;
};

// Closes the books through a day that has ended; they never open again for everybody.
struct ClosePeriodOrder {
    OrderHeader header;
    Date through;
};

struct FamilySplit { // the live preview of the open-family form
    std::array<Money, 3> parts; // Gen, Rev, Com; sum to the capital
};
[[nodiscard]] Planned<FamilySplit> splitCapital(Money capital, const std::array<BasisPoints, 3>& shares);

[[nodiscard]] Planned<EntryPlan> planOpenFamily(const OpenFamilyOrder& order);
[[nodiscard]] Planned<EntryPlan> planOpenAccount(const OpenAccountOrder& order);

// Checks that need nothing but the order: sign, amount, text, type. What a form asks at each key
// press and the service asks before it reads anything.
[[nodiscard]] std::optional<Refusal> checkOrder(const PostOrder& order);
[[nodiscard]] std::optional<Refusal> checkOrder(const TransferOrder& order);

// Plans from the order alone: relative amounts need no read, the primitive checks the locked row.
[[nodiscard]] Planned<EntryPlan> planPost(const PostOrder& order);
[[nodiscard]] Planned<EntryPlan> planTransfer(const TransferOrder& order);
[[nodiscard]] Planned<EntryPlan> planReverse(const ReverseOrder& order, const StoredEntry& entry);
// Says who may do it; whether the row lets it happen, checkAgainst says.
[[nodiscard]] Planned<EntryPlan> planChangeStatus(const ChangeStatusOrder& order, const Account& account);
[[nodiscard]] Planned<EntryPlan> planChangePolicy(const ChangePolicyOrder& order, AccountType type);

// `accounts` are all of the family; those that are closed already stay as they are. What the live
// ones hold is paid out whole in one entry, and all of them close.
[[nodiscard]] Planned<EntryPlan> planCloseFamily(const CloseFamilyOrder& order,
                                                 const std::vector<Account>& accounts);

// By a manager with a reason; whether the books are closed further already, the ledger decides.
[[nodiscard]] Planned<EntryPlan> planClosePeriod(const ClosePeriodOrder& order, Date today);

// What keeps a command that was refused before it reached the ledger.
[[nodiscard]] EntryPlan refusedPlan(const OrderHeader& header, CommandKind kind, std::string payload,
                                    Refusal refusal);

// The rules of the locked row, as the write primitive applies them to each account of a plan.
// Used by previews, dry runs, the in-memory model and the differential test.
[[nodiscard]] std::optional<Refusal> checkAgainst(const EntryPlan& plan, const Account& account,
                                                  AccountId planAccount);
// The account after the plan's postings, status and policy changes for it.
[[nodiscard]] Account applied(const EntryPlan& plan, Account account);

// The roles that may reverse, adjust and lift a suspension; an embedded database's owner is one.
[[nodiscard]] bool isManager(const Actor& actor);
[[nodiscard]] bool isStatusChangeAllowed(AccountStatus from, AccountStatus to, bool isManager);

} // namespace alluse::domain
