#include "storage/entry_repository.h"

#include "storage/list_query.h"
#include "storage/search_words.h"

namespace alluse::storage {

using services::AccountId;
using services::Call;
using services::EntryDetails;
using services::EntryId;
using services::LedgerQuery;
using services::ListIndex;
using services::Money;
using services::Outcome;
using services::Page;
using services::PageRequest;
using services::PostingRow;

namespace {

constexpr std::string_view kColumns = R"(
    select p.entry_id, p.line, p.account_id, a.name, a.type, p.seq, p.business_date, p.recorded_at,
           p.type, p.sleeve, p.amount, p.balance_after, e.note, e.actor,
           coalesce(
               (select o.name from posting q join account o on o.id = q.account_id
                 where q.entry_id = p.entry_id and q.amount = -p.amount order by q.line limit 1),
               (select o.name from posting q join account o on o.id = q.account_id
                 where q.entry_id = p.entry_id and q.account_id <> p.account_id
                   and (q.amount < 0) <> (p.amount < 0)
                 order by q.line limit 1)),
           e.reverses, (select v.id from entry v where v.reverses = p.entry_id),
           p.underlying, p.option_symbol, p.contracts, p.trade_date, )";
constexpr int kKeyColumn = 21;

constexpr std::string_view kSource =
    "posting p join account a on a.id = p.account_id join entry e on e.id = p.entry_id";

constexpr Sql kEntry{"entry.find", R"(
    select e.kind, e.business_date, e.recorded_at, e.note, e.reverses, c.id, c.actor, c.role,
           c.origin, c.reason, (select v.id from entry v where v.reverses = e.id)
      from entry e join command c on c.id = e.command_id
     where e.id = $1)"};
constexpr Sql kStoredPostings{"entry.postings", R"(
    select account_id, type, sleeve, amount, baseline_delta, gain_delta
      from posting where entry_id = $1 order by line)"};

Money money(const Statement& row, int column) { return Money::fromCents(row.integer(column)); }
domain::Date date(const Statement& row, int column) {
    return domain::Date(static_cast<std::int32_t>(row.integer(column)));
}

std::optional<EntryId> entryId(const Statement& row, int column) {
    if (const auto id = row.maybeInteger(column)) return EntryId(*id);
    return std::nullopt;
}

std::optional<domain::TradeDetails> readTrade(const Statement& row, int first) {
    if (row.isNull(first) && row.isNull(first + 1) && row.isNull(first + 2)) return std::nullopt;
    domain::TradeDetails trade;
    trade.underlying = row.string(first);
    trade.optionSymbol = row.string(first + 1);
    trade.contracts = static_cast<std::int32_t>(row.maybeInteger(first + 2).value_or(0));
    if (!row.isNull(first + 3)) trade.tradeDate = date(row, first + 3);
    return trade;
}

PostingRow readRow(const Statement& row) {
    PostingRow posting;
    posting.entryId = EntryId(row.integer(0));
    posting.line = static_cast<std::int32_t>(row.integer(1));
    posting.accountId = AccountId(row.integer(2));
    posting.accountName = row.string(3);
    posting.accountType = static_cast<domain::AccountType>(row.integer(4));
    posting.sequence = row.integer(5);
    posting.businessDate = date(row, 6);
    posting.recordedAt = domain::Timestamp(row.integer(7));
    posting.type = static_cast<domain::TransactionType>(row.integer(8));
    posting.sleeve = static_cast<domain::Sleeve>(row.integer(9));
    posting.amount = money(row, 10);
    posting.balanceAfter = money(row, 11);
    posting.note = row.string(12);
    posting.actor = row.string(13);
    posting.counterparty = row.string(14);
    posting.reverses = entryId(row, 15);
    posting.reversedBy = entryId(row, 16);
    posting.trade = readTrade(row, 17);
    return posting;
}

// Within an account the sequence is the order and has an index. For a family the plus keeps the
// planner from walking the whole ledger by primary key instead of asking for its few accounts.
ListOrder orderOf(const LedgerQuery& query) {
    const bool down = query.descending;
    if (query.account) return {"p.seq", "p.line", SortKind::Number, down};
    if (query.family) return {"+p.entry_id", "p.line", SortKind::Number, down};
    return {"p.entry_id", "p.line", SortKind::Number, down};
}

void addText(SqlBuilder& sql, Dialect dialect, const std::string& text) {
    if (const auto command = domain::CommandId::parse(text)) {
        sql.condition(dialect == Dialect::Sqlite
                          ? "e.command_id = " + sql.bind(command->text())
                          : "e.command_id = cast(" + sql.bind(command->text()) + " as uuid)");
        return;
    }
    for (const std::string& word : searchWords(text)) {
        const std::string pattern = sql.bind(containsPattern(word));
        sql.condition("(lower(e.note) like " + pattern + " escape '!' or lower(a.name) like " + pattern +
                      " escape '!')");
    }
}

void addFilters(SqlBuilder& sql, Dialect dialect, const LedgerQuery& query) {
    sql.condition("p.seq is not null");
    if (query.account) sql.condition("p.account_id = " + sql.bind(query.account->value()));
    if (query.family)
        sql.condition("p.account_id in (select m.id from account m where m.family_id = " +
                      sql.bind(query.family->value()) + ")");
    if (query.from)
        sql.condition("p.business_date >= " + sql.bind(std::int64_t{query.from->daysSinceEpoch()}));
    if (query.to)
        sql.condition("p.business_date <= " + sql.bind(std::int64_t{query.to->daysSinceEpoch()}));
    if (!query.types.empty()) {
        std::string condition = "p.type in (";
        for (std::size_t i = 0; i < query.types.size(); ++i)
            condition += (i ? ", " : "") + sql.bind(static_cast<std::int64_t>(query.types[i]));
        sql.condition(condition + ")");
    }
    addText(sql, dialect, query.text);
}

std::vector<domain::StoredPosting> readStored(Session& session, EntryId id) {
    std::vector<domain::StoredPosting> postings;
    Statement& rows = session.run(kStoredPostings, {id.value()});
    while (rows.next()) {
        domain::StoredPosting posting;
        const std::int64_t account = rows.integer(0);
        if (account < domain::kFirstCustomerAccountId)
            posting.account = static_cast<domain::SystemAccount>(account);
        else posting.account = AccountId(account);
        posting.type = static_cast<domain::TransactionType>(rows.integer(1));
        posting.sleeve = static_cast<domain::Sleeve>(rows.integer(2));
        posting.amount = money(rows, 3);
        posting.baselineDelta = money(rows, 4);
        posting.gainDelta = money(rows, 5);
        postings.push_back(posting);
    }
    return postings;
}

std::vector<PostingRow> readPostings(Session& session, EntryId id) {
    std::vector<PostingRow> postings;
    SqlBuilder sql(kColumns);
    sql.add("p.entry_id, p.line from ").add(kSource);
    sql.condition("p.seq is not null").condition("p.entry_id = " + sql.bind(id.value()));
    sql.add(" order by p.line");
    Statement& rows = sql.run(session, "entry.posting-rows");
    while (rows.next()) postings.push_back(readRow(rows));
    return postings;
}

} // namespace

