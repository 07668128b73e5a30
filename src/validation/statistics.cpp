#include "validation/statistics.h"

#include "domain/seeded_random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace alluse::validation {
namespace {

constexpr double kNormalLimit = 1.959964; // two-sided 5 %
constexpr double kPowerTerm = 0.841621;   // of a chance of 80 %
constexpr std::size_t kBatches = 20;
constexpr int kResamples = 2'000;
constexpr double kWarmUpChance = 0.05;
constexpr std::size_t kWarmUpWindow = 3; // against six settled values the smallest that can differ at 5 %

double twoSided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

double quantile(std::vector<double>& sorted, double q) {
    const double at = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace

double meanOf(std::span<const double> values) {
    if (values.empty()) return 0;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviationOf(std::span<const double> values) {
    if (values.size() < 2) return 0;
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

double medianOf(std::vector<double> values) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return quantile(values, 0.5);
}

double studentLimit(std::size_t degrees) {
    if (degrees == 0) return std::numeric_limits<double>::infinity();
    if (degrees == 1) return 12.7062;
    if (degrees == 2) return 4.3027;
    // Cornish and Fisher's expansion, Abramowitz and Stegun 26.7.5.
    const double z = kNormalLimit, v = static_cast<double>(degrees);
    const double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
    return z + (z3 + z) / (4 * v) + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v);
}

Interval batchInterval(std::span<const double> windows) {
    const double mean = meanOf(windows);
    if (windows.size() < 3) return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    const std::size_t batches = std::min(kBatches, windows.size());
    std::vector<double> means;
    for (std::size_t i = 0; i < batches; ++i)
        means.push_back(meanOf(windows.subspan(i * windows.size() / batches,
                                               (i + 1) * windows.size() / batches - i * windows.size() / batches)));
    const double half = studentLimit(batches - 1) * deviationOf(means) / std::sqrt(static_cast<double>(batches));
    return {mean - half, mean + half};
}

double detectableChange(std::span<const double> windows) {
    const double mean = meanOf(windows);
    if (windows.size() < 3 || mean == 0) return std::numeric_limits<double>::infinity();
    const Interval interval = batchInterval(windows);
    const double error = (interval.high - mean) / studentLimit(std::min(kBatches, windows.size()) - 1);
    return (kNormalLimit + kPowerTerm) * error / std::abs(mean);
}

RankTest mannWhitney(std::span<const double> a, std::span<const double> b) {
    if (a.empty() || b.empty()) return {};
    std::vector<std::pair<double, bool>> all;
    for (const double value : a) all.emplace_back(value, false);
    for (const double value : b) all.emplace_back(value, true);
    std::ranges::sort(all);
    double rankSum = 0, ties = 0;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i;
        while (end < all.size() && all[end].first == all[i].first) ++end;
        const double count = static_cast<double>(end - i);
        const double rank = static_cast<double>(i + 1 + end) / 2;
        for (; i < end; ++i)
            if (all[i].second) rankSum += rank;
        ties += count * count * count - count;
    }
    const double m = static_cast<double>(a.size()), n = static_cast<double>(b.size()), whole = m + n;
    const double u = rankSum - n * (n + 1) / 2;
    const double variance = m * n / 12 * (whole + 1 - ties / (whole * (whole - 1)));
    RankTest test;
    test.effect = 2 * u / (m * n) - 1;
    if (variance <= 0) return test;
    const double distance = std::max(0.0, std::abs(u - m * n / 2) - 0.5);
    test.p = twoSided(distance / std::sqrt(variance));
    return test;
}

Comparison compare(std::span<const WindowPair> pairs, std::uint64_t seed) {
    Comparison result;
    std::vector<double> logs, a, b;
    for (const auto& pair : pairs) {
        const double meanA = meanOf(pair.a), meanB = meanOf(pair.b);
        if (meanA <= 0 || meanB <= 0) continue;
        logs.push_back(std::log(meanB / meanA));
        const double level = std::sqrt(meanA * meanB);
        for (const double value : pair.a) a.push_back(value / level);
        for (const double value : pair.b) b.push_back(value / level);
    }
    if (logs.size() < 2) {
        result.interval = {0, std::numeric_limits<double>::infinity()};
        result.detectable = std::numeric_limits<double>::infinity();
        return result;
    }
    const double centre = meanOf(logs);
    result.ratio = std::exp(centre);
    domain::SeededRandom random(seed);
    std::vector<double> resamples;
    const auto count = static_cast<std::int64_t>(logs.size());
    for (int i = 0; i < kResamples; ++i) {
        double sum = 0;
        for (std::int64_t k = 0; k < count; ++k) sum += logs[static_cast<std::size_t>(random.below(count))];
        resamples.push_back(sum / static_cast<double>(count));
    }
    std::ranges::sort(resamples);
    // A bootstrap of few pairs is too narrow by sqrt((n − 1) / n) and by the normal tail it
    // imitates; both are known, so the half-widths are stretched by them.
    const double n = static_cast<double>(count);
    const double stretch = std::sqrt(n / (n - 1)) * studentLimit(logs.size() - 1) / kNormalLimit;
    const double low = centre + (quantile(resamples, 0.025) - centre) * stretch;
    const double high = centre + (quantile(resamples, 0.975) - centre) * stretch;
    result.interval = {std::exp(low), std::exp(high)};
    result.rank = mannWhitney(a, b);
    result.detectable = std::expm1((high - low) / 2 / kNormalLimit * (kNormalLimit + kPowerTerm));
    result.isSignificant = !result.interval.contains(1) && result.rank.p < 0.05;
    return result;
}

std::size_t warmUpCut(std::span<const double> series) {
    const std::size_t half = series.size() / 2;
    if (half < kWarmUpWindow) return 0;
    const auto settled = series.subspan(half);
    std::size_t cut = 0;
    while (cut + kWarmUpWindow <= half &&
           mannWhitney(series.subspan(cut, kWarmUpWindow), settled).p < kWarmUpChance)
        ++cut;
    return cut;
}

double medianSlope(std::span<const double> x, std::span<const double> y) {
    // Thinned to at most 400 points: 80,000 slopes say as much as millions.
    const std::size_t step = std::max<std::size_t>(1, x.size() / 400);
    std::vector<double> slopes;
    for (std::size_t i = 0; i < x.size(); i += step)
        for (std::size_t k = i + step; k < x.size(); k += step)
            if (x[k] != x[i]) slopes.push_back((y[k] - y[i]) / (x[k] - x[i]));
    return medianOf(std::move(slopes));
}

} // namespace alluse::validation
