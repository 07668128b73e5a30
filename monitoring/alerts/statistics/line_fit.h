#pragma once
// A straight line through a series, with what autocorrelation leaves of its certainty.

#include <cstddef>
#include <span>
#include <vector>

namespace alluse::alerts::statistics {

struct LineFit {
    std::size_t count = 0;
    double center = 0.0;   // mean of the times
    double level = 0.0;    // of the line at the center
    double slope = 0.0;    // per unit of time
    double phi = 0.0;      // autocorrelation of the residuals
    double degrees = 1.0;  // of freedom that are left
    double deviation = 0.0;  // of one value around the line
    double levelError = 0.0; // standard errors, corrected for phi
    double slopeError = 0.0;
    double p = 1.0;        // chance of such a slope when there is none

    [[nodiscard]] double at(double time) const { return level + slope * (time - center); }
};

// Adds phi, deviation, errors and degrees of freedom to a line from any estimator. The residual
// variance is unbiased under AR(1): its divisor is the trace of (I - H) R instead of n - 2.
void addCertainty(LineFit& fit, std::span<const double> times, std::span<const double> values);

} // namespace alluse::alerts::statistics
