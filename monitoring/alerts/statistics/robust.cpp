#include "alerts/statistics/robust.h"

#include <algorithm>
#include <cmath>

namespace alluse::alerts::statistics {

namespace {

constexpr double kConstantShare = 0.01;
constexpr double kConstantFloor = 1e-6;
// The distance between the 10 % and the 90 % quantile of a normal variable, in deviations.
constexpr double kTenthsToDeviation = 2.0 * 1.2816;

} // namespace

double quantileOf(std::vector<double>& values, double q) {
    const double position = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), at, values.end());
    const double lower = *at;
    const double share = position - static_cast<double>(below);
    if (share <= 0.0 || below + 1 == values.size()) return lower;
    const double upper = *std::min_element(at + 1, values.end());
    return lower + share * (upper - lower);
}

double medianOf(std::vector<double>& values) { return quantileOf(values, 0.5); }

double constantFloor(double value) {
    return std::max(kConstantShare * std::abs(value), kConstantFloor);
}

RobustScale robustScale(std::vector<double> values) {
    RobustScale scale;
    const double low = quantileOf(values, 0.1);
    const double high = quantileOf(values, 0.9);
    scale.median = medianOf(values);
    for (double& value : values) value = std::abs(value - scale.median);
    scale.spread = std::max(kMadToDeviation * medianOf(values), 0.5 * (high - low) / kTenthsToDeviation);
    if (scale.spread <= 0.0) scale.spread = constantFloor(scale.median);
    return scale;
}

} // namespace alluse::alerts::statistics
