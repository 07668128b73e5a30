#include "metrics/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace alluse::metrics;

namespace {

constexpr std::uint64_t kMicrosecond = 1'000;
constexpr std::uint64_t kHour = 3'600'000'000'000;

// Log-uniform, so that every power of two from 1 us to 1 h is visited.
std::uint64_t anyDuration(std::mt19937_64& random) {
    std::uniform_real_distribution<double> exponent(std::log(double(kMicrosecond)),
                                                    std::log(double(kHour)));
    return static_cast<std::uint64_t>(std::exp(exponent(random)));
}

std::uint64_t exactPercentile(const std::vector<std::uint64_t>& sorted, double q) {
    const double rank = std::ceil(q * double(sorted.size()) * (1 - 1e-12));
    return sorted[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

std::uint32_t printedSeed() {
    const std::uint32_t seed = std::random_device{}();
    ::testing::Test::RecordProperty("seed", std::to_string(seed));
    std::printf("seed %u\n", seed);
    return seed;
}

} // namespace

TEST(HistogramBuckets, coverTheRangeWithoutGapOrOverlap) {
    std::uint64_t expectedLower = 0;
    for (std::size_t block = 0; block < kBlockCount; ++block) {
        for (std::size_t step = 0; step < kBlockSteps; ++step) {
            const BucketPosition at{block, step};
            ASSERT_EQ(bucketLower(at), expectedLower);
            const std::uint64_t last = expectedLower + bucketWidth(at) - 1;
            for (const std::uint64_t value : {expectedLower, last}) {
                ASSERT_EQ(bucketOf(value).block, block) << value;
                ASSERT_EQ(bucketOf(value).step, step) << value;
            }
            expectedLower = last + 1;
        }
    }
    EXPECT_EQ(expectedLower, kValueMax + 1);
    EXPECT_EQ(bucketOf(~std::uint64_t{0}).block, kBlockCount - 1);
}

TEST(HistogramBuckets, everyValueFromOneMicrosecondToOneHourIsWithinOnePercent) {
    std::mt19937_64 random(printedSeed());
    double worst = 0.0;
    for (int i = 0; i < 200'000; ++i) {
        const std::uint64_t value = anyDuration(random);
        const double error = std::abs(bucketMiddle(bucketOf(value)) - double(value)) / double(value);
        worst = std::max(worst, error);
    }
    std::printf("worst relative error %.4f %%\n", worst * 100);
    EXPECT_LE(worst, 0.01);
    EXPECT_GT(worst, 0.001); // a test of a layout that were exact everywhere would test nothing
}

TEST(Histogram, percentilesAreWithinOnePercentOfTheExactOnes) {
    std::mt19937_64 random(printedSeed());
    for (const std::size_t count : {1u, 2u, 3u, 10u, 99u, 100u, 101u, 20'000u}) {
        Histogram histogram;
        std::vector<std::uint64_t> values(count);
        for (auto& value : values) histogram.record(value = anyDuration(random));
        std::sort(values.begin(), values.end());
        for (const double q : {0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const auto exact = double(exactPercentile(values, q));
            ASSERT_NEAR(histogram.percentile(q), exact, exact * 0.01) << count << " values, q " << q;
        }
        EXPECT_EQ(histogram.count(), count);
        EXPECT_EQ(histogram.max(), values.back());
    }
}

TEST(Histogram, percentileOfWholeHundredsIsTheNearestRank) {
    Histogram histogram;
    for (std::uint64_t value = 1; value <= 50; ++value) histogram.record(value, 2);
    EXPECT_EQ(histogram.percentile(0.5), 25.0);
    EXPECT_EQ(histogram.percentile(0.99), 50.0);
    EXPECT_EQ(histogram.percentile(0.98), 49.0);
}

TEST(Histogram, mergeOfPartsEqualsOneHistogram) {
    std::mt19937_64 random(printedSeed());
    Histogram whole;
    std::vector<Histogram> parts(7);
    for (int i = 0; i < 50'000; ++i) {
        const std::uint64_t value = anyDuration(random);
        whole.record(value);
        parts[random() % parts.size()].record(value);
    }
    Histogram merged;
    for (const Histogram& part : parts) merged.merge(part);
    EXPECT_TRUE(merged == whole);
    merged.record(1);
    EXPECT_FALSE(merged == whole);
}

TEST(Histogram, mergeWithItselfDoubles) {
    Histogram histogram;
    histogram.record(1'000);
    histogram.record(9'000'000);
    histogram.merge(histogram);
    EXPECT_EQ(histogram.count(), 4u);
    EXPECT_EQ(histogram.sum(), 2u * 9'001'000u);
}

TEST(Histogram, differenceHoldsOnlyWhatCameAfter) {
    std::mt19937_64 random(printedSeed());
    Histogram growing;
    for (int i = 0; i < 1'000; ++i) growing.record(anyDuration(random));
    const Histogram earlier = growing;
    Histogram expected;
    for (int i = 0; i < 1'000; ++i) {
        const std::uint64_t value = anyDuration(random);
        growing.record(value);
        expected.record(value);
    }
    const Histogram difference = growing.since(earlier);
    EXPECT_EQ(difference.count(), expected.count());
    EXPECT_EQ(difference.sum(), expected.sum());
    EXPECT_NEAR(double(difference.max()), double(expected.max()), double(expected.max()) * 0.01);
    EXPECT_NEAR(difference.percentile(0.5), expected.percentile(0.5),
                expected.percentile(0.5) * 0.01);
    EXPECT_TRUE(growing.since(growing).isEmpty());
}

TEST(Histogram, emptyAnswersZero) {
    const Histogram histogram;
    EXPECT_TRUE(histogram.isEmpty());
    EXPECT_EQ(histogram.percentile(0.99), 0.0);
    EXPECT_EQ(histogram.mean(), 0.0);
}
