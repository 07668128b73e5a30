// Money is whole cents: what is parsed is exact, what leaves the range is said, shares round half even.

#include "domain/generators.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace alluse::tests {
namespace {

using domain::BasisPoints;
using domain::Money;
using domain::MoneyError;

std::int64_t cents(std::string_view text, char decimal = '.', char group = '\0') {
    const auto money = Money::parse(text, decimal, group);
    EXPECT_TRUE(money) << text;
    return money ? money->cents() : -1;
}

MoneyError errorOf(std::string_view text, char decimal = '.', char group = '\0') {
    const auto money = Money::parse(text, decimal, group);
    EXPECT_FALSE(money) << text;
    return money ? MoneyError{} : money.error();
}

TEST(Money, readsSignDigitsAndAtMostTwoDecimals) {
    EXPECT_EQ(cents("0"), 0);
    EXPECT_EQ(cents("-0.00"), 0);
    EXPECT_EQ(cents("12"), 1'200);
    EXPECT_EQ(cents("12.5"), 1'250);
    EXPECT_EQ(cents("12.05"), 1'205);
    EXPECT_EQ(cents("+7.10"), 710);
    EXPECT_EQ(cents("-0.05"), -5);
    EXPECT_EQ(cents("007.00"), 700);
    EXPECT_EQ(cents("10000000000000.00"), Money::kCentsMax);
}

TEST(Money, readsWholeGroupsOfTheChosenSeparatorsOnly) {
    EXPECT_EQ(cents("1,234,567.80", '.', ','), 123'456'780);
    EXPECT_EQ(cents("1.234,5", ',', '.'), 123'450);
    EXPECT_EQ(cents("1'000", '.', '\''), 100'000);
    for (const auto* broken : {"1,23.00", "12,3456", ",123", "1,,234", "1,234,", "1234,567", "1,2345.6"})
        EXPECT_EQ(errorOf(broken, '.', ','), MoneyError::NotANumber) << broken;
    EXPECT_EQ(errorOf("1,234"), MoneyError::NotANumber) << "no separator is allowed unless named";
}

TEST(Money, refusesEverythingThatIsNoPlainAmount) {
    for (const auto* wrong : {"", "-", "+", ".", ".5", "5.", "1e3", "0x10", "NaN", "inf", " 1", "1 ", "1 000",
                              "--1", "+-1", "1.2.3", "$5", "5-", "(5)", "\xD9\xA1", "1,5"})
        EXPECT_EQ(errorOf(wrong), MoneyError::NotANumber) << wrong;
    EXPECT_EQ(errorOf("1.234"), MoneyError::TooManyDecimals);
    EXPECT_EQ(errorOf("0.000"), MoneyError::TooManyDecimals);
    EXPECT_EQ(errorOf("10000000000000.01"), MoneyError::OutOfRange);
    EXPECT_EQ(errorOf("99999999999999999999999999"), MoneyError::OutOfRange);
}

TEST(Money, arithmeticSaysWhenItLeavesTheRange) {
    const Money most = Money::fromCents(Money::kCentsMax);
    const Money cent = Money::fromCents(1);
    EXPECT_EQ(most.plus(cent).error(), MoneyError::OutOfRange);
    EXPECT_EQ(most.negated().minus(cent).error(), MoneyError::OutOfRange);
    EXPECT_EQ(most.minus(most).value(), Money());
    EXPECT_EQ(Money::create(Money::kCentsMax + 1).error(), MoneyError::OutOfRange);
}

TEST(MoneyDeathTest, plainArithmeticStopsBeforeItStoresNonsense) {
    const Money most = Money::fromCents(Money::kCentsMax);
    EXPECT_DEATH((void)(most + Money::fromCents(1)), "10\\^15 cents");
}

TEST(Money, aShareIsRoundedHalfToTheEvenCent) {
    const auto share = [](std::int64_t amount, std::int32_t bp) { return Money::fromCents(amount).share(BasisPoints(bp)).cents(); };
    EXPECT_EQ(share(10, 500), 0);    // 0.5 cents
    EXPECT_EQ(share(30, 500), 2);    // 1.5
    EXPECT_EQ(share(50, 500), 2);    // 2.5
    EXPECT_EQ(share(70, 500), 4);    // 3.5
    EXPECT_EQ(share(11, 500), 1);    // 0.55
    EXPECT_EQ(share(-30, 500), -2);
    EXPECT_EQ(share(-50, 500), -2);
    EXPECT_EQ(share(100'000'00, 500), 5'000'00);
    EXPECT_EQ(share(Money::kCentsMax, 10'000), Money::kCentsMax);
    EXPECT_EQ(share(Money::kCentsMax, 2'000), Money::kCentsMax / 5);
}

TEST(Money, isWrittenExactly) {
    EXPECT_EQ(Money::fromCents(-5).text(), "-0.05");
    EXPECT_EQ(Money::fromCents(123'456'780).text(), "1234567.80");
    EXPECT_EQ(Money::fromCents(123'456'780).grouped(), "1,234,567.80");
    EXPECT_EQ(Money::fromCents(-100'000).grouped(), "-1,000.00");
    EXPECT_EQ(Money::fromCents(-99'999).grouped(), "-999.99");
    EXPECT_EQ(Money::fromCents(Money::kCentsMax).grouped(), "10,000,000,000,000.00");
}

RC_GTEST_PROP(MoneyProperty, whatIsWrittenIsReadBack, ()) {
    const Money amount = *anyAmount();
    for (const Money money : {amount, amount.negated()}) {
        RC_ASSERT(Money::parse(money.text()).value() == money);
        RC_ASSERT(Money::parse(money.grouped(), '.', ',').value() == money);
    }
}

RC_GTEST_PROP(MoneyProperty, sumsAgreeWithIntegers, ()) {
    const Money a = *anyAmount(), b = (*anyAmount()).negated();
    RC_ASSERT(a.plus(b)->cents() == a.cents() + b.cents());
    RC_ASSERT(a.plus(b).value() == b.plus(a).value());
    RC_ASSERT(a.minus(a).value().isZero());
    RC_ASSERT(a.plus(b)->minus(b).value() == a);
}

RC_GTEST_PROP(MoneyProperty, aShareIsTheNearestCentAndOddInItsAmount, ()) {
    const Money amount = *anyAmount();
    const auto bp = *rc::gen::inRange(0, 10'001);
    const Money share = amount.share(BasisPoints(bp));
    __extension__ using Wide = __int128;
    const Wide exact = static_cast<Wide>(amount.cents()) * bp, rounded = static_cast<Wide>(share.cents()) * 10'000;
    const Wide apart = exact > rounded ? exact - rounded : rounded - exact;
    RC_ASSERT(apart <= 5'000);
    if (apart == 5'000) RC_ASSERT(share.cents() % 2 == 0);
    RC_ASSERT(amount.negated().share(BasisPoints(bp)) == share.negated());
}

TEST(BasisPoints, readAndWritePercentWithTwoDecimals) {
    EXPECT_EQ(BasisPoints::parsePercent("5")->value(), 500);
    EXPECT_EQ(BasisPoints::parsePercent("1.25")->value(), 125);
    EXPECT_EQ(BasisPoints::parsePercent("33,33", ',')->value(), 3'333);
    EXPECT_FALSE(BasisPoints::parsePercent("1.255"));
    EXPECT_FALSE(BasisPoints::parsePercent("5 %"));
    EXPECT_FALSE(BasisPoints::parsePercent("30000000"));
    EXPECT_EQ(BasisPoints(500).percentText(), "5");
    EXPECT_EQ(BasisPoints(150).percentText(), "1.5");
    EXPECT_EQ(BasisPoints(3'333).percentText(), "33.33");
    EXPECT_EQ(BasisPoints(0).percentText(), "0");
    EXPECT_EQ(BasisPoints(10'000).percentText(), "100");
}

} // namespace
} // namespace alluse::tests
