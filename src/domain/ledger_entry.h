#pragma once
// The plan of one ledger entry: everything the one write primitive needs, computed by pure code.

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/money.h"
#include "domain/refusal.h"
#include "domain/policy.h"
#include "domain/transaction_type.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace alluse::domain {

// What the command was; stored with it; never renumber.
enum class CommandKind : std::uint8_t {
    OpenFamily = 1, OpenAccount = 2, Post = 3, Transfer = 4, Reverse = 5, ChangeStatus = 6,
    ChangePolicy = 7, CloseFamily = 8, ImportRow = 9, ImportUndo = 10, Fork = 11, Merge = 12,
    Reinvest = 13, UndoFork = 14, UndoMerge = 15, LockPeriod = 16, UpdateClient = 17, Demo = 18,
    ReleaseForks = 19, ChangeGrowthSettings = 20, Release = 21
};
[[nodiscard]] std::string_view code(CommandKind kind);

// Who asks, in which role ("owner", "manager", "back office", "teller" …), why, and from where
// ("form", "cli", "import", "job").
struct Actor {
    std::string name;
    std::string role;
    std::string origin;
    std::string reason;
};

// An account of a plan: one that exists, one that this plan opens (by index), or the system's.
struct NewAccountIndex {
    std::size_t index = 0;
    bool operator==(const NewAccountIndex&) const = default;
};
using AccountRef = std::variant<AccountId, NewAccountIndex, SystemAccount>;

// Details of an option trade; all optional, on TRADE_* postings only.
struct TradeDetails {
    std::string underlying;
    std::string optionSymbol; // OSI, 21 characters
    std::int32_t contracts = 0;
    std::optional<Date> tradeDate;
    bool operator==(const TradeDetails&) const = default;
};

struct PostingPlan {
    AccountRef account;
    TransactionType type = TransactionType::Deposit;
    Sleeve sleeve = Sleeve::Cash;
    Money amount;        // signed
    Money baselineDelta; // added to the account's baseline with this posting
    std::optional<TradeDetails> trade;
    // Moves the account's reinvestable gain, which stops at zero; what was really moved is stored
    // with the posting, and a reversal gives back exactly that.
    Money gainDelta{};
};

struct NewClient {
    std::string name;
    std::string externalReference; // unique when not empty
    std::string contact;
    std::string notes;
};

struct NewFamily {
    std::string name;
    std::variant<ClientId, NewClient> client;
    std::string templateName;
};

struct NewAccount {
    std::string name;
    std::string reference; // empty: the database gives "A" + id
    AccountType type = AccountType::Generation;
    Policy policy;
    std::optional<AccountId> parent; // for a fork
    bool isDesignatedCom = false;
    // The merged account whose place this one takes: it keeps that account's branch.
    std::optional<AccountId> successorOf{};
};

struct StatusChange {
    AccountId account;
    AccountStatus to = AccountStatus::Active;
    std::optional<CloseReason> closeReason;
    std::optional<AccountId> mergedInto;
    // The status it was planned from; refused as stale when the stored one differs.
    std::optional<AccountStatus> from{};
};

struct PolicyChange {
    AccountId account;
    Policy policy;
    std::int32_t fromVersion = 0; // refused as stale when the stored version differs
};

// A successor is the account that an undone merge brought back; its source stays closed.
enum class LineageKind : std::uint8_t { Fork = 1, Merge = 2, Successor = 3 };
struct LineageLink {
    LineageKind kind = LineageKind::Fork;
    AccountRef source;
    AccountRef target;
    Money amount;
};

// Amounts that depend on a balance carry the version they were planned from.
struct ExpectedVersion {
    AccountId account;
    std::int64_t version = 0;
};

// A growth plan was made from this state of the family; another one is refused as Stale.
struct ExpectedGrowth {
    FamilyId family;
    std::int64_t sequence = 0;
};

