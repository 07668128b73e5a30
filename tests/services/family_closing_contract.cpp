// Closing a family through the service, on both databases.

#include "services/command_service.h"
#include "storage/contract_fixture.h"
#include "support/orders.h"

namespace alluse::tests {

using domain::AccountStatus;

class FixedClock final : public domain::Clock {
public:
    [[nodiscard]] domain::Timestamp now() const override { return wallClock(); }
    [[nodiscard]] domain::Date today() const override { return day(2026, 3, 2); }
};

class FamilyClosing : public ContractFixture {
protected:
    void SetUp() override {
        ContractFixture::SetUp();
        if (!database) return;
        service = std::make_unique<services::CommandService>(
            ledger(), (*database)->accounts(), (*database)->entries(), authorizer, clock, registry);
    }
    domain::FamilyId familyOf(AccountId id) { return account(id).familyId; }
    domain::CloseFamilyOrder order(domain::FamilyId family, const std::string& role = "owner",
                                   const std::string& reason = "The client left") {
        domain::CloseFamilyOrder order;
        order.header = header();
        order.header.actor = {"tester", role, "test", reason};
        order.family = family;
        return order;
    }

    services::OwnerAuthorizer authorizer;
    FixedClock clock;
    metrics::MetricRegistry registry;
    std::unique_ptr<services::CommandService> service;
};

TEST_P(FamilyClosing, paysOutWhatEveryAccountHoldsInOneEntryAndClosesAll) {
    const auto accounts = openFamily();
    const auto receipt = service->closeFamily(order(familyOf(accounts[0])));
    ASSERT_TRUE(receipt) << services::describe(receipt.error());
    ASSERT_TRUE(receipt->entry);
    for (const auto id : accounts) {
        const auto closed = account(id);
        EXPECT_TRUE(closed.balance().isZero());
        EXPECT_EQ(closed.status, AccountStatus::Closed);
        EXPECT_EQ(closed.closeReason, domain::CloseReason::Client);
    }
    const auto entry = (*database)->entries().entry(*receipt->entry);
    ASSERT_TRUE(entry && *entry);
    Money paid;
    for (const auto& posting : (*entry)->postings) {
        EXPECT_EQ(posting.type, TransactionType::Payout);
        paid = paid + posting.amount;
    }
    EXPECT_EQ(paid, usd(-250'000));
    expectVerified();
}

TEST_P(FamilyClosing, leavesOtherFamiliesAndAccountsThatWereClosedBefore) {
    const auto accounts = openFamily();
    const auto others = openFamily("Grace Hopper", "Hopper");
    ASSERT_TRUE(post(orders.transfer(accounts[1], accounts[2], usd(71'250))));
    auto paid = orders.postOrder(accounts[1], TransactionType::Adjustment, usd(-3'750));
    ASSERT_TRUE(service->post(paid));
    ASSERT_TRUE(post(orders.status(account(accounts[1]), AccountStatus::Closed)));
    const auto receipt = service->closeFamily(order(familyOf(accounts[0])));
    ASSERT_TRUE(receipt) << services::describe(receipt.error());
    EXPECT_EQ(receipt->accounts.size(), 2U);
    for (const auto id : others) EXPECT_EQ(account(id).status, AccountStatus::Active);
    EXPECT_EQ(balance(others[0]), usd(100'000));
    expectVerified();
}

TEST_P(FamilyClosing, closesAFamilyThatHoldsNothingWithoutAnEntry) {
    const auto accounts = openFamily();
    for (const auto id : accounts)
        ASSERT_TRUE(service->post(orders.postOrder(id, TransactionType::Adjustment, balance(id).negated())));
    const auto receipt = service->closeFamily(order(familyOf(accounts[0])));
    ASSERT_TRUE(receipt) << services::describe(receipt.error());
    EXPECT_FALSE(receipt->entry);
    EXPECT_EQ(account(accounts[2]).status, AccountStatus::Closed);
    expectVerified();
}

TEST_P(FamilyClosing, needsAManagerAndAReason) {
    const auto accounts = openFamily();
    const auto family = familyOf(accounts[0]);
    expectRefused(service->closeFamily(order(family, "teller")), RefusalCode::ManagerRequired);
    expectRefused(service->closeFamily(order(family, "manager", "")), RefusalCode::ReasonMissing);
    EXPECT_EQ(balance(accounts[0]), usd(100'000));
}

TEST_P(FamilyClosing, isRefusedWhileAnAccountWithMoneyIsNotActive) {
    const auto accounts = openFamily();
    ASSERT_TRUE(post(orders.status(account(accounts[1]), AccountStatus::Suspended)));
    expectRefused(service->closeFamily(order(familyOf(accounts[0]))), RefusalCode::AccountSuspended);
    EXPECT_EQ(account(accounts[0]).status, AccountStatus::Active);
    EXPECT_EQ(balance(accounts[1]), usd(75'000));
}

TEST_P(FamilyClosing, isDoneOnceUnderOneCommandId) {
    const auto accounts = openFamily();
    const auto close = order(familyOf(accounts[0]));
    const auto first = service->closeFamily(close);
    const auto second = service->closeFamily(close);
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(second->wasAlreadyDone);
    EXPECT_EQ(first->entry, second->entry);
    // Under another id there is nothing left to close.
    expectRefused(service->closeFamily(order(familyOf(accounts[0]))), RefusalCode::AccountClosed);
}

TEST_P(FamilyClosing, namesAFamilyThatDoesNotExist) {
    expectRefused(service->closeFamily(order(domain::FamilyId(999))), RefusalCode::UnknownFamily);
}

TEST_P(FamilyClosing, respectsAClosedPeriod) {
    const auto accounts = openFamily();
    ASSERT_TRUE((*database)->ledger().postEntry(tests::aClosedPeriod(day(2026, 3, 2))));
    expectRefused(service->closeFamily(order(familyOf(accounts[0]))), RefusalCode::PeriodClosed);
}

ALLUSE_ON_BOTH_DIALECTS(FamilyClosing);

// What a plan pays out of each sleeve, without a database.
TEST(FamilyClosingPlan, emptiesEverySleeve) {
    domain::Account account;
    account.id = AccountId(1'000);
    account.version = 7;
    account.type = domain::AccountType::Compounding;
    account.balances.sleeves = {usd(10), usd(20), usd(30), usd(0)};
    domain::Account generation = account;
    generation.id = AccountId(1'001);
    generation.type = domain::AccountType::Generation;
    domain::CloseFamilyOrder order;
    order.header = header();
    order.family = domain::FamilyId(1);
    const auto plan = planned(domain::planCloseFamily(order, {account, generation}));
    domain::assertWellFormed(plan);
    EXPECT_EQ(plan.postings.size(), 12U);
    EXPECT_TRUE(domain::applied(plan, account).balance().isZero());
    EXPECT_FALSE(domain::checkAgainst(plan, account, account.id));
    // The Com-Acc last: it must stay while a Gen-Acc lives.
    EXPECT_EQ(plan.statusChanges.back().account, account.id);
    ASSERT_EQ(plan.expectedVersions.size(), 2U);
    EXPECT_EQ(plan.expectedVersions.back().version, 7);
}

} // namespace alluse::tests
