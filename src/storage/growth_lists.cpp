// The pages of growth: who nears a threshold, what waits, what was done.

#include "storage/growth_repository.h"
#include "storage/list_query.h"

namespace alluse::storage {

using domain::Money;
using domain::Timestamp;
using services::ForkCandidateRow;
using services::GrowthEventRow;
using services::MergeCandidateRow;
using services::Page;
using services::PageRequest;
using services::PendingForkRow;
using services::ReinvestmentRow;

namespace {

Money money(const Statement& row, int column) { return Money::fromCents(row.integer(column)); }
domain::Date date(const Statement& row, int column) {
    return domain::Date(static_cast<std::int32_t>(row.integer(column)));
}
std::optional<Timestamp> time(const Statement& row, int column) {
    if (const auto micros = row.maybeInteger(column)) return Timestamp(*micros);
    return std::nullopt;
}
template <class Id>
std::optional<Id> maybeId(const Statement& row, int column) {
    if (const auto id = row.maybeInteger(column)) return Id(*id);
    return std::nullopt;
}
domain::GrowthMode mode(const Statement& row, int column) {
    return static_cast<domain::GrowthMode>(row.integer(column));
}
std::int64_t days(domain::Date day) { return day.daysSinceEpoch(); }

template <class Enum>
void addOneOf(SqlBuilder& sql, std::string_view column, const std::vector<Enum>& values) {
    if (values.empty()) return;
    std::string condition = std::string(column) + " in (";
    for (std::size_t i = 0; i < values.size(); ++i)
        condition += (i ? ", " : "") + sql.bind(static_cast<std::int64_t>(values[i]));
    sql.condition(condition + ")");
}

// What is missing to a threshold, never below zero; in both dialects without their own functions.
constexpr std::string_view kMissing =
    "case when r.reached >= r.threshold then 0 else r.threshold - r.reached end";

// A subselect, so that the order and the keys are plain columns.
constexpr std::string_view kForkCandidates = R"( from (
    select a.id, a.reference, a.name, a.family_id, f.name as family_name, c.name as client_name,
           a.status, a.cash + a.contracts + a.leaps + a.tax_reserve as balance, a.baseline,
           a.cash + a.contracts + a.leaps + a.tax_reserve - a.baseline as reached,
           a.fork_threshold as threshold, a.policy_version, a.last_forked_at, a.fork_held, f.fork_mode
      from account a join family f on f.id = a.family_id join client c on c.id = f.client_id
     where a.type = 1 and a.forking_enabled = 1 and a.status <> 4) r
    left join pending_fork w on w.account_id = r.id and w.state = 1)";
constexpr std::string_view kForkCandidateColumns = R"(
    select r.id, r.reference, r.name, r.family_id, r.family_name, r.client_name, r.status, r.balance,
           r.baseline, r.threshold,
           (select p.target_return_bp from policy p
             where p.account_id = r.id and p.version = r.policy_version),
           r.last_forked_at, w.id, w.reason, r.fork_mode, r.fork_held, )";

ForkCandidateRow readForkCandidate(const Statement& row) {
    ForkCandidateRow candidate;
    candidate.account = services::AccountId(row.integer(0));
    candidate.reference = row.string(1);
    candidate.name = row.string(2);
    candidate.family = services::FamilyId(row.integer(3));
    candidate.familyName = row.string(4);
    candidate.clientName = row.string(5);
    candidate.status = static_cast<services::AccountStatus>(row.integer(6));
    candidate.balance = money(row, 7);
    candidate.baseline = money(row, 8);
    candidate.threshold = money(row, 9);
    candidate.targetWeeklyReturn = domain::BasisPoints(static_cast<std::int32_t>(row.integer(10)));
    candidate.lastForkAt = time(row, 11);
    candidate.pending = maybeId<domain::PendingForkId>(row, 12);
    if (candidate.pending) candidate.waitsFor = row.string(13);
    candidate.mode = mode(row, 14);
    candidate.isHeld = row.integer(15) != 0;
    return candidate;
}

// All branches in one pass. The threshold is that of the branch's first account, or, when that is
// closed, of the lowest live id; ids grow downwards, so both are the lowest live id.
constexpr std::string_view kMergeCandidates = R"( from (
    select g.branch_id as id, b.name as branch_name, f.id as family_id, f.name as family_name,
           c.name as client_name, g.live, g.not_active, g.reached, g.largest,
           p.merge_threshold as threshold, g.last_forked_at, f.com_account_id, f.merge_mode
      from (select a.branch_id, min(a.id) as first_id, count(*) as live,
                   sum(case when a.status <> 1 then 1 else 0 end) as not_active,
                   cast(sum(a.cash + a.contracts + a.leaps + a.tax_reserve) as bigint) as reached,
                   max(a.cash + a.contracts + a.leaps + a.tax_reserve) as largest,
                   max(a.last_forked_at) as last_forked_at
              from account a where a.branch_id is not null and a.status <> 4 @
             group by a.branch_id) g
      join account first on first.id = g.first_id
      join policy p on p.account_id = first.id and p.version = first.policy_version
      join account b on b.id = g.branch_id
      join family f on f.id = b.family_id join client c on c.id = f.client_id) r)";
