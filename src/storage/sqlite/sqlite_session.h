#pragma once
// A session of the common face on a SQLite file: reads, and the rare writes beside the ledger.

#include "storage/session.h"
#include "storage/sqlite/connection.h"

namespace alluse::storage::sqlite {

class SqliteSession final : public Session {
public:
    // Throws StorageError.
    SqliteSession(const std::filesystem::path& path, OpenMode mode,
                  metrics::MetricRegistry* registry);
    ~SqliteSession() override;

    void execute(std::string_view sql) override;
    void begin(Work work) override;
    void commit() override;
    void rollback() noexcept override;
    [[nodiscard]] bool isInTransaction() const override;
    [[nodiscard]] bool isBroken() const override { return m_isBroken; }
    [[nodiscard]] bool ping() noexcept override;
    void stopWhen(std::function<bool()> isCancelled) override;

    [[nodiscard]] Connection& connection() { return *m_connection; }

protected:
    [[nodiscard]] std::unique_ptr<storage::Statement> prepare(std::string_view text) override;

private:
    class Prepared;
    // Turns what SQLite throws into the common error and notes when the connection is unusable.
    template <class Body>
    auto translated(Body&& body);

    std::unique_ptr<Connection> m_connection;
    bool m_isBroken = false;
};

} // namespace alluse::storage::sqlite
