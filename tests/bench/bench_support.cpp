#include "bench/bench_support.h"

#include "domain/planning.h"
#include "services/demo_service.h"
#include "storage/postgresql/postgres_session.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace alluse::bench {

using SteadyClock = std::chrono::steady_clock;
using storage::PostgresSession;
using storage::Value;

namespace {

constexpr std::string_view kOptionsText = R"(
  --db LOCATION     sqlite:PATH or postgresql:CONNINFO; a server with nothing in it will do
                    (default: the server that ALLUSE_TEST_POSTGRES names by its conninfo)
  --seconds S       how long each half of a pair runs
  --pairs N         how many interleaved pairs
  --clients LIST    how many threads or clients, one case each: 1,4,8
  --limits DIR      folder of the bare ledger (pg/schema.sql, pg/b5_func_nolock.sql)
  --families N      size of the book
  --seed N          of the generated book
Prints one JSON object. Run it alone on the machine.
)";

[[noreturn]] void usage(std::string_view help, int code) {
    std::fprintf(code == 0 ? stdout : stderr, "%.*s%.*s", static_cast<int>(help.size()), help.data(),
                 static_cast<int>(kOptionsText.size()), kOptionsText.data());
    std::exit(code);
}

std::vector<int> numbers(const std::string& text) {
    std::vector<int> list;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        list.push_back(std::atoi(text.substr(at, end - at).c_str()));
        at = end + 1;
    }
    return list;
}

double fdatasyncMicrosP50() {
    const tests::TempDirectory directory;
    const int file = ::open((directory.path() / "sync").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const std::array<char, 8192> page{};
    std::vector<double> micros;
    for (int i = 0; i < 200; ++i)
        micros.push_back(microsOf([&] {
            if (::pwrite(file, page.data(), page.size(), i * 8192) < 0 || ::fdatasync(file) != 0)
                throw std::runtime_error("the temporary directory takes no file");
        }));
    ::close(file);
    return median(std::move(micros));
}

// A read by primary key of one row, which is the round trip and little else.
double primaryKeyReadMicrosP50(const std::string& conninfo) {
    PostgresSession session(conninfo, nullptr);
    std::vector<double> micros;
    for (int i = 0; i < 2'000; ++i)
        micros.push_back(microsOf([&] {
            auto& row = session.run({"bench.pk-read", "select typname from pg_type where oid = $1"},
                                    {Value(std::int64_t{20 + i % 4})});
            while (row.next()) {}
        }));
    return median(std::move(micros));
}

} // namespace

Options parseOptions(int argc, char** argv, std::string_view help, Options options) {
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--help") usage(help, 0);
        if (i + 1 == argc) usage(help, 2);
        const std::string value = argv[++i];
        if (name == "--db") options.database = storage::DatabaseLocation::parse(value);
        else if (name == "--seconds") options.seconds = std::atof(value.c_str());
        else if (name == "--pairs") options.pairs = std::max(1, std::atoi(value.c_str()));
        else if (name == "--clients") options.clients = numbers(value);
        else if (name == "--limits") options.limits = value;
        else if (name == "--families") options.families = std::atoll(value.c_str());
        else if (name == "--seed") options.seed = std::strtoull(value.c_str(), nullptr, 10);
        else usage(help, 2);
        if (name == "--db" && !options.database) usage(help, 2);
    }
    return options;
}

std::string postgresServer(const Options& options) {
    if (options.database && options.database->dialect == storage::Dialect::Postgresql)
        return options.database->target;
    const char* server = std::getenv("ALLUSE_TEST_POSTGRES");
    if (server && *server) return server;
    std::fprintf(stderr, "Name a server: --db postgresql:CONNINFO or ALLUSE_TEST_POSTGRES.\n");
    std::exit(2);
}

PostgresScratch::PostgresScratch(const std::string& serverConninfo, std::string_view purpose)
    : m_server(serverConninfo),
      m_name("alluse_bench_" + std::string(purpose) + "_" + std::to_string(getpid())) {
    PostgresSession server(m_server, nullptr);
    server.execute("create database " + m_name);
    m_conninfo = m_server + " dbname=" + m_name; // a later keyword replaces an earlier one
}

PostgresScratch::~PostgresScratch() {
    try {
        PostgresSession server(m_server, nullptr);
        server.execute("drop database if exists " + m_name + " with (force)");
    } catch (const storage::StorageError&) {
        // The server is gone, and the database with it.
    }
}

std::unique_ptr<storage::Database> create(const storage::DatabaseLocation& location,
                                          metrics::MetricRegistry* registry) {
    storage::OpenOptions options;
    options.create = true;
    options.environment = "test";
    options.registry = registry;
    return orDie(storage::Database::open(location, options));
}

