#pragma once
// The change feed on SQLite: the data version of the file says that something was committed, the
// sequence of commands says what.

#include "services/ports/change_feed.h"
#include "storage/sqlite/sqlite_session.h"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>

namespace alluse::storage::sqlite {

class SqliteChangeFeed final : public services::ChangeFeed {
public:
    explicit SqliteChangeFeed(std::filesystem::path path) : m_path(std::move(path)) {}

    services::Outcome<std::string> start() override;
    services::Outcome<std::string> identity() override;
    services::Outcome<services::Changes> since(const std::string& position) override;
    services::Outcome<services::Changes> next(const std::string& position,
                                              std::chrono::milliseconds waitMax) override;
    void wake() noexcept override;

private:
    [[nodiscard]] SqliteSession& session();
    [[nodiscard]] std::int64_t dataVersion();
    [[nodiscard]] services::Changes ask(const std::string& position);

    std::filesystem::path m_path;
    std::unique_ptr<SqliteSession> m_session;
    std::int64_t m_dataVersion = 0; // at the last look
    std::mutex m_mutex;             // guards m_isWoken
    std::condition_variable m_woken;
    bool m_isWoken = false;
};

} // namespace alluse::storage::sqlite
