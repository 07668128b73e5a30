// What forks, merges, reinvestments and undos are planned from. One statement is one snapshot; the
// undo, which asks several, reads them in one transaction.

#include "storage/account_columns.h"
#include "storage/growth_columns.h"
#include "storage/growth_repository.h"
#include "storage/unit_of_work.h"

#include <algorithm>
#include <map>

namespace alluse::storage {

using domain::Account;
using domain::ForkContext;
using domain::MergeContext;
using domain::UndoContext;

namespace {

// The account's own row without the joins of account_row, under other names for account and policy.
std::string accountColumns(std::string_view account, std::string_view policy) {
    std::string text;
    const std::string_view from = kAccountColumns;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const bool isName = i + 1 < from.size() && from[i + 1] == '.' && (i == 0 || from[i - 1] == ' ');
        if (isName && from.substr(i, 11) == "r.client_id") text += 'f';
        else if (isName && from[i] == 'r') text += account;
        else if (isName && from[i] == 'p') text += policy;
        else text += from[i];
    }
    return text;
}

// Without the policy: each column costs a plan more than the row it comes from.
std::string ownColumns(std::string_view account) {
    const std::string all = accountColumns(account, "p");
    return all.substr(0, all.rfind(',', all.find("p.initial_allocation_bp")));
}

// One row for each account: `columns` of it, its family, the limits, the family's Com-Acc, and one
// column more. $1 names accounts, $2 is the business date.
std::string contextText(const std::string& columns, std::string_view more, std::string_view where) {
    return "select " + columns + ", " + std::string(kFamilyGrowthColumns) + ", " +
           std::string(kLimitsColumns) + ", " + ownColumns("c") + ", " + std::string(more) +
           "\n  from account r join policy p on p.account_id = r.id and p.version = r.policy_version"
           "\n  join family f on f.id = r.family_id cross join (select * from growth_limits limit 1) l"
           "\n  left join account c on c.id = f.com_account_id"
           "\n where " + std::string(where);
}

// Where the parts of the row begin, behind an account of `Width` columns.
template <int Width>
struct Columns {
    static constexpr int kFamily = Width;
    static constexpr int kLimits = kFamily + kFamilyGrowthCount;
    static constexpr int kCom = kLimits + kLimitsCount;
    static constexpr int kMore = kCom + kAccountOwnColumnCount;
};

// A parent with its policy, which the child inherits. Merges of it say nothing about a fork.
std::string parentColumns() { return accountColumns("r", "p") + ", r.last_forked_at, r.fork_held, null"; }
using ForkColumns = Columns<kAccountColumnCount + kAccountGrowthCount>;

// A member of a branch with the one word of its policy that merges ask for.
std::string memberColumns() {
    return ownColumns("r") + ", " + std::string(kAccountGrowthColumns) + ", p.merge_threshold";
}
constexpr int kMergeThresholdAt = kAccountOwnColumnCount + kAccountGrowthCount;
using MergeColumns = Columns<kMergeThresholdAt + 1>;

// The name of the root: that of the parent of its first-generation ancestor. Not a join: that asks for
// a parent, which a partial index answers that was empty when the statement was planned.
constexpr std::string_view kRootName =
    "coalesce((select x.name from account x where x.id = "
    "(select b.parent_id from account b where b.id = r.branch_id)), r.name)";
constexpr std::string_view kLiveGenerations =
    "(select count(*) from account g where g.family_id = f.id and +g.type = 1 and +g.status <> 4)";

constexpr std::string_view kInPostgresql = "(select unnest(cast($1 as bigint[])))";
constexpr std::string_view kInSqlite = "(select value from json_each($1))";

// Whether account `n` is named. On PostgreSQL from a sub-select, which hides the array from the planner: it
// finds a plan for the very array cheaper and plans with each call, which costs more than the merge.
std::string_view isNamed(Dialect dialect) {
    return dialect == Dialect::Sqlite ? "n.id in (select value from json_each($1))"
                                      : "n.id = any (cast((select cast($1 as bigint[])) as bigint[]))";
}

std::string mergeText(Dialect dialect) {
    const std::string named(isNamed(dialect));
    return contextText(memberColumns(), kLiveGenerations,
                       "r.id in (select n.id from account n where " + named +
                           " union select m.id from account m where m.status <> 4 and m.branch_id in ("
                           "select n.branch_id from account n where " + named +
                           " and n.branch_id is not null union select cast($3 as bigint))) order by r.id");
}

std::string_view listOf(const Session& session) {
    return session.dialect() == Dialect::Sqlite ? kInSqlite : kInPostgresql;
}

std::optional<Account> readCom(const Statement& row, int first) {
    if (row.isNull(first)) return std::nullopt;
    return readOwnAccount(row, first);
}

std::string forkText(std::string_view where) { return contextText(parentColumns(), kRootName, where); }

ForkContext readFork(const Statement& row) {
    ForkContext context;
    context.parent = readAccountGrowth(readAccount(row, 0), row, kAccountColumnCount);
    context.family = readFamilyGrowth(row, ForkColumns::kFamily);
    context.limits = readLimits(row, ForkColumns::kLimits);
    context.com = readCom(row, ForkColumns::kCom);
    context.rootName = row.string(ForkColumns::kMore);
    return context;
}

// Adds an account to the context of its branch or, by name, to the only one.
void addMember(MergeContext& context, const Statement& row) {
    if (context.accounts.empty()) {
        context.family = readFamilyGrowth(row, MergeColumns::kFamily);
        context.limits = readLimits(row, MergeColumns::kLimits);
        context.com = readCom(row, MergeColumns::kCom);
        context.otherGenerations = static_cast<int>(row.integer(MergeColumns::kMore));
    }
    context.accounts.push_back(readAccountGrowth(readOwnAccount(row, 0), row, kAccountOwnColumnCount));
    context.accounts.back().account.policy.mergeThreshold =
        domain::Money::fromCents(row.integer(kMergeThresholdAt));
    const Account& account = context.accounts.back().account;
    if (account.type == domain::AccountType::Generation &&
        account.status != domain::AccountStatus::Closed && account.familyId == context.family.id)
        context.otherGenerations -= 1;
}

constexpr std::string_view kEventColumns =
    "e.id, e.kind, e.state, e.family_id, e.account_id, e.other_id, e.amount, e.business_date, e.recorded_at";

domain::GrowthEvent readEvent(const Statement& row) {
    domain::GrowthEvent event;
    event.id = domain::GrowthEventId(row.integer(0));
    event.entry = domain::EntryId(row.integer(0));
    event.kind = static_cast<domain::CommandKind>(row.integer(1));
    event.state = static_cast<domain::GrowthEventState>(row.integer(2));
    event.family = domain::FamilyId(row.integer(3));
    event.account = domain::AccountId(row.integer(4));
    if (const auto other = row.maybeInteger(5)) event.other = domain::AccountId(*other);
    event.amount = domain::Money::fromCents(row.integer(6));
    event.businessDate = domain::Date(static_cast<std::int32_t>(row.integer(7)));
    event.recordedAt = domain::Timestamp(row.integer(8));
    return event;
}

constexpr Sql kUndoPostings{"growth.undo-postings", R"(
    select account_id, type, sleeve, amount, baseline_delta, gain_delta
      from posting where entry_id = $1 order by line)"};
constexpr Sql kReversedBy{"growth.undo-reversed", "select rolled_back_by from growth_event where id = $1"};
// An entry after the merge that lowered its target; moves between its sleeves sum to zero.
constexpr Sql kTargetDebited{"growth.undo-debited", R"(
    select count(*) from (
        select entry_id from posting
         where account_id = $1 and seq > (select max(seq) from posting where entry_id = $2 and account_id = $1)
         group by entry_id having sum(amount) < 0) later)"};

domain::StoredEntry readUndoEntry(UnitOfWork& work, const domain::GrowthEvent& event) {
    domain::StoredEntry entry;
    entry.id = event.entry;
    entry.kind = event.kind;
    entry.businessDate = event.businessDate;
    Statement& rows = work.run(kUndoPostings, {event.entry.value()});
    while (rows.next()) {
        domain::StoredPosting posting;
        const std::int64_t account = rows.integer(0);
        if (account < domain::kFirstCustomerAccountId)
            posting.account = static_cast<domain::SystemAccount>(account);
        else posting.account = domain::AccountId(account);
        posting.type = static_cast<domain::TransactionType>(rows.integer(1));
        posting.sleeve = static_cast<domain::Sleeve>(rows.integer(2));
        posting.amount = domain::Money::fromCents(rows.integer(3));
        posting.baselineDelta = domain::Money::fromCents(rows.integer(4));
        posting.gainDelta = domain::Money::fromCents(rows.integer(5));
        entry.postings.push_back(posting);
    }
    Statement& reversed = work.run(kReversedBy, {event.entry.value()});
    while (reversed.next())
        if (const auto by = reversed.maybeInteger(0)) entry.reversedBy = domain::EntryId(*by);
    return entry;
}

} // namespace

