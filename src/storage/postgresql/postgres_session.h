#pragma once
// A PostgreSQL session: SOCI opens and owns the connection; statements run on its libpq handle, so
// that integers and texts come from the result without conversion in between.

#include "storage/session.h"

#include <memory>
#include <string>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

namespace alluse::storage {

class PostgresSession final : public Session {
public:
    // Throws StorageError (Unavailable) when the server cannot be reached.
    PostgresSession(const std::string& conninfo, metrics::MetricRegistry* registry);
    ~PostgresSession() override;

    Statement& runPlanned(const Sql& sql, std::span<const Value> values) override;
    void execute(std::string_view sql) override;
    void begin(Work work) override;
    void commit() override;
    void rollback() noexcept override;
    [[nodiscard]] bool isInTransaction() const override;
    [[nodiscard]] bool isBroken() const override;
    [[nodiscard]] bool ping() noexcept override;

    // COPY table FROM STDIN in text format: begin, rows already encoded, end.
    void copyBegin(std::string_view sql);
    void copyRows(std::string_view rows);
    void copyEnd();

    [[nodiscard]] PGconn* handle() const { return m_handle; }

protected:
    [[nodiscard]] std::unique_ptr<Statement> prepare(std::string_view text) override;

private:
    struct Connection; // holds the soci::session
    std::unique_ptr<Connection> m_connection;
    PGconn* m_handle = nullptr;
    std::uint64_t m_statementNumber = 0;
    std::unique_ptr<Statement> m_planned; // the last one that was not kept
};

} // namespace alluse::storage
