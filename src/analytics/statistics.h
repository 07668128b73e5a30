#pragma once
// The few statistics that the metrics share. Plain doubles in, plain doubles out.

#include <span>
#include <vector>

namespace alluse::analytics {

[[nodiscard]] double mean(std::span<const double> values); // 0 of none
// Square root of Σ(x − mean)² / (n − 1), in two passes; 0 below two values.
[[nodiscard]] double sampleDeviation(std::span<const double> values);
// Linear interpolation between order statistics, type 7 of Hyndman and Fan (1996), the default of R
// and numpy. `ascending` is sorted and not empty.
[[nodiscard]] double quantile(std::span<const double> ascending, double share);

// Ordinary least squares of y on 0, 1, 2 …; t of the slope is ±∞ when the fit is perfect.
struct LineFit {
    double slope = 0, intercept = 0, rSquared = 0, t = 0;
};
[[nodiscard]] LineFit fitLine(std::span<const double> values); // at least 3

} // namespace alluse::analytics
