#include "analytics/account_analysis.h"

#include "analytics/peers.h"
#include "analytics/statistics.h"

#include <algorithm>

namespace alluse::analytics {
namespace {

double shareOf(domain::BasisPoints part) {
    return static_cast<double>(part.value()) / domain::BasisPoints::kWhole;
}

// Balances and baseline as of the end of a day: the sums of what was posted until then.
void readBalances(AccountAnalysis& result, std::span<const Move> moves, const domain::Policy& policy) {
    std::array<std::int64_t, domain::kSleeveCount> sleeves{};
    std::int64_t baseline = 0;
    for (const Move& move : moves) {
        if (move.date > result.window.to) break;
        sleeves[static_cast<std::size_t>(move.sleeve)] += move.amount.cents();
        baseline += move.baselineDelta.cents();
    }
    for (std::size_t i = 0; i < sleeves.size(); ++i)
        result.balances.sleeves[i] = Money::fromCents(sleeves[i]);
    result.baseline = Money::fromCents(baseline);
    result.buffer = domain::cashBuffer(result.equity(), result.baseline, policy.cashBuffer);
}

Money flowsBetween(std::span<const Move> moves, Date from, Date to) {
    std::int64_t flows = 0;
    for (const Move& move : moves)
        if (move.isFlow() && move.date > from && move.date <= to) flows += move.amount.cents();
    return Money::fromCents(flows);
}

// The points of the window, with one at its start that carries what was reached before.
std::vector<IndexPoint> pointsOf(const EquitySeries& series, Date from) {
    std::vector<IndexPoint> points{{from, series.equityAt(from), series.indexAt(from)}};
    for (const IndexPoint& day : series.days)
        if (day.date > from) points.push_back(day);
    return points;
}

void addReturns(AccountAnalysis& result, const MoveSeries& moves, const AnalysisFacts& facts) {
    const Date to = result.window.to;
    result.startEquity = result.series.equityAt(result.from);
    const double before = result.series.indexAt(result.from);
    result.totalReturn = before > 0 ? result.series.indexAt(to) / before - 1 : 0;
    result.gain = result.equity() - result.startEquity - flowsBetween(moves.moves, result.from, to);
    const int days = to.daysSinceEpoch() - result.from.daysSinceEpoch();
    result.cagr = cagr(result.totalReturn, days);
    const auto& weekly = result.weekly.returns;
    result.volatility = volatility(weekly);
    result.sharpe = sharpe(weekly, facts.riskFree);
    result.sortino = sortino(weekly, facts.riskFree);
    result.drawdown = drawdown(pointsOf(result.series, result.from));
    result.calmar = calmar(result.cagr, result.drawdown.deepest);
    result.loss95 = lossAtRisk(weekly, 0.05);
    result.loss99 = lossAtRisk(weekly, 0.01);
    result.trades = tradeFigures(moves, result.from, to, result.weekly.equity);
    result.target = targetFigures(weekly, shareOf(facts.policy.targetWeeklyReturn));
}

// What looks ahead uses the weeks it is defined on, whatever the window shows.
void addOutlook(AccountAnalysis& result, const AnalysisFacts& facts) {
    const WeeklySeries life = weeklySeries(result.series, result.series.days.front().date, result.window.to);
    const double target = shareOf(facts.policy.targetWeeklyReturn);
    result.weeksOfLife = static_cast<int>(life.returns.size());
    if (result.weeksOfLife >= kPeerWeeksMin)
        result.meanWeekly12 = mean(std::span<const double>(life.returns).last(kPeerWeeksMin));
    result.trend = trend(life.index);
    result.forecast = forecast(life.returns, target);
    if (facts.policy.forkingEnabled)
        result.toFork = weeksTo(result.equity(), result.baseline + facts.policy.forkThreshold, life.returns, target);
    const Money branch = facts.branchValue.isPositive() ? facts.branchValue : result.equity();
    result.toMerge = weeksTo(branch, facts.policy.mergeThreshold, life.returns, target);
}

void addScores(AccountAnalysis& result, const AnalysisFacts& facts, Date lastActivity) {
    const double limit = shareOf(facts.policy.maxDrawdown);
    const Money cash = result.balances.cash();
    result.coverage = bufferCoverage(cash, result.buffer);
    result.risk = riskScore({result.drawdown.current, limit, shareOf(facts.policy.targetWeeklyReturn),
                             result.volatility, result.loss95.valueAtRisk, cash, result.buffer,
                             result.balances.of(domain::Sleeve::Leaps), result.equity()});
    result.health = healthScore({facts.hasIntegrityError, result.risk.total, result.drawdown.current, limit,
                                 result.coverage, result.target.ratio,
                                 result.window.to.daysSinceEpoch() - lastActivity.daysSinceEpoch(),
                                 facts.hasCriticalAlert});
}

} // namespace

Money GrowthSources::total() const {
    return premiums + assignments + interest + fees + deposits + withdrawals + transfers + forks + merges +
           openings + adjustments;
}

void addTo(GrowthSources& sources, TransactionType type, Money amount) {
    using enum TransactionType;
    switch (type) {
    case TradePremium: sources.premiums = sources.premiums + amount; break;
    case TradeAssignment: sources.assignments = sources.assignments + amount; break;
    case Interest: sources.interest = sources.interest + amount; break;
    case Fee: sources.fees = sources.fees + amount; break;
    case Deposit: sources.deposits = sources.deposits + amount; break;
    case Withdrawal:
    case Payout: sources.withdrawals = sources.withdrawals + amount; break;
    case TransferOut:
    case TransferIn: sources.transfers = sources.transfers + amount; break;
    case ForkOut:
    case ForkIn: sources.forks = sources.forks + amount; break;
    case MergeOut:
    case MergeIn: sources.merges = sources.merges + amount; break;
    case Opening: sources.openings = sources.openings + amount; break;
    case Reinvestment:
    case Release: // between sleeves: zero in sum
    case Adjustment:
    case Reversal: sources.adjustments = sources.adjustments + amount; break;
    }
}

GrowthSources growthSources(std::span<const Move> moves, Date from, Date to) {
    GrowthSources sources;
    for (const Move& move : moves)
        if (move.date > from && move.date <= to) addTo(sources, move.type, move.amount);
    return sources;
}

AccountAnalysis analyse(const MoveSeries& moves, const AnalysisFacts& facts, const Window& window) {
    AccountAnalysis result;
    result.window = window;
    result.series = equitySeries(moves.moves, window.to);
    readBalances(result, moves.moves, facts.policy);
    if (result.series.days.empty()) { // nothing was posted yet: every figure stays n/a
        result.from = window.from.value_or(facts.openedOn);
        addScores(result, facts, facts.openedOn);
        return result;
    }
    const Date first = result.series.days.front().date;
    result.from = std::max(window.from.value_or(first), first);
    result.weekly = weeklySeries(result.series, result.from, window.to);
    addReturns(result, moves, facts);
    addOutlook(result, facts);
    addScores(result, facts, result.series.days.back().date);
    // The opening itself is what the window starts from, not what it grew by.
    result.sources = growthSources(moves.moves, result.from, window.to);
    return result;
}

} // namespace alluse::analytics
