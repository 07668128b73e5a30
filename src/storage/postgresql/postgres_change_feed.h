#pragma once
// The change feed on PostgreSQL: a connection that listens, the watermark that misses nothing, and
// one of the running programs that tells the others.

#include "services/ports/change_feed.h"
#include "storage/postgresql/postgres_session.h"

#include <memory>

namespace alluse::storage {

// A hint is only a hint. What counts is the snapshot: a command is news when it is visible now and
// was not in the last snapshot, whatever the order of its transaction id.
//
// A notification by each commit would halve the throughput, so the commits send none. The program
// that holds an advisory lock looks every few milliseconds, and notifies when there is news.
class PostgresChangeFeed final : public services::ChangeFeed {
public:
    explicit PostgresChangeFeed(std::string conninfo);
    ~PostgresChangeFeed() override;

    services::Outcome<std::string> start() override;
    services::Outcome<std::string> identity() override;
    services::Outcome<services::Changes> since(const std::string& position) override;
    services::Outcome<services::Changes> next(const std::string& position,
                                              std::chrono::milliseconds waitMax) override;
    void wake() noexcept override;

private:
    [[nodiscard]] PostgresSession& session();
    [[nodiscard]] services::Changes ask(const std::string& position);
    void waitForHint(std::chrono::milliseconds waitMax);
    void stand(); // for notifier

    std::string m_conninfo;
    int m_wakeEvent = -1;
    std::unique_ptr<PostgresSession> m_session;
    bool m_isNotifier = false;
};

} // namespace alluse::storage
