#include "storage/account_repository.h"

#include "storage/account_columns.h"
#include "storage/list_query.h"
#include "storage/search_words.h"

#include <nlohmann/json.hpp>

namespace alluse::storage {

using domain::Account;
using services::AccountDetails;
using services::AccountId;
using services::AccountQuery;
using services::AccountRow;
using services::AccountSort;
using services::Call;
using services::Date;
using services::ListIndex;
using services::Money;
using services::Outcome;
using services::Page;
using services::PageRequest;

namespace {

constexpr std::string_view kRowColumns =
    "select r.id, r.reference, r.name, r.client_id, r.client_name, r.family_id, r.family_name, "
    "r.type, r.status, r.balance, r.cash, r.baseline, r.available, r.forking_enabled, "
    "r.fork_threshold, r.depth, r.opened_on, r.last_activity_on, r.version, ";

constexpr Sql kFindByReference{"account.find-by-reference",
                               "select id from account where reference = $1 and id >= 1000"};
constexpr Sql kFindByReferencesSqlite{
    "account.find-by-references.sqlite",
    "select reference, id from account "
    "where id >= 1000 and reference in (select value from json_each($1))"};
constexpr Sql kFindByReferencesPostgresql{
    "account.find-by-references.postgresql",
    "select reference, id from account "
    "where id >= 1000 and reference in (select json_array_elements_text(cast($1 as json)))"};

// Both are sums over an index that holds the account, the dates and the amount.
constexpr Sql kBalanceAsOf{"account.balance-as-of", R"(
    select cast(coalesce(sum(amount), 0) as bigint) from posting
     where account_id = $1 and seq is not null and business_date <= $2)"};
constexpr Sql kBalanceAsKnown{"account.balance-as-known", R"(
    select cast(coalesce(sum(amount), 0) as bigint) from posting
     where account_id = $1 and seq is not null and business_date <= $2 and recorded_at <= $3)"};
constexpr Sql kDailyChanges{"account.daily-changes", R"(
    select business_date, cast(sum(amount) as bigint) from posting
     where account_id = $1 and seq is not null group by business_date order by business_date)"};

constexpr int kKeyColumn = 19; // behind kRowColumns

// "Never" in account_row, so that the column sorts and pages without nulls.
constexpr std::int64_t kNoActivity = -2'147'483'648;

Date date(const Statement& row, int column) {
    return Date(static_cast<std::int32_t>(row.integer(column)));
}
Money money(const Statement& row, int column) { return Money::fromCents(row.integer(column)); }
std::int32_t small(const Statement& row, int column) {
    return static_cast<std::int32_t>(row.integer(column));
}
std::optional<Date> activity(const Statement& row, int column) {
    if (row.integer(column) == kNoActivity) return std::nullopt;
    return date(row, column);
}

AccountRow readRow(const Statement& row) {
    AccountRow account;
    account.id = AccountId(row.integer(0));
    account.reference = row.string(1);
    account.name = row.string(2);
    account.clientId = domain::ClientId(row.integer(3));
    account.clientName = row.string(4);
    account.familyId = domain::FamilyId(row.integer(5));
    account.familyName = row.string(6);
    account.type = static_cast<domain::AccountType>(row.integer(7));
    account.status = static_cast<domain::AccountStatus>(row.integer(8));
    account.balance = money(row, 9);
    account.cash = money(row, 10);
    account.baseline = money(row, 11);
    account.available = money(row, 12);
    account.forkingEnabled = row.integer(13) != 0;
    account.forkThreshold = money(row, 14);
    account.depth = small(row, 15);
    account.openedOn = date(row, 16);
    account.lastActivityOn = activity(row, 17);
    account.version = row.integer(18);
    return account;
}

ListOrder orderOf(const AccountQuery& query) {
    const bool down = query.descending;
    switch (query.sort) {
    case AccountSort::Id: return {"r.id", "r.id", SortKind::Id, down};
    case AccountSort::Name: return {"r.name", "r.id", SortKind::Text, down};
    case AccountSort::Client: return {"r.client_name", "r.id", SortKind::Text, down, true};
    case AccountSort::Type: return {"r.type", "r.id", SortKind::Number, down};
    case AccountSort::Status: return {"r.status", "r.id", SortKind::Number, down};
    case AccountSort::Balance: return {"r.balance", "r.id", SortKind::Number, down};
    case AccountSort::Surplus: return {"r.surplus", "r.id", SortKind::Number, down};
    case AccountSort::Available: return {"r.available", "r.id", SortKind::Number, down};
    case AccountSort::LastActivity: return {"r.last_activity_on", "r.id", SortKind::Number, down};
    }
    return {"r.id", "r.id", SortKind::Id, down};
}

// Orders with an index of their own: the first rows are there at once.
bool isWalkable(AccountSort sort) {
    return sort == AccountSort::Id || sort == AccountSort::Name || sort == AccountSort::Type
           || sort == AccountSort::Status;
}

template <class Enum>
void addOneOf(SqlBuilder& sql, std::string_view column, const std::vector<Enum>& values) {
    if (values.empty()) return;
    std::string condition = std::string(column) + " in (";
    for (std::size_t i = 0; i < values.size(); ++i)
        condition += (i ? ", " : "") + sql.bind(static_cast<std::int64_t>(values[i]));
    sql.condition(condition + ")");
}

// Whether the rows of account_own have all that an order and the filters ask for.
bool isOwn(const AccountQuery& query) { return query.sort != AccountSort::Client && !query.client; }

void addFilters(SqlBuilder& sql, const AccountQuery& query) {
    // Few values with many rows each: the plus keeps the order's own index in charge.
    addOneOf(sql, "+r.type", query.types);
    addOneOf(sql, "+r.status", query.statuses);
    if (query.balanceMin) sql.condition("r.balance >= " + sql.bind(query.balanceMin->cents()));
    if (query.balanceMax) sql.condition("r.balance <= " + sql.bind(query.balanceMax->cents()));
    if (query.surplusMin) sql.condition("r.surplus >= " + sql.bind(query.surplusMin->cents()));
    if (query.family) sql.condition("r.family_id = " + sql.bind(query.family->value()));
    if (query.client) sql.condition("r.client_id = " + sql.bind(query.client->value()));
}

// SQLite takes the first half of "(type, id) > (…)" to its index and walks all accounts of that type.
// Told apart, the rest of this type and the types behind it are two ranges.
Page<AccountRow> twoRangesPage(Session& session, const AccountQuery& query, const PageRequest& request) {
    const ListOrder order = orderOf(query);
    const std::string sign = order.descending ? " < " : " > ";
    SqlBuilder sql(kRowColumns);
    const std::string value = sql.bind(std::get<std::int64_t>(request.after->value));
    const std::string rows = sql.bind(std::int64_t{pageLimit(request)} + 1 + request.skip);
    sql.add(order.value).add(", ").add(order.id).add("\n  from (");
    for (const bool isSame : {true, false}) {
        sql.level(isSame ? "select * from (select r.id from account_row r"
                         : " union all select * from (select r.id from account_row r");
        sql.condition(order.value + (isSame ? " = " : sign) + value);
        if (isSame) sql.condition(order.id + sign + sql.bind(request.after->id));
        addFilters(sql, query);
        sql.add(" order by " + order.text() + " limit " + rows + ")");
    }
    PageRequest chosen = request;
    chosen.after.reset();
    sql.level(") k join account_row r on r.id = k.id");
    addPage(sql, order, chosen);
    return readPage<AccountRow>(sql.run(session, "account.page-ranges"), order, request, readRow, kKeyColumn);
}

// The list is read in its order from where the page begins.
Page<AccountRow> plainPage(Session& session, const AccountQuery& query, const PageRequest& request) {
    const bool hasFewValues = query.sort == AccountSort::Type || query.sort == AccountSort::Status;
    if (session.dialect() == Dialect::Sqlite && hasFewValues && request.after)
        return twoRangesPage(session, query, request);
    const ListOrder order = orderOf(query);
    SqlBuilder sql(kRowColumns);
    sql.add(order.value).add(", ").add(order.id).add("\n  from account_row r");
    addFilters(sql, query);
    addPage(sql, order, request);
    return readPage<AccountRow>(sql.run(session, "account.page"), order, request, readRow, kKeyColumn);
}

// The rows of a page are chosen first, by the columns of the account alone where that is enough;
// names and the rest are fetched for them only. `rows` is a table or a subquery with r as its name.
Page<AccountRow> chosenPage(Session& session, std::string_view id, const AccountQuery& query,
                            const PageRequest& request, std::string_view rows,
                            const std::function<void(SqlBuilder&)>& addConditions,
                            std::string_view behind = "") {
    const ListOrder order = orderOf(query);
    SqlBuilder sql(kRowColumns);
    sql.add(order.value).add(", ").add(order.id).add("\n  from (select r.id from ").add(rows);
    addConditions(sql);
    if (!behind.empty()) sql.level(behind);
    addPage(sql, order, request);
    sql.level(") k join account_row r on r.id = k.id\n order by ").add(order.text());
    return readPage<AccountRow>(sql.run(session, id), order, request, readRow, kKeyColumn);
}

// Compares the rows of the next stretch of the list. None: they fill no page, and the rest of the
// list is too long to compare.
std::optional<Page<AccountRow>> walkedPage(Session& session, const AccountSearch& search,
                                           const AccountQuery& query, const PageRequest& request) {
    const ListOrder order = orderOf(query);
    const auto end = stretchEnd(session, "account.stretch", "account_own r", order, request,
                                search.isIndexed() ? kStretchRows : kLongStretchRows);
    auto page = chosenPage(session, "account.page-walked", query, request,
                           std::string(search.comparedRows()) + " r", [&](SqlBuilder& sql) {
                               search.compare(sql, "r");
                               addFilters(sql, query);
                               if (end) addUpTo(sql, order, *end);
                           });
    if (end && !page.next) return std::nullopt;
    return page;
}

// Compares whatever the filters or the order lead to.
Page<AccountRow> comparedPage(Session& session, const AccountSearch& search, const AccountQuery& query,
                              const PageRequest& request) {
    return chosenPage(session, "account.page-compared", query, request, "account_row r",
                      [&](SqlBuilder& sql) {
                          search.compare(sql, "r");
                          addFilters(sql, query);
                      });
}

// Asks the index for the rows that match and sorts them.
Page<AccountRow> lookedUpPage(Session& session, const AccountSearch& search, const AccountQuery& query,
                              const PageRequest& request) {
    const std::string source(isOwn(query) ? search.lookedUpRows() : "account_row");
    const auto addConditions = [&](SqlBuilder& sql) {
        search.lookUp(sql, "r");
        addFilters(sql, query);
    };
    if (session.dialect() == Dialect::Sqlite || search.isEmpty())
        return chosenPage(session, "account.page-chosen", query, request, source + " r", addConditions);
    // PostgreSQL takes a list for evenly mixed and would rather walk it in its order; what stands
    // before "offset 0" is planned without the order in mind.
    return chosenPage(session, "account.page-chosen", query, request,
                      "(select r.* from " + source + " r", addConditions, " offset 0) r");
}

Statement& found(Session& session, AccountId id) { return session.run(findAccountSql(), {id.value()}); }

// Reads a statement to its end, so that it holds no snapshot, and keeps the first row.
template <class Value, class Read>
std::optional<Value> firstRow(Statement& rows, Read read) {
    std::optional<Value> value;
    while (rows.next())
        if (!value) value = read(rows);
    return value;
}

} // namespace

// The names that only details show stand behind the account's own columns.
const Sql& findAccountSql() {
    static const std::string text = "select " + std::string(kAccountColumns) +
                                    ", r.client_name, r.family_name, r.last_activity_on, "
                                    "(select a.name from account a where a.id = r.parent_id) from " +
                                    std::string(kAccountSource) + " where r.id = $1";
    static const Sql sql{"account.find", text};
    return sql;
}

Outcome<std::optional<Account>> AccountRepository::find(AccountId id, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<Account>> {
        auto session = m_pool.lease(call);
        return firstRow<Account>(found(*session, id), [](const Statement& row) { return readAccount(row, 0); });
    });
}

