#include "analytics/statistics.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace alluse::analytics {

double mean(std::span<const double> values) {
    if (values.empty()) return 0;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double sampleDeviation(std::span<const double> values) {
    if (values.size() < 2) return 0;
    const double middle = mean(values);
    double sum = 0;
    for (const double value : values) sum += (value - middle) * (value - middle);
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double quantile(std::span<const double> ascending, double share) {
    const double position = share * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    if (below + 1 >= ascending.size()) return ascending.back();
    const double part = position - static_cast<double>(below);
    return ascending[below] + part * (ascending[below + 1] - ascending[below]);
}

LineFit fitLine(std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    const double xMean = (n - 1) / 2, yMean = mean(values);
    double xx = 0, xy = 0, yy = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double x = static_cast<double>(i) - xMean, y = values[i] - yMean;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    LineFit fit;
    fit.slope = xy / xx;
    fit.intercept = yMean - fit.slope * xMean;
    double residual = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double off = values[i] - (fit.intercept + fit.slope * static_cast<double>(i));
        residual += off * off;
    }
    // Below the rounding of the sums themselves there is nothing to explain, or nothing unexplained.
    constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
    const double noise = n * n * kEpsilon * kEpsilon * (yMean * yMean + yy);
    if (yy <= noise) return {0, yMean, 0, 0};
    fit.rSquared = 1 - residual / yy;
    fit.t = residual <= noise ? std::copysign(std::numeric_limits<double>::infinity(), fit.slope)
                              : fit.slope / std::sqrt(residual / (n - 2) / xx);
    return fit;
}

} // namespace alluse::analytics
