// One largest remainder over all parts of a split: nothing is lost, nobody is favoured by position.

#include "domain/allocation.h"
#include "domain/generators.h"
#include "domain/planning.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace alluse::tests {
namespace {

using domain::allocate;
using domain::BasisPoints;
using domain::Money;

constexpr std::array kNoOrder{0, 1, 2};

std::vector<std::int64_t> centsOf(const std::vector<Money>& parts) {
    std::vector<std::int64_t> cents;
    for (const Money part : parts) cents.push_back(part.cents());
    return cents;
}

std::array<std::int64_t, 3> split(std::int64_t capital, std::array<std::int32_t, 3> bp) {
    const auto result = domain::splitCapital(Money::fromCents(capital), {BasisPoints(bp[0]), BasisPoints(bp[1]), BasisPoints(bp[2])});
    EXPECT_TRUE(result) << domain::code(result.error().code);
    return {result->parts[0].cents(), result->parts[1].cents(), result->parts[2].cents()};
}

domain::RefusalCode refusalOf(std::int64_t capital, std::array<std::int32_t, 3> bp) {
    const auto result = domain::splitCapital(Money::fromCents(capital), {BasisPoints(bp[0]), BasisPoints(bp[1]), BasisPoints(bp[2])});
    EXPECT_FALSE(result);
    return result.error().code;
}

TEST(Allocation, theLargestRemainderGetsTheLeftoverCent) {
    const std::array shares{BasisPoints(3'333), BasisPoints(3'333), BasisPoints(3'334)};
    // 999,996 cents: floors 333,298 / 333,298 / 333,398; remainders .6668, .6668, .6664 and two cents left.
    EXPECT_EQ(centsOf(allocate(Money::fromCents(999'996), shares, kNoOrder)),
              (std::vector<std::int64_t>{333'299, 333'299, 333'398}));
}

TEST(Allocation, tiesGoToComThenRevThenGen) {
    // A quarter, a quarter, a half of 2 cents: 0.5, 0.5, 1; one cent is left and two parts tie.
    const std::array shares{BasisPoints(2'500), BasisPoints(2'500), BasisPoints(5'000)};
    constexpr std::array kComRevGen{2, 1, 0};
    EXPECT_EQ(centsOf(allocate(Money::fromCents(2), shares, kComRevGen)), (std::vector<std::int64_t>{0, 1, 1}));
    EXPECT_EQ(split(6, {2'500, 2'500, 5'000}), (std::array<std::int64_t, 3>{1, 2, 3}));  // Gen and Rev tie: Rev
    EXPECT_EQ(split(6, {5'000, 2'500, 2'500}), (std::array<std::int64_t, 3>{3, 1, 2}));  // Rev and Com tie: Com
    EXPECT_EQ(split(6, {2'500, 5'000, 2'500}), (std::array<std::int64_t, 3>{1, 3, 2}));  // Gen and Com tie: Com
}

TEST(Allocation, theOpeningOfAQuarterMillionSplitsAsPublished) {
    EXPECT_EQ(split(250'000'00, {4'000, 3'000, 3'000}), (std::array<std::int64_t, 3>{100'000'00, 75'000'00, 75'000'00}));
}

TEST(Allocation, aPartOfNothingIsNothingAndAShareWithoutACentIsRefused) {
    EXPECT_EQ(split(10, {5'000, 5'000, 0}), (std::array<std::int64_t, 3>{5, 5, 0}));
    EXPECT_EQ(split(1, {0, 0, 10'000}), (std::array<std::int64_t, 3>{0, 0, 1}));
    EXPECT_EQ(refusalOf(2, {4'000, 3'000, 3'000}), domain::RefusalCode::ShareWithoutCent);
    EXPECT_EQ(refusalOf(1, {9'999, 1, 0}), domain::RefusalCode::ShareWithoutCent);
    EXPECT_EQ(split(3, {4'000, 3'000, 3'000}), (std::array<std::int64_t, 3>{1, 1, 1}));
}

TEST(Allocation, capitalMustBePositiveAndSharesWhole) {
    EXPECT_EQ(refusalOf(0, {4'000, 3'000, 3'000}), domain::RefusalCode::InvalidAmount);
    EXPECT_EQ(refusalOf(-1, {4'000, 3'000, 3'000}), domain::RefusalCode::InvalidAmount);
    EXPECT_EQ(refusalOf(100, {4'000, 3'000, 2'999}), domain::RefusalCode::PolicyViolated);
    EXPECT_EQ(refusalOf(100, {12'000, -2'000, 0}), domain::RefusalCode::PolicyViolated);
}

RC_GTEST_PROP(AllocationProperty, thePartsSumToTheTotalAndStayWithinOneCentOfTheirShare, ()) {
    const Money total = *anyAmount();
    const int count = *rc::gen::inRange(1, 8);
    const auto shares = *someShares(count);
    std::vector<int> order(shares.size());
    std::iota(order.begin(), order.end(), 0);
    const auto parts = allocate(total, shares, order);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        sum += parts[i].cents();
        __extension__ using Wide = __int128;
        const Wide apart = static_cast<Wide>(parts[i].cents()) * 10'000 - static_cast<Wide>(total.cents()) * shares[i].value();
        RC_ASSERT(apart > -10'000 && apart < 10'000);
        if (shares[i].value() == 0) RC_ASSERT(parts[i].isZero());
    }
    RC_ASSERT(sum == total.cents());
}

RC_GTEST_PROP(AllocationProperty, aPartDoesNotDependOnItsPlaceInTheList, ()) {
    const Money total = *anyAmount();
    const auto shares = *someShares(4);
    std::vector<int> ranks{0, 1, 2, 3};
    const auto parts = allocate(total, shares, ranks);
    std::vector<std::size_t> places{0, 1, 2, 3};
    for (std::size_t i = places.size() - 1; i > 0; --i)
        std::swap(places[i], places[*rc::gen::inRange<std::size_t>(0, i + 1)]);
    std::vector<BasisPoints> movedShares;
    std::vector<int> movedRanks;
    for (const auto place : places) movedShares.push_back(shares[place]), movedRanks.push_back(ranks[place]);
    const auto moved = allocate(total, movedShares, movedRanks);
    for (std::size_t i = 0; i < places.size(); ++i) RC_ASSERT(moved[i] == parts[places[i]]);
}

RC_GTEST_PROP(AllocationProperty, aLargerShareNeverGetsLess, ()) {
    const Money total = *anyAmount();
    const auto shares = *someShares(3);
    const auto parts = allocate(total, shares, kNoOrder);
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
            if (shares[a] > shares[b]) RC_ASSERT(parts[a] >= parts[b]);
}

} // namespace
} // namespace alluse::tests
