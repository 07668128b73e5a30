// The value of an account with a thousand descendants by its path, against a recursive query over the parents
// (which gets an index of its own), on SQLite and on PostgreSQL.
// Prints one JSON object; `a` is the service's read, `b` the recursive query, in microseconds (ceiling 0.40).

#include "bench/bench_support.h"
#include "services/ports/read_port.h"
#include "storage/postgresql/postgres_session.h"
#include "storage/sqlite/sqlite_session.h"
#include "support/temp_directory.h"

#include <cstdio>

using namespace alluse;

namespace {

constexpr std::string_view kHelp =
    "bench_lineage: the value of an account and its 999 descendants by path (a) and by a recursive query (b),\n"
    "microseconds a call, ceiling 0.40; on a SQLite file and, when a server is named, on PostgreSQL.\n"
    "--families says how many other families of the same size there are (default 50).\n";
constexpr int kNodes = 1'000;

constexpr storage::Sql kRecursive{"bench.recursive", R"(
    with recursive member (id) as (
        select cast($1 as bigint)
         union all
        select a.id from member m join account a on a.parent_id = m.id where a.parent_id is not null)
    select sum(case when a.status <> 4 then 1 else 0 end),
           cast(sum(a.cash + a.contracts + a.leaps + a.tax_reserve) as bigint)
      from member m join account a on a.id = m.id)"};

// A Gen-Acc from which all others descend; each has three children.
services::BulkFamily familyOf(std::int64_t number) {
    const auto opened = *domain::Date::fromParts(2020, 1, 6);
    services::BulkFamily family;
    family.client.name = family.name = "Family " + std::to_string(number);
    family.templateName = "moderate";
    family.openedOn = opened;
    for (int i = 0; i < kNodes; ++i) {
        services::BulkAccount& row = family.accounts.emplace_back();
        row.account.name = family.name + " Gen-Acc-F" + std::to_string(i);
        row.account.type = domain::AccountType::Generation;
        row.account.policy = domain::Policy::defaultsFor(row.account.type);
        row.openedOn = opened;
        if (i > 0) {
            row.parentIndex = static_cast<std::size_t>((i - 1) / 3);
            row.depth = family.accounts[*row.parentIndex].depth + 1;
        }
        const auto amount = domain::Money::fromCents(26'000'00 + i);
        services::BulkEntry& entry = family.entries.emplace_back();
        entry.kind = domain::CommandKind::Post;
        entry.commandId = domain::CommandId::fromRandom(static_cast<std::uint64_t>(number) + 7, static_cast<std::uint64_t>(i));
        entry.businessDate = opened;
        entry.recordedAt = domain::Timestamp(1'578'322'800'000'000 + i);
        entry.postings = {
            {static_cast<std::size_t>(i), domain::TransactionType::Deposit, domain::Sleeve::Cash, amount, amount, {}},
            {domain::SystemAccount::ClientCash, domain::TransactionType::Deposit, domain::Sleeve::Cash,
             amount.negated(), {}, {}}};
    }
    return family;
}

nlohmann::json measure(storage::Database& database, storage::Session& session, const bench::Options& options) {
    const std::int64_t families = options.families > 0 ? options.families : 50;
    for (std::int64_t i = 0; i < families; ++i) {
        const std::vector one{familyOf(i)};
        bench::orDie(database.admin().loadFamilies(one));
    }
    session.execute("create index bench_parent on account (parent_id) where parent_id is not null");
    session.execute("analyze");
    std::int64_t root = domain::kFirstCustomerAccountId;
    services::SubtreeValue ours{}, recursive{};
    const int calls = std::max(10, static_cast<int>(options.seconds * 100));
    const auto each = [&](const std::function<void()>& call) {
        return bench::microsOf([&] {
                   for (int i = 0; i < calls; ++i) call();
               }) / calls;
    };
    const auto byPath = [&] {
        return each([&] { ours = bench::orDie(database.growth().subtreeValue(domain::AccountId(root))).value(); });
    };
    const auto byRecursion = [&] {
        return each([&] {
            auto& row = session.run(kRecursive, {root});
            while (row.next())
                recursive = {static_cast<std::int32_t>(row.integer(0)), domain::Money::fromCents(row.integer(1))};
        });
    };
    byPath();
    byRecursion();
    nlohmann::json result = bench::interleave(options.pairs, byPath, byRecursion).json("lineage");
    result["nodes"] = ours.accounts;
    result["equal"] = ours.accounts == recursive.accounts && ours.value == recursive.value;
    for (const std::int64_t offset : {1, 5, 40, 999}) { // inner nodes and a leaf
        root = domain::kFirstCustomerAccountId + offset;
        byPath();
        byRecursion();
        result["equal"] = result["equal"].get<bool>() && ours.accounts == recursive.accounts && ours.value == recursive.value;
    }
    return result;
}

} // namespace

int main(int argc, char** argv) {
    const auto options = bench::parseOptions(argc, argv, kHelp, {});
    nlohmann::json result;
    {
        const tests::TempDirectory folder;
        const storage::DatabaseLocation location{storage::Dialect::Sqlite, (folder.path() / "book.db").string()};
        const auto database = bench::create(location);
        storage::sqlite::SqliteSession session(location.target, storage::sqlite::OpenMode::Write, nullptr);
        result["sqlite"] = measure(*database, session, options);
    }
    if (options.database || std::getenv("ALLUSE_TEST_POSTGRES") != nullptr) {
        const bench::PostgresScratch scratch(bench::postgresServer(options), "lineage");
        const auto database = bench::create({storage::Dialect::Postgresql, scratch.conninfo()});
        storage::PostgresSession session(scratch.conninfo(), nullptr);
        result["postgresql"] = measure(*database, session, options);
    }
    result["machine"] = bench::machine();
    std::printf("%s\n", result.dump(2).c_str());
    return 0;
}
