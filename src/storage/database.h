#pragma once
// A database behind one face: opens, creates, migrates, and hands out the services' ports.
// The ports are thread-safe and live as long as the Database.

#include "metrics/metric_registry.h"
#include "services/ports/change_feed.h"
#include "services/ports/analytics_port.h"
#include "services/ports/database_port.h"
#include "services/ports/growth_port.h"
#include "services/ports/ledger_port.h"
#include "services/ports/read_port.h"
#include "storage/session.h"
#include "storage/session_pool.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::storage {

// "sqlite:PATH" or "postgresql:CONNINFO" (keyword=value pairs or a postgresql:// URI).
struct DatabaseLocation {
    Dialect dialect = Dialect::Sqlite;
    std::string target; // the path, or the conninfo

    [[nodiscard]] static std::optional<DatabaseLocation> parse(std::string_view text);
    // Without a password; for titles and logs.
    [[nodiscard]] std::string shown() const;
};

struct OpenOptions {
    bool create = false;  // make the file (SQLite) and the schema when there is none
    bool migrate = false; // bring an older schema to the newest
    std::string environment = "live"; // of a schema made by this call: live, test or demo
    PoolLimits pool;
    metrics::MetricRegistry* registry = nullptr; // must outlive the Database
};

class Database {
public:
    static services::Outcome<std::unique_ptr<Database>> open(const DatabaseLocation& location,
                                                             const OpenOptions& options = {});
    virtual ~Database() = default;

    [[nodiscard]] virtual services::LedgerPort& ledger() = 0;
    [[nodiscard]] virtual services::AccountReads& accounts() = 0;
    [[nodiscard]] virtual services::FamilyReads& families() = 0;
    [[nodiscard]] virtual services::LedgerReads& entries() = 0;
    [[nodiscard]] virtual services::GrowthPort& growth() = 0;
    [[nodiscard]] virtual services::AnalyticsReads& analytics() = 0;
    [[nodiscard]] virtual services::DatabasePort& admin() = 0;
    // A connection of its own; it may outlive neither the server nor the file.
    [[nodiscard]] virtual std::unique_ptr<services::ChangeFeed> changeFeed() = 0;
};

// The two halves; both throw StorageError.
[[nodiscard]] std::unique_ptr<Database> openPostgresql(const std::string& conninfo,
                                                       const OpenOptions& options);
[[nodiscard]] std::unique_ptr<Database> openSqlite(const std::string& path,
                                                   const OpenOptions& options);

} // namespace alluse::storage
