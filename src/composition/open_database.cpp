#include "composition/open_database.h"

#include "composition/sample_data.h"
#include "domain/sha256.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

namespace alluse::composition {
namespace {

using services::FailureKind;
using services::Outcome;
using storage::Database;
using storage::DatabaseLocation;

Outcome<std::unique_ptr<Database>> openStorage(const DatabaseLocation& location,
                                               const OpenRequest& request,
                                               metrics::MetricRegistry& registry) {
    storage::OpenOptions options;
    options.create = request.createWhenMissing;
    options.migrate = request.migrates;
    options.environment = request.environment;
    options.registry = &registry;
    return Database::open(location, options);
}

// Under another name until it is whole: a first start that was cut short simply starts over.
Outcome<void> makeSample(const std::string& path, const OpenRequest& request,
                         metrics::MetricRegistry& registry, const services::Call& call) {
    namespace fs = std::filesystem;
    const std::string unfinished = path + ".unfinished";
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        fs::remove(unfinished + suffix, error);
    {
        storage::OpenOptions options;
        options.create = true;
        options.environment = "demo";
        options.registry = &registry;
        auto opened = Database::open({storage::Dialect::Sqlite, unfinished}, options);
        if (!opened) return tl::unexpected(opened.error());
        const auto filled =
            fillSample((*opened)->admin(), services::SystemClock().today(), request.progress, call);
        if (!filled) return filled;
    }
    fs::rename(unfinished, path, error);
    if (error)
        return services::failed(FailureKind::Unavailable,
                                "The sample database cannot be saved in its folder.");
    return {};
}

} // namespace

OpenDatabase::OpenDatabase(std::unique_ptr<Database> opened, metrics::MetricRegistry& registry,
                           const std::optional<CacheOptions>& caching)
    : database(std::move(opened)),
      cache(caching ? std::make_unique<CacheCoherence>(database->changeFeed(), *caching, registry)
                    : nullptr),
      ledger(database->ledger(),
             [this](std::span<const NoticingLedger::Committed> committed) {
                 if (cache) cache->committed(committed);
             }),
      cachedAccounts(database->accounts(), cache.get()),
      cachedFamilies(database->families(), cache.get()),
      accounts(cachedAccounts, QueryMeter(registry)),
      families(cachedFamilies, QueryMeter(registry)),
      entries(database->entries(), QueryMeter(registry)),
      commands(ledger, database->accounts(), database->entries(), authorizer, clock, registry),
      growth(ledger, database->growth(), authorizer, clock, registry),
      imports(ledger, database->accounts(), database->entries(), database->admin(), authorizer,
              clock, registry),
      // Statements are read from the ledger itself, never from a cache.
      reports(database->accounts(), database->families(), database->entries(), database->growth(),
              database->analytics()),
      analytics(database->analytics(), analyses, clock) {
    const auto forget = [this](const domain::ChangeSet& changes) { analytics.forget(changes); };
    commands.onCommitted(forget);
    growth.onCommitted(forget);
    imports.onCommitted(forget);
}

CacheOptions usualCache(const std::string& location) {
    CacheOptions options;
    // A file of SQLite answers as fast as the second level would.
    if (const auto parsed = DatabaseLocation::parse(location);
        !parsed || parsed->dialect == storage::Dialect::Sqlite)
        return options;
    const char* given = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    if (!given && !home) return options;
    const std::filesystem::path folder =
        given ? std::filesystem::path(given) : std::filesystem::path(home) / ".cache";
    const auto name = domain::hexText(domain::sha256(location)).substr(0, 16);
    options.file = (folder / "all-use" / ("reads-" + name + ".lmdb")).string();
    return options;
}

Outcome<std::shared_ptr<OpenDatabase>> openDatabase(const OpenRequest& request,
                                                    metrics::MetricRegistry& registry,
                                                    const services::Call& call) {
    const auto location = DatabaseLocation::parse(request.location);
    if (!location)
        return services::failed(FailureKind::Unavailable,
                                "A database is named by sqlite:PATH or postgresql:CONNINFO.");
    if (request.isSample && !std::filesystem::exists(location->target)) {
        const auto made = makeSample(location->target, request, registry, call);
        if (!made) return tl::unexpected(made.error());
    }
    auto opened = openStorage(*location, request, registry);
    if (!opened) return tl::unexpected(opened.error());
    auto whole = std::make_shared<OpenDatabase>(
        std::move(*opened), registry,
        request.usesCache ? std::optional(usualCache(request.location)) : std::nullopt);
    auto status = whole->database->admin().status(call);
    if (!status) return tl::unexpected(status.error());
    whole->status = *std::move(status);
    return whole;
}

} // namespace alluse::composition
