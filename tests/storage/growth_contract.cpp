// What both databases promise about growth: forks, merges, reinvestments, their undoing, and how they
// are read. One suite, run on each.

#include "storage/contract_fixture.h"
#include "support/grower.h"

#include <algorithm>

namespace alluse::tests {
namespace {

using domain::AccountStatus;
using domain::CommandKind;
using domain::PendingForkState;

class GrowthContract : public ContractFixture {
protected:
    storage::Database& open() { return **database; }
    services::GrowthPort& growth() { return open().growth(); }
    Grower grower() { return Grower(open(), orders); }

    EntryReceipt earn(AccountId id, Money amount) {
        return done(orders.post(id, TransactionType::TradePremium, amount));
    }
    EntryReceipt done(const domain::EntryPlan& plan) { return ContractFixture::done(plan); }
    EntryReceipt done(const Outcome<EntryReceipt>& outcome) {
        if (!outcome) throw std::runtime_error("not done: " + services::describe(outcome.error()));
        return *outcome;
    }
    // A family whose Gen-Acc of 100,000 stands at 152,000: the example of domain section 7.
    std::vector<AccountId> grownFamily(const std::string& name = "Lovelace") {
        const auto family = openFamily(name + " Trust", name);
        earn(family[0], usd(52'000));
        return family;
    }
    // Forks `gen` once and returns the child; the next business day, so that nothing cools.
    AccountId forkOnce(AccountId gen) {
        const AccountId child = done(grower().fork(gen)).openedAccounts.at(0);
        nextDay();
        return child;
    }
    void nextDay() {
        orders.date = orders.date.plusDays(1);
        orders.addMicros(25LL * 3'600 * 1'000'000);
    }
    std::vector<services::PendingForkRow> pendingOf(AccountId id) {
        services::PendingForkQuery query;
        query.account = id;
        return growth().pendingForks(query, {})->rows;
    }
    domain::ForkContext contextOf(AccountId id) {
        return growth().forkContext(id, orders.date).value().value();
    }
    RefusalCode refusalOf(const Outcome<EntryReceipt>& outcome) {
        if (outcome) throw std::runtime_error("it was done, and should have been refused");
        if (!outcome.error().refusal) throw std::runtime_error(outcome.error().text);
        return outcome.error().refusal->code;
    }
};

TEST_P(GrowthContract, aForkSplitsTheSurplusAsTheExampleSays) {
    const auto family = grownFamily();
    const auto receipt = done(grower().fork(family[0]));
    ASSERT_EQ(receipt.openedAccounts.size(), 1U);
    const auto parent = account(family[0]), child = account(receipt.openedAccounts[0]),
               com = account(family[2]);
    EXPECT_EQ(parent.balance(), usd(100'000));
    EXPECT_EQ(parent.baseline, usd(100'000));
    EXPECT_EQ(child.balance(), usd(26'000));
    EXPECT_EQ(child.baseline, usd(26'000));
    EXPECT_EQ(child.depth, 1);
    EXPECT_EQ(child.parent, parent.id);
    EXPECT_EQ(child.branch, child.id);
    EXPECT_EQ(child.policy, parent.policy);
    EXPECT_EQ(child.policyVersion, 1);
    EXPECT_EQ(child.name, account(family[0]).name + "-F1");
    EXPECT_EQ(com.balance(), usd(101'000));
    EXPECT_EQ(com.baseline, usd(75'000));
    EXPECT_TRUE(std::ranges::is_sorted(receipt.changes.accounts));
    EXPECT_EQ(receipt.changes.accounts.size(), 3U);
    expectVerified();
}

TEST_P(GrowthContract, aCrossingLeavesOnePendingForkThatTheForkExecutes) {
    const auto family = openFamily();
    earn(family[0], usd(49'999, 99));
    EXPECT_TRUE(pendingOf(family[0]).empty());
    const auto crossing = earn(family[0], usd(0, 1));
    earn(family[0], usd(5));
    auto rows = pendingOf(family[0]);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].state, PendingForkState::Pending);
    EXPECT_EQ(rows[0].entry, crossing.entry);
    EXPECT_EQ(rows[0].surplus, usd(50'000));
    const auto candidate = growth().forkCandidates({}, {})->rows.at(0);
    EXPECT_EQ(candidate.account, family[0]);
    EXPECT_EQ(candidate.pending, rows[0].id);
    done(grower().fork(family[0]));
    rows = pendingOf(family[0]);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].state, PendingForkState::Executed);
    EXPECT_TRUE(rows[0].endedAt.has_value());
    expectVerified();
}

TEST_P(GrowthContract, aLowerThresholdMakesAForkDueAsWell) {
    const auto family = openFamily();
    earn(family[0], usd(30'000));
    auto policy = account(family[0]).policy;
    policy.forkThreshold = usd(30'000);
    done(orders.policy(account(family[0]), policy));
    ASSERT_EQ(pendingOf(family[0]).size(), 1U);
    done(grower().fork(family[0]));
    expectVerified();
}

TEST_P(GrowthContract, aPendingForkEndsOnce) {
    const auto family = grownFamily();
    const auto row = pendingOf(family[0]).at(0);
    EXPECT_TRUE(growth().markPending(row.id, PendingForkState::Pending, "It cools.", orders.header().requestedAt).value());
    EXPECT_EQ(pendingOf(family[0]).at(0).reason, "It cools.");
    EXPECT_TRUE(growth().markPending(row.id, PendingForkState::Superseded, "No surplus.", orders.header().requestedAt).value());
    EXPECT_FALSE(growth().markPending(row.id, PendingForkState::Cancelled, "", orders.header().requestedAt).value());
    EXPECT_EQ(pendingOf(family[0]).at(0).state, PendingForkState::Superseded);
    const auto raw = database->rawSession();
    EXPECT_THROW(raw->execute("update pending_fork set state = 1, ended_at = null"), storage::StorageError);
    EXPECT_THROW(raw->execute("delete from pending_fork"), storage::StorageError);
}

TEST_P(GrowthContract, coolingAndTheRunningNumberComeFromTheFamily) {
    const auto family = grownFamily();
    const auto before = contextOf(family[0]);
    EXPECT_EQ(before.family.sequence, 0);
    EXPECT_EQ(before.family.childNumberNext, 1);
    EXPECT_FALSE(before.parent.lastForkAt);
    EXPECT_EQ(before.limits, domain::GrowthLimits());
    done(grower().fork(family[0]));
    const auto after = contextOf(family[0]);
    EXPECT_EQ(after.family.sequence, 1);
    EXPECT_EQ(after.family.childNumberNext, 2);
    EXPECT_EQ(after.family.forksOnDate, 1);
    EXPECT_TRUE(after.parent.lastForkAt);
    earn(family[0], usd(60'000));
    EXPECT_EQ(refusalOf(grower().fork(family[0])), RefusalCode::ForkNotEligible);
    nextDay();
    EXPECT_EQ(contextOf(family[0]).family.forksOnDate, 0);
    done(grower().fork(family[0]));
    expectVerified();
}

TEST_P(GrowthContract, aPlanFromAnOlderStateIsStaleAndKeepsItsId) {
    const auto family = grownFamily();
    Grower one = grower();
    const auto order = one.forkOrder(family[0]);
    const auto plan = one.planFork(order).value();
    earn(family[0], usd(1)); // the parent's version
    EXPECT_EQ(refusalOf(post(plan)), RefusalCode::Stale);
    EXPECT_FALSE(done(one.fork(order)).wasAlreadyDone); // the same id, planned again
    expectVerified();
}

TEST_P(GrowthContract, anotherForkOfTheFamilyMakesAPlanStale) {
    const auto family = grownFamily();
    const AccountId child = forkOnce(family[0]);
    earn(child, usd(50'000));
    earn(family[0], usd(50'000));
    const auto plan = grower().planFork(grower().forkOrder(family[0])).value();
    done(grower().fork(child));
    EXPECT_EQ(refusalOf(post(plan)), RefusalCode::Stale);
    expectVerified();
}

TEST_P(GrowthContract, aDepositToTheComAccDoesNotMakeAForkStale) {
    const auto family = grownFamily();
    const auto plan = grower().planFork(grower().forkOrder(family[0])).value();
    done(orders.post(family[2], TransactionType::Deposit, usd(10)));
    done(plan);
    EXPECT_EQ(balance(family[2]), usd(101'010));
}

TEST_P(GrowthContract, aForkIntoAComAccThatRestsIsRefused) {
    const auto family = grownFamily();
    const auto plan = grower().planFork(grower().forkOrder(family[0])).value();
    done(orders.status(account(family[2]), AccountStatus::Inactive));
    EXPECT_EQ(refusalOf(post(plan)), RefusalCode::AccountInactive);
    expectVerified();
}

TEST_P(GrowthContract, theSameForkSentTwiceIsDoneOnce) {
    const auto family = grownFamily();
    const auto plan = grower().planFork(grower().forkOrder(family[0])).value();
    const auto first = done(plan), second = done(plan);
    EXPECT_TRUE(second.wasAlreadyDone);
    EXPECT_EQ(first.entry, second.entry);
    EXPECT_EQ(first.openedAccounts, second.openedAccounts);
    EXPECT_EQ(first.changes.accounts, second.changes.accounts);
    EXPECT_EQ(contextOf(family[0]).family.sequence, 1);
}

TEST_P(GrowthContract, aMergeFoldsAccountsIntoTheComAccAndClosesThem) {
    const auto family = grownFamily();
    const AccountId first = forkOnce(family[0]);
    earn(family[0], usd(50'000));
    const AccountId second = forkOnce(family[0]);
    const Money total = balance(first) + balance(second);
    const Money com = balance(family[2]), baseline = account(family[2]).baseline;
    const auto receipt = done(grower().merge({first, second}));
    for (const AccountId id : {first, second}) {
        EXPECT_EQ(account(id).status, AccountStatus::Closed);
        EXPECT_EQ(account(id).closeReason, domain::CloseReason::Merged);
        EXPECT_EQ(account(id).mergedInto, family[2]);
        EXPECT_TRUE(account(id).balance().isZero());
    }
    EXPECT_EQ(balance(family[2]), com + total);
    EXPECT_EQ(account(family[2]).baseline, baseline + total);
    EXPECT_EQ(receipt.accounts.size(), 3U);
    for (const auto& after : receipt.accounts) EXPECT_EQ(after.version, account(after.account).version);
    const auto events = growth().events({}, {})->rows;
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0].event.kind, CommandKind::Merge);
    EXPECT_EQ(events[0].event.amount, total);
    EXPECT_EQ(events[0].accounts, 2);
    expectVerified();
}

TEST_P(GrowthContract, anUndoneForkClosesTheChildAndHoldsTheParent) {
    const auto family = grownFamily();
    const auto fork = done(grower().fork(family[0]));
    const auto event = growth().eventOf(*fork.entry).value();
    ASSERT_TRUE(event);
    const auto receipt = done(grower().undo(*event));
    EXPECT_EQ(balance(family[0]), usd(152'000));
    EXPECT_EQ(balance(family[2]), usd(75'000));
    EXPECT_EQ(account(fork.openedAccounts[0]).status, AccountStatus::Closed);
    EXPECT_EQ(account(fork.openedAccounts[0]).closeReason, domain::CloseReason::Undone);
    const auto context = contextOf(family[0]);
    EXPECT_TRUE(context.parent.areForksHeld);
    EXPECT_FALSE(context.parent.lastForkAt) << "an undone fork does not count for cooling";
    EXPECT_EQ(context.family.forksOnDate, 0);
    EXPECT_EQ(context.family.childNumberNext, 2);
    EXPECT_EQ(growth().events({}, {})->rows.at(0).event.state, domain::GrowthEventState::RolledBack);
    EXPECT_EQ(refusalOf(grower().undo(*event)), RefusalCode::UndoNotPossible);
    domain::ReleaseForksOrder release;
    release.header = orders.header("owner", "released");
    release.account = family[0];
    const auto planned = domain::planReleaseForks(release, account(family[0]));
    ASSERT_TRUE(planned.has_value());
    done(*planned);
    EXPECT_FALSE(contextOf(family[0]).parent.areForksHeld);
    EXPECT_TRUE(receipt.entry.has_value());
    expectVerified();
}

TEST_P(GrowthContract, aForkWhoseChildGotNothingIsUndone) {
    const auto family = grownFamily();
    auto policy = account(family[0]).policy;
    policy.forkChildShare = domain::BasisPoints(0);
    policy.forkComShare = domain::BasisPoints(10'000);
    done(orders.policy(account(family[0]), policy));
    const auto fork = done(grower().fork(family[0]));
    EXPECT_EQ(balance(family[2]), usd(127'000));
    done(grower().undo(growth().eventOf(*fork.entry)->value()));
    EXPECT_EQ(balance(family[0]), usd(152'000));
    EXPECT_EQ(balance(family[2]), usd(75'000));
    EXPECT_EQ(account(fork.openedAccounts[0]).closeReason, domain::CloseReason::Undone);
    expectVerified();
}

TEST_P(GrowthContract, anUndoneMergeBringsSuccessorsBack) {
    const auto family = grownFamily();
    const AccountId child = forkOnce(family[0]);
    earn(child, usd(1'000));
    const Money worth = balance(child), com = balance(family[2]);
    const auto merge = done(grower().merge({child}));
    const auto undone = done(grower().undo(growth().eventOf(*merge.entry)->value()));
    ASSERT_EQ(undone.openedAccounts.size(), 1U);
    const auto successor = account(undone.openedAccounts[0]);
    EXPECT_EQ(successor.balance(), worth);
    EXPECT_EQ(successor.baseline, usd(26'000));
    EXPECT_EQ(successor.parent, family[0]);
    EXPECT_EQ(successor.branch, child);
    EXPECT_EQ(account(child).status, AccountStatus::Closed);
    EXPECT_EQ(balance(family[2]), com);
    const auto context = growth().mergeContext(std::vector{successor.id}, std::nullopt, orders.date)->value();
    ASSERT_EQ(context.accounts.size(), 1U);
    EXPECT_TRUE(context.accounts[0].lastMergeAt) << "it cools after it was brought back";
    expectVerified();
}

TEST_P(GrowthContract, reinvestingMovesGainBetweenSleevesAndCountsIt) {
    const auto family = openFamily();
    auto policy = account(family[1]).policy;
    policy.reinvestment = domain::ReinvestmentFrequency::Monthly;
    done(orders.policy(account(family[1]), policy));
    earn(family[1], usd(20'000));
    EXPECT_EQ(account(family[1]).reinvestable, usd(20'000));
    std::array<std::optional<domain::Date>, 5> due;
    due[2] = orders.date;
    EXPECT_EQ(growth().scheduleReinvestments(due, orders.header().requestedAt).value(), 1);
    EXPECT_EQ(growth().scheduleReinvestments(due, orders.header().requestedAt).value(), 0);
    auto row = growth().reinvestments({}, {})->rows.at(0);
    EXPECT_EQ(row.account, family[1]);
    EXPECT_EQ(row.reinvestable, usd(20'000));
    using enum domain::ReinvestmentState;
    EXPECT_TRUE(growth().moveReinvestment({row.id, Scheduled, Approved, "", {}}, orders.header("owner").actor,
                                          orders.header().requestedAt).value());
    EXPECT_FALSE(growth().moveReinvestment({row.id, Scheduled, Cancelled, "", {}}, orders.header("owner").actor,
                                           orders.header().requestedAt).value());
    const Money equity = balance(family[1]);
    const auto receipt = done(grower().reinvest(family[1], row.id));
    row = growth().reinvestments({}, {})->rows.at(0);
    EXPECT_EQ(row.state, Completed);
    EXPECT_EQ(row.amount, usd(20'000));
    EXPECT_EQ(row.entry, receipt.entry);
    EXPECT_EQ(balance(family[1]), equity);
    EXPECT_TRUE(account(family[1]).reinvestable.isZero());
    EXPECT_EQ(account(family[1]).balances.of(domain::Sleeve::Contracts), usd(15'000));
    expectVerified();
}

TEST_P(GrowthContract, theGainStopsAtZeroAndAReversalGivesBackWhatWasMoved) {
    const auto family = openFamily();
    earn(family[0], usd(100));
    const auto loss = done(orders.post(family[0], TransactionType::TradeAssignment, usd(-150)));
    EXPECT_TRUE(account(family[0]).reinvestable.isZero());
    const auto stored = open().entries().entry(*loss.entry).value();
    done(orders.reverse(stored->stored));
    EXPECT_EQ(account(family[0]).reinvestable, usd(100));
    expectVerified();
}

TEST_P(GrowthContract, candidatesComeInPagesTheNearestFirst) {
    std::vector<AccountId> gens;
    for (int i = 0; i < 7; ++i) {
        gens.push_back(openFamily("C" + std::to_string(i), "F" + std::to_string(i))[0]);
        earn(gens.back(), usd(10'000 * (i + 1)));
    }
    std::vector<AccountId> seen;
    services::PageRequest request;
    request.limit = 3;
    for (bool more = true; more;) {
        const auto page = growth().forkCandidates({}, request).value();
        for (const auto& row : page.rows) seen.push_back(row.account);
        request.after = page.next;
        more = page.next.has_value();
    }
    EXPECT_EQ(seen, (std::vector{gens[4], gens[5], gens[6], gens[3], gens[2], gens[1], gens[0]}));
    services::ForkCandidateQuery due;
    due.onlyDue = true;
    EXPECT_EQ(growth().forkCandidates(due, {})->rows.size(), 3U);
    const auto contexts = growth().forkContexts(gens, orders.date).value();
    ASSERT_EQ(contexts.size(), gens.size());
    for (std::size_t i = 0; i < gens.size(); ++i) EXPECT_EQ(contexts[i].parent.account.id, gens[i]);
}

TEST_P(GrowthContract, branchesAreValuedOverAllFamiliesAtOnce) {
    const auto one = grownFamily("One"), two = grownFamily("Two");
    const AccountId a = forkOnce(one[0]), b = forkOnce(two[0]);
    earn(a, usd(50'000));
    const AccountId grandchild = forkOnce(a);
    earn(b, usd(480'000));
    const auto rows = growth().mergeCandidates({}, {})->rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].branch, b);
    EXPECT_TRUE(rows[0].isDue);
    EXPECT_EQ(rows[0].value, usd(506'000));
    EXPECT_EQ(rows[1].branch, a);
    EXPECT_EQ(rows[1].accounts, 2);
    EXPECT_EQ(rows[1].value, usd(26'000 + 25'000));
    const auto contexts = growth().mergeContexts(std::vector{a, b}, orders.date).value();
    ASSERT_EQ(contexts.size(), 2U);
    ASSERT_EQ(contexts[0].accounts.size(), 2U);
    EXPECT_EQ(contexts[0].accounts[1].account.id, grandchild);
    EXPECT_EQ(contexts[0].otherGenerations, 1);
    ASSERT_TRUE(contexts[1].com);
    EXPECT_EQ(contexts[1].com->id, two[2]);
    const auto byBranch = growth().mergeContext({}, a, orders.date).value();
    ASSERT_TRUE(byBranch);
    EXPECT_EQ(byBranch->accounts.size(), 2U);
}

TEST_P(GrowthContract, theTreeShowsTheFamilyOfADay) {
    const auto family = grownFamily();
    const domain::FamilyId id = account(family[0]).familyId;
    const domain::Date opened = orders.date;
    nextDay();
    const AccountId child = done(grower().fork(family[0])).openedAccounts[0];
    const domain::Date forked = orders.date;
    nextDay();
    earn(child, usd(1'000));
    nextDay();
    done(grower().merge({child}));
    const domain::Date merged = orders.date;

    const auto first = growth().familyTree(id, opened).value().value();
    EXPECT_EQ(first.nodes.size(), 3U);
    EXPECT_TRUE(first.edges.empty());
    EXPECT_EQ(first.total, usd(302'000));
    const auto second = growth().familyTree(id, forked).value().value();
    ASSERT_EQ(second.nodes.size(), 4U);
    EXPECT_EQ(second.nodes[3].balance, usd(26'000));
    EXPECT_EQ(second.nodes[3].status, AccountStatus::Active);
    EXPECT_EQ(second.nodes[3].parent, family[0]);
    EXPECT_EQ(second.edges.size(), 2U);
    EXPECT_EQ(second.total, usd(302'000));
    const auto last = growth().familyTree(id, merged).value().value();
    EXPECT_EQ(last.nodes[3].status, AccountStatus::Closed);
    EXPECT_EQ(last.nodes[3].mergedInto, family[2]);
    EXPECT_EQ(last.edges.size(), 3U);
    EXPECT_EQ(last.total, usd(303'000));
}

TEST_P(GrowthContract, aSubtreeIsWorthTheSumOfItsLiveMembersAlsoBelowTheDepthCap) {
    database->rawSession()->execute("update growth_limits set depth_max = 2");
    const auto family = grownFamily();
    Money expected;
    std::vector<AccountId> chain{family[0]};
    for (int depth = 1; depth <= 4; ++depth) {
        chain.push_back(forkOnce(chain.back()));
        earn(chain.back(), usd(50'000));
    }
    for (const AccountId id : chain) expected = expected + balance(id);
    const auto value = growth().subtreeValue(family[0]).value().value();
    EXPECT_EQ(value.accounts, 5);
    EXPECT_EQ(value.value, expected);
    const auto part = growth().subtreeValue(chain[3]).value().value();
    EXPECT_EQ(part.accounts, 2);
    EXPECT_EQ(part.value, balance(chain[3]) + balance(chain[4]));
    EXPECT_FALSE(growth().subtreeValue(AccountId(999'999)).value());
    expectVerified();
}

TEST_P(GrowthContract, theSettingsOfAFamilyChangeByACommand) {
    const auto family = openFamily();
    const domain::FamilyId id = account(family[0]).familyId;
    domain::GrowthSettingsOrder order;
    order.header = orders.header("owner", "by hand from now on");
    order.family = id;
    order.settings.forks = domain::GrowthMode::ByHand;
    const auto plan = domain::planGrowthSettings(order);
    ASSERT_TRUE(plan.has_value());
    done(*plan);
    EXPECT_EQ(growth().settings(id).value().value(), order.settings);
}

TEST_P(GrowthContract, historyIsAppendOnly) {
    const auto family = grownFamily();
    done(grower().fork(family[0]));
    const auto raw = database->rawSession();
    for (const char* attack :
         {"delete from growth_event", "update growth_event set amount = 1",
          "update growth_event set state = 2, rolled_back_by = 1, amount = 5", "delete from lineage",
          "update lineage set amount = 1", "update account set path = 'x' where parent_id is not null",
          "update account set branch_id = 1 where parent_id is not null",
          "update account set reinvestable = reinvestable + 1 where id >= 1000"})
        EXPECT_THROW(raw->execute(attack), storage::StorageError) << attack;
    expectVerified();
}

ALLUSE_ON_BOTH_DIALECTS(GrowthContract);

} // namespace
} // namespace alluse::tests
