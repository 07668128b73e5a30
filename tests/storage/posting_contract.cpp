// What both databases promise about writing: one suite, run on each.

#include "storage/contract_fixture.h"
#include "support/orders.h"

#include <algorithm>

namespace alluse::tests {
namespace {

using domain::AccountStatus;
using domain::EntryPlan;
using storage::Dialect;

Money cents(std::int64_t value) { return Money::fromCents(value); }
domain::Date day(int year, unsigned month, unsigned dayOfMonth) {
    return domain::Date::fromParts(year, month, dayOfMonth).value();
}

template <class T>
T planned(domain::Planned<T> plan) {
    if (!plan) throw std::logic_error("not plannable: " + domain::describe(plan.error()));
    return std::move(*plan);
}

class PostingContract : public ContractFixture {
protected:
    PostingContract() { orders.date = day(2026, 3, 2); }

    storage::Database& open() { return **database; }
    domain::CommandId freshCommandId() { return orders.commandId(); }
    domain::OrderHeader header() { return orders.header("owner", "because the test says so"); }
    EntryPlan aFamily(std::int64_t capital = 25'000'000, const std::string& name = "Miller") {
        return orders.openFamily(cents(capital), name + " Trust", name);
    }
    EntryPlan aPost(AccountId id, TransactionType type, std::int64_t amount) {
        return orders.post(id, type, cents(amount));
    }
    EntryPlan aDeposit(AccountId id, std::int64_t amount) { return aPost(id, TransactionType::Deposit, amount); }
    EntryPlan aDeposit(AccountId id, std::int64_t amount, domain::CommandId command) {
        auto order = orders.postOrder(id, TransactionType::Deposit, cents(amount));
        order.header.commandId = command;
        return planned(domain::planPost(order));
    }
    EntryPlan aWithdrawal(AccountId id, std::int64_t amount) {
        return aPost(id, TransactionType::Withdrawal, amount);
    }
    EntryPlan aTransfer(AccountId source, AccountId target, std::int64_t amount) {
        return orders.transfer(source, target, cents(amount));
    }
    RefusalCode refusalOf(const EntryPlan& plan) { return refusalIn(post(plan)); }
    static RefusalCode refusalIn(const Outcome<EntryReceipt>& outcome) {
        if (outcome) throw std::runtime_error("it was done, and should have been refused");
        if (!outcome.error().refusal) throw std::runtime_error(outcome.error().text);
        return outcome.error().refusal->code;
    }
    std::unique_ptr<storage::Session> rawSession() { return database->rawSession(); }
    void expectRefusedBySchema(const std::string& sql) {
        const auto session = rawSession();
        EXPECT_THROW(session->execute(sql), storage::StorageError) << sql;
    }
};

TEST_P(PostingContract, openingAFamilySplitsTheCapital) {
    const auto receipt = done(aFamily());
    ASSERT_EQ(receipt.openedAccounts.size(), 3U);
    EXPECT_TRUE(receipt.client && receipt.family && receipt.entry);
    EXPECT_EQ(account(receipt.openedAccounts[0]).balance(), cents(10'000'000));
    EXPECT_EQ(account(receipt.openedAccounts[1]).balance(), cents(7'500'000));
    EXPECT_EQ(account(receipt.openedAccounts[2]).balance(), cents(7'500'000));
    EXPECT_EQ(account(receipt.openedAccounts[0]).baseline, cents(10'000'000));
    EXPECT_EQ(receipt.accounts.size(), 3U);
    EXPECT_EQ(receipt.changes.accounts, receipt.openedAccounts);
    EXPECT_EQ(receipt.changes.types.size(), 3U);
    expectVerified();
}

TEST_P(PostingContract, aRepeatedCommandReturnsTheStoredAnswerAndPostsNothing) {
    const auto family = openFamily();
    const auto plan = aDeposit(family[0], 5'000);
    const auto first = done(plan);
    const auto second = done(plan);
    EXPECT_FALSE(first.wasAlreadyDone);
    EXPECT_TRUE(second.wasAlreadyDone);
    EXPECT_EQ(first.entry, second.entry);
    EXPECT_EQ(first.changes.accounts, second.changes.accounts);
    EXPECT_EQ(first.changes.families, second.changes.families);
    EXPECT_EQ(first.accounts.at(0).balance, second.accounts.at(0).balance);
    EXPECT_EQ(account(family[0]).balance(), cents(10'005'000));
}

TEST_P(PostingContract, aCommandIdWithOtherContentIsRefused) {
    const auto family = openFamily();
    const auto id = freshCommandId();
    done(aDeposit(family[0], 5'000, id));
    EXPECT_EQ(refusalOf(aDeposit(family[0], 6'000, id)), RefusalCode::CommandIdReused);
    EXPECT_EQ(account(family[0]).balance(), cents(10'005'000));
}

TEST_P(PostingContract, aRefusedCommandStaysRefused) {
    const auto family = openFamily();
    const auto plan = aWithdrawal(family[1], 7'200'000); // the buffer of 5 % leaves 71,250.00
    auto outcome = open().ledger().postEntry(plan);
    ASSERT_FALSE(outcome);
    ASSERT_TRUE(outcome.error().refusal);
    EXPECT_EQ(outcome.error().refusal->code, RefusalCode::ExceedsAvailable);
    EXPECT_EQ(outcome.error().refusal->limit, cents(7'125'000));
    EXPECT_EQ(outcome.error().refusal->account, family[1]);
    done(aDeposit(family[1], 1'000'000)); // now it would fit, but the answer was given
    EXPECT_EQ(refusalOf(plan), RefusalCode::ExceedsAvailable);
    const auto found = open().ledger().findCommand(plan.commandId);
    ASSERT_TRUE(found && found->has_value());
    EXPECT_EQ(refusalIn(**found), RefusalCode::ExceedsAvailable);
    expectVerified();
}

TEST_P(PostingContract, aRefusedImportRowMayBeSentAgain) {
    const auto family = openFamily();
    domain::PostOrder order;
    order.header = header();
    order.account = family[1];
    order.type = TransactionType::Withdrawal;
    order.amount = cents(7'200'000);
    order.importRow = 2;
    const auto plan = planned(domain::planPost(order));
    EXPECT_EQ(refusalOf(plan), RefusalCode::ExceedsAvailable);
    done(aDeposit(family[1], 1'000'000));
    EXPECT_FALSE(done(plan).wasAlreadyDone);
}

TEST_P(PostingContract, anUnknownCommandIsNotFound) {
    const auto found = open().ledger().findCommand(freshCommandId());
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->has_value());
}

TEST_P(PostingContract, theWholeAvailableBalanceCanBeWithdrawnAndNoCentMore) {
    const auto family = openFamily();
    EXPECT_EQ(refusalOf(aWithdrawal(family[0], 9'500'001)), RefusalCode::ExceedsAvailable);
    done(aWithdrawal(family[0], 9'500'000));
    EXPECT_EQ(account(family[0]).balance(), cents(500'000));
    EXPECT_EQ(account(family[0]).baseline, cents(10'000'000)); // withdrawals do not lower it
}

TEST_P(PostingContract, comAccountsLetNothingOutByHand) {
    const auto family = openFamily();
    EXPECT_EQ(refusalOf(aWithdrawal(family[2], 100)), RefusalCode::WithdrawalsNotAllowed);
    EXPECT_EQ(refusalOf(aTransfer(family[2], family[0], 100)), RefusalCode::WrongTypeForAccount);
    done(aTransfer(family[0], family[2], 100));
    EXPECT_EQ(account(family[2]).balance(), cents(7'500'100));
}

TEST_P(PostingContract, aTransferStaysInTheFamily) {
    const auto family = openFamily();
    const auto other = done(aFamily(1'000'000, "Baker")).openedAccounts;
    EXPECT_EQ(refusalOf(aTransfer(family[0], other[0], 100)), RefusalCode::DifferentFamilies);
}

// PostgreSQL writes most transfers a shorter way than other entries, and locks ascending: neither
// may show.
TEST_P(PostingContract, aTransferAnswersAlikeInEitherDirection) {
    const auto family = openFamily();
    for (const auto& [source, target] : {std::pair(family[0], family[1]), std::pair(family[1], family[0])}) {
        const auto first = account(source), second = account(target);
        const auto plan = orders.transfer(source, target, usd(100));
        const auto receipt = done(plan);
        ASSERT_EQ(receipt.accounts.size(), 2U);
        EXPECT_EQ(receipt.changes.accounts, (std::vector{family[0], family[1]}));
        EXPECT_EQ(receipt.changes.families, std::vector{first.familyId});
        for (const auto& after : receipt.accounts) {
            const auto stored = account(after.account);
            EXPECT_EQ(after.balance, stored.balance());
            EXPECT_EQ(after.cash, stored.balances.cash());
            EXPECT_EQ(after.version, stored.version);
        }
        EXPECT_EQ(balance(source), first.balance() - usd(100));
        EXPECT_EQ(balance(target), second.balance() + usd(100));

        const auto again = done(plan);
        EXPECT_TRUE(again.wasAlreadyDone);
        EXPECT_EQ(again.entry, receipt.entry);
        ASSERT_EQ(again.accounts.size(), 2U);
        EXPECT_EQ(again.accounts[0].account, receipt.accounts[0].account);
        EXPECT_EQ(again.accounts[0].balance, receipt.accounts[0].balance);
        auto other = orders.transfer(source, target, usd(101));
        other.commandId = plan.commandId;
        expectRefused(post(other), RefusalCode::CommandIdReused);

        const Money available = account(source).available();
        expectRefused(post(orders.transfer(source, target, available + cents(1))), RefusalCode::ExceedsAvailable);
        done(orders.status(account(target), AccountStatus::Suspended));
        expectRefused(post(orders.transfer(source, target, usd(1))), RefusalCode::AccountSuspended);
        done(orders.status(account(target), AccountStatus::Active));
        EXPECT_EQ(balance(source), first.balance() - usd(100));
        done(orders.transfer(source, target, available)); // to the last cent
        expectRefused(post(orders.transfer(source, target, cents(1))), RefusalCode::ExceedsAvailable);
        done(orders.transfer(target, source, available));
    }
    ASSERT_TRUE(open().ledger().postEntry(tests::aClosedPeriod(orders.date)).has_value());
    expectRefused(post(orders.transfer(family[1], family[0], usd(1))), RefusalCode::PeriodClosed);
    expectVerified();
}

TEST_P(PostingContract, aTransferThatCrossesTheForkThresholdLeavesAPendingFork) {
    const auto family = openFamily();
    done(orders.transfer(family[1], family[0], usd(49'999)));
    done(orders.post(family[1], TransactionType::Deposit, usd(100'000)));
    const auto session = database->rawSession();
    const auto pending = [&] {
        auto& row = session->run({"test.pending", "select count(*) from pending_fork"});
        std::int64_t count = -1;
        while (row.next()) count = row.integer(0);
        return count;
    };
    EXPECT_EQ(pending(), 0);
    done(orders.transfer(family[1], family[0], usd(1)));
    EXPECT_EQ(pending(), 1);
    expectVerified();
}

TEST_P(PostingContract, anUnknownAccountIsRefusedAndASystemAccountIsNoAccount) {
    openFamily();
    EXPECT_EQ(refusalOf(aDeposit(AccountId(999'999), 100)), RefusalCode::UnknownAccount);
}

TEST_P(PostingContract, anAssignmentMayUseTheBufferButNotMoreThanTheCash) {
    const auto family = openFamily();
    done(aPost(family[0], TransactionType::TradeAssignment, -9'900'000));
    EXPECT_EQ(account(family[0]).balance(), cents(100'000));
    EXPECT_EQ(refusalOf(aPost(family[0], TransactionType::TradeAssignment, -100'001)), RefusalCode::ExceedsCash);
}

TEST_P(PostingContract, statusesLetMoneyMoveOnlyWhereTheyMay) {
    const auto family = openFamily();
    const auto change = [&](AccountStatus to) {
        domain::ChangeStatusOrder order;
        order.header = header();
        order.header.actor.role = "manager";
        order.account = family[1];
        order.to = to;
        done(planned(domain::planChangeStatus(order, account(family[1]))));
    };
    change(AccountStatus::Inactive);
    EXPECT_EQ(refusalOf(aWithdrawal(family[1], 100)), RefusalCode::AccountInactive);
    done(aDeposit(family[1], 100));
    change(AccountStatus::Suspended);
    EXPECT_EQ(refusalOf(aDeposit(family[1], 100)), RefusalCode::AccountSuspended);
    change(AccountStatus::Active);
    done(aWithdrawal(family[1], 100));
    expectVerified();
}

TEST_P(PostingContract, closedIsFinal) {
    domain::OpenAccountOrder order;
    order.header = header();
    order.family = done(aFamily()).family.value();
    order.name = "Spare";
    order.type = domain::AccountType::Revenue;
    order.policy = domain::Policy::defaultsFor(order.type);
    const AccountId spare = done(planned(domain::planOpenAccount(order))).openedAccounts.at(0);
    domain::ChangeStatusOrder closing;
    closing.header = header();
    closing.account = spare;
    closing.to = AccountStatus::Closed;
    closing.closeReason = domain::CloseReason::Client;
    done(planned(domain::planChangeStatus(closing, account(spare))));
    EXPECT_EQ(account(spare).status, AccountStatus::Closed);
    EXPECT_EQ(refusalOf(aDeposit(spare, 100)), RefusalCode::AccountClosed);
    expectRefusedBySchema("update account set status = 1, close_reason = null where id = " +
                          std::to_string(spare.value()));
    expectVerified();
}

TEST_P(PostingContract, anAccountWithMoneyCannotClose) {
    const auto family = openFamily();
    EntryPlan plan = aDeposit(family[1], 100);
    plan.postings.clear();
    plan.kind = domain::CommandKind::ChangeStatus;
    plan.statusChanges = {{family[1], AccountStatus::Closed, domain::CloseReason::Client, std::nullopt}};
    EXPECT_EQ(refusalOf(plan), RefusalCode::BalanceNotZero);
}

TEST_P(PostingContract, aPolicyChangeFromAnOldVersionIsStale) {
    const auto family = openFamily();
    domain::ChangePolicyOrder order;
    order.header = header();
    order.account = family[0];
    order.policy = account(family[0]).policy;
    order.policy.cashBuffer = domain::BasisPoints(1'000);
    order.fromVersion = 1;
    done(planned(domain::planChangePolicy(order, domain::AccountType::Generation)));
    EXPECT_EQ(account(family[0]).policyVersion, 2);
    EXPECT_EQ(account(family[0]).policy.cashBuffer.value(), 1'000);
    EXPECT_EQ(account(family[0]).available(), cents(9'000'000));
    order.header = header();
    EXPECT_EQ(refusalOf(planned(domain::planChangePolicy(order, domain::AccountType::Generation))),
              RefusalCode::Stale);
    EXPECT_EQ(refusalOf(aWithdrawal(family[0], 9'000'001)), RefusalCode::ExceedsAvailable);
}

TEST_P(PostingContract, anEntryIsReversedOnceAndTheBaselineFollows) {
    const auto family = openFamily();
    const auto deposit = done(aDeposit(family[0], 5'000));
    const auto stored = open().entries().entry(deposit.entry.value());
    ASSERT_TRUE(stored && stored->has_value());
    domain::ReverseOrder order;
    order.header = header();
    order.header.actor.role = "manager";
    order.entry = deposit.entry.value();
    done(planned(domain::planReverse(order, (*stored)->stored)));
    EXPECT_EQ(account(family[0]).balance(), cents(10'000'000));
    EXPECT_EQ(account(family[0]).baseline, cents(10'000'000));
    order.header.commandId = freshCommandId();
    EXPECT_EQ(refusalOf(planned(domain::planReverse(order, (*stored)->stored))), RefusalCode::AlreadyReversed);
    expectVerified();
}

TEST_P(PostingContract, aClosedPeriodTakesNothingWithoutAManager) {
    const auto family = openFamily();
    ASSERT_TRUE(open().ledger().postEntry(tests::aClosedPeriod(day(2026, 3, 31))));
    EXPECT_EQ(refusalOf(aDeposit(family[0], 100)), RefusalCode::PeriodClosed);
    EntryPlan late = aDeposit(family[0], 100);
    late.managerOverride = true;
    done(late);
    const auto status = open().admin().status();
    ASSERT_TRUE(status);
    EXPECT_EQ(status->closedThrough, day(2026, 3, 31));
}

TEST_P(PostingContract, aPeriodIsClosedOnceUnderItsIdAndNeverGoesBack) {
    const EntryPlan first = aClosedPeriod(day(2026, 3, 31));
    EXPECT_FALSE(done(first).wasAlreadyDone);
    EXPECT_TRUE(done(first).wasAlreadyDone);
    EXPECT_FALSE(done(aClosedPeriod(day(2026, 3, 31))).wasAlreadyDone); // another command, the same end
    EXPECT_EQ(refusalOf(aClosedPeriod(day(2026, 2, 28))), RefusalCode::PeriodClosed);
    EXPECT_EQ(refusalOf(aClosedPeriod(day(2026, 4, 30), first.commandId)), RefusalCode::CommandIdReused);
    done(aClosedPeriod(day(2026, 4, 30)));
    EXPECT_EQ(open().admin().status()->closedThrough, day(2026, 4, 30));
    const auto kept = open().ledger().findCommand(first.commandId);
    ASSERT_TRUE(kept && *kept && **kept);
    expectVerified();
}

TEST_P(PostingContract, aRefusalOfThePlannerIsKeptUnderItsId) {
    domain::Refusal refusal;
    refusal.code = RefusalCode::InvalidAmount;
    refusal.limit = cents(7);
    refusal.detail = "zero";
    refusal.field = "amount";
    const auto head = header();
    const EntryPlan plan = domain::refusedPlan(head, domain::CommandKind::Post, "{\"amountCents\":0}", refusal);
    for (int time = 0; time < 2; ++time) {
        const auto outcome = open().ledger().postEntry(plan);
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().refusal, refusal);
    }
    const auto kept = open().ledger().findCommand(head.commandId);
    ASSERT_TRUE(kept && *kept && !**kept);
    EXPECT_EQ((**kept).error().refusal, refusal);
    // A command that was done before keeps its answer, whatever a planner says now.
    const auto family = openFamily();
    EntryPlan deposit = aDeposit(family[0], 100);
    done(deposit);
    EntryPlan again = domain::refusedPlan(head, deposit.kind, deposit.payload, refusal);
    again.commandId = deposit.commandId;
    EXPECT_TRUE(done(again).wasAlreadyDone);
    expectVerified();
}

TEST_P(PostingContract, aDuplicateReferenceIsRefused) {
    domain::OpenAccountOrder order;
    order.header = header();
    order.family = done(aFamily()).family.value();
    order.name = "First";
    order.reference = "BANK-1";
    order.type = domain::AccountType::Revenue;
    order.policy = domain::Policy::defaultsFor(order.type);
    done(planned(domain::planOpenAccount(order)));
    order.header = header();
    EXPECT_EQ(refusalOf(planned(domain::planOpenAccount(order))), RefusalCode::DuplicateReference);
    const auto found = open().accounts().findByReference("BANK-1");
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->has_value());
}

TEST_P(PostingContract, aRefusedPlanInABatchLeavesItsNeighboursAlone) {
    const auto family = openFamily();
    const std::vector<EntryPlan> plans{aDeposit(family[0], 100), aWithdrawal(family[0], 99'000'000),
                                       aDeposit(family[0], 200)};
    const auto outcomes = open().ledger().postEntries(plans);
    ASSERT_EQ(outcomes.size(), 3U);
    EXPECT_TRUE(outcomes[0]);
    EXPECT_EQ(refusalIn(outcomes[1]), RefusalCode::ExceedsAvailable);
    EXPECT_TRUE(outcomes[2]);
    EXPECT_EQ(account(family[0]).balance(), cents(10'000'300));
    expectVerified();
}

TEST_P(PostingContract, aDryRunUsesTheRulesAndWritesNothing) {
    const auto family = openFamily();
    const auto plan = aDeposit(family[0], 500'000);
    {
        auto run = open().ledger().beginDryRun();
        ASSERT_TRUE(run);
        const std::vector<EntryPlan> plans{plan, aWithdrawal(family[0], 9'900'000)};
        const auto outcomes = (*run)->post(plans);
        EXPECT_TRUE(outcomes.at(0));
        EXPECT_TRUE(outcomes.at(1)) << "the second row sees what the first one did";
    }
    EXPECT_EQ(account(family[0]).balance(), cents(10'000'000));
    const auto found = open().ledger().findCommand(plan.commandId);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->has_value());
}

TEST_P(PostingContract, aCrossedForkThresholdLeavesOnePendingFork) {
    const auto family = openFamily();
    const auto pending = [&] {
        const auto session = rawSession();
        auto& row = session->run({"test.pending", "select count(*) from pending_fork where state = 1"});
        std::int64_t count = 0;
        while (row.next()) count = row.integer(0);
        return count;
    };
    done(aPost(family[0], TransactionType::TradePremium, 4'999'999));
    EXPECT_EQ(pending(), 0);
    done(aPost(family[0], TransactionType::TradePremium, 1)); // 50,000.00 of surplus, inclusive
    EXPECT_EQ(pending(), 1);
    done(aPost(family[0], TransactionType::TradePremium, 1));
    EXPECT_EQ(pending(), 1);
}

TEST_P(PostingContract, historyCannotBeRewritten) {
    const auto family = openFamily();
    done(aDeposit(family[0], 100));
    expectRefusedBySchema("update posting set amount = 1 where line = 1");
    expectRefusedBySchema("delete from posting");
    expectRefusedBySchema("delete from command");
    expectRefusedBySchema("update command set payload = '{}'");
    expectRefusedBySchema("delete from account");
    expectRefusedBySchema("update policy set cash_buffer_bp = 0");
    expectRefusedBySchema("update account set cash = cash + 1 where id = " + std::to_string(family[0].value()));
    expectRefusedBySchema("update account set cash = -1, seq = seq + 1 where id = " + std::to_string(family[0].value()));
    expectRefusedBySchema("insert into posting (entry_id, line, account_id, seq, type, sleeve, amount, balance_after, "
                          "recorded_at, business_date) values (999999, 1, " + std::to_string(family[0].value()) +
                          ", 999, 2, 0, 5, 5, 0, 0)");
    expectVerified();
}

TEST_P(PostingContract, balancesAreKnownAsOfAnyDate) {
    const auto family = openFamily();
    EntryPlan later = aDeposit(family[0], 700);
    later.businessDate = day(2026, 3, 10);
    done(later);
    const auto asOf = [&](domain::Date date) {
        return open().accounts().balanceAsOf(family[0], date, std::nullopt).value();
    };
    EXPECT_EQ(asOf(day(2026, 3, 1)), cents(0));
    EXPECT_EQ(asOf(day(2026, 3, 2)), cents(10'000'000));
    EXPECT_EQ(asOf(day(2026, 3, 9)), cents(10'000'000));
    EXPECT_EQ(asOf(day(2026, 3, 10)), cents(10'000'700));
    const auto before = open().accounts().balanceAsOf(
        family[0], day(2026, 3, 10), domain::Timestamp(later.requestedAt.microsSinceEpoch() - 1));
    EXPECT_EQ(before.value(), cents(10'000'000)) << "what was not known yet does not count";
}

TEST_P(PostingContract, theLedgerSurvivesReopening) {
    const auto family = openFamily();
    done(aDeposit(family[0], 100));
    database->reopen();
    EXPECT_EQ(account(family[0]).balance(), cents(10'000'100));
    expectVerified();
}

TEST_P(PostingContract, bulkFamiliesVerifyAndGoOnLikeOthers) {
    services::BulkFamily family;
    family.client = {"Bulk Client", "", "", ""};
    family.name = "Bulk";
    family.templateName = "moderate";
    family.openedOn = day(2025, 1, 2);
    services::BulkEntry opening;
    opening.kind = domain::CommandKind::OpenFamily;
    opening.commandId = freshCommandId();
    opening.businessDate = family.openedOn;
    opening.recordedAt = orders.header().requestedAt;
    for (std::size_t i = 0; i < 3; ++i) {
        services::BulkAccount account;
        account.account.type = domain::kAccountTypes[i];
        account.account.name = "Bulk\tacc\\ount " + std::to_string(i);
        account.account.name.erase(4, 1);
        account.account.policy = domain::Policy::defaultsFor(account.account.type);
        account.account.isDesignatedCom = i == 2;
        account.openedOn = family.openedOn;
        family.accounts.push_back(account);
        opening.postings.push_back({i, TransactionType::Opening, domain::Sleeve::Cash, cents(1'000),
                                    cents(1'000), std::nullopt});
    }
    opening.postings.push_back({domain::SystemAccount::Opening, TransactionType::Opening,
                                domain::Sleeve::Cash, cents(-3'000), cents(0), std::nullopt});
    family.entries.push_back(opening);
    const std::vector<services::BulkFamily> families{family};
    const auto loaded = open().admin().loadFamilies(families);
    ASSERT_TRUE(open().admin().finishLoad());
    ASSERT_TRUE(loaded) << loaded.error().text;
    services::AccountQuery query;
    query.text = "bulk cli";
    const auto page = open().accounts().page(query, {});
    ASSERT_TRUE(page) << page.error().text;
    ASSERT_EQ(page->rows.size(), 3U);
    EXPECT_EQ(page->rows[0].balance, cents(1'000));
    done(aDeposit(page->rows[0].id, 50));
    expectVerified();
}

ALLUSE_ON_BOTH_DIALECTS(PostingContract);

} // namespace
} // namespace alluse::tests
