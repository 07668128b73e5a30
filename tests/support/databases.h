#pragma once
// Databases for tests: a fresh one per test on each dialect, gone at its end.
// PostgreSQL comes from ALLUSE_TEST_POSTGRES (a conninfo whose role may create databases).

#include "storage/database.h"

#include <filesystem>
#include <memory>
#include <string>

namespace alluse::tests {

class TempDirectory {
public:
    TempDirectory();
    ~TempDirectory();
    TempDirectory(const TempDirectory&) = delete;
    TempDirectory& operator=(const TempDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

// An empty database with the newest schema.
class TestDatabase {
public:
    virtual ~TestDatabase() = default;
    [[nodiscard]] virtual storage::DatabaseLocation location() const = 0;
    // Opens it (again); throws std::runtime_error with the failure's text.
    [[nodiscard]] std::unique_ptr<storage::Database> open() const;
};

// Null when the dialect is not available here; `why` then says what is missing.
[[nodiscard]] std::unique_ptr<TestDatabase> makeTestDatabase(storage::Dialect dialect, std::string& why);

} // namespace alluse::tests
