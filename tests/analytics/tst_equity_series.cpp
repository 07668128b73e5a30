// Time-weighted returns: flows are no returns, whatever they are called (domain section 11).

#include "analytics/equity_series.h"
#include "analytics/account_analysis.h"
#include "analytics/moves.h"
#include "domain/seeded_random.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <cmath>

namespace alluse::tests {
namespace {

using enum TransactionType;
constexpr double kExact = 1e-9;

double totalReturn(const std::vector<Move>& moves, int lastDay) {
    return analytics::equitySeries(moves, day(lastDay)).indexAt(day(lastDay)) - 1;
}

// Investopedia, "Time-Weighted Rate of Return", scenario 1: 1,000,000 grows to 1,162,484; 100,000 is
// added; the end is 1,192,328. The article rounds to 9.79 %.
TEST(EquitySeries, agreesWithThePublishedExampleOfADeposit) {
    const std::vector moves{move(0, Opening, 1'000'000), move(227, TradePremium, 162'484),
                            move(227, Deposit, 100'000), move(364, TradeAssignment, 1'192'328 - 1'262'484)};
    EXPECT_NEAR(totalReturn(moves, 364), 1.162484 * (1192328.0 / 1262484.0) - 1, kExact);
    EXPECT_NEAR(totalReturn(moves, 364), 0.0979, 5e-5);
}

// Scenario 2 of the same article: 100,000 is withdrawn; the end is 1,003,440; the return is the same.
TEST(EquitySeries, agreesWithThePublishedExampleOfAWithdrawal) {
    const std::vector moves{move(0, Opening, 1'000'000), move(227, TradePremium, 162'484),
                            move(227, Withdrawal, -100'000), move(364, TradeAssignment, 1'003'440 - 1'062'484)};
    EXPECT_NEAR(totalReturn(moves, 364), 1.162484 * (1003440.0 / 1062484.0) - 1, kExact);
    EXPECT_NEAR(totalReturn(moves, 364), 0.0979, 5e-5);
}

TEST(EquitySeries, skipsASubPeriodThatStartsEmpty) {
    const std::vector moves{move(0, Opening, 100), move(1, TradePremium, 10), move(2, Withdrawal, -110),
                            move(3, Deposit, 200), move(4, TradePremium, 20)};
    EXPECT_NEAR(totalReturn(moves, 9), 1.1 * 1.1 - 1, kExact);
}

TEST(EquitySeries, keepsOnePointADayWithTheEquityOfItsEnd) {
    const std::vector moves{move(0, Opening, 100), move(3, TradePremium, 5), move(3, Fee, -1)};
    const auto series = analytics::equitySeries(moves, day(10));
    ASSERT_EQ(series.days.size(), 2U);
    EXPECT_EQ(series.days[1].equity, dollars(104));
    EXPECT_EQ(series.equityAt(day(2)), dollars(100));
    EXPECT_EQ(series.equityAt(day(-1)), Money());
    EXPECT_NEAR(series.indexAt(day(20)), 1.04, kExact); // a fee lowers the return
}

TEST(EquitySeries, doesNotSeeWhatCameAfterTheDayItIsAsked) {
    const std::vector moves{move(0, Opening, 100), move(3, TradePremium, 5), move(8, TradePremium, 50)};
    EXPECT_EQ(analytics::equitySeries(moves, day(7)).days.size(), 2U);
}

TEST(WeeklySeries, runsFromFridayToFriday) {
    const std::vector moves{move(0, Opening, 100), move(6, TradePremium, 1), move(7, TradePremium, 1),
                            move(8, TradePremium, 8)};
    const auto weekly = analytics::weeklySeries(analytics::equitySeries(moves, day(16)), day(0), day(16));
    ASSERT_EQ(weekly.returns.size(), 2U);
    EXPECT_EQ(weekly.fridays.front(), day(7));
    EXPECT_NEAR(weekly.returns[0], 0.02, kExact);
    EXPECT_NEAR(weekly.returns[1], 110.0 / 102.0 - 1, kExact);
}

TEST(WeeklySeries, beginsWithTheFirstFridayOfTheAccount) {
    const std::vector moves{move(3, Opening, 100), move(6, TradePremium, 10), move(13, TradePremium, 11)};
    const auto weekly = analytics::weeklySeries(analytics::equitySeries(moves, day(14)), day(0), day(14));
    ASSERT_EQ(weekly.returns.size(), 1U); // the days before its first Friday are no week
    EXPECT_NEAR(weekly.returns[0], 0.1, kExact);
}

TEST(WeeklySeries, givesAQuietWeekAReturnOfZero) {
    const std::vector moves{move(0, Opening, 100)};
    const auto weekly = analytics::weeklySeries(analytics::equitySeries(moves, day(21)), day(0), day(21));
    EXPECT_EQ(weekly.returns, (std::vector<double>{0, 0, 0}));
}

TEST(MoneyGain, isWhatTheEndHoldsBeyondStartAndFlows) {
    // Examples: with a deposit, with a withdrawal, with a loss.
    const struct { double flow, trade, gain; } rows[]{{50, 10, 10}, {-30, 25, 25}, {0, -40, -40}};
    for (const auto& row : rows) {
        MoveSeries series{{move(0, Opening, 100)}, {}};
        if (row.flow > 0) series.moves.push_back(move(5, Deposit, row.flow));
        if (row.flow < 0) series.moves.push_back(move(5, Withdrawal, row.flow));
        series.moves.push_back(move(6, TradePremium, row.trade));
        const auto result = analytics::analyse(series, {}, {std::nullopt, day(10)});
        EXPECT_EQ(result.gain, dollars(row.gain));
        EXPECT_EQ(result.equity(), dollars(100 + row.flow + row.trade));
    }
}

// One market for all accounts of a random life: each day it moves everything by the same factor, while
// money comes, goes, forks and merges. The return is the market's, for the family and for a life without
// any flow. Amounts are large, so that rounding to cents stays below the tolerance.
class Life {
public:
    explicit Life(std::uint64_t seed) : m_random(seed) {}

    void run() {
        open(kOpening);
        for (int number = 1; number <= 200; ++number) {
            const double factor = 1 + static_cast<double>(m_random.between(-300, 400)) / 10'000;
            m_market *= factor;
            for (auto& account : m_accounts) earn(account, number, factor);
            earn(m_quiet, number, factor);
            if (m_random.oneIn(2)) happen(number);
        }
    }
    [[nodiscard]] double market() const { return m_market - 1; }
    [[nodiscard]] double quiet() const { return totalReturn(m_quiet.moves, 400); }
    [[nodiscard]] double family() const { return totalReturn(m_family, 400); }
    // The root account lives through all of it.
    [[nodiscard]] double root() const { return totalReturn(m_accounts.front().moves, 400); }

private:
    static constexpr std::int64_t kOpening = 40'000'000'000'000;
    struct Account {
        std::vector<Move> moves;
        std::int64_t cents = 0;
    };
    void post(Account& account, int number, TransactionType type, std::int64_t cents, bool isOfFamily = true) {
        Move posted = move(number, type, 0);
        posted.amount = Money::fromCents(cents);
        account.moves.push_back(posted);
        account.cents += cents;
        if (isOfFamily) m_family.push_back(posted);
    }
    void open(std::int64_t cents) {
        m_accounts.emplace_back();
        post(m_accounts.back(), 0, Opening, cents);
        post(m_quiet, 0, Opening, cents, false);
    }
    void earn(Account& account, int number, double factor) {
        const auto cents = std::llround(static_cast<double>(account.cents) * (factor - 1));
        if (cents != 0)
            post(account, number, cents > 0 ? TradePremium : TradeAssignment, cents, &account != &m_quiet);
    }
    // One of the four things that must not count as a return.
    void happen(int number) {
        auto& account = m_accounts[static_cast<std::size_t>(m_random.below(std::ssize(m_accounts)))];
        const std::int64_t part = account.cents / m_random.between(3, 9);
        switch (m_random.below(4)) {
        case 0: post(account, number, Deposit, std::min<std::int64_t>(part, kOpening / 4)); break;
        case 1: post(account, number, Withdrawal, -part); break;
        case 2: {
            post(account, number, ForkOut, -part);
            m_accounts.emplace_back();
            post(m_accounts.back(), number, ForkIn, part);
            break;
        }
        default: {
            if (m_accounts.size() < 2) return;
            auto& source = m_accounts.back();
            const std::int64_t all = source.cents;
            post(source, number, MergeOut, -all);
            post(m_accounts.front(), number, MergeIn, all);
            m_accounts.pop_back();
        }
        }
    }

    domain::SeededRandom m_random;
    std::vector<Account> m_accounts;
    Account m_quiet;
    std::vector<Move> m_family;
    double m_market = 1;
};

TEST(TimeWeightedReturn, isNotMovedByDepositsWithdrawalsForksAndMerges) {
    const unsigned seed = seedOfThisRun();
    for (unsigned life = 0; life < 300; ++life) {
        Life one(std::uint64_t{seed} + life);
        one.run();
        ASSERT_NEAR(one.quiet(), one.market(), 1e-9 * (1 + one.market())) << "life " << life;
        ASSERT_NEAR(one.root(), one.market(), 1e-7 * (1 + one.market())) << "life " << life;
        ASSERT_NEAR(one.family(), one.market(), 1e-7 * (1 + one.market())) << "life " << life;
    }
}

} // namespace
} // namespace alluse::tests
