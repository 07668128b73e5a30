#pragma once
// Ordinary least squares with a slope test that knows of autocorrelation.
//
// The t statistic of the slope uses the standard error of an AR(1) process and the degrees of
// freedom of the effective number of values (Santer and others, Journal of Geophysical Research 105,
// 2000, section 4, with the bias correction of autocorrelation.h).

#include "alerts/statistics/line_fit.h"

namespace alluse::alerts::statistics {

// Times ascend; at least three values.
[[nodiscard]] LineFit leastSquares(std::span<const double> times, std::span<const double> values);

} // namespace alluse::alerts::statistics
