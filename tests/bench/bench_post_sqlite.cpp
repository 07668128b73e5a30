// A transfer between two customer accounts of a family on SQLite, durable at each commit:
// through the service, against the bare C API with the same statements on an equal file.
// Prints one JSON object; `a` is the service, `b` the C API, in transfers per second
// (floor 0.80, aim 0.90).

#include "domain/sha256.h"
#include "bench/bench_support.h"
#include "metrics/metric_registry.h"
#include "services/command_service.h"
#include "storage/database.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/post_statements.h"
#include "support/seeded_orders.h"
#include "support/temp_directory.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace alluse;
using domain::AccountId;
using storage::sqlite::Connection;

namespace {

constexpr std::string_view kHelp =
    "bench_post_sqlite: durable transfers per second on SQLite, through CommandService (a) and by the\n"
    "bare C API with the same statements on an equal file (b), floor 0.80, aim 0.90. --db sqlite:DIR\n"
    "names the directory of the two files (default: a temporary one). Of the other options only\n"
    "--pairs and --seconds are used.\n";
constexpr int kFamilies = 500; // enough accounts that pages are not all the same
using SteadyClock = std::chrono::steady_clock;

double perSecond(int count, SteadyClock::time_point start) {
    return count / std::chrono::duration<double>(SteadyClock::now() - start).count();
}

class FixedClock final : public domain::Clock {
public:
    domain::Timestamp now() const override { return domain::Timestamp(1'763'467'200'000'000); }
    domain::Date today() const override { return domain::Date(20'410); }
};

std::unique_ptr<storage::Database> makeBook(const std::string& path) {
    storage::OpenOptions options;
    options.create = true;
    options.environment = "test";
    auto database = storage::Database::open({storage::Dialect::Sqlite, path}, options);
    if (!database) throw std::runtime_error(database.error().text);
    tests::Orders orders(1);
    std::vector<domain::EntryPlan> plans;
    for (int i = 0; i < kFamilies; ++i)
        plans.push_back(orders.openFamily(tests::usd(250'000), "Client " + std::to_string(i)));
    for (const auto& outcome : (*database)->ledger().postEntries(plans))
        if (!outcome) throw std::runtime_error(outcome.error().text);
    return std::move(*database);
}

// Gen and Rev of family i; every second transfer goes back, so that nobody runs out.
std::pair<AccountId, AccountId> legs(int i) {
    const std::int64_t gen = domain::kFirstCustomerAccountId + 3 * (i / 2 % kFamilies);
    const AccountId first(gen), second(gen + 1);
    return i % 2 == 0 ? std::pair(first, second) : std::pair(second, first);
}

// The same statements in the same order with the least around them.
class BareWriter {
public:
    explicit BareWriter(const std::string& path)
        : m_connection(path, storage::sqlite::OpenMode::Write), m_begin(prepare("begin immediate")),
          m_commit(prepare("commit")), m_find(prepare(storage::sqlite::kFindCommand)),
          m_closed(prepare(storage::sqlite::kClosedThrough)),
          m_read(prepare(storage::sqlite::kReadAccountState)),
          m_last(prepare(storage::sqlite::kLastEntryId)),
          m_posting(prepare(storage::sqlite::kInsertPosting)),
          m_entry(prepare(storage::sqlite::kInsertEntry)),
          m_command(prepare(storage::sqlite::kInsertCommand)) {}
    ~BareWriter() {
        for (sqlite3_stmt* each : m_all) sqlite3_finalize(each);
    }

    void transfer(const std::string& id, const std::string& payload, AccountId from, AccountId to) {
        run(m_begin);
        text(m_find, 1, id);
        sqlite3_step(m_find);
        sqlite3_reset(m_find);
        sqlite3_step(m_closed);
        sqlite3_reset(m_closed);
        const Leg source = read(std::min(from, to)), target = read(std::max(from, to));
        sqlite3_step(m_last);
        const std::int64_t entry = sqlite3_column_int64(m_last, 0) + 1;
        sqlite3_reset(m_last);
        const Leg& debit = source.id == from.value() ? source : target;
        const Leg& credit = source.id == from.value() ? target : source;
        post(entry, 2, credit, 100, 5);
        post(entry, 1, debit, -100, 4);
        seal(entry, id);
        command(id, payload);
        run(m_commit);
    }

private:
    struct Leg {
        std::int64_t id, balance, seq;
    };
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(m_connection.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr))
            throw std::runtime_error(sqlite3_errmsg(m_connection.handle()));
        m_all.push_back(statement);
        return statement;
    }
    static void text(sqlite3_stmt* statement, int index, const std::string& value) {
        sqlite3_bind_text(statement, index, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }
    void run(sqlite3_stmt* statement) {
        if (sqlite3_step(statement) != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(m_connection.handle()));
        sqlite3_reset(statement);
    }
    Leg read(AccountId id) {
        sqlite3_bind_int64(m_read, 1, id.value());
        sqlite3_step(m_read);
        Leg leg{id.value(), 0, sqlite3_column_int64(m_read, 13)};
        for (int sleeve = 3; sleeve <= 6; ++sleeve) leg.balance += sqlite3_column_int64(m_read, sleeve);
        sqlite3_reset(m_read);
        return leg;
    }
    void post(std::int64_t entry, std::int64_t line, const Leg& leg, std::int64_t amount, std::int64_t type) {
        const std::int64_t values[] = {entry, line, leg.id, leg.seq + 1, type, 0, amount, 0,
                                       leg.balance + amount, 20'410, 1'763'467'200'000'000};
        for (int i = 0; i < 11; ++i) sqlite3_bind_int64(m_posting, i + 1, values[i]);
        for (int i = 12; i <= 15; ++i) sqlite3_bind_null(m_posting, i);
        sqlite3_bind_int64(m_posting, 16, 0);
        run(m_posting);
    }
    void seal(std::int64_t entry, const std::string& id) {
        sqlite3_bind_int64(m_entry, 1, entry);
        text(m_entry, 2, id);
        sqlite3_bind_int64(m_entry, 3, 4);
        sqlite3_bind_int64(m_entry, 4, 20'410);
        sqlite3_bind_int64(m_entry, 6, 1'763'467'200'000'000);
        text(m_entry, 7, m_note);
        text(m_entry, 11, m_actor);
        run(m_entry);
    }
    void command(const std::string& id, const std::string& payload) {
        text(m_command, 1, id);
        sqlite3_bind_int64(m_command, 2, 4);
        text(m_command, 3, payload);
        sqlite3_bind_blob(m_command, 4, m_digest.data(), static_cast<int>(m_digest.size()), SQLITE_STATIC);
        for (int i = 5; i <= 7; ++i) sqlite3_bind_int64(m_command, i, 1'763'467'200'000'000);
        for (int i = 8; i <= 11; ++i) text(m_command, i, m_actor);
        sqlite3_bind_int64(m_command, 12, 1);
        text(m_command, 20, m_empty);
        text(m_command, 21, m_changed);
        text(m_command, 22, m_after);
        run(m_command);
    }

    Connection m_connection;
    std::vector<sqlite3_stmt*> m_all;
    sqlite3_stmt *m_begin, *m_commit, *m_find, *m_closed, *m_read, *m_last, *m_posting, *m_entry, *m_command;
    // As long as what the service writes.
    const std::string m_note = "test", m_actor = "tester", m_empty = "[]", m_changed = "[1000,1001]",
                      m_after = "[[1000,10000000,10000000,123],[1001,10000000,10000000,123]]";
    const domain::Sha256 m_digest = domain::sha256("{}");
};

double runBare(BareWriter& writer, tests::Orders& orders, int transfers) {
    const auto sample = orders.transfer(AccountId(1'000), AccountId(1'001), tests::usd(1));
    const auto start = SteadyClock::now();
    for (int i = 0; i < transfers; ++i) {
        const auto [from, to] = legs(i);
        writer.transfer(orders.commandId().text(), sample.payload, from, to);
    }
    return perSecond(transfers, start);
}

double runService(services::CommandService& service, tests::Orders& orders, int transfers) {
    const auto start = SteadyClock::now();
    for (int i = 0; i < transfers; ++i) {
        domain::TransferOrder order;
        order.header = orders.header();
        order.header.actor = {"tester", "tester", "tester", "tester"};
        std::tie(order.source, order.target) = legs(i);
        order.amount = tests::usd(1);
        const auto outcome = service.transfer(std::move(order));
        if (!outcome) throw std::runtime_error(services::describe(outcome.error()));
    }
    return perSecond(transfers, start);
}

double runThreads(services::LedgerPort& ledger, int threads, int transfersEach, std::uint64_t seed) {
    std::vector<std::vector<domain::EntryPlan>> plans(static_cast<std::size_t>(threads));
    for (std::size_t thread = 0; thread < plans.size(); ++thread) {
        tests::Orders orders(seed + thread);
        for (int i = 0; i < transfersEach; ++i) {
            const auto [from, to] = legs(i + static_cast<int>(thread) * 50);
            plans[thread].push_back(orders.transfer(from, to, tests::usd(1)));
        }
    }
    const auto start = SteadyClock::now();
    {
        std::vector<std::jthread> workers;
        for (const auto& mine : plans)
            workers.emplace_back([&] {
                for (const auto& plan : mine)
                    if (!ledger.postEntry(plan)) std::abort();
            });
    }
    return perSecond(threads * transfersEach, start);
}

double runBatches(services::LedgerPort& ledger, int plansCount, std::uint64_t seed) {
    tests::Orders orders(seed);
    std::vector<domain::EntryPlan> plans;
    for (int i = 0; i < plansCount; ++i) {
        const auto [from, to] = legs(i);
        plans.push_back(orders.transfer(from, to, tests::usd(1)));
    }
    const auto start = SteadyClock::now();
    for (std::size_t at = 0; at < plans.size(); at += 500)
        for (const auto& outcome : ledger.postEntries(
                 std::span(plans).subspan(at, std::min<std::size_t>(500, plans.size() - at))))
            if (!outcome) throw std::runtime_error(outcome.error().text);
    return perSecond(plansCount, start);
}

} // namespace

int main(int argc, char** argv) {
    const auto options = bench::parseOptions(argc, argv, kHelp, {});
    const tests::TempDirectory temporary;
    const std::filesystem::path directory = options.database ? std::filesystem::path(options.database->target)
                                                             : temporary.path();
    const int transfers = std::max(100, static_cast<int>(options.seconds * 750)); // at the rate of one disk

    auto book = makeBook((directory / "service.db").string());
    makeBook((directory / "bare.db").string()).reset();
    BareWriter bare((directory / "bare.db").string());
    metrics::MetricRegistry registry;
    const FixedClock clock;
    const services::OwnerAuthorizer owner;
    services::CommandService service(book->ledger(), book->accounts(), book->entries(), owner, clock, registry);

    tests::Orders bareOrders(2), serviceOrders(3);
    runBare(bare, bareOrders, transfers / 5); // both files and caches are warm before the first pair
    runService(service, serviceOrders, transfers / 5);
    nlohmann::json result = bench::interleave(options.pairs, [&] { return runService(service, serviceOrders, transfers); },
                                              [&] { return runBare(bare, bareOrders, transfers); })
                                .json("post_sqlite");
    result["eightThreadsPerSecond"] = runThreads(book->ledger(), 8, transfers / 4, 1'000);
    result["sixteenThreadsPerSecond"] = runThreads(book->ledger(), 16, transfers / 8, 2'000);
    result["batchesOf500PerSecond"] = runBatches(book->ledger(), 20'000, 3'000);
    result["verified"] = book->admin().verify({})->ok;
    result["machine"] = bench::machine();
    result["machine"]["sqlite"] = sqlite3_libversion();
    std::printf("%s\n", result.dump(2).c_str());
}
