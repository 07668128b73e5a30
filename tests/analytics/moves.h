#pragma once
// Moves for tests, in dollars and by day number; day 0 is Friday 2 January 2026.

#include "analytics/equity_series.h"

#include <initializer_list>

namespace alluse::tests {

using analytics::Move;
using analytics::MoveSeries;
using domain::Date;
using domain::Money;
using domain::TransactionType;

inline Date day(int number) { return Date::fromParts(2026, 1, 2)->plusDays(number); }
inline Money dollars(double amount) {
    return Money::fromCents(static_cast<std::int64_t>(amount * 100 + (amount < 0 ? -0.5 : 0.5)));
}
inline Move move(int number, TransactionType type, double amount) {
    Move result;
    result.date = day(number);
    result.type = type;
    result.amount = dollars(amount);
    if (domain::ruleOf(type).movesBaseline) result.baselineDelta = result.amount;
    return result;
}
// A series that opens with 1,000,000.00 on day 0 and makes each of these returns a week later.
inline MoveSeries weeksOf(std::span<const double> returns, double opening = 1'000'000) {
    MoveSeries series;
    series.moves.push_back(move(0, TransactionType::Opening, opening));
    double equity = opening;
    int week = 0;
    for (const double r : returns) {
        series.moves.push_back(move(7 * ++week, r < 0 ? TransactionType::TradeAssignment : TransactionType::TradePremium, equity * r));
        equity *= 1 + r;
    }
    return series;
}

} // namespace alluse::tests
