#include "analytics/trend.h"

#include "analytics/statistics.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alluse::analytics {

domain::Result<Trend, Missing> trend(std::span<const double> index) {
    const auto count = std::min<std::size_t>(index.size(), kTrendWeeks);
    if (count < kTrendWeeksMin) return missing(Needs::Weeks, kTrendWeeksMin, static_cast<int>(count));
    std::vector<double> logs;
    for (const double value : index.last(count)) logs.push_back(std::log(value));
    const LineFit fit = fitLine(logs);
    Trend result{fit.slope, fit.rSquared, fit.t, TrendDirection::Flat};
    if (fit.t >= kTrendT) result.direction = TrendDirection::Up;
    if (fit.t <= -kTrendT) result.direction = TrendDirection::Down;
    return result;
}

} // namespace alluse::analytics
