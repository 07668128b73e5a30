#pragma once
// Ids and descriptions of the metrics this program ships with.

#include "metrics/metric_registry.h"

namespace alluse::metrics {

namespace ids {
// Timers around service calls; each also counts, so a rate needs no second metric.
inline constexpr std::string_view kAccountCreateTime = "account.op.create.time";
inline constexpr std::string_view kAccountUpdateTime = "account.op.update.time";
inline constexpr std::string_view kAccountCloseTime = "account.op.close.time";
inline constexpr std::string_view kAccountQueryTime = "account.op.query.time";
inline constexpr std::string_view kTxTime = "account.tx.time"; // label type
// All of the timers above merged by the sampler, see engine/shipped_series.h.
inline constexpr std::string_view kOperationTime = "account.op.time";
// Counters. `.count` grows with what was done, `.errors` with what was refused or failed.
inline constexpr std::string_view kAccountCreateCount = "account.op.create.count";
inline constexpr std::string_view kAccountUpdateCount = "account.op.update.count";
inline constexpr std::string_view kAccountCloseCount = "account.op.close.count";
inline constexpr std::string_view kAccountQueryCount = "account.op.query.count";
inline constexpr std::string_view kAccountCreateErrors = "account.op.create.errors";
inline constexpr std::string_view kAccountUpdateErrors = "account.op.update.errors";
inline constexpr std::string_view kAccountCloseErrors = "account.op.close.errors";
inline constexpr std::string_view kAccountQueryErrors = "account.op.query.errors";
inline constexpr std::string_view kTxCount = "account.tx.count";         // label type
inline constexpr std::string_view kTxVolumeCents = "account.tx.volume";  // label type, cents
inline constexpr std::string_view kAccountErrors = "account.error.count"; // label kind
// Growth plans made again because the family or an account had changed meanwhile.
inline constexpr std::string_view kGrowthStale = "account.growth.stale";
// Database
inline constexpr std::string_view kQueryTime = "db.query.time";     // label query
inline constexpr std::string_view kQueryRows = "db.query.rows";     // label query
inline constexpr std::string_view kQueryErrors = "db.query.errors"; // label query
inline constexpr std::string_view kPoolSize = "db.pool.size";
inline constexpr std::string_view kPoolInUse = "db.pool.in_use";
inline constexpr std::string_view kPoolIdle = "db.pool.idle";
inline constexpr std::string_view kPoolWaiting = "db.pool.waiting";
inline constexpr std::string_view kPoolWait = "db.pool.wait";
inline constexpr std::string_view kPoolCreated = "db.pool.created";
inline constexpr std::string_view kPoolClosed = "db.pool.closed";
inline constexpr std::string_view kPoolTimeouts = "db.pool.timeouts";
inline constexpr std::string_view kRetries = "db.retries"; // label sqlstate
inline constexpr std::string_view kUnknownOutcomes = "db.unknown_outcomes";
// Cache
inline constexpr std::string_view kCacheHits = "cache.hits";     // label level
inline constexpr std::string_view kCacheMisses = "cache.misses"; // label level
inline constexpr std::string_view kCachePuts = "cache.puts";     // label level
inline constexpr std::string_view kCachePromotions = "cache.promotions";
inline constexpr std::string_view kCacheEvictions = "cache.evictions";         // label reason
inline constexpr std::string_view kCacheInvalidations = "cache.invalidations"; // label tag
inline constexpr std::string_view kCacheBytes = "cache.bytes";                 // label level
inline constexpr std::string_view kCacheEntries = "cache.entries";             // label level
inline constexpr std::string_view kCacheLoadTime = "cache.load_time";
inline constexpr std::string_view kCacheSavedTime = "cache.saved_time";
inline constexpr std::string_view kCacheStaleness = "cache.staleness";
// Jobs
inline constexpr std::string_view kJobDepth = "jobs.queue.depth"; // label priority
inline constexpr std::string_view kJobWait = "jobs.wait";         // label lane
inline constexpr std::string_view kJobRun = "jobs.run";           // label lane
inline constexpr std::string_view kJobFailed = "jobs.failed";     // label lane
inline constexpr std::string_view kJobRetried = "jobs.retried";   // label lane
inline constexpr std::string_view kJobHeldBack = "jobs.held_back"; // label lane
inline constexpr std::string_view kJobDead = "jobs.dead";
inline constexpr std::string_view kJobOldestAge = "jobs.oldest_age";
inline constexpr std::string_view kJobUtilisation = "jobs.utilisation"; // label lane
// The program itself
inline constexpr std::string_view kAppCpu = "app.cpu";
inline constexpr std::string_view kAppRss = "app.rss";
inline constexpr std::string_view kAppThreads = "app.threads";
inline constexpr std::string_view kMonitorLag = "monitor.lag";
inline constexpr std::string_view kMonitorDropped = "monitor.dropped";
} // namespace ids

// Describes everything above; called once by the composition.
void describeCatalogue(MetricRegistry& registry);

} // namespace alluse::metrics
