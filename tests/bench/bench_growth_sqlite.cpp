// Forks on SQLite, durable at each commit: through the service, with the read that each is planned from, against
// the bare C API on the barest ledger that can fork (no idempotency, no rules, no policy, no history).
// Prints one JSON object; `a` is the service, `b` the C API, in forks per second (floor 0.60).

#include "bench/bench_support.h"
#include "bench/growth_families.h"
#include "metrics/metric_registry.h"
#include "services/growth_service.h"
#include "services/system_clock.h"
#include "support/grower.h"
#include "support/temp_directory.h"

#include <sqlite3.h>

#include <array>
#include <chrono>
#include <cstdio>

using namespace alluse;

namespace {

constexpr std::string_view kHelp =
    "bench_growth_sqlite: durable forks per second on SQLite, through GrowthService with its read (a) and by\n"
    "the bare C API on a ledger without rules (b), floor 0.60. --db sqlite:DIR names the directory of the two\n"
    "files (default: a temporary one). Of the other options only --pairs and --seconds are used.\n";
using SteadyClock = std::chrono::steady_clock;

// As the program opens its own files.
constexpr const char* kSettings =
    "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma temp_store=memory;"
    "pragma cache_size=-65536; pragma mmap_size=268435456; pragma wal_autocheckpoint=1000";
constexpr const char* kBareSchema = R"(
create table account (id integer primary key, parent_id bigint references account (id), owner_id integer not null,
    name text not null, kind integer not null default 1, status integer not null default 1,
    currency text not null default 'USD', balance bigint not null default 0, version integer not null default 0,
    created_at bigint not null default 0);
create table journal (id integer primary key, kind integer not null, ref text, memo text, created_at bigint not null default 0);
create table posting (id integer primary key, journal_id bigint not null references journal (id),
    account_id bigint not null references account (id), amount bigint not null, balance_after bigint,
    created_at bigint not null default 0);
create index posting_account on posting (account_id, id);
create index account_parent on account (parent_id) where parent_id is not null;
create index account_owner on account (owner_id);
insert into account (id, owner_id, name, balance)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000)
    select i, i % 5000, 'Account ' || i, 1000000000000 from n;
)";

// One update, two accounts, a journal line and three postings in a transaction of their own.
class BareForks {
public:
    explicit BareForks(const std::string& path) {
        if (sqlite3_open(path.c_str(), &m_file) || sqlite3_exec(m_file, kSettings, nullptr, nullptr, nullptr) ||
            sqlite3_exec(m_file, kBareSchema, nullptr, nullptr, nullptr))
            throw std::runtime_error(sqlite3_errmsg(m_file));
        m_begin = prepare("begin immediate");
        m_commit = prepare("commit");
        m_parent = prepare("update account set balance = balance - 7, version = version + 1, status = 2 "
                           "where id = ?1 and balance >= 7 returning balance, owner_id");
        m_child = prepare("insert into account (parent_id, owner_id, name, balance) values (?1, ?2, ?3, ?4)");
        m_journal = prepare("insert into journal (kind, memo) values (3, 'fork')");
        m_posting = prepare("insert into posting (journal_id, account_id, amount, balance_after) values (?1, ?2, ?3, ?4)");
    }
    ~BareForks() {
        for (sqlite3_stmt* each : m_all) sqlite3_finalize(each);
        sqlite3_close(m_file);
    }

    void fork(std::int64_t parent) {
        done(m_begin);
        sqlite3_bind_int64(m_parent, 1, parent);
        if (sqlite3_step(m_parent) != SQLITE_ROW) throw std::runtime_error("insufficient");
        const std::int64_t left = sqlite3_column_int64(m_parent, 0), owner = sqlite3_column_int64(m_parent, 1);
        sqlite3_reset(m_parent);
        const std::int64_t first = child(parent, owner, "c1", 3), second = child(parent, owner, "c2", 4);
        done(m_journal);
        const std::int64_t journal = sqlite3_last_insert_rowid(m_file);
        post({journal, parent, -7, left});
        post({journal, first, 3, 3});
        post({journal, second, 4, 4});
        done(m_commit);
    }

private:
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(m_file, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr))
            throw std::runtime_error(sqlite3_errmsg(m_file));
        m_all.push_back(statement);
        return statement;
    }
    void done(sqlite3_stmt* statement) {
        if (sqlite3_step(statement) != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(m_file));
        sqlite3_reset(statement);
    }
    std::int64_t child(std::int64_t parent, std::int64_t owner, const char* name, std::int64_t balance) {
        sqlite3_bind_int64(m_child, 1, parent);
        sqlite3_bind_int64(m_child, 2, owner);
        sqlite3_bind_text(m_child, 3, name, -1, SQLITE_STATIC);
        sqlite3_bind_int64(m_child, 4, balance);
        done(m_child);
        return sqlite3_last_insert_rowid(m_file);
    }
    void post(const std::array<std::int64_t, 4>& values) {
        for (int i = 0; i < 4; ++i) sqlite3_bind_int64(m_posting, i + 1, values[static_cast<std::size_t>(i)]);
        done(m_posting);
    }

    sqlite3* m_file = nullptr;
    std::vector<sqlite3_stmt*> m_all;
    sqlite3_stmt *m_begin = nullptr, *m_commit = nullptr, *m_parent = nullptr, *m_child = nullptr,
                 *m_journal = nullptr, *m_posting = nullptr;
};

double perSecond(int count, SteadyClock::time_point start) {
    return count / std::chrono::duration<double>(SteadyClock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    const auto options = bench::parseOptions(argc, argv, kHelp, {});
    const tests::TempDirectory temporary;
    const std::filesystem::path directory = options.database ? std::filesystem::path(options.database->target)
                                                             : temporary.path();
    const int forks = std::max(100, static_cast<int>(options.seconds * 750)); // of each round
    const int families = forks * (options.pairs + 1);                         // a fork uses its parent up

    auto book = bench::create({storage::Dialect::Sqlite, (directory / "service.db").string()});
    std::vector<services::BulkFamily> loaded;
    for (int i = 0; i < families; ++i) loaded.push_back(bench::familyOf(i, 52'000, 0));
    bench::orDie(book->admin().loadFamilies(loaded));
    BareForks bare((directory / "bare.db").string());

    metrics::MetricRegistry registry;
    const services::SystemClock clock;
    const services::OwnerAuthorizer owner;
    services::GrowthService service(book->ledger(), book->growth(), owner, clock, registry);
    tests::Orders orders(1);
    tests::Grower grower(*book, orders);
    std::int64_t nextParent = domain::kFirstCustomerAccountId, nextBare = 1;
    const auto runService = [&] {
        const auto start = SteadyClock::now();
        for (int i = 0; i < forks; ++i, nextParent += 3) // Gen, Rev and Com of each family
            bench::orDie(service.fork(grower.forkOrder(domain::AccountId(nextParent))));
        return perSecond(forks, start);
    };
    const auto runBare = [&] {
        const auto start = SteadyClock::now();
        for (int i = 0; i < forks; ++i) bare.fork(nextBare = nextBare * 48'271 % 100'003 % 100'000 + 1);
        return perSecond(forks, start);
    };
    runBare(); // both files and caches are warm before the first pair
    runService();
    nlohmann::json result = bench::interleave(options.pairs, runService, runBare).json("growth_sqlite");
    result["verified"] = book->admin().verify({})->ok;
    result["machine"] = bench::machine();
    result["machine"]["sqlite"] = sqlite3_libversion();
    std::printf("%s\n", result.dump(2).c_str());
}