std::int64_t fillBook(storage::Database& database, std::int64_t families) {
    const domain::PolicyTemplate& moderate = *domain::findTemplate("moderate");
    const domain::Date opened(20'000);
    std::vector<services::BulkFamily> chunk;
    for (std::int64_t number = 1; number <= families; ++number) {
        services::BulkFamily& family = chunk.emplace_back();
        family.name = "Family " + std::to_string(number);
        family.client = {"Client " + std::to_string(number), "", "", ""};
        family.templateName = moderate.name;
        family.openedOn = opened;
        services::BulkEntry& entry = family.entries.emplace_back();
        entry.kind = domain::CommandKind::OpenFamily;
        entry.commandId = domain::CommandId::fromRandom(0xB, static_cast<std::uint64_t>(number));
        entry.businessDate = opened;
        entry.recordedAt = domain::Timestamp(std::int64_t{opened.daysSinceEpoch()} * 86'400'000'000 + number);
        const domain::Money million = domain::Money::fromCents(1'000'000'00);
        for (std::size_t i = 0; i < domain::kAccountTypes.size(); ++i) {
            services::BulkAccount& account = family.accounts.emplace_back();
            account.account.name = family.name + " " + std::string(domain::shortName(domain::kAccountTypes[i]));
            account.account.type = domain::kAccountTypes[i];
            account.account.policy = moderate.policies[i];
            account.account.isDesignatedCom = i == 2;
            account.openedOn = opened;
            entry.postings.push_back({i, domain::TransactionType::Opening, domain::Sleeve::Cash, million, million, {}});
        }
        entry.postings.push_back({domain::SystemAccount::Opening, domain::TransactionType::Opening,
                                  domain::Sleeve::Cash, domain::Money::fromCents(-3'000'000'00), {}, {}});
    }
    // All at once: between two loads the numbers of the accounts have a gap.
    orDie(database.admin().loadFamilies(chunk));
    orDie(database.admin().finishLoad());
    services::PageRequest firstRow;
    firstRow.limit = 1;
    const auto first = orDie(database.accounts().page({}, firstRow));
    return first.rows.at(0).id.value();
}

nlohmann::json Pairs::json(std::string_view name) const {
    std::vector<double> ratios;
    nlohmann::json list = nlohmann::json::array();
    for (std::size_t i = 0; i < a.size(); ++i) {
        list.push_back({{"a", a[i]}, {"b", b[i]}});
        ratios.push_back(a[i] / b[i]);
    }
    return {{"name", name}, {"pairs", list}, {"ratioMedian", median(ratios)},
            {"ratioMin", *std::min_element(ratios.begin(), ratios.end())},
            {"ratioMax", *std::max_element(ratios.begin(), ratios.end())},
            {"aMedian", median(a)}, {"bMedian", median(b)}};
}

double Pairs::ratioMedian() const { return json("").at("ratioMedian"); }

Pairs interleave(int pairs, const std::function<double()>& a, const std::function<double()>& b) {
    Pairs result;
    for (int i = 0; i < pairs; ++i) {
        result.b.push_back(b());
        result.a.push_back(a());
    }
    return result;
}

double ratePerSecond(int threads, double seconds, const std::function<void(int)>& work) {
    std::atomic<std::int64_t> total{0};
    const auto start = SteadyClock::now();
    const auto end = start + std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds));
    {
        std::vector<std::jthread> workers;
        for (int thread = 0; thread < threads; ++thread)
            workers.emplace_back([&, thread] {
                std::int64_t count = 0;
                try {
                    for (; SteadyClock::now() < end; ++count) work(thread);
                } catch (const std::exception& error) {
                    std::fprintf(stderr, "%s\n", error.what());
                    std::_Exit(1);
                }
                total += count;
            });
    }
    return static_cast<double>(total) / std::chrono::duration<double>(SteadyClock::now() - start).count();
}

double microsOf(const std::function<void()>& work) {
    const auto start = SteadyClock::now();
    work();
    return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

nlohmann::json machine() {
    nlohmann::json result = describeMachine();
    result["fdatasyncMicrosP50"] = fdatasyncMicrosP50();
    return result;
}

nlohmann::json machine(const std::string& postgresConninfo) {
    nlohmann::json result = machine();
    result["primaryKeyReadMicrosP50"] = primaryKeyReadMicrosP50(postgresConninfo);
    PostgresSession session(postgresConninfo, nullptr);
    auto& row = session.run({"bench.server", "select current_setting('server_version'), "
                                             "current_setting('shared_buffers'), current_setting('fsync')"});
    while (row.next())
        result["postgresql"] = {{"version", row.string(0)}, {"sharedBuffers", row.string(1)}, {"fsync", row.string(2)}};
    return result;
}

} // namespace alluse::bench
