#pragma once
// What claims are measured against: SQL written by hand for the same question or the same transfer,
// in three grades. PostgreSQL only, in a test database, beside the product's own tables.

#include "storage/database.h"

#include <cstdint>
#include <memory>
#include <string>

namespace alluse::storage {

class PostgresSession;

// Origin: what the claims' own system did: load, change in memory, write back, a statement planned
// anew each time; sums by a subquery for each figure. Competent: prepared, indexed, one transaction
// of separate statements; sums in one pass. Limit: the bare work in one call.
enum class ControlGrade { Origin, Competent, Limit };

// The barest ledger that can still be called one; `accounts` with a million dollars each.
[[nodiscard]] services::Outcome<void> makeControlLedger(const DatabaseLocation& location, std::int64_t accounts);

// One session of its own. One thread.
class ControlClient {
public:
    explicit ControlClient(const DatabaseLocation& location); // throws StorageError
    ~ControlClient();
    // From and to: accounts of the control ledger, 1 … accounts. All throw StorageError.
    void transfer(ControlGrade grade, std::int64_t source, std::int64_t target, std::int64_t cents);
    void createAccount(ControlGrade grade, std::int64_t owner, std::int64_t cents);
    // Of the limit only.
    void fork(std::int64_t account);
    void merge(std::int64_t source, std::int64_t target);
    // The product's accounts of one family with what they hold, received and last did.
    void list(ControlGrade grade, std::int64_t family);
    void read(ControlGrade grade, std::int64_t account);
    // Any statement with one parameter.
    void statement(const std::string& sql, std::int64_t key);

private:
    void transferByHand(bool isPrepared, std::int64_t source, std::int64_t target, std::int64_t cents);
    std::unique_ptr<PostgresSession> m_session;
};

// Trouble on purpose; each blocks for as long as it lasts. SQLite has no sessions to end.
void killSessions(const DatabaseLocation& location);
void holdLock(const DatabaseLocation& location, double seconds);
void runSlowQuery(const DatabaseLocation& location, double seconds);

} // namespace alluse::storage
