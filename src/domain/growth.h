#pragma once
// What forks, merges, reinvestments and their undoing share: limits, issues, and the facts of an
// account and its family that a decision rests on (domain sections 7 to 10).

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/ledger_entry.h"
#include "domain/money.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::domain {

// Settings of a database; the defaults are those of domain sections 7 to 9.
struct GrowthLimits {
    std::int64_t coolingSeconds = 24 * 3'600; // between forks of one account; before a merge too
    int forksPerFamilyDayMax = 5;             // on one business date
    int mergeSourcesMax = 10;
    Money reinvestmentMin = Money::fromCents(10'000'00); // less is skipped
    Money reinvestmentMax = Money::fromCents(1'000'000'00);
    int depthMax = 100; // deeper accounts have no path and are found by recursion
    bool operator==(const GrowthLimits&) const = default;
};

// What a growth decision needs to know of the family; read together with the accounts.
struct FamilyGrowth {
    FamilyId id;
    std::string name;
    std::int64_t sequence = 0;   // grows with each fork, merge and undo; plans carry it
    int forksOnDate = 0;         // completed forks on the order's business date, undone ones not
    int childNumberNext = 1;     // the running number of the next "-F<n>" child
    FamilyGrowthSettings settings;
};

// What is known of an account beside its row.
struct AccountGrowth {
    Account account;
    std::optional<Timestamp> lastForkAt;  // as a parent; undone forks do not count
    std::optional<Timestamp> lastMergeAt; // as a target, or brought back by an undone merge
    bool areForksHeld = false;            // since an undone fork; automatic forks wait
    std::optional<double> weeklyRate;     // mean of the last 12 weekly returns, when there are 12
};

// An account before and after; what previews show.
struct AccountPreview {
    std::optional<AccountId> account; // none: it is opened
    std::string name;
    Money balanceBefore, balanceAfter;
    Money baselineBefore, baselineAfter;
};

enum class GrowthIssueCode : std::uint8_t {
    // Fork.
    NotGeneration = 1, ForkingDisabled = 2, NotActive = 3, BelowThreshold = 4,
    BelowMinimumRemaining = 5, BelowBuffer = 6, CashTooLow = 7, ComMissing = 8, ComNotActive = 9,
    Cooling = 10, DailyCapReached = 11, HeldAfterUndo = 12, NothingLeaves = 13,
    // Merge.
    NoSources = 20, TooManySources = 21, DuplicateSource = 22, SourceNotActive = 23,
    SourceWrongType = 24, SourceEmpty = 25, SourceCooling = 26, SourceIsRoot = 27,
    SourceIsTarget = 28, OtherFamily = 29, BelowMergeThreshold = 30, LeavesMembersOut = 31,
    LastGeneration = 32,
    // Reinvestment.
    ReinvestmentOff = 40, BelowReinvestmentMinimum = 41, NothingEarned = 42, NotDue = 43,
    // Undo.
    NotAForkOrMerge = 50, AlreadyRolledBack = 51, ChildHasMoved = 52, NotTheSameDay = 53,
    TargetWasDebited = 54, ManagerNeeded = 55
};
enum class IssueSeverity : std::uint8_t { Warning = 1, Error = 2 }; // an error blocks

struct GrowthIssue {
    GrowthIssueCode code = GrowthIssueCode::NotActive;
    IssueSeverity severity = IssueSeverity::Error;
    bool isDelay = false;       // passes by itself or with a click: a pending fork stays pending
    bool isOverridable = false; // by a manager with a reason
    std::optional<AccountId> account;
    std::string text; // one sentence with the figures: "The last fork was 3 hours ago; …"
    bool operator==(const GrowthIssue&) const = default;
};

[[nodiscard]] std::string_view code(GrowthIssueCode code); // "BELOW_THRESHOLD" …
[[nodiscard]] std::string_view code(IssueSeverity severity);
[[nodiscard]] std::string_view code(GrowthMode mode);
[[nodiscard]] std::optional<GrowthMode> parseGrowthMode(std::string_view code);
[[nodiscard]] bool blocks(const std::vector<GrowthIssue>& issues);
// Whether all that blocks is a delay: the pending fork stays pending.
[[nodiscard]] bool onlyDelays(const std::vector<GrowthIssue>& issues);
// All texts in one paragraph: the detail of a refusal.
[[nodiscard]] std::string textOf(const std::vector<GrowthIssue>& issues);

// Weeks until a balance has grown `threshold` over its baseline at a weekly rate (domain section
// 7): ln((baseline + threshold) / balance) / ln(1 + rate). None when it does not grow or is
// already there.
[[nodiscard]] std::optional<double> weeksToThreshold(Money balance, Money baseline, Money threshold,
                                                     double weeklyRate);

// One posting of an account as its returns see it; a flow is money that came or went (section 5).
struct EquityMove {
    Date date;
    Money amount;
    bool isFlow = false;
};
inline constexpr int kWeeksOfRate = 12;
// The mean of the last 12 weekly returns, Friday to Friday and chained at each flow (section 11);
// `moves` of the account's whole life by date. None when it is younger.
[[nodiscard]] std::optional<double> meanWeeklyReturn(std::span<const EquityMove> moves, Date today);

} // namespace alluse::domain
