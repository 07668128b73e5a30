#pragma once
// A prepared statement of one connection: bind by position from 1, read columns from 0.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace alluse::storage::sqlite {

class Statement {
public:
    Statement(sqlite3* connection, std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int index, std::int64_t value);
    // The text must live until the statement has run: it is not copied.
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bindBlob(int index, std::span<const std::uint8_t> bytes);
    Statement& bindNull(int index);
    Statement& bind(int index, std::optional<std::int64_t> value);

    // Of a named placeholder such as "$1"; 0 when the text has none of that name.
    [[nodiscard]] int indexOf(const std::string& name) const;

    // True: a row is there. False: done, and the statement is ready to run again.
    bool step();
    // For statements without rows: runs and resets.
    void run();
    void reset() noexcept;

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string_view blob(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;

private:
    sqlite3* m_connection;
    sqlite3_stmt* m_statement = nullptr;
};

// Resets a statement when the reading scope ends, so that it holds no read lock.
class Reading {
public:
    explicit Reading(Statement& statement) : m_statement(statement) {}
    ~Reading() { m_statement.reset(); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

private:
    Statement& m_statement;
};

} // namespace alluse::storage::sqlite
