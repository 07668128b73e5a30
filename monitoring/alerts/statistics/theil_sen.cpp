#include "alerts/statistics/theil_sen.h"

#include "alerts/statistics/mann_kendall.h"
#include "alerts/statistics/robust.h"

#include <numeric>

namespace alluse::alerts::statistics {

LineFit theilSen(std::span<const double> times, std::span<const double> values) {
    LineFit fit;
    fit.count = times.size();
    fit.center = std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(fit.count);
    std::vector<double> slopes;
    slopes.reserve(fit.count * (fit.count - 1) / 2);
    for (std::size_t i = 0; i < fit.count; ++i)
        for (std::size_t j = i + 1; j < fit.count; ++j)
            if (times[j] > times[i]) slopes.push_back((values[j] - values[i]) / (times[j] - times[i]));
    if (slopes.empty()) return fit;
    fit.slope = medianOf(slopes);
    std::vector<double> levels(fit.count);
    for (std::size_t i = 0; i < fit.count; ++i)
        levels[i] = values[i] - fit.slope * (times[i] - fit.center);
    fit.level = medianOf(levels);
    addCertainty(fit, times, values);
    fit.p = mannKendall(times, values, fit.slope).p;
    return fit;
}

} // namespace alluse::alerts::statistics