Outcome<std::optional<AccountDetails>> AccountRepository::details(AccountId id, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<AccountDetails>> {
        auto session = m_pool.lease(call);
        return firstRow<AccountDetails>(found(*session, id), [](const Statement& row) {
            constexpr int names = kAccountColumnCount;
            return AccountDetails{readAccount(row, 0), row.string(names), row.string(names + 1),
                                  row.isNull(names + 3) ? std::string() : row.string(names + 3),
                                  activity(row, names + 2)};
        });
    });
}

Outcome<std::optional<AccountId>> AccountRepository::findByReference(const std::string& reference,
                                                                     const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<AccountId>> {
        auto session = m_pool.lease(call);
        return firstRow<AccountId>(session->run(kFindByReference, {std::string_view(reference)}),
                                   [](const Statement& row) { return AccountId(row.integer(0)); });
    });
}

Outcome<std::unordered_map<std::string, AccountId>>
AccountRepository::findByReferences(std::span<const std::string> references, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::unordered_map<std::string, AccountId>> {
        auto session = m_pool.lease(call);
        const std::string list = nlohmann::json(references).dump();
        Statement& rows = session->run(session->dialect() == Dialect::Sqlite
                                           ? kFindByReferencesSqlite
                                           : kFindByReferencesPostgresql,
                                       {std::string_view(list)});
        std::unordered_map<std::string, AccountId> ids;
        while (rows.next()) ids.emplace(rows.string(0), AccountId(rows.integer(1)));
        return ids;
    });
}

