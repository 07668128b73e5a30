#pragma once
// Where a line leads: the band of what comes, and when its near edge meets a limit.
//
// Prediction interval of a regression line (Draper and Smith, Applied Regression Analysis, 1998,
// section 3.1) with the errors of line_fit.h, so that it stays honest under autocorrelation.

#include "alerts/statistics/line_fit.h"

#include <optional>

namespace alluse::alerts::statistics {

struct Band {
    double lower = 0.0;
    double expected = 0.0;
    double upper = 0.0;
};

class Forecast {
public:
    // `chance` is the share of coming values that may lie outside, e.g. 0.05.
    Forecast(const LineFit& fit, double chance);

    [[nodiscard]] Band at(double time) const;
    // The first time in [from, until] at which the edge of the band touches the limit from below
    // (`isUpward`) or from above; nothing when it does not get there.
    [[nodiscard]] std::optional<double> breach(double limit, bool isUpward, double from,
                                               double until) const;

private:
    LineFit m_fit;
    double m_quantile;
};

} // namespace alluse::alerts::statistics
