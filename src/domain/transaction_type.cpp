#include "domain/transaction_type.h"

#include "domain/assert.h"

#include <algorithm>
#include <array>

namespace alluse::domain {

namespace {

using enum TransactionType;
constexpr auto kPlus = SignRule::Positive;
constexpr auto kMinus = SignRule::Negative;
constexpr auto kEither = SignRule::Either;
constexpr auto kNone = DebitLimit::None;
constexpr auto kAvailable = DebitLimit::Available;
constexpr auto kCash = DebitLimit::Cash;
constexpr auto kWhole = DebitLimit::WholeBalance;
constexpr auto kAllowed = ComRule::Allowed;
constexpr auto kCreditOnly = ComRule::CreditOnly;
constexpr auto kForbidden = ComRule::Forbidden;
constexpr std::optional<SystemAccount> kAccount; // the other side is an account
constexpr std::optional kClient = SystemAccount::ClientCash;
constexpr std::optional kMarket = SystemAccount::MarketResult;
constexpr std::optional kOpening = SystemAccount::Opening;

// Domain section 5, row by row, in the order of the stored values. A fork's child and a reversal
// move the baseline by an amount of their own, which their plan carries.
constexpr std::array<TransactionRule, 18> kRules{{
    // type            code                sign     limit       on Com       base   flow   mgr    other side  by hand
    {Opening,         "OPENING",          kPlus,   kNone,      kAllowed,    true,  true,  false, kOpening,  false},
    {Deposit,         "DEPOSIT",          kPlus,   kNone,      kAllowed,    true,  true,  false, kClient,   true},
    {Withdrawal,      "WITHDRAWAL",       kMinus,  kAvailable, kForbidden,  false, true,  false, kClient,   true},
    {TransferOut,     "TRANSFER_OUT",     kMinus,  kAvailable, kForbidden,  false, true,  false, kAccount,  false},
    {TransferIn,      "TRANSFER_IN",      kPlus,   kNone,      kCreditOnly, false, true,  false, kAccount,  false},
    {TradePremium,    "TRADE_PREMIUM",    kPlus,   kNone,      kAllowed,    false, false, false, kMarket,   true},
    {TradeAssignment, "TRADE_ASSIGNMENT", kEither, kNone,      kAllowed,    false, false, false, kMarket,   true},
    {Reinvestment,    "REINVESTMENT",     kEither, kAvailable, kAllowed,    false, false, false, kAccount,  false},
    {Release,         "RELEASE",          kEither, kNone,      kAllowed,    false, false, false, kAccount,  false},
    {ForkOut,         "FORK_OUT",         kMinus,  kNone,      kForbidden,  false, true,  false, kAccount,  false},
    {ForkIn,          "FORK_IN",          kPlus,   kNone,      kCreditOnly, false, true,  false, kAccount,  false},
    {MergeOut,        "MERGE_OUT",        kMinus,  kWhole,     kForbidden,  false, true,  false, kAccount,  false},
    {MergeIn,         "MERGE_IN",         kPlus,   kNone,      kCreditOnly, true,  true,  false, kAccount,  false},
    {Fee,             "FEE",              kMinus,  kCash,      kAllowed,    false, false, false, kMarket,   true},
    {Interest,        "INTEREST",         kPlus,   kNone,      kAllowed,    false, false, false, kMarket,   true},
    {Adjustment,      "ADJUSTMENT",       kEither, kNone,      kAllowed,    false, false, true,  kMarket,   true},
    {Reversal,        "REVERSAL",         kEither, kNone,      kAllowed,    false, false, true,  kAccount,  false},
    {Payout,          "PAYOUT",           kMinus,  kWhole,     kAllowed,    false, true,  false, kClient,   false},
}};

} // namespace

std::span<const TransactionRule> transactionRules() { return kRules; }

const TransactionRule& ruleOf(TransactionType type) {
    const auto index = static_cast<std::size_t>(type) - 1;
    ALLUSE_ASSERT(index < kRules.size(), "a transaction type has a rule");
    return kRules[index];
}

std::string_view code(TransactionType type) { return ruleOf(type).code; }

std::optional<TransactionType> parseTransactionType(std::string_view text) {
    const auto found = std::find_if(kRules.begin(), kRules.end(),
                                    [&](const TransactionRule& rule) { return rule.code == text; });
    if (found == kRules.end()) return std::nullopt;
    return found->type;
}

} // namespace alluse::domain
