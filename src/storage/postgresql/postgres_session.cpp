#include "storage/postgresql/postgres_session.h"

#include "domain/assert.h"

// The package says that SOCI has Boost without depending on its headers; only templates differ.
#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME
#include <soci/soci.h>
#include <soci/postgresql/soci-postgresql.h>

#include <poll.h>

#include <array>
#include <charconv>
#include <cstring>

namespace alluse::storage {
namespace {

constexpr int kValuesMax = 40;
// Set for each session: limits that keep a lost client or a long lock from blocking others.
constexpr std::array<const char*, 6> kSessionSettings{
    "set search_path = ledger",          "set lock_timeout = '5s'",
    "set statement_timeout = '120s'",    "set idle_in_transaction_session_timeout = '60s'",
    "set client_min_messages = warning", "set application_name = 'all-use'"};

struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

// The primary message names tables and rules, never the bound values (those are in the detail).
[[noreturn]] void raise(PGconn* connection, const PGresult* result) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    if (PQstatus(connection) == CONNECTION_BAD || !state)
        throw StorageError(ErrorClass::ConnectionLost, state ? state : "08000",
                           "The connection to the database was lost.");
    const ErrorClass errorClass = classOfSqlstate(state);
    const char* rule = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    std::string text = errorClass == ErrorClass::Invalid ? "A value does not fit its column."
                                                         : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (rule) text += std::string(" [") + rule + "]";
    throw StorageError(errorClass, state, text);
}

Result checked(PGconn* connection, PGresult* raw) {
    Result result(raw);
    const auto status = PQresultStatus(raw);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) raise(connection, raw);
    return result;
}

// How soon a statement that nobody waits for is stopped.
constexpr int kStopCheckMs = 5;

void requestCancel(PGconn* connection) {
    std::array<char, 256> reason{};
    if (PGcancel* request = PQgetCancel(connection)) {
        PQcancel(request, reason.data(), static_cast<int>(reason.size()));
        PQfreeCancel(request);
    }
}

// The result of a statement that was sent. The wait is for the socket, so that a statement which
// answers within the first turn costs nothing more than without anybody asking.
PGresult* awaited(PGconn* connection, const std::function<bool()>& isCancelled) {
    bool isAsked = false;
    while (PQisBusy(connection)) {
        pollfd socket{PQsocket(connection), POLLIN, 0};
        const int ready = ::poll(&socket, 1, isAsked ? -1 : kStopCheckMs);
        if (ready == 0 && isCancelled()) {
            requestCancel(connection);
            isAsked = true;
        }
        if (ready > 0 && !PQconsumeInput(connection)) break;
    }
    PGresult* result = PQgetResult(connection);
    while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
    return result;
}

class PostgresStatement final : public Statement {
public:
    // `isCancelled` may be empty; it belongs to the session.
    PostgresStatement(PGconn* connection, const std::function<bool()>& isCancelled, std::string name,
                      std::string_view text)
        : m_connection(connection), m_isCancelled(isCancelled), m_name(std::move(name)) {
        checked(connection, PQprepare(connection, m_name.c_str(), std::string(text).c_str(), 0, nullptr));
    }
    // Runs at once, without a name on the server.
    PostgresStatement(PGconn* connection, const std::function<bool()>& isCancelled,
                      std::string_view text, std::span<const Value> values)
        : m_connection(connection), m_isCancelled(isCancelled), m_text(text) {
        run(values);
    }
    ~PostgresStatement() override {
        if (m_name.empty()) return;
        if (PQstatus(m_connection) != CONNECTION_OK) return;
        if (PQtransactionStatus(m_connection) == PQTRANS_INERROR) return; // would only fail
        Result(PQexec(m_connection, ("deallocate " + m_name).c_str()));
    }

