#include "support/databases.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

namespace alluse::tests {

using storage::DatabaseLocation;
using storage::Dialect;

namespace {

class SqliteTestDatabase final : public TestDatabase {
public:
    DatabaseLocation location() const override {
        return {Dialect::Sqlite, (m_directory.path() / "a book.db").string()}; // a blank on purpose
    }

private:
    TempDirectory m_directory;
};

void execute(const std::string& conninfo, const std::string& sql) {
    PGconn* connection = PQconnectdb(conninfo.c_str());
    PGresult* result = PQexec(connection, sql.c_str());
    const bool isDone = PQresultStatus(result) == PGRES_COMMAND_OK;
    const std::string text = PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
    if (!isDone) throw std::runtime_error("test server: " + text);
}

class PostgresTestDatabase final : public TestDatabase {
public:
    explicit PostgresTestDatabase(std::string server) : m_server(std::move(server)) {
        static std::atomic<int> count{0};
        m_name = "alluse_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
        execute(m_server, "create database " + m_name);
    }
    ~PostgresTestDatabase() override {
        try {
            execute(m_server, "drop database if exists " + m_name + " with (force)");
        } catch (const std::runtime_error&) {
            // The throwaway server is about to go anyway.
        }
    }
    DatabaseLocation location() const override {
        return {Dialect::Postgresql, withDatabase()};
    }

private:
    // The last dbname of a conninfo wins; in a URI the path is replaced.
    std::string withDatabase() const {
        const auto scheme = m_server.find("://");
        if (scheme == std::string::npos) return m_server + " dbname=" + m_name;
        const auto query = m_server.find('?');
        const auto path = m_server.find('/', scheme + 3);
        const std::string host = m_server.substr(0, std::min(path, query));
        return host + "/" + m_name + (query == std::string::npos ? "" : m_server.substr(query));
    }
    std::string m_server;
    std::string m_name;
};

} // namespace

TempDirectory::TempDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "alluse-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
    m_path = name;
}

TempDirectory::~TempDirectory() {
    std::error_code error;
    std::filesystem::remove_all(m_path, error);
}

std::unique_ptr<storage::Database> TestDatabase::open() const {
    storage::OpenOptions options;
    options.create = true;
    options.environment = "test";
    auto database = storage::Database::open(location(), options);
    if (!database) throw std::runtime_error("cannot open the test database: " + database.error().text);
    return std::move(*database);
}

std::unique_ptr<TestDatabase> makeTestDatabase(Dialect dialect, std::string& why) {
    if (dialect == Dialect::Sqlite) return std::make_unique<SqliteTestDatabase>();
    const char* server = std::getenv("ALLUSE_TEST_POSTGRES");
    if (server && *server) return std::make_unique<PostgresTestDatabase>(server);
    why = "ALLUSE_TEST_POSTGRES is not set: run `packaging/postgres start` first";
    if (std::getenv("ALLUSE_REQUIRE_POSTGRES")) throw std::runtime_error(why);
    return nullptr;
}

} // namespace alluse::tests
