#include "analytics/loss_at_risk.h"

#include "analytics/statistics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace alluse::analytics {
namespace {

double normalDensity(double x) {
    return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}

LossAtRisk parametric(std::span<const double> weekly, double tail) {
    const double middle = mean(weekly), deviation = sampleDeviation(weekly);
    const double z = normalQuantile(tail);
    return {LossMethod::Parametric, -(middle + z * deviation),
            -(middle - deviation * normalDensity(z) / tail)};
}

LossAtRisk historical(std::span<const double> weekly, double tail) {
    std::vector<double> ascending(weekly.begin(), weekly.end());
    std::ranges::sort(ascending);
    const double limit = quantile(ascending, tail);
    const auto end = std::ranges::upper_bound(ascending, limit);
    const std::span<const double> worst(ascending.begin(), end);
    return {LossMethod::Historical, -limit, -mean(worst)};
}

} // namespace

LossAtRisk lossAtRisk(std::span<const double> weekly, double tail) {
    const auto count = static_cast<int>(weekly.size());
    if (count < kParametricWeeksMin) {
        const auto none = missing(Needs::Weeks, kParametricWeeksMin, count);
        return {LossMethod::Parametric, none, none};
    }
    return count < kHistoricalWeeksMin ? parametric(weekly, tail) : historical(weekly, tail);
}

domain::Money lossAmount(double share, domain::Money equity) {
    return domain::Money::fromCents(std::llround(share * static_cast<double>(equity.cents())));
}

double normalQuantile(double share) {
    // A start within 0.003 (Hastings, Abramowitz and Stegun 26.2.22), refined on erfc.
    const double p = std::min(share, 1 - share);
    const double t = std::sqrt(-2 * std::log(p));
    double x = (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t) - t;
    for (int step = 0; step < 4; ++step) {
        const double error = std::erfc(-x / std::numbers::sqrt2) / 2 - p;
        const double u = error / normalDensity(x);
        x -= u / (1 + x * u / 2);
    }
    return share <= 0.5 ? x : -x;
}

} // namespace alluse::analytics