    void run(std::span<const Value> values) override {
        ALLUSE_ASSERT(values.size() <= kValuesMax, "a statement has few parameters");
        std::array<const char*, kValuesMax> pointers{};
        std::array<std::array<char, 21>, kValuesMax> numbers; // -9223372036854775808 and a NUL
        for (std::size_t i = 0; i < values.size(); ++i)
            pointers[i] = pointerTo(values[i], numbers[i], i);
        m_row = -1;
        const int count = static_cast<int>(values.size());
        m_result = checked(m_connection, m_isCancelled ? sent(count, pointers.data())
                                                       : executed(count, pointers.data()));
    }
    bool next() override { return ++m_row < PQntuples(m_result.get()); }
    std::int64_t integer(int column) const override {
        const char* text = PQgetvalue(m_result.get(), m_row, column);
        std::int64_t value = 0;
        if (*text == 't') return 1; // a boolean
        const auto end = text + PQgetlength(m_result.get(), m_row, column);
        std::from_chars(text, end, value);
        return value;
    }
    std::string_view text(int column) const override {
        return {PQgetvalue(m_result.get(), m_row, column),
                static_cast<std::size_t>(PQgetlength(m_result.get(), m_row, column))};
    }
    bool isNull(int column) const override { return PQgetisnull(m_result.get(), m_row, column) != 0; }

private:
    PGresult* executed(int count, const char* const* values) {
        return m_name.empty() ? PQexecParams(m_connection, m_text.c_str(), count, nullptr, values,
                                             nullptr, nullptr, 0)
                              : PQexecPrepared(m_connection, m_name.c_str(), count, values, nullptr,
                                               nullptr, 0);
    }
    PGresult* sent(int count, const char* const* values) {
        if (m_isCancelled()) throw StorageError(ErrorClass::Cancelled, "57014", "Cancelled.");
        const int isSent = m_name.empty()
                               ? PQsendQueryParams(m_connection, m_text.c_str(), count, nullptr, values,
                                                   nullptr, nullptr, 0)
                               : PQsendQueryPrepared(m_connection, m_name.c_str(), count, values,
                                                     nullptr, nullptr, 0);
        if (!isSent) raise(m_connection, nullptr);
        return awaited(m_connection, m_isCancelled);
    }
    // libpq wants terminated texts; one that is not is copied. The service refuses NUL in a text.
    const char* pointerTo(const Value& value, std::array<char, 21>& number, std::size_t index) {
        if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            *std::to_chars(number.data(), number.data() + 20, *integer).ptr = '\0';
            return number.data();
        }
        if (const auto* text = std::get_if<std::string_view>(&value)) {
            if (m_texts.size() <= index) m_texts.resize(kValuesMax);
            m_texts[index].assign(*text);
            return m_texts[index].c_str();
        }
        return nullptr;
    }

    PGconn* m_connection;
    const std::function<bool()>& m_isCancelled;
    std::string m_name;
    std::string m_text;
    Result m_result;
    int m_row = -1;
    std::vector<std::string> m_texts;
};

} // namespace

struct PostgresSession::Connection {
    explicit Connection(const std::string& conninfo) : session(soci::postgresql, conninfo) {}
    soci::session session;
};

PostgresSession::PostgresSession(const std::string& conninfo, metrics::MetricRegistry* registry)
    : Session(Dialect::Postgresql, registry) {
    try {
        m_connection = std::make_unique<Connection>(conninfo);
    } catch (const soci::soci_error&) { // its text repeats the whole connection string
        throw StorageError(ErrorClass::Unavailable, "08001", "The database server cannot be reached.");
    }
    m_handle = static_cast<soci::postgresql_session_backend*>(m_connection->session.get_backend())->conn_;
    for (const char* setting : kSessionSettings) execute(setting);
}

PostgresSession::~PostgresSession() {
    if (!m_connection) return;
    m_planned.reset();
    forgetStatements(); // they hold the native handle
}

Statement& PostgresSession::runPlanned(const Sql& sql, std::span<const Value> values) {
    m_planned = std::make_unique<PostgresStatement>(m_handle, m_isCancelled, sql.text, values);
    return *m_planned;
}

void PostgresSession::execute(std::string_view sql) {
    checked(m_handle, PQexec(m_handle, std::string(sql).c_str()));
}

void PostgresSession::begin(Work work) {
    execute(work == Work::Writing ? "begin" : "begin isolation level repeatable read read only");
}

void PostgresSession::commit() {
    // After a swallowed error the server would answer COMMIT with a silent ROLLBACK.
    if (PQtransactionStatus(m_handle) != PQTRANS_INTRANS)
        throw StorageError(ErrorClass::Bug, "25P02", "The transaction cannot commit after an error.");
    execute("commit");
}

void PostgresSession::rollback() noexcept {
    if (PQstatus(m_handle) == CONNECTION_OK) Result(PQexec(m_handle, "rollback"));
}

bool PostgresSession::isInTransaction() const {
    return PQtransactionStatus(m_handle) != PQTRANS_IDLE;
}

bool PostgresSession::isBroken() const { return PQstatus(m_handle) != CONNECTION_OK; }

bool PostgresSession::ping() noexcept {
    const Result result(PQexec(m_handle, "select 1"));
    return PQresultStatus(result.get()) == PGRES_TUPLES_OK;
}

std::unique_ptr<Statement> PostgresSession::prepare(std::string_view text) {
    return std::make_unique<PostgresStatement>(m_handle, m_isCancelled,
                                               "s" + std::to_string(++m_statementNumber), text);
}

void PostgresSession::copyBegin(std::string_view sql) {
    const Result result(PQexec(m_handle, std::string(sql).c_str()));
    if (PQresultStatus(result.get()) != PGRES_COPY_IN) raise(m_handle, result.get());
}

void PostgresSession::copyRows(std::string_view rows) {
    if (PQputCopyData(m_handle, rows.data(), static_cast<int>(rows.size())) != 1) raise(m_handle, nullptr);
}

void PostgresSession::copyEnd() {
    if (PQputCopyEnd(m_handle, nullptr) != 1) raise(m_handle, nullptr);
    Result result(PQgetResult(m_handle));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) raise(m_handle, result.get());
    while (PGresult* rest = PQgetResult(m_handle)) PQclear(rest);
}

} // namespace alluse::storage
