// What the cache is worth through the services: account summaries on PostgreSQL, zipf 1.1, a tenth
// of the keys cached, warm, 5 % writes; with the cache and without in turn. Then a restart, with
// its file and without.
//
// bench_cache_services [--db postgresql:CONNINFO] [--families N] [--seconds S] [--pairs N] [--seed
// N]

#include "bench/bench_support.h"
#include "composition/open_database.h"
#include "services/id_source.h"
#include "support/cache_traces.h"

#include <atomic>
#include <iostream>

namespace {

using namespace alluse;
using namespace alluse::bench;
using composition::OpenDatabase;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

struct Book {
    std::string conninfo;
    std::int64_t firstAccount = 0;
    std::size_t accounts = 0;
    std::vector<tests::TraceKey> trace;
};

std::unique_ptr<OpenDatabase> open(const Book& book, metrics::MetricRegistry& registry,
                                   const std::optional<composition::CacheOptions>& caching) {
    auto program = std::make_unique<OpenDatabase>(
        orDie(storage::Database::open({storage::Dialect::Postgresql, book.conninfo})), registry,
        caching);
    while (program->cache && !program->cache->isServing())
        std::this_thread::yield();
    return program;
}

domain::AccountId accountOf(const Book& book, tests::TraceKey key) {
    return domain::AccountId(book.firstAccount + static_cast<std::int64_t>(key));
}

void deposit(OpenDatabase& program, domain::AccountId id, services::SystemIdSource& ids) {
    domain::PostOrder order;
    order.header.commandId = ids.next();
    order.header.actor = {"bench", "owner", "bench", "bench"};
    order.account = id;
    order.type = domain::TransactionType::Deposit;
    order.amount = domain::Money::fromCents(100);
    orDie(program.commands.post(order));
}

struct Run {
    std::vector<double> readUs;
    double hitRatio = 0;
};

// One client that reads summaries in the order of the trace; each twentieth operation is a deposit.
Run play(OpenDatabase& program, const Book& book, std::size_t start, std::size_t operations) {
    services::SystemIdSource ids;
    Run run;
    run.readUs.reserve(operations);
    std::uint64_t hits = 0, misses = 0;
    if (program.cache) {
        const auto stats = program.cache->reads().memory().stats();
        hits = stats.hitsTotal();
        misses = stats.missesTotal();
    }
    for (std::size_t i = 0; i < operations; ++i) {
        const auto id = accountOf(book, book.trace[(start + i) % book.trace.size()]);
        if (i % 20 == 19) {
            deposit(program, id, ids);
            continue;
        }
        const auto begin = Clock::now();
        const auto details = orDie(program.accounts.details(id, {}));
        run.readUs.push_back(
            std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
        if (!details) throw std::runtime_error("an account is missing");
    }
    if (program.cache) {
        const auto stats = program.cache->reads().memory().stats();
        const auto found = static_cast<double>(stats.hitsTotal() - hits);
        run.hitRatio = found / (found + static_cast<double>(stats.missesTotal() - misses));
    }
    return run;
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

// Reads the most wanted accounts once each, after a start.
double restartMs(const Book& book, const composition::CacheOptions& options, std::size_t reads) {
    metrics::MetricRegistry registry;
    const auto program = open(book, registry, options);
    return microsOf([&] {
               for (std::size_t i = 0; i < reads; ++i)
                   orDie(program->accounts.details(accountOf(book, book.trace[i]), {}));
           }) /
           1'000;
}

} // namespace

int main(int argc, char** argv) try {
    Options defaults;
    defaults.families = 5'000;
    defaults.pairs = 5;
    const Options options = parseOptions(
        argc, argv, "Account summaries through the services, cached and not.", defaults);
    const PostgresScratch scratch(postgresServer(options), "cache");
    Book book;
    book.conninfo = scratch.conninfo();
    {
        const auto database = create({storage::Dialect::Postgresql, book.conninfo});
        book.firstAccount = fillBook(*database, options.families);
    }
    book.accounts = static_cast<std::size_t>(options.families) * 3;
    book.trace = tests::makeTrace({"zipf-1.10", book.accounts, 400'000, options.seed});

    metrics::MetricRegistry registry;
    composition::CacheOptions caching;
    caching.reads.memory.entriesMax = book.accounts / 10;
    const auto cached = open(book, registry, caching), uncached = open(book, registry, {});
    constexpr std::size_t kWarmUp = 40'000, kOperations = 10'000;
    play(*cached, book, 0, kWarmUp);
    play(*uncached, book, 0, 2'000);

    json pairs = json::array();
    std::vector<double> medianGain, meanGain, hitRatios, summaryRatio;
    for (int pair = 0; pair < options.pairs; ++pair) {
        const std::size_t start = kWarmUp + static_cast<std::size_t>(pair) * kOperations;
        const Run with = play(*cached, book, start, kOperations);
        const Run without = play(*uncached, book, start, kOperations);
        medianGain.push_back(1 - median(with.readUs) / median(without.readUs));
        meanGain.push_back(1 - mean(with.readUs) / mean(without.readUs));
        hitRatios.push_back(with.hitRatio);
        // One summary that is cached beside the same one that is not.
        const auto id = accountOf(book, book.trace[0]);
        constexpr int kRepeats = 2'000;
        orDie(cached->accounts.details(id, {}));
        const double hit = microsOf([&] {
            for (int i = 0; i < kRepeats; ++i)
                orDie(cached->accounts.details(id, {}));
        });
        const double read = microsOf([&] {
            for (int i = 0; i < kRepeats; ++i)
                orDie(uncached->accounts.details(id, {}));
        });
        summaryRatio.push_back(hit / read);
        pairs.push_back({{"cachedMedianUs", median(with.readUs)},
                         {"uncachedMedianUs", median(without.readUs)},
                         {"cachedMeanUs", mean(with.readUs)},
                         {"uncachedMeanUs", mean(without.readUs)},
                         {"hitRatio", with.hitRatio},
                         {"cachedSummaryUs", hit / kRepeats},
                         {"uncachedSummaryUs", read / kRepeats}});
    }

    const tests::TempDirectory folder;
    composition::CacheOptions lasting = caching;
    lasting.file = (folder.path() / "reads.lmdb").string();
    lasting.reads.promoteHits = 1;
    {
        const auto program = open(book, registry, lasting);
        play(*program, book, 0, 20'000);
    }
    const auto restart = interleave(
        options.pairs, [&] { return restartMs(book, lasting, 5'000); },
        [&] { return restartMs(book, caching, 5'000); });
    std::cout << json{{"name", "account summary through the services"},
                      {"machine", machine(book.conninfo)},
                      {"accounts", book.accounts},
                      {"entries", caching.reads.memory.entriesMax},
                      {"writesPercent", 5},
                      {"seed", options.seed},
                      {"pairs", pairs},
                      {"hitRatioMedian", median(hitRatios)},
                      {"medianLatencySaved", median(medianGain)},
                      {"meanLatencySaved", median(meanGain)},
                      {"cachedToUncachedSummary", median(summaryRatio)},
                      {"restart",
                       restart.json(
                           "first 5,000 reads after a restart, ms: with the file, without")}}
                     .dump(2)
              << '\n';
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
