// An account by its id on PostgreSQL: through the repository, against libpq with the same prepared
// statement.

#include "bench/bench_support.h"
#include "storage/account_repository.h"

#include <libpq-fe.h>

#include <cstdio>
#include <random>

using namespace alluse;

namespace {

constexpr std::string_view kHelp =
    "bench_read_pg: reads an account by id on PostgreSQL, through the repository (a) and with bare\n"
    "libpq running the same prepared statement (b), in reads per second (floor 0.95, aim 1.0).\n"
    "Each number of threads is a case; the top-level ratio is that of the slowest case.\n";

class BareReader {
public:
    explicit BareReader(const std::string& conninfo) : m_connection(PQconnectdb(conninfo.c_str())) {
        check(PQexec(m_connection, "set search_path = ledger"), PGRES_COMMAND_OK);
        check(PQprepare(m_connection, "find", std::string(storage::findAccountSql().text).c_str(), 0, nullptr),
              PGRES_COMMAND_OK);
    }
    ~BareReader() { PQfinish(m_connection); }
    BareReader(const BareReader&) = delete;
    BareReader& operator=(const BareReader&) = delete;

    // Every column is looked at, and none is converted.
    void read(std::int64_t id) {
        const std::string text = std::to_string(id);
        const char* values[] = {text.c_str()};
        PGresult* result = PQexecPrepared(m_connection, "find", 1, values, nullptr, nullptr, 0);
        if (PQntuples(result) != 1) throw std::runtime_error(PQerrorMessage(m_connection));
        for (int column = 0; column < PQnfields(result); ++column) m_bytes += PQgetlength(result, 0, column);
        PQclear(result);
    }

private:
    void check(PGresult* result, ExecStatusType wanted) {
        const bool isWanted = PQresultStatus(result) == wanted;
        PQclear(result);
        if (!isWanted) throw std::runtime_error(PQerrorMessage(m_connection));
    }
    PGconn* m_connection;
    std::int64_t m_bytes = 0;
};

} // namespace

int main(int argc, char** argv) {
    bench::Options defaults;
    defaults.clients = {1, 2, 4};
    defaults.families = 33'334;
    const auto options = bench::parseOptions(argc, argv, kHelp, defaults);
    const std::string server = bench::postgresServer(options);
    const bench::PostgresScratch scratch(server, "read");
    metrics::MetricRegistry registry; // the program has one too
    const auto database = bench::create({storage::Dialect::Postgresql, scratch.conninfo()}, &registry);
    const std::int64_t first = bench::fillBook(*database, options.families);
    const std::int64_t count = options.families * 3;

    nlohmann::json cases = nlohmann::json::array();
    for (const int threads : options.clients) {
        std::vector<std::unique_ptr<BareReader>> readers;
        std::vector<std::mt19937_64> random;
        for (int i = 0; i < threads; ++i) {
            readers.push_back(std::make_unique<BareReader>(scratch.conninfo()));
            random.emplace_back(options.seed + static_cast<std::uint64_t>(i));
        }
        const auto anyId = [&](int thread) {
            return first + static_cast<std::int64_t>(random[static_cast<std::size_t>(thread)]() %
                                                     static_cast<std::uint64_t>(count));
        };
        const auto repository = [&] {
            return bench::ratePerSecond(threads, options.seconds, [&](int thread) {
                if (!bench::orDie(database->accounts().find(domain::AccountId(anyId(thread)))))
                    throw std::runtime_error("an account is missing");
            });
        };
        const auto bare = [&] {
            return bench::ratePerSecond(threads, options.seconds, [&](int thread) {
                readers[static_cast<std::size_t>(thread)]->read(anyId(thread));
            });
        };
        repository(), bare(); // both are warm before the first pair
        auto result = bench::interleave(options.pairs, repository, bare).json("read_pg");
        result["threads"] = threads;
        cases.push_back(std::move(result));
    }
    nlohmann::json result = *std::min_element(cases.begin(), cases.end(), [](const auto& x, const auto& y) {
        return x.at("ratioMedian") < y.at("ratioMedian");
    });
    result["machine"] = bench::machine(scratch.conninfo());
    result["cases"] = cases;
    std::printf("%s\n", result.dump(2).c_str());
}
