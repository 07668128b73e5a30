#pragma once
// What a run may conclude from its windows: intervals, effects, chances.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace alluse::validation {

struct Interval {
    double low = 0, high = 0;
    [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
};

[[nodiscard]] double meanOf(std::span<const double> values);
[[nodiscard]] double deviationOf(std::span<const double> values); // of a sample; 0 below two
[[nodiscard]] double medianOf(std::vector<double> values);
// |t| that Student's distribution exceeds with 5 % chance; from three degrees on within 0.3 %.
[[nodiscard]] double studentLimit(std::size_t degrees);

// 95 % interval of the mean by batch means: windows are joined to at most twenty batches, whose
// means are nearly independent.
[[nodiscard]] Interval batchInterval(std::span<const double> windows);
// The smallest relative change of the mean that a run like this one finds with 80 % chance at the
// 5 % level; infinite with fewer than three windows.
[[nodiscard]] double detectableChange(std::span<const double> windows);

// Mann and Whitney, Annals of Mathematical Statistics 18, 1947; normal approximation with ties.
struct RankTest {
    double p = 1;      // two-sided
    double effect = 0; // Cliff's delta, −1 … 1: P(b > a) − P(b < a)
};
[[nodiscard]] RankTest mannWhitney(std::span<const double> a, std::span<const double> b);

// One pair: the windows of its half A and of its half B.
struct WindowPair {
    std::vector<double> a, b;
};
struct Comparison {
    double ratio = 1;  // b over a: geometric mean over the pairs of the ratio of their means
    Interval interval; // 95 %, by a bootstrap over the pairs
    RankTest rank;     // on windows divided by their pair's geometric mean
    double detectable = 0; // smallest relative change it would have found
    bool isSignificant = false; // the interval excludes one and p < 0.05
};
[[nodiscard]] Comparison compare(std::span<const WindowPair> pairs, std::uint64_t seed);

// Where a series stops warming up: values are left out one by one while three in a row differ from
// the second half (Mann-Whitney, 5 %). A change after the middle is drift and no warm-up.
[[nodiscard]] std::size_t warmUpCut(std::span<const double> series);

// Theil-Sen: the median of all pairwise slopes, per unit of x.
[[nodiscard]] double medianSlope(std::span<const double> x, std::span<const double> y);

} // namespace alluse::validation
