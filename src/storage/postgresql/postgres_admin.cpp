#include "storage/postgresql/postgres_admin.h"

#include "storage/migrations.h"
#include "storage/postgresql/bulk_copy.h"
#include "storage/postgresql/ledger_audit.h"


namespace alluse::storage {

using domain::EntryId;
using domain::ImportId;
using services::Call;
using services::ImportRecord;
using services::Outcome;

namespace {

constexpr Sql kStatus{"database.status", R"(
    select current_setting('server_version'), (select max(version) from schema_migration),
           s.environment, (select value from setting where key = 'timeZone'), s.closed_through,
           pg_database_size(current_database())
      from ledger_state s)"};
constexpr Sql kBeginImport{"import.begin", R"(
    insert into import (source, file_name, file_sha256, started_at, actor)
    values ($1, $2, $3, $4, $5) returning id)"};
constexpr Sql kFinishImport{"import.finish", R"(
    update import set rows_read = $2, posted = $3, duplicates = $4, refused = $5, bad = $6,
                      accounts_created = $7, is_finished = $8
     where id = $1)"};
constexpr Sql kImports{"import.list", R"(
    select id, source, file_name, file_sha256, started_at, actor, rows_read, posted, duplicates,
           refused, bad, accounts_created, is_finished, is_undone
      from import order by id desc limit $1)"};
constexpr Sql kEntriesOf{"import.entries", R"(
    select e.id from entry e
     where e.import_id = $1 and e.reverses is null
       and not exists (select from entry r where r.reverses = e.id)
     order by e.id desc)"};
constexpr Sql kMarkUndone{"import.mark-undone", "update import set is_undone = 1 where id = $1"};

ImportRecord readImport(const Statement& row) {
    ImportRecord record;
    record.id = ImportId(row.integer(0));
    record.source = row.string(1);
    record.fileName = row.string(2);
    record.fileSha256 = row.string(3);
    record.startedAt = domain::Timestamp(row.integer(4));
    record.actor = row.string(5);
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

Outcome<services::DatabaseStatus> PostgresAdmin::status(const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<services::DatabaseStatus> {
        auto session = m_pool.lease(call.lane);
        services::DatabaseStatus status;
        Statement& row = session->run(kStatus);
        while (row.next()) {
            status.dialect = "postgresql";
            status.location = m_location;
            status.serverVersion = "PostgreSQL " + row.string(0);
            status.schemaVersion = static_cast<int>(row.integer(1));
            status.schemaVersionNewest = newestVersion(Dialect::Postgresql);
            status.environment = row.string(2);
            status.timeZone = row.string(3);
            if (const auto day = row.maybeInteger(4))
                status.closedThrough = domain::Date(static_cast<std::int32_t>(*day));
            status.sizeBytes = row.integer(5);
        }
        return status;
    });
}

Outcome<services::VerifyReport>
PostgresAdmin::verify(const std::function<void(const std::string&)>& onCheck, const Call& call) {
    return guarded(Work::Reading, [&] {
        auto session = m_pool.lease(call);
        return auditLedger(*session, onCheck, call);
    });
}

Outcome<ImportId> PostgresAdmin::beginImport(const ImportRecord& record, const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<ImportId> {
        auto session = m_pool.lease(call.lane);
        Statement& row = session->run(
            kBeginImport, {std::string_view(record.source), std::string_view(record.fileName),
                           std::string_view(record.fileSha256), record.startedAt.microsSinceEpoch(),
                           std::string_view(record.actor)});
        ImportId id;
        while (row.next()) id = ImportId(row.integer(0));
        return id;
    });
}

Outcome<void> PostgresAdmin::finishImport(const ImportRecord& record, const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<void> {
        auto session = m_pool.lease(call.lane);
        session->run(kFinishImport, {record.id.value(), record.read, record.posted, record.duplicates,
                                     record.refused, record.bad, record.accountsCreated,
                                     std::int64_t{record.isFinished}});
        return {};
    });
}

Outcome<std::vector<ImportRecord>> PostgresAdmin::imports(int limit, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<ImportRecord>> {
        auto session = m_pool.lease(call.lane);
        std::vector<ImportRecord> records;
        Statement& row = session->run(kImports, {std::int64_t{limit}});
        while (row.next()) records.push_back(readImport(row));
        return records;
    });
}

Outcome<std::vector<EntryId>> PostgresAdmin::entriesOf(ImportId id, const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::vector<EntryId>> {
        auto session = m_pool.lease(call.lane);
        std::vector<EntryId> entries;
        Statement& row = session->run(kEntriesOf, {id.value()});
        while (row.next()) entries.emplace_back(row.integer(0));
        return entries;
    });
}

Outcome<void> PostgresAdmin::markImportUndone(ImportId id, const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<void> {
        auto session = m_pool.lease(call.lane);
        session->run(kMarkUndone, {id.value()});
        return {};
    });
}

Outcome<void> PostgresAdmin::loadFamilies(std::span<const services::BulkFamily> families, const Call& call) {
    if (call.isCancelled && call.isCancelled())
        return services::failed(services::FailureKind::Cancelled, "Cancelled.");
    return guarded(Work::Writing, [&]() -> Outcome<void> {
        auto session = m_pool.lease(call.lane);
        BulkCopy(static_cast<PostgresSession&>(*session)).load(families);
        return {};
    });
}

// What was copied waits in a list beside each search index, which every search would walk; and
// without a vacuum the first sums over an index would visit the table for each row.
Outcome<void> PostgresAdmin::finishLoad(const Call& call) {
    return guarded(Work::Writing, [&]() -> Outcome<void> {
        auto session = m_pool.lease(call.lane);
        session->execute("set maintenance_work_mem = '256MB'");
        session->execute("select gin_clean_pending_list('account_search'), gin_clean_pending_list('client_search'), "
                         "gin_clean_pending_list('family_search')");
        session->execute("vacuum (analyze) client, family, account, policy, command, posting, lineage");
        session->execute("reset maintenance_work_mem");
        return {};
    });
}

} // namespace alluse::storage
