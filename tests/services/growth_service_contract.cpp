// Growth from command to ledger: the same on both databases.

#include "services/growth_service.h"
#include "storage/contract_fixture.h"

namespace alluse::tests {
namespace {

using domain::AccountStatus;
using services::BulkRow;

struct FixedClock final : domain::Clock {
    [[nodiscard]] domain::Timestamp now() const override { return time; }
    [[nodiscard]] domain::Date today() const override { return date; }
    void pass(int days) {
        date = date.plusDays(days);
        time = domain::Timestamp(time.microsSinceEpoch() + days * std::int64_t{86'400'000'000});
    }
    domain::Date date{20'410}; // 2025-11-18, a Tuesday
    domain::Timestamp time{1'763'467'200'000'000};
};

class GrowthContract : public ContractFixture {
protected:
    void SetUp() override {
        ContractFixture::SetUp();
        if (!database) return;
        service = std::make_unique<services::GrowthService>(
            ledger(), (*database)->growth(), authorizer, clock, registry);
        service->onCommitted([this](const domain::ChangeSet&) { ++commits; });
        family = openFamily();
        familyId = account(family[0]).familyId;
    }
    services::GrowthPort& growth() { return (*database)->growth(); }

    void earn(AccountId id, std::int64_t dollars) {
        orders.date = clock.date;
        done(orders.post(id, TransactionType::TradePremium, usd(dollars)));
    }
    domain::OrderHeader header() {
        domain::OrderHeader made;
        made.commandId = orders.commandId();
        made.actor = {"tester", "owner", "test", "because"};
        return made;
    }
    domain::ForkOrder forkOf(AccountId id) {
        domain::ForkOrder order;
        order.header = header();
        order.account = id;
        return order;
    }
    EntryReceipt forked(AccountId id) { return value(service->fork(forkOf(id))); }
    domain::GrowthEventId eventOf(const EntryReceipt& receipt) {
        return value(growth().eventOf(receipt.entry.value())).value();
    }
    domain::UndoOrder undoOf(const EntryReceipt& receipt) { return {header(), eventOf(receipt)}; }
    services::BulkRequest bulk(bool isDryRun = false) {
        services::BulkRequest request;
        request.actor = {"tester", "owner", "test", "because"};
        request.run = orders.commandId();
        request.isDryRun = isDryRun;
        return request;
    }
    // A child of the Gen-Acc that is worth `dollars`; a day later, so that nothing is cooling.
    AccountId aBranchWorth(std::int64_t dollars) {
        earn(family[0], 52'000);
        const AccountId child = forked(family[0]).openedAccounts.at(0);
        auto policy = account(child).policy;
        policy.forkingEnabled = false; // it grows without forking
        done(orders.policy(account(child), policy));
        earn(child, dollars - 26'000);
        clock.pass(1);
        return child;
    }
    domain::MergeOrder mergeOf(AccountId branch, bool isAutomatic = true) {
        domain::MergeOrder order;
        order.header = header();
        order.branch = branch;
        order.isAutomatic = isAutomatic;
        return order;
    }
    template <class T>
    static T value(services::Outcome<T> outcome) {
        if (!outcome) throw std::runtime_error(services::describe(outcome.error()));
        return std::move(*outcome);
    }
    std::vector<services::PendingForkRow> pending() {
        return value(service->pendingForks({}, {})).rows;
    }

    FixedClock clock;
    services::OwnerAuthorizer authorizer;
    metrics::MetricRegistry registry;
    std::unique_ptr<services::GrowthService> service;
    std::vector<AccountId> family;
    domain::FamilyId familyId;
    int commits = 0;
};

// Each Friday earns one percent, which is drawn at once: a flow, and no loss.
TEST_P(GrowthContract, thePreviewKnowsTheRateOfTheLastTwelveWeeks) {
    const AccountId id = family[0]; // holds 100,000
    clock.date = domain::Date::parse("2025-11-21").value(); // the first Friday of its life
    for (int week = 1; week <= 12; ++week) {
        EXPECT_FALSE(value(growth().weeklyRate(id, clock.date)));
        clock.date = clock.date.plusDays(7);
        earn(id, 1'000);
        done(orders.post(id, TransactionType::Withdrawal, usd(1'000)));
    }
    EXPECT_NEAR(value(growth().weeklyRate(id, clock.date)).value(), 0.01, 1e-12);
    const auto preview = value(service->previewFork(forkOf(id)));
    ASSERT_TRUE(preview.weeksToNextAtActual);
    EXPECT_NEAR(*preview.weeksToNextAtActual, 40.75, 0.01); // ln(1.5) / ln(1.01)
    // A week without a premium: the oldest of the twelve falls out.
    clock.date = clock.date.plusDays(7);
    EXPECT_NEAR(value(growth().weeklyRate(id, clock.date)).value(), 0.11 / 12, 1e-12);
}

TEST_P(GrowthContract, theExampleForksIntoAChildAndCom) {
    earn(family[0], 52'000);
    const auto preview = value(service->previewFork(forkOf(family[0])));
    EXPECT_TRUE(preview.issues.empty());
    const auto receipt = forked(family[0]);
    ASSERT_EQ(receipt.openedAccounts.size(), 1U);
    EXPECT_EQ(balance(family[0]), usd(100'000));
    EXPECT_EQ(balance(receipt.openedAccounts[0]), usd(26'000));
    EXPECT_EQ(balance(family[2]), usd(101'000));
    const auto child = account(receipt.openedAccounts[0]);
    EXPECT_EQ(child.name, "Lovelace Gen-Acc-F1");
    EXPECT_EQ(child.branch, child.id);
    EXPECT_EQ(child.depth, 1);
    EXPECT_EQ(commits, 1);
    expectVerified();
}

TEST_P(GrowthContract, aForkSentTwiceIsDoneOnce) {
    earn(family[0], 52'000);
    const auto order = forkOf(family[0]);
    const auto first = value(service->fork(order));
    const auto second = value(service->fork(order)); // below the threshold and cooling by now
    EXPECT_FALSE(first.wasAlreadyDone);
    EXPECT_TRUE(second.wasAlreadyDone);
    EXPECT_EQ(first.entry, second.entry);
    EXPECT_EQ(commits, 1);
}

TEST_P(GrowthContract, coolingAndTheDailyCapRefuseUntilAManagerOverrides) {
    earn(family[0], 52'000);
    forked(family[0]);
    earn(family[0], 52'000);
    expectRefused(service->fork(forkOf(family[0])), RefusalCode::ForkNotEligible);
    auto order = forkOf(family[0]);
    order.overridesDelays = true;
    EXPECT_TRUE(service->fork(order));
    clock.pass(1);
    earn(family[0], 52'000);
    EXPECT_EQ(account(forked(family[0]).openedAccounts[0]).name, "Lovelace Gen-Acc-F3");
    expectVerified();
}

TEST_P(GrowthContract, aCrossedThresholdWaitsAsARowAndIsDrained) {
    earn(family[0], 52'000);
    ASSERT_EQ(pending().size(), 1U);
    const domain::Actor job{"growth job", "owner", "job", {}};
    EXPECT_EQ(value(service->drainPending(job)).executed, 1);
    EXPECT_EQ(balance(family[0]), usd(100'000));
    EXPECT_EQ(pending().at(0).state, domain::PendingForkState::Executed);
    earn(family[0], 52'000); // within 24 hours
    EXPECT_EQ(value(service->drainPending(job)).waiting, 1);
    EXPECT_NE(pending().back().reason.find("It forked"), std::string::npos) << pending().back().reason;
    clock.pass(1);
    done(orders.post(family[0], TransactionType::Withdrawal, usd(10'000)));
    EXPECT_EQ(value(service->drainPending(job)).superseded, 1);
    EXPECT_EQ(pending().back().state, domain::PendingForkState::Superseded);
    expectVerified();
}

TEST_P(GrowthContract, aFamilyThatApprovesForksKeepsThemWaiting) {
    domain::GrowthSettingsOrder order;
    order.header = header();
    order.family = familyId;
    order.settings.forks = domain::GrowthMode::AfterApproval;
    value(service->changeSettings(order));
    EXPECT_EQ(value(service->settings(familyId)).value(), order.settings);
    earn(family[0], 52'000);
    EXPECT_EQ(value(service->drainPending({"growth job", "owner", "job", {}})).waiting, 1);
    forked(family[0]); // somebody approves it by running it
    EXPECT_EQ(pending().at(0).state, domain::PendingForkState::Executed);
}

TEST_P(GrowthContract, aBranchMergesIntoComAndItsAccountsClose) {
    const AccountId child = aBranchWorth(500'000);
    const auto order = mergeOf(child);
    value(service->merge(order));
    EXPECT_TRUE(value(service->merge(order)).wasAlreadyDone);
    EXPECT_EQ(account(child).status, AccountStatus::Closed);
    EXPECT_EQ(account(child).mergedInto, family[2]);
    EXPECT_EQ(balance(family[2]), usd(601'000));
    EXPECT_EQ(account(family[2]).baseline, usd(575'000));
    expectVerified();
}

TEST_P(GrowthContract, anUndoneForkGivesEverythingBackAndHoldsTheAccount) {
    earn(family[0], 52'000);
    const auto fork = forked(family[0]);
    const auto order = undoOf(fork);
    value(service->undo(order));
    EXPECT_EQ(balance(family[0]), usd(152'000));
    EXPECT_EQ(balance(family[2]), usd(75'000));
    EXPECT_EQ(account(fork.openedAccounts[0]).closeReason, domain::CloseReason::Undone);
    EXPECT_EQ(account(family[0]).reinvestable, usd(52'000));
    EXPECT_TRUE(value(service->undo(order)).wasAlreadyDone);
    expectRefused(service->undo(undoOf(fork)), RefusalCode::UndoNotPossible);
    const domain::Actor job{"growth job", "owner", "job", {}};
    EXPECT_EQ(value(service->drainPending(job)).waiting, 1); // held
    value(service->releaseForks({header(), family[0]}));
    EXPECT_EQ(value(service->drainPending(job)).executed, 1); // an undone fork does not cool
    expectVerified();
}

TEST_P(GrowthContract, aForkIsNotUndoneAnotherDay) {
    earn(family[0], 52'000);
    const auto fork = forked(family[0]);
    clock.pass(1);
    expectRefused(service->undo(undoOf(fork)), RefusalCode::UndoNotPossible);
}

TEST_P(GrowthContract, anUndoneMergeBringsSuccessorsBack) {
    const AccountId child = aBranchWorth(500'000);
    const auto merge = value(service->merge(mergeOf(child)));
    const auto undone = value(service->undo(undoOf(merge)));
    ASSERT_EQ(undone.openedAccounts.size(), 1U);
    const auto successor = account(undone.openedAccounts[0]);
    EXPECT_EQ(successor.balance(), usd(500'000));
    EXPECT_EQ(successor.baseline, usd(26'000));
    EXPECT_EQ(successor.reinvestable, usd(474'000));
    EXPECT_EQ(successor.branch, child);
    EXPECT_EQ(successor.parent, family[0]);
    EXPECT_EQ(account(child).status, AccountStatus::Closed);
    EXPECT_EQ(balance(family[2]), usd(101'000));
    EXPECT_EQ(account(family[2]).baseline, usd(75'000));
    expectVerified();
}

TEST_P(GrowthContract, aMergeWhoseTargetHasPaidOutStays) {
    const AccountId child = aBranchWorth(500'000);
    const auto merge = value(service->merge(mergeOf(child)));
    done(orders.post(family[2], TransactionType::Fee, usd(1)));
    expectRefused(service->undo(undoOf(merge)), RefusalCode::UndoNotPossible);
}

TEST_P(GrowthContract, aDueReinvestmentIsApprovedRunAndKeptAsARow) {
    earn(family[1], 40'000);
    clock.date = domain::Date::fromParts(2025, 12, 15).value();
    const auto due = value(service->dueReinvestments({}, {})).rows;
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].dueOn, clock.date);
    EXPECT_EQ(value(service->dueReinvestments({}, {})).rows.size(), 1U); // made once
    domain::ReinvestmentOrder order;
    order.header = header();
    order.account = family[1];
    order.row = due[0].id;
    expectRefused(service->reinvest(order), RefusalCode::ReinvestmentNotEligible); // not approved
    ASSERT_TRUE(service->approve(due[0].id, header().actor));
    order.header = header();
    value(service->reinvest(order));
    const auto after = account(family[1]);
    EXPECT_EQ(after.balance(), usd(115'000));
    EXPECT_EQ(after.balances.of(domain::Sleeve::Contracts), usd(30'000));
    EXPECT_TRUE(after.reinvestable.isZero());
    EXPECT_TRUE(value(service->reinvest(order)).wasAlreadyDone);
    EXPECT_EQ(value(service->dueReinvestments({}, {})).rows.at(0).state, domain::ReinvestmentState::Completed);
    expectVerified();
}

TEST_P(GrowthContract, tooLittleIsSkippedAndCarriedOver) {
    earn(family[1], 9'000);
    clock.date = domain::Date::fromParts(2025, 12, 15).value();
    const auto due = value(service->dueReinvestments({}, {})).rows.at(0);
    ASSERT_TRUE(service->approve(due.id, header().actor));
    domain::ReinvestmentOrder order;
    order.header = header();
    order.account = family[1];
    order.row = due.id;
    expectRefused(service->reinvest(order), RefusalCode::ReinvestmentNotEligible);
    const auto row = value(service->dueReinvestments({}, {})).rows.at(0);
    EXPECT_EQ(row.state, domain::ReinvestmentState::Cancelled);
    EXPECT_TRUE(row.reason.starts_with("Skipped.")) << row.reason;
    EXPECT_EQ(account(family[1]).reinvestable, usd(9'000));
}

TEST_P(GrowthContract, aDeferredReinvestmentComesBackOnItsDay) {
    earn(family[1], 40'000);
    clock.date = domain::Date::fromParts(2025, 12, 15).value();
    const auto due = value(service->dueReinvestments({}, {})).rows.at(0);
    const auto later = clock.date.plusDays(7);
    ASSERT_TRUE(service->defer(due.id, later, header().actor));
    clock.date = later;
    const auto rows = value(service->dueReinvestments({}, {})).rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].state, domain::ReinvestmentState::Deferred);
    EXPECT_EQ(rows[1].dueOn, later);
    EXPECT_FALSE(service->cancel(due.id, header().actor)); // it has ended
}

TEST_P(GrowthContract, allEligibleForkInOneRunAndADryRunWritesNothing) {
    for (const char* name : {"Hopper", "Turing", "Noether"}) {
        const auto other = openFamily(name, name);
        earn(other[0], 60'000);
    }
    const auto dry = value(service->forkAllEligible(bulk(true)));
    EXPECT_EQ(dry.planned, 3);
    EXPECT_EQ(dry.amount, usd(180'000));
    EXPECT_EQ(commits, 0);
    auto request = bulk();
    std::int64_t rows = 0;
    request.onRow = [&](const BulkRow&) { ++rows; };
    const auto run = value(service->forkAllEligible(request));
    EXPECT_EQ(run.done, 3);
    EXPECT_EQ(run.amount, usd(180'000));
    EXPECT_EQ(rows, 3);
    EXPECT_EQ(value(service->forkAllEligible(request)).done, 0); // the same run again
    expectVerified();
}

TEST_P(GrowthContract, theDailyCapHoldsInABulkRunToo) {
    std::vector<AccountId> roots{family[0]};
    for (int i = 0; i < 6; ++i) {
        domain::OpenAccountOrder order;
        order.header = header();
        order.header.requestedAt = clock.time;
        order.header.businessDate = clock.date;
        order.family = familyId;
        order.name = "Second Gen " + std::to_string(i);
        order.type = domain::AccountType::Generation;
        order.policy = domain::Policy::defaultsFor(order.type);
        order.openingAmount = usd(100'000);
        roots.push_back(done(domain::planOpenAccount(order).value()).openedAccounts.at(0));
    }
    for (const AccountId id : roots) earn(id, 60'000);
    const auto dry = value(service->forkAllEligible(bulk(true)));
    EXPECT_EQ(dry.planned, 5);
    EXPECT_EQ(dry.waiting, 2);
    const auto run = value(service->forkAllEligible(bulk()));
    EXPECT_EQ(run.done, 5);
    EXPECT_EQ(run.waiting, 2);
    clock.pass(1);
    EXPECT_EQ(value(service->forkAllEligible(bulk())).done, 2);
    expectVerified();
}

TEST_P(GrowthContract, aCancelledRunIsResumedUnderItsId) {
    for (const char* name : {"Hopper", "Turing"}) earn(openFamily(name, name)[0], 60'000);
    auto request = bulk();
    services::Call call;
    call.isCancelled = [] { return true; };
    const auto cut = value(service->forkAllEligible(request, call));
    EXPECT_TRUE(cut.isCancelled);
    const auto rest = value(service->forkAllEligible(request));
    EXPECT_EQ(cut.done + rest.done, 2);
}

TEST_P(GrowthContract, allReadyBranchesMergeInOneRun) {
    const AccountId child = aBranchWorth(500'000);
    EXPECT_EQ(value(service->mergeAllReady(bulk(true))).planned, 1);
    const auto run = value(service->mergeAllReady(bulk()));
    EXPECT_EQ(run.done, 1);
    EXPECT_EQ(run.amount, usd(500'000));
    EXPECT_EQ(account(child).status, AccountStatus::Closed);
}

TEST_P(GrowthContract, allDueReinvestmentsRunOnceTheyAreApproved) {
    earn(family[1], 40'000);
    earn(family[2], 40'000);
    clock.date = domain::Date::fromParts(2025, 12, 15).value();
    EXPECT_EQ(value(service->runAllDue(bulk())).waiting, 2); // nobody has approved them
    for (const auto& row : value(service->dueReinvestments({}, {})).rows)
        ASSERT_TRUE(service->approve(row.id, header().actor));
    EXPECT_EQ(value(service->runAllDue(bulk(true))).planned, 2);
    EXPECT_EQ(value(service->runAllDue(bulk())).done, 2);
    EXPECT_EQ(value(service->runAllDue(bulk())).looked, 0);
    expectVerified();
}

TEST_P(GrowthContract, aRunOfReinvestmentsAtOnceSkipsWhatIsTooLittle) {
    domain::GrowthSettingsOrder settings;
    settings.header = header();
    settings.family = familyId;
    settings.settings.reinvestments = domain::GrowthMode::AtOnce;
    value(service->changeSettings(settings));
    earn(family[1], 40'000);
    earn(family[2], 1'000);
    clock.date = domain::Date::fromParts(2025, 12, 15).value();
    const auto run = value(service->runAllDue(bulk()));
    EXPECT_EQ(run.done, 1);
    EXPECT_EQ(run.refused, 1);
    std::map<AccountId, domain::ReinvestmentState> states;
    for (const auto& row : value(service->dueReinvestments({}, {})).rows) states.emplace(row.account, row.state);
    EXPECT_EQ(states.at(family[1]), domain::ReinvestmentState::Completed);
    EXPECT_EQ(states.at(family[2]), domain::ReinvestmentState::Cancelled);
    expectVerified();
}

TEST_P(GrowthContract, historyAndTreeTellTheStory) {
    const AccountId child = aBranchWorth(500'000);
    value(service->merge(mergeOf(child)));
    const auto events = value(service->history({}, {})).rows;
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].event.kind, domain::CommandKind::Merge);
    EXPECT_EQ(events[1].event.kind, domain::CommandKind::Fork);
    const auto then = value(service->tree(familyId, domain::Date(20'410))).value();
    EXPECT_EQ(then.nodes.size(), 4U);
    const auto now = value(service->tree(familyId, clock.date)).value();
    EXPECT_EQ(now.nodes.at(3).status, AccountStatus::Closed);
    EXPECT_EQ(now.edges.size(), 3U); // fork to child, fork to Com, merge
    EXPECT_EQ(value(service->subtreeValue(family[0])).value().value, usd(100'000));
}

TEST_P(GrowthContract, aForkPlannedFromAnOldVersionIsPlannedAgain) {
    earn(family[0], 52'000);
    const auto context = value(growth().forkContext(family[0], clock.date)).value();
    auto order = forkOf(family[0]);
    order.header.requestedAt = clock.time;
    order.header.businessDate = clock.date;
    const auto old = domain::planFork(order, context).value();
    done(orders.post(family[0], TransactionType::Deposit, usd(1)));
    expectRefused(post(old), RefusalCode::Stale);
    const auto receipt = value(service->fork(order)); // the same id is planned again and done
    EXPECT_FALSE(receipt.wasAlreadyDone);
    EXPECT_EQ(balance(family[0]), usd(100'001));
    expectVerified();
}

TEST_P(GrowthContract, twoForksOfAFamilyFollowEachOther) {
    earn(family[0], 52'000);
    const auto context = value(growth().forkContext(family[0], clock.date)).value();
    domain::OpenAccountOrder second;
    second.header = header();
    second.header.requestedAt = clock.time;
    second.header.businessDate = clock.date;
    second.family = familyId;
    second.name = "Second Gen";
    second.type = domain::AccountType::Generation;
    second.policy = domain::Policy::defaultsFor(second.type);
    second.openingAmount = usd(100'000);
    const AccountId other = done(domain::planOpenAccount(second).value()).openedAccounts.at(0);
    earn(other, 60'000);
    forked(other);
    auto order = forkOf(family[0]);
    order.header.requestedAt = clock.time;
    order.header.businessDate = clock.date;
    expectRefused(post(domain::planFork(order, context).value()), RefusalCode::Stale);
    EXPECT_TRUE(service->fork(order));
}

ALLUSE_ON_BOTH_DIALECTS(GrowthContract);

} // namespace
} // namespace alluse::tests
