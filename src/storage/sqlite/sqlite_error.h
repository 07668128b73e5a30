#pragma once
// What SQLite answered, by its extended result code; never carries bound values.

#include "services/outcome.h"
#include "storage/storage_error.h"

#include <stdexcept>
#include <string>

struct sqlite3;

namespace alluse::storage::sqlite {

class SqliteError : public std::runtime_error {
public:
    SqliteError(int extendedCode, const std::string& text)
        : std::runtime_error(text), m_code(extendedCode) {}
    // Reads the code at once, before another call on the connection replaces it.
    static SqliteError of(sqlite3* connection, const char* where);

    [[nodiscard]] int extendedCode() const { return m_code; }
    [[nodiscard]] int primaryCode() const { return m_code & 0xff; }

private:
    int m_code;
};

// One row per primary result code that a ledger can meet.
[[nodiscard]] StorageError toStorageError(const SqliteError& error);
[[nodiscard]] services::Failure toFailure(const SqliteError& error);

} // namespace alluse::storage::sqlite
