#include "storage/postgresql/postgres_change_feed.h"

#include "storage/postgresql/plan_encoder.h"
#include "storage/unit_of_work.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace alluse::storage {

namespace {

using services::Changes;
using services::Outcome;
using std::chrono::milliseconds;

constexpr int kCommandsMax = 5'000; // beyond that naming them costs more than loading anew
constexpr milliseconds kNotifierLooks{40};

constexpr Sql kPosition{"change.position", "select cast(pg_current_snapshot() as text)"};
// A dump that was restored elsewhere has other times of its migrations or another oid.
constexpr Sql kIdentity{"change.identity",
                        "select d.oid || '-' || (select min(applied_at) from schema_migration) "
                        "from pg_database d where d.datname = current_database()"};
// Uses command_xid. One statement, so that news and position belong to one snapshot.
constexpr Sql kSince{
    "change.since",
    "with news as materialized (select c.id, c.arrived_at, c.changed_accounts || "
    "coalesce(c.opened_accounts, '{}') as accounts, c.family_id from command c "
    "where c.xid >= pg_snapshot_xmin(cast($1 as pg_snapshot)) and c.outcome = 1 "
    "and not pg_visible_in_snapshot(c.xid, cast($1 as pg_snapshot)) limit $2) "
    "select 0, cast(pg_current_snapshot() as text), "
    "(select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) - min(arrived_at) "
    "from news), "
    "case when pg_snapshot_xmax(cast($1 as pg_snapshot)) > pg_snapshot_xmax(pg_current_snapshot()) "
    "then 1 else 0 end "
    "union all select 1, cast(n.id as text) || ' ' || cast(n.accounts as text) || ' ' || "
    "cast((select "
    "coalesce(array_agg(distinct f), '{}') from (select a.family_id as f from account a where "
    "a.id = any (n.accounts) union select n.family_id) x where f is not null) as text), 0, 0 from "
    "news n"};
constexpr Sql kTryStand{"change.stand",
                        "select case when pg_try_advisory_lock(1095521619, 1) then 1 else 0 end"};

template <class IdType>
std::vector<IdType> idsOf(std::string_view text) {
    std::vector<IdType> ids;
    for (const auto number : parseArray(text))
        ids.emplace_back(number);
    return ids;
}

services::CommittedChange readChange(std::string_view row) {
    const auto first = row.find(' '), second = row.find(' ', first + 1);
    services::CommittedChange change;
    change.command = domain::CommandId::parse(row.substr(0, first)).value_or(domain::CommandId());
    change.accounts = idsOf<domain::AccountId>(row.substr(first + 1, second - first - 1));
    change.families = idsOf<domain::FamilyId>(row.substr(second + 1));
    change.nameOnce();
    return change;
}

} // namespace

PostgresChangeFeed::PostgresChangeFeed(std::string conninfo)
    : m_conninfo(std::move(conninfo)), m_wakeEvent(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

PostgresChangeFeed::~PostgresChangeFeed() {
    if (m_wakeEvent >= 0) ::close(m_wakeEvent);
}

PostgresSession& PostgresChangeFeed::session() {
    if (!m_session)
        throw StorageError(ErrorClass::ConnectionLost, "08000", "The feed is not connected.");
    return *m_session;
}

Outcome<std::string> PostgresChangeFeed::start() {
    return guarded(Work::Reading, [&]() -> Outcome<std::string> {
        m_session.reset();
        m_isNotifier = false;
        m_session = std::make_unique<PostgresSession>(m_conninfo, nullptr);
        // An answer that does not come in time counts as a lost connection.
        m_session->execute("set statement_timeout = '5s'");
        m_session->execute("listen alluse_changes");
        stand();
        Statement& row = m_session->run(kPosition);
        std::string position;
        while (row.next())
            position = row.string(0);
        return position;
    });
}

Outcome<std::string> PostgresChangeFeed::identity() {
    return guarded(Work::Reading, [&]() -> Outcome<std::string> {
        Statement& row = session().run(kIdentity);
        std::string identity;
        while (row.next())
            identity = row.string(0);
        return identity;
    });
}

void PostgresChangeFeed::stand() {
    if (m_isNotifier) return;
    Statement& row = session().run(kTryStand);
    while (row.next())
        m_isNotifier = row.integer(0) == 1;
}

Changes PostgresChangeFeed::ask(const std::string& position) {
    Changes changes;
    Statement& rows =
        session().run(kSince, {std::string_view(position), std::int64_t{kCommandsMax + 1}});
    while (rows.next()) {
        if (rows.integer(0) == 1) {
            changes.commands.push_back(readChange(rows.text(1)));
            continue;
        }
        changes.position = rows.string(1);
        changes.oldest = std::chrono::microseconds(rows.maybeInteger(2).value_or(0));
        // A position from the future is one of another life of this database.
        if (rows.integer(3) == 1) changes.isComplete = false;
    }
    if (changes.commands.size() > kCommandsMax) {
        changes.isComplete = false;
        changes.commands.clear();
    }
    return changes;
}

Outcome<Changes> PostgresChangeFeed::since(const std::string& position) {
    return guarded(Work::Reading, [&]() -> Outcome<Changes> { return ask(position); });
}

void PostgresChangeFeed::waitForHint(milliseconds waitMax) {
    PGconn* connection = session().handle();
    std::array<pollfd, 2> watched{pollfd{PQsocket(connection), POLLIN, 0},
                                  pollfd{m_wakeEvent, POLLIN, 0}};
    (void)::poll(watched.data(), watched.size(), static_cast<int>(waitMax.count()));
    std::uint64_t rings = 0;
    if (watched[1].revents != 0) (void)!::read(m_wakeEvent, &rings, sizeof rings);
    if (PQconsumeInput(connection) == 0)
        throw StorageError(ErrorClass::ConnectionLost, "08000",
                           "The connection to the database was lost.");
    while (PGnotify* hint = PQnotifies(connection))
        PQfreemem(hint);
}

Outcome<Changes> PostgresChangeFeed::next(const std::string& position, milliseconds waitMax) {
    return guarded(Work::Reading, [&]() -> Outcome<Changes> {
        waitForHint(m_isNotifier ? std::min(waitMax, kNotifierLooks) : waitMax);
        Changes changes = ask(position);
        const bool hasNews = !changes.commands.empty() || !changes.isComplete;
        if (m_isNotifier && hasNews) session().execute("notify alluse_changes");
        if (!m_isNotifier) stand(); // the one that told the others may have ended
        return changes;
    });
}

void PostgresChangeFeed::wake() noexcept {
    const std::uint64_t ring = 1;
    (void)!::write(m_wakeEvent, &ring, sizeof ring);
}

} // namespace alluse::storage
