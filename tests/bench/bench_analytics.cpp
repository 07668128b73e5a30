// How quickly an account is analysed: uncached against the bare read of its postings, and kept; and the
// overview of the whole book from its roll-ups.
//   bench_analytics [--db postgresql:CONNINFO] [--families 20000] [--pairs 5] [--seconds 1]
// Without --db: a SQLite file of its own. Prints one JSON object.

#include "bench/bench_support.h"
#include "domain/seeded_random.h"
#include "services/analytics_service.h"
#include "services/demo_service.h"
#include "services/system_clock.h"
#include "storage/postgresql/postgres_session.h"
#include "storage/session_pool.h"
#include "storage/sqlite/sqlite_session.h"

#include <cstdio>

using namespace alluse;

namespace {

constexpr int kWeeks = 104;
constexpr int kKept = 2'000; // accounts of the kept ones

std::unique_ptr<storage::Session> rawSession(const storage::DatabaseLocation& location) {
    if (location.dialect == storage::Dialect::Sqlite)
        return std::make_unique<storage::sqlite::SqliteSession>(location.target, storage::sqlite::OpenMode::Read, nullptr);
    return std::make_unique<storage::PostgresSession>(location.target, nullptr);
}

} // namespace

int main(int argc, char** argv) {
    bench::Options defaults;
    defaults.families = 2'000;
    defaults.seconds = 1;
    const auto options = bench::parseOptions(argc, argv, "Analyses per second.", defaults);
    tests::TempDirectory folder;
    std::optional<bench::PostgresScratch> scratch;
    storage::DatabaseLocation location{storage::Dialect::Sqlite, (folder.path() / "book.db").string()};
    if (options.database && options.database->dialect == storage::Dialect::Postgresql) {
        scratch.emplace(options.database->target, "analytics");
        location = {storage::Dialect::Postgresql, scratch->conninfo()};
    }
    auto database = bench::create(location);
    services::DemoRequest request;
    request.families = options.families;
    request.weeks = kWeeks;
    request.seed = options.seed;
    request.endDate = *domain::Date::fromParts(2026, 3, 6);
    const auto made = bench::orDie(services::DemoService(database->admin()).generate(request));

    const analytics::Window window{request.endDate.plusDays(-364), request.endDate};
    const std::int64_t first = domain::kFirstCustomerAccountId;
    const services::SystemClock clock;
    services::MemoryAnalyticsStore store;
    services::AnalyticsService service(database->analytics(), store, clock);
    const services::Call call{services::Lane::Analytics, {}};

    const auto session = rawSession(location);
    std::int64_t sum = 0;
    domain::SeededRandom random(options.seed);
    const auto any = [&] { return first + random.below(made.accounts); };
    // The rows alone, as one prepared statement of the same columns.
    const auto bare = [&] {
        return bench::ratePerSecond(1, options.seconds, [&](int) {
            auto& rows = session->run({"bench.moves", "select business_date, type, sleeve, amount, baseline_delta, underlying "
                                                      "from posting where account_id = $1 and seq is not null "
                                                      "and business_date <= $2 order by seq"},
                                      {any(), std::int64_t{window.to.daysSinceEpoch()}});
            while (rows.next()) sum += rows.integer(3) + rows.integer(0);
        });
    };
    const auto uncached = [&] {
        return bench::ratePerSecond(1, options.seconds, [&](int) {
            const domain::AccountId account(any());
            store.forget(account);
            sum += bench::orDie(service.account(account, window, call))->analysis.gain.cents();
        });
    };
    auto json = bench::interleave(options.pairs, uncached, bare).json("account-analytics-uncached");
    for (int i = 0; i < kKept; ++i) (void)bench::orDie(service.account(domain::AccountId(first + i % made.accounts), window, call));
    json["cachedPerSecond"] = bench::ratePerSecond(1, options.seconds, [&](int) {
        const domain::AccountId account(first + random.below(std::min<std::int64_t>(kKept, made.accounts)));
        sum += bench::orDie(service.account(account, window, call))->analysis.gain.cents();
    });
    json["firstSumMs"] = bench::microsOf([&] { (void)bench::orDie(database->analytics().advanceRollups()); }) / 1'000;
    std::vector<double> overview;
    for (int i = 0; i < 11; ++i)
        overview.push_back(bench::microsOf([&] { sum += bench::orDie(service.overview(window.from->plusDays(1), window.to, call)).total().cents(); }) / 1'000);
    json["overviewMs"] = bench::median(overview);
    json["accounts"] = made.accounts;
    json["postings"] = made.postings;
    json["dialect"] = location.dialect == storage::Dialect::Sqlite ? "sqlite" : "postgresql";
    json["checksum"] = sum;
    json["machine"] = bench::machine();
    std::printf("%s\n", json.dump(2).c_str());
    return 0;
}
