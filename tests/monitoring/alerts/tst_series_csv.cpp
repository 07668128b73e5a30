#include "alerts/series_csv.h"

#include "alerts/plain_words.h"

#include <gtest/gtest.h>

using namespace alluse::alerts;

namespace {

// "time:value" of the only series, times in seconds.
std::string read(std::string_view text, CsvWishes wishes = {.timeColumn = {}, .valueColumns = {"value"}}) {
    const auto found = readSeriesCsv(text, wishes);
    if (!found) return found.error();
    std::string all;
    for (const auto& sample : found->series.front())
        all += (all.empty() ? "" : " ") + inWords(static_cast<double>(sample.timeMs) / 1e3) + ':' +
               inWords(sample.value);
    return all;
}

} // namespace

TEST(SeriesCsv, readsTimesHoweverTheyAreWritten) {
    for (const auto& [text, seconds] :
         {std::pair{"2014-02-14 14:30:00", 1392388200.0}, {"2014-02-14T14:30:00Z", 1392388200.0},
          {"2014-02-14T16:30:00+02:00", 1392388200.0}, {"2014-02-14 10:30:00-0400", 1392388200.0},
          {"2014-02-14 14:30", 1392388200.0}, {"2014-02-14 14:30:00.250", 1392388200.25},
          {"2014-02-14", 1392336000.0}, {"1392388200", 1392388200.0},
          {"1392388200.5", 1392388200.5}, {"1392388200500", 1392388200.5},
          {"1392388200500000", 1392388200.5}, {"1392388200500000000", 1392388200.5},
          {"0", 0.0}, {"17", 17.0}, {" 1392388200 ", 1392388200.0}}) {
        const auto time = timeFromText(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(static_cast<double>(*time) / 1e3, seconds) << text;
    }
    for (const char* text : {"", "x", "2014-13-01", "2014-02-30", "2014-02-14 25:00", "12:30", "1e400"})
        EXPECT_FALSE(timeFromText(text)) << text;
}

TEST(SeriesCsv, writesTimesInUtc) {
    EXPECT_EQ(timeInIso(1392388200000), "2014-02-14T14:30:00Z");
    EXPECT_EQ(timeInIso(1392388200250), "2014-02-14T14:30:00.250Z");
    EXPECT_EQ(timeInIso(-1000), "1969-12-31T23:59:59Z");
}

TEST(SeriesCsv, findsItsColumns) {
    EXPECT_EQ(read("timestamp,value\n1,10\n2,20\n"), "1:10 2:20");
    EXPECT_EQ(read("1,10\n2,20\n"), "1:10 2:20") << "without a header";
    EXPECT_EQ(read("value;t\n10;1\n20;2\n"), "1:10 2:20") << "another order and delimiter";
    EXPECT_EQ(read("time,cpu\r\n1,10\r\n"), "1:10") << "any other column";
    EXPECT_EQ(read("a\tb\n1\t10\n", {.timeColumn = "b", .valueColumns = {"a"}, .mayGuess = false}), "10:1");
    EXPECT_EQ(read("t,x\n1,10\n", {.timeColumn = {}, .valueColumns = {"y"}, .mayGuess = false}),
              "There is no column \"y\"; the file has t, x.");
    EXPECT_EQ(read(""), "The file is empty.");
    EXPECT_EQ(read("\xEF\xBB\xBFtimestamp,value\n1,10\n"), "1:10") << "a byte order mark";
}

TEST(SeriesCsv, takesBlanksForGapsAndSortsTheRest) {
    EXPECT_EQ(read("t,value\n1,10\n2,\n3,NaN\n4,null\n5,50\n"), "1:10 5:50");
    EXPECT_EQ(read("t,value\n3,30\n1,10\n2,20\n2,21\n"), "1:10 2:21 3:30") << "the later row counts";
    EXPECT_EQ(read("t;value\n1;1,5\n"), "1:1.5") << "a decimal comma where it can be one";
    EXPECT_EQ(read("t,value\n1,\"10\"\n\n2,+20\n"), "1:10 2:20");
}

TEST(SeriesCsv, countsWhatItCouldNotRead) {
    const auto found = readSeriesCsv("t,value\n1,10\nx,20\n3,y\n4,40\n5,50\n6,\n6,60\n",
                                     {.timeColumn = {}, .valueColumns = {"value"}});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->unreadable, 2U);
    EXPECT_EQ(found->blanks, 1U);
    EXPECT_EQ(found->rows, 7U);
    EXPECT_FALSE(readSeriesCsv("t,value\na,10\nb,20\n", {.timeColumn = {}, .valueColumns = {"value"}}));
}
