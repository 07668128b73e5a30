#include "storage/family_repository.h"

#include "storage/list_query.h"
#include "storage/search_words.h"

namespace alluse::storage {

using services::BookTotals;
using services::Call;
using services::ClientRow;
using services::FamilyId;
using services::FamilyQuery;
using services::FamilyRow;
using services::FamilySort;
using services::ListIndex;
using services::Money;
using services::Outcome;
using services::Page;
using services::PageRequest;

namespace {

// The plus keeps the planner from preferring an index on type or status over the family's.
// The figures are asked for the rows of the page alone, by the index on account (family_id).
constexpr std::string_view kColumns = R"(
    select r.id, r.name, r.client_id, r.client_name, r.template, r.opened_on,
           (select count(*) from account a where a.family_id = r.id and +a.status <> 4),
           (select count(*) from account a where a.family_id = r.id and +a.status = 4),
           (select cast(coalesce(sum(a.cash + a.contracts + a.leaps + a.tax_reserve), 0) as bigint)
              from account a where a.family_id = r.id and +a.type = 1),
           (select cast(coalesce(sum(a.cash + a.contracts + a.leaps + a.tax_reserve), 0) as bigint)
              from account a where a.family_id = r.id and +a.type = 2),
           (select cast(coalesce(sum(a.cash + a.contracts + a.leaps + a.tax_reserve), 0) as bigint)
              from account a where a.family_id = r.id and +a.type = 3), )";
constexpr int kKeyColumn = 11;

constexpr std::string_view kSource = R"((
    select f.id, f.name, f.client_id, c.name as client_name, f.template, f.opened_on
      from family f join client c on c.id = f.client_id) r)";

constexpr std::string_view kBalance =
    "(select cast(coalesce(sum(a.cash + a.contracts + a.leaps + a.tax_reserve), 0) as bigint) "
    "from account a where a.family_id = r.id)";

constexpr Sql kFindClients{"client.find", R"(
    select id, name, coalesce(external_reference, ''), contact, notes
      from client
     where lower(name) like $1 escape '!'
     order by case when lower(name) like $2 escape '!' then 0 else 1 end, name, id
     limit $3)"};

constexpr Sql kFamilies{"book.families", "select count(*) from family"};
// The plus keeps the planner from fetching every row through the index on type.
constexpr Sql kTotals{"book.totals", R"(
    select +type, count(*), cast(sum(case when status = 4 then 1 else 0 end) as bigint),
           cast(sum(cash + contracts + leaps + tax_reserve) as bigint)
      from account where id >= 1000 group by +type)"};

ListOrder orderOf(const FamilyQuery& query) {
    const bool down = query.descending;
    switch (query.sort) {
    case FamilySort::Id: return {"r.id", "r.id", SortKind::Id, down};
    case FamilySort::Name: return {"r.name", "r.id", SortKind::Text, down};
    case FamilySort::Client: return {"r.client_name", "r.id", SortKind::Text, down, true};
    case FamilySort::Balance: return {std::string(kBalance), "r.id", SortKind::Number, down};
    case FamilySort::OpenedOn: return {"r.opened_on", "r.id", SortKind::Number, down};
    }
    return {"r.id", "r.id", SortKind::Id, down};
}

FamilyRow readRow(const Statement& row) {
    FamilyRow family;
    family.id = FamilyId(row.integer(0));
    family.name = row.string(1);
    family.clientId = domain::ClientId(row.integer(2));
    family.clientName = row.string(3);
    family.templateName = row.string(4);
    family.openedOn = domain::Date(static_cast<std::int32_t>(row.integer(5)));
    family.accountsOpen = static_cast<std::int32_t>(row.integer(6));
    family.accountsClosed = static_cast<std::int32_t>(row.integer(7));
    family.generation = Money::fromCents(row.integer(8));
    family.revenue = Money::fromCents(row.integer(9));
    family.compounding = Money::fromCents(row.integer(10));
    family.balance = family.generation + family.revenue + family.compounding;
    return family;
}

// The rows of a page are chosen first; their figures are summed for them only.
Page<FamilyRow> chosenPage(Session& session, std::string_view id, const ListOrder& order,
                           const PageRequest& request, std::string_view rows,
                           const std::function<void(SqlBuilder&)>& addConditions,
                           std::string_view behind = "") {
    SqlBuilder sql(kColumns);
    sql.add(order.value).add(", ").add(order.id).add(" from (select r.id from ").add(rows);
    addConditions(sql);
    if (!behind.empty()) sql.level(behind);
    addPage(sql, order, request);
    sql.level(") k join ").add(kSource).add(" on r.id = k.id\n order by ").add(order.text());
    return readPage<FamilyRow>(sql.run(session, id), order, request, readRow, kKeyColumn);
}

