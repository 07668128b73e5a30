#include "analytics/returns.h"

#include "analytics/statistics.h"

#include <algorithm>
#include <cmath>

namespace alluse::analytics {
namespace {

int countOf(std::span<const double> values) { return static_cast<int>(values.size()); }

} // namespace

double weeklyRate(double yearly) { return std::pow(1 + yearly, 1 / kWeeksPerYear) - 1; }

Figure cagr(double totalReturn, int days) {
    if (days < kCagrDaysMin) return missing(Needs::Days, kCagrDaysMin, days);
    return std::pow(1 + totalReturn, 365.25 / days) - 1;
}

Figure volatility(std::span<const double> weekly) {
    if (countOf(weekly) < kVolatilityWeeksMin)
        return missing(Needs::Weeks, kVolatilityWeeksMin, countOf(weekly));
    return sampleDeviation(weekly) * std::sqrt(kWeeksPerYear);
}

Figure sharpe(std::span<const double> weekly, double riskFree) {
    if (countOf(weekly) < kVolatilityWeeksMin)
        return missing(Needs::Weeks, kVolatilityWeeksMin, countOf(weekly));
    const double deviation = sampleDeviation(weekly);
    if (!(deviation > 0)) return missing(Needs::Spread, 1, 0);
    return (mean(weekly) - weeklyRate(riskFree)) / deviation * std::sqrt(kWeeksPerYear);
}

Figure sortinoRatio(std::span<const double> returns, double target) {
    double sum = 0;
    for (const double r : returns) sum += std::pow(std::min(r - target, 0.0), 2);
    if (!(sum > 0)) return missing(Needs::Losses, 1, 0);
    return (mean(returns) - target) / std::sqrt(sum / static_cast<double>(returns.size()));
}

Figure sortino(std::span<const double> weekly, double riskFree) {
    if (countOf(weekly) < kVolatilityWeeksMin)
        return missing(Needs::Weeks, kVolatilityWeeksMin, countOf(weekly));
    return sortinoRatio(weekly, weeklyRate(riskFree)).map([](double ratio) {
        return ratio * std::sqrt(kWeeksPerYear);
    });
}

Figure calmar(const Figure& yearly, double deepestDrawdown) {
    if (!yearly) return yearly;
    if (!(deepestDrawdown < 0)) return missing(Needs::Drawdown, 1, 0);
    return *yearly / -deepestDrawdown;
}

int Drawdown::lengthDays() const { return trough.daysSinceEpoch() - peak.daysSinceEpoch(); }

std::optional<int> Drawdown::recoveryDays() const {
    if (!recovered) return std::nullopt;
    return recovered->daysSinceEpoch() - trough.daysSinceEpoch();
}

Drawdown drawdown(std::span<const IndexPoint> days) {
    Drawdown result;
    if (days.empty()) return result;
    double highest = days.front().index, deepestPeak = highest;
    Date highestOn = days.front().date;
    result.peak = result.trough = highestOn;
    for (const IndexPoint& day : days) {
        if (day.index >= deepestPeak && result.deepest < 0 && !result.recovered)
            result.recovered = day.date;
        if (day.index >= highest) {
            highest = day.index;
            highestOn = day.date;
        }
        result.current = highest > 0 ? day.index / highest - 1 : 0;
        if (result.current < result.deepest) {
            result.deepest = result.current;
            result.peak = highestOn;
            result.trough = day.date;
            result.recovered.reset();
            deepestPeak = highest;
        }
    }
    return result;
}

TargetFigures targetFigures(std::span<const double> weekly, double targetWeekly) {
    if (weekly.empty() || !(targetWeekly > 0)) return {};
    const auto onTarget = std::ranges::count_if(weekly, [&](double r) { return r >= targetWeekly; });
    return {mean(weekly) / targetWeekly,
            static_cast<double>(onTarget) / static_cast<double>(weekly.size())};
}

std::vector<RollingPoint> rolling(const WeeklySeries& series, int weeks, double riskFree) {
    std::vector<RollingPoint> points;
    const auto width = static_cast<std::size_t>(weeks);
    const std::span<const double> all(series.returns);
    for (std::size_t end = width; end <= all.size(); ++end) {
        const auto part = all.subspan(end - width, width);
        points.push_back({series.fridays[end - 1], sampleDeviation(part) * std::sqrt(kWeeksPerYear),
                          sharpe(part, riskFree)});
    }
    return points;
}

} // namespace alluse::analytics