Outcome<Page<AccountRow>> AccountRepository::page(const AccountQuery& query,
                                                  const PageRequest& request, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<AccountRow>> {
        auto session = m_pool.lease(call);
        const AccountSearch search(*session, query.text);
        const bool isByClient = query.sort == AccountSort::Client;
        if (search.isEmpty() && (isWalkable(query.sort) || isByClient)) return plainPage(*session, query, request);
        if (search.isEmpty() || search.isRare()) return lookedUpPage(*session, search, query, request);
        if (query.client || query.family || isByClient) return comparedPage(*session, search, query, request);
        if (isWalkable(query.sort))
            if (auto page = walkedPage(*session, search, query, request)) return *std::move(page);
        return lookedUpPage(*session, search, query, request);
    });
}

Outcome<ListIndex> AccountRepository::index(const AccountQuery& query, int stride, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<ListIndex> {
        auto session = m_pool.lease(call);
        const AccountSearch search(*session, query.text);
        return readIndex(*session, "account.index", orderOf(query), stride,
                         std::string(isOwn(query) ? search.lookedUpRows() : "account_row") + " r",
                         [&](SqlBuilder& sql) {
                             search.lookUp(sql, "r");
                             addFilters(sql, query);
                         });
    });
}

Outcome<Money> AccountRepository::balanceAsOf(AccountId id, Date asOf,
                                              std::optional<domain::Timestamp> knownAt,
                                              const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Money> {
        auto session = m_pool.lease(call);
        const std::int64_t day = asOf.daysSinceEpoch();
        Statement& rows =
            knownAt ? session->run(kBalanceAsKnown, {id.value(), day, knownAt->microsSinceEpoch()})
                    : session->run(kBalanceAsOf, {id.value(), day});
        return firstRow<Money>(rows, [](const Statement& row) { return money(row, 0); })
            .value_or(Money());
    });
}

Outcome<std::vector<services::SeriesPoint>>
AccountRepository::equitySeries(AccountId id, Date from, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<services::SeriesPoint>> {
        auto session = m_pool.lease(call);
        std::vector<services::SeriesPoint> points;
        Money balance;
        Statement& rows = session->run(kDailyChanges, {id.value()});
        while (rows.next()) {
            balance = balance + money(rows, 1);
            if (date(rows, 0) >= from) points.push_back({date(rows, 0), balance});
        }
        return points;
    });
}

} // namespace alluse::storage