services::Outcome<std::optional<ForkContext>>
GrowthRepository::forkContext(AccountId parent, Date businessDate, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<ForkContext>> {
        static const std::string text = forkText("r.id = $1");
        auto session = m_pool.lease(call.lane);
        Statement& row = session->run({"growth.fork-context", text},
                                      {parent.value(), std::int64_t{businessDate.daysSinceEpoch()}});
        std::optional<ForkContext> context;
        while (row.next()) context = readFork(row);
        return context;
    });
}

services::Outcome<std::vector<ForkContext>>
GrowthRepository::forkContexts(std::span<const AccountId> parents, Date businessDate, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<ForkContext>> {
        auto session = m_pool.lease(call.lane);
        const std::string ids = idsText(*session, parents);
        const std::string text = forkText("r.id in " + std::string(listOf(*session)));
        Statement& rows = session->run({"growth.fork-contexts", text},
                                       {std::string_view(ids), std::int64_t{businessDate.daysSinceEpoch()}});
        std::map<AccountId, ForkContext> found;
        while (rows.next()) {
            ForkContext context = readFork(rows);
            found.emplace(context.parent.account.id, std::move(context));
        }
        std::vector<ForkContext> contexts;
        for (const AccountId id : parents)
            if (const auto context = found.find(id); context != found.end())
                contexts.push_back(context->second);
        return contexts;
    });
}

