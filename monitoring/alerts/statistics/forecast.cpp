#include "alerts/statistics/forecast.h"

#include "alerts/statistics/distributions.h"

#include <cmath>

namespace alluse::alerts::statistics {

Forecast::Forecast(const LineFit& fit, double chance)
    : m_fit(fit), m_quantile(studentQuantile(chance, fit.degrees)) {}

Band Forecast::at(double time) const {
    const double away = time - m_fit.center;
    const double error = std::sqrt(m_fit.deviation * m_fit.deviation +
                                   m_fit.levelError * m_fit.levelError +
                                   m_fit.slopeError * m_fit.slopeError * away * away);
    const double expected = m_fit.at(time);
    return {expected - m_quantile * error, expected, expected + m_quantile * error};
}

std::optional<double> Forecast::breach(double limit, bool isUpward, double from,
                                       double until) const {
    const auto isBeyond = [&](double time) {
        const auto band = at(time);
        return isUpward ? band.upper >= limit : band.lower <= limit;
    };
    if (isBeyond(from)) return from;
    if (!isBeyond(until)) return std::nullopt;
    double before = from;
    double after = until;
    for (int i = 0; i < 50; ++i) {
        const double middle = (before + after) / 2.0;
        (isBeyond(middle) ? after : before) = middle;
    }
    return after;
}

} // namespace alluse::alerts::statistics
