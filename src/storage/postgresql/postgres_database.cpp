// The PostgreSQL half of the Database face: makes or checks the schema, then hands out its ports.

#include "storage/account_repository.h"
#include "storage/analytics_repository.h"
#include "storage/database.h"
#include "storage/entry_repository.h"
#include "storage/family_repository.h"
#include "storage/growth_repository.h"
#include "storage/migrations.h"
#include "storage/postgresql/postgres_admin.h"
#include "storage/postgresql/postgres_change_feed.h"
#include "storage/postgresql/postgres_ledger.h"
#include "storage/postgresql/postgres_session.h"
#include "storage/unit_of_work.h"

namespace alluse::storage {

namespace {

constexpr Sql kSetEnvironment{"setting.environment", "update ledger_state set environment = $1"};

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(const std::string& conninfo, const OpenOptions& options)
        : m_conninfo(conninfo), m_pool([conninfo, registry = options.registry] {
                     return std::make_unique<PostgresSession>(conninfo, registry);
                 },
                 options.pool, options.registry),
          m_ledger(m_pool, options.registry),
          m_admin(m_pool, DatabaseLocation{Dialect::Postgresql, conninfo}.shown()),
          m_accounts(m_pool), m_families(m_pool), m_entries(m_pool), m_growth(m_pool, m_pool),
          m_analytics(m_pool, m_pool) {}

    services::LedgerPort& ledger() override { return m_ledger; }
    services::AccountReads& accounts() override { return m_accounts; }
    services::FamilyReads& families() override { return m_families; }
    services::LedgerReads& entries() override { return m_entries; }
    services::GrowthPort& growth() override { return m_growth; }
    services::AnalyticsReads& analytics() override { return m_analytics; }
    services::DatabasePort& admin() override { return m_admin; }
    std::unique_ptr<services::ChangeFeed> changeFeed() override {
        return std::make_unique<PostgresChangeFeed>(m_conninfo);
    }

private:
    std::string m_conninfo;
    SessionPool m_pool;
    PostgresLedger m_ledger;
    PostgresAdmin m_admin;
    AccountRepository m_accounts;
    FamilyRepository m_families;
    EntryRepository m_entries;
    GrowthRepository m_growth;
    AnalyticsRepository m_analytics;
};

void prepareSchema(PostgresSession& session, const OpenOptions& options) {
    if (options.create) session.execute("create schema if not exists ledger");
    const int version = schemaVersion(session);
    if (version == 0 ? options.create : options.migrate) migrate(session);
    requireCurrentSchema(session);
    if (version == 0) {
        session.run(kSetEnvironment, {std::string_view(options.environment)});
    }
}

} // namespace

std::unique_ptr<Database> openPostgresql(const std::string& conninfo, const OpenOptions& options) {
    PostgresSession session(conninfo, options.registry);
    prepareSchema(session, options);
    return std::make_unique<PostgresDatabase>(conninfo, options);
}

} // namespace alluse::storage
