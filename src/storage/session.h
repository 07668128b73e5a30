#pragma once
// One database session: prepared statements kept by text, transactions, and whether it still lives.
// One thread at a time. Each dialect implements it over its native handle.

#include "metrics/metric_registry.h"
#include "storage/storage_error.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

namespace alluse::storage {

enum class Dialect { Postgresql, Sqlite };

// A statement of the catalogue: `id` names it in metrics and plans ("account.find").
// Placeholders are $1, $2 … in both dialects.
struct Sql {
    std::string_view id;
    std::string_view text;
};

// A bound value; a text must live until the statement has run.
using Value = std::variant<std::monostate, std::int64_t, std::string_view>;

// A prepared statement and the rows of its last run. Columns count from 0.
class Statement {
public:
    virtual ~Statement() = default;
    virtual void run(std::span<const Value> values) = 0;
    // True: the next row is there. After false the statement holds no lock and can run again.
    virtual bool next() = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    // Valid until next() or run().
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual bool isNull(int column) const = 0;

    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
};

class Session {
public:
    static constexpr std::size_t kStatementsMax = 200; // the list queries have many variants

    Session(Dialect dialect, metrics::MetricRegistry* registry);
    virtual ~Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Prepares on first use and runs; rows are read with next(). Throws StorageError.
    Statement& run(const Sql& sql, std::span<const Value> values);
    Statement& run(const Sql& sql, std::initializer_list<Value> values = {}) {
        return run(sql, std::span<const Value>(values.begin(), values.size()));
    }
    // The same, planned for these very values and not kept: lists, whose best plan depends on what
    // is searched. The rows are valid until the next call.
    virtual Statement& runPlanned(const Sql& sql, std::span<const Value> values) {
        return run(sql, values);
    }
    // One statement without parameters or rows, not kept: schema work, settings.
    virtual void execute(std::string_view sql) = 0;

    virtual void begin(Work work) = 0;
    // Throws when the transaction was not in a state that can commit: a swallowed error would
    // otherwise be reported as success (PostgreSQL) or commit half (SQLite).
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    [[nodiscard]] virtual bool isInTransaction() const = 0;
    [[nodiscard]] virtual bool isBroken() const = 0;
    // A round trip to the database; false when it no longer answers.
    [[nodiscard]] virtual bool ping() noexcept = 0;
    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    // Asked every few milliseconds while a statement runs; true ends the statement with a
    // StorageError (Cancelled), and the session stays usable. Empty: nothing is asked.
    virtual void stopWhen(std::function<bool()> isCancelled) { m_isCancelled = std::move(isCancelled); }

protected:
    [[nodiscard]] virtual std::unique_ptr<Statement> prepare(std::string_view text) = 0;
    // To be called by each destructor before the native handle closes.
    void forgetStatements() { m_statements.clear(); }
    std::function<bool()> m_isCancelled;

private:
    struct Kept {
        std::unique_ptr<Statement> statement;
        metrics::Timer time;
        metrics::Counter errors;
        std::uint64_t usedAt = 0;
    };
    Kept& kept(const Sql& sql);
    void dropOldest();

    Dialect m_dialect;
    metrics::MetricRegistry* m_registry;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, Kept, TextHash, std::equal_to<>> m_statements; // by text
    std::uint64_t m_uses = 0;
};

} // namespace alluse::storage
