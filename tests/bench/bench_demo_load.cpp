// Loading generated families: how close `db demo` comes to COPY of the same rows into the same
// tables, and how long a book takes.

#include "bench/bench_support.h"
#include "services/demo_service.h"

#include <libpq-fe.h>

#include <array>
#include <cstdio>
#include <filesystem>

using namespace alluse;

namespace {

constexpr std::string_view kHelp =
    "bench_demo_load: makes and loads families with one week of history. On PostgreSQL (a), against\n"
    "COPY of the same rows into the same tables of an equal database (b), in accounts per second\n"
    "(floor 0.4); with --db sqlite:PATH it loads that new file and prints the time alone.\n"
    "--families 350000 --pairs 1 is the book of a million accounts. --seconds is not used.\n";

// In an order that lets each row find what it refers to; the system accounts are there already.
constexpr std::array<const char*, 7> kTables{"client",  "family",  "account where id >= 1000 order by id",
                                             "policy", "command", "posting", "lineage"};

class Copier {
public:
    explicit Copier(const std::string& conninfo) : m_connection(PQconnectdb(conninfo.c_str())) {
        run("set search_path = ledger", PGRES_COMMAND_OK);
    }
    ~Copier() { PQfinish(m_connection); }
    Copier(const Copier&) = delete;
    Copier& operator=(const Copier&) = delete;

    std::string read(const std::string& source) {
        run("copy (select * from " + source + ") to stdout", PGRES_COPY_OUT);
        std::string rows;
        char* row = nullptr;
        for (int length = 0; (length = PQgetCopyData(m_connection, &row, 0)) > 0; PQfreemem(row))
            rows.append(row, static_cast<std::size_t>(length));
        finish();
        return rows;
    }
    void write(const std::string& table, std::string_view rows) {
        run("copy " + table + " from stdin", PGRES_COPY_IN);
        constexpr std::size_t kChunk = 1 << 20;
        for (; !rows.empty(); rows.remove_prefix(std::min(rows.size(), kChunk)))
            PQputCopyData(m_connection, rows.data(), static_cast<int>(std::min(rows.size(), kChunk)));
        PQputCopyEnd(m_connection, nullptr);
        finish();
    }

private:
    void run(const std::string& sql, ExecStatusType wanted) {
        PGresult* result = PQexec(m_connection, sql.c_str());
        const bool isWanted = PQresultStatus(result) == wanted;
        PQclear(result);
        if (!isWanted) throw std::runtime_error(PQerrorMessage(m_connection));
    }
    void finish() {
        while (PGresult* result = PQgetResult(m_connection)) {
            const bool isWanted = PQresultStatus(result) == PGRES_COMMAND_OK;
            PQclear(result);
            if (!isWanted) throw std::runtime_error(PQerrorMessage(m_connection));
        }
    }
    PGconn* m_connection;
};

services::DemoRequest requestOf(const bench::Options& options) {
    services::DemoRequest request;
    request.families = options.families;
    request.weeks = 1;
    request.seed = options.seed;
    request.endDate = domain::Date(20'410);
    return request;
}

double load(storage::Database& database, const bench::Options& options, services::DemoSummary& summary) {
    services::DemoService demo(database.admin());
    return bench::microsOf([&] { summary = bench::orDie(demo.generate(requestOf(options))); }) / 1e6;
}

nlohmann::json onSqlite(const bench::Options& options) {
    const std::string& path = options.database->target;
    if (std::filesystem::exists(path)) throw std::runtime_error(path + " exists; name a new file");
    services::DemoSummary summary;
    const auto database = bench::create(*options.database);
    const double seconds = load(*database, options, summary);
    return {{"name", "demo_load_sqlite"}, {"machine", bench::machine()}, {"families", summary.families},
            {"accounts", summary.accounts}, {"postings", summary.postings}, {"seconds", seconds},
            {"bytes", std::filesystem::file_size(path)}};
}

nlohmann::json onPostgresql(const bench::Options& options) {
    const std::string server = bench::postgresServer(options);
    bench::Pairs rates;
    std::vector<double> seconds;
    services::DemoSummary summary;
    for (int pair = 0; pair < options.pairs; ++pair) {
        const bench::PostgresScratch ours(server, "demo"), bare(server, "copy");
        const auto database = bench::create({storage::Dialect::Postgresql, ours.conninfo()});
        bench::create({storage::Dialect::Postgresql, bare.conninfo()}).reset();
        seconds.push_back(load(*database, options, summary));
        std::array<std::string, kTables.size()> rows;
        Copier source(ours.conninfo()), target(bare.conninfo());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = source.read(kTables[i]);
        const double copied = bench::microsOf([&] {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const std::string table = kTables[i];
                target.write(table.substr(0, table.find(' ')), rows[i]);
            }
        }) / 1e6;
        const auto accounts = static_cast<double>(summary.accounts);
        rates.a.push_back(accounts / seconds.back());
        rates.b.push_back(accounts / copied);
    }
    nlohmann::json result = rates.json("demo_load_postgresql");
    result["machine"] = bench::machine(server);
    result["families"] = summary.families;
    result["accounts"] = summary.accounts;
    result["postings"] = summary.postings;
    result["seconds"] = bench::median(seconds);
    return result;
}

} // namespace

int main(int argc, char** argv) {
    bench::Options defaults;
    defaults.families = 20'000;
    const auto options = bench::parseOptions(argc, argv, kHelp, defaults);
    const bool isSqlite = options.database && options.database->dialect == storage::Dialect::Sqlite;
    std::printf("%s\n", (isSqlite ? onSqlite(options) : onPostgresql(options)).dump(2).c_str());
}
