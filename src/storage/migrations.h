#pragma once
// Brings a database to the newest schema: numbered SQL files compiled in from resources/sql, each
// applied in its own transaction and remembered with its checksum.

#include "storage/session.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::storage {

struct Migration {
    int version; // from the file name: 0001_ledger.sql is 1
    std::string_view name;
    std::string_view sql;
};
// In ascending order.
[[nodiscard]] std::span<const Migration> migrationsOf(Dialect dialect);
[[nodiscard]] int newestVersion(Dialect dialect);

// Splits a script at the semicolons that end statements: not those in quotes, comments,
// dollar-quoted bodies or the body of a SQLite trigger.
[[nodiscard]] std::vector<std::string> splitStatements(std::string_view script);

// 0: no schema. Throws StorageError (Corrupt) when the tables are those of another program.
[[nodiscard]] int schemaVersion(Session& session);
// Applies what is missing. Refuses a schema newer than this program and a changed migration.
void migrate(Session& session);
// Throws when the schema is missing, older or newer than this program's.
void requireCurrentSchema(Session& session);

} // namespace alluse::storage
