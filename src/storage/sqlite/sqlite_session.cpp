#include "storage/sqlite/sqlite_session.h"

#include "storage/sqlite/sqlite_error.h"
#include "storage/sqlite/statement.h"

#include <sqlite3.h>

namespace alluse::storage::sqlite {

namespace {

std::unique_ptr<Connection> opened(const std::filesystem::path& path, OpenMode mode) {
    try {
        return std::make_unique<Connection>(path, mode);
    } catch (const SqliteError& error) {
        throw toStorageError(error);
    }
}

} // namespace

template <class Body>
auto SqliteSession::translated(Body&& body) {
    try {
        return body();
    } catch (const SqliteError& error) {
        const int code = error.primaryCode();
        if (code == SQLITE_IOERR || code == SQLITE_CORRUPT || code == SQLITE_NOTADB) m_isBroken = true;
        throw toStorageError(error);
    }
}

// The placeholders $1, $2 … are names to SQLite, numbered by where they first appear.
class SqliteSession::Prepared final : public storage::Statement {
public:
    Prepared(SqliteSession& session, std::string_view text)
        : m_session(session), m_statement(session.m_connection->handle(), text) {
        for (int number = 1;; ++number) {
            const int index = m_statement.indexOf("$" + std::to_string(number));
            if (index == 0) break;
            m_indices.push_back(index);
        }
    }

    void run(std::span<const Value> values) override {
        m_statement.reset();
        m_isReady = false;
        for (std::size_t i = 0; i < values.size() && i < m_indices.size(); ++i) bind(m_indices[i], values[i]);
        // The first step runs here, so that a statement without rows needs no next().
        m_hasRow = m_session.translated([&] { return m_statement.step(); });
        m_isReady = true;
    }
    bool next() override {
        if (m_isReady) {
            m_isReady = false;
            return m_hasRow;
        }
        if (!m_hasRow) return false;
        m_hasRow = m_session.translated([&] { return m_statement.step(); });
        return m_hasRow;
    }
    std::int64_t integer(int column) const override { return m_statement.integer(column); }
    std::string_view text(int column) const override { return m_statement.blob(column); }
    bool isNull(int column) const override { return m_statement.isNull(column); }

private:
    void bind(int index, const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) m_statement.bind(index, *number);
        else if (const auto* text = std::get_if<std::string_view>(&value)) m_statement.bind(index, *text);
        else m_statement.bindNull(index);
    }

    SqliteSession& m_session;
    sqlite::Statement m_statement;
    std::vector<int> m_indices; // of $1, $2 …
    bool m_isReady = false;     // run() has stepped to a row that next() has not yet shown
    bool m_hasRow = false;
};

SqliteSession::SqliteSession(const std::filesystem::path& path, OpenMode mode,
                             metrics::MetricRegistry* registry)
    : Session(Dialect::Sqlite, registry), m_connection(opened(path, mode)) {}

SqliteSession::~SqliteSession() { forgetStatements(); }

void SqliteSession::execute(std::string_view sql) {
    translated([&] { m_connection->execute(std::string(sql)); });
}

void SqliteSession::begin(Work work) {
    // A deferred transaction that writes later loses to any other writer at once.
    execute(work == Work::Writing ? "begin immediate" : "begin");
}

void SqliteSession::commit() {
    if (!m_connection->isInTransaction())
        throw StorageError(ErrorClass::Bug, "", "The transaction had already been rolled back.");
    execute("commit");
}

void SqliteSession::rollback() noexcept {
    m_connection->resetStatements();
    if (!m_connection->isInTransaction()) return;
    try {
        execute("rollback");
    } catch (const StorageError&) {
        m_isBroken = true;
    }
}

bool SqliteSession::isInTransaction() const {
    // A query that was not read to its end holds a snapshot, too, and keeps the log from shrinking.
    return m_connection->isInTransaction() || m_connection->holdsSnapshot();
}

void SqliteSession::stopWhen(std::function<bool()> isCancelled) {
    Session::stopWhen(std::move(isCancelled));
    m_connection->stopWhen(m_isCancelled ? &m_isCancelled : nullptr);
}

bool SqliteSession::ping() noexcept {
    try {
        return m_connection->scalar("select 1") == 1;
    } catch (const SqliteError&) {
        return false;
    }
}

std::unique_ptr<storage::Statement> SqliteSession::prepare(std::string_view text) {
    return translated([&]() -> std::unique_ptr<storage::Statement> {
        return std::make_unique<Prepared>(*this, text);
    });
}

} // namespace alluse::storage::sqlite