services::Outcome<std::optional<double>>
GrowthRepository::weeklyRate(AccountId account, Date businessDate, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<double>> {
        // A reversal is a flow when what it takes back was one; of one account these do not mix.
        constexpr Sql kMoves{"growth.weekly-rate", R"(
            select p.business_date, p.amount,
                   case when p.type = 17
                        then (select min(o.type) from entry e join posting o on o.entry_id = e.reverses
                               where e.id = p.entry_id and o.account_id = p.account_id)
                        else p.type end
              from posting p where p.account_id = $1 and p.seq is not null and p.business_date <= $2
             order by p.business_date, p.seq)"};
        auto session = m_pool.lease(call.lane);
        Statement& row = session->run(kMoves, {account.value(), std::int64_t{businessDate.daysSinceEpoch()}});
        std::vector<domain::EquityMove> moves;
        while (row.next()) {
            const auto type = static_cast<domain::TransactionType>(row.integer(2));
            moves.push_back({Date(static_cast<std::int32_t>(row.integer(0))),
                             domain::Money::fromCents(row.integer(1)), domain::ruleOf(type).isExternalFlow});
        }
        return domain::meanWeeklyReturn(moves, businessDate);
    });
}

services::Outcome<std::optional<MergeContext>>
GrowthRepository::mergeContext(std::span<const AccountId> sources, std::optional<AccountId> branch,
                               Date businessDate, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<MergeContext>> {
        auto session = m_pool.lease(call.lane);
        static const std::string textPostgresql = mergeText(Dialect::Postgresql);
        static const std::string textSqlite = mergeText(Dialect::Sqlite);
        const std::string ids = idsText(*session, sources);
        Statement& rows = session->run(
            {"growth.merge-context", session->dialect() == Dialect::Sqlite ? textSqlite : textPostgresql},
            {std::string_view(ids), std::int64_t{businessDate.daysSinceEpoch()},
             branch ? Value(branch->value()) : Value()});
        std::optional<MergeContext> context;
        while (rows.next()) addMember(context ? *context : context.emplace(), rows);
        return context;
    });
}

services::Outcome<std::vector<MergeContext>>
GrowthRepository::mergeContexts(std::span<const AccountId> branches, Date businessDate, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<MergeContext>> {
        auto session = m_pool.lease(call.lane);
        const std::string ids = idsText(*session, branches);
        const std::string text =
            contextText(memberColumns(), kLiveGenerations, "r.status <> 4 and r.branch_id in " +
                                              std::string(listOf(*session)) + " order by r.id");
        Statement& rows = session->run({"growth.merge-contexts", text},
                                       {std::string_view(ids), std::int64_t{businessDate.daysSinceEpoch()}});
        std::map<std::int64_t, MergeContext> found;
        constexpr int branchColumn = 15; // of kAccountColumns
        while (rows.next()) addMember(found[rows.integer(branchColumn)], rows);
        std::vector<MergeContext> contexts;
        for (const AccountId branch : branches)
            if (const auto context = found.find(branch.value()); context != found.end())
                contexts.push_back(std::move(context->second)), found.erase(context);
        return contexts;
    });
}

