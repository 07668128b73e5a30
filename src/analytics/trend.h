#pragma once
// Where the index is heading: least squares on its logarithm, the last 26 weeks.

#include "analytics/figure.h"

#include <span>

namespace alluse::analytics {

inline constexpr int kTrendWeeks = 26;
inline constexpr int kTrendWeeksMin = 8;
inline constexpr double kTrendT = 2; // |t| from which a slope is one

enum class TrendDirection { Down, Flat, Up };

struct Trend {
    double slope = 0; // of ln(index) per week
    double rSquared = 0;
    double t = 0; // ±∞ on a perfect line
    TrendDirection direction = TrendDirection::Flat;
};
// `index` at the week ends, oldest first; the last 26 count.
[[nodiscard]] domain::Result<Trend, Missing> trend(std::span<const double> index);

} // namespace alluse::analytics
