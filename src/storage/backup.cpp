#include "storage/backup.h"

#include "storage/storage_error.h"

namespace alluse::storage {

services::Outcome<void> backup(const DatabaseLocation& source, const std::filesystem::path& file) {
    return guarded(Work::Reading, [&]() -> services::Outcome<void> {
        if (std::filesystem::exists(file))
            throw StorageError(ErrorClass::Unavailable, "", "The file " + file.string() + " exists already.");
        if (source.dialect == Dialect::Sqlite) backupSqlite(source.target, file);
        else backupPostgresql(source.target, file);
        return {};
    });
}

services::Outcome<void> restore(const std::filesystem::path& file, const DatabaseLocation& target) {
    // Until the last step nothing is in place, so a lost connection leaves nothing unknown.
    return guarded(Work::Reading, [&]() -> services::Outcome<void> {
        if (!std::filesystem::is_regular_file(file))
            throw StorageError(ErrorClass::Unavailable, "", "There is no backup file " + file.string() + ".");
        if (target.dialect == Dialect::Sqlite) restoreSqlite(file, target.target);
        else restorePostgresql(file, target.target);
        return {};
    });
}

} // namespace alluse::storage
