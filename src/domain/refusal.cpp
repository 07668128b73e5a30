#include "domain/refusal.h"

#include <algorithm>
#include <array>

namespace alluse::domain {

namespace {

struct Wording {
    RefusalCode code;
    std::string_view text;
    std::string_view sentence; // %1 limit, %2 detail, %3 account
};

using enum RefusalCode;
constexpr std::array<Wording, 45> kWordings{{
    {NotAuthorized, "NOT_AUTHORIZED", "You are not allowed to do this. Ask a manager."},
    {CommandIdReused, "COMMAND_ID_REUSED",
     "This command id was used before for something else. Start again with a fresh form."},
    {InvalidText, "INVALID_TEXT", "This text cannot be stored: %2. Correct it."},
    {InvalidAmount, "INVALID_AMOUNT",
     "The amount must be above zero, in whole cents and at most 10,000,000,000,000.00."},
    {InvalidDate, "INVALID_DATE", "The date is not valid. Enter a day of the calendar."},
    {ClockSkew, "CLOCK_SKEW",
     "The clock of this computer differs from the database's by more than five minutes. Correct "
     "it, then try again."},
    {PeriodClosed, "PERIOD_CLOSED",
     "The period is closed through %2. Choose a later date or ask a manager."},
    {UnknownAccount, "UNKNOWN_ACCOUNT", "There is no account %2%3. Choose another one."},
    {UnknownClient, "UNKNOWN_CLIENT", "The client does not exist. Choose another one."},
    {UnknownFamily, "UNKNOWN_FAMILY", "The family does not exist. Choose another one."},
    {UnknownEntry, "UNKNOWN_ENTRY", "There is no ledger entry %2."},
    {UnknownTemplate, "UNKNOWN_TEMPLATE", "There is no template \"%2\". Choose another one."},
    {DuplicateReference, "DUPLICATE_REFERENCE",
     "The reference %2 is taken. References are unique; choose another one."},
    {WrongSign, "WRONG_SIGN",
     "The amount has the wrong sign. Enter it without a sign; the type decides the direction."},
    {WrongTypeForAccount, "WRONG_TYPE_FOR_ACCOUNT",
     "This kind of posting is not possible on this account."},
    {SameAccount, "SAME_ACCOUNT", "Source and target are the same account. Choose two accounts."},
    {DifferentFamilies, "DIFFERENT_FAMILIES",
     "The accounts belong to different families. A transfer stays within one family."},
    {AccountClosed, "ACCOUNT_CLOSED", "Account %3 is closed and stays closed."},
    {AccountSuspended, "ACCOUNT_SUSPENDED",
     "Account %3 is suspended. A manager can set it active again."},
    {AccountInactive, "ACCOUNT_INACTIVE",
     "Account %3 is inactive and takes credits only. Set it active first."},
    {WithdrawalsNotAllowed, "WITHDRAWALS_NOT_ALLOWED", "Account %3 allows no withdrawals."},
    {ExceedsAvailable, "EXCEEDS_AVAILABLE",
     "The amount is above what is available. At most %1 can leave account %3."},
    {ExceedsCash, "EXCEEDS_CASH",
     "The cash of account %3 does not cover this. It holds %1; release or deposit first."},
    {SleeveBelowZero, "SLEEVE_BELOW_ZERO",
     "Account %3 has too little in this sleeve. Release less."},
    {BalanceNotZero, "BALANCE_NOT_ZERO",
     "Account %3 still holds %1. Bring the balance to zero first."},
    {BalanceOutOfRange, "BALANCE_OUT_OF_RANGE",
     "The balance of account %3 would leave the range of the ledger."},
    {StatusChangeNotAllowed, "STATUS_CHANGE_NOT_ALLOWED",
     "This change of status is not possible for account %3."},
    {DesignatedComAccount, "DESIGNATED_COM_ACCOUNT",
     "Account %3 is the family's Com-Acc and must stay while a Gen-Acc lives."},
    {ReasonMissing, "REASON_MISSING", "This needs a reason. Write one sentence that explains it."},
    {ManagerRequired, "MANAGER_REQUIRED", "Only a manager can do this."},
    {AlreadyReversed, "ALREADY_REVERSED", "Entry %2 has been reversed already."},
    {NotReversible, "NOT_REVERSIBLE", "An entry of the type %2 cannot be reversed."},
    {PolicyViolated, "POLICY_VIOLATED", "A limit of the policy is broken. %2"},
    {ShareWithoutCent, "SHARE_WITHOUT_CENT",
     "The capital is too small: a share would stay without a cent."},
    {Stale, "STALE", "This was changed by someone else in the meantime. Look again, then repeat."},
    {ReadOnly, "READ_ONLY", "The database is open for reading only."},
    {ImportBlocked, "IMPORT_BLOCKED", "The import cannot be undone: %2"},
    {LimitExceeded, "LIMIT_EXCEEDED", "The amount is above your limit of %1. Request an approval."},
    {ForkNotEligible, "FORK_NOT_ELIGIBLE", "Account %3 cannot fork now. %2"},
    {MergeNotEligible, "MERGE_NOT_ELIGIBLE", "These accounts cannot be merged now. %2"},
    {ReinvestmentNotEligible, "REINVESTMENT_NOT_ELIGIBLE", "Account %3 reinvests nothing now. %2"},
    {UndoNotPossible, "UNDO_NOT_POSSIBLE", "This cannot be undone. %2"},
    {WarningsNotConfirmed, "WARNINGS_NOT_CONFIRMED", "Read and confirm the warnings first. %2"},
    {UnknownGrowthEvent, "UNKNOWN_GROWTH_EVENT", "There is no fork or merge %2."},
    {UnknownReinvestment, "UNKNOWN_REINVESTMENT", "There is no planned reinvestment %2."},
}};

const Wording* wordingOf(RefusalCode wanted) {
    const auto found = std::find_if(kWordings.begin(), kWordings.end(),
                                    [&](const Wording& wording) { return wording.code == wanted; });
    return found == kWordings.end() ? nullptr : &*found;
}

} // namespace

std::string_view code(RefusalCode refusalCode) {
    const Wording* wording = wordingOf(refusalCode);
    return wording ? wording->text : "UNKNOWN";
}

std::optional<RefusalCode> parseRefusalCode(std::string_view text) {
    for (const Wording& wording : kWordings)
        if (wording.text == text) return wording.code;
    return std::nullopt;
}

std::string_view sentenceTemplate(RefusalCode refusalCode) {
    const Wording* wording = wordingOf(refusalCode);
    return wording ? wording->sentence : "This is not possible.";
}

std::string_view sentenceTemplate(const Refusal& refusal) {
    if (refusal.code == RefusalCode::ExceedsCash && !refusal.detail.empty())
        return "The cash of account %3 does not cover this; it holds %1. Undo %2 first.";
    return sentenceTemplate(refusal.code);
}

std::string describe(const Refusal& refusal) {
    const std::array<std::string, 3> values{
        refusal.limit ? refusal.limit->grouped() : std::string(), refusal.detail,
        refusal.account ? std::to_string(refusal.account->value()) : std::string()};
    const std::string_view sentence = sentenceTemplate(refusal);
    std::string text;
    // One pass, so that a "%1" inside a name is never taken for a placeholder.
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        const char next = i + 1 < sentence.size() ? sentence[i + 1] : '\0';
        if (sentence[i] == '%' && next >= '1' && next <= '3') {
            text += values[static_cast<std::size_t>(next - '1')];
            ++i;
        } else {
            text += sentence[i];
        }
    }
    return text;
}

} // namespace alluse::domain
