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
    case FamilySort::Client: return {"r.client_name", "r.id", SortKind::Text, down};
    case FamilySort::Balance: return {std::string(kBalance), "r.id", SortKind::Number, down};
    case FamilySort::OpenedOn: return {"r.opened_on", "r.id", SortKind::Number, down};
    }
    return {"r.id", "r.id", SortKind::Id, down};
}

void addFilters(SqlBuilder& sql, const FamilyQuery& query) {
    for (const std::string& word : searchWords(query.text)) {
        const std::string pattern = sql.bind(containsPattern(word));
        std::string condition = "(lower(r.name) like " + pattern + " escape '!' or lower(r.client_name) like " +
                                pattern + " escape '!'";
        if (const auto id = asId(word)) condition += " or r.id = " + sql.bind(*id);
        sql.condition(condition + ")");
    }
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

} // namespace

Outcome<std::optional<FamilyRow>> FamilyRepository::find(FamilyId id, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<FamilyRow>> {
        auto session = m_pool.lease(call.lane);
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
        auto session = m_pool.lease(call.lane);
        const ListOrder order = orderOf(query);
        SqlBuilder sql(kColumns);
        sql.add(order.value).add(", ").add(order.id).add(" from ").add(kSource);
        addFilters(sql, query);
        addPage(sql, order, request);
        return readPage<FamilyRow>(sql.run(*session, "family.page"), order, request, readRow, kKeyColumn);
    });
}

Outcome<ListIndex> FamilyRepository::index(const FamilyQuery& query, int stride, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<ListIndex> {
        auto session = m_pool.lease(call.lane);
        return readIndex(*session, "family.index", orderOf(query), stride, kSource,
                         [&](SqlBuilder& sql) { addFilters(sql, query); });
    });
}

Outcome<std::vector<ClientRow>> FamilyRepository::findClients(const std::string& text, int limit,
                                                              const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<ClientRow>> {
        auto session = m_pool.lease(call.lane);
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
        auto session = m_pool.lease(call.lane);
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
