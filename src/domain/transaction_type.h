#pragma once
// The types of a posting and the rules that hold for each (domain section 5), as one table.

#include "domain/account.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace alluse::domain {

// Stored in the database; never renumber.
enum class TransactionType : std::uint8_t {
    Opening = 1, Deposit = 2, Withdrawal = 3, TransferOut = 4, TransferIn = 5, TradePremium = 6,
    TradeAssignment = 7, Reinvestment = 8, Release = 9, ForkOut = 10, ForkIn = 11, MergeOut = 12,
    MergeIn = 13, Fee = 14, Interest = 15, Adjustment = 16, Reversal = 17, Payout = 18
};

enum class SignRule : std::uint8_t { Positive, Negative, Either };
// What caps a debit: nothing but cash ≥ 0, the available balance, cash down to zero, the whole.
enum class DebitLimit : std::uint8_t { None, Available, Cash, WholeBalance };
enum class ComRule : std::uint8_t { Allowed, CreditOnly, Forbidden };

struct TransactionRule {
    TransactionType type;
    std::string_view code; // "TRADE_PREMIUM"
    SignRule sign;
    DebitLimit limit;
    ComRule onCompounding;
    bool movesBaseline;   // the amount is added to the account's baseline
    bool isExternalFlow;  // a flow and no return in time-weighted returns
    bool needsManager;    // manager and a reason
    std::optional<SystemAccount> counterpart; // the other side, when it is not an account
    bool mayBePostedByHand; // offered by the posting form, `post` and an import
};

[[nodiscard]] std::span<const TransactionRule> transactionRules();
[[nodiscard]] const TransactionRule& ruleOf(TransactionType type);
[[nodiscard]] std::string_view code(TransactionType type);
[[nodiscard]] std::optional<TransactionType> parseTransactionType(std::string_view code);

} // namespace alluse::domain
