#pragma once
// A connection to a SQLite file through its C API, opened by the recipe that keeps the ledger safe.
// One thread at a time: the connection takes no mutex of its own.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;

namespace alluse::storage::sqlite {

class Statement;

// "ALUA" in ASCII: what marks a file as ours in its header.
inline constexpr std::int32_t kApplicationId = 0x414C5541;
inline constexpr int kBusyTimeoutMs = 5'000;

enum class OpenMode {
    Read,  // queries only
    Write, // the file must exist
    Create // the file must not exist, or be empty; it is made with mode 0600
};

class Connection {
public:
    // Throws SqliteError. Reads every PRAGMA back and refuses a connection on which one did not take.
    Connection(const std::filesystem::path& path, OpenMode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // One or several statements without results.
    void execute(const char* sql);
    void execute(const std::string& sql) { execute(sql.c_str()); }
    [[nodiscard]] std::int64_t scalar(const std::string& sql);
    [[nodiscard]] std::string text(const std::string& sql);

    // The prepared statement for `sql`, which must outlive the connection: a literal. Reset and ready.
    Statement& prepared(const char* sql);

    [[nodiscard]] bool isInTransaction() const;
    [[nodiscard]] bool holdsSnapshot() const; // a query is still open, or a transaction is
    // Asked while a statement runs: true ends it with SQLITE_INTERRUPT. Null: nothing is asked.
    void stopWhen(const std::function<bool()>* isCancelled);
    void resetStatements() noexcept;           // ends every open query
    [[nodiscard]] std::int64_t changes() const; // rows of the last statement
    [[nodiscard]] std::int64_t lastRowId() const;
    [[nodiscard]] sqlite3* handle() { return m_handle; }

private:
    void configure(OpenMode mode);
    void require(const char* pragma, std::string_view expected);

    sqlite3* m_handle = nullptr;
    std::map<const char*, std::unique_ptr<Statement>> m_statements; // by address of the literal
};

// Rolls back unless committed; `begin immediate`, because a deferred one loses to another writer.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();
    void rollback() noexcept;

private:
    Connection& m_connection;
    bool m_isOpen = true;
};

} // namespace alluse::storage::sqlite
