#pragma once
// Every figure of one account, or of a family taken as one, over one window.

#include "analytics/equity_series.h"
#include "analytics/forecast.h"
#include "analytics/loss_at_risk.h"
#include "analytics/returns.h"
#include "analytics/scores.h"
#include "analytics/trades.h"
#include "analytics/trend.h"
#include "domain/policy.h"

#include <array>
#include <optional>

namespace alluse::analytics {

// (from, to]; without `from` the whole life.
struct Window {
    std::optional<Date> from;
    Date to;
    bool operator==(const Window&) const = default;
};

// What the postings do not say. The policy is the current one.
struct AnalysisFacts {
    domain::Policy policy;
    Date openedOn;
    Money branchValue; // for the way to a merge; the own balance without a branch
    bool hasIntegrityError = false;
    bool hasCriticalAlert = false;
    double riskFree = kRiskFreeDefault;
};

// Money that came from each kind of source within the window.
struct GrowthSources {
    Money premiums, assignments, interest, fees, deposits, withdrawals, transfers, forks, merges, openings,
        adjustments;
    [[nodiscard]] Money total() const;
};
[[nodiscard]] GrowthSources growthSources(std::span<const Move> moves, Date from, Date to);
void addTo(GrowthSources& sources, TransactionType type, Money amount);

struct AccountAnalysis {
    Window window;
    Date from; // where the window really begins: not before the first posting
    domain::Balances balances; // as of window.to, as all below
    Money baseline, buffer;
    Money startEquity;
    double totalReturn = 0;
    Money gain; // money gain: end − start − flows
    Figure cagr = missing(Needs::Days, kCagrDaysMin, 0);
    Figure volatility = missing(Needs::Weeks, kVolatilityWeeksMin, 0);
    Figure sharpe = volatility, sortino = volatility, calmar = cagr;
    Drawdown drawdown;
    LossAtRisk loss95, loss99;
    TradeFigures trades;
    TargetFigures target;
    domain::Result<Trend, Missing> trend = missing(Needs::Weeks, kTrendWeeksMin, 0);
    domain::Result<Forecast, Missing> forecast = missing(Needs::Weeks, kForecastWeeksMin, 0);
    WeeksTo toFork, toMerge;
    Figure coverage = missing(Needs::Buffer, 1, 0);
    RiskScore risk;
    HealthScore health;
    GrowthSources sources;
    EquitySeries series;  // of the whole life until window.to, with an index of 1 at its start
    WeeklySeries weekly;  // of the window
    int weeksOfLife = 0;  // weekly returns there are in all
    double meanWeekly12 = 0; // of the last 12; 0 while there are fewer

    [[nodiscard]] Money equity() const { return balances.equity(); }
};

[[nodiscard]] AccountAnalysis analyse(const MoveSeries& moves, const AnalysisFacts& facts, const Window& window);

} // namespace alluse::analytics
