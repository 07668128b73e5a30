#pragma once
// Value at risk and expected shortfall of one week, as a share of equity; losses are positive.

#include "analytics/figure.h"
#include "domain/money.h"

#include <span>

namespace alluse::analytics {

inline constexpr int kHistoricalWeeksMin = 26; // fewer: a normal distribution, and labelled so
inline constexpr int kParametricWeeksMin = 8;

enum class LossMethod { Historical, Parametric };

struct LossAtRisk {
    LossMethod method = LossMethod::Parametric;
    Figure valueAtRisk = missing(Needs::Weeks, kParametricWeeksMin, 0);
    Figure shortfall = missing(Needs::Weeks, kParametricWeeksMin, 0); // CVaR: mean loss beyond it
};
// `tail` is 0.05 for 95 %. Historical: −type-7 quantile, and −mean of the returns at or below it.
// Parametric: −(mean + z·sd) and −(mean − sd·φ(z)/tail) of a normal distribution.
[[nodiscard]] LossAtRisk lossAtRisk(std::span<const double> weekly, double tail);

// The share in money, half away from zero; for display only.
[[nodiscard]] domain::Money lossAmount(double share, domain::Money equity);

// Quantile of the standard normal distribution, to the last digits: a rough start, then Halley steps.
[[nodiscard]] double normalQuantile(double share);

} // namespace alluse::analytics
