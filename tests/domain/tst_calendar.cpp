// Days, weekdays and points in time as text.

#include "domain/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace alluse::tests {
namespace {

using domain::Date;
using domain::Timestamp;
using domain::Weekday;

TEST(Calendar, readsIsoDatesAndOnlyDaysThatExist) {
    EXPECT_EQ(Date::parse("1970-01-01")->daysSinceEpoch(), 0);
    EXPECT_EQ(Date::parse("2000-02-29")->daysSinceEpoch(), 11'016);
    EXPECT_EQ(Date::parse("1969-12-31")->daysSinceEpoch(), -1);
    for (const auto* wrong : {"2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-4-1",
                              "24-04-01", "2024/04/01", "2024-04-01 ", " 2024-04-01", "", "0000-01-01", "2024-04-01T00:00"})
        EXPECT_FALSE(Date::parse(wrong)) << wrong;
}

TEST(Calendar, readsTheFormatsOfBankFiles) {
    const Date day = Date::fromParts(2026, 3, 2).value();
    EXPECT_EQ(Date::parse("03/02/2026", "MM/dd/yyyy"), day);
    EXPECT_EQ(Date::parse("02.03.26", "dd.MM.yy"), day);
    EXPECT_EQ(Date::parse("20260302", "yyyyMMdd"), day);
    EXPECT_EQ(Date::parse("02.03.69", "dd.MM.yy"), Date::fromParts(2069, 3, 2));
    EXPECT_EQ(Date::parse("02.03.70", "dd.MM.yy"), Date::fromParts(1970, 3, 2));
    EXPECT_FALSE(Date::parse("2026", "yyyy")) << "a date without month and day is none";
    EXPECT_FALSE(Date::parse("02.03.2026 ", "dd.MM.yyyy"));
    EXPECT_FALSE(Date::parse("31.11.2026", "dd.MM.yyyy"));
}

TEST(Calendar, businessDaysAreMondayToFriday) {
    const Date friday = Date::fromParts(2026, 3, 6).value();
    EXPECT_EQ(friday.weekday(), Weekday::Friday);
    EXPECT_TRUE(friday.isBusinessDay());
    EXPECT_EQ(friday.nextBusinessDay(), friday);
    EXPECT_FALSE(friday.plusDays(1).isBusinessDay());
    EXPECT_EQ(friday.plusDays(1).nextBusinessDay(), friday.plusDays(3));
    EXPECT_EQ(friday.plusDays(2).nextBusinessDay(), friday.plusDays(3));
    EXPECT_TRUE(Date::fromParts(2026, 12, 25)->isBusinessDay()) << "there is no table of holidays";
}

TEST(Calendar, timestampsAreUtcWithMicroseconds) {
    EXPECT_EQ(Timestamp(0).text(), "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(Timestamp(-1).text(), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(Timestamp::parse("2026-03-02T14:30:05.25Z")->text(), "2026-03-02T14:30:05.250000Z");
    EXPECT_EQ(Timestamp::parse("2026-03-02T14:30:05Z")->text(), "2026-03-02T14:30:05.000000Z");
    for (const auto* wrong : {"2026-03-02T24:00:00Z", "2026-03-02T14:60:05Z", "2026-03-02T14:30:60Z", "2026-03-02T14:30:05",
                              "2026-03-02T14:30:05.Z", "2026-03-02T14:30:05.1234567Z", "2026-03-02 14:30:05Z", "2026-03-02T14:30:05+01:00"})
        EXPECT_FALSE(Timestamp::parse(wrong)) << wrong;
}

RC_GTEST_PROP(CalendarProperty, textAndValueAreTheSameDay, ()) {
    const Date date(*rc::gen::inRange(-700'000, 2'900'000)); // years 54 to 9909
    RC_ASSERT(Date::parse(date.text()).value() == date);
    RC_ASSERT(Date::fromParts(date.year(), date.month(), date.day()).value() == date);
    RC_ASSERT(static_cast<int>(date.plusDays(1).weekday()) == (static_cast<int>(date.weekday()) + 1) % 7);
    RC_ASSERT(date.nextBusinessDay().isBusinessDay());
    RC_ASSERT(date.nextBusinessDay().daysSinceEpoch() - date.daysSinceEpoch() <= 2);
}

RC_GTEST_PROP(CalendarProperty, textAndValueAreTheSameMoment, ()) {
    const Timestamp at(*rc::gen::inRange<std::int64_t>(-60'000'000'000'000'000, 200'000'000'000'000'000));
    RC_ASSERT(Timestamp::parse(at.text()).value() == at);
}

} // namespace
} // namespace alluse::tests
