#pragma once
// The median of all pairwise slopes: a line that spikes do not bend.
//
// Theil, Proceedings KNAW 53, 1950; Sen, JASA 63, 1968. Its significance is that of Mann-Kendall's
// test, see mann_kendall.h.

#include "alerts/statistics/line_fit.h"

namespace alluse::alerts::statistics {

// Times ascend; at least three values. Cost grows with the square of their number.
[[nodiscard]] LineFit theilSen(std::span<const double> times, std::span<const double> values);

} // namespace alluse::alerts::statistics
