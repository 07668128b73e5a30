// A batch is its commands one by one: the same answers, the same books, on both databases. What waits
// together is sent together, and nobody notices.

#include "storage/contract_fixture.h"

#include "support/orders.h"
#include "support/run_seed.h"

#include <random>
#include <sstream>
#include <thread>

namespace alluse::tests {
namespace {

using domain::EntryPlan;

std::string shown(const Outcome<EntryReceipt>& outcome) {
    std::ostringstream text;
    if (!outcome) {
        if (!outcome.error().refusal) return outcome.error().text;
        const domain::Refusal& refusal = *outcome.error().refusal;
        text << "refused " << code(refusal.code) << " field " << refusal.field << " detail " << refusal.detail;
        if (refusal.account) text << " account " << refusal.account->value();
        if (refusal.limit) text << " limit " << refusal.limit->text();
        return text.str();
    }
    text << (outcome->wasAlreadyDone ? "again" : "done");
    for (const auto& after : outcome->accounts)
        text << " " << after.account.value() << ":" << after.balance.text() << "/" << after.cash.text() << "/v" << after.version;
    text << " changed";
    for (const auto id : outcome->changes.accounts) text << " " << id.value();
    for (const auto id : outcome->changes.families) text << " family " << id.value();
    for (const auto type : outcome->changes.types) text << " " << code(type);
    return text.str();
}

class BatchContract : public ContractFixture {
protected:
    std::vector<Outcome<EntryReceipt>> batch(const std::vector<EntryPlan>& plans) { return ledger().postEntries(plans); }
    EntryPlan deposit(AccountId id, std::int64_t dollars) { return orders.post(id, TransactionType::Deposit, usd(dollars)); }
    EntryPlan withdrawal(AccountId id, std::int64_t dollars) { return orders.post(id, TransactionType::Withdrawal, usd(dollars)); }
    EntryPlan importRow(AccountId id, TransactionType type, std::int64_t dollars) {
        auto order = orders.postOrder(id, type, usd(dollars));
        order.importRow = ++m_row;
        return *domain::planPost(order);
    }
    static std::string stateOf(TestDatabase& database) {
        std::ostringstream text;
        const auto session = database.rawSession();
        auto& accounts = session->run({"test.accounts", "select id, cash, baseline, reinvestable, seq, version, status, "
                                                        "coalesce(last_activity_on, 0) from account where id >= 1000 order by id"});
        while (accounts.next())
            for (int i = 0; i < 8; ++i) text << accounts.integer(i) << (i == 7 ? "\n" : " ");
        auto& postings = session->run({"test.postings",
                                       "select account_id, seq, amount, baseline_delta, gain_delta, balance_after, business_date, "
                                       "type, line, recorded_at, coalesce(option_symbol, '-') from posting where seq is not null "
                                       "order by account_id, seq"});
        while (postings.next()) {
            for (int i = 0; i < 10; ++i) text << postings.integer(i) << " ";
            text << postings.text(10) << "\n";
        }
        auto& pending = session->run({"test.pending", "select account_id, surplus, state from pending_fork order by id"});
        while (pending.next()) text << pending.integer(0) << " due " << pending.integer(1) << " " << pending.integer(2) << "\n";
        for (const storage::Sql& sums :
             {storage::Sql{"test.commands", "select count(*), sum(outcome), sum(coalesce(refusal_code, 0)) from command"},
              storage::Sql{"test.entries", "select count(*), sum(coalesce(import_row, 0)), sum(coalesce(original_date, 0)) from entry"}}) {
            auto& row = session->run(sums);
            while (row.next()) text << row.string(0) << " " << row.string(1) << " " << row.string(2) << "\n";
        }
        return text.str();
    }
    std::int64_t m_row = 0;
};

// Every kind of plain command near the edges, some sent again, some twice in one batch, on accounts of
// which some are suspended, closed, inactive or unknown, with a closed period in between.
TEST_P(BatchContract, isItsCommandsOneByOne) {
    std::mt19937_64 random(seedOfThisRun());
    const auto below = [&](std::int64_t bound) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound)); };
    TestDatabase other(GetParam());
    std::vector<AccountId> accounts;
    const auto both = [&](const EntryPlan& plan) {
        ASSERT_EQ(shown(post(plan)), shown(other->ledger().postEntry(plan)));
    };
    for (int i = 0; i < 4; ++i) {
        const auto plan = orders.openFamily(usd(250'000), "Client " + std::to_string(i), "Family " + std::to_string(i));
        const auto opened = done(plan).openedAccounts;
        ASSERT_TRUE(other->ledger().postEntry(plan));
        accounts.insert(accounts.end(), opened.begin(), opened.end());
    }
    both(orders.status(account(accounts[3]), domain::AccountStatus::Suspended));
    both(orders.status(account(accounts[4]), domain::AccountStatus::Inactive));
    both(orders.post(accounts[7], TransactionType::Withdrawal, usd(71'250)));
    accounts.push_back(AccountId(987'654)); // nobody's
    std::vector<EntryPlan> sent;
    const auto anyPlan = [&]() -> EntryPlan {
        if (!sent.empty() && below(12) == 0) return sent[static_cast<std::size_t>(below(static_cast<std::int64_t>(sent.size())))];
        const auto from = static_cast<std::size_t>(below(static_cast<std::int64_t>(accounts.size())));
        const AccountId id = accounts[from];
        const std::int64_t amount = below(4) == 0 ? 20'000 + below(60'000) : 1 + below(500);
        orders.date = domain::Date(20'410 - static_cast<std::int32_t>(below(3)));
        EntryPlan plan;
        switch (below(9)) {
        case 0: plan = withdrawal(id, amount); break;
        case 1: plan = orders.transfer(id, accounts[from % 3 == 2 || from + 1 == accounts.size() ? from - 1 : from + 1], usd(amount)); break;
        case 2: plan = orders.post(id, TransactionType::TradePremium, usd(amount)); break;
        case 3: plan = orders.post(id, TransactionType::TradeAssignment, usd(below(2) == 0 ? amount : -amount)); break;
        case 4: plan = orders.post(id, TransactionType::Fee, usd(amount)); break;
        case 5: plan = importRow(id, TransactionType::Deposit, amount); break;
        case 6: plan = importRow(id, TransactionType::Withdrawal, amount); break;
        case 7: plan = orders.transfer(id, accounts[static_cast<std::size_t>(below(12)) == from ? 12 : 0], usd(amount)); break;
        default: plan = deposit(id, amount);
        }
        if (plan.kind == domain::CommandKind::ImportRow && below(3) == 0) plan.originalDate = plan.businessDate.plusDays(-40);
        if (below(20) == 0) plan.payload += " "; // the same id may come with other content
        sent.push_back(plan);
        return plan;
    };
    int refused = 0;
    for (int round = 0; round < 40 && !HasFailure(); ++round) {
        std::vector<EntryPlan> plans;
        for (std::int64_t left = 1 + below(40); left > 0;) {
            EntryPlan plan;
            try {
                plan = anyPlan();
            } catch (const std::logic_error&) { // cannot even be planned
                continue;
            }
            if (below(15) == 0) plan.payload += "?";
            plans.push_back(std::move(plan));
            --left;
        }
        if (round == 20) {
            for (auto* each : {database.get(), &other})
                EXPECT_TRUE((*each)->ledger().postEntry(aClosedPeriod(domain::Date(20'409))));
        }
        const auto together = batch(plans);
        ASSERT_EQ(together.size(), plans.size());
        for (std::size_t i = 0; i < plans.size(); ++i) {
            const auto alone = other->ledger().postEntry(plans[i]);
            ASSERT_EQ(shown(alone), shown(together[i])) << "round " << round << " command " << i << " " << plans[i].payload;
            refused += alone ? 0 : 1;
        }
        ASSERT_EQ(stateOf(other), stateOf(*database)) << "round " << round;
    }
    EXPECT_GT(refused, 50);
    expectVerified();
}

TEST_P(BatchContract, aRefusedCommandInTheMiddleTouchesNobody) {
    const auto family = openFamily();
    const auto outcomes = batch({deposit(family[0], 1), withdrawal(family[1], 99'000), withdrawal(family[2], 1), deposit(family[0], 2)});
    ASSERT_EQ(outcomes.size(), 4U);
    EXPECT_TRUE(outcomes[0]);
    expectRefused(outcomes[1], RefusalCode::ExceedsAvailable);
    expectRefused(outcomes[2], RefusalCode::WithdrawalsNotAllowed);
    EXPECT_TRUE(outcomes[3]);
    EXPECT_EQ(balance(family[0]), usd(100'003));
    EXPECT_EQ(balance(family[1]), usd(75'000));
    expectVerified();
}

TEST_P(BatchContract, oneIdTwiceInABatchIsExecutedOnce) {
    const auto family = openFamily();
    const auto plan = deposit(family[0], 10);
    auto changed = plan;
    changed.payload += " ";
    const auto outcomes = batch({plan, plan, changed});
    ASSERT_TRUE(outcomes[0] && outcomes[1]);
    EXPECT_FALSE(outcomes[0]->wasAlreadyDone);
    EXPECT_TRUE(outcomes[1]->wasAlreadyDone);
    EXPECT_EQ(outcomes[0]->entry, outcomes[1]->entry);
    expectRefused(outcomes[2], RefusalCode::CommandIdReused);
    EXPECT_EQ(balance(family[0]), usd(100'010));
}

TEST_P(BatchContract, theSecondIsOverdrawnOnlyBecauseOfTheFirst) {
    const auto family = openFamily();
    const auto outcomes = batch({withdrawal(family[0], 95'000), withdrawal(family[0], 1), deposit(family[0], 200), withdrawal(family[0], 150)});
    EXPECT_TRUE(outcomes[0]);
    expectRefused(outcomes[1], RefusalCode::ExceedsAvailable);
    EXPECT_TRUE(outcomes[2]);
    EXPECT_TRUE(outcomes[3]); // and the deposit in between makes it possible
    EXPECT_EQ(balance(family[0]), usd(5'050));
}

TEST_P(BatchContract, aClosedAccountAndAClosedPeriodAreRefusedByName) {
    const auto family = openFamily();
    const auto second = openFamily("Grace Hopper", "Hopper");
    done(withdrawal(second[0], 95'000));
    done(orders.transfer(second[1], second[0], usd(1)));
    ASSERT_TRUE(post(aClosedPeriod(orders.date.plusDays(-1))));
    auto late = deposit(family[0], 5);
    late.businessDate = orders.date.plusDays(-1);
    const auto outcomes = batch({deposit(family[0], 1), late, deposit(AccountId(777'777), 1), deposit(family[0], 3)});
    EXPECT_TRUE(outcomes[0]);
    expectRefused(outcomes[1], RefusalCode::PeriodClosed);
    expectRefused(outcomes[2], RefusalCode::UnknownAccount);
    EXPECT_TRUE(outcomes[3]);
    EXPECT_EQ(balance(family[0]), usd(100'004));
    expectVerified();
}

TEST_P(BatchContract, aThresholdThatIsCrossedInABatchLeavesOnePendingFork) {
    const auto family = openFamily();
    std::vector<EntryPlan> plans;
    for (int i = 0; i < 6; ++i) plans.push_back(orders.post(family[0], TransactionType::TradePremium, usd(20'000)));
    for (const auto& outcome : batch(plans)) EXPECT_TRUE(outcome);
    const auto session = database->rawSession();
    auto& row = session->run({"test.pending", "select count(*), max(surplus) from pending_fork where state = 1"});
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), 1);
    EXPECT_EQ(row.integer(1), usd(60'000).cents());
    while (row.next()) {}
    expectVerified();
}

// Many callers of single commands: what waits goes together, each hears its own answer.
TEST_P(BatchContract, whoWaitsTogetherIsSentTogether) {
    constexpr int kThreads = 16, kEach = 20;
    const auto family = openFamily();
    std::vector<std::vector<EntryPlan>> plans(kThreads);
    for (auto& own : plans)
        for (int i = 0; i < kEach; ++i)
            own.push_back(i % 4 == 3 ? withdrawal(family[1], 90'000) : deposit(family[0], 1));
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread)
            threads.emplace_back([&, thread] {
                for (const auto& plan : plans[static_cast<std::size_t>(thread)]) {
                    const auto outcome = post(plan);
                    const bool isWithdrawal = plan.postings[0].amount.isNegative();
                    EXPECT_EQ(outcome.has_value(), !isWithdrawal) << shown(outcome);
                }
            });
    }
    EXPECT_EQ(balance(family[0]), usd(100'000 + kThreads * kEach * 3 / 4));
    EXPECT_EQ(balance(family[1]), usd(75'000));
    expectVerified();
}

ALLUSE_ON_BOTH_DIALECTS(BatchContract);

} // namespace
} // namespace alluse::tests
