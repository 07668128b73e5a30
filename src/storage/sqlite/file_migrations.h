#pragma once
// Brings a SQLite file to the newest schema: in order, checked, each step in its own transaction.

#include "services/outcome.h"
#include "storage/sqlite/connection.h"

#include <span>
#include <string_view>

namespace alluse::storage::sqlite {

struct FileMigration {
    int version = 0; // 1, 2, 3 … without gaps
    std::string_view name;
    std::string_view sql;
};

[[nodiscard]] int schemaVersion(Connection& connection);

// Applies what is missing; resumes after a crash, because a step and its record commit together.
// Refuses a newer schema and a step whose text differs from the one that was applied.
[[nodiscard]] services::Outcome<void> migrateFile(Connection& connection,
                                                  std::span<const FileMigration> migrations);

} // namespace alluse::storage::sqlite
