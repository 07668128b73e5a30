#include "storage/analytics_repository.h"

#include "storage/account_columns.h"
#include "storage/sql_builder.h"

#include <algorithm>
#include <unordered_map>

namespace alluse::storage {

using domain::AccountId;
using domain::Date;
using domain::FamilyId;
using domain::Money;
using services::AccountMoves;
using services::Call;
using services::Outcome;

namespace {

// Of one account the types of a reversed entry do not mix.
#define ALLUSE_ORIGINAL_TYPE                                                                       \
    "case when p.type = 17 then (select min(o.type) from entry e join posting o on o.entry_id = e.reverses " \
    "where e.id = p.entry_id and o.account_id = p.account_id) else p.type end"

constexpr std::string_view kMoveColumns =
    "p.account_id, p.business_date, p.type, p.sleeve, p.amount, p.baseline_delta, p.underlying, "
    ALLUSE_ORIGINAL_TYPE " from posting p ";

const std::string kAccountMoves = std::string("select ").append(kMoveColumns) +
                                  "where p.account_id = $1 and p.seq is not null and p.business_date <= $2 order by p.seq";
const std::string kFamilyMoves =
    std::string("select ").append(kMoveColumns) +
    "join account a on a.id = p.account_id where a.family_id = $1 and p.seq is not null and p.business_date <= $2 "
    "order by p.account_id, p.seq";
const std::string kBookMoves =
    std::string("select ").append(kMoveColumns) +
    "where p.account_id > $1 and p.account_id <= $2 and p.seq is not null and p.business_date <= $3 "
    "order by p.account_id, p.seq";

const std::string kFacts = std::string("select ").append(kAccountColumns) + ", r.family_name, "
    "(select cast(sum(b.cash + b.contracts + b.leaps + b.tax_reserve) as bigint) from account b "
    "where b.branch_id = r.branch_id and b.status <> 4) from " + std::string(kAccountSource);
const std::string kAccountFacts = kFacts + " where r.id = $1";
const std::string kFamilyFacts = kFacts + " where r.family_id = $1 order by r.id";
const std::string kBookFacts = std::string("select ").append(kAccountColumns) + ", r.family_name, null from " +
                               std::string(kAccountSource) + " where r.id > $1 order by r.id limit $2";

Date dateOf(const Statement& row, int column) { return Date(static_cast<std::int32_t>(row.integer(column))); }
std::int64_t days(Date date) { return date.daysSinceEpoch(); }

AccountMoves readFacts(const Statement& row) {
    domain::Account account = readAccount(row, 0);
    AccountMoves moves;
    moves.account = account.id;
    moves.family = account.familyId;
    moves.name = std::move(account.name);
    moves.reference = std::move(account.reference);
    moves.type = account.type;
    moves.status = account.status;
    moves.isRoot = !account.parent;
    moves.version = account.version;
    moves.policy = account.policy;
    moves.openedOn = account.openedOn;
    moves.familyName = row.string(kAccountColumnCount);
    if (const auto branch = row.maybeInteger(kAccountColumnCount + 1)) moves.branchValue = Money::fromCents(*branch);
    return moves;
}

// Symbols repeat: each is kept once.
std::int32_t symbolIndex(std::vector<std::string>& symbols, std::string_view symbol) {
    const auto index = std::ranges::find(symbols, symbol) - symbols.begin();
    if (index == std::ssize(symbols)) symbols.emplace_back(symbol);
    return static_cast<std::int32_t>(index);
}

void readMove(analytics::MoveSeries& series, const Statement& row) {
    analytics::Move& move = series.moves.emplace_back();
    move.date = dateOf(row, 1);
    move.isReversal = row.integer(2) == static_cast<std::int64_t>(domain::TransactionType::Reversal);
    move.type = static_cast<domain::TransactionType>(row.integer(7));
    move.sleeve = static_cast<domain::Sleeve>(row.integer(3));
    move.amount = Money::fromCents(row.integer(4));
    move.baselineDelta = Money::fromCents(row.integer(5));
    if (!row.isNull(6)) move.symbol = symbolIndex(series.symbols, row.text(6));
}

// Posted in the order of `seq`; a late item has an earlier day.
void sortByDate(analytics::MoveSeries& series) {
    if (!std::ranges::is_sorted(series.moves, {}, &analytics::Move::date))
        std::ranges::stable_sort(series.moves, {}, &analytics::Move::date);
}

// Rows of moves by ascending account, into accounts in the same order.
void readAllMoves(std::vector<AccountMoves>& accounts, Statement& rows) {
    std::size_t at = 0;
    while (rows.next()) {
        const AccountId id(rows.integer(0));
        while (at < accounts.size() && accounts[at].account < id) ++at;
        if (at < accounts.size() && accounts[at].account == id) readMove(accounts[at].series, rows);
    }
    for (AccountMoves& account : accounts) sortByDate(account.series);
}

// Every posting above a mark, and the roll-up below it; a mark of −1 reads all postings and no roll-up.
std::string rollupText(SqlBuilder& sql, std::int64_t mark, Date from, Date to) {
    const std::string first = sql.bind(days(from)), last = sql.bind(days(to)), after = sql.bind(mark);
    std::string text = "with moved (business_date, account_type, type, postings, amount) as (";
    if (mark >= 0)
        text += "select business_date, account_type, type, postings, amount from day_rollup "
                "where business_date <= " + last + " union all ";
    return text + "select p.business_date, a.type, " ALLUSE_ORIGINAL_TYPE ", count(*), sum(p.amount) "
           "from posting p join account a on a.id = p.account_id "
           "where p.entry_id > " + after + " and p.business_date <= " + last + " and p.seq is not null "
           "group by 1, 2, 3) "
           "select case when business_date < " + first + " then -1 "
           "when business_date + (8 - business_date % 7) % 7 > " + last + " then " + last +
           " else business_date + (8 - business_date % 7) % 7 end, "
           "account_type, type, cast(sum(postings) as bigint), cast(sum(amount) as bigint), "
           "(select applied_through from rollup_state) from moved group by 1, 2, 3 order by 1, 2, 3";
}

services::RollupRow readRollup(const Statement& row) {
    return {dateOf(row, 0), static_cast<domain::AccountType>(row.integer(1)),
            static_cast<domain::TransactionType>(row.integer(2)), row.integer(3), Money::fromCents(row.integer(4))};
}

std::int64_t markOf(Session& session) {
    Statement& row = session.run({"analytics.rollup-mark", "select applied_through from rollup_state"});
    std::int64_t mark = 0;
    while (row.next()) mark = row.integer(0);
    return mark;
}

// False: the mark had moved on between the two statements, and the sums would not fit it.
bool readRollups(Session& session, std::int64_t mark, Date from, Date to, services::OverviewRows& result) {
    SqlBuilder sql("");
    sql.add(rollupText(sql, mark, from, to));
    Statement& rows = sql.run(session, "analytics.overview");
    bool fits = true;
    while (rows.next()) {
        fits = fits && (mark < 0 || rows.integer(5) == mark);
        (rows.integer(0) < 0 ? result.before : result.weeks).push_back(readRollup(rows));
    }
    return fits;
}

void readCounts(Session& session, const Sql& sql, services::OverviewRows& result) {
    Statement& rows = session.run(sql);
    while (rows.next()) {
        if (rows.integer(2) == 0) continue;
        if (rows.integer(0) == 0)
            result.families = rows.integer(2);
        else
            result.accounts.push_back({static_cast<domain::AccountType>(rows.integer(0)),
                                       static_cast<domain::AccountStatus>(rows.integer(1)), rows.integer(2)});
    }
}

constexpr Sql kCounts{"analytics.counts", R"(
    select kind, status, cast(sum(count) as bigint) from book_count group by kind, status order by 1, 2)"};
constexpr Sql kCountsOfAll{"analytics.counts-of-all", R"(
    select type, status, count(*) from account where id >= 1000 group by type, status
    union all select 0, 1, count(*) from family order by 1, 2)"};

// On SQLite the newest entry is the mark; the transaction is the only one that writes.
const std::string kApplySqlite = std::string(R"(
    insert into day_rollup
    select p.business_date, a.type, )") + ALLUSE_ORIGINAL_TYPE + R"(, count(*), sum(p.amount)
      from posting p join account a on a.id = p.account_id
     where p.entry_id > (select applied_through from rollup_state) and p.entry_id <= $1 and p.seq is not null
     group by 1, 2, 3
        on conflict (business_date, account_type, type) do update
       set postings = postings + excluded.postings, amount = amount + excluded.amount)";
constexpr Sql kNewestEntry{"analytics.newest-entry", "select coalesce(max(id), 0) from entry"};
constexpr Sql kMoveMark{"analytics.move-mark", "update rollup_state set applied_through = $1"};
constexpr Sql kAdvance{"analytics.advance", "select advance_rollups()"};

} // namespace

Outcome<std::optional<AccountMoves>> AnalyticsRepository::accountMoves(AccountId account, Date asOf,
                                                                       const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<AccountMoves>> {
        auto session = m_pool.lease(call.lane);
        std::optional<AccountMoves> moves;
        Statement& facts = session->run({"analytics.account", kAccountFacts}, {account.value()});
        while (facts.next()) moves = readFacts(facts);
        if (!moves) return moves;
        Statement& rows = session->run({"analytics.account-moves", kAccountMoves}, {account.value(), days(asOf)});
        while (rows.next()) readMove(moves->series, rows);
        sortByDate(moves->series);
        return moves;
    });
}

