#include "alerts/statistics/line_fit.h"

#include "alerts/statistics/autocorrelation.h"

#include <algorithm>
#include <cmath>

namespace alluse::alerts::statistics {

void addCertainty(LineFit& fit, std::span<const double> times, std::span<const double> values) {
    const auto n = static_cast<double>(fit.count);
    std::vector<double> residuals(fit.count);
    std::vector<double> weights(fit.count); // of the slope: centred times over their squares
    double squaredTimes = 0.0;
    double squaredResiduals = 0.0;
    for (std::size_t i = 0; i < fit.count; ++i) {
        residuals[i] = values[i] - fit.at(times[i]);
        weights[i] = times[i] - fit.center;
        squaredTimes += weights[i] * weights[i];
        squaredResiduals += residuals[i] * residuals[i];
    }
    if (squaredTimes <= 0.0) return;
    fit.phi = correctedPhi(residuals);
    const std::vector<double> ones(fit.count, 1.0);
    const double levelForm = quadraticForm(ones, fit.phi);
    const double slopeForm = quadraticForm(weights, fit.phi);
    const double divisor = std::max(n - levelForm / n - slopeForm / squaredTimes, 1.0);
    fit.deviation = std::sqrt(squaredResiduals / divisor);
    fit.levelError = fit.deviation * std::sqrt(levelForm) / n;
    fit.slopeError = fit.deviation * std::sqrt(slopeForm) / squaredTimes;
    fit.degrees = std::max(effectiveCount(fit.count, fit.phi) - 2.0, 1.0);
}

} // namespace alluse::alerts::statistics
