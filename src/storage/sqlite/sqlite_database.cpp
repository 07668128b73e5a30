// The SQLite half of the Database face: opens or makes the file, then hands out its ports.

#include "storage/account_repository.h"
#include "storage/analytics_repository.h"
#include "storage/database.h"
#include "storage/entry_repository.h"
#include "storage/family_repository.h"
#include "storage/growth_repository.h"
#include "storage/migrations.h"
#include "storage/sqlite/sqlite_admin.h"
#include "storage/sqlite/sqlite_change_feed.h"
#include "storage/sqlite/sqlite_error.h"
#include "storage/sqlite/sqlite_ledger.h"
#include "storage/sqlite/sqlite_session.h"

namespace alluse::storage {

namespace {

using namespace alluse::storage::sqlite;

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(const std::filesystem::path& path, const OpenOptions& options)
        : m_path(path), m_ledger(path), m_admin(path, newestVersion(Dialect::Sqlite)),
          m_pool([path, registry = options.registry] {
                     return std::make_unique<SqliteSession>(path, OpenMode::Read, registry);
                 },
                 options.pool, options.registry),
          m_writers([path, registry = options.registry] {
                        return std::make_unique<SqliteSession>(path, OpenMode::Write, registry);
                    },
                    options.pool, nullptr),
          m_accounts(m_pool), m_families(m_pool), m_entries(m_pool), m_growth(m_pool, m_writers),
          m_analytics(m_pool, m_writers) {}

    services::LedgerPort& ledger() override { return m_ledger; }
    services::AccountReads& accounts() override { return m_accounts; }
    services::FamilyReads& families() override { return m_families; }
    services::LedgerReads& entries() override { return m_entries; }
    services::GrowthPort& growth() override { return m_growth; }
    services::AnalyticsReads& analytics() override { return m_analytics; }
    services::DatabasePort& admin() override { return m_admin; }
    std::unique_ptr<services::ChangeFeed> changeFeed() override {
        return std::make_unique<SqliteChangeFeed>(m_path);
    }

private:
    std::filesystem::path m_path;
    SqliteLedger m_ledger;
    SqliteAdmin m_admin;
    SessionPool m_pool;
    SessionPool m_writers; // of rows that wait; the ledger has its own writer
    AccountRepository m_accounts;
    FamilyRepository m_families;
    EntryRepository m_entries;
    GrowthRepository m_growth;
    AnalyticsRepository m_analytics;
};

// A file without a byte is one that a crash left between its creation and its first page.
bool isMissing(const std::filesystem::path& path) {
    std::error_code error;
    return !std::filesystem::exists(path, error) || std::filesystem::file_size(path, error) == 0;
}

void prepareSchema(const std::filesystem::path& path, const OpenOptions& options) {
    const bool isNew = isMissing(path);
    if (isNew && !options.create)
        throw StorageError(ErrorClass::Unavailable, "", "The database file does not exist.");
    SqliteSession session(path, isNew ? OpenMode::Create : OpenMode::Write, options.registry);
    const int version = schemaVersion(session);
    if (version == 0 ? options.create : options.migrate) migrate(session);
    requireCurrentSchema(session);
    if (version == 0)
        session.run({"setting.environment", "update setting set value = $1 where key = 'environment'"},
                    {std::string_view(options.environment)});
}

} // namespace

std::unique_ptr<Database> openSqlite(const std::string& path, const OpenOptions& options) {
    const std::filesystem::path file = std::filesystem::absolute(path);
    prepareSchema(file, options);
    try {
        return std::make_unique<SqliteDatabase>(file, options);
    } catch (const SqliteError& error) {
        throw toStorageError(error);
    }
}

} // namespace alluse::storage
