// Opening a family or an account: what is checked, and the plan that comes of it.

#include "domain/generators.h"
#include "support/orders.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace alluse::tests {
namespace {

using domain::AccountType;
using domain::Money;
using domain::RefusalCode;
using domain::TransactionType;

domain::OpenFamilyOrder familyOrder() {
    domain::OpenFamilyOrder order;
    order.header = header();
    order.client = domain::NewClient{"Ada Lovelace", "", "", ""};
    order.familyName = "Lovelace";
    order.capital = cents(250'000'00);
    order.templateName = "moderate";
    return order;
}

domain::OpenAccountOrder accountOrder(AccountType type = AccountType::Revenue) {
    domain::OpenAccountOrder order;
    order.header = header();
    order.family = domain::FamilyId(7);
    order.name = "Second income";
    order.type = type;
    order.policy = domain::Policy::defaultsFor(type);
    return order;
}

template <class Order, class Plan>
domain::Refusal refusalOf(const Order& order, Plan plan) {
    const auto planned = plan(order);
    EXPECT_FALSE(planned);
    return planned ? domain::Refusal{} : planned.error();
}
RefusalCode codeOf(const domain::OpenFamilyOrder& order) { return refusalOf(order, domain::planOpenFamily).code; }
RefusalCode codeOf(const domain::OpenAccountOrder& order) { return refusalOf(order, domain::planOpenAccount).code; }

TEST(OpenFamily, aQuarterMillionModerateBecomesThreeAccountsAndOneEntry) {
    const auto plan = planned(domain::planOpenFamily(familyOrder()));
    domain::assertWellFormed(plan);
    ASSERT_EQ(plan.newAccounts.size(), 3U);
    ASSERT_EQ(plan.postings.size(), 4U);
    const std::array<std::int64_t, 3> parts{100'000'00, 75'000'00, 75'000'00};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(plan.newAccounts[i].type, domain::kAccountTypes[i]);
        EXPECT_EQ(plan.newAccounts[i].isDesignatedCom, i == 2);
        EXPECT_EQ(plan.postings[i].amount.cents(), parts[i]);
        EXPECT_EQ(plan.postings[i].baselineDelta.cents(), parts[i]) << "an opening is the baseline";
        EXPECT_EQ(plan.postings[i].type, TransactionType::Opening);
    }
    EXPECT_EQ(plan.postings[3].amount.cents(), -250'000'00);
    EXPECT_EQ(std::get<domain::SystemAccount>(plan.postings[3].account), domain::SystemAccount::Opening);
    EXPECT_EQ(plan.newAccounts[0].name, "Lovelace Gen-Acc");
}

