#include "analytics/trades.h"

#include <algorithm>
#include <limits>

namespace alluse::analytics {
namespace {

struct Totals {
    std::int64_t premium = 0, assignment = 0, gains = 0, losses = 0;
    int trades = 0, wins = 0;
};

void count(Totals& totals, const Move& move) {
    const std::int64_t cents = move.amount.cents();
    (move.type == TransactionType::TradePremium ? totals.premium : totals.assignment) += cents;
    // What is taken back was on the other side.
    const bool isGain = move.isReversal ? cents < 0 : cents > 0;
    (isGain ? totals.gains : totals.losses) += cents;
    totals.trades += move.isReversal ? -1 : 1;
    if (isGain) totals.wins += move.isReversal ? -1 : 1;
}

double meanCents(std::span<const Money> equity) {
    double sum = 0;
    for (const Money value : equity) sum += static_cast<double>(value.cents());
    return equity.empty() ? 0 : sum / static_cast<double>(equity.size());
}

void rate(TradeFigures& figures, std::span<const Money> equity) {
    const double middle = meanCents(equity);
    if (middle > 0) figures.yield = static_cast<double>(figures.premium.cents()) / middle;
    if (figures.trades <= 0) return;
    figures.winRate = static_cast<double>(figures.wins) / figures.trades;
    figures.profitFactor = figures.losses.isZero()
                               ? std::numeric_limits<double>::infinity()
                               : static_cast<double>(figures.gains.cents()) /
                                     -static_cast<double>(figures.losses.cents());
}

} // namespace

TradeFigures tradeFigures(const MoveSeries& series, Date from, Date to, std::span<const Money> equity) {
    Totals totals;
    std::vector<SymbolPremium> symbols(series.symbols.size() + 1); // the last one: not named
    for (std::size_t i = 0; i < series.symbols.size(); ++i) symbols[i].symbol = series.symbols[i];
    for (const Move& move : series.moves) {
        const bool isTrade = move.type == TransactionType::TradePremium ||
                             move.type == TransactionType::TradeAssignment;
        if (!isTrade || move.date <= from || move.date > to) continue;
        count(totals, move);
        if (move.type != TransactionType::TradePremium) continue;
        auto& symbol = move.symbol >= 0 ? symbols[static_cast<std::size_t>(move.symbol)] : symbols.back();
        symbol.premium = symbol.premium + move.amount;
        symbol.trades += move.isReversal ? -1 : 1;
    }
    TradeFigures figures;
    figures.premium = Money::fromCents(totals.premium);
    figures.assignment = Money::fromCents(totals.assignment);
    figures.gains = Money::fromCents(totals.gains);
    figures.losses = Money::fromCents(totals.losses);
    figures.trades = totals.trades;
    figures.wins = totals.wins;
    rate(figures, equity);
    std::erase_if(symbols, [](const SymbolPremium& s) { return s.trades == 0 && s.premium.isZero(); });
    std::ranges::stable_sort(symbols, std::greater{}, &SymbolPremium::premium);
    figures.bySymbol = std::move(symbols);
    return figures;
}

} // namespace alluse::analytics
