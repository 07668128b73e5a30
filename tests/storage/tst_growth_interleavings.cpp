// Two sessions of PostgreSQL at the moments that matter: one has locked and not committed when the
// other arrives. Whoever comes second waits, sees what was committed, and answers by the rules.

#include "storage/contract_fixture.h"
#include "storage/postgresql/plan_encoder.h"
#include "storage/postgresql/postgres_session.h"
#include "support/grower.h"

#include <future>

namespace alluse::tests {
namespace {

using domain::AccountStatus;
using domain::EntryPlan;

class GrowthInterleavings : public ::testing::Test {
protected:
    void SetUp() override {
        ALLUSE_NEEDS_POSTGRES();
        database = std::make_unique<TestDatabase>(storage::Dialect::Postgresql);
        family = done(orders.openFamily(usd(250'000))).openedAccounts;
        done(orders.post(family[0], domain::TransactionType::TradePremium, usd(52'000)));
    }

    storage::Database& open() { return **database; }
    Grower grower() { return Grower(open(), orders); }
    EntryReceipt done(const EntryPlan& plan) { return done(open().ledger().postEntry(plan)); }
    EntryReceipt done(const Outcome<EntryReceipt>& outcome) {
        if (!outcome) throw std::runtime_error(services::describe(outcome.error()));
        return *outcome;
    }
    domain::Account account(AccountId id) { return open().accounts().find(id)->value(); }
    AccountId childThatCanMerge() {
        const AccountId child = done(grower().fork(family[0])).openedAccounts[0];
        orders.date = orders.date.plusDays(1);
        orders.addMicros(25LL * 3'600 * 1'000'000);
        return child;
    }

    // `first` is written and held open; `second` is sent from another session and has to wait for it;
    // then `first` commits. Answers with what `second` got.
    Outcome<EntryReceipt> while_(const EntryPlan& first, const EntryPlan& second) {
        storage::PostgresSession holder(database->location().target, nullptr);
        holder.begin(storage::Work::Writing);
        const storage::PlanParameters parameters(first);
        auto& row = holder.run({"test.post", "select outcome from post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                                             "$10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"},
                               parameters.values());
        while (row.next()) EXPECT_EQ(row.integer(0), 1) << "the first one is done";
        auto waiting = std::async(std::launch::async, [&] { return open().ledger().postEntry(second); });
        waitUntilBlocked();
        holder.commit();
        return waiting.get();
    }
    // Ready as soon as another session waits for a lock of ours, however long that takes.
    void waitUntilBlocked() {
        storage::PostgresSession watcher(database->location().target, nullptr);
        for (std::int64_t blocked = 0; blocked == 0;) {
            auto& row = watcher.run({"test.blocked", "select count(*) from pg_stat_activity "
                                                     "where datname = current_database() and wait_event_type = 'Lock'"});
            while (row.next()) blocked = row.integer(0);
        }
    }
    void expectRefused(const Outcome<EntryReceipt>& outcome, RefusalCode code) {
        ASSERT_FALSE(outcome.has_value());
        ASSERT_TRUE(outcome.error().refusal) << outcome.error().text;
        EXPECT_EQ(domain::code(outcome.error().refusal->code), domain::code(code));
    }
    void TearDown() override {
        if (!database) return;
        const auto report = open().admin().verify({});
        ASSERT_TRUE(report.has_value());
        for (const auto& check : report->checks)
            EXPECT_TRUE(check.ok) << check.id << ": " << check.firstBreak.value_or("");
        EXPECT_EQ(report->totalCents, 0);
    }

    EntryPlan aFork(AccountId id) { return grower().planFork(grower().forkOrder(id)).value(); }
    EntryPlan aMerge(std::vector<AccountId> ids) {
        return grower().planMerge(grower().mergeOrder(std::move(ids))).value();
    }
    EntryPlan anUndo(services::EntryId entry) {
        domain::UndoOrder order;
        order.header = grower().header();
        order.event = open().growth().eventOf(entry)->value();
        return grower().planUndo(order).value();
    }
    EntryPlan aPost(AccountId id, domain::TransactionType type, std::int64_t dollars) {
        return orders.post(id, type, usd(dollars));
    }

    Orders orders;
    std::unique_ptr<TestDatabase> database;
    std::vector<AccountId> family;
};

using enum domain::TransactionType;

TEST_F(GrowthInterleavings, aWithdrawalBeforeAForkMakesItStale) {
    const auto fork = aFork(family[0]);
    expectRefused(while_(aPost(family[0], Withdrawal, 1'000), fork), RefusalCode::Stale);
    EXPECT_EQ(account(family[0]).balance(), usd(151'000));
}

TEST_F(GrowthInterleavings, aWithdrawalAfterAForkIsCheckedAgainstWhatIsLeft) {
    const auto fork = aFork(family[0]);
    expectRefused(while_(fork, aPost(family[0], Withdrawal, 120'000)), RefusalCode::ExceedsAvailable);
    EXPECT_EQ(account(family[0]).balance(), usd(100'000));
}

TEST_F(GrowthInterleavings, ofTwoForksOfOneAccountOneIsDone) {
    const auto one = aFork(family[0]), two = aFork(family[0]);
    expectRefused(while_(one, two), RefusalCode::Stale);
    EXPECT_EQ(account(family[0]).balance(), usd(100'000));
}

TEST_F(GrowthInterleavings, ofTwoForksInOneFamilyTheSecondIsPlannedAgain) {
    const AccountId child = childThatCanMerge();
    done(aPost(child, TradePremium, 50'000));
    done(aPost(family[0], TradePremium, 50'000));
    expectRefused(while_(aFork(family[0]), aFork(child)), RefusalCode::Stale);
    EXPECT_EQ(account(done(grower().fork(child)).openedAccounts[0]).name, account(family[0]).name + "-F3");
}

TEST_F(GrowthInterleavings, aForkOfAnAccountThatIsBeingMergedIsStale) {
    const AccountId child = childThatCanMerge();
    done(aPost(child, TradePremium, 50'000));
    const auto fork = aFork(child);
    expectRefused(while_(aMerge({child}), fork), RefusalCode::Stale);
    EXPECT_EQ(account(child).status, AccountStatus::Closed);
}

TEST_F(GrowthInterleavings, aMergeOfAnAccountThatIsBeingForkedIsStale) {
    const AccountId child = childThatCanMerge();
    done(aPost(child, TradePremium, 50'000));
    const auto merge = aMerge({child});
    expectRefused(while_(aFork(child), merge), RefusalCode::Stale);
    EXPECT_EQ(account(child).status, AccountStatus::Active);
}

TEST_F(GrowthInterleavings, aDepositToAMergedAccountIsRefused) {
    const AccountId child = childThatCanMerge();
    expectRefused(while_(aMerge({child}), aPost(child, Deposit, 100)), RefusalCode::AccountClosed);
}

TEST_F(GrowthInterleavings, aMergeAfterADepositIsStale) {
    const AccountId child = childThatCanMerge();
    const auto merge = aMerge({child});
    const auto outcome = while_(aPost(child, Deposit, 100), merge);
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(account(child).balance(), usd(26'100));
}

TEST_F(GrowthInterleavings, aPostOnAnUndoneChildIsRefused) {
    const auto fork = done(grower().fork(family[0]));
    const AccountId child = fork.openedAccounts[0];
    expectRefused(while_(anUndo(*fork.entry), aPost(child, TradePremium, 100)), RefusalCode::AccountClosed);
}

TEST_F(GrowthInterleavings, anUndoAfterAPostOnTheChildIsStale) {
    const auto fork = done(grower().fork(family[0]));
    const AccountId child = fork.openedAccounts[0];
    const auto undo = anUndo(*fork.entry);
    const auto outcome = while_(aPost(child, TradePremium, 100), undo);
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(account(child).status, AccountStatus::Active);
}

TEST_F(GrowthInterleavings, ofTwoUndosOneIsDone) {
    const auto fork = done(grower().fork(family[0]));
    const auto one = anUndo(*fork.entry), two = anUndo(*fork.entry);
    expectRefused(while_(one, two), RefusalCode::Stale);
}

TEST_F(GrowthInterleavings, aDepositWaitsForAClosingAndIsRefused) {
    done(aPost(family[1], Withdrawal, 71'250));
    domain::Policy policy = account(family[1]).policy;
    policy.cashBuffer = domain::BasisPoints(0);
    done(orders.policy(account(family[1]), policy));
    done(aPost(family[1], Withdrawal, 3'750));
    const auto closing = orders.status(account(family[1]), AccountStatus::Closed);
    expectRefused(while_(closing, aPost(family[1], Deposit, 100)), RefusalCode::AccountClosed);
}

TEST_F(GrowthInterleavings, aClosingAfterADepositIsRefused) {
    done(aPost(family[1], Withdrawal, 71'250));
    domain::Policy policy = account(family[1]).policy;
    policy.cashBuffer = domain::BasisPoints(0);
    done(orders.policy(account(family[1]), policy));
    done(aPost(family[1], Withdrawal, 3'750));
    const auto closing = orders.status(account(family[1]), AccountStatus::Closed);
    expectRefused(while_(aPost(family[1], Deposit, 100), closing), RefusalCode::BalanceNotZero);
}

TEST_F(GrowthInterleavings, aForkPlannedByAnOlderPolicyIsStale) {
    const auto fork = aFork(family[0]);
    domain::Policy policy = account(family[0]).policy;
    policy.cashBuffer = domain::BasisPoints(1'000);
    expectRefused(while_(orders.policy(account(family[0]), policy), fork), RefusalCode::Stale);
    EXPECT_EQ(account(done(grower().fork(family[0])).openedAccounts[0]).policy.cashBuffer.value(), 1'000);
}

TEST_F(GrowthInterleavings, aPolicyChangeAfterAForkKeepsTheForksChildAsItWas) {
    const auto fork = aFork(family[0]);
    domain::Policy policy = account(family[0]).policy;
    policy.cashBuffer = domain::BasisPoints(1'000);
    done(while_(fork, orders.policy(account(family[0]), policy)));
    EXPECT_EQ(account(family[0]).policy.cashBuffer.value(), 1'000);
}

class ClosingComAcc : public GrowthInterleavings {
protected:
    void SetUp() override {
        GrowthInterleavings::SetUp();
        if (!database) return;
        // A family whose only account is its designated Com-Acc, empty.
        domain::OpenAccountOrder order;
        order.header = orders.header();
        order.family = domain::NewFamily{"Alone", domain::NewClient{"Grace Hopper", "", "", ""}, "moderate"};
        order.type = domain::AccountType::Compounding;
        order.name = "Alone Com-Acc";
        order.policy = domain::Policy::defaultsFor(order.type);
        com = done(domain::planOpenAccount(order).value()).openedAccounts.at(0);
    }
    EntryPlan opening() {
        domain::OpenAccountOrder order;
        order.header = orders.header();
        order.family = account(com).familyId;
        order.type = domain::AccountType::Generation;
        order.name = "Alone Gen-Acc";
        order.policy = domain::Policy::defaultsFor(order.type);
        return domain::planOpenAccount(order).value();
    }
    EntryPlan closing() { return orders.status(account(com), AccountStatus::Closed); }
    AccountId com;
};

TEST_F(ClosingComAcc, waitsForAGenAccThatOpensAndIsRefused) {
    const auto close = closing();
    expectRefused(while_(opening(), close), RefusalCode::DesignatedComAccount);
}

TEST_F(ClosingComAcc, isWaitedForByAGenAccThatOpens) {
    const auto open = opening();
    EXPECT_TRUE(while_(closing(), open).has_value());
    EXPECT_EQ(account(com).status, AccountStatus::Closed);
}

} // namespace
} // namespace alluse::tests