constexpr std::string_view kMergeCandidateColumns = R"(
    select r.id, r.branch_name, r.family_id, r.family_name, r.client_name, r.live, r.not_active,
           r.reached, r.largest, r.threshold, r.last_forked_at, r.com_account_id, r.merge_mode, )";

MergeCandidateRow readMergeCandidate(const Statement& row) {
    MergeCandidateRow candidate;
    candidate.branch = services::AccountId(row.integer(0));
    candidate.branchName = row.string(1);
    candidate.family = services::FamilyId(row.integer(2));
    candidate.familyName = row.string(3);
    candidate.clientName = row.string(4);
    candidate.accounts = static_cast<std::int32_t>(row.integer(5));
    candidate.notActive = static_cast<std::int32_t>(row.integer(6));
    candidate.value = money(row, 7);
    candidate.largest = money(row, 8);
    candidate.threshold = money(row, 9);
    candidate.isDue = candidate.value >= candidate.threshold;
    candidate.lastForkAt = time(row, 10);
    candidate.target = maybeId<services::AccountId>(row, 11);
    candidate.mode = mode(row, 12);
    return candidate;
}

constexpr std::string_view kPendingForks = R"(
    select w.id, w.account_id, a.name, a.family_id, coalesce(w.entry_id, 0), w.surplus, w.threshold,
           w.recorded_at, w.state, w.reason, w.ended_at, f.fork_mode, w.id, w.id
      from pending_fork w join account a on a.id = w.account_id join family f on f.id = a.family_id)";

PendingForkRow readPendingFork(const Statement& row) {
    PendingForkRow pending;
    pending.id = domain::PendingForkId(row.integer(0));
    pending.account = services::AccountId(row.integer(1));
    pending.accountName = row.string(2);
    pending.family = services::FamilyId(row.integer(3));
    pending.entry = services::EntryId(row.integer(4));
    pending.surplus = money(row, 5);
    pending.threshold = money(row, 6);
    pending.recordedAt = Timestamp(row.integer(7));
    pending.state = static_cast<domain::PendingForkState>(row.integer(8));
    pending.reason = row.string(9);
    pending.endedAt = time(row, 10);
    pending.mode = mode(row, 11);
    return pending;
}

constexpr std::string_view kReinvestments = R"(
    select i.id, i.account_id, a.name, a.family_id, a.family_name, a.type, i.frequency, i.due_on,
           i.state, a.available, a.reinvestable, i.amount, i.reason, i.actor, i.moved_at, i.entry_id,
           f.reinvestment_mode, i.due_on, i.id
      from reinvestment i join account_row a on a.id = i.account_id
      join family f on f.id = i.family_id)";

ReinvestmentRow readReinvestment(const Statement& row) {
    ReinvestmentRow due;
    due.id = domain::ReinvestmentId(row.integer(0));
    due.account = services::AccountId(row.integer(1));
    due.accountName = row.string(2);
    due.family = services::FamilyId(row.integer(3));
    due.familyName = row.string(4);
    due.type = static_cast<services::AccountType>(row.integer(5));
    due.frequency = static_cast<domain::ReinvestmentFrequency>(row.integer(6));
    due.dueOn = date(row, 7);
    due.state = static_cast<domain::ReinvestmentState>(row.integer(8));
    due.available = money(row, 9);
    due.reinvestable = money(row, 10);
    due.amount = money(row, 11);
    due.reason = row.string(12);
    due.actor = row.string(13);
    due.movedAt = time(row, 14);
    due.entry = maybeId<services::EntryId>(row, 15);
    due.mode = mode(row, 16);
    return due;
}

constexpr std::string_view kEvents = R"(
    select e.id, e.kind, e.state, e.family_id, e.account_id, e.other_id, e.amount, e.business_date,
           e.recorded_at, a.name, (select o.name from account o where o.id = e.other_id), f.name,
           (select count(distinct x.account_id) from posting x where x.entry_id = e.id and x.type = 12), n.actor, n.note,
           e.id, e.id
      from growth_event e join account a on a.id = e.account_id join family f on f.id = e.family_id
      join entry n on n.id = e.id)";

GrowthEventRow readEventRow(const Statement& row) {
    GrowthEventRow event;
    event.event.id = domain::GrowthEventId(row.integer(0));
    event.event.entry = services::EntryId(row.integer(0));
    event.event.kind = static_cast<domain::CommandKind>(row.integer(1));
    event.event.state = static_cast<domain::GrowthEventState>(row.integer(2));
    event.event.family = services::FamilyId(row.integer(3));
    event.event.account = services::AccountId(row.integer(4));
    event.event.other = maybeId<services::AccountId>(row, 5);
    event.event.amount = money(row, 6);
    event.event.businessDate = date(row, 7);
    event.event.recordedAt = Timestamp(row.integer(8));
    event.accountName = row.string(9);
    if (!row.isNull(10)) event.otherName = row.string(10);
    event.familyName = row.string(11);
    event.accounts = static_cast<std::int32_t>(row.integer(12));
    event.actor = row.string(13);
    event.note = row.string(14);
    return event;
}

} // namespace

