#include "analytics/forecast.h"

#include "analytics/loss_at_risk.h"
#include "analytics/statistics.h"
#include "domain/growth.h"

#include <algorithm>
#include <cmath>

namespace alluse::analytics {
namespace {

constexpr double kBandShare = 0.9; // 80 % between the 10 % and the 90 % quantile

Figure weeksAt(domain::Money balance, domain::Money goal, double rate) {
    if (balance >= goal && balance.isPositive()) return 0.0;
    if (!balance.isPositive()) return missing(Needs::Equity, 1, 0);
    const auto weeks = domain::weeksToThreshold(balance, domain::Money(), goal, rate);
    if (!weeks) return missing(Needs::Growth, 1, 0);
    return *weeks;
}

} // namespace

ForecastPoint Forecast::at(int weeks, double targetWeekly) const {
    static const double z = normalQuantile(kBandShare);
    const double drift = mu * weeks, spread = z * sigma * std::sqrt(weeks);
    return {weeks, std::exp(drift - spread), std::exp(drift), std::exp(drift + spread),
            std::pow(1 + targetWeekly, weeks)};
}

domain::Result<Forecast, Missing> forecast(std::span<const double> weekly, double targetWeekly) {
    if (weekly.size() < kForecastWeeksMin)
        return missing(Needs::Weeks, kForecastWeeksMin, static_cast<int>(weekly.size()));
    const auto recent = weekly.last(std::min<std::size_t>(weekly.size(), kForecastWeeks));
    std::vector<double> logs;
    for (const double r : recent) {
        if (r <= -1) return missing(Needs::Equity, 1, 0); // nothing is left to grow
        logs.push_back(std::log1p(r));
    }
    Forecast result{mean(logs), sampleDeviation(logs), {}};
    for (const int weeks : kForecastHorizons) result.points.push_back(result.at(weeks, targetWeekly));
    return result;
}

WeeksTo weeksTo(domain::Money balance, domain::Money goal, std::span<const double> weekly,
                double targetWeekly) {
    WeeksTo result;
    result.atTarget = weeksAt(balance, goal, targetWeekly);
    if (weekly.size() < domain::kWeeksOfRate)
        result.atActual = missing(Needs::Weeks, domain::kWeeksOfRate, static_cast<int>(weekly.size()));
    else
        result.atActual = weeksAt(balance, goal, mean(weekly.last(domain::kWeeksOfRate)));
    return result;
}

} // namespace alluse::analytics
