#pragma once
// One open database with the services on top of it; built on a worker, used from many threads.

#include "composition/cached_reads.h"
#include "composition/metered_reads.h"
#include "composition/noticing_ledger.h"
#include "services/analytics_service.h"
#include "services/command_service.h"
#include "services/growth_service.h"
#include "services/import_service.h"
#include "services/ports/authorizer.h"
#include "services/reports/report_service.h"
#include "services/system_clock.h"
#include "storage/database.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace alluse::composition {

struct OpenDatabase {
    OpenDatabase(std::unique_ptr<storage::Database> opened, metrics::MetricRegistry& registry,
                 const std::optional<CacheOptions>& caching = {});

    std::unique_ptr<storage::Database> database;
    std::unique_ptr<CacheCoherence> cache; // null: switched off
    NoticingLedger ledger;
    CachedAccounts cachedAccounts;
    CachedFamilies cachedFamilies;
    services::SystemClock clock;
    services::OwnerAuthorizer authorizer;
    // For eyes: through the cache. What decides gets the reads of `database`.
    MeteredAccounts accounts;
    MeteredFamilies families;
    MeteredEntries entries;
    services::CommandService commands;
    services::GrowthService growth;
    services::ImportService imports;
    services::ReportService reports;
    services::MemoryAnalyticsStore analyses;
    services::AnalyticsService analytics;
    services::DatabaseStatus status;
};

struct OpenRequest {
    std::string location; // "sqlite:PATH" or "postgresql:CONNINFO"
    bool createWhenMissing = false;
    bool migrates = true;             // brings an older schema to the newest
    std::string environment = "live"; // of a schema made by this call
    // The database of the first start: filled with sample families when it is not there yet.
    bool isSample = false;
    bool usesCache = false; // usualCache(location); else every read goes to the database
    std::function<void(std::int64_t done, std::int64_t total)> progress; // families, while filling
};

// What a program that stays open uses; the file is that of this machine, for PostgreSQL alone.
[[nodiscard]] CacheOptions usualCache(const std::string& location);

// Opens, migrates, and fills the sample. Blocks: call it from a job.
[[nodiscard]] services::Outcome<std::shared_ptr<OpenDatabase>>
openDatabase(const OpenRequest& request, metrics::MetricRegistry& registry,
             const services::Call& call);

} // namespace alluse::composition
