#include "support/databases.h"

#include "storage/postgresql/postgres_session.h"
#include "storage/sqlite/sqlite_session.h"

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

namespace alluse::tests {

namespace {

std::string environmentVariable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string freshName() {
    static std::atomic<int> count{0};
    return "alluse_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

template <class T>
T orThrow(services::Outcome<T> outcome) {
    if (!outcome) throw std::runtime_error(outcome.error().text);
    return std::move(*outcome);
}

} // namespace

bool hasPostgres() { return !environmentVariable("ALLUSE_TEST_POSTGRES").empty(); }

TestDatabase::TestDatabase(storage::Dialect dialect, const std::string& environment) {
    m_name = freshName();
    m_location.dialect = dialect;
    if (dialect == storage::Dialect::Sqlite) {
        m_directory = std::filesystem::temp_directory_path() / m_name;
        std::filesystem::create_directory(m_directory);
        m_location.target = (m_directory / "book.alluse").string();
    } else {
        m_serverConninfo = environmentVariable("ALLUSE_TEST_POSTGRES");
        storage::PostgresSession server(m_serverConninfo, nullptr);
        server.execute("create database " + m_name);
        // A later keyword replaces an earlier one of the same name.
        m_location.target = m_serverConninfo + " dbname=" + m_name;
    }
    storage::OpenOptions options;
    options.create = true;
    options.environment = environment;
    m_database = orThrow(storage::Database::open(m_location, options));
}

TestDatabase::~TestDatabase() {
    m_database.reset();
    std::error_code ignored;
    if (!m_directory.empty()) std::filesystem::remove_all(m_directory, ignored);
    if (m_serverConninfo.empty()) return;
    try {
        storage::PostgresSession server(m_serverConninfo, nullptr);
        server.execute("drop database if exists " + m_name + " with (force)");
    } catch (const storage::StorageError&) {
        // The server is gone, and the database with it.
    }
}

void TestDatabase::reopen() {
    m_database.reset();
    m_database = orThrow(storage::Database::open(m_location));
}

std::unique_ptr<storage::Session> TestDatabase::rawSession() const {
    if (m_location.dialect == storage::Dialect::Postgresql)
        return std::make_unique<storage::PostgresSession>(m_location.target, nullptr);
    return std::make_unique<storage::sqlite::SqliteSession>(m_location.target,
                                                            storage::sqlite::OpenMode::Write, nullptr);
}

} // namespace alluse::tests