Outcome<std::vector<AccountMoves>> AnalyticsRepository::familyMoves(FamilyId family, Date asOf, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<AccountMoves>> {
        auto session = m_pool.lease(call.lane);
        std::vector<AccountMoves> accounts;
        Statement& facts = session->run({"analytics.family", kFamilyFacts}, {family.value()});
        while (facts.next()) accounts.push_back(readFacts(facts));
        readAllMoves(accounts, session->run({"analytics.family-moves", kFamilyMoves}, {family.value(), days(asOf)}));
        return accounts;
    });
}

Outcome<std::vector<AccountMoves>> AnalyticsRepository::bookMoves(AccountId after, int limit, Date asOf,
                                                                  const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<AccountMoves>> {
        auto session = m_pool.lease(call.lane);
        std::vector<AccountMoves> accounts;
        const std::int64_t first = std::max(after.value(), domain::kFirstCustomerAccountId - 1);
        Statement& facts = session->run({"analytics.book", kBookFacts}, {first, std::int64_t{limit}});
        while (facts.next()) accounts.push_back(readFacts(facts));
        if (accounts.empty()) return accounts;
        readAllMoves(accounts, session->run({"analytics.book-moves", kBookMoves},
                                            {first, accounts.back().account.value(), days(asOf)}));
        return accounts;
    });
}

