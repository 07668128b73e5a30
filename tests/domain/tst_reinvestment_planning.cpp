// Domain sections 9 and 10: reinvestments, the gain they use, and the undoing of growth.

#include "domain/growth_builders.h"

#include <gtest/gtest.h>

namespace alluse::tests {
namespace {

using domain::BasisPoints;
using domain::ReinvestmentFrequency;
using domain::RefusalCode;
using domain::Sleeve;
using domain::TransactionType;
using enum GrowthIssueCode;
using Codes = std::vector<GrowthIssueCode>;

domain::ReinvestmentContext aContext(std::int64_t reinvestable = 30'000'00) {
    domain::ReinvestmentContext context;
    context.account = anAccount(1'001, AccountType::Revenue, 100'000'00, 75'000'00);
    context.account.reinvestable = cents(reinvestable);
    return context;
}
domain::ReinvestmentOrder anOrder() {
    domain::ReinvestmentOrder order;
    order.header = growthHeader();
    order.account = AccountId(1'001);
    return order;
}
Codes issues(const domain::ReinvestmentContext& context) {
    return codesOf(domain::previewReinvestment(anOrder(), context).issues);
}

TEST(Reinvestment, movesTheEarnedCashIntoContractsAndLeaps) {
    const auto plan = planned(domain::planReinvestment(anOrder(), aContext()));
    domain::assertWellFormed(plan);
    const auto after = domain::applied(plan, aContext().account);
    EXPECT_EQ(after.balance(), cents(100'000'00)); // equity is unchanged
    EXPECT_EQ(after.balances.of(Sleeve::Contracts), cents(22'500'00));
    EXPECT_EQ(after.balances.of(Sleeve::Leaps), cents(7'500'00));
    EXPECT_TRUE(after.reinvestable.isZero());
    EXPECT_FALSE(domain::checkAgainst(plan, aContext().account, AccountId(1'001)));
}

TEST(Reinvestment, theTaxReserveComesFirstAndTheLastCentGoesToContracts) {
    auto context = aContext(20'000'03);
    context.account.policy.taxReserve = BasisPoints(2'500);
    const auto amounts = domain::reinvestmentAmounts(context.account, context.limits);
    EXPECT_EQ(amounts.taxReserve, cents(5'000'01)); // 5,000.0075
    EXPECT_EQ(amounts.invested(), cents(15'000'02));
    EXPECT_EQ(amounts.leaps, cents(3'750'00)); // 3,750.005
    EXPECT_EQ(amounts.contracts, cents(11'250'02));
}

TEST(Reinvestment, isLimitedByAvailableEarnedAndAMillion) {
    auto context = aContext(99'000'00);
    EXPECT_EQ(domain::reinvestmentAmounts(context.account, context.limits).amount, cents(95'000'00));
    context.account.balances.sleeves[0] = cents(9'000'000'00);
    context.account.reinvestable = cents(5'000'000'00);
    EXPECT_EQ(domain::reinvestmentAmounts(context.account, context.limits).amount, cents(1'000'000'00));
}

TEST(Reinvestment, belowTheMinimumItIsSkippedAndSaysSo) {
    auto context = aContext(12'000'00);
    EXPECT_TRUE(issues(context).empty());
    context.account.policy.taxReserve = BasisPoints(2'000); // leaves 9,600.00
    EXPECT_EQ(issues(context), Codes{BelowReinvestmentMinimum});
    const auto refused = domain::planReinvestment(anOrder(), context);
    ASSERT_FALSE(refused);
    EXPECT_NE(domain::describe(refused.error()).find("carried over"), std::string::npos);
}

TEST(Reinvestment, everyReasonIsListed) {
    auto context = aContext(0);
    context.account.status = domain::AccountStatus::Inactive;
    context.account.policy.reinvestment = ReinvestmentFrequency::Off;
    EXPECT_EQ(issues(context), (Codes{NotActive, ReinvestmentOff, NothingEarned}));
}

TEST(Reinvestment, dueDaysMoveToTheNextBusinessDay) {
    using enum ReinvestmentFrequency;
    EXPECT_EQ(domain::reinvestmentDueFrom(Weekly, day(2026, 3, 2)), day(2026, 3, 6));
    EXPECT_EQ(domain::reinvestmentDueFrom(Weekly, day(2026, 3, 6)), day(2026, 3, 6));
    EXPECT_EQ(domain::reinvestmentDueFrom(Weekly, day(2026, 3, 7)), day(2026, 3, 13));
    EXPECT_EQ(domain::reinvestmentDueFrom(Monthly, day(2026, 3, 2)), day(2026, 3, 16)); // a Sunday
    EXPECT_EQ(domain::reinvestmentDueFrom(Monthly, day(2026, 3, 16)), day(2026, 3, 16));
    EXPECT_EQ(domain::reinvestmentDueFrom(Monthly, day(2026, 3, 17)), day(2026, 4, 15));
    EXPECT_EQ(domain::reinvestmentDueFrom(Quarterly, day(2026, 4, 1)), day(2026, 6, 15));
    EXPECT_EQ(domain::reinvestmentDueFrom(Yearly, day(2026, 12, 16)), day(2027, 12, 15));
    EXPECT_FALSE(domain::reinvestmentDueFrom(Off, day(2026, 1, 1)));
    EXPECT_EQ(domain::reinvestmentDueUntil(Weekly, day(2026, 3, 5)), day(2026, 2, 27));
    EXPECT_EQ(domain::reinvestmentDueUntil(Monthly, day(2026, 3, 15)), day(2026, 2, 16));
    EXPECT_EQ(domain::reinvestmentDueUntil(Quarterly, day(2026, 3, 16)), day(2026, 3, 16));
    EXPECT_EQ(domain::reinvestmentDueUntil(Yearly, day(2026, 3, 16)), day(2025, 12, 15));
}

TEST(Reinvestment, statesFollowTheirOrder) {
    using enum domain::ReinvestmentState;
    EXPECT_TRUE(domain::isReinvestmentMoveAllowed(Scheduled, Approved));
    EXPECT_FALSE(domain::isReinvestmentMoveAllowed(Scheduled, Executing));
    EXPECT_TRUE(domain::isReinvestmentMoveAllowed(Approved, Executing));
    EXPECT_TRUE(domain::isReinvestmentMoveAllowed(Executing, Completed));
    EXPECT_FALSE(domain::isReinvestmentMoveAllowed(Completed, Scheduled));
}

TEST(ReinvestableGain, followsTradesAndStopsAtZero) {
    auto account = anAccount(1'001, AccountType::Revenue, 100'000'00, 0);
    const auto apply = [&](TransactionType type, std::int64_t amount) {
        account = domain::applied(aPost(account.id, type, amount), account);
    };
    apply(TransactionType::TradePremium, 300'00);
    apply(TransactionType::Deposit, 999'00);
    EXPECT_EQ(account.reinvestable, cents(300'00));
    apply(TransactionType::TradeAssignment, -500'00);
    EXPECT_TRUE(account.reinvestable.isZero());
    apply(TransactionType::TradePremium, 10'00);
    EXPECT_EQ(account.reinvestable, cents(10'00));
}

// A fork as the ledger stored it.
domain::UndoContext anUndo() {
    domain::UndoContext context;
    const auto fork = aFork();
    context.family = fork.family;
    context.event = {domain::GrowthEventId(9), domain::CommandKind::Fork, domain::GrowthEventState::Completed,
                     domain::EntryId(50), domain::FamilyId(1), AccountId(1'000), AccountId(1'010),
                     cents(52'000'00), day(2026, 3, 2), hoursBefore(1)};
    context.entry.id = domain::EntryId(50);
    context.entry.postings = {
        {AccountId(1'000), TransactionType::ForkOut, Sleeve::Cash, cents(-52'000'00), {}, cents(-40'000'00)},
        {AccountId(1'010), TransactionType::ForkIn, Sleeve::Cash, cents(26'000'00), cents(26'000'00), {}},
        {AccountId(1'002), TransactionType::ForkIn, Sleeve::Cash, cents(26'000'00), {}, {}}};
    context.accounts = {anAccount(1'000, AccountType::Generation, 100'000'00, 100'000'00), *fork.com,
                        anAccount(1'010, AccountType::Generation, 26'000'00, 26'000'00)};
    context.accounts[2].postingCount = 1;
    return context;
}
domain::UndoOrder anUndoOrder() { return {growthHeader(), domain::GrowthEventId(9)}; }

TEST(UndoOfAFork, givesTheMoneyBackAndClosesTheChild) {
    const auto context = anUndo();
    const auto plan = planned(domain::planUndo(anUndoOrder(), context));
    domain::assertWellFormed(plan);
    EXPECT_EQ(plan.reverses, domain::EntryId(50));
    EXPECT_EQ(plan.rollsBack, domain::GrowthEventId(9));
    const auto parent = domain::applied(plan, context.accounts[0]);
    EXPECT_EQ(parent.balance(), cents(152'000'00));
    EXPECT_EQ(parent.reinvestable, cents(40'000'00)); // what the fork had really taken
    const auto child = domain::applied(plan, context.accounts[2]);
    EXPECT_TRUE(child.balance().isZero());
    EXPECT_EQ(child.closeReason, domain::CloseReason::Undone);
    ASSERT_EQ(plan.forkHolds.size(), 1U);
    EXPECT_TRUE(plan.forkHolds[0].isHeld);
    for (const auto& account : context.accounts) EXPECT_FALSE(domain::checkAgainst(plan, account, account.id));
}

TEST(UndoOfAFork, isRefusedWithEveryReason) {
    auto context = anUndo();
    context.accounts[2].postingCount = 2;
    context.event.businessDate = day(2026, 2, 27);
    context.event.state = domain::GrowthEventState::RolledBack;
    context.accounts[1].balances.sleeves = {cents(10'000'00), cents(65'000'00), {}, {}};
    auto order = anUndoOrder();
    EXPECT_EQ(codesOf(domain::previewUndo(order, context).issues),
              (Codes{AlreadyRolledBack, NotTheSameDay, CashTooLow, ChildHasMoved}));
    EXPECT_EQ(domain::planUndo(order, context).error().code, RefusalCode::UndoNotPossible);
    order.header.actor.role = "back office";
    EXPECT_EQ(domain::planUndo(order, context).error().code, RefusalCode::ManagerRequired);
}

// The merge of 1003 into 1002 as the ledger stored it.
domain::UndoContext aMergeUndo() {
    domain::UndoContext context;
    context.family.id = domain::FamilyId(1);
    context.event = {domain::GrowthEventId(9), domain::CommandKind::Merge, domain::GrowthEventState::Completed,
                     domain::EntryId(60), domain::FamilyId(1), AccountId(1'002), std::nullopt,
                     cents(300'000'00), day(2026, 2, 20), hoursBefore(100)};
    context.entry.id = domain::EntryId(60);
    context.entry.postings = {
        {AccountId(1'003), TransactionType::Release, Sleeve::Leaps, cents(-100'00), {}, {}},
        {AccountId(1'003), TransactionType::Release, Sleeve::Cash, cents(100'00), {}, {}},
        {AccountId(1'003), TransactionType::MergeOut, Sleeve::Cash, cents(-300'000'00), {}, cents(-7'00)},
        {AccountId(1'002), TransactionType::MergeIn, Sleeve::Cash, cents(300'000'00), cents(300'000'00), {}}};
    auto source = aMember(1'003, 0, 1'003).account;
    source.baseline = cents(26'000'00);
    source.status = domain::AccountStatus::Closed;
    context.accounts = {anAccount(1'002, AccountType::Compounding, 400'000'00, 375'000'00), source};
    return context;
}

TEST(UndoOfAMerge, bringsEachSourceBackAsASuccessor) {
    const auto context = aMergeUndo();
    const auto plan = planned(domain::planUndo(anUndoOrder(), context));
    domain::assertWellFormed(plan);
    ASSERT_EQ(plan.newAccounts.size(), 1U);
    EXPECT_EQ(plan.newAccounts[0].successorOf, AccountId(1'003));
    EXPECT_EQ(plan.newAccounts[0].parent, AccountId(1'000));
    const auto target = domain::applied(plan, context.accounts[0]);
    EXPECT_EQ(target.balance(), cents(100'000'00));
    EXPECT_EQ(target.baseline, cents(75'000'00));
    ASSERT_EQ(plan.postings.size(), 2U); // the release is not undone: the allocation comes as cash
    EXPECT_EQ(plan.postings[0].amount, cents(300'000'00));
    EXPECT_EQ(plan.postings[0].baselineDelta, cents(26'000'00));
    EXPECT_EQ(plan.postings[0].gainDelta, cents(7'00));
    EXPECT_EQ(plan.links.at(0).kind, domain::LineageKind::Successor);
}

TEST(UndoOfAMerge, isRefusedOnceTheTargetHasPaidOut) {
    auto context = aMergeUndo();
    context.wasTargetDebited = true;
    context.accounts[0].balances.sleeves[0] = cents(299'999'99);
    EXPECT_EQ(codesOf(domain::previewUndo(anUndoOrder(), context).issues), (Codes{TargetWasDebited, CashTooLow}));
}

} // namespace
} // namespace alluse::tests
