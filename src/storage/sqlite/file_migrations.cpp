#include "storage/sqlite/file_migrations.h"

#include "storage/sqlite/command_rows.h"
#include "storage/sqlite/sha256.h"
#include "storage/sqlite/sqlite_error.h"
#include "storage/sqlite/statement.h"

namespace alluse::storage::sqlite {

using services::FailureKind;
using services::Outcome;

namespace {

constexpr const char* kTable = R"(
    create table if not exists schema_migration (
        version    integer primary key,
        name       text not null,
        sha256     text not null,
        applied_at bigint not null
    ))";

constexpr const char* kApplied = "select sha256 from schema_migration where version = ?1";
constexpr const char* kRecord =
    "insert into schema_migration (version, name, sha256, applied_at) values (?1, ?2, ?3, ?4)";

void apply(Connection& connection, const FileMigration& migration, const std::string& digest) {
    connection.execute(std::string(migration.sql));
    connection.prepared(kRecord)
        .bind(1, migration.version)
        .bind(2, migration.name)
        .bind(3, digest)
        .bind(4, Arrival::now().at.microsSinceEpoch())
        .run();
}

std::string appliedDigest(Connection& connection, int version) {
    Statement& row = connection.prepared(kApplied);
    const Reading reading(row);
    return row.bind(1, version).step() ? row.text(0) : std::string();
}

} // namespace

int schemaVersion(Connection& connection) {
    const bool hasTable =
        connection.scalar("select count(*) from sqlite_master where name = 'schema_migration'") > 0;
    return hasTable ? static_cast<int>(connection.scalar("select max(version) from schema_migration"))
                    : 0;
}

Outcome<void> migrateFile(Connection& connection, std::span<const FileMigration> migrations) {
    try {
        const int newest = migrations.empty() ? 0 : migrations.back().version;
        for (const FileMigration& migration : migrations) {
            // Read under the write lock: two programs may open the same new file at once.
            Transaction transaction(connection);
            connection.execute(kTable);
            const int current = schemaVersion(connection);
            if (current > newest)
                return services::failed(FailureKind::Unavailable,
                                        "The database has schema " + std::to_string(current) +
                                            ", this program knows " + std::to_string(newest) +
                                            ". Use a newer program.");
            const std::string digest = hexText(sha256(migration.sql));
            if (migration.version > current) apply(connection, migration, digest);
            else if (appliedDigest(connection, migration.version) != digest)
                return services::failed(FailureKind::Corrupt,
                                        "Schema step " + std::to_string(migration.version) +
                                            " in the database differs from this program's.");
            transaction.commit();
        }
        return {};
    } catch (const SqliteError& error) {
        return tl::unexpected(toFailure(error));
    }
}

} // namespace alluse::storage::sqlite
