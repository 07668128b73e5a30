#pragma once
// Is there a monotone trend? Mann-Kendall's rank test with the variance that autocorrelation gives.
//
// Kendall, Rank Correlation Methods, 1975 (S, its variance with ties). Hamed and Rao, Journal of
// Hydrology 204, 1998, equation 17: the variance times
//   1 + 2/(n (n-1) (n-2)) * sum over lags i of (n-i) (n-i-1) (n-i-2) r(i),
// where r(i) are the autocorrelations of the ranks of the detrended series that differ from zero.
// Detrending makes these too small in short series, so the correction is never taken below that of
// an AR(1) process with the bias-corrected first autocorrelation (autocorrelation.h).

#include <cstddef>
#include <span>

namespace alluse::alerts::statistics {

struct MannKendall {
    double s = 0.0;          // later values above earlier ones, minus those below
    double tau = 0.0;        // s over the number of pairs
    double correction = 1.0; // of the variance
    double z = 0.0;
    double p = 1.0;
};

// `slope` is what the series is detrended with before its autocorrelation is measured.
[[nodiscard]] MannKendall mannKendall(std::span<const double> times, std::span<const double> values,
                                      double slope);

} // namespace alluse::alerts::statistics
