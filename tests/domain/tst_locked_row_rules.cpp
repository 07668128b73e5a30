// The rules of the locked row: buffer, available, the limit of each type, what a Com-Acc lets out.

#include "domain/generators.h"
#include "support/orders.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace alluse::tests {
namespace {

using domain::Account;
using domain::AccountId;
using domain::AccountType;
using domain::BasisPoints;
using domain::EntryPlan;
using domain::Money;
using domain::RefusalCode;
using domain::Sleeve;
using domain::TransactionType;

constexpr AccountId kId(1'000);

Account account(AccountType type = AccountType::Generation, std::int64_t cash = 100'000'00, std::int64_t contracts = 0) {
    Account account;
    account.id = kId;
    account.type = type;
    account.policy = domain::Policy::defaultsFor(type);
    account.balances.sleeves = {cents(cash), cents(contracts), Money(), Money()};
    account.baseline = cents(100'000'00);
    return account;
}

std::optional<domain::Refusal> check(const EntryPlan& plan, const Account& row) { return domain::checkAgainst(plan, row, kId); }
std::optional<RefusalCode> codeOf(const EntryPlan& plan, const Account& row) {
    const auto refusal = check(plan, row);
    if (!refusal) return std::nullopt;
    return refusal->code;
}
EntryPlan transferOut(std::int64_t amount) { return aTransfer(kId, AccountId(1'001), amount); }
EntryPlan transferIn(std::int64_t amount) { return aTransfer(AccountId(1'001), kId, amount); }

TEST(Balances, theBufferIsAShareOfTheLargerOfBaselineAndBalance) {
    Account row = account();
    EXPECT_EQ(row.buffer(), cents(5'000'00));
    row.balances.sleeves[0] = cents(152'000'00);
    EXPECT_EQ(row.buffer(), cents(7'600'00)) << "of the balance";
    EXPECT_EQ(row.surplus(), cents(52'000'00));
    EXPECT_EQ(row.available(), cents(144'400'00));
    row.balances.sleeves[0] = cents(30'000'00);
    EXPECT_EQ(row.buffer(), cents(5'000'00)) << "of the baseline";
    EXPECT_EQ(row.available(), cents(25'000'00));
    row.balances.sleeves[0] = cents(4'000'00);
    EXPECT_EQ(row.available(), Money()) << "never below zero";
    EXPECT_EQ(domain::cashBuffer(cents(30), cents(0), BasisPoints(500)), cents(2)); // 1.5 cents, half even
    EXPECT_EQ(domain::cashBuffer(cents(50), cents(0), BasisPoints(500)), cents(2)); // 2.5
}

TEST(Balances, equityCountsEverySleeveAndAvailableCountsCash) {
    const Account row = account(AccountType::Generation, 20'000'00, 80'000'00);
    EXPECT_EQ(row.balance(), cents(100'000'00));
    EXPECT_EQ(row.balances.allocated(), cents(80'000'00));
    EXPECT_EQ(row.available(), cents(15'000'00));
}

TEST(LockedRow, withdrawalsAndTransfersAreLimitedByAvailableToTheCent) {
    for (const auto make : {+[](std::int64_t a) { return aWithdrawal(kId, a); }, +[](std::int64_t a) { return transferOut(a); }}) {
        EXPECT_EQ(codeOf(make(95'000'00), account()), std::nullopt);
        const auto refusal = check(make(95'000'01), account());
        ASSERT_TRUE(refusal);
        EXPECT_EQ(refusal->code, RefusalCode::ExceedsAvailable);
        EXPECT_EQ(refusal->limit, cents(95'000'00));
        EXPECT_EQ(refusal->account, kId);
        EXPECT_EQ(refusal->field, "amount");
    }
}

TEST(LockedRow, aZeroBufferLetsTheWholeBalanceOut) {
    Account row = account();
    row.policy.cashBuffer = BasisPoints(0);
    EXPECT_EQ(codeOf(aWithdrawal(kId, 100'000'00), row), std::nullopt);
    EXPECT_EQ(codeOf(aWithdrawal(kId, 100'000'01), row), RefusalCode::ExceedsAvailable);
}

TEST(LockedRow, feesAssignmentsAndAdjustmentsMayUseTheBufferButNotMoreThanTheCash) {
    for (const auto type : {TransactionType::Fee, TransactionType::TradeAssignment, TransactionType::Adjustment}) {
        const std::int64_t sign = type == TransactionType::Fee ? 1 : -1;
        EXPECT_EQ(codeOf(aPost(kId, type, sign * 100'000'00), account()), std::nullopt) << code(type);
        const auto refusal = check(aPost(kId, type, sign * 100'000'01), account());
        ASSERT_TRUE(refusal) << code(type);
        EXPECT_EQ(refusal->code, RefusalCode::ExceedsCash);
        EXPECT_EQ(refusal->limit, cents(100'000'00));
    }
}

TEST(LockedRow, aComAccTakesInAndLetsOutOnlyWhatTheTableAllows) {
    const Account com = account(AccountType::Compounding);
    EXPECT_EQ(codeOf(aWithdrawal(kId, 1), com), RefusalCode::WithdrawalsNotAllowed);
    EXPECT_EQ(codeOf(transferOut(1), com), RefusalCode::WrongTypeForAccount);
    EXPECT_EQ(codeOf(transferIn(1), com), std::nullopt);
    EXPECT_EQ(codeOf(aDeposit(kId, 1), com), std::nullopt);
    EXPECT_EQ(codeOf(aPost(kId, TransactionType::Fee, 1), com), std::nullopt);
    EXPECT_EQ(codeOf(aPost(kId, TransactionType::TradePremium, 1), com), std::nullopt);
    EXPECT_EQ(codeOf(aPost(kId, TransactionType::TradeAssignment, -1), com), std::nullopt);
}

TEST(LockedRow, aPolicyMayForbidWithdrawalsOnAnyAccountAndTransfersStayPossible) {
    Account row = account(AccountType::Revenue);
    row.policy.withdrawalsAllowed = false;
    EXPECT_EQ(codeOf(aWithdrawal(kId, 1), row), RefusalCode::WithdrawalsNotAllowed);
    EXPECT_EQ(codeOf(transferOut(1), row), std::nullopt);
}

TEST(LockedRow, sleevesNeverGoBelowZeroAndReinvestmentUsesAvailableCash) {
    EntryPlan plan = transferOut(1);
    const auto move = [&](TransactionType type, std::int64_t cash, std::int64_t contracts) {
        plan.postings.clear();
        for (const auto& [sleeve, amount] : {std::pair{Sleeve::Cash, cash}, std::pair{Sleeve::Contracts, contracts}}) {
            domain::PostingPlan posting;
            posting.account = kId;
            posting.type = type;
            posting.sleeve = sleeve;
            posting.amount = cents(amount);
            plan.postings.push_back(posting);
        }
        return plan;
    };
    EXPECT_EQ(codeOf(move(TransactionType::Reinvestment, -95'000'00, 95'000'00), account()), std::nullopt);
    EXPECT_EQ(codeOf(move(TransactionType::Reinvestment, -95'000'01, 95'000'01), account()), RefusalCode::ExceedsAvailable);
    EXPECT_EQ(codeOf(move(TransactionType::Release, 1, -1), account()), RefusalCode::SleeveBelowZero);
    const Account invested = account(AccountType::Generation, 0, 500);
    EXPECT_EQ(codeOf(move(TransactionType::Release, 500, -500), invested), std::nullopt);
    EXPECT_EQ(domain::applied(move(TransactionType::Release, 500, -500), invested).balance(), invested.balance());
}

TEST(LockedRow, theBalanceStaysInTheRangeOfTheLedger) {
    Account row = account(AccountType::Generation, Money::kCentsMax - 1);
    EXPECT_EQ(codeOf(aPost(kId, TransactionType::Interest, 1), row), std::nullopt);
    EXPECT_EQ(codeOf(aPost(kId, TransactionType::Interest, 2), row), RefusalCode::BalanceOutOfRange);
    row.balances.sleeves[0] = Money();
    row.baseline = cents(Money::kCentsMax);
    EXPECT_EQ(codeOf(aDeposit(kId, 1), row), RefusalCode::BalanceOutOfRange) << "the baseline counts too";
}

TEST(LockedRow, ofSeveralReasonsTheFirstInOrderIsGiven) {
    Account row = account(AccountType::Revenue);
    row.policy.withdrawalsAllowed = false;
    EXPECT_EQ(codeOf(aWithdrawal(kId, 100'000'01), row), RefusalCode::WithdrawalsNotAllowed);
    row.status = domain::AccountStatus::Suspended;
    EXPECT_EQ(codeOf(aWithdrawal(kId, 100'000'01), row), RefusalCode::AccountSuspended);
    row.policy.withdrawalsAllowed = true;
    row.status = domain::AccountStatus::Active;
    EXPECT_EQ(codeOf(aWithdrawal(kId, 100'000'01), row), RefusalCode::ExceedsAvailable) << "not merely: exceeds cash";
}

TEST(LockedRow, depositsMoveTheBaselineAndWithdrawalsDoNot) {
    Account row = domain::applied(aDeposit(kId, 500), account());
    EXPECT_EQ(row.baseline, cents(100'005'00));
    row = domain::applied(aWithdrawal(kId, 500), row);
    EXPECT_EQ(row.baseline, cents(100'005'00));
    EXPECT_EQ(row.balance(), cents(100'000'00));
    EXPECT_EQ(row.version, 2);
    EXPECT_EQ(row.postingCount, 2);
    row = domain::applied(aPost(kId, TransactionType::TradePremium, 500), row);
    EXPECT_EQ(row.surplus(), Money());
}

TEST(LockedRow, theGainCounterStopsAtZeroAndAtTheLargestAmount) {
    EXPECT_EQ(domain::movedGain(cents(500), cents(-700)), cents(-500));
    EXPECT_EQ(domain::movedGain(cents(500), cents(-300)), cents(-300));
    EXPECT_EQ(domain::movedGain(cents(Money::kCentsMax - 1), cents(700)), cents(1));
    EXPECT_EQ(domain::movedGain(Money(), cents(700)), cents(700));
}

// A row in any state, and any single posting on it.
Account anyAccount() {
    Account row = account(*rc::gen::element(AccountType::Generation, AccountType::Revenue, AccountType::Compounding));
    std::int64_t left = Money::kCentsMax;
    for (Money& sleeve : row.balances.sleeves) {
        sleeve = cents(std::min(left, (*anyAmount()).cents()));
        left -= sleeve.cents();
    }
    row.baseline = *anyAmount();
    row.policy.cashBuffer = BasisPoints(*rc::gen::inRange(0, 2'001));
    row.status = static_cast<domain::AccountStatus>(*rc::gen::inRange(1, 5));
    return row;
}

RC_GTEST_PROP(LockedRowProperty, aPlanIsAcceptedExactlyWhenItsResultKeepsTheRules, ()) {
    const Account row = anyAccount();
    const auto type = *rc::gen::element(TransactionType::Deposit, TransactionType::Withdrawal, TransactionType::Fee, TransactionType::TradeAssignment);
    std::int64_t amount = (*aPositiveAmount()).cents();
    if (*rc::gen::arbitrary<bool>()) amount = std::clamp<std::int64_t>(row.available().cents() + *rc::gen::inRange(-1, 2), 1, Money::kCentsMax);
    if (type == TransactionType::TradeAssignment && *rc::gen::arbitrary<bool>()) amount = -amount;
    const auto plan = aPost(kId, type, amount);
    // The same rules, said the other way round.
    const std::int64_t moved = plan.postings[0].amount.cents();
    const std::int64_t cashAfter = row.balances.cash().cents() + moved, equityAfter = row.balance().cents() + moved;
    const std::int64_t baselineAfter = row.baseline.cents() + plan.postings[0].baselineDelta.cents();
    const bool statusAllows = row.status == domain::AccountStatus::Active || (row.status == domain::AccountStatus::Inactive && moved > 0);
    const bool typeAllows = type != TransactionType::Withdrawal || (row.type != AccountType::Compounding && amount <= row.available().cents());
    const bool rangeAllows = cashAfter >= 0 && equityAfter <= Money::kCentsMax && baselineAfter <= Money::kCentsMax;
    RC_ASSERT(!check(plan, row).has_value() == (statusAllows && typeAllows && rangeAllows));
}

RC_GTEST_PROP(LockedRowProperty, whatIsAcceptedConservesMoneyBetweenTheAccounts, ()) {
    Account source = anyAccount(), target = anyAccount();
    target.id = AccountId(1'001);
    const auto plan = transferOut((*aPositiveAmount()).cents());
    if (domain::checkAgainst(plan, source, source.id) || domain::checkAgainst(plan, target, target.id)) return;
    const Account sourceAfter = domain::applied(plan, source), targetAfter = domain::applied(plan, target);
    RC_ASSERT(sourceAfter.balance().cents() + targetAfter.balance().cents() == source.balance().cents() + target.balance().cents());
    RC_ASSERT(sourceAfter.baseline == source.baseline && targetAfter.baseline == target.baseline);
    RC_ASSERT(sourceAfter.balances.cash() >= std::min(source.buffer(), source.balances.cash()));
}

RC_GTEST_PROP(LockedRowProperty, availableLeavesExactlyTheBuffer, ()) {
    const Account row = anyAccount();
    RC_ASSERT(!row.available().isNegative());
    RC_ASSERT(row.available() <= row.balances.cash());
    if (row.available().isPositive()) RC_ASSERT(row.available() + row.buffer() == row.balances.cash());
    else RC_ASSERT(row.buffer() >= row.balances.cash());
}

} // namespace
} // namespace alluse::tests
