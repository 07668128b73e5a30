// Two to eight clients on the same few accounts of one family, all at once: forking, merging,
// withdrawing, closing. What one of them wins nobody else gets, nothing deadlocks, the books add up.

#include "storage/contract_fixture.h"
#include "storage/postgresql/postgres_session.h"
#include "support/grower.h"

#include <barrier>
#include <cstdlib>
#include <thread>

namespace alluse::tests {
namespace {

using domain::AccountStatus;

int racesWanted() {
    const char* text = std::getenv("ALLUSE_RACES");
    return text ? std::atoi(text) : 100;
}

enum class Move { Fork, Merge, Withdraw, Close };

struct Race {
    std::vector<AccountId> family;
    AccountId child; // can be forked and merged
};

class GrowthRaces : public ::testing::Test {
protected:
    void SetUp() override {
        ALLUSE_NEEDS_POSTGRES();
        database = std::make_unique<TestDatabase>(storage::Dialect::Postgresql);
    }
    storage::Database& open() { return **database; }
    EntryReceipt done(const Outcome<EntryReceipt>& outcome) {
        if (!outcome) throw std::runtime_error(services::describe(outcome.error()));
        return *outcome;
    }
    // A child that stands 50,000 above its baseline, one day after it was forked.
    Race prepare() {
        Race race;
        race.family = done(open().ledger().postEntry(orders.openFamily(usd(250'000)))).openedAccounts;
        const auto earn = [&](AccountId id, std::int64_t dollars) {
            done(open().ledger().postEntry(orders.post(id, TransactionType::TradePremium, usd(dollars))));
        };
        earn(race.family[0], 52'000);
        race.child = done(Grower(open(), orders).fork(race.family[0])).openedAccounts[0];
        earn(race.child, 50'000);
        orders.addMicros(25LL * 3'600 * 1'000'000);
        orders.date = orders.date.plusDays(2);
        return race;
    }
    Outcome<EntryReceipt> move(Move what, const Race& race, Orders& own) {
        Grower grower(open(), own);
        switch (what) {
        case Move::Fork: return grower.fork(race.child);
        case Move::Merge: return grower.merge({race.child});
        case Move::Withdraw:
            return open().ledger().postEntry(own.post(race.child, TransactionType::Withdrawal, usd(70'000)));
        case Move::Close: {
            const auto account = open().accounts().find(race.child)->value();
            if (!account.balance().isZero() || account.status == AccountStatus::Closed)
                return services::refused(domain::Refusal{RefusalCode::BalanceNotZero, {}, {}, {}, {}});
            return open().ledger().postEntry(own.status(account, AccountStatus::Closed));
        }
        }
        return services::refused({});
    }

    Orders orders;
    std::unique_ptr<TestDatabase> database;
};

TEST_F(GrowthRaces, whatOneClientWinsNobodyElseGets) {
    const char* given = std::getenv("ALLUSE_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    std::int64_t lost = 0;
    std::array<int, 4> won{};
    for (int i = 0; i < racesWanted(); ++i) {
        const Race race = prepare();
        const int clients = 2 + static_cast<int>(random() % 7);
        std::vector<Move> moves;
        for (int c = 0; c < clients; ++c) moves.push_back(static_cast<Move>(random() % 4));
        std::vector<Outcome<EntryReceipt>> outcomes(static_cast<std::size_t>(clients));
        std::barrier start(clients);
        std::vector<std::thread> threads;
        for (int c = 0; c < clients; ++c)
            threads.emplace_back([&, c, own = Orders(seed + static_cast<std::uint64_t>(i * 8 + c) * 7'919)]() mutable {
                own.date = orders.date;
                own.addMicros(365LL * 24 * 3'600 * 1'000'000); // long after the child was forked
                start.arrive_and_wait();
                outcomes[static_cast<std::size_t>(c)] = move(moves[static_cast<std::size_t>(c)], race, own);
            });
        for (auto& thread : threads) thread.join();

        std::array<int, 4> done{};
        for (int c = 0; c < clients; ++c) {
            const auto& outcome = outcomes[static_cast<std::size_t>(c)];
            const auto what = static_cast<std::size_t>(moves[static_cast<std::size_t>(c)]);
            if (outcome) ++done[what], ++won[what];
            else ++lost;
            ASSERT_TRUE(outcome || outcome.error().refusal)
                << "seed " << seed << ": only a refusal may lose: " << outcome.error().text;
        }
        // 76,000 on the account, 50,000 of it surplus: after a fork, a merge or a withdrawal of 70,000
        // the others find too little, a closed account, or no surplus. A merge takes what is left.
        const auto [forks, merges, withdrawals, closings] = done;
        EXPECT_LE(forks, 1);
        EXPECT_LE(merges, 1);
        EXPECT_LE(withdrawals, 1);
        EXPECT_EQ(closings, 0);
        EXPECT_LE(forks + withdrawals, 1) << "seed " << seed;
        const auto child = open().accounts().find(race.child)->value();
        EXPECT_EQ(child.status == AccountStatus::Closed, merges == 1);
        Money total;
        const auto tree = open().growth().familyTree(child.familyId, orders.date)->value();
        total = tree.total;
        EXPECT_EQ(total, usd(250'000 + 52'000 + 50'000 - 70'000 * withdrawals)) << "seed " << seed;
    }
    std::printf("%d forks, %d merges, %d withdrawals won; %lld lost\n", won[0], won[1], won[2],
                static_cast<long long>(lost));
    const auto report = open().admin().verify({});
    ASSERT_TRUE(report.has_value());
    for (const auto& check : report->checks) EXPECT_TRUE(check.ok) << check.id << check.firstBreak.value_or("");
    storage::PostgresSession session(database->location().target, nullptr);
    auto& deadlocks = session.run({"test.deadlocks", "select deadlocks from pg_stat_database where datname = current_database()"});
    while (deadlocks.next()) EXPECT_EQ(deadlocks.integer(0), 0);
}

} // namespace
} // namespace alluse::tests
