#pragma once
// What trading brought: TRADE_* postings alone, and premiums by underlying.

#include "analytics/equity_series.h"
#include "analytics/figure.h"

#include <span>
#include <string>
#include <vector>

namespace alluse::analytics {

struct SymbolPremium {
    std::string symbol; // empty: not named
    Money premium;
    int trades = 0;
};

// A reversal takes its trade back: it lowers what the trade had raised and is no trade of its own.
struct TradeFigures {
    Money premium;    // Σ TRADE_PREMIUM
    Money assignment; // Σ TRADE_ASSIGNMENT
    Money gains, losses; // of trades above and below zero; losses are negative
    int trades = 0, wins = 0;
    Figure yield = missing(Needs::Equity, 1, 0);        // premium / mean equity of the window
    Figure winRate = missing(Needs::Trades, 1, 0);
    Figure profitFactor = missing(Needs::Trades, 1, 0); // gains / |losses|; ∞ without losses
    std::vector<SymbolPremium> bySymbol;                // largest premium first
};
// Trades after `from` until `to`; `equity` at the week ends of the same window.
[[nodiscard]] TradeFigures tradeFigures(const MoveSeries& series, Date from, Date to,
                                        std::span<const Money> equity);

} // namespace alluse::analytics
