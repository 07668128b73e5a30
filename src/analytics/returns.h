#pragma once
// Return and risk of a series of weekly returns (domain section 11).

#include "analytics/equity_series.h"
#include "analytics/figure.h"

#include <optional>
#include <span>

namespace alluse::analytics {

inline constexpr int kVolatilityWeeksMin = 8;
inline constexpr int kCagrDaysMin = 90;
inline constexpr double kWeeksPerYear = 52;
inline constexpr double kRiskFreeDefault = 0.02; // a year

// (1 + rf)^(1/52) − 1
[[nodiscard]] double weeklyRate(double yearly);

// (1 + TWR)^(365.25 / days) − 1. Days with leap years: 365.25 (Julian year).
[[nodiscard]] Figure cagr(double totalReturn, int days);
// Sample deviation of weekly returns × √52.
[[nodiscard]] Figure volatility(std::span<const double> weekly);
// Sharpe (1994), ex post, with the weekly risk-free rate, × √52.
[[nodiscard]] Figure sharpe(std::span<const double> weekly, double riskFree = kRiskFreeDefault);
// Mean excess over the target downside deviation, which divides by all n (Sortino and Price 1994;
// Rollinger and Hoffman, "Sortino: A 'Sharper' Ratio"), × √52.
[[nodiscard]] Figure sortino(std::span<const double> weekly, double riskFree = kRiskFreeDefault);
// The same without the risk-free rate and the year: what published examples show.
[[nodiscard]] Figure sortinoRatio(std::span<const double> returns, double target);
// Young (1991): CAGR / |deepest drawdown|.
[[nodiscard]] Figure calmar(const Figure& cagr, double deepestDrawdown);

// I_t / max I_s − 1 on the index, 0 or below.
struct Drawdown {
    double current = 0;
    double deepest = 0;
    Date peak, trough;              // of the deepest
    std::optional<Date> recovered;  // when the index was back at the peak
    [[nodiscard]] int lengthDays() const; // peak to trough
    [[nodiscard]] std::optional<int> recoveryDays() const; // trough to recovery; none: not yet
};
[[nodiscard]] Drawdown drawdown(std::span<const IndexPoint> days);

struct TargetFigures {
    Figure ratio = missing(Needs::Weeks, 1, 0);         // mean weekly return / target
    Figure shareOnTarget = missing(Needs::Weeks, 1, 0); // of weeks
};
[[nodiscard]] TargetFigures targetFigures(std::span<const double> weekly, double targetWeekly);

// Mean and sample deviation over a moving window; the first value belongs to week `weeks`.
struct RollingPoint {
    Date friday;
    double volatility = 0;
    Figure sharpe = missing(Needs::Weeks, kVolatilityWeeksMin, 0);
};
[[nodiscard]] std::vector<RollingPoint> rolling(const WeeklySeries& series, int weeks,
                                                double riskFree = kRiskFreeDefault);

} // namespace alluse::analytics
