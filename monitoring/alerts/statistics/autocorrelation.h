#pragma once
// How much each value repeats the one before, and what that does to the variance of a mean and of
// a slope.
//
// First-order autocorrelation of the residuals of a line, corrected for the bias -(2 + 4 phi)/n that
// fitting the line causes (van Giersbergen, Journal of Time Series Analysis 26, 2005; the same order
// as Marriott and Pope, Biometrika 41, 1954, for a mean). Variances are exact for an AR(1) process.

#include <cstddef>
#include <span>

namespace alluse::alerts::statistics {

inline constexpr double kPhiMax = 0.99;

// Share of a residual that the next one repeats, 0 (also for alternating series) to kPhiMax.
[[nodiscard]] double correctedPhi(std::span<const double> residuals);

// w' R w, where R holds the autocorrelations phi^|i-j|; one pass.
[[nodiscard]] double quadraticForm(std::span<const double> weights, double phi);

// How many independent values weigh as much as n autocorrelated ones.
[[nodiscard]] double effectiveCount(std::size_t n, double phi);

} // namespace alluse::alerts::statistics
