#pragma once
// Throwaway databases for tests: a fresh SQLite file, or a fresh database on the PostgreSQL server
// that ALLUSE_TEST_POSTGRES names by its conninfo. Each is deleted with its TestDatabase.

#include "storage/database.h"

#include <filesystem>
#include <memory>
#include <string>

namespace alluse::tests {

[[nodiscard]] bool hasPostgres(); // whether a server is named; see requirements.h

class TestDatabase {
public:
    explicit TestDatabase(storage::Dialect dialect, const std::string& environment = "test");
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    [[nodiscard]] storage::Database& operator*() const { return *m_database; }
    [[nodiscard]] storage::Database* operator->() const { return m_database.get(); }
    [[nodiscard]] const storage::DatabaseLocation& location() const { return m_location; }
    // Closes and opens it again, as a program that starts does.
    void reopen();
    // A raw session beside the ports, for attacks and for what ports do not show.
    [[nodiscard]] std::unique_ptr<storage::Session> rawSession() const;

private:
    storage::DatabaseLocation m_location;
    std::filesystem::path m_directory;  // SQLite: deleted whole
    std::string m_serverConninfo, m_name; // PostgreSQL
    std::unique_ptr<storage::Database> m_database;
};

} // namespace alluse::tests
