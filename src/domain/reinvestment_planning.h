#pragma once
// Reinvesting realised gain (domain section 9): due dates, amounts, the plan. Equity is unchanged.

#include "domain/growth.h"
#include "domain/planning.h"

#include <optional>
#include <vector>

namespace alluse::domain {

enum class ReinvestmentState : std::uint8_t {
    Scheduled = 1, Approved = 2, Executing = 3, Completed = 4, Failed = 5, Cancelled = 6, Deferred = 7
};
[[nodiscard]] std::string_view code(ReinvestmentState state); // "SCHEDULED" …
[[nodiscard]] std::optional<ReinvestmentState> parseReinvestmentState(std::string_view code);
[[nodiscard]] bool isReinvestmentMoveAllowed(ReinvestmentState from, ReinvestmentState to);

// The first due day at or after `from`: Fridays, the 15th of the months of the frequency, each
// moved to the next business day. None when off.
[[nodiscard]] std::optional<Date> reinvestmentDueFrom(ReinvestmentFrequency frequency, Date from);
// The last due day at or before `until`.
[[nodiscard]] std::optional<Date> reinvestmentDueUntil(ReinvestmentFrequency frequency, Date until);

struct ReinvestmentContext {
    Account account; // with its `reinvestable`
    std::optional<ReinvestmentId> row;
    std::optional<Date> dueOn;
    ReinvestmentState state = ReinvestmentState::Approved;
    GrowthLimits limits;
};

struct ReinvestmentOrder {
    OrderHeader header;
    AccountId account;
    std::optional<ReinvestmentId> row; // the due row it executes; none: by hand, out of turn
};

struct ReinvestmentAmounts {
    Money available, earned; // what limits it
    Money amount;            // min(available, earned, limit); the cash that moves
    Money taxReserve, contracts, leaps; // its parts, sum to `amount`
    [[nodiscard]] Money invested() const { return contracts + leaps; }
};
[[nodiscard]] ReinvestmentAmounts reinvestmentAmounts(const Account& account, const GrowthLimits& limits);

struct ReinvestmentPreview {
    std::vector<GrowthIssue> issues;
    ReinvestmentAmounts amounts;
    Balances before, after;
};

[[nodiscard]] ReinvestmentPreview previewReinvestment(const ReinvestmentOrder& order,
                                                      const ReinvestmentContext& context);
// Refused with ReinvestmentNotEligible and all reasons in the detail.
[[nodiscard]] Planned<EntryPlan> planReinvestment(const ReinvestmentOrder& order,
                                                  const ReinvestmentContext& context);

// An allocated sleeve goes back to cash.
struct ReleaseOrder {
    OrderHeader header;
    AccountId account;
    Sleeve sleeve = Sleeve::Contracts;
    Money amount;
};
[[nodiscard]] Planned<EntryPlan> planRelease(const ReleaseOrder& order);

} // namespace alluse::domain
