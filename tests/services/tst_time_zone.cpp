// Business dates around the hours when a clock jumps, from zone files and from rules.

#include "services/id_source.h"
#include "services/time_zone.h"
#include "support/requirements.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace alluse::tests {
namespace {

using domain::Date;
using domain::Timestamp;
using services::TimeZone;

std::int64_t secondsAt(std::string_view utc) { return Timestamp::parse(utc)->microsSinceEpoch() / 1'000'000; }
std::string dateIn(const TimeZone& zone, std::string_view utc) { return zone.dateAt(*Timestamp::parse(utc)).text(); }

// Both ways to know New York must agree: the zone file, and the rule where there is none.
class NewYork : public ::testing::TestWithParam<bool> {
protected:
    void SetUp() override {
        const auto zone = GetParam() ? TimeZone::load("America/New_York") : TimeZone::fromRule("EST5EDT,M3.2.0,M11.1.0");
        ALLUSE_NEEDS_TOOL(zone, "no zone files are installed (Debian package tzdata)");
        m_zone = *zone;
    }
    TimeZone m_zone = TimeZone::newYork();
};

TEST_P(NewYork, springsForwardAtTwoOnTheSecondSundayOfMarch) {
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2026-03-08T06:59:59Z")), -5 * 3'600);
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2026-03-08T07:00:00Z")), -4 * 3'600);
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2050-03-13T06:59:59Z")), -5 * 3'600) << "beyond the table of the file";
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2050-03-13T07:00:00Z")), -4 * 3'600);
}

TEST_P(NewYork, fallsBackAtTwoOnTheFirstSundayOfNovember) {
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2026-11-01T05:59:59Z")), -4 * 3'600);
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2026-11-01T06:00:00Z")), -5 * 3'600);
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2050-11-06T05:59:59Z")), -4 * 3'600);
    EXPECT_EQ(m_zone.offsetSecondsAt(secondsAt("2050-11-06T06:00:00Z")), -5 * 3'600);
}

TEST_P(NewYork, theBusinessDateTurnsAtMidnightOnTheWallInBothHalvesOfTheYear) {
    EXPECT_EQ(dateIn(m_zone, "2026-01-15T04:59:59.999999Z"), "2026-01-14");
    EXPECT_EQ(dateIn(m_zone, "2026-01-15T05:00:00Z"), "2026-01-15");
    EXPECT_EQ(dateIn(m_zone, "2026-07-15T03:59:59.999999Z"), "2026-07-14");
    EXPECT_EQ(dateIn(m_zone, "2026-07-15T04:00:00Z"), "2026-07-15");
    EXPECT_EQ(dateIn(m_zone, "2026-03-08T04:59:59Z"), "2026-03-07") << "the day that is 23 hours long";
    EXPECT_EQ(dateIn(m_zone, "2026-03-09T03:59:59Z"), "2026-03-08");
    EXPECT_EQ(dateIn(m_zone, "2026-03-09T04:00:00Z"), "2026-03-09");
    EXPECT_EQ(dateIn(m_zone, "2026-11-02T04:59:59Z"), "2026-11-01") << "the day that is 25 hours long";
    EXPECT_EQ(dateIn(m_zone, "2026-11-02T05:00:00Z"), "2026-11-02");
    EXPECT_EQ(dateIn(m_zone, "2027-01-01T04:59:59Z"), "2026-12-31");
}

INSTANTIATE_TEST_SUITE_P(From, NewYork, ::testing::Bool(), [](const auto& way) { return way.param ? "file" : "rule"; });

TEST(TimeZone, theSouthHasItsSummerOverTheNewYear) {
    const auto sydney = TimeZone::fromRule("AEST-10AEDT,M10.1.0,M4.1.0/3").value();
    EXPECT_EQ(sydney.offsetSecondsAt(secondsAt("2026-01-01T00:00:00Z")), 11 * 3'600);
    EXPECT_EQ(sydney.offsetSecondsAt(secondsAt("2026-04-04T15:59:59Z")), 11 * 3'600);
    EXPECT_EQ(sydney.offsetSecondsAt(secondsAt("2026-04-04T16:00:00Z")), 10 * 3'600);
    EXPECT_EQ(sydney.offsetSecondsAt(secondsAt("2026-10-03T15:59:59Z")), 10 * 3'600);
    EXPECT_EQ(sydney.offsetSecondsAt(secondsAt("2026-10-03T16:00:00Z")), 11 * 3'600);
    EXPECT_EQ(sydney.offsetSecondsAt(secondsAt("2026-12-31T23:59:59Z")), 11 * 3'600);
}

TEST(TimeZone, zonesWithoutSummerAndWithOddOffsetsWork) {
    EXPECT_EQ(TimeZone::fromRule("UTC0")->offsetSecondsAt(0), 0);
    EXPECT_EQ(TimeZone::fromRule("<+0545>-5:45")->offsetSecondsAt(0), 5 * 3'600 + 45 * 60);
    EXPECT_EQ(dateIn(*TimeZone::fromRule("<+14>-14"), "2026-01-01T10:00:00Z"), "2026-01-02");
    EXPECT_EQ(dateIn(*TimeZone::fromRule("<-12>12"), "2026-01-01T11:59:59Z"), "2025-12-31");
}

TEST(TimeZone, aWrongRuleOrNameIsNoZone) {
    for (const auto* rule : {"", "E5", "EST", "EST5EDT", "EST5EDT,", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
                             "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2.0,M11.1.0x", "<EST5", "EST5EDT,J60,J300"})
        EXPECT_FALSE(TimeZone::fromRule(rule)) << rule;
    for (const auto* name : {"", "/etc/passwd", "../etc/passwd", "America/../../etc/passwd", "Mars/Olympus", "America"})
        EXPECT_FALSE(TimeZone::load(name)) << name;
}

TEST(TimeZone, aDamagedFileIsNoZoneAndNeverReadBeyondItsEnd) {
    std::ifstream file("/usr/share/zoneinfo/America/New_York", std::ios::binary);
    ALLUSE_NEEDS_TOOL(file, "no zone files are installed (Debian package tzdata)");
    const std::string whole{std::istreambuf_iterator<char>(file), {}};
    ASSERT_TRUE(TimeZone::fromFile(whole));
    EXPECT_FALSE(TimeZone::fromFile(""));
    EXPECT_FALSE(TimeZone::fromFile("TZif1" + whole.substr(5))) << "version 1 knows 32 bits only";
    for (std::size_t length = 0; length + 2 < whole.size(); length += 7)
        (void)TimeZone::fromFile(std::string_view(whole).substr(0, length));
    for (std::size_t at = 0; at < std::min<std::size_t>(whole.size(), 2'000); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0xFF);
        if (const auto zone = TimeZone::fromFile(damaged)) (void)zone->offsetSecondsAt(1'700'000'000);
    }
}

TEST(IdSource, theSameSeedGivesTheSameIdsAndTheSystemDoesNotRepeat) {
    services::SeededIdSource first(5), second(5), other(6);
    const auto id = first.next();
    EXPECT_EQ(id, second.next());
    EXPECT_NE(id, other.next());
    services::SystemIdSource system;
    EXPECT_NE(system.next(), system.next());
}

} // namespace
} // namespace alluse::tests
