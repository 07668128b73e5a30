// Domain section 7: who forks, what moves, and every reason why not.

#include "domain/growth_builders.h"
#include "domain/text.h"

#include <gtest/gtest.h>

namespace alluse::tests {
namespace {

using domain::BasisPoints;
using domain::TransactionType;
using enum GrowthIssueCode;
using Codes = std::vector<GrowthIssueCode>;

domain::EntryPlan plan(const domain::ForkContext& context, const domain::ForkOrder& order = aForkOrder()) {
    return planned(domain::planFork(order, context));
}

Codes issues(const domain::ForkContext& context, const domain::ForkOrder& order = aForkOrder()) {
    return codesOf(domain::forkIssues(order, context));
}

TEST(ForkPlanning, theExampleMovesHalfToTheChildAndHalfToCom) {
    auto context = aFork();
    context.parent.account.reinvestable = cents(60'000'00);
    const auto fork = plan(context);
    ASSERT_EQ(fork.postings.size(), 3U);
    EXPECT_EQ(fork.postings[0].type, TransactionType::ForkOut);
    EXPECT_EQ(fork.postings[0].amount, cents(-52'000'00));
    EXPECT_EQ(fork.postings[0].gainDelta, cents(-52'000'00));
    EXPECT_EQ(fork.postings[1].amount, cents(26'000'00));
    EXPECT_EQ(fork.postings[1].baselineDelta, cents(26'000'00));
    EXPECT_EQ(fork.postings[2].amount, cents(26'000'00));
    EXPECT_TRUE(fork.postings[2].baselineDelta.isZero());
    ASSERT_EQ(fork.newAccounts.size(), 1U);
    EXPECT_EQ(fork.newAccounts[0].name, "Miller Gen-Acc-F1");
    EXPECT_EQ(fork.newAccounts[0].parent, AccountId(1'000));
    EXPECT_EQ(fork.links.size(), 2U);
    EXPECT_EQ(fork.expectedVersions.at(0).version, 7);
    EXPECT_EQ(fork.expectedGrowth->sequence, 4);
    EXPECT_TRUE(fork.raisesGrowthSequence);
    domain::assertWellFormed(fork);
}

TEST(ForkPlanning, takesFromTheReinvestableGainWhatIsThere) {
    auto context = aFork();
    context.parent.account.reinvestable = cents(10'000'00);
    EXPECT_EQ(plan(context).postings[0].gainDelta, cents(-10'000'00));
}

TEST(ForkPlanning, aPreviewShowsBeforeAndAfterAndWeeksToTheNext) {
    const auto preview = domain::previewFork(aForkOrder(), aFork());
    EXPECT_TRUE(preview.issues.empty());
    EXPECT_EQ(preview.parent.balanceAfter, cents(100'000'00));
    EXPECT_EQ(preview.child.balanceAfter, cents(26'000'00));
    EXPECT_EQ(preview.com.balanceAfter, cents(101'000'00));
    // ln(150,000 / 100,000) / ln(1.015) = 27.23 weeks
    ASSERT_TRUE(preview.weeksToNextAtTarget);
    EXPECT_NEAR(*preview.weeksToNextAtTarget, 27.2332, 0.0001);
    EXPECT_FALSE(preview.weeksToNextAtActual);
}

TEST(ForkPlanning, whatIsRetainedRaisesTheBaseline) {
    auto context = aFork();
    auto& policy = context.parent.account.policy;
    policy.forkRetainShare = BasisPoints(2'000);
    policy.forkChildShare = policy.forkComShare = BasisPoints(4'000);
    const auto fork = plan(context);
    EXPECT_EQ(fork.postings[0].amount, cents(-41'600'00));
    EXPECT_EQ(fork.postings[0].baselineDelta, cents(10'400'00));
}

TEST(ForkPlanning, anOddCentGoesToComThenToTheChild) {
    auto policy = domain::Policy::defaultsFor(AccountType::Generation);
    const auto odd = domain::forkAmounts(cents(50'000'01), policy);
    EXPECT_EQ(odd.toCom, cents(25'000'01));
    EXPECT_EQ(odd.toChild, cents(25'000'00));
    policy.forkRetainShare = BasisPoints(3'333);
    policy.forkChildShare = BasisPoints(3'333);
    policy.forkComShare = BasisPoints(3'334);
    const auto thirds = domain::forkAmounts(cents(50'000'01), policy);
    EXPECT_EQ(thirds.retained + thirds.toChild + thirds.toCom, cents(50'000'01));
}

TEST(ForkPlanning, theThresholdIsInclusive) {
    auto context = aFork();
    context.parent.account.balances.sleeves[0] = cents(150'000'00);
    EXPECT_TRUE(issues(context).empty());
    context.parent.account.balances.sleeves[0] = cents(149'999'99);
    EXPECT_EQ(issues(context), Codes{BelowThreshold});
}

TEST(ForkPlanning, everyReasonIsListedAndNotOnlyTheFirst) {
    auto context = aFork();
    context.parent.account.status = domain::AccountStatus::Suspended;
    context.parent.account.policy.forkingEnabled = false;
    context.parent.account.policy.forkMinimumRemaining = cents(200'000'00);
    context.parent.account.balances.sleeves[0] = cents(10'000'00);
    context.parent.account.balances.sleeves[1] = cents(142'000'00);
    context.parent.lastForkAt = hoursBefore(3);
    context.family.forksOnDate = 5;
    context.com->status = domain::AccountStatus::Inactive;
    EXPECT_EQ(issues(context), (Codes{ForkingDisabled, NotActive, BelowMinimumRemaining, CashTooLow,
                                      ComNotActive, Cooling, DailyCapReached}));
    const auto refused = domain::planFork(aForkOrder(), context);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, domain::RefusalCode::ForkNotEligible);
    const auto text = domain::describe(refused.error());
    EXPECT_NE(text.find("It forked 3 hours ago; the next fork may follow after 24 hours."), std::string::npos) << text;
    EXPECT_NE(text.find("Only 100,000.00 would remain; its policy keeps at least 200,000.00."), std::string::npos) << text;
}

TEST(ForkPlanning, onlyGenAccountsFork) {
    auto context = aFork();
    context.parent.account = anAccount(1'001, AccountType::Revenue, 200'000'00, 75'000'00);
    EXPECT_EQ(issues(context), Codes{NotGeneration});
}

TEST(ForkPlanning, coolingEndsAfterTwentyFourHours) {
    auto context = aFork();
    context.parent.lastForkAt = hoursBefore(24);
    EXPECT_TRUE(issues(context).empty());
    context.parent.lastForkAt = domain::Timestamp(hoursBefore(24).microsSinceEpoch() + 1);
    EXPECT_EQ(issues(context), Codes{Cooling});
}

TEST(ForkPlanning, aManagerOverridesCoolingAndTheCapButNotTheMinimum) {
    auto context = aFork();
    context.parent.lastForkAt = hoursBefore(1);
    context.family.forksOnDate = 5;
    auto order = aForkOrder();
    order.overridesDelays = true;
    EXPECT_TRUE(domain::planFork(order, context));
    order.header.actor.role = "back office";
    EXPECT_EQ(domain::planFork(order, context).error().code, domain::RefusalCode::ManagerRequired);
    order.header.actor.role = "manager";
    context.parent.account.policy.forkMinimumRemaining = cents(100'000'01);
    EXPECT_EQ(domain::planFork(order, context).error().code, domain::RefusalCode::ForkNotEligible);
}

TEST(ForkPlanning, delaysKeepAPendingForkAndOtherReasonsEndIt) {
    auto context = aFork();
    context.parent.lastForkAt = hoursBefore(1);
    context.com.reset();
    EXPECT_TRUE(domain::onlyDelays(domain::forkIssues(aForkOrder(), context)));
    context.parent.account.balances.sleeves[0] = cents(140'000'00);
    EXPECT_FALSE(domain::onlyDelays(domain::forkIssues(aForkOrder(), context)));
}

TEST(ForkPlanning, anAccountHeldAfterAnUndoForksByHandOnly) {
    auto context = aFork();
    context.parent.areForksHeld = true;
    EXPECT_TRUE(issues(context).empty());
    auto order = aForkOrder();
    order.isAutomatic = true;
    EXPECT_EQ(issues(context, order), Codes{HeldAfterUndo});
}

TEST(ForkPlanning, aForkByHandNeedsAReason) {
    auto order = aForkOrder();
    order.header.actor.reason.clear();
    EXPECT_EQ(domain::planFork(order, aFork()).error().code, domain::RefusalCode::ReasonMissing);
    order.isAutomatic = true;
    EXPECT_TRUE(domain::planFork(order, aFork()));
}

TEST(ForkPlanning, aPolicyThatRetainsEverythingForksNothing) {
    auto context = aFork();
    auto& policy = context.parent.account.policy;
    policy.forkRetainShare = BasisPoints(10'000);
    policy.forkChildShare = policy.forkComShare = BasisPoints(0);
    EXPECT_EQ(issues(context), Codes{NothingLeaves});
}

TEST(ForkPlanning, aLongFamilyNameStillGivesAStorableChildName) {
    auto context = aFork();
    context.rootName.clear();
    for (int i = 0; i < 200; ++i) context.rootName += "\xC3\xA9"; // é
    context.family.childNumberNext = 12;
    const auto name = plan(context).newAccounts.at(0).name;
    EXPECT_TRUE(name.ends_with("-F12"));
    EXPECT_TRUE(domain::checkedName(name, "name"));
}

TEST(ForkPlanning, weeksAreNoneWhenNothingGrows) {
    EXPECT_FALSE(domain::weeksToThreshold(cents(100), cents(100), cents(50), 0.0));
    EXPECT_FALSE(domain::weeksToThreshold(cents(100), cents(100), cents(50), -0.01));
    EXPECT_FALSE(domain::weeksToThreshold(cents(150), cents(100), cents(50), 0.01));
    EXPECT_FALSE(domain::weeksToThreshold(cents(0), cents(100), cents(50), 0.01));
}

} // namespace
} // namespace alluse::tests
