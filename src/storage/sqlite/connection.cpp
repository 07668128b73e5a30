#include "storage/sqlite/connection.h"

#include "storage/sqlite/sqlite_error.h"
#include "storage/sqlite/statement.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

namespace alluse::storage::sqlite {

namespace {

// SQLite gives its -wal and -shm files the mode of the main file, so 0600 here covers them too.
void createPrivateFile(const std::filesystem::path& path) {
    // An empty file may stay from a creation that was cut short; anything else is somebody's data.
    std::error_code error;
    if (std::filesystem::exists(path, error) && std::filesystem::file_size(path, error) > 0)
        throw SqliteError(SQLITE_CANTOPEN, "the file exists already");
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const bool isPrivate = file >= 0 && ::fchmod(file, 0600) == 0;
    if (file >= 0) ::close(file);
    if (!isPrivate) throw SqliteError(SQLITE_CANTOPEN, "the file cannot be created");
}

void refuseBadPath(const std::filesystem::path& path) {
    const std::string text = path.string();
    const bool hasControl = std::any_of(text.begin(), text.end(), [](unsigned char c) {
        return std::iscntrl(c) != 0;
    });
    // A quote would end the quoted name in a connection string and open another file.
    if (text.empty() || hasControl || text.find('"') != std::string::npos)
        throw SqliteError(SQLITE_CANTOPEN, "the path has a quote or a control character");
}

} // namespace

Connection::Connection(const std::filesystem::path& path, OpenMode mode) {
    refuseBadPath(path);
    if (mode == OpenMode::Create) createPrivateFile(path);
    // Without SQLITE_OPEN_CREATE a misspelt path is an error instead of a new empty database.
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                      (mode == OpenMode::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    // An absolute path is never taken for a "file:" URI or a ":memory:" name.
    const std::string name = std::filesystem::absolute(path).string();
    if (sqlite3_open_v2(name.c_str(), &m_handle, flags, nullptr) != SQLITE_OK) {
        const SqliteError error = SqliteError::of(m_handle, "open");
        sqlite3_close(m_handle);
        throw error;
    }
    try {
        sqlite3_extended_result_codes(m_handle, 1);
        configure(mode);
    } catch (...) {
        m_statements.clear();
        sqlite3_close(m_handle);
        throw;
    }
}

Connection::~Connection() {
    m_statements.clear();
    sqlite3_close(m_handle);
}

void Connection::configure(OpenMode mode) {
    // The busy timeout comes first: switching to WAL takes a lock that another opener may hold.
    sqlite3_busy_timeout(m_handle, kBusyTimeoutMs);
    if (mode == OpenMode::Create) {
        execute("pragma application_id=" + std::to_string(kApplicationId));
    } else if (scalar("pragma application_id") != kApplicationId) {
        throw SqliteError(SQLITE_NOTADB, "the file is not a database of this program");
    }
    if (mode != OpenMode::Read) execute("pragma journal_mode=wal");
    execute("pragma synchronous=full; pragma foreign_keys=on; pragma recursive_triggers=on;"
            "pragma trusted_schema=off; pragma cell_size_check=on; pragma temp_store=memory;"
            "pragma cache_size=-65536; pragma mmap_size=2147418112;" // the most SQLite allows
            // The passive checkpoint at each 1,000 pages is the longest stall of a post.
            "pragma wal_autocheckpoint=1000; pragma journal_size_limit=67108864");
    // Readers are many and share the mapped pages.
    if (mode == OpenMode::Read) execute("pragma query_only=on; pragma cache_size=-8192");
    require("journal_mode", "wal");
    require("synchronous", "2");
    require("foreign_keys", "1");
    require("recursive_triggers", "1");
    require("trusted_schema", "0");
    require("busy_timeout", std::to_string(kBusyTimeoutMs));
}

void Connection::require(const char* pragma, std::string_view expected) {
    const std::string actual = text(std::string("pragma ") + pragma);
    if (actual != expected)
        throw SqliteError(SQLITE_CANTOPEN, std::string("pragma ") + pragma + " is " + actual +
                                               " and must be " + std::string(expected));
}

void Connection::execute(const char* sql) {
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw SqliteError::of(m_handle, "execute");
}

std::int64_t Connection::scalar(const std::string& sql) {
    Statement statement(m_handle, sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Connection::text(const std::string& sql) {
    Statement statement(m_handle, sql);
    return statement.step() ? statement.text(0) : std::string();
}

Statement& Connection::prepared(const char* sql) {
    auto& statement = m_statements[sql];
    if (!statement) statement = std::make_unique<Statement>(m_handle, sql);
    return *statement;
}

bool Connection::isInTransaction() const { return sqlite3_get_autocommit(m_handle) == 0; }
bool Connection::holdsSnapshot() const {
    return sqlite3_txn_state(m_handle, nullptr) != SQLITE_TXN_NONE;
}

void Connection::resetStatements() noexcept {
    for (sqlite3_stmt* each = nullptr; (each = sqlite3_next_stmt(m_handle, each)) != nullptr;)
        sqlite3_reset(each);
}

void Connection::stopWhen(const std::function<bool()>* isCancelled) {
    // Some 10,000 steps of its machine are a millisecond.
    constexpr int kStepsBetween = 10'000;
    const auto ask = [](void* asked) {
        return (*static_cast<const std::function<bool()>*>(asked))() ? 1 : 0;
    };
    if (isCancelled)
        sqlite3_progress_handler(m_handle, kStepsBetween, ask, const_cast<std::function<bool()>*>(isCancelled));
    else sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
}

std::int64_t Connection::changes() const { return sqlite3_changes64(m_handle); }
std::int64_t Connection::lastRowId() const { return sqlite3_last_insert_rowid(m_handle); }

Transaction::Transaction(Connection& connection) : m_connection(connection) {
    connection.prepared("begin immediate").run();
}

Transaction::~Transaction() {
    if (m_isOpen) rollback();
}

void Transaction::commit() {
    // A full disk or an I/O error rolls back on its own; a commit would then succeed on nothing.
    if (!m_connection.isInTransaction())
        throw SqliteError(SQLITE_ABORT, "the transaction had already been rolled back");
    m_connection.prepared("commit").run();
    m_isOpen = false;
}

void Transaction::rollback() noexcept {
    m_isOpen = false;
    if (!m_connection.isInTransaction()) return;
    try {
        m_connection.prepared("rollback").run();
    } catch (const SqliteError&) {
        // Nothing is left to do: the next begin reports what is wrong with the connection.
    }
}

} // namespace alluse::storage::sqlite