// A fork, merge or reinvestment as history shows it; its kind is the plan's. Stored COMPLETED with
// the entry, ROLLED_BACK by the plan that undoes it, otherwise unchanged.
struct GrowthEventPlan {
    AccountId account;               // the parent, the target, the account itself
    std::optional<AccountRef> other; // a fork's child
    Money amount;                    // what left the parent, reached the target, was used
};

enum class PendingForkState : std::uint8_t { Pending = 1, Executed = 2, Superseded = 3, Cancelled = 4 };
// How the open pending row of an account ends with this plan, if it has one.
struct PendingForkOutcome {
    AccountId account;
    PendingForkState to = PendingForkState::Executed;
    std::string reason; // empty when executed
};

// After an undone fork the account forks only by hand until an operator releases it.
struct ForkHold {
    AccountId account;
    bool isHeld = true;
};

// Whether what became due runs at once or waits for a second pair of eyes; a setting of the family.
enum class GrowthMode : std::uint8_t { AtOnce = 1, AfterApproval = 2, ByHand = 3 };
struct FamilyGrowthSettings {
    GrowthMode forks = GrowthMode::AtOnce;
    GrowthMode merges = GrowthMode::AfterApproval;
    GrowthMode reinvestments = GrowthMode::AfterApproval;
    bool operator==(const FamilyGrowthSettings&) const = default;
};

struct EntryPlan {
    CommandId commandId;
    CommandKind kind = CommandKind::Post;
    Actor actor;
    // Canonical JSON of the request: sorted keys, no blanks. Same id + other payload is refused.
    std::string payload;
    Timestamp requestedAt;
    Date businessDate;
    std::optional<Date> originalDate; // set when a period lock moved a late item
    std::string note;
    std::optional<EntryId> reverses;
    std::optional<ImportId> importId;
    std::optional<std::int64_t> importRow; // the line in the file, the header is line 1
    bool managerOverride = false; // opens a period lock for this one command

    std::optional<NewFamily> newFamily; // new accounts belong to it …
    std::optional<FamilyId> family;     // … or to this one
    std::vector<NewAccount> newAccounts;
    // Empty for a status or policy change, else they sum to zero. They are applied in this order, and
    // no sleeve may pass below zero in between: what an account gives comes before what it takes,
    // unless it gives what it takes, as a release before a merge does.
    std::vector<PostingPlan> postings;
    std::vector<StatusChange> statusChanges;
    std::vector<PolicyChange> policyChanges;
    std::vector<LineageLink> links;
    std::vector<ExpectedVersion> expectedVersions;

    // Growth (domain sections 7 to 10). A Stale refusal is never stored with the command: the
    // service plans again under the same id.
    std::optional<ExpectedGrowth> expectedGrowth;
    bool raisesGrowthSequence = false; // a fork, merge or undo: later plans of the family see it
    std::optional<GrowthEventPlan> event;
    std::optional<GrowthEventId> rollsBack; // Stale when it is rolled back already
    std::vector<PendingForkOutcome> pendingForks;
    std::vector<ForkHold> forkHolds;
    std::optional<ReinvestmentId> reinvestment; // the row that becomes COMPLETED
    std::optional<FamilyGrowthSettings> growthSettings; // of `family`

    // Plans that move nothing. The books are closed through this day, which never goes back; or a
    // planner said no, and the command is kept with its refusal like one that the ledger refused.
    std::optional<Date> closesPeriodThrough{};
    std::optional<Refusal> refusal{};

    [[nodiscard]] bool movesMoney() const { return !postings.empty(); }
};

// What a commit changed: the one currency of cache tags, notifications and signals.
struct ChangeSet {
    std::vector<AccountId> accounts; // ascending
    std::vector<FamilyId> families;  // ascending
    std::vector<AccountType> types;
    bool policies = false;
};

// Asserts the invariants of a plan before it is sent: sum zero, at least two postings, no zero
// amounts, the sign of each type, indices in range. A broken one is a bug of ours, never the user's.
void assertWellFormed(const EntryPlan& plan);

} // namespace alluse::domain
