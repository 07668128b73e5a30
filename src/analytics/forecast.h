#pragma once
// What the coming weeks may bring: a log-normal fan from the last 52 weeks, and the line of the target.

#include "analytics/figure.h"
#include "domain/money.h"

#include <array>
#include <span>
#include <vector>

namespace alluse::analytics {

inline constexpr int kForecastWeeks = 52;
inline constexpr int kForecastWeeksMin = 12;
inline constexpr std::array kForecastHorizons{4, 13, 26, 52};

// Multiples of today's equity.
struct ForecastPoint {
    int weeks = 0;
    double low = 1, median = 1, high = 1; // the band holds 80 %
    double target = 1;                    // growth at the target rate
};
struct Forecast {
    double mu = 0, sigma = 0; // mean and sample deviation of ln(1 + r) per week
    std::vector<ForecastPoint> points;

    [[nodiscard]] ForecastPoint at(int weeks, double targetWeekly) const;
};
// median = e^(μh), band = e^(μh ± z·σ·√h) with z the 90 % quantile of the normal distribution.
[[nodiscard]] domain::Result<Forecast, Missing> forecast(std::span<const double> weekly, double targetWeekly);

// Weeks to a threshold at the mean of the last 12 weekly returns and at the target rate (section 7).
struct WeeksTo {
    Figure atActual = missing(Needs::Weeks, kForecastWeeksMin, 0);
    Figure atTarget = missing(Needs::Growth, 1, 0);
};
// `goal` is the balance to reach: baseline + fork threshold, or the merge threshold. 0 when there.
[[nodiscard]] WeeksTo weeksTo(domain::Money balance, domain::Money goal, std::span<const double> weekly,
                              double targetWeekly);

} // namespace alluse::analytics
