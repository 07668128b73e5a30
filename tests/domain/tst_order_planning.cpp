// Posting, transferring, reversing: the sign and account rules of each type, and their plans.

#include "domain/generators.h"
#include "domain/order_payload.h"
#include "support/orders.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace alluse::tests {
namespace {

using domain::AccountId;
using domain::Money;
using domain::RefusalCode;
using domain::SystemAccount;
using domain::TransactionType;

constexpr AccountId kAccount(1'000);

domain::PostOrder postOrder(TransactionType type, std::int64_t amount = 100) {
    domain::PostOrder order;
    order.header = header();
    order.account = kAccount;
    order.type = type;
    order.amount = cents(amount);
    return order;
}
domain::TransferOrder transferOrder(std::int64_t amount = 100) {
    domain::TransferOrder order;
    order.header = header();
    order.source = kAccount;
    order.target = AccountId(1'001);
    order.amount = cents(amount);
    return order;
}
template <class Planned>
RefusalCode codeOf(const Planned& planned) {
    EXPECT_FALSE(planned);
    return planned ? RefusalCode{} : planned.error().code;
}

const std::set<TransactionType> kByHand{TransactionType::Deposit, TransactionType::Withdrawal, TransactionType::TradePremium,
                                        TransactionType::TradeAssignment, TransactionType::Fee, TransactionType::Interest,
                                        TransactionType::Adjustment};
const std::set<TransactionType> kEitherSign{TransactionType::TradeAssignment, TransactionType::Adjustment};
const std::set<TransactionType> kDebits{TransactionType::Withdrawal, TransactionType::Fee};

TEST(PostPlanning, eachTypeHasItsSignItsOtherSideAndItsBaseline) {
    for (const TransactionType type : kByHand) {
        const auto plan = planned(domain::planPost(postOrder(type)));
        domain::assertWellFormed(plan);
        ASSERT_EQ(plan.postings.size(), 2U);
        const std::int64_t signedAmount = kDebits.contains(type) ? -100 : 100;
        EXPECT_EQ(plan.postings[0].amount.cents(), signedAmount) << code(type);
        EXPECT_EQ(plan.postings[1].amount.cents(), -signedAmount);
        const bool isClientMoney = type == TransactionType::Deposit || type == TransactionType::Withdrawal;
        EXPECT_EQ(std::get<SystemAccount>(plan.postings[1].account),
                  isClientMoney ? SystemAccount::ClientCash : SystemAccount::MarketResult) << code(type);
        EXPECT_EQ(plan.postings[0].baselineDelta.cents(), type == TransactionType::Deposit ? 100 : 0) << code(type);
    }
}

TEST(PostPlanning, zeroAmountsAndWrongSignsAreRefused) {
    for (const TransactionType type : kByHand) {
        EXPECT_EQ(codeOf(domain::planPost(postOrder(type, 0))), RefusalCode::InvalidAmount);
        const auto negative = domain::planPost(postOrder(type, -100));
        if (kEitherSign.contains(type)) {
            EXPECT_EQ(negative->postings[0].amount.cents(), -100);
        } else {
            EXPECT_EQ(codeOf(negative), RefusalCode::WrongSign) << code(type);
        }
    }
}

TEST(PostPlanning, typesWithAPlanOfTheirOwnCannotBePostedByHand) {
    for (const auto& rule : domain::transactionRules()) {
        EXPECT_EQ(rule.mayBePostedByHand, kByHand.contains(rule.type)) << rule.code;
        if (kByHand.contains(rule.type)) continue;
        EXPECT_EQ(codeOf(domain::planPost(postOrder(rule.type))), RefusalCode::WrongTypeForAccount) << rule.code;
    }
}

TEST(PostPlanning, anAdjustmentNeedsAManagerAndAReason) {
    auto order = postOrder(TransactionType::Adjustment);
    order.header.actor = {"t", "teller", "test", "why"};
    EXPECT_EQ(codeOf(domain::planPost(order)), RefusalCode::ManagerRequired);
    order.header.actor = {"m", "manager", "test", "  "};
    EXPECT_EQ(codeOf(domain::planPost(order)), RefusalCode::ReasonMissing);
    order.header.actor.reason = "a cent was lost";
    EXPECT_TRUE(domain::planPost(order));
}

TEST(PostPlanning, systemAccountsAreNoAccounts) {
    for (const std::int64_t id : {-1, 0, 1, 3, 999}) {
        auto order = postOrder(TransactionType::Deposit);
        order.account = AccountId(id);
        EXPECT_EQ(codeOf(domain::planPost(order)), RefusalCode::UnknownAccount) << id;
    }
}

TEST(PostPlanning, onlyATradeCarriesOptionDetails) {
    auto order = postOrder(TransactionType::TradePremium);
    order.trade = domain::TradeDetails{" SPY ", "SPY   251121P00500000", 2, day(2026, 3, 2)};
    const auto plan = planned(domain::planPost(order));
    EXPECT_EQ(plan.postings[0].trade->underlying, "SPY");
    EXPECT_FALSE(plan.postings[1].trade);
    order.trade->optionSymbol = "SPY251121P00500000"; // not padded
    EXPECT_EQ(codeOf(domain::planPost(order)), RefusalCode::InvalidText);
    order.trade->optionSymbol.clear();
    order.trade->underlying = "S\nPY";
    EXPECT_EQ(codeOf(domain::planPost(order)), RefusalCode::InvalidText);
    order.trade->underlying.clear();
    order.trade->tradeDate = day(9'000, 1, 1);
    EXPECT_EQ(codeOf(domain::planPost(order)), RefusalCode::InvalidDate);
    order.trade->tradeDate.reset();
    order.type = TransactionType::Deposit;
    EXPECT_EQ(codeOf(domain::planPost(order)), RefusalCode::InvalidText);
}

TEST(PostPlanning, aLateItemNamesItsOriginalDateAndStaysTheSameRequest) {
    auto order = postOrder(TransactionType::Deposit);
    const auto onTime = planned(domain::planPost(order));
    order.header.originalDate = order.header.businessDate;
    order.header.businessDate = day(2026, 4, 1);
    const auto late = planned(domain::planPost(order));
    EXPECT_EQ(late.payload, onTime.payload) << "moved by a lock, it is still the same request";
    EXPECT_EQ(late.originalDate, day(2026, 3, 2));
    EXPECT_EQ(late.businessDate, day(2026, 4, 1));
}

TEST(PostPlanning, thePayloadHoldsTheRequestAndNotItsTransport) {
    auto order = postOrder(TransactionType::Deposit);
    const std::string payload = domain::payloadOf(order);
    EXPECT_EQ(payload, R"({"account":1000,"amountCents":100,"businessDate":"2026-03-02","kind":"POST",)"
                       R"("reason":"because the test says so","type":"DEPOSIT"})");
    order.header = header();
    EXPECT_EQ(domain::payloadOf(order), payload) << "another id and clock are the same request";
    order.amount = cents(101);
    EXPECT_NE(domain::payloadOf(order), payload);
}

TEST(TransferPlanning, movesCashFromSourceToTarget) {
    const auto plan = planned(domain::planTransfer(transferOrder()));
    domain::assertWellFormed(plan);
    ASSERT_EQ(plan.postings.size(), 2U);
    EXPECT_EQ(plan.postings[0].type, TransactionType::TransferOut);
    EXPECT_EQ(plan.postings[0].amount.cents(), -100);
    EXPECT_EQ(plan.postings[1].type, TransactionType::TransferIn);
    EXPECT_TRUE(plan.postings[0].baselineDelta.isZero() && plan.postings[1].baselineDelta.isZero());
}

TEST(TransferPlanning, whatIsWrongIsNamed) {
    EXPECT_EQ(codeOf(domain::planTransfer(transferOrder(0))), RefusalCode::InvalidAmount);
    EXPECT_EQ(codeOf(domain::planTransfer(transferOrder(-1))), RefusalCode::WrongSign);
    auto order = transferOrder();
    order.target = order.source;
    EXPECT_EQ(codeOf(domain::planTransfer(order)), RefusalCode::SameAccount);
    order.target = AccountId(1);
    EXPECT_EQ(codeOf(domain::planTransfer(order)), RefusalCode::UnknownAccount);
    order = transferOrder();
    order.header.actor.role = "teller";
    order.header.managerOverride = true;
    EXPECT_EQ(codeOf(domain::planTransfer(order)), RefusalCode::ManagerRequired);
}

domain::StoredEntry storedEntry(TransactionType type, std::int64_t amount = 100) {
    domain::StoredEntry entry;
    entry.id = domain::EntryId(9);
    entry.postings = {{kAccount, type, domain::Sleeve::Cash, cents(amount), cents(amount)},
                      {SystemAccount::ClientCash, type, domain::Sleeve::Cash, cents(-amount), Money()}};
    return entry;
}
domain::ReverseOrder reverseOrder() {
    domain::ReverseOrder order;
    order.header = header();
    order.entry = domain::EntryId(9);
    return order;
}

TEST(ReversePlanning, takesTheWholeEntryBackWithItsBaseline) {
    const auto plan = planned(domain::planReverse(reverseOrder(), storedEntry(TransactionType::Deposit)));
    domain::assertWellFormed(plan);
    ASSERT_EQ(plan.postings.size(), 2U);
    EXPECT_EQ(plan.postings[1].amount.cents(), -100) << "the last posting comes first";
    EXPECT_EQ(plan.postings[1].baselineDelta.cents(), -100);
    EXPECT_EQ(plan.postings[1].type, TransactionType::Reversal);
    EXPECT_EQ(plan.reverses, domain::EntryId(9));
}

TEST(ReversePlanning, openingsForksMergesAndReversalsStay) {
    const std::set<TransactionType> kStay{TransactionType::Opening, TransactionType::ForkOut, TransactionType::ForkIn,
                                          TransactionType::MergeOut, TransactionType::MergeIn, TransactionType::Reversal};
    for (const auto& rule : domain::transactionRules()) {
        const auto plan = domain::planReverse(reverseOrder(), storedEntry(rule.type));
        if (kStay.contains(rule.type)) {
            EXPECT_EQ(codeOf(plan), RefusalCode::NotReversible) << rule.code;
        } else {
            EXPECT_TRUE(plan) << rule.code;
        }
    }
}

TEST(ReversePlanning, needsAManagerAReasonAndAnEntryNotYetReversed) {
    auto order = reverseOrder();
    order.header.actor = {"t", "teller", "test", "why"};
    EXPECT_EQ(codeOf(domain::planReverse(order, storedEntry(TransactionType::Fee, -5))), RefusalCode::ManagerRequired);
    order.header.actor = {"m", "manager", "test", ""};
    EXPECT_EQ(codeOf(domain::planReverse(order, storedEntry(TransactionType::Fee, -5))), RefusalCode::ReasonMissing);
    auto entry = storedEntry(TransactionType::Fee, -5);
    entry.reversedBy = domain::EntryId(10);
    EXPECT_EQ(codeOf(domain::planReverse(reverseOrder(), entry)), RefusalCode::AlreadyReversed);
    order = reverseOrder();
    order.entry = domain::EntryId(8);
    EXPECT_EQ(codeOf(domain::planReverse(order, entry)), RefusalCode::UnknownEntry);
}

TEST(WellFormedDeathTest, aBrokenPlanStopsBeforeItIsSent) {
    auto plan = planned(domain::planTransfer(transferOrder()));
    auto unbalanced = plan;
    unbalanced.postings[0].amount = cents(-99);
    EXPECT_DEATH(domain::assertWellFormed(unbalanced), "sum to zero");
    auto inverted = plan;
    for (auto& posting : inverted.postings) posting.amount = posting.amount.negated();
    EXPECT_DEATH(domain::assertWellFormed(inverted), "sign of its type");
    auto nameless = plan;
    nameless.commandId = {};
    EXPECT_DEATH(domain::assertWellFormed(nameless), "command id");
    auto alone = plan;
    alone.postings.pop_back();
    EXPECT_DEATH(domain::assertWellFormed(alone), "sum to zero|two postings");
}

RC_GTEST_PROP(PlanningProperty, whateverIsPlannedIsWellFormedAndReversingItRestoresEverything, ()) {
    const std::vector<TransactionType> types(kByHand.begin(), kByHand.end());
    auto order = postOrder(*rc::gen::elementOf(types));
    order.amount = *anyAmount();
    if (kEitherSign.contains(order.type) && *rc::gen::arbitrary<bool>()) order.amount = order.amount.negated();
    const auto plan = domain::planPost(order);
    RC_ASSERT(plan.has_value() != order.amount.isZero());
    if (!plan) return;
    domain::assertWellFormed(*plan);
    domain::StoredEntry entry;
    entry.id = domain::EntryId(9);
    for (const auto& posting : plan->postings) {
        domain::StoredPosting stored{SystemAccount::ClientCash, posting.type, posting.sleeve, posting.amount, posting.baselineDelta};
        if (const auto* id = std::get_if<AccountId>(&posting.account)) stored.account = *id;
        entry.postings.push_back(stored);
    }
    const auto back = domain::planReverse(reverseOrder(), entry);
    RC_ASSERT(back.has_value());
    domain::assertWellFormed(*back);
    domain::Account account;
    account.id = kAccount;
    account.balances.sleeves[0] = Money::fromCents(Money::kCentsMax / 2);
    account.baseline = Money::fromCents(Money::kCentsMax / 4);
    if (order.amount.absolute().cents() > Money::kCentsMax / 2) return; // would leave the range in between
    const auto restored = domain::applied(*back, domain::applied(*plan, account));
    RC_ASSERT(restored.balances.sleeves == account.balances.sleeves);
    RC_ASSERT(restored.baseline == account.baseline);
    RC_ASSERT(restored.postingCount == account.postingCount + 2);
}

} // namespace
} // namespace alluse::tests
