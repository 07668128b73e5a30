#include "alerts/statistics/least_squares.h"

#include "alerts/statistics/distributions.h"

#include <numeric>

namespace alluse::alerts::statistics {

LineFit leastSquares(std::span<const double> times, std::span<const double> values) {
    LineFit fit;
    fit.count = times.size();
    const auto n = static_cast<double>(fit.count);
    fit.center = std::accumulate(times.begin(), times.end(), 0.0) / n;
    fit.level = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0.0;
    double products = 0.0;
    for (std::size_t i = 0; i < fit.count; ++i) {
        const double x = times[i] - fit.center;
        squares += x * x;
        products += x * (values[i] - fit.level);
    }
    if (squares > 0.0) fit.slope = products / squares;
    addCertainty(fit, times, values);
    if (fit.slopeError > 0.0) fit.p = studentTwoSided(fit.slope / fit.slopeError, fit.degrees);
    else fit.p = fit.slope == 0.0 ? 1.0 : 0.0; // a line without any noise
    return fit;
}

} // namespace alluse::alerts::statistics