TEST(OpenFamily, anAccountOfZeroPercentOpensWithoutAPosting) {
    auto order = familyOrder();
    auto policies = domain::findTemplate("moderate")->policies;
    policies[0].initialAllocation = domain::BasisPoints(10'000);
    policies[1].initialAllocation = policies[2].initialAllocation = domain::BasisPoints(0);
    order.policies = policies;
    const auto plan = planned(domain::planOpenFamily(order));
    EXPECT_EQ(plan.newAccounts.size(), 3U);
    EXPECT_EQ(plan.postings.size(), 2U);
}

TEST(OpenFamily, whatIsWrongIsNamedWithItsField) {
    auto order = familyOrder();
    order.capital = Money();
    EXPECT_EQ(codeOf(order), RefusalCode::InvalidAmount);
    order.capital = cents(-1);
    EXPECT_EQ(codeOf(order), RefusalCode::InvalidAmount);
    order = familyOrder();
    order.capital = cents(2);
    EXPECT_EQ(codeOf(order), RefusalCode::ShareWithoutCent);
    order = familyOrder();
    order.templateName = "reckless";
    EXPECT_EQ(codeOf(order), RefusalCode::UnknownTemplate);
    order.templateName = "reck\x1Bless";
    EXPECT_EQ(codeOf(order), RefusalCode::InvalidText);
    order = familyOrder();
    order.client = domain::ClientId();
    EXPECT_EQ(codeOf(order), RefusalCode::UnknownClient);
    order = familyOrder();
    order.header.businessDate = day(202, 3, 2);
    EXPECT_EQ(codeOf(order), RefusalCode::InvalidDate);
    order = familyOrder();
    order.familyName = std::string(195, 'x'); // the name of its accounts would be too long
    EXPECT_EQ(refusalOf(order, domain::planOpenFamily).field, "familyName");
    order = familyOrder();
    auto policies = domain::findTemplate("moderate")->policies;
    policies[1].initialAllocation = domain::BasisPoints(2'999);
    order.policies = policies;
    EXPECT_EQ(codeOf(order), RefusalCode::PolicyViolated);
}

TEST(OpenFamily, eachTextIsCheckedAtItsOwnField) {
    const std::string hidden = "a\xE2\x80\xAE" "b";
    using Change = std::function<void(domain::OpenFamilyOrder&)>;
    const std::vector<std::pair<Change, std::string>> rows{
        {[&](auto& o) { o.familyName = hidden; }, "familyName"},
        {[&](auto& o) { o.client = domain::NewClient{hidden, "", "", ""}; }, "client"},
        {[&](auto& o) { o.client = domain::NewClient{"A", hidden, "", ""}; }, "client"},
        {[&](auto& o) { o.client = domain::NewClient{"A", "", hidden, ""}; }, "contact"},
        {[&](auto& o) { o.client = domain::NewClient{"A", "", "", hidden}; }, "notes"},
        {[&](auto& o) { o.header.note = hidden; }, "note"},
        {[&](auto& o) { o.header.actor.reason = hidden; }, "reason"},
        {[&](auto& o) { o.header.actor.name = hidden; }, "actor"},
        {[&](auto& o) { o.header.actor.role = hidden; }, "actor"},
        {[&](auto& o) { o.header.actor.origin = hidden; }, "actor"},
        {[&](auto& o) { o.templateName = hidden; }, "template"},
    };
    for (const auto& [change, field] : rows) {
        auto order = familyOrder();
        change(order);
        const auto refusal = refusalOf(order, domain::planOpenFamily);
        EXPECT_EQ(refusal.code, RefusalCode::InvalidText) << field;
        EXPECT_EQ(refusal.field, field);
    }
}

TEST(OpenFamily, aClosedPeriodOpensForAManagerWithAReasonOnly) {
    auto order = familyOrder();
    order.header.managerOverride = true;
    EXPECT_TRUE(planned(domain::planOpenFamily(order)).managerOverride);
    order.header.actor.role = "teller";
    EXPECT_EQ(codeOf(order), RefusalCode::ManagerRequired);
    order.header.actor = {"m", "manager", "test", ""};
    EXPECT_EQ(codeOf(order), RefusalCode::ReasonMissing);
}

TEST(OpenAccount, opensWithOrWithoutMoneyInAnExistingFamily) {
    const auto empty = planned(domain::planOpenAccount(accountOrder()));
    EXPECT_FALSE(empty.movesMoney());
    EXPECT_FALSE(empty.newAccounts.at(0).isDesignatedCom);
    auto order = accountOrder();
    order.openingAmount = cents(500'00);
    const auto funded = planned(domain::planOpenAccount(order));
    ASSERT_EQ(funded.postings.size(), 2U);
    EXPECT_EQ(funded.postings[0].baselineDelta, cents(500'00));
    EXPECT_TRUE(planned(domain::planOpenAccount(accountOrder(AccountType::Compounding))).newAccounts[0].isDesignatedCom)
        << "the ledger designates it when the family has none";
}

TEST(OpenAccount, refusesNegativeMoneyUnknownFamiliesAndBrokenPolicies) {
    auto order = accountOrder();
    order.openingAmount = cents(-1);
    EXPECT_EQ(codeOf(order), RefusalCode::InvalidAmount);
    order = accountOrder();
    order.family = domain::FamilyId();
    EXPECT_EQ(codeOf(order), RefusalCode::UnknownFamily);
    order = accountOrder();
    order.policy.forkingEnabled = true;
    const auto refusal = refusalOf(order, domain::planOpenAccount);
    EXPECT_EQ(refusal.code, RefusalCode::PolicyViolated);
    EXPECT_EQ(refusal.field, "forkingEnabled");
}

RC_GTEST_PROP(OpenFamilyProperty, everyPlanIsWellFormedAndSplitsTheCapitalToTheCent, ()) {
    auto order = familyOrder();
    order.capital = *aPositiveAmount();
    auto policies = domain::findTemplate("moderate")->policies;
    const auto shares = *someShares(3);
    for (std::size_t i = 0; i < 3; ++i) policies[i].initialAllocation = shares[i];
    order.policies = policies;
    const auto plan = domain::planOpenFamily(order);
    if (!plan) {
        RC_ASSERT(plan.error().code == RefusalCode::ShareWithoutCent);
        RC_ASSERT(order.capital.cents() < 10'000); // a share of 1 basis point of 10,000 cents is a cent
        return;
    }
    domain::assertWellFormed(*plan);
    std::int64_t sum = 0;
    for (const auto& posting : plan->postings)
        if (std::holds_alternative<domain::NewAccountIndex>(posting.account)) sum += posting.amount.cents();
    RC_ASSERT(sum == order.capital.cents());
}

} // namespace
} // namespace alluse::tests
