#pragma once
// Why a command was refused: an enumerated code with the figures a person needs to act.

#include "domain/ids.h"
#include "domain/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::domain {

// In order of precedence: the first that applies is reported. Stored; never renumber.
enum class RefusalCode : std::uint16_t {
    NotAuthorized = 1,
    CommandIdReused = 2,        // same id, other content
    InvalidText = 3,            // control characters, bidi controls, NUL, too long, not UTF-8
    InvalidAmount = 4,          // zero, out of range, not a number, three decimals
    InvalidDate = 5,
    ClockSkew = 6,              // the command's clock is more than 5 minutes off the server's
    PeriodClosed = 7,
    UnknownAccount = 8,
    UnknownClient = 9,
    UnknownFamily = 10,
    UnknownEntry = 11,
    UnknownTemplate = 12,
    DuplicateReference = 13,
    WrongSign = 14,
    WrongTypeForAccount = 15,   // the type cannot be posted to this kind of account or by hand
    SameAccount = 16,
    DifferentFamilies = 17,
    AccountClosed = 18,
    AccountSuspended = 19,
    AccountInactive = 20,
    WithdrawalsNotAllowed = 21, // Com-Acc or policy
    ExceedsAvailable = 22,
    ExceedsCash = 23,
    SleeveBelowZero = 24,
    BalanceNotZero = 25,
    BalanceOutOfRange = 26,
    StatusChangeNotAllowed = 27,
    DesignatedComAccount = 28,  // the family's Com-Acc cannot close while a Gen-Acc lives
    ReasonMissing = 29,
    ManagerRequired = 30,
    AlreadyReversed = 31,
    NotReversible = 32,         // REVERSAL, FORK, MERGE, OPENING
    PolicyViolated = 33,
    ShareWithoutCent = 34,      // a capital too small for a non-zero share
    Stale = 35,                 // planned from a version that has changed
    ReadOnly = 36,
    ImportBlocked = 37,
    LimitExceeded = 38,
    ForkNotEligible = 39,       // the detail lists every reason
    MergeNotEligible = 40,
    ReinvestmentNotEligible = 41,
    UndoNotPossible = 42,
    WarningsNotConfirmed = 43,  // a merge with warnings that nobody has seen
    UnknownGrowthEvent = 44,
    UnknownReinvestment = 45
};

struct Refusal {
    RefusalCode code = RefusalCode::InvalidAmount;
    std::optional<AccountId> account;
    std::optional<Money> limit;  // what would have been possible
    std::string detail;          // a name, a date, a field; already safe to show as plain text
    std::string field;           // the form field or column it belongs to: "amount", "account" …
    bool operator==(const Refusal&) const = default;
};

// "EXCEEDS_AVAILABLE": the code in files and JSON.
[[nodiscard]] std::string_view code(RefusalCode code);
[[nodiscard]] std::optional<RefusalCode> parseRefusalCode(std::string_view text);
// One sentence or two with %1 (limit), %2 (detail), %3 (account id); the key of its translation.
[[nodiscard]] std::string_view sentenceTemplate(RefusalCode code);
// The same for one refusal: a reversal without cash that knows what took it says what to undo.
[[nodiscard]] std::string_view sentenceTemplate(const Refusal& refusal);
// The English sentence: what happened and what to do.
[[nodiscard]] std::string describe(const Refusal& refusal);

} // namespace alluse::domain
