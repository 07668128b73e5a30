#include "storage/sqlite/sqlite_change_feed.h"

#include "storage/unit_of_work.h"

#include <charconv>
#include <utility>

namespace alluse::storage::sqlite {

namespace {

using services::Changes;
using services::Outcome;
using std::chrono::milliseconds;

constexpr std::int64_t kCommandsMax = 5'000;
constexpr milliseconds kLooks{50}; // reading the data version touches one page of shared memory

constexpr Sql kVersion{"change.data-version", "pragma data_version"};
constexpr Sql kPosition{"change.position", "select coalesce(max(seq), 0) from command"};
constexpr Sql kIdentity{"change.identity", "select min(applied_at) from schema_migration"};
// One row for each account of a command, with its family.
constexpr Sql kSince{
    "change.since",
    "with news as (select seq, id, arrived_at, changed_accounts, opened_accounts from command "
    "where seq > $1 and outcome = 1 order by seq limit $2), touched as ("
    "select n.seq, n.id, n.arrived_at, j.value as account from news n, "
    "json_each(n.changed_accounts) j union "
    "select n.seq, n.id, n.arrived_at, j.value from news n, json_each(n.opened_accounts) j) "
    "select t.seq, t.id, t.account, a.family_id, cast((julianday('now') - 2440587.5) * 86400000000 "
    "as integer) "
    "- t.arrived_at from touched t left join account a on a.id = t.account order by t.seq"};

std::int64_t numberOf(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

SqliteSession& SqliteChangeFeed::session() {
    if (!m_session) throw StorageError(ErrorClass::Unavailable, "", "The feed is not connected.");
    return *m_session;
}

std::int64_t SqliteChangeFeed::dataVersion() {
    storage::Statement& row = session().run(kVersion);
    std::int64_t version = 0;
    while (row.next())
        version = row.integer(0);
    return version;
}

Outcome<std::string> SqliteChangeFeed::start() {
    return guarded(Work::Reading, [&]() -> Outcome<std::string> {
        m_session.reset();
        m_session = std::make_unique<SqliteSession>(m_path, OpenMode::Read, nullptr);
        m_dataVersion = dataVersion();
        storage::Statement& row = m_session->run(kPosition);
        std::string position;
        while (row.next())
            position = std::to_string(row.integer(0));
        return position;
    });
}

Outcome<std::string> SqliteChangeFeed::identity() {
    return guarded(Work::Reading, [&]() -> Outcome<std::string> {
        storage::Statement& row = session().run(kIdentity);
        std::string identity;
        while (row.next())
            identity = std::to_string(row.integer(0));
        return identity;
    });
}

Changes SqliteChangeFeed::ask(const std::string& position) {
    Changes changes;
    const std::int64_t after = numberOf(position);
    std::int64_t newest = 0, seen = after;
    // Before the news: what is committed in between is asked for again.
    storage::Statement& top = session().run(kPosition);
    while (top.next())
        newest = top.integer(0);
    if (newest < after) changes.isComplete = false; // another file stands at this path
    storage::Statement& rows = session().run(kSince, {after, kCommandsMax + 1});
    while (rows.next()) {
        if (rows.integer(0) != seen || changes.commands.empty()) {
            changes.commands.emplace_back().command =
                domain::CommandId::parse(rows.text(1)).value_or(domain::CommandId());
            if (changes.commands.size() == 1)
                changes.oldest = std::chrono::microseconds(rows.integer(4));
        }
        seen = rows.integer(0);
        if (const auto account = rows.maybeInteger(2))
            changes.commands.back().accounts.emplace_back(*account);
        if (const auto family = rows.maybeInteger(3))
            changes.commands.back().families.emplace_back(*family);
    }
    for (auto& change : changes.commands) change.nameOnce();
    if (static_cast<std::int64_t>(changes.commands.size()) > kCommandsMax) {
        changes.isComplete = false;
        changes.commands.clear();
        seen = newest;
    }
    // Refused commands have numbers, too.
    changes.position = std::to_string(newest < after ? newest : std::max(seen, newest));
    return changes;
}

Outcome<Changes> SqliteChangeFeed::since(const std::string& position) {
    return guarded(Work::Reading, [&]() -> Outcome<Changes> { return ask(position); });
}

Outcome<Changes> SqliteChangeFeed::next(const std::string& position, milliseconds waitMax) {
    return guarded(Work::Reading, [&]() -> Outcome<Changes> {
        const auto until = std::chrono::steady_clock::now() + waitMax;
        while (std::chrono::steady_clock::now() < until) {
            if (const std::int64_t version = dataVersion(); version != m_dataVersion) {
                m_dataVersion = version;
                return ask(position);
            }
            std::unique_lock waiting(m_mutex);
            if (m_woken.wait_for(waiting, std::min(waitMax, kLooks),
                                 [&] { return std::exchange(m_isWoken, false); }))
                break;
        }
        Changes nothing;
        nothing.position = position;
        return nothing;
    });
}

void SqliteChangeFeed::wake() noexcept {
    const std::scoped_lock guard(m_mutex);
    m_isWoken = true;
    m_woken.notify_all();
}

} // namespace alluse::storage::sqlite
