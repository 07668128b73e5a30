// A thousand random accounts analysed here, and by tests/support/analytics_check.py, which shares no line
// with it and uses numpy.

#include "analytics/account_analysis.h"
#include "analytics/moves.h"
#include "domain/seeded_random.h"
#include "support/requirements.h"
#include "support/run_seed.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>

namespace alluse::tests {
namespace {

using namespace analytics;
using nlohmann::json;

constexpr int kSeries = 1'000;

MoveSeries randomLife(domain::SeededRandom& random) {
    using enum TransactionType;
    MoveSeries series;
    const int days = static_cast<int>(random.between(30, 900));
    series.moves.push_back(move(static_cast<int>(random.below(6)), Opening, static_cast<double>(random.between(5'000, 500'000))));
    std::int64_t cents = series.moves.back().amount.cents();
    for (int number = 7; number < days; number += static_cast<int>(random.between(0, 6))) {
        const std::int64_t part = cents / 10'000 * random.around(12, 90);
        TransactionType type = part < 0 ? TradeAssignment : TradePremium;
        std::int64_t amount = part;
        if (random.oneIn(12)) {
            type = random.oneIn(2) ? Deposit : Withdrawal;
            amount = type == Deposit ? random.between(100'00, 50'000'00) : -cents / random.between(2, 30);
        }
        if (amount == 0) continue;
        Move next = move(number, type, 0);
        next.amount = Money::fromCents(amount);
        cents += amount;
        series.moves.push_back(next);
        if (random.oneIn(400)) { // empty for a while: its sub-periods are skipped
            next.type = Withdrawal;
            next.amount = Money::fromCents(-cents);
            series.moves.push_back(next);
            cents = 20'000'00;
            next = move(number + 9, Deposit, 20'000);
            number += 9;
            series.moves.push_back(next);
        }
    }
    return series;
}

json valueOf(const Figure& figure) {
    if (!figure) return {{"needs", figure.error().needed}};
    return std::isinf(*figure) ? json("inf") : json(*figure);
}

json resultOf(const MoveSeries& series, Date from, Date to) {
    const auto result = analyse(series, {}, {from, to});
    return {{"twr", result.totalReturn},
            {"weeks", result.weekly.returns},
            {"cagr", valueOf(result.cagr)},
            {"volatility", valueOf(result.volatility)},
            {"sharpe", valueOf(result.sharpe)},
            {"sortino", valueOf(result.sortino)},
            {"calmar", valueOf(result.calmar)},
            {"drawdown", result.drawdown.current},
            {"deepest", result.drawdown.deepest},
            {"var95", valueOf(result.loss95.valueAtRisk)},
            {"var99", valueOf(result.loss99.valueAtRisk)},
            {"cvar95", valueOf(result.loss95.shortfall)},
            {"cvar99", valueOf(result.loss99.shortfall)}};
}

TEST(Analytics, agreeWithNumpyOnRandomSeries) {
    ALLUSE_NEEDS_TOOL(std::system(ALLUSE_PYTHON " -c 'import numpy' 2>/dev/null") == 0, "python3-numpy is missing");
    domain::SeededRandom random(seedOfThisRun());
    const TempDirectory directory;
    const std::string path = (directory.path() / "series.jsonl").string();
    {
        std::ofstream file(path);
        for (int i = 0; i < kSeries; ++i) {
            const MoveSeries series = randomLife(random);
            const Date last = series.moves.back().date.plusDays(static_cast<std::int32_t>(random.below(20)));
            const Date from = random.oneIn(2) ? series.moves.front().date : series.moves[series.moves.size() / 3].date;
            json moves = json::array();
            for (const Move& move : series.moves)
                moves.push_back({move.date.daysSinceEpoch(), move.amount.cents(), move.isFlow()});
            file << json{{"moves", moves}, {"from", from.daysSinceEpoch()}, {"to", last.daysSinceEpoch()},
                         {"result", resultOf(series, from, last)}}.dump()
                 << '\n';
        }
    }
    EXPECT_EQ(std::system((ALLUSE_PYTHON " " ALLUSE_ANALYTICS_CHECK " " + path).c_str()), 0);
}

} // namespace
} // namespace alluse::tests
