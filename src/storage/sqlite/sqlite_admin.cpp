#include "storage/sqlite/sqlite_admin.h"

#include "storage/sqlite/bulk_loader.h"
#include "storage/sqlite/command_rows.h"
#include "storage/sqlite/ledger_verifier.h"
#include "storage/sqlite/sqlite_error.h"
#include "storage/sqlite/statement.h"

#include <sqlite3.h>

namespace alluse::storage::sqlite {

using domain::EntryId;
using domain::ImportId;
using services::DatabaseStatus;
using services::ImportRecord;
using services::Outcome;
using services::VerifyReport;

namespace {

constexpr const char* kSetting = "select value from setting where key = ?1";
constexpr const char* kSchemaVersion = "select max(version) from schema_migration";
constexpr const char* kClosedThrough =
    "select closed_through from period_lock order by id desc limit 1";
constexpr const char* kInsertImport = R"(
    insert into import (source, file_name, file_sha256, started_at, actor)
    values (?1, ?2, ?3, ?4, ?5))";
constexpr const char* kFinishImport = R"(
    update import set rows_read = ?2, posted = ?3, duplicates = ?4, refused = ?5, bad = ?6,
                      accounts_created = ?7, is_finished = ?8
     where id = ?1)";
constexpr const char* kImports = R"(
    select id, source, file_name, file_sha256, started_at, actor, rows_read, posted, duplicates,
           refused, bad, accounts_created, is_finished, is_undone
      from import order by id desc limit ?1)";
// An entry that only opened an account carries no money and is not reversed.
constexpr const char* kEntriesOf = R"(
    select e.id from entry e
     where e.import_id = ?1 and e.reverses is null
       and not exists (select 1 from entry r where r.reverses = e.id)
     order by e.id desc)";
constexpr const char* kMarkUndone = "update import set is_undone = 1 where id = ?1";

std::string setting(Connection& connection, std::string_view key) {
    Statement& row = connection.prepared(kSetting);
    const Reading reading(row);
    return row.bind(1, key).step() ? row.text(0) : std::string();
}

ImportRecord readImport(const Statement& row) {
    ImportRecord record;
    record.id = ImportId(row.integer(0));
    record.source = row.text(1);
    record.fileName = row.text(2);
    record.fileSha256 = row.text(3);
    record.startedAt = domain::Timestamp(row.integer(4));
    record.actor = row.text(5);
    record.read = row.integer(6);
    record.posted = row.integer(7);
    record.duplicates = row.integer(8);
    record.refused = row.integer(9);
    record.bad = row.integer(10);
    record.accountsCreated = row.integer(11);
    record.isFinished = row.integer(12) != 0;
    record.isUndone = row.integer(13) != 0;
    return record;
}

} // namespace

SqliteAdmin::SqliteAdmin(std::filesystem::path path, int schemaVersionNewest)
    : m_path(std::move(path)), m_schemaVersionNewest(schemaVersionNewest),
      m_connection(m_path, OpenMode::Write) {}

template <class Body>
auto SqliteAdmin::guarded(Body&& body) -> decltype(body()) {
    try {
        const std::lock_guard lock(m_mutex);
        return body();
    } catch (const SqliteError& error) {
        return tl::make_unexpected(toFailure(error));
    }
}

Outcome<DatabaseStatus> SqliteAdmin::status(const services::Call&) {
    return guarded([&]() -> Outcome<DatabaseStatus> {
        DatabaseStatus status;
        status.dialect = "sqlite";
        status.location = m_path.string();
        status.serverVersion = std::string("SQLite ") + sqlite3_libversion();
        status.schemaVersion = static_cast<int>(m_connection.scalar(kSchemaVersion));
        status.schemaVersionNewest = m_schemaVersionNewest;
        status.environment = setting(m_connection, "environment");
        status.timeZone = setting(m_connection, "timeZone");
        {
            Statement& closed = m_connection.prepared(kClosedThrough);
            const Reading reading(closed);
            if (closed.step()) status.closedThrough = domain::Date(static_cast<std::int32_t>(closed.integer(0)));
        }
        status.sizeBytes = m_connection.scalar("pragma page_count") *
                           m_connection.scalar("pragma page_size");
        return status;
    });
}

Outcome<VerifyReport> SqliteAdmin::verify(const std::function<void(const std::string&)>& onCheck,
                                          const services::Call& call) {
    try {
        // A connection of its own: verifying a large book must not hold up imports and locks.
        Connection reader(m_path, OpenMode::Read);
        if (call.isCancelled) reader.stopWhen(&call.isCancelled);
        return verifyLedger(reader, onCheck, call);
    } catch (const SqliteError& error) {
        return tl::unexpected(toFailure(error));
    }
}

Outcome<ImportId> SqliteAdmin::beginImport(const ImportRecord& record, const services::Call&) {
    return guarded([&]() -> Outcome<ImportId> {
        m_connection.prepared(kInsertImport)
            .bind(1, record.source)
            .bind(2, record.fileName)
            .bind(3, record.fileSha256)
            .bind(4, record.startedAt.microsSinceEpoch())
            .bind(5, record.actor)
            .run();
        return ImportId(m_connection.lastRowId());
    });
}

Outcome<void> SqliteAdmin::finishImport(const ImportRecord& record, const services::Call&) {
    return guarded([&]() -> Outcome<void> {
        m_connection.prepared(kFinishImport)
            .bind(1, record.id.value())
            .bind(2, record.read)
            .bind(3, record.posted)
            .bind(4, record.duplicates)
            .bind(5, record.refused)
            .bind(6, record.bad)
            .bind(7, record.accountsCreated)
            .bind(8, std::int64_t{record.isFinished ? 1 : 0})
            .run();
        return {};
    });
}

Outcome<std::vector<ImportRecord>> SqliteAdmin::imports(int limit, const services::Call&) {
    return guarded([&]() -> Outcome<std::vector<ImportRecord>> {
        Statement& row = m_connection.prepared(kImports);
        const Reading reading(row);
        std::vector<ImportRecord> records;
        for (row.bind(1, limit); row.step();) records.push_back(readImport(row));
        return records;
    });
}

Outcome<std::vector<EntryId>> SqliteAdmin::entriesOf(ImportId id, const services::Call&) {
    return guarded([&]() -> Outcome<std::vector<EntryId>> {
        Statement& row = m_connection.prepared(kEntriesOf);
        const Reading reading(row);
        std::vector<EntryId> entries;
        for (row.bind(1, id.value()); row.step();) entries.emplace_back(row.integer(0));
        return entries;
    });
}

Outcome<void> SqliteAdmin::markImportUndone(ImportId id, const services::Call&) {
    return guarded([&]() -> Outcome<void> {
        m_connection.prepared(kMarkUndone).bind(1, id.value()).run();
        return {};
    });
}

Outcome<void> SqliteAdmin::loadFamilies(std::span<const services::BulkFamily> families,
                                        const services::Call& call) {
    if (call.isCancelled && call.isCancelled())
        return services::failed(services::FailureKind::Cancelled, "Cancelled.");
    return guarded([&]() -> Outcome<void> {
        BulkLoader(m_connection).load(families);
        return {};
    });
}

// A sample of each index is enough for the planner, and a full count would read the whole file.
Outcome<void> SqliteAdmin::finishLoad(const services::Call&) {
    return guarded([&]() -> Outcome<void> {
        m_connection.execute("pragma analysis_limit = 1000");
        m_connection.execute("analyze");
        return {};
    });
}

} // namespace alluse::storage::sqlite
