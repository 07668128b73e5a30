#pragma once
// Values that growth reads return: candidates, due reinvestments, history, the family tree.

#include "domain/fork_planning.h"
#include "domain/merge_planning.h"
#include "domain/reinvestment_planning.h"
#include "domain/undo_planning.h"
#include "services/rows.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace alluse::services {

// A Gen-Acc on its way to the threshold. Sorted by what is missing, the nearest first.
struct ForkCandidateQuery {
    std::optional<FamilyId> family;
    bool onlyDue = false; // surplus has reached the threshold
    bool operator==(const ForkCandidateQuery&) const = default;
};
struct ForkCandidateRow {
    AccountId account;
    std::string reference, name;
    FamilyId family;
    std::string familyName;
    std::string clientName;
    AccountStatus status = AccountStatus::Active;
    Money balance, baseline, threshold;
    domain::BasisPoints targetWeeklyReturn;
    std::optional<domain::Timestamp> lastForkAt;
    std::optional<domain::PendingForkId> pending;
    std::string waitsFor; // why a pending fork has not run yet; empty when nothing is pending
    domain::GrowthMode mode = domain::GrowthMode::AtOnce;
    bool isHeld = false; // a fork was taken back: by hand only, until it is released

    [[nodiscard]] Money surplus() const { return balance - baseline; }
    [[nodiscard]] Money missing() const { return std::max(Money(), threshold - surplus()); }
};

// A branch on its way to its merge threshold. Sorted by what is missing, the nearest first.
struct MergeCandidateQuery {
    std::optional<FamilyId> family;
    bool onlyDue = false; // the branch, or one of its accounts by itself, has reached it
    bool operator==(const MergeCandidateQuery&) const = default;
};
struct MergeCandidateRow {
    AccountId branch; // the first-generation account, which may be closed
    std::string branchName;
    FamilyId family;
    std::string familyName;
    std::string clientName;
    std::int32_t accounts = 0; // live ones
    std::int32_t notActive = 0;
    Money value;     // of all live members
    Money largest;   // the largest single balance
    Money threshold; // of the branch's first account, or of its lowest live id
    bool isDue = false;
    std::optional<domain::Timestamp> lastForkAt; // newest among the members
    std::optional<AccountId> target;             // the designated Com-Acc
    domain::GrowthMode mode = domain::GrowthMode::AfterApproval;

    [[nodiscard]] Money missing() const { return std::max(Money(), threshold - value); }
};

struct PendingForkQuery {
    std::optional<FamilyId> family;
    std::optional<AccountId> account;
    std::optional<domain::PendingForkState> state; // none: all; sorted by id
    bool operator==(const PendingForkQuery&) const = default;
};
struct PendingForkRow {
    domain::PendingForkId id;
    AccountId account;
    std::string accountName;
    FamilyId family;
    EntryId entry; // that crossed the threshold
    Money surplus, threshold; // as they were then
    domain::Timestamp recordedAt;
    domain::PendingForkState state = domain::PendingForkState::Pending;
    std::string reason; // why it waits, or why it ended
    std::optional<domain::Timestamp> endedAt;
    domain::GrowthMode mode = domain::GrowthMode::AtOnce; // of the family
};

struct ReinvestmentQuery {
    std::optional<FamilyId> family;
    std::optional<AccountId> account;
    std::optional<Date> dueFrom, dueUntil; // inclusive
    std::vector<domain::ReinvestmentState> states; // empty: all; sorted by due day, then id
    bool operator==(const ReinvestmentQuery&) const = default;
};
struct ReinvestmentRow {
    domain::ReinvestmentId id;
    AccountId account;
    std::string accountName;
    FamilyId family;
    std::string familyName;
    AccountType type = AccountType::Revenue;
    domain::ReinvestmentFrequency frequency = domain::ReinvestmentFrequency::Quarterly;
    Date dueOn;
    domain::ReinvestmentState state = domain::ReinvestmentState::Scheduled;
    Money available, reinvestable; // now
    Money amount;                  // of a completed one
    std::string reason;            // why it was deferred, cancelled, skipped, or failed
    std::string actor;             // who moved it last
    std::optional<domain::Timestamp> movedAt;
    std::optional<EntryId> entry; // of a completed one
    domain::GrowthMode mode = domain::GrowthMode::AfterApproval;
};

struct GrowthEventQuery {
    std::optional<FamilyId> family;
    std::optional<AccountId> account; // as parent, child, source, target
    std::vector<domain::CommandKind> kinds; // empty: all
    std::optional<Date> from, to;           // inclusive
    bool operator==(const GrowthEventQuery&) const = default;
};
struct GrowthEventRow { // newest first
    domain::GrowthEvent event;
    std::string accountName, otherName;
    std::string familyName;
    std::int32_t accounts = 0; // sources of a merge
    std::string actor;
    std::string note;
};

// A family as it was at the end of a business date.
struct TreeNode {
    AccountId id;
    std::string reference, name;
    AccountType type = AccountType::Generation;
    AccountStatus status = AccountStatus::Active; // closed by then, else as it is now
    Money balance; // by then
    std::optional<AccountId> parent;
    std::int32_t depth = 0;
    Date openedOn;
    std::optional<Date> closedOn;
    std::optional<AccountId> mergedInto;
    bool isDesignatedCom = false;
};
struct TreeEdge {
    domain::LineageKind kind = domain::LineageKind::Fork;
    AccountId source, target;
    Money amount;
    Date date;
    std::optional<EntryId> entry;
    bool isRolledBack = false;
};
struct FamilyTree {
    FamilyId id;
    std::string name;
    Date asOf;
    Date openedOn;
    std::vector<TreeNode> nodes; // ascending ids; opened by then
    std::vector<TreeEdge> edges; // in order of time; drawn by then
    Money total;                 // of the nodes
};

// An account and its fork descendants, closed ones without value.
struct SubtreeValue {
    std::int32_t accounts = 0; // live ones
    Money value;
};

} // namespace alluse::services