namespace {

// A due row, its account and the limits; without a row the account alone.
std::string reinvestmentText(std::string_view row, std::string_view where) {
    return "select " + accountColumns("r", "p") + ", " + std::string(kLimitsColumns) +
           ", i.id, i.due_on, i.state from account r"
           "\n  join policy p on p.account_id = r.id and p.version = r.policy_version"
           "\n  join family f on f.id = r.family_id cross join growth_limits l\n  " +
           std::string(row) + "\n where " + std::string(where);
}

domain::ReinvestmentContext readReinvestment(const Statement& row) {
    constexpr int rowAt = kAccountColumnCount + kLimitsCount;
    domain::ReinvestmentContext context;
    context.account = readAccount(row, 0);
    context.limits = readLimits(row, kAccountColumnCount);
    if (row.isNull(rowAt)) return context;
    context.row = domain::ReinvestmentId(row.integer(rowAt));
    context.dueOn = domain::Date(static_cast<std::int32_t>(row.integer(rowAt + 1)));
    context.state = static_cast<domain::ReinvestmentState>(row.integer(rowAt + 2));
    return context;
}

} // namespace

services::Outcome<std::optional<domain::ReinvestmentContext>>
GrowthRepository::reinvestmentContext(AccountId account, std::optional<domain::ReinvestmentId> row,
                                      const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<domain::ReinvestmentContext>> {
        static const std::string text =
            reinvestmentText("left join reinvestment i on i.id = $2 and i.account_id = r.id", "r.id = $1");
        auto session = m_pool.lease(call.lane);
        Statement& rows = session->run({"growth.reinvestment-context", text},
                                       {account.value(), row ? Value(row->value()) : Value()});
        std::optional<domain::ReinvestmentContext> context;
        while (rows.next()) {
            context = readReinvestment(rows);
            if (row && !context->row) context.reset(); // no such row of this account
        }
        return context;
    });
}

services::Outcome<std::vector<domain::ReinvestmentContext>>
GrowthRepository::reinvestmentContexts(std::span<const domain::ReinvestmentId> ids, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<domain::ReinvestmentContext>> {
        auto session = m_pool.lease(call.lane);
        const std::string text = reinvestmentText("join reinvestment i on i.account_id = r.id",
                                                  "i.id in " + std::string(listOf(*session)));
        const std::string named = idsText(*session, ids);
        Statement& rows = session->run({"growth.reinvestment-contexts", text}, {std::string_view(named)});
        std::map<domain::ReinvestmentId, domain::ReinvestmentContext> found;
        while (rows.next()) {
            auto context = readReinvestment(rows);
            found.emplace(*context.row, std::move(context));
        }
        std::vector<domain::ReinvestmentContext> contexts;
        for (const auto id : ids)
            if (const auto context = found.find(id); context != found.end()) contexts.push_back(context->second);
        return contexts;
    });
}

services::Outcome<std::optional<UndoContext>>
GrowthRepository::undoContext(domain::GrowthEventId event, Date businessDate, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<UndoContext>> {
        static const std::string eventText =
            "select " + std::string(kEventColumns) + ", " + std::string(kFamilyGrowthColumns) +
            " from growth_event e join family f on f.id = e.family_id where e.id = $1";
        static const std::string accountsText =
            "select " + std::string(kAccountColumns) + " from " + std::string(kAccountSource) +
            " where r.id in (select p.account_id from posting p where p.entry_id = $1 union "
            "select e.other_id from growth_event e where e.id = $1 union " // a 0 % child has no posting
            "select a.parent_id from posting p join account a on a.id = p.account_id "
            "where p.entry_id = $1 and a.parent_id is not null) order by r.id";
        constexpr int familyAt = 9;
        auto session = m_pool.lease(call.lane);
        UnitOfWork work(*session, Work::Reading);
        std::optional<UndoContext> context;
        Statement& found = work.run({"growth.undo-event", eventText},
                                    {event.value(), std::int64_t{businessDate.daysSinceEpoch()}});
        while (found.next()) {
            context.emplace();
            context->event = readEvent(found);
            context->family = readFamilyGrowth(found, familyAt);
        }
        if (!context) return context;
        context->entry = readUndoEntry(work, context->event);
        Statement& accounts = work.run({"growth.undo-accounts", accountsText}, {event.value()});
        while (accounts.next()) context->accounts.push_back(readAccount(accounts, 0));
        Statement& debited = work.run(kTargetDebited, {context->event.account.value(), event.value()});
        while (debited.next()) context->wasTargetDebited = debited.integer(0) > 0;
        return context;
    });
}

} // namespace alluse::storage