services::Outcome<Page<ForkCandidateRow>>
GrowthRepository::forkCandidates(const services::ForkCandidateQuery& query, const PageRequest& request,
                                 const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<ForkCandidateRow>> {
        const ListOrder order{std::string(kMissing), "r.id", SortKind::Number, false};
        auto session = m_pool.lease(call);
        SqlBuilder sql(kForkCandidateColumns);
        sql.add(order.value).add(", r.id").add(kForkCandidates);
        if (query.family) sql.condition("r.family_id = " + sql.bind(query.family->value()));
        if (query.onlyDue) sql.condition("r.reached >= r.threshold");
        addPage(sql, order, request);
        return readPage<ForkCandidateRow>(sql.run(*session, "growth.fork-candidates"), order, request,
                                          readForkCandidate, 16);
    });
}

services::Outcome<Page<MergeCandidateRow>>
GrowthRepository::mergeCandidates(const services::MergeCandidateQuery& query, const PageRequest& request,
                                  const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<MergeCandidateRow>> {
        const ListOrder order{std::string(kMissing), "r.id", SortKind::Number, false};
        auto session = m_pool.lease(call);
        SqlBuilder sql(kMergeCandidateColumns);
        sql.add(order.value).add(", r.id");
        const std::size_t mark = kMergeCandidates.find('@');
        sql.add(kMergeCandidates.substr(0, mark));
        if (query.family) sql.add("and a.family_id = " + sql.bind(query.family->value()));
        sql.add(kMergeCandidates.substr(mark + 1));
        if (query.onlyDue) sql.condition("r.reached >= r.threshold");
        addPage(sql, order, request);
        return readPage<MergeCandidateRow>(sql.run(*session, "growth.merge-candidates"), order, request,
                                           readMergeCandidate, 13);
    });
}

services::Outcome<Page<PendingForkRow>>
GrowthRepository::pendingForks(const services::PendingForkQuery& query, const PageRequest& request,
                               const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<PendingForkRow>> {
        const ListOrder order{"w.id", "w.id", SortKind::Id, false};
        auto session = m_pool.lease(call);
        SqlBuilder sql(kPendingForks);
        if (query.family) sql.condition("a.family_id = " + sql.bind(query.family->value()));
        if (query.account) sql.condition("w.account_id = " + sql.bind(query.account->value()));
        // Spelt out, so that the index on the few that wait serves.
        if (query.state == domain::PendingForkState::Pending) sql.condition("w.state = 1");
        else if (query.state)
            sql.condition("w.state = " + sql.bind(static_cast<std::int64_t>(*query.state)));
        addPage(sql, order, request);
        return readPage<PendingForkRow>(sql.run(*session, "growth.pending-forks"), order, request,
                                        readPendingFork, 12);
    });
}

services::Outcome<Page<ReinvestmentRow>>
GrowthRepository::reinvestments(const services::ReinvestmentQuery& query, const PageRequest& request,
                                const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<ReinvestmentRow>> {
        const ListOrder order{"i.due_on", "i.id", SortKind::Number, false};
        auto session = m_pool.lease(call);
        SqlBuilder sql(kReinvestments);
        if (query.family) sql.condition("i.family_id = " + sql.bind(query.family->value()));
        if (query.account) sql.condition("i.account_id = " + sql.bind(query.account->value()));
        if (query.dueFrom) sql.condition("i.due_on >= " + sql.bind(days(*query.dueFrom)));
        if (query.dueUntil) sql.condition("i.due_on <= " + sql.bind(days(*query.dueUntil)));
        addOneOf(sql, "i.state", query.states);
        addPage(sql, order, request);
        return readPage<ReinvestmentRow>(sql.run(*session, "growth.reinvestments"), order, request,
                                         readReinvestment, 17);
    });
}

services::Outcome<Page<GrowthEventRow>>
GrowthRepository::events(const services::GrowthEventQuery& query, const PageRequest& request,
                         const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<Page<GrowthEventRow>> {
        const ListOrder order{"e.id", "e.id", SortKind::Id, true};
        auto session = m_pool.lease(call);
        SqlBuilder sql(kEvents);
        if (query.family) sql.condition("e.family_id = " + sql.bind(query.family->value()));
        if (query.account) {
            const std::string id = sql.bind(query.account->value());
            sql.condition("e.family_id = (select m.family_id from account m where m.id = " + id + ")");
            sql.condition("exists (select 1 from posting x where x.entry_id = e.id and x.account_id = " + id + ")");
        }
        addOneOf(sql, "e.kind", query.kinds);
        if (query.from) sql.condition("e.business_date >= " + sql.bind(days(*query.from)));
        if (query.to) sql.condition("e.business_date <= " + sql.bind(days(*query.to)));
        addPage(sql, order, request);
        return readPage<GrowthEventRow>(sql.run(*session, "growth.events"), order, request, readEventRow, 15);
    });
}

} // namespace alluse::storage
