// Domain section 8: branches, what blocks them, what a merge moves.

#include "domain/growth_builders.h"

#include <gtest/gtest.h>

namespace alluse::tests {
namespace {

using domain::AccountStatus;
using domain::RefusalCode;
using domain::Sleeve;
using domain::TransactionType;
using enum GrowthIssueCode;
using Codes = std::vector<GrowthIssueCode>;
using Ids = std::vector<AccountId>;

Codes issues(const domain::MergeContext& context, const domain::MergeOrder& order = aMergeOrder()) {
    return codesOf(domain::previewMerge(order, context).issues);
}

TEST(MergePlanning, aBranchFoldsIntoCom) {
    const auto merge = planned(domain::planMerge(aMergeOrder(), aBranch()));
    domain::assertWellFormed(merge);
    ASSERT_EQ(merge.postings.size(), 4U);
    EXPECT_EQ(merge.postings[1].type, TransactionType::MergeIn);
    EXPECT_EQ(merge.postings[1].baselineDelta, cents(300'000'00));
    ASSERT_EQ(merge.statusChanges.size(), 2U);
    EXPECT_EQ(merge.statusChanges[0].closeReason, domain::CloseReason::Merged);
    EXPECT_EQ(merge.statusChanges[0].mergedInto, AccountId(1'002));
    EXPECT_EQ(merge.links.size(), 2U);
    EXPECT_EQ(merge.event->amount, cents(510'000'00));
    const auto preview = domain::previewMerge(aMergeOrder(), aBranch());
    EXPECT_EQ(preview.target.balanceAfter, cents(585'000'00));
    EXPECT_EQ(preview.target.baselineAfter, cents(585'000'00));
    EXPECT_EQ(preview.branchValue, cents(510'000'00));
}

TEST(MergePlanning, allocatedSleevesAreReleasedInTheSameEntry) {
    auto context = aBranch();
    auto& balances = context.accounts[0].account.balances;
    balances.sleeves = {cents(100'000'00), cents(150'000'00), cents(49'000'00), cents(1'000'00)};
    context.accounts[0].account.reinvestable = cents(12'000'00);
    const auto merge = planned(domain::planMerge(aMergeOrder(), context));
    domain::assertWellFormed(merge);
    EXPECT_EQ(merge.postings.size(), 10U);
    EXPECT_FALSE(domain::checkAgainst(merge, context.accounts[0].account, AccountId(1'003)));
    const auto after = domain::applied(merge, context.accounts[0].account);
    EXPECT_TRUE(after.balance().isZero());
    EXPECT_TRUE(after.reinvestable.isZero());
    EXPECT_EQ(after.status, AccountStatus::Closed);
}

TEST(MergePlanning, theThresholdIsInclusiveAndThatOfTheFirstAccount) {
    auto context = aBranch();
    context.accounts[1].account.balances.sleeves[0] = cents(200'000'00);
    EXPECT_TRUE(issues(context).empty());
    context.accounts[1].account.balances.sleeves[0] = cents(199'999'99);
    EXPECT_EQ(issues(context), (Codes{NoSources, BelowMergeThreshold}));
    context.accounts[0].account.policy.mergeThreshold = cents(400'000'00);
    EXPECT_TRUE(issues(context).empty());
}

TEST(MergePlanning, aClosedFirstAccountLeavesTheThresholdToTheLowestLiveId) {
    auto context = aBranch();
    context.accounts = {aMember(1'005, 250'000'00, 1'003), aMember(1'008, 100'000'00, 1'003)};
    context.accounts[0].account.policy.mergeThreshold = cents(350'000'00);
    EXPECT_TRUE(issues(context).empty());
    const auto candidates = domain::mergeCandidates(context.accounts, noon(), context.limits);
    ASSERT_EQ(candidates.size(), 1U);
    EXPECT_EQ(candidates[0].branch, AccountId(1'003));
    EXPECT_EQ(candidates[0].first, AccountId(1'005));
}

TEST(MergePlanning, anAccountThatReachesItsThresholdAloneMergesAlone) {
    auto context = aBranch();
    context.accounts[0].account.policy.mergeThreshold = cents(900'000'00);
    context.accounts[1].account.policy.mergeThreshold = cents(210'000'00);
    EXPECT_EQ(domain::mergeSources(aMergeOrder(), context), Ids{AccountId(1'005)});
    EXPECT_TRUE(issues(context).empty());
}

TEST(MergePlanning, theTenLowestIdsWithABalanceGo) {
    auto context = aBranch();
    context.accounts.clear();
    for (std::int64_t id = 1'014; id >= 1'003; --id)
        context.accounts.push_back(aMember(id, id == 1'004 ? 0 : 60'000'00, 1'003));
    const auto sources = domain::mergeSources(aMergeOrder(), context);
    ASSERT_EQ(sources.size(), 10U);
    EXPECT_EQ(sources.front(), AccountId(1'003));
    EXPECT_EQ(sources[1], AccountId(1'005));
    EXPECT_EQ(sources.back(), AccountId(1'013));
    EXPECT_TRUE(issues(context).empty());
}

TEST(MergePlanning, aCoolingOrSuspendedMemberBlocksTheAutomaticMerge) {
    auto context = aBranch();
    context.accounts[1].lastForkAt = hoursBefore(2);
    EXPECT_EQ(issues(context), Codes{SourceCooling});
    context.accounts.push_back(aMember(1'009, 0, 1'003)); // no source, but a member
    context.accounts[2].account.status = AccountStatus::Suspended;
    EXPECT_EQ(issues(context), (Codes{SourceCooling, SourceNotActive}));
    EXPECT_TRUE(domain::onlyDelays(domain::previewMerge(aMergeOrder(), context).issues));
}

TEST(MergePlanning, aMergeByHandLeavesThemOutAndSaysSo) {
    auto context = aBranch();
    context.accounts[1].lastForkAt = hoursBefore(2);
    auto order = aMergeOrder(false);
    EXPECT_EQ(domain::mergeSources(order, context), Ids{AccountId(1'003)});
    EXPECT_EQ(issues(context, order), Codes{LeavesMembersOut});
    EXPECT_EQ(domain::planMerge(order, context).error().code, RefusalCode::WarningsNotConfirmed);
    order.confirmsWarnings = true;
    EXPECT_TRUE(domain::planMerge(order, context));
}

TEST(MergePlanning, everySourceIsCheckedWithEveryReason) {
    auto context = aBranch();
    AccountGrowth root;
    root.account = anAccount(1'000, AccountType::Generation, 0, 0);
    AccountGrowth revenue;
    revenue.account = anAccount(1'001, AccountType::Revenue, 5, 0);
    AccountGrowth com;
    com.account = *context.com;
    context.accounts.insert(context.accounts.begin(), {root, revenue, com});
    domain::MergeOrder order;
    order.header = growthHeader();
    order.sources = {AccountId(1'000), AccountId(1'001), AccountId(1'002), AccountId(1'005),
                     AccountId(1'005), AccountId(4'711)};
    const auto found = domain::previewMerge(order, context).issues;
    EXPECT_EQ(codesOf(found), (Codes{DuplicateSource, SourceEmpty, SourceIsRoot, SourceIsRoot, SourceIsTarget,
                                     SourceIsRoot, OtherFamily, LeavesMembersOut}));
    EXPECT_EQ(domain::planMerge(order, context).error().code, RefusalCode::MergeNotEligible);
}

TEST(MergePlanning, aManagerMayMergeARootByHand) {
    auto context = aBranch();
    AccountGrowth revenue;
    revenue.account = anAccount(1'001, AccountType::Revenue, 10'000'00, 0);
    context.accounts.insert(context.accounts.begin(), revenue);
    domain::MergeOrder order;
    order.header = growthHeader();
    order.sources = {AccountId(1'001)};
    EXPECT_EQ(issues(context, order), Codes{SourceIsRoot});
    order.overridesRoot = true;
    EXPECT_TRUE(issues(context, order).empty());
    EXPECT_TRUE(domain::planMerge(order, context));
    order.header.actor.role = "back office";
    EXPECT_EQ(domain::planMerge(order, context).error().code, RefusalCode::ManagerRequired);
}

TEST(MergePlanning, elevenSourcesAreTooMany) {
    auto context = aBranch();
    context.accounts.clear();
    auto order = aMergeOrder(false);
    order.branch.reset();
    for (std::int64_t id = 1'003; id < 1'014; ++id) {
        context.accounts.push_back(aMember(id, 60'000'00, 1'003));
        order.sources.push_back(AccountId(id));
    }
    EXPECT_EQ(issues(context, order), Codes{TooManySources});
}

TEST(MergePlanning, aSuspendedComTakesNothing) {
    auto context = aBranch();
    context.com->status = AccountStatus::Suspended;
    EXPECT_EQ(issues(context), Codes{ComNotActive});
}

TEST(MergePlanning, theLastGenAccountIsWarnedAbout) {
    auto context = aBranch();
    context.otherGenerations = 0;
    EXPECT_EQ(issues(context, aMergeOrder(false)), Codes{LastGeneration});
}

TEST(MergePlanning, anInactiveComTakesNoForkAndNoMergeEitherWhenWritten) {
    const auto merge = planned(domain::planMerge(aMergeOrder(), aBranch()));
    auto com = *aBranch().com;
    com.status = AccountStatus::Inactive;
    const auto refusal = domain::checkAgainst(merge, com, com.id);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->code, RefusalCode::AccountInactive);
}

TEST(MergePlanning, aChangedSourceMakesThePlanStaleBeforeAnythingElseIsSaid) {
    const auto merge = planned(domain::planMerge(aMergeOrder(), aBranch()));
    auto source = aBranch().accounts[0].account;
    source.balances.sleeves[0] = cents(1); // the merge would overdraw it
    source.version += 1;
    const auto refusal = domain::checkAgainst(merge, source, source.id);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->code, RefusalCode::Stale);
}

} // namespace
} // namespace alluse::tests
