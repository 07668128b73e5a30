#pragma once
// A whole database as one file, and back: a compact SQLite file, or a dump of PostgreSQL's own tools.

#include "storage/database.h"

#include <filesystem>
#include <string>

namespace alluse::storage {

// One consistent state, while others go on writing. Never overwrites a file.
[[nodiscard]] services::Outcome<void> backup(const DatabaseLocation& source,
                                             const std::filesystem::path& file);
// Into a file that does not exist, or a database without a ledger. An older schema is migrated.
[[nodiscard]] services::Outcome<void> restore(const std::filesystem::path& file,
                                              const DatabaseLocation& target);

// The halves; they throw StorageError.
void backupSqlite(const std::filesystem::path& source, const std::filesystem::path& file);
void restoreSqlite(const std::filesystem::path& file, const std::filesystem::path& target);
void backupPostgresql(const std::string& conninfo, const std::filesystem::path& file);
void restorePostgresql(const std::filesystem::path& file, const std::string& conninfo);

} // namespace alluse::storage
