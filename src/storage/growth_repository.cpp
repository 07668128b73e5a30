#include "storage/growth_repository.h"

#include "storage/growth_columns.h"
#include "storage/unit_of_work.h"

namespace alluse::storage {

namespace {

constexpr Sql kEventOf{"growth.event-of", "select id from growth_event where id = $1"};
constexpr Sql kSettings{"growth.settings",
                        "select fork_mode, merge_mode, reinvestment_mode from family where id = $1"};
// Only a row that still waits is touched; writing the same reason again is no change worth a write.
constexpr Sql kMarkPending{"growth.mark-pending", R"(
    update pending_fork set state = cast($2 as smallint), reason = $3,
           ended_at = case when cast($2 as smallint) = 1 then null else cast($4 as bigint) end
     where id = $1 and state = 1 returning id)"};
constexpr Sql kIsPending{"growth.is-pending",
                         "select reason from pending_fork where id = $1 and state = 1"};

constexpr Sql kSchedule{"growth.schedule", R"(
    insert into reinvestment (account_id, family_id, due_on, frequency, moved_at)
    select a.id, a.family_id, d.due_on, d.frequency, $1
      from account a join policy p on p.account_id = a.id and p.version = a.policy_version
      join (select 1 as frequency, cast($2 as integer) as due_on union all select 2, cast($3 as integer)
            union all select 3, cast($4 as integer) union all select 4, cast($5 as integer)) d
        on d.frequency = p.reinvestment and d.due_on is not null
     where a.id >= 1000 and a.status = 1 and a.reinvestable > 0
        on conflict (account_id, due_on) do nothing
    returning id)"};
constexpr Sql kMove{"growth.move-reinvestment", R"(
    update reinvestment set state = $3, reason = $4, actor = $5, moved_at = $6
     where id = $1 and state = $2 returning account_id)"};
constexpr Sql kMoveManyPostgresql{"growth.move-reinvestments", R"(
    update reinvestment set state = $3, reason = $4, actor = $5, moved_at = $6
     where id = any (cast($1 as bigint[])) and state = $2 returning id)"};
constexpr Sql kMoveManySqlite{"growth.move-reinvestments", R"(
    update reinvestment set state = $3, reason = $4, actor = $5, moved_at = $6
     where id in (select value from json_each($1)) and state = $2 returning id)"};
constexpr Sql kDefer{"growth.defer-reinvestment", R"(
    insert into reinvestment (account_id, family_id, due_on, frequency, actor, moved_at)
    select account_id, family_id, $2, frequency, $3, $4 from reinvestment where id = $1
        on conflict (account_id, due_on) do nothing)"};

std::int64_t rowsOf(Statement& rows) {
    std::int64_t count = 0;
    while (rows.next()) ++count;
    return count;
}

} // namespace

services::Outcome<std::optional<domain::GrowthEventId>> GrowthRepository::eventOf(services::EntryId entry,
                                                                                  const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<domain::GrowthEventId>> {
        auto session = m_pool.lease(call.lane);
        std::optional<domain::GrowthEventId> event;
        Statement& row = session->run(kEventOf, {entry.value()});
        while (row.next()) event = domain::GrowthEventId(row.integer(0));
        return event;
    });
}

services::Outcome<std::optional<domain::FamilyGrowthSettings>>
GrowthRepository::settings(FamilyId family, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<domain::FamilyGrowthSettings>> {
        auto session = m_pool.lease(call.lane);
        std::optional<domain::FamilyGrowthSettings> settings;
        Statement& row = session->run(kSettings, {family.value()});
        while (row.next()) settings = readSettings(row, 0);
        return settings;
    });
}

services::Outcome<domain::GrowthLimits> GrowthRepository::limits(const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<domain::GrowthLimits> {
        static const std::string text = "select " + std::string(kLimitsColumns) + " from growth_limits l";
        auto session = m_pool.lease(call.lane);
        domain::GrowthLimits limits;
        Statement& row = session->run({"growth.limits", text});
        while (row.next()) limits = readLimits(row, 0);
        return limits;
    });
}

services::Outcome<bool> GrowthRepository::markPending(domain::PendingForkId id, domain::PendingForkState to,
                                                      const std::string& reason, domain::Timestamp at,
                                                      const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<bool> {
        auto session = m_writers.lease(call.lane);
        if (to == domain::PendingForkState::Pending) {
            std::optional<std::string> known;
            Statement& row = session->run(kIsPending, {id.value()});
            while (row.next()) known = row.string(0);
            if (!known || *known == reason) return known.has_value();
        }
        return rowsOf(session->run(kMarkPending, {id.value(), static_cast<std::int64_t>(to),
                                                  std::string_view(reason), at.microsSinceEpoch()})) > 0;
    });
}

services::Outcome<std::int64_t>
GrowthRepository::scheduleReinvestments(const std::array<std::optional<Date>, 5>& dueByFrequency,
                                        domain::Timestamp at, const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<std::int64_t> {
        const auto due = [&](std::size_t frequency) {
            const auto& day = dueByFrequency[frequency];
            return day ? Value(std::int64_t{day->daysSinceEpoch()}) : Value();
        };
        auto session = m_writers.lease(call.lane);
        return rowsOf(session->run(kSchedule, {at.microsSinceEpoch(), due(1), due(2), due(3), due(4)}));
    });
}

services::Outcome<bool> GrowthRepository::moveReinvestment(const services::ReinvestmentMove& move,
                                                           const domain::Actor& actor,
                                                           domain::Timestamp at, const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<bool> {
        auto session = m_writers.lease(call.lane);
        UnitOfWork work(*session, Work::Writing);
        const bool isMoved =
            rowsOf(work.run(kMove, {move.id.value(), static_cast<std::int64_t>(move.from),
                                    static_cast<std::int64_t>(move.to), std::string_view(move.reason),
                                    std::string_view(actor.name), at.microsSinceEpoch()})) > 0;
        if (isMoved && move.to == domain::ReinvestmentState::Deferred && move.deferredTo)
            rowsOf(work.run(kDefer, {move.id.value(), std::int64_t{move.deferredTo->daysSinceEpoch()},
                                     std::string_view(actor.name), at.microsSinceEpoch()}));
        work.commit();
        return isMoved;
    });
}

services::Outcome<std::int64_t>
GrowthRepository::moveReinvestments(std::span<const domain::ReinvestmentId> rows,
                                    const services::ReinvestmentMove& move, const domain::Actor& actor,
                                    domain::Timestamp at, const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<std::int64_t> {
        if (rows.empty()) return 0;
        auto session = m_writers.lease(call.lane);
        const std::string ids = idsText(*session, rows);
        const bool isSqlite = session->dialect() == Dialect::Sqlite;
        return rowsOf(session->run(isSqlite ? kMoveManySqlite : kMoveManyPostgresql,
                                   {std::string_view(ids), static_cast<std::int64_t>(move.from),
                                    static_cast<std::int64_t>(move.to), std::string_view(move.reason),
                                    std::string_view(actor.name), at.microsSinceEpoch()}));
    });
}

} // namespace alluse::storage
