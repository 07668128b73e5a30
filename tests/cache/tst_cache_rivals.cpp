// The rivals do what their papers say, worked out by hand on traces short enough for it.

#include "support/cache_rivals.h"

#include <gtest/gtest.h>

#include <string>

namespace alluse::tests {
namespace {

// One character for each request: a hit is '+', a miss '.'.
std::string played(Rival& rival, std::string_view keys) {
    std::string answers;
    for (const char key : keys)
        answers += rival.request(static_cast<TraceKey>(key)) ? '+' : '.';
    return answers;
}

std::uint64_t belady(std::string_view keys, std::size_t capacity) {
    std::vector<TraceKey> trace;
    for (const char key : keys)
        trace.push_back(static_cast<TraceKey>(key));
    return beladyHits(trace, capacity);
}

TEST(CacheRivals, lruDropsWhatWasUsedLongestAgo) {
    // b is the oldest when c arrives, because a was used again.
    EXPECT_EQ(played(*makeLru(2), "abacab"), "..+.+.");
}

TEST(CacheRivals, lruFailsOnALoopThatIsOneTooLong) {
    EXPECT_EQ(played(*makeLru(3), "abcdabcdabcd"), "............");
}

TEST(CacheRivals, arcKeepsWhatWasUsedTwiceThroughAScan) {
    // a and b move to the second list; the scan passes through the first one only.
    EXPECT_EQ(played(*makeArc(3), "ababwxyzab"), "..++....++");
}

TEST(CacheRivals, arcBringsAGhostBackAsUsedTwice) {
    // a is used twice; c pushes b to the ghosts of the first list; b comes back into the second one
    // and raises the room of the first, so that now a leaves.
    EXPECT_EQ(played(*makeArc(2), "aabcba"), ".+....");
    // Without anything used twice the first list overflows without a trace: b is no ghost.
    EXPECT_EQ(played(*makeArc(2), "abcab"), ".....");
}

TEST(CacheRivals, lirsHoldsPartOfALoop) {
    // Capacity 3: two low entries (a, b) stay, the third place is what the loop passes through.
    EXPECT_EQ(played(*makeLirs(3), "abcdabcdabcd"), "....++..++..");
}

TEST(CacheRivals, lirsPromotesAKeyThatIsReusedSoonerThanTheOldestLowOne) {
    // c returns while it is still above b in the stack: it becomes low, a (the oldest) goes to the
    // queue. d then takes the queue place of a.
    EXPECT_EQ(played(*makeLirs(3), "abccdca"), "...+.+.");
}

TEST(CacheRivals, s3FifoDropsAnEntryThatWasUsedOnce) {
    // Capacity 10 has a small queue of 1. a is used twice more, so it moves on; b…j are not.
    EXPECT_EQ(played(*makeS3Fifo(10), "aaabcdefghijklmnopqrsta"), ".++...................+");
}

TEST(CacheRivals, s3FifoLetsAGhostSkipTheTrial) {
    // b leaves the small queue unused when k arrives… and comes back as a member of the main queue,
    // where the keys after it do not push it out.
    EXPECT_EQ(played(*makeS3Fifo(4), "abcdeafghia"), "..........+");
}

TEST(CacheRivals, tinyLfuRefusesANewcomerThatIsWantedLess) {
    // a and b were used twice; x, y and z pass through the window.
    EXPECT_EQ(played(*makeTinyLfu(3), "ababxyzab"), "..++...++");
}

TEST(CacheRivals, beladyKnowsTheFuture) {
    EXPECT_EQ(belady("abcabc", 1), 1U); // keeps the first one
    EXPECT_EQ(belady("abcabc", 2), 2U);
    EXPECT_EQ(belady("abcabc", 3), 3U);
    EXPECT_EQ(belady("abcdabcdabcd", 3), 6U);
    EXPECT_EQ(belady("aaaa", 1), 3U);
    EXPECT_EQ(belady("", 1), 0U);
}

TEST(CacheRivals, nobodyBeatsBelady) {
    std::vector<TraceKey> trace;
    std::uint32_t state = 12'345;
    for (int i = 0; i < 5'000; ++i) {
        state = state * 1'664'525U + 1'013'904'223U;
        trace.push_back((state >> 16U) % 50 * ((state >> 24U) % 7));
    }
    for (const std::size_t capacity : {1U, 2U, 3U, 10U, 30U, 100U, 400U})
        for (const auto name : rivalNames()) {
            const auto hits = hitsOf(*makeRival(name, capacity), trace);
            EXPECT_LE(hits, beladyHits(trace, capacity)) << name << " with " << capacity;
        }
}

} // namespace
} // namespace alluse::tests