Outcome<Page<PostingRow>> EntryRepository::page(const LedgerQuery& query, const PageRequest& request,
                                                const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<PostingRow>> {
        auto session = m_pool.lease(call);
        const ListOrder order = orderOf(query);
        SqlBuilder sql(kColumns);
        sql.add(order.value).add(", ").add(order.id).add(" from ").add(kSource);
        addFilters(sql, session->dialect(), query);
        addPage(sql, order, request);
        return readPage<PostingRow>(sql.run(*session, "entry.page"), order, request, readRow, kKeyColumn);
    });
}

Outcome<ListIndex> EntryRepository::index(const LedgerQuery& query, int stride, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<ListIndex> {
        auto session = m_pool.lease(call);
        return readIndex(*session, "entry.index", orderOf(query), stride, kSource,
                         [&](SqlBuilder& sql) { addFilters(sql, session->dialect(), query); });
    });
}

Outcome<std::optional<EntryDetails>> EntryRepository::entry(EntryId id, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<EntryDetails>> {
        auto session = m_pool.lease(call);
        std::optional<EntryDetails> details;
        Statement& row = session->run(kEntry, {id.value()});
        while (row.next()) {
            EntryDetails& found = details.emplace();
            found.stored.id = id;
            found.stored.kind = static_cast<domain::CommandKind>(row.integer(0));
            found.stored.businessDate = date(row, 1);
            found.recordedAt = domain::Timestamp(row.integer(2));
            found.note = row.string(3);
            found.reverses = entryId(row, 4);
            found.commandId = domain::CommandId::parse(row.text(5)).value_or(domain::CommandId());
            found.actor = {row.string(6), row.string(7), row.string(8), row.string(9)};
            found.stored.reversedBy = entryId(row, 10);
        }
        if (!details) return details;
        // Entries never change, so that three statements see one state.
        details->stored.postings = readStored(*session, id);
        details->postings = readPostings(*session, id);
        return details;
    });
}

} // namespace alluse::storage
