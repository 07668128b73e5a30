#include "storage/sqlite/sqlite_error.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace alluse::storage::sqlite {

using services::FailureKind;

namespace {

struct Row {
    int primaryCode;
    ErrorClass errorClass;
    FailureKind kind;
    const char* text;
};

constexpr std::array kRows{
    Row{SQLITE_BUSY, ErrorClass::Busy, FailureKind::Busy, "The database is busy with another writer. Try again."},
    Row{SQLITE_LOCKED, ErrorClass::Busy, FailureKind::Busy, "The database is busy with another writer. Try again."},
    Row{SQLITE_FULL, ErrorClass::Full, FailureKind::Full, "The disk is full. Nothing was written; free some space."},
    Row{SQLITE_READONLY, ErrorClass::Denied, FailureKind::Unavailable, "The database file is read-only."},
    Row{SQLITE_PERM, ErrorClass::Denied, FailureKind::Unavailable, "The database file may not be opened."},
    Row{SQLITE_AUTH, ErrorClass::Denied, FailureKind::Unavailable, "The database file may not be opened."},
    Row{SQLITE_CANTOPEN, ErrorClass::Unavailable, FailureKind::Unavailable, "The database file cannot be opened."},
    Row{SQLITE_IOERR, ErrorClass::Unavailable, FailureKind::Unavailable, "The disk reported an error on the database file."},
    Row{SQLITE_INTERRUPT, ErrorClass::Cancelled, FailureKind::Cancelled, "Cancelled."},
    Row{SQLITE_CORRUPT, ErrorClass::Corrupt, FailureKind::Corrupt, "The database file is damaged. Restore a backup."},
    Row{SQLITE_NOTADB, ErrorClass::Corrupt, FailureKind::Corrupt, "The file is not a database of this program."},
};

const Row* rowOf(const SqliteError& error) {
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& candidate) {
        return candidate.primaryCode == error.primaryCode();
    });
    return row == kRows.end() ? nullptr : &*row;
}

} // namespace

SqliteError SqliteError::of(sqlite3* connection, const char* where) {
    const int code = connection ? sqlite3_extended_errcode(connection) : SQLITE_NOMEM;
    // The message of SQLite names tables, columns and our own trigger texts, never bound values.
    const char* message = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    return {code, std::string(where) + ": " + message};
}

StorageError toStorageError(const SqliteError& error) {
    const std::string code = std::to_string(error.extendedCode());
    if (const Row* row = rowOf(error)) return {row->errorClass, code, row->text};
    if (error.primaryCode() == SQLITE_CONSTRAINT) return {ErrorClass::Constraint, code, error.what()};
    return {ErrorClass::Bug, code, error.what()};
}

services::Failure toFailure(const SqliteError& error) {
    if (const Row* row = rowOf(error)) return {row->kind, std::nullopt, row->text};
    return {FailureKind::Internal, std::nullopt,
            "SQLite " + std::to_string(error.extendedCode()) + ": " + error.what()};
}

} // namespace alluse::storage::sqlite
