#include "storage/scratch_database.h"

#include "storage/postgresql/postgres_session.h"

#include <unistd.h>

#include <atomic>
#include <chrono>

namespace alluse::storage {
namespace {

constexpr Sql kServerProcess{"scratch.server", "select pg_backend_pid()::bigint, case when inet_server_addr() is null or "
                                               "inet_server_addr() = inet_client_addr() then 1::bigint else 0 end"};

std::string freshName() {
    static std::atomic<int> count{0};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::now().time_since_epoch());
    return "alluse_validation_" + std::to_string(seconds.count()) + '_' + std::to_string(::getpid()) + '_' +
           std::to_string(++count);
}

} // namespace

services::Outcome<std::unique_ptr<ScratchDatabase>> ScratchDatabase::make(const DatabaseLocation& server) {
    std::unique_ptr<ScratchDatabase> made(new ScratchDatabase);
    made->m_location.dialect = server.dialect;
    const std::string name = freshName();
    if (server.dialect == Dialect::Sqlite) {
        std::error_code error;
        made->m_folder = std::filesystem::temp_directory_path(error) / name;
        if (error || !std::filesystem::create_directory(made->m_folder, error))
            return services::failed(services::FailureKind::Unavailable, "There is no temporary folder to work in.");
        made->m_location.target = (made->m_folder / "test.sqlite").string();
        return made;
    }
    try {
        PostgresSession session(server.target, nullptr);
        session.execute("create database " + name);
    } catch (const StorageError& error) {
        return services::failed(services::FailureKind::Unavailable,
                                std::string("A test database cannot be made on the server: ") + error.what());
    }
    made->m_server = server.target;
    made->m_database = name;
    // A later keyword replaces an earlier one; a URI has its own way of saying it.
    if (server.target.starts_with("postgres")) {
        const auto question = server.target.find('?');
        made->m_location.target = server.target + (question == std::string::npos ? "?" : "&") + "dbname=" + name;
    } else {
        made->m_location.target = server.target + " dbname=" + name;
    }
    return made;
}

ScratchDatabase::~ScratchDatabase() {
    if (m_isKept) return;
    std::error_code ignored;
    if (!m_folder.empty()) std::filesystem::remove_all(m_folder, ignored);
    if (m_database.empty()) return;
    try {
        PostgresSession session(m_server, nullptr);
        session.execute("drop database if exists " + m_database + " with (force)");
    } catch (const StorageError&) {
        // The server is gone, and the database with it.
    }
}

int serverProcess(const DatabaseLocation& location) {
    if (location.dialect != Dialect::Postgresql) return 0;
    try {
        PostgresSession session(location.target, nullptr);
        auto& row = session.run(kServerProcess);
        int process = 0;
        while (row.next()) process = row.integer(1) == 1 ? static_cast<int>(row.integer(0)) : 0;
        return process;
    } catch (const StorageError&) {
        return 0;
    }
}

} // namespace alluse::storage
