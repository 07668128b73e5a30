// What is concluded from windows: equal configurations rarely differ, a planted tenth is found.

#include "validation/key_distribution.h"
#include "validation/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace alluse::validation {
namespace {

double normal(domain::SeededRandom& random) {
    return std::sqrt(-2 * std::log1p(-unit(random))) * std::cos(2 * std::numbers::pi * unit(random));
}

// Eight pairs of ten windows on a machine that drifts: each half has a level of its own (2 %), its
// windows repeat half of the one before, and one window in twenty stalls.
std::vector<WindowPair> pairs(domain::SeededRandom& random, double factorB, int count = 8) {
    std::vector<WindowPair> all;
    double drift = 1;
    for (int pair = 0; pair < count; ++pair) {
        drift *= 1 + 0.05 * normal(random);
        const auto half = [&](double factor) {
            const double level = 1'000 * drift * factor * (1 + 0.02 * normal(random));
            std::vector<double> windows;
            double carried = 0;
            for (int i = 0; i < 10; ++i) {
                carried = 0.5 * carried + 0.05 * normal(random);
                windows.push_back(level * (1 + carried) * (unit(random) < 0.05 ? 0.8 : 1));
            }
            return windows;
        };
        WindowPair one;
        one.a = half(1);
        one.b = half(factorB);
        all.push_back(std::move(one));
    }
    return all;
}

TEST(Comparison, ofEqualConfigurationsIsRarelySignificant) {
    // At most five of the first forty, and about 5 % of a thousand.
    domain::SeededRandom random(11);
    int first = 0, total = 0;
    for (int i = 0; i < 1'000; ++i) {
        const bool found = compare(pairs(random, 1), 1'000U + static_cast<std::uint64_t>(i)).isSignificant;
        total += found;
        if (i < 40) first += found;
    }
    EXPECT_LE(first, 5);
    EXPECT_LE(total, 64); // twice the error of a thousand tries above 5 %
}

TEST(Comparison, findsAPlantedTenth) {
    domain::SeededRandom random(12);
    int found = 0;
    for (int i = 0; i < 200; ++i) {
        const auto windows = pairs(random, 0.9);
        const auto result = compare(windows, static_cast<std::uint64_t>(i));
        found += result.isSignificant && result.ratio < 1;
    }
    EXPECT_GE(found, 180);
}

TEST(Comparison, reportsTheRatioWithAnIntervalThatHoldsIt) {
    domain::SeededRandom random(13);
    int held = 0;
    for (int i = 0; i < 200; ++i) {
        const auto result = compare(pairs(random, 2.5), static_cast<std::uint64_t>(i));
        held += result.interval.contains(2.5);
        EXPECT_GT(result.rank.effect, 0.99);
    }
    EXPECT_GE(held, 184); // 95 % less twice the error of two hundred tries
}

TEST(Comparison, ofOnePairSaysNothing) {
    domain::SeededRandom random(14);
    EXPECT_FALSE(compare(pairs(random, 0.1, 1), 1).isSignificant);
}

TEST(MannWhitney, agreesWithAWorkedExample) {
    // Siegel, Nonparametric Statistics: U = 9 of samples 5 and 4 … here without ties, p by normal.
    const std::vector<double> a{78, 64, 75, 45, 82}, b{110, 70, 53, 51};
    const auto test = mannWhitney(a, b);
    EXPECT_NEAR(test.effect, 2.0 * 9 / 20 - 1, 1e-9);
    EXPECT_NEAR(test.p, 0.9025, 0.001);
}

TEST(MannWhitney, ofEqualValuesFindsNothing) {
    const std::vector<double> same(10, 5.0);
    EXPECT_DOUBLE_EQ(mannWhitney(same, same).p, 1);
}

TEST(BatchInterval, holdsTheMeanInNineteenOfTwenty) {
    domain::SeededRandom random(15);
    int held = 0;
    for (int i = 0; i < 1'000; ++i) {
        std::vector<double> windows;
        for (int k = 0; k < 60; ++k) windows.push_back(100 + 10 * normal(random));
        held += batchInterval(windows).contains(100);
    }
    EXPECT_NEAR(held, 950, 25);
}

TEST(StudentLimit, agreesWithTheTables) {
    EXPECT_NEAR(studentLimit(4), 2.776, 0.01);
    EXPECT_NEAR(studentLimit(19), 2.093, 0.002);
    EXPECT_NEAR(studentLimit(1'000), 1.962, 0.001);
}

TEST(DetectableChange, shrinksWithMoreWindows) {
    domain::SeededRandom random(16);
    std::vector<double> windows;
    for (int k = 0; k < 20; ++k) windows.push_back(100 + 10 * normal(random));
    const double few = detectableChange(windows);
    for (int k = 0; k < 380; ++k) windows.push_back(100 + 10 * normal(random));
    const double many = detectableChange(windows);
    EXPECT_LT(many, few);
    EXPECT_NEAR(many, 2.8 * 0.1 / 20, 0.008);
}

TEST(WarmUpCut, endsWhereTheSeriesSettles) {
    domain::SeededRandom random(17);
    std::vector<double> series;
    for (int i = 0; i < 40; ++i) series.push_back(1'000 - 600 * std::exp(-i / 2.0) + 20 * normal(random));
    const auto cut = warmUpCut(series);
    EXPECT_GE(cut, 3U);
    EXPECT_LE(cut, 10U);
}

TEST(WarmUpCut, leavesASettledSeriesAndALateChangeAlone) {
    domain::SeededRandom random(18);
    int cuts = 0;
    for (int round = 0; round < 100; ++round) {
        std::vector<double> series;
        for (int i = 0; i < 40; ++i) series.push_back(1'000 + 20 * normal(random));
        cuts += warmUpCut(series) > 0;
    }
    EXPECT_LE(cuts, 8);
    std::vector<double> late;
    for (int i = 0; i < 40; ++i) late.push_back((i < 30 ? 1'000 : 500) + 20 * normal(random));
    EXPECT_EQ(warmUpCut(late), 0U);
}

TEST(MedianSlope, isNotBentBySpikes) {
    std::vector<double> x, y;
    for (int i = 0; i < 100; ++i) {
        x.push_back(i);
        y.push_back(2.0 * i + (i % 10 == 3 ? 1'000 : 0));
    }
    EXPECT_NEAR(medianSlope(x, y), 2, 0.1);
}

} // namespace
} // namespace alluse::validation
