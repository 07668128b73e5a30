#include "alerts/statistics/mann_kendall.h"

#include "alerts/statistics/autocorrelation.h"
#include "alerts/statistics/distributions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace alluse::alerts::statistics {

namespace {

// Ranks 1..n, equal values share the mean of theirs.
std::vector<double> ranksOf(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t j = i;
        while (j < order.size() && values[order[j]] == values[order[i]]) ++j;
        for (std::size_t k = i; k < j; ++k)
            ranks[order[k]] = (static_cast<double>(i + j) + 1.0) / 2.0;
        i = j;
    }
    return ranks;
}

// Weight of lag i in Hamed and Rao's sum.
double lagWeight(double n, double i) {
    return 2.0 * (n - i) * (n - i - 1.0) * (n - i - 2.0) / (n * (n - 1.0) * (n - 2.0));
}

double hamedRao(const std::vector<double>& ranks) {
    const auto n = static_cast<double>(ranks.size());
    const double mean = (n + 1.0) / 2.0;
    double squares = 0.0;
    for (const double rank : ranks) squares += (rank - mean) * (rank - mean);
    if (squares <= 0.0) return 1.0;
    const double significant = 1.96 / std::sqrt(n);
    double correction = 1.0;
    for (std::size_t lag = 1; lag + 2 < ranks.size(); ++lag) {
        double products = 0.0;
        for (std::size_t i = lag; i < ranks.size(); ++i)
            products += (ranks[i] - mean) * (ranks[i - lag] - mean);
        const double r = products / squares;
        if (std::abs(r) < significant) break; // what follows the first silent lag is noise
        correction += lagWeight(n, static_cast<double>(lag)) * r;
    }
    return correction;
}

double firstOrder(std::size_t count, double phi) {
    const auto n = static_cast<double>(count);
    double correction = 1.0;
    double power = 1.0;
    for (double lag = 1.0; lag + 2.0 < n && power > 1e-9; lag += 1.0) {
        power *= phi;
        correction += lagWeight(n, lag) * power;
    }
    return correction;
}

double varianceOf(std::span<const double> values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    const auto term = [](double t) { return t * (t - 1.0) * (2.0 * t + 5.0); };
    double variance = term(static_cast<double>(sorted.size()));
    for (std::size_t i = 0; i < sorted.size();) {
        std::size_t j = i;
        while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
        variance -= term(static_cast<double>(j - i));
        i = j;
    }
    return variance / 18.0;
}

} // namespace

MannKendall mannKendall(std::span<const double> times, std::span<const double> values,
                        double slope) {
    MannKendall test;
    const std::size_t n = values.size();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j)
            test.s += values[j] > values[i] ? 1.0 : values[j] < values[i] ? -1.0 : 0.0;
    const auto count = static_cast<double>(n);
    test.tau = test.s / (count * (count - 1.0) / 2.0);
    std::vector<double> detrended(n);
    for (std::size_t i = 0; i < n; ++i) detrended[i] = values[i] - slope * times[i];
    const auto ranks = ranksOf(detrended);
    const double phi = correctedPhi(ranks);
    test.correction = std::max({1.0, hamedRao(ranks), firstOrder(n, phi)});
    const double variance = varianceOf(values) * test.correction;
    if (variance <= 0.0) return test;
    // Continuity correction: S moves in steps of two.
    const double nearer = test.s > 0 ? test.s - 1.0 : test.s < 0 ? test.s + 1.0 : 0.0;
    test.z = nearer / std::sqrt(variance);
    // The correction is itself an estimate; Student's tails with the effective count allow for it.
    test.p = studentTwoSided(test.z, std::max(effectiveCount(n, phi) - 2.0, 1.0));
    return test;
}

} // namespace alluse::alerts::statistics