Outcome<std::vector<services::PremiumRow>>
AnalyticsRepository::premiums(std::optional<FamilyId> family, Date from, Date to,
                              std::optional<domain::Timestamp> knownAt, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<services::PremiumRow>> {
        auto session = m_pool.lease(call.lane);
        SqlBuilder sql("with trade as (select p.account_id, p.amount, p.type, " ALLUSE_ORIGINAL_TYPE
                       " as original from posting p");
        if (family) sql.add(" join account a on a.id = p.account_id");
        sql.condition("p.business_date between " + sql.bind(days(from)) + " and " + sql.bind(days(to)));
        sql.condition("p.type in (6, 7, 17)").condition("p.seq is not null");
        if (family) sql.condition("a.family_id = " + sql.bind(family->value()));
        if (knownAt) sql.condition("p.recorded_at <= " + sql.bind(knownAt->microsSinceEpoch()));
        sql.add(R"()
            select f.id, f.name, a.id, a.name, a.type,
                   sum(case when t.type = 17 then -1 else 1 end),
                   cast(sum(case when t.original = 6 then t.amount else 0 end) as bigint),
                   cast(sum(case when t.original = 7 then t.amount else 0 end) as bigint)
              from trade t join account a on a.id = t.account_id join family f on f.id = a.family_id
             where t.original in (6, 7)
             group by f.id, f.name, a.id, a.name, a.type order by f.name, f.id, a.id)");
        std::vector<services::PremiumRow> result;
        Statement& rows = sql.run(*session, "analytics.premiums");
        while (rows.next())
            result.push_back({FamilyId(rows.integer(0)), rows.string(1), AccountId(rows.integer(2)), rows.string(3),
                              static_cast<domain::AccountType>(rows.integer(4)), rows.integer(5),
                              Money::fromCents(rows.integer(6)), Money::fromCents(rows.integer(7))});
        return result;
    });
}

Outcome<services::OverviewRows> AnalyticsRepository::overview(Date from, Date to, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<services::OverviewRows> {
        auto session = m_pool.lease(call.lane);
        services::OverviewRows result;
        while (!readRollups(*session, markOf(*session), from, to, result)) result = {};
        readCounts(*session, kCounts, result);
        return result;
    });
}

Outcome<services::OverviewRows> AnalyticsRepository::overviewFromPostings(Date from, Date to, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<services::OverviewRows> {
        auto session = m_pool.lease(call.lane);
        services::OverviewRows result;
        readRollups(*session, -1, from, to, result);
        readCounts(*session, kCountsOfAll, result);
        return result;
    });
}

Outcome<std::int64_t> AnalyticsRepository::advanceRollups(const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<std::int64_t> {
        auto session = m_writers.lease(call.lane);
        std::int64_t applied = 0;
        if (session->dialect() == Dialect::Postgresql) {
            Statement& row = session->run(kAdvance);
            while (row.next()) applied = row.integer(0);
            return applied;
        }
        session->begin(Work::Writing);
        try {
            const std::int64_t mark = markOf(*session);
            std::int64_t newest = 0;
            Statement& row = session->run(kNewestEntry);
            while (row.next()) newest = row.integer(0);
            if (newest > mark) {
                session->run({"analytics.apply", kApplySqlite}, {newest});
                session->run(kMoveMark, {newest});
                applied = newest - mark;
            }
            session->commit();
        } catch (...) {
            session->rollback();
            throw;
        }
        return applied;
    });
}

} // namespace alluse::storage
