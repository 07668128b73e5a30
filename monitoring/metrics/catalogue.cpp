#include "metrics/catalogue.h"

namespace alluse::metrics {

namespace {

using enum MetricKind;

struct Entry {
    std::string_view id;
    MetricKind kind;
    std::string_view unit;
    std::string_view label; // at most one in the shipped catalogue
    std::string_view help;
    std::size_t labelSetsMax = kLabelSetsMax;
};

// The statement catalogue grows past the usual bound; each query id is known at build time.
constexpr std::size_t kQueryIdsMax = 128;

constexpr Entry kCatalogue[] = {
    {ids::kAccountCreateTime, Timer, "ms", "", "Time to open a family or an account."},
    {ids::kAccountUpdateTime, Timer, "ms", "", "Time to change status or policy of an account."},
    {ids::kAccountCloseTime, Timer, "ms", "", "Time to close an account."},
    {ids::kAccountQueryTime, Timer, "ms", "", "Time to answer a search, a page or a detail view."},
    {ids::kTxTime, Timer, "ms", "type", "Time to post a transaction, from command to commit."},
    {ids::kOperationTime, Timer, "ms", "", "Time of any operation on accounts, all kinds together."},
    {ids::kAccountCreateCount, Counter, "accounts", "", "Accounts opened."},
    {ids::kAccountUpdateCount, Counter, "changes", "", "Status and policy changes."},
    {ids::kAccountCloseCount, Counter, "accounts", "", "Accounts closed."},
    {ids::kAccountQueryCount, Counter, "queries", "", "Searches, pages and detail views answered."},
    {ids::kAccountCreateErrors, Counter, "errors", "", "Openings refused or failed."},
    {ids::kAccountUpdateErrors, Counter, "errors", "", "Changes refused or failed."},
    {ids::kAccountCloseErrors, Counter, "errors", "", "Closings refused or failed."},
    {ids::kAccountQueryErrors, Counter, "errors", "", "Queries that failed."},
    {ids::kTxCount, Counter, "transactions", "type", "Transactions posted."},
    {ids::kTxVolumeCents, Counter, "cents", "type", "Money moved by posted transactions."},
    {ids::kAccountErrors, Counter, "errors", "kind", "Commands refused or failed, by reason."},
    {ids::kGrowthStale, Counter, "plans", "", "Forks, merges and reinvestments planned again after a change."},
    {ids::kQueryTime, Timer, "ms", "query", "Time of a statement, send to last row.", kQueryIdsMax},
    {ids::kQueryRows, Counter, "rows", "query", "Rows read or written.", kQueryIdsMax},
    {ids::kQueryErrors, Counter, "errors", "query", "Statements that failed.", kQueryIdsMax},
    {ids::kPoolSize, Gauge, "sessions", "", "Database sessions that are open."},
    {ids::kPoolInUse, Gauge, "sessions", "", "Database sessions lent to a job."},
    {ids::kPoolIdle, Gauge, "sessions", "", "Database sessions ready to be lent."},
    {ids::kPoolWaiting, Gauge, "jobs", "", "Jobs waiting for a database session."},
    {ids::kPoolWait, Timer, "ms", "", "Time a job waited for its database session."},
    {ids::kPoolCreated, Counter, "sessions", "", "Database sessions opened."},
    {ids::kPoolClosed, Counter, "sessions", "", "Database sessions closed or replaced."},
    {ids::kPoolTimeouts, Counter, "jobs", "", "Jobs that got no session in time."},
    {ids::kRetries, Counter, "retries", "sqlstate", "Commands repeated after a conflict."},
    {ids::kUnknownOutcomes, Counter, "commands", "", "Commits whose answer was lost."},
    {ids::kCacheHits, Counter, "reads", "level", "Reads answered from the cache."},
    {ids::kCacheMisses, Counter, "reads", "level", "Reads that this level of the cache could not answer."},
    {ids::kCachePuts, Counter, "entries", "level", "Entries stored."},
    {ids::kCachePromotions, Counter, "entries", "", "Entries that moved from the file to memory."},
    {ids::kCacheEvictions, Counter, "entries", "reason", "Entries that left memory."},
    {ids::kCacheInvalidations, Counter, "tags", "tag", "Tags invalidated, by kind."},
    {ids::kCacheBytes, Gauge, "bytes", "level", "Size of what is held."},
    {ids::kCacheEntries, Gauge, "entries", "level", "Entries held."},
    {ids::kCacheLoadTime, Gauge, "ms", "", "Mean time of a load that the cache could not save."},
    {ids::kCacheSavedTime, Gauge, "s", "", "Time that hits have saved since the database was opened."},
    {ids::kCacheStaleness, Timer, "ms", "", "Time from a change elsewhere until this program knew of it."},
    {ids::kJobDepth, Gauge, "jobs", "priority", "Jobs waiting, by priority."},
    {ids::kJobWait, Timer, "ms", "lane", "Time from submit to start of a job."},
    {ids::kJobRun, Timer, "ms", "lane", "Time from start to end of a job."},
    {ids::kJobFailed, Counter, "jobs", "lane", "Jobs that ended with an error."},
    {ids::kJobRetried, Counter, "jobs", "lane", "Tries again after a transient failure."},
    {ids::kJobHeldBack, Counter, "submissions", "lane", "Submissions that waited for room in a full lane."},
    {ids::kJobDead, Gauge, "jobs", "", "Jobs given up, kept until somebody retries or discards them."},
    {ids::kJobOldestAge, Gauge, "s", "", "Age of the job that has waited longest."},
    {ids::kJobUtilisation, Gauge, "%", "lane", "Share of a lane's workers that was busy."},
    {ids::kAppCpu, Gauge, "%", "", "Processor time of this program; 100 % is one core."},
    {ids::kAppRss, Gauge, "MB", "", "Resident memory of this program."},
    {ids::kAppThreads, Gauge, "threads", "", "Threads of this program."},
    {ids::kMonitorLag, Gauge, "ms", "", "How late the monitoring tick came."},
    {ids::kMonitorDropped, Gauge, "recordings", "", "Recordings and series that could not be kept."},
};

} // namespace

void describeCatalogue(MetricRegistry& registry) {
    for (const Entry& entry : kCatalogue) {
        MetricDescription description{std::string(entry.id), entry.kind, std::string(entry.unit),
                                      std::string(entry.help)};
        if (!entry.label.empty()) description.labels.emplace_back(entry.label);
        description.labelSetsMax = entry.labelSetsMax;
        registry.describe(std::move(description));
    }
}

} // namespace alluse::metrics
