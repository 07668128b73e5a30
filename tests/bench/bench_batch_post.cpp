// Many commands at once, on both databases: batches against single posts, commands that wait together
// against the barest ledger, the import of a file, and accounts that many clients want.

#include "bench/bench_support.h"
#include "services/command_service.h"
#include "services/import_service.h"
#include "support/seeded_orders.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace alluse;

namespace {

using bench::Pairs;
using domain::AccountId;
using domain::TransactionType;

constexpr std::string_view kHelp =
    "bench_batch_post: many commands at once; each case has its floor in docs/performance.md:\n"
    "  batch        postEntries of 500 transfers (a) against single posts on one connection (b)\n"
    "  alone        a single caller who could be joined by others (a) against one who could not (b)\n"
    "  group        64 threads posting single commands (a) against pg/b5_func_nolock.sql of --limits\n"
    "               at 16 clients (b)\n"
    "  import       rows of a bank file through the import service (a) against twenty pipelined calls\n"
    "               of the bare function with one commit (b); on SQLite a loop of its C interface in\n"
    "               one transaction\n"
    "  hot-system   16 threads depositing, all against one system account (a), against as many\n"
    "               transfers, on different accounts (b); hot-account: deposits on one account (a)\n";

constexpr int kBatchPlans = 500;
constexpr int kGroupThreads = 64;

class FixedClock final : public domain::Clock {
public:
    domain::Timestamp now() const override { return domain::Timestamp(1'763'467'200'000'000); }
    domain::Date today() const override { return domain::Date(20'410); }
};

struct Rate {
    double perSecond = 0, p50 = 0, p99 = 0; // micros
};

double at(std::vector<double>& micros, double share) {
    if (micros.empty()) return 0;
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(micros.size() - 1));
    std::nth_element(micros.begin(), micros.begin() + place, micros.end());
    return micros[static_cast<std::size_t>(place)];
}

// pgbench with the time of each transaction.
Rate bare(const std::string& conninfo, const std::string& limits, int clients, double seconds) {
    const tests::TempDirectory directory;
    const std::string command = "cd '" + directory.path().string() + "' && pgbench -n -M prepared -l -f '" + limits +
                                "/pg/b5_func_nolock.sql' -c " + std::to_string(clients) + " -j 2 -T " +
                                std::to_string(std::max(1, static_cast<int>(seconds))) + " '" + conninfo + "' 2>/dev/null";
    FILE* output = ::popen(command.c_str(), "r");
    Rate rate;
    for (char line[256]; output && std::fgets(line, sizeof line, output);)
        (void)std::sscanf(line, "tps = %lf", &rate.perSecond);
    if (!output || ::pclose(output) != 0) throw std::runtime_error("pgbench failed: " + command);
    std::vector<double> micros;
    for (const auto& file : std::filesystem::directory_iterator(directory.path())) {
        std::ifstream log(file.path());
        for (double client, number, took, rest; log >> client >> number >> took;) {
            micros.push_back(took);
            log >> rest >> rest >> rest;
        }
    }
    rate.p50 = at(micros, 0.5), rate.p99 = at(micros, 0.99);
    return rate;
}

void makeBare(const bench::PostgresScratch& scratch, const std::string& limits) {
    FILE* psql = ::popen(("psql -q -v ON_ERROR_STOP=1 -d '" + scratch.conninfo() + "' >/dev/null 2>&1").c_str(), "w");
    std::ifstream file(limits + "/pg/schema.sql");
    for (std::string line; std::getline(file, line);) {
        const std::string naming = "alter database perf ";
        if (const auto found = line.find(naming); found != std::string::npos)
            line.replace(found, naming.size(), "alter database " + scratch.name() + " ");
        std::fprintf(psql, "%s\n", line.c_str());
    }
    if (::pclose(psql) != 0) throw std::runtime_error("the bare ledger cannot be made from " + limits);
}

// Twenty calls of the bare function in a pipeline, one commit for them.
double pipelined(const std::string& conninfo, double seconds) {
    constexpr int kCalls = 20;
    PGconn* connection = PQconnectdb(conninfo.c_str());
    PQclear(PQexec(connection, "set search_path = led"));
    PQclear(PQprepare(connection, "post", "select post_txn2($1, $2, $3, 'transfer')", 0, nullptr));
    if (PQstatus(connection) != CONNECTION_OK || PQenterPipelineMode(connection) != 1)
        throw std::runtime_error(PQerrorMessage(connection));
    std::mt19937_64 random(1);
    const double perSecond = bench::ratePerSecond(1, seconds, [&](int) {
        for (int i = 0; i < kCalls; ++i) {
            const std::string from = std::to_string(1 + random() % 50'000), to = std::to_string(50'001 + random() % 50'000);
            const std::string amount = std::to_string(1 + random() % 10);
            const char* values[] = {from.c_str(), to.c_str(), amount.c_str()};
            PQsendQueryPrepared(connection, "post", 3, values, nullptr, nullptr, 0);
        }
        PQpipelineSync(connection); // what stands before it is one implicit transaction
        for (bool isSynced = false; !isSynced;)
            while (PGresult* result = PQgetResult(connection)) {
                isSynced = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
                if (PQresultStatus(result) == PGRES_FATAL_ERROR) throw std::runtime_error(PQerrorMessage(connection));
                PQclear(result);
                if (isSynced) break;
            }
    });
    PQfinish(connection);
    return perSecond * kCalls;
}

// The barest ledger on SQLite's C interface: two updates, an entry, two postings, one transaction.
double bareLoop(const std::filesystem::path& path, int transfers) {
    sqlite3* file = nullptr;
    sqlite3_open(path.c_str(), &file);
    sqlite3_exec(file, "pragma journal_mode = wal; pragma synchronous = full; drop table if exists account; "
                       "drop table if exists journal; drop table if exists posting; "
                       "create table account (id integer primary key, balance bigint not null, version bigint not null); "
                       "create table journal (id integer primary key, kind bigint not null, memo text); "
                       "create table posting (id integer primary key, journal_id bigint not null, account_id bigint not null, "
                       "amount bigint not null, balance_after bigint); create index posting_account on posting (account_id, id); "
                       "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) "
                       "insert into account select i, 1000000000, 0 from n", nullptr, nullptr, nullptr);
    const auto prepare = [&](const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(file, sql, -1, &statement, nullptr)) throw std::runtime_error(sqlite3_errmsg(file));
        return statement;
    };
    sqlite3_stmt* update = prepare("update account set balance = balance + ?2, version = version + 1 where id = ?1 "
                                   "and balance + ?2 >= 0 returning balance");
    sqlite3_stmt* journal = prepare("insert into journal (kind, memo) values (1, 'transfer')");
    sqlite3_stmt* posting = prepare("insert into posting (journal_id, account_id, amount, balance_after) values (?1, ?2, ?3, ?4)");
    std::mt19937_64 random(1);
    const double micros = bench::microsOf([&] {
        sqlite3_exec(file, "begin immediate", nullptr, nullptr, nullptr);
        for (int i = 0; i < transfers; ++i) {
            const std::int64_t amount = 1 + static_cast<std::int64_t>(random() % 10);
            const std::int64_t legs[2][2] = {{1 + static_cast<std::int64_t>(random() % 50'000), -amount},
                                             {50'001 + static_cast<std::int64_t>(random() % 50'000), amount}};
            std::int64_t balances[2];
            for (int leg = 0; leg < 2; ++leg) {
                sqlite3_bind_int64(update, 1, legs[leg][0]), sqlite3_bind_int64(update, 2, legs[leg][1]);
                sqlite3_step(update);
                balances[leg] = sqlite3_column_int64(update, 0);
                sqlite3_reset(update);
            }
            sqlite3_step(journal), sqlite3_reset(journal);
            const std::int64_t entry = sqlite3_last_insert_rowid(file);
            for (int leg = 0; leg < 2; ++leg) {
                sqlite3_bind_int64(posting, 1, entry), sqlite3_bind_int64(posting, 2, legs[leg][0]);
                sqlite3_bind_int64(posting, 3, legs[leg][1]), sqlite3_bind_int64(posting, 4, balances[leg]);
                sqlite3_step(posting), sqlite3_reset(posting);
            }
        }
        if (sqlite3_exec(file, "commit", nullptr, nullptr, nullptr)) throw std::runtime_error(sqlite3_errmsg(file));
    });
    for (sqlite3_stmt* each : {update, journal, posting}) sqlite3_finalize(each);
    sqlite3_close(file);
    return transfers / micros * 1e6;
}

// One book and what is done with it.
class Subject {
public:
    Subject(storage::Database& database, std::int64_t families)
        : m_database(database), m_first(bench::fillBook(database, families)), m_families(families) {}

    domain::EntryPlan transfer(tests::Orders& orders, std::mt19937_64& random) const {
        const auto gen = gentle(random);
        return orders.transfer(gen, AccountId(gen.value() + 1), domain::Money::fromCents(1 + static_cast<std::int64_t>(random() % 10)));
    }
    // Batches of so many transfers, planned beforehand.
    double batches(double seconds, int size) {
        auto orders = nextOrders();
        std::mt19937_64 random(m_run);
        return size * bench::ratePerSecond(1, seconds, [&](int) {
            std::vector<domain::EntryPlan> plans;
            for (int i = 0; i < size; ++i) plans.push_back(transfer(orders, random));
            for (auto& outcome : m_database.ledger().postEntries(plans)) bench::orDie(std::move(outcome));
        });
    }
    double singles(double seconds, services::Lane lane) {
        auto orders = nextOrders();
        std::mt19937_64 random(m_run);
        return bench::ratePerSecond(1, seconds, [&](int) {
            bench::orDie(m_database.ledger().postEntry(transfer(orders, random), {lane, {}}));
        });
    }
    enum class What { Transfers, Deposits, DepositsOnOne };
    Rate threads(int count, double seconds, What what) {
        std::vector<tests::Orders> orders;
        std::vector<std::mt19937_64> random;
        std::vector<std::vector<double>> micros(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) orders.push_back(nextOrders()), random.emplace_back(m_run);
        Rate rate;
        rate.perSecond = bench::ratePerSecond(count, seconds, [&](int thread) {
            const auto own = static_cast<std::size_t>(thread);
            const auto plan = what == What::Transfers
                                  ? transfer(orders[own], random[own])
                                  : orders[own].post(what == What::Deposits ? gentle(random[own]) : AccountId(m_first),
                                                     TransactionType::Deposit, domain::Money::fromCents(1));
            micros[own].push_back(bench::microsOf([&] { bench::orDie(m_database.ledger().postEntry(plan)); }));
        });
        std::vector<double> all;
        for (const auto& own : micros) all.insert(all.end(), own.begin(), own.end());
        rate.p50 = at(all, 0.5), rate.p99 = at(all, 0.99);
        return rate;
    }
    // Rows per second of one import.
    double import(std::int64_t rows) {
        const FixedClock clock;
        const services::OwnerAuthorizer owner;
        metrics::MetricRegistry registry;
        services::ImportService service(m_database.ledger(), m_database.accounts(), m_database.entries(),
                                        m_database.admin(), owner, clock, registry);
        services::ImportRequest request;
        request.settings.source = "bank " + std::to_string(++m_run);
        request.actor = {"tester", "owner", "import", ""};
        request.fileName = "bank.csv", request.fileSha256 = std::string(64, '0');
        std::mt19937_64 random(m_run);
        std::int64_t row = 0;
        services::ImportSummary summary;
        const double micros = bench::microsOf([&] {
            summary = bench::orDie(service.run(request, [&]() -> std::optional<domain::ImportRow> {
                if (row == rows) return std::nullopt;
                domain::ImportedRow content;
                content.externalId = "row " + std::to_string(row);
                content.accountReference = "A" + std::to_string(gentle(random).value());
                content.date = clock.today();
                content.type = row % 4 == 3 ? TransactionType::Withdrawal : TransactionType::Deposit;
                content.amount = domain::Money::fromCents(100 + row % 900);
                content.note = "a line of the bank";
                return domain::ImportRow{++row + 1, content};
            }));
        });
        if (summary.posted != rows) throw std::runtime_error("the import posted " + std::to_string(summary.posted));
        return static_cast<double>(rows) / micros * 1e6;
    }

private:
    [[nodiscard]] AccountId gentle(std::mt19937_64& random) const {
        return AccountId(m_first + 3 * static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(m_families)));
    }
    tests::Orders nextOrders() { return tests::Orders(++m_run * 1'000'003); }

    storage::Database& m_database;
    std::int64_t m_first, m_families;
    std::uint64_t m_run = 0;
};

} // namespace

int main(int argc, char** argv) {
    bench::Options defaults;
    defaults.families = 33'334;
    defaults.seconds = 1;
    defaults.clients = {1'000'000}; // rows of the import, here
    const auto options = bench::parseOptions(argc, argv, kHelp, defaults);
    const std::int64_t rows = options.clients.front();
    nlohmann::json result{{"name", "batch_post"}, {"cases", nlohmann::json::array()}};
    const auto add = [&](const char* database, const char* name, const Pairs& pairs, nlohmann::json more = nlohmann::json::object()) {
        auto one = pairs.json(name);
        one["database"] = database;
        one.update(more);
        result["cases"].push_back(one);
        std::fprintf(stderr, "%-10s %-12s %6.2f  %9.0f  %9.0f\n", database, name, pairs.ratioMedian(),
                     one["aMedian"].get<double>(), one["bMedian"].get<double>());
    };
    using What = Subject::What;
    const std::string server = bench::postgresServer(options);
    {
        const bench::PostgresScratch scratch(server, "batch"), bareScratch(server, "bare");
        const auto database = bench::create({storage::Dialect::Postgresql, scratch.conninfo()});
        Subject subject(*database, options.families);
        const double s = options.seconds;
        subject.threads(8, s, What::Transfers); // warm
        add("postgresql", "batch", bench::interleave(options.pairs, [&] { return subject.batches(s, kBatchPlans); },
                                                     [&] { return subject.singles(s, services::Lane::Writes); }));
        add("postgresql", "alone", bench::interleave(options.pairs, [&] { return subject.singles(s, services::Lane::Writes); },
                                                     [&] { return subject.singles(s, services::Lane::Batch); }));
        add("postgresql", "hot-system",
            bench::interleave(options.pairs, [&] { return subject.threads(16, s, What::Deposits).perSecond; },
                              [&] { return subject.threads(16, s, What::Transfers).perSecond; }));
        add("postgresql", "hot-account",
            bench::interleave(options.pairs, [&] { return subject.threads(16, s, What::DepositsOnOne).perSecond; },
                              [&] { return subject.threads(16, s, What::Deposits).perSecond; }));
        if (!options.limits.empty()) {
            makeBare(bareScratch, options.limits);
            bare(bareScratch.conninfo(), options.limits, 16, s);
            std::vector<double> own, theirs;
            const auto group = bench::interleave(
                options.pairs,
                [&] {
                    const auto rate = subject.threads(kGroupThreads, s, What::Transfers);
                    own.push_back(rate.p99);
                    return rate.perSecond;
                },
                [&] {
                    const auto rate = bare(bareScratch.conninfo(), options.limits, 16, s);
                    theirs.push_back(rate.p99);
                    return rate.perSecond;
                });
            add("postgresql", "group", group,
                {{"p99MicrosOf64", bench::median(own)}, {"p99MicrosOfBare16", bench::median(theirs)},
                 {"p99MicrosOfBare64", bare(bareScratch.conninfo(), options.limits, 64, s).p99}});
            subject.import(20'000);
            add("postgresql", "import", bench::interleave(options.pairs, [&] { return subject.import(rows); },
                                                          [&] { return pipelined(bareScratch.conninfo(), s); }), {{"rows", rows}});
        }
        result["verified"] = bench::orDie(database->admin().verify({})).ok;
        result["machine"] = bench::machine(scratch.conninfo());
    }
    const tests::TempDirectory directory;
    const auto database = bench::create({storage::Dialect::Sqlite, (directory.path() / "book.db").string()});
    Subject subject(*database, options.families);
    add("sqlite", "batch", bench::interleave(options.pairs, [&] { return subject.batches(options.seconds, kBatchPlans); },
                                             [&] { return subject.singles(options.seconds, services::Lane::Writes); }));
    add("sqlite", "import", bench::interleave(options.pairs, [&] { return subject.import(rows); },
                                              [&] { return bareLoop(directory.path() / "bare.db", 200'000); }), {{"rows", rows}});
    result["verifiedSqlite"] = bench::orDie(database->admin().verify({})).ok;
    std::printf("%s\n", result.dump(2).c_str());
    return result["verified"].get<bool>() && result["verifiedSqlite"].get<bool>() ? 0 : 1;
}
