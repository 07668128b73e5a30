// When a schedule is due, and what becomes of the runs that were missed.

#include "jobs/queue/cron.h"

#include <gtest/gtest.h>

namespace alluse::jobs {
namespace {

using namespace std::chrono;

// "2026-11-24 19:30"
CivilMinute at(const std::string& text) {
    const int y = std::stoi(text.substr(0, 4));
    const auto m = static_cast<unsigned>(std::stoi(text.substr(5, 2)));
    const auto d = static_cast<unsigned>(std::stoi(text.substr(8, 2)));
    return local_days(year(y) / m / d) + hours(std::stoi(text.substr(11, 2)))
           + minutes(std::stoi(text.substr(14, 2)));
}

struct NextCase {
    const char* claim;
    const char* cron;
    const char* from;
    const char* next;
};
void PrintTo(const NextCase& row, std::ostream* out) {
    *out << row.claim;
}
class CronNext : public testing::TestWithParam<NextCase> {};

TEST_P(CronNext, isThis) {
    const auto cron = Cron::parse(GetParam().cron);
    ASSERT_TRUE(cron.has_value());
    EXPECT_EQ(cron->nextAfter(at(GetParam().from)), at(GetParam().next));
    EXPECT_TRUE(cron->matches(at(GetParam().next)));
}

const NextCase kNextCases[] = {
    {"everyMinute", "* * * * *", "2026-11-24 19:30", "2026-11-24 19:31"},
    {"neverTheSameMinuteAgain", "30 19 * * *", "2026-11-24 19:30", "2026-11-25 19:30"},
    {"everyNight", "15 2 * * *", "2026-11-24 19:30", "2026-11-25 02:15"},
    {"endOfTheYear", "0 0 1 1 *", "2026-11-24 19:30", "2027-01-01 00:00"},
    {"stepsCountFromTheStart", "*/20 * * * *", "2026-11-24 19:41", "2026-11-24 20:00"},
    {"stepFromANumber", "5/20 * * * *", "2026-11-24 19:26", "2026-11-24 19:45"},
    {"listsAndRanges", "0 8-10,18 * * *", "2026-11-24 10:00", "2026-11-24 18:00"},
    {"namesOfDays", "0 6 * * mon-fri", "2026-11-27 06:00", "2026-11-30 06:00"},
    {"sundayIsSevenToo", "0 6 * * 7", "2026-11-24 00:00", "2026-11-29 06:00"},
    {"namesOfMonths", "0 6 15 mar,Jun *", "2026-11-24 00:00", "2027-03-15 06:00"},
    {"eitherDaySufficesWhenBothAreRestricted", "0 0 13 * fri", "2026-11-09 00:00", "2026-11-13 00:00"},
    {"fridayWithoutTheThirteenth", "0 0 13 * fri", "2026-11-13 00:00", "2026-11-20 00:00"},
    {"leapDay", "0 0 29 2 *", "2026-11-24 00:00", "2028-02-29 00:00"},
    {"shortMonthsAreLeftOut", "0 0 31 * *", "2026-11-24 00:00", "2026-12-31 00:00"},
};
INSTANTIATE_TEST_SUITE_P(Table, CronNext, testing::ValuesIn(kNextCases),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST(Cron, refusesWhatIsNoSchedule) {
    for (const char* text :
         {"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
          "* * * * 8", "*/0 * * * *", "5-1 * * * *", "a * * * *", "1, * * * *", "0 0 30 2 *",
          "0 0 31 4,6,9,11 *", "-1 * * * *", "1- * * * *"})
        EXPECT_FALSE(Cron::parse(text).has_value()) << text;
}

struct MissedCase {
    const char* claim;
    MissedRuns missed;
    const char* last; // empty: the schedule is new
    const char* now;
    std::vector<std::string> due;
};
void PrintTo(const MissedCase& row, std::ostream* out) {
    *out << row.claim;
}
class CronMissed : public testing::TestWithParam<MissedCase> {};

TEST_P(CronMissed, runsThese) {
    const auto& row = GetParam();
    std::optional<CivilMinute> last;
    if (*row.last) last = at(row.last);
    std::vector<CivilMinute> expected;
    for (const auto& each : row.due) expected.push_back(at(each));
    EXPECT_EQ(dueRuns(*Cron::parse("0 2 * * *"), row.missed, last, at(row.now)), expected);
}

const MissedCase kMissedCases[] = {
    {"aNewScheduleMissedNothing", MissedRuns::RunAll, "", "2026-11-24 09:00", {}},
    {"notYetDue", MissedRuns::RunOnce, "2026-11-24 02:00", "2026-11-25 01:59", {}},
    {"dueOnTheMinute", MissedRuns::Skip, "2026-11-24 02:00", "2026-11-25 02:00", {"2026-11-25 02:00"}},
    {"aFewMinutesLateIsNotMissed", MissedRuns::Skip, "2026-11-24 02:00", "2026-11-25 02:10",
     {"2026-11-25 02:00"}},
    {"skipLeavesOutWhatWasMissed", MissedRuns::Skip, "2026-11-24 02:00", "2026-11-25 09:00", {}},
    {"onceForAllThatWereMissed", MissedRuns::RunOnce, "2026-11-20 02:00", "2026-11-24 09:00",
     {"2026-11-24 02:00"}},
    {"eachOneThatWasMissed", MissedRuns::RunAll, "2026-11-21 02:00", "2026-11-24 09:00",
     {"2026-11-22 02:00", "2026-11-23 02:00", "2026-11-24 02:00"}},
    {"anHourTheClockLeftOutIsDueRightAfter", MissedRuns::Skip, "2026-03-28 02:00", "2026-03-29 02:05",
     {"2026-03-29 02:00"}},
    {"aClockSetBackDoesNotRunTwice", MissedRuns::RunAll, "2026-11-25 02:00", "2026-11-25 01:30", {}},
};
INSTANTIATE_TEST_SUITE_P(Table, CronMissed, testing::ValuesIn(kMissedCases),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST(Cron, aLongAbsenceRunsAtMostTheLatestMonth) {
    const auto due =
        dueRuns(*Cron::parse("0 2 * * *"), MissedRuns::RunAll, at("2025-01-01 02:00"), at("2026-11-24 09:00"));
    ASSERT_EQ(due.size(), kMissedRunsMax);
    EXPECT_EQ(due.back(), at("2026-11-24 02:00"));
}

} // namespace
} // namespace alluse::jobs