// As for accounts: the next stretch is compared, and the indexes are asked when it fills no page.
Page<FamilyRow> searchedPage(Session& session, const std::vector<std::string>& words,
                             const ListOrder& order, const PageRequest& request) {
    if (order.kind == SortKind::Id || order.value == "r.name") {
        // SQLite reads its indexes on names from end to end in some 60 ms, whatever the word.
        const bool isIndexed = session.dialect() == Dialect::Sqlite || hasTrigram(words);
        const auto end = stretchEnd(session, "family.stretch", "family r", order, request,
                                    isIndexed ? kStretchRows : kLongStretchRows);
        auto page = chosenPage(session, "family.page-walked", order, request, kSource, [&](SqlBuilder& sql) {
            compareFamily(sql, "r", words);
            if (end) addUpTo(sql, order, *end);
        });
        if (!end || page.next) return page;
    }
    const auto lookUp = [&](SqlBuilder& sql) { lookUpFamily(sql, session.dialect(), "r", words); };
    if (session.dialect() == Dialect::Sqlite)
        return chosenPage(session, "family.page-chosen", order, request, kSource, lookUp);
    return chosenPage(session, "family.page-chosen", order, request,
                      "(select r.* from " + std::string(kSource), lookUp, " offset 0) r");
}

} // namespace

Outcome<std::optional<FamilyRow>> FamilyRepository::find(FamilyId id, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<FamilyRow>> {
        auto session = m_pool.lease(call);
        SqlBuilder sql(kColumns);
        sql.add("r.id, r.id from ").add(kSource);
        sql.condition("r.id = " + sql.bind(id.value()));
        Statement& rows = sql.run(*session, "family.find");
        std::optional<FamilyRow> family;
        while (rows.next()) family = readRow(rows);
        return family;
    });
}

Outcome<Page<FamilyRow>> FamilyRepository::page(const FamilyQuery& query, const PageRequest& request,
                                                const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<FamilyRow>> {
        auto session = m_pool.lease(call);
        const ListOrder order = orderOf(query);
        const auto words = searchWords(query.text);
        if (!words.empty()) return searchedPage(*session, words, order, request);
        SqlBuilder sql(kColumns);
        sql.add(order.value).add(", ").add(order.id).add(" from ").add(kSource);
        addPage(sql, order, request);
        return readPage<FamilyRow>(sql.run(*session, "family.page"), order, request, readRow, kKeyColumn);
    });
}

Outcome<ListIndex> FamilyRepository::index(const FamilyQuery& query, int stride, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<ListIndex> {
        auto session = m_pool.lease(call);
        const auto words = searchWords(query.text);
        return readIndex(*session, "family.index", orderOf(query), stride, kSource, [&](SqlBuilder& sql) {
            lookUpFamily(sql, session->dialect(), "r", words);
        });
    });
}

Outcome<std::vector<ClientRow>> FamilyRepository::findClients(const std::string& text, int limit,
                                                              const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<ClientRow>> {
        auto session = m_pool.lease(call);
        std::string words;
        for (const std::string& word : searchWords(text)) words += (words.empty() ? "" : " ") + word;
        const std::string contains = containsPattern(words);
        const std::string startsWith = contains.substr(1);
        std::vector<ClientRow> clients;
        Statement& rows = session->run(kFindClients, {std::string_view(contains),
                                                      std::string_view(startsWith),
                                                      std::int64_t{std::max(limit, 1)}});
        while (rows.next())
            clients.push_back({domain::ClientId(rows.integer(0)), rows.string(1), rows.string(2),
                               rows.string(3), rows.string(4)});
        return clients;
    });
}

Outcome<BookTotals> FamilyRepository::totals(const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<BookTotals> {
        auto session = m_pool.lease(call);
        BookTotals totals;
        Statement& families = session->run(kFamilies);
        while (families.next()) totals.families = families.integer(0);
        Statement& rows = session->run(kTotals);
        while (rows.next()) {
            totals.accounts += rows.integer(1);
            totals.accountsClosed += rows.integer(2);
            const Money sum = Money::fromCents(rows.integer(3));
            switch (static_cast<domain::AccountType>(rows.integer(0))) {
            case domain::AccountType::Generation: totals.generation = sum; break;
            case domain::AccountType::Revenue: totals.revenue = sum; break;
            case domain::AccountType::Compounding: totals.compounding = sum; break;
            }
        }
        return totals;
    });
}

} // namespace alluse::storage
