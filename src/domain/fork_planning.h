#pragma once
// Forking (domain section 7): who may fork and every reason why not, the amounts, the plan.

#include "domain/growth.h"
#include "domain/planning.h"

#include <optional>
#include <string>
#include <vector>

namespace alluse::domain {

// Everything one fork is planned from; read in one round trip.
struct ForkContext {
    FamilyGrowth family;
    AccountGrowth parent;
    std::optional<Account> com; // the family's designated Com-Acc
    std::string rootName;       // of the root account the parent descends from
    GrowthLimits limits;
};

struct ForkOrder {
    OrderHeader header;
    AccountId account;
    bool isAutomatic = false;    // an account held after an undone fork waits
    bool overridesDelays = false; // cooling and daily cap; needs a manager and a reason
};

// F = retained is kept; child and Com share what leaves. One largest remainder over the surplus.
struct ForkAmounts {
    Money surplus, retained, toChild, toCom;
    [[nodiscard]] Money leaving() const { return toChild + toCom; }
};
[[nodiscard]] ForkAmounts forkAmounts(Money surplus, const Policy& policy);

// The rule of the balances alone, without words: what the scan, the simulation and the demo ask.
[[nodiscard]] bool isForkDue(const Account& account); // a Gen-Acc, forking enabled, over the threshold
[[nodiscard]] bool canAffordFork(const Account& account); // minimum, buffer and cash allow it
// The same two on bare figures of a Gen-Acc.
[[nodiscard]] bool isForkDue(Money balance, Money baseline, const Policy& policy);
[[nodiscard]] bool canAffordFork(Money balance, Money baseline, Money cash, const Policy& policy);

struct ForkPreview {
    std::vector<GrowthIssue> issues; // every failing reason; empty: it may run
    ForkAmounts amounts;
    AccountPreview parent, child, com;
    // Of the parent after the fork, from its baseline at its target and at its actual rate.
    std::optional<double> weeksToNextAtTarget, weeksToNextAtActual;
};

[[nodiscard]] std::vector<GrowthIssue> forkIssues(const ForkOrder& order, const ForkContext& context);
[[nodiscard]] ForkPreview previewFork(const ForkOrder& order, const ForkContext& context);
// Refused with ForkNotEligible and all reasons in its detail.
[[nodiscard]] Planned<EntryPlan> planFork(const ForkOrder& order, const ForkContext& context);

// An operator lets an account fork automatically again after an undone fork.
struct ReleaseForksOrder {
    OrderHeader header;
    AccountId account;
};
[[nodiscard]] Planned<EntryPlan> planReleaseForks(const ReleaseForksOrder& order, const Account& account);

struct GrowthSettingsOrder {
    OrderHeader header;
    FamilyId family;
    FamilyGrowthSettings settings;
};
[[nodiscard]] Planned<EntryPlan> planGrowthSettings(const GrowthSettingsOrder& order);

} // namespace alluse::domain
