#include "alerts/statistics/autocorrelation.h"

#include <algorithm>

namespace alluse::alerts::statistics {

double correctedPhi(std::span<const double> residuals) {
    if (residuals.size() < 8) return 0.0;
    double mean = 0.0;
    for (const double value : residuals) mean += value;
    mean /= static_cast<double>(residuals.size());
    double products = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        const double here = residuals[i] - mean;
        squares += here * here;
        if (i > 0) products += here * (residuals[i - 1] - mean);
    }
    if (squares <= 0.0) return 0.0;
    const auto n = static_cast<double>(residuals.size());
    const double phi = (products / squares + 2.0 / n) / (1.0 - 4.0 / n);
    return std::clamp(phi, 0.0, kPhiMax);
}

double quadraticForm(std::span<const double> weights, double phi) {
    double squares = 0.0;
    double crossed = 0.0;
    double tail = 0.0; // of phi^(i-j) w_j over all j before i
    for (const double weight : weights) {
        crossed += weight * tail;
        squares += weight * weight;
        tail = phi * (tail + weight);
    }
    return squares + 2.0 * crossed;
}

double effectiveCount(std::size_t n, double phi) {
    return static_cast<double>(n) * (1.0 - phi) / (1.0 + phi);
}

} // namespace alluse::alerts::statistics
