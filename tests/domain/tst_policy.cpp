// The defaults of each type, the limits at their edges, the templates as shipped.

#include "domain/policy.h"

#include <gtest/gtest.h>

#include <functional>

namespace alluse::tests {
namespace {

using domain::AccountType;
using domain::BasisPoints;
using domain::EntryDays;
using domain::Money;
using domain::Policy;
using domain::PolicyField;
using domain::Weekday;

std::vector<PolicyField> broken(AccountType type, const std::function<void(Policy&)>& change) {
    Policy policy = Policy::defaultsFor(type);
    change(policy);
    std::vector<PolicyField> fields;
    for (const auto& violation : violations(policy, type)) fields.push_back(violation.field);
    return fields;
}

struct Edge {
    PolicyField field;
    std::function<void(Policy&)> allowed, refused;
};

// Each limit of domain section 2: the last value that is allowed, and the first that is not.
std::vector<Edge> edges() {
    using P = Policy&;
    const auto bp = [](std::int32_t value) { return BasisPoints(value); };
    const auto cents = [](std::int64_t value) { return Money::fromCents(value); };
    const auto days = [](std::uint8_t bits) { return EntryDays(bits); };
    return {
        {PolicyField::InitialAllocation, [=](P p) { p.initialAllocation = bp(0); }, [=](P p) { p.initialAllocation = bp(-1); }},
        {PolicyField::InitialAllocation, [=](P p) { p.initialAllocation = bp(10'000); }, [=](P p) { p.initialAllocation = bp(10'001); }},
        {PolicyField::CashBuffer, [=](P p) { p.cashBuffer = bp(0); }, [=](P p) { p.cashBuffer = bp(-1); }},
        {PolicyField::CashBuffer, [=](P p) { p.cashBuffer = bp(2'000); }, [=](P p) { p.cashBuffer = bp(2'001); }},
        {PolicyField::TargetWeeklyReturn, [=](P p) { p.targetWeeklyReturn = bp(10); }, [=](P p) { p.targetWeeklyReturn = bp(9); }},
        {PolicyField::TargetWeeklyReturn, [=](P p) { p.targetWeeklyReturn = bp(500); }, [=](P p) { p.targetWeeklyReturn = bp(501); }},
        {PolicyField::DeltaRange, [](P p) { p.deltaMin = 10; }, [](P p) { p.deltaMin = 9; }},
        {PolicyField::DeltaRange, [](P p) { p.deltaMin = 60, p.deltaMax = 61; }, [](P p) { p.deltaMin = 61, p.deltaMax = 62; }},
        {PolicyField::DeltaRange, [](P p) { p.deltaMin = 10, p.deltaMax = 20; }, [](P p) { p.deltaMin = 10, p.deltaMax = 19; }},
        {PolicyField::DeltaRange, [](P p) { p.deltaMax = 70; }, [](P p) { p.deltaMax = 71; }},
        {PolicyField::DeltaRange, [](P p) { p.deltaMin = 30, p.deltaMax = 31; }, [](P p) { p.deltaMin = 30, p.deltaMax = 30; }},
        {PolicyField::EntryDays, [=](P p) { p.entryDays = days(0b0011111); }, [=](P p) { p.entryDays = days(0b0111111); }},
        {PolicyField::EntryDays, [=](P p) { p.entryDays = days(1); }, [=](P p) { p.entryDays = days(0); }},
        {PolicyField::PositionSizing, [=](P p) { p.positionSizing = bp(10'000); }, [=](P p) { p.positionSizing = bp(10'001); }},
        {PolicyField::SleeveShares, [=](P p) { p.contractsShare = bp(0), p.leapsShare = bp(10'000); }, [=](P p) { p.leapsShare = bp(2'499); }},
        {PolicyField::SleeveShares, [=](P p) { p.contractsShare = bp(10'000), p.leapsShare = bp(0); },
         [=](P p) { p.contractsShare = bp(10'001), p.leapsShare = bp(-1); }},
        {PolicyField::TaxReserve, [=](P p) { p.taxReserve = bp(10'000); }, [=](P p) { p.taxReserve = bp(10'001); }},
        {PolicyField::MaxDrawdown, [=](P p) { p.maxDrawdown = bp(0); }, [=](P p) { p.maxDrawdown = bp(-1); }},
        {PolicyField::MaxDrawdown, [=](P p) { p.maxDrawdown = bp(10'000); }, [=](P p) { p.maxDrawdown = bp(10'001); }},
        {PolicyField::AtrThreshold, [](P p) { p.atrThresholdHundredths = 1; }, [](P p) { p.atrThresholdHundredths = 0; }},
        {PolicyField::ForkThreshold, [=](P p) { p.forkThreshold = cents(1); }, [=](P p) { p.forkThreshold = cents(0); }},
        {PolicyField::ForkMinimumRemaining, [=](P p) { p.forkMinimumRemaining = cents(0); }, [=](P p) { p.forkMinimumRemaining = cents(-1); }},
        {PolicyField::ForkShares, [=](P p) { p.forkRetainShare = bp(10'000), p.forkChildShare = bp(0), p.forkComShare = bp(0); },
         [=](P p) { p.forkRetainShare = bp(1); }},
        {PolicyField::MergeThreshold, [=](P p) { p.mergeThreshold = p.forkThreshold + cents(1); }, [=](P p) { p.mergeThreshold = p.forkThreshold; }},
    };
}

TEST(Policy, eachLimitHoldsAtItsEdge) {
    int row = 0;
    for (const Edge& edge : edges()) {
        EXPECT_TRUE(broken(AccountType::Generation, edge.allowed).empty()) << "row " << row << " " << code(edge.field);
        EXPECT_EQ(broken(AccountType::Generation, edge.refused), std::vector{edge.field}) << "row " << row;
        ++row;
    }
}

TEST(Policy, everyBrokenLimitIsReportedAtOnce) {
    const auto fields = broken(AccountType::Revenue, [](Policy& policy) {
        policy.cashBuffer = BasisPoints(2'001);
        policy.deltaMin = 71;
        policy.atrThresholdHundredths = -1;
    });
    EXPECT_EQ(fields, (std::vector{PolicyField::CashBuffer, PolicyField::DeltaRange, PolicyField::AtrThreshold}));
}

TEST(Policy, onlyAGenAccForksAndAComAccLetsNothingOut) {
    EXPECT_EQ(broken(AccountType::Revenue, [](Policy& p) { p.forkingEnabled = true; }), std::vector{PolicyField::ForkingEnabled});
    EXPECT_EQ(broken(AccountType::Compounding, [](Policy& p) { p.forkingEnabled = true; }), std::vector{PolicyField::ForkingEnabled});
    EXPECT_EQ(broken(AccountType::Compounding, [](Policy& p) { p.withdrawalsAllowed = true; }), std::vector{PolicyField::WithdrawalsAllowed});
    EXPECT_TRUE(broken(AccountType::Revenue, [](Policy& p) { p.withdrawalsAllowed = false; }).empty());
}

TEST(Policy, theDefaultsAreThoseOfTheTable) {
    const Policy gen = Policy::defaultsFor(AccountType::Generation);
    const Policy rev = Policy::defaultsFor(AccountType::Revenue);
    const Policy com = Policy::defaultsFor(AccountType::Compounding);
    for (const auto type : domain::kAccountTypes) {
        const Policy policy = Policy::defaultsFor(type);
        EXPECT_TRUE(violations(policy, type).empty());
        EXPECT_EQ(policy.cashBuffer.value(), 500);
        EXPECT_EQ(policy.contractsShare.value(), 7'500);
        EXPECT_EQ(policy.leapsShare.value(), 2'500);
        EXPECT_EQ(policy.taxReserve.value(), 0);
        EXPECT_EQ(policy.atrThresholdHundredths, 150);
        EXPECT_EQ(policy.mergeThreshold.cents(), 500'000'00);
    }
    EXPECT_EQ(gen.initialAllocation.value() + rev.initialAllocation.value() + com.initialAllocation.value(), 10'000);
    EXPECT_EQ(gen.targetWeeklyReturn.value(), 150);
    EXPECT_EQ(rev.targetWeeklyReturn.value(), 100);
    EXPECT_EQ(com.targetWeeklyReturn.value(), 50);
    EXPECT_EQ((std::array{gen.deltaMin, gen.deltaMax, rev.deltaMin, rev.deltaMax, com.deltaMin, com.deltaMax}),
              (std::array{40, 50, 30, 40, 20, 30}));
    EXPECT_EQ(gen.entryDays, EntryDays::of({Weekday::Thursday}));
    EXPECT_EQ(rev.entryDays, EntryDays::of({Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday}));
    EXPECT_EQ(com.entryDays, rev.entryDays);
    EXPECT_EQ((std::array{gen.positionSizing.value(), rev.positionSizing.value(), com.positionSizing.value()}), (std::array{9'000, 9'000, 8'500}));
    EXPECT_EQ(gen.reinvestment, domain::ReinvestmentFrequency::Off);
    EXPECT_EQ(rev.reinvestment, domain::ReinvestmentFrequency::Quarterly);
    EXPECT_EQ(com.reinvestment, domain::ReinvestmentFrequency::Quarterly);
    EXPECT_EQ((std::array{gen.maxDrawdown.value(), rev.maxDrawdown.value(), com.maxDrawdown.value()}), (std::array{1'500, 1'000, 700}));
    EXPECT_TRUE(gen.withdrawalsAllowed && rev.withdrawalsAllowed && !com.withdrawalsAllowed);
    EXPECT_TRUE(gen.forkingEnabled && !rev.forkingEnabled && !com.forkingEnabled);
    EXPECT_EQ(gen.forkThreshold.cents(), 50'000'00);
    EXPECT_EQ(gen.forkMinimumRemaining.cents(), 25'000'00);
    EXPECT_EQ((std::array{gen.forkRetainShare.value(), gen.forkChildShare.value(), gen.forkComShare.value()}), (std::array{0, 5'000, 5'000}));
}

TEST(Policy, theShippedTemplatesAreThoseOfTheTable) {
    struct Row {
        std::string_view name;
        std::array<std::int32_t, 3> shares;
        std::int32_t buffer;
    };
    const std::array<Row, 7> rows{{{"conservative", {30, 50, 20}, 7}, {"moderate", {40, 30, 30}, 5}, {"aggressive", {50, 20, 30}, 3},
                                   {"standard", {40, 30, 30}, 5}, {"growth", {50, 25, 25}, 5}, {"income", {25, 50, 25}, 5},
                                   {"compound", {30, 20, 50}, 5}}};
    ASSERT_EQ(domain::shippedTemplates().size(), rows.size());
    for (const Row& row : rows) {
        const auto* known = domain::findTemplate(row.name);
        ASSERT_NE(known, nullptr) << row.name;
        for (std::size_t i = 0; i < 3; ++i) {
            const Policy& policy = known->of(domain::kAccountTypes[i]);
            EXPECT_EQ(policy.initialAllocation, BasisPoints::fromPercent(row.shares[i])) << row.name;
            EXPECT_EQ(policy.cashBuffer, BasisPoints::fromPercent(row.buffer)) << row.name;
            EXPECT_TRUE(violations(policy, domain::kAccountTypes[i]).empty()) << row.name;
        }
    }
    EXPECT_EQ(domain::findTemplate("Moderate"), nullptr);
}

TEST(Policy, codesReadBack) {
    for (const auto type : domain::kAccountTypes) EXPECT_EQ(domain::parseAccountType(code(type)), type);
    using enum domain::ReinvestmentFrequency;
    for (const auto frequency : {Off, Weekly, Monthly, Quarterly, Yearly})
        EXPECT_EQ(domain::parseReinvestmentFrequency(code(frequency)), frequency);
    EXPECT_FALSE(domain::parseAccountType("generation"));
}

} // namespace
} // namespace alluse::tests
