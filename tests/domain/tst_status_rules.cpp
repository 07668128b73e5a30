// The table of status changes, who may make which, and what a status lets through.

#include "support/orders.h"

#include <gtest/gtest.h>

namespace alluse::tests {
namespace {

using domain::Account;
using domain::AccountStatus;
using domain::CloseReason;
using domain::RefusalCode;
using enum domain::AccountStatus;

Account accountIn(AccountStatus status, std::int64_t cash = 0) {
    Account account;
    account.id = domain::AccountId(1'000);
    account.status = status;
    account.balances.sleeves[0] = cents(cash);
    account.policy = domain::Policy::defaultsFor(account.type);
    return account;
}

// How a change ends: nothing when it is done, else the reason.
std::optional<RefusalCode> change(const Account& account, AccountStatus to, const std::string& role = "back office",
                                  const std::string& reason = "") {
    domain::ChangeStatusOrder order;
    order.header = header();
    order.header.actor = {"tester", role, "test", reason};
    order.account = account.id;
    order.to = to;
    const auto plan = domain::planChangeStatus(order, account);
    if (!plan) return plan.error().code;
    const auto refusal = domain::checkAgainst(*plan, account, account.id);
    if (refusal) return refusal->code;
    EXPECT_EQ(domain::applied(*plan, account).status, to);
    return std::nullopt;
}

TEST(StatusRules, theTableOfChangesHoldsForAnOperator) {
    const auto no = RefusalCode::StatusChangeNotAllowed;
    const auto final = RefusalCode::AccountClosed;
    const auto manager = RefusalCode::ManagerRequired;
    using Row = std::array<std::optional<RefusalCode>, 4>; // to Active, Inactive, Suspended, Closed
    const std::array<std::pair<AccountStatus, Row>, 4> table{{
        {Active, {no, std::nullopt, std::nullopt, std::nullopt}},
        {Inactive, {std::nullopt, no, std::nullopt, std::nullopt}},
        {Suspended, {manager, no, no, manager}},
        {Closed, {final, final, final, final}},
    }};
    const std::array targets{Active, Inactive, Suspended, Closed};
    for (const auto& [from, row] : table)
        for (std::size_t i = 0; i < targets.size(); ++i)
            EXPECT_EQ(change(accountIn(from), targets[i], "back office", "because"), row[i]) << code(from) << " to " << code(targets[i]);
}

TEST(StatusRules, aManagerLiftsASuspensionWithAReason) {
    EXPECT_EQ(change(accountIn(Suspended), Active, "manager"), RefusalCode::ReasonMissing);
    EXPECT_EQ(change(accountIn(Suspended), Active, "manager", "cleared"), std::nullopt);
    EXPECT_EQ(change(accountIn(Suspended), Active, "owner", "cleared"), std::nullopt);
    EXPECT_EQ(change(accountIn(Suspended), Closed, "manager"), std::nullopt);
    EXPECT_EQ(change(accountIn(Suspended), Inactive, "manager", "no"), RefusalCode::StatusChangeNotAllowed);
}

TEST(StatusRules, onlyAnEmptyAccountCloses) {
    for (const auto from : {Active, Inactive, Suspended})
        EXPECT_EQ(change(accountIn(from, 1), Closed, "manager", "x"), RefusalCode::BalanceNotZero);
    Account invested = accountIn(Active);
    invested.balances.sleeves[2] = cents(1);
    EXPECT_EQ(change(invested, Closed), RefusalCode::BalanceNotZero) << "LEAPS are money too";
}

TEST(StatusRules, aClosingKeepsItsReasonAndOnlyPlansOfTheirOwnMergeOrUndo) {
    domain::ChangeStatusOrder order;
    order.header = header();
    order.account = domain::AccountId(1'000);
    order.to = Closed;
    const auto reasonOf = [&](std::optional<CloseReason> reason) -> std::optional<CloseReason> {
        order.closeReason = reason;
        const auto plan = domain::planChangeStatus(order, accountIn(Active));
        if (!plan) return std::nullopt;
        return domain::applied(*plan, accountIn(Active)).closeReason;
    };
    EXPECT_EQ(reasonOf(std::nullopt), CloseReason::Client);
    EXPECT_EQ(reasonOf(CloseReason::Admin), CloseReason::Admin);
    EXPECT_EQ(reasonOf(CloseReason::Merged), std::nullopt);
    EXPECT_EQ(reasonOf(CloseReason::Undone), std::nullopt);
    order.to = Suspended;
    EXPECT_EQ(reasonOf(CloseReason::Admin), std::nullopt) << "an open account has no closing reason";
}

TEST(StatusRules, aStatusThatChangedSinceItWasReadMakesThePlanStale) {
    domain::ChangeStatusOrder order;
    order.header = header();
    order.header.actor.role = "back office";
    order.account = domain::AccountId(1'000);
    order.to = Active;
    const auto plan = planned(domain::planChangeStatus(order, accountIn(Inactive)));
    const auto refusal = domain::checkAgainst(plan, accountIn(Suspended), order.account);
    ASSERT_TRUE(refusal) << "an operator must not lift a suspension by chance";
    EXPECT_EQ(refusal->code, RefusalCode::Stale);
}

TEST(StatusRules, moneyMovesOnActiveAccountsAndCreditsAlsoOnInactiveOnes) {
    const auto deposit = aDeposit(domain::AccountId(1'000), 100);
    const auto withdrawal = aWithdrawal(domain::AccountId(1'000), 100);
    const auto answer = [](const domain::EntryPlan& plan, AccountStatus status) -> std::optional<RefusalCode> {
        const auto refusal = domain::checkAgainst(plan, accountIn(status, 1'000'000), domain::AccountId(1'000));
        if (!refusal) return std::nullopt;
        return refusal->code;
    };
    EXPECT_EQ(answer(deposit, Active), std::nullopt);
    EXPECT_EQ(answer(withdrawal, Active), std::nullopt);
    EXPECT_EQ(answer(deposit, Inactive), std::nullopt);
    EXPECT_EQ(answer(withdrawal, Inactive), RefusalCode::AccountInactive);
    EXPECT_EQ(answer(deposit, Suspended), RefusalCode::AccountSuspended);
    EXPECT_EQ(answer(withdrawal, Suspended), RefusalCode::AccountSuspended);
    EXPECT_EQ(answer(deposit, Closed), RefusalCode::AccountClosed);
    EXPECT_EQ(answer(withdrawal, Closed), RefusalCode::AccountClosed);
}

} // namespace
} // namespace alluse::tests
