#pragma once
// Taking back a fork or a merge by compensating entries (domain section 10).

#include "domain/growth.h"
#include "domain/planning.h"

#include <optional>
#include <vector>

namespace alluse::domain {

enum class GrowthEventState : std::uint8_t { Completed = 1, RolledBack = 2 };
[[nodiscard]] std::string_view code(GrowthEventState state); // "COMPLETED", "ROLLED_BACK"

// A stored fork, merge or reinvestment.
struct GrowthEvent {
    GrowthEventId id;
    CommandKind kind = CommandKind::Fork; // Fork, Merge or Reinvest
    GrowthEventState state = GrowthEventState::Completed;
    EntryId entry;
    FamilyId family;
    AccountId account;              // the parent, the target, the account itself
    std::optional<AccountId> other; // a fork's child
    Money amount;
    Date businessDate;
    Timestamp recordedAt;
};

// Everything an undo is planned from; read in one round trip.
struct UndoContext {
    FamilyGrowth family;
    GrowthEvent event;
    StoredEntry entry;             // with the gain deltas as they were applied
    std::vector<Account> accounts; // all customer accounts of the entry, and a fork's child
    // Of a merge: an entry after it lowered the target's balance (moving money between the sleeves
    // of the target does not).
    bool wasTargetDebited = false;
};

struct UndoOrder {
    OrderHeader header; // a manager with a reason
    GrowthEventId event;
};

struct UndoPreview {
    std::vector<GrowthIssue> issues;
    std::vector<AccountPreview> accounts; // parent, child and Com; or target and successors
};

[[nodiscard]] UndoPreview previewUndo(const UndoOrder& order, const UndoContext& context);
// Refused with UndoNotPossible and all reasons in the detail.
[[nodiscard]] Planned<EntryPlan> planUndo(const UndoOrder& order, const UndoContext& context);

} // namespace alluse::domain
