#include "composition/cache_coherence.h"

#include "composition/patched_account.h"
#include "composition/read_codecs.h"
#include "metrics/catalogue.h"

#include <algorithm>
#include <utility>

namespace alluse::composition {

namespace {

using cache::Tag;
using cache::TagKind;
using std::chrono::milliseconds;

constexpr milliseconds kRetryMin{50}, kRetryMax{1'000};
constexpr milliseconds kPublishEvery{1'000};
constexpr std::size_t kRefreshesMax = 256; // waiting; more would only be late

void addTags(std::vector<Tag>& tags, const auto& accounts, const auto& families) {
    for (const auto& account : accounts)
        tags.push_back({TagKind::Account, account.value()});
    for (const auto& family : families)
        tags.push_back({TagKind::Family, family.value()});
}

} // namespace

struct CacheCoherence::Meters {
    explicit Meters(metrics::MetricRegistry& registry)
        : staleness(registry.timer(metrics::ids::kCacheStaleness)) {
        for (const char* level : {"memory", "file"}) {
            const metrics::Labels labels{{"level", level}};
            hits.push_back(registry.counter(metrics::ids::kCacheHits, labels));
            misses.push_back(registry.counter(metrics::ids::kCacheMisses, labels));
            puts.push_back(registry.counter(metrics::ids::kCachePuts, labels));
            bytes.push_back(registry.gauge(metrics::ids::kCacheBytes, labels));
            entries.push_back(registry.gauge(metrics::ids::kCacheEntries, labels));
        }
        promotions = registry.counter(metrics::ids::kCachePromotions);
        for (std::size_t i = 0; i < cache::kDropReasons; ++i)
            drops.push_back(registry.counter(
                metrics::ids::kCacheEvictions,
                {{"reason", std::string(nameOf(static_cast<cache::DropReason>(i)))}}));
        for (std::size_t i = 0; i < cache::kTagKinds; ++i)
            invalidations.push_back(registry.counter(
                metrics::ids::kCacheInvalidations,
                {{"tag", i == 0 ? "all" : std::string(nameOf(static_cast<TagKind>(i)))}}));
        loadTime = registry.gauge(metrics::ids::kCacheLoadTime);
        savedTime = registry.gauge(metrics::ids::kCacheSavedTime);
    }
    // Counters of the cache are totals; a metric wants what was added.
    void add(const metrics::Counter& counter, std::uint64_t total, std::uint64_t& last) {
        if (total > last) counter.add(total - last);
        last = total;
    }

    metrics::Timer staleness;
    std::vector<metrics::Counter> hits, misses, puts, drops, invalidations;
    std::vector<metrics::Gauge> bytes, entries;
    metrics::Counter promotions;
    metrics::Gauge loadTime, savedTime;
    std::array<std::uint64_t, 64> before{};
    std::chrono::steady_clock::time_point publishedAt;
};

CacheCoherence::CacheCoherence(std::unique_ptr<services::ChangeFeed> feed,
                               const CacheOptions& options, metrics::MetricRegistry& registry)
    : m_options(options),
      m_feed(std::move(feed)),
      m_reads(
          [&] {
              cache::ReadCacheOptions reads = options.reads;
              reads.background = [this](std::function<void()> refresh) {
                  return work(std::move(refresh));
              };
              return reads;
          }(),
          m_clock),
      m_meters(std::make_unique<Meters>(registry)) {
    m_thread = std::thread([this] { run(); });
    m_refresher = std::thread([this] {
        std::unique_lock lock(m_stopMutex);
        while (!m_isStopping) {
            m_stopped.wait(lock, [&] { return m_isStopping || !m_refreshes.empty(); });
            if (m_isStopping) break;
            auto refresh = std::move(m_refreshes.front());
            m_refreshes.pop_front();
            lock.unlock();
            refresh();
            lock.lock();
        }
    });
}

CacheCoherence::~CacheCoherence() {
    {
        const std::scoped_lock guard(m_stopMutex);
        m_isStopping = true;
    }
    m_stopped.notify_all();
    m_feed->wake();
    m_thread.join();
    m_refresher.join();
    // What is known to be current now serves the next start.
    if (m_file && isServing()) m_reads.save();
}

bool CacheCoherence::work(std::function<void()> refresh) {
    {
        const std::scoped_lock guard(m_stopMutex);
        if (m_isStopping || m_refreshes.size() >= kRefreshesMax) return false;
        m_refreshes.push_back(std::move(refresh));
    }
    m_stopped.notify_all();
    return true;
}

void CacheCoherence::committed(std::span<const NoticingLedger::Committed> commands) {
    std::vector<Tag> tags;
    for (const auto& committed : commands)
        addTags(tags, committed.receipt.changes.accounts, committed.receipt.changes.families);
    tags.push_back({TagKind::Analytics, 0});
    const std::scoped_lock guard(m_ownMutex);
    // What each held account is after the posting, worked out before the tags end it.
    std::vector<std::pair<cache::CacheKey, cache::CacheEntry>> known;
    if (commands.size() == 1) known = patched(commands.front());
    m_reads.invalidate(tags);
    for (auto& [key, entry] : known) {
        entry.loadedAt = m_reads.tags().now();
        entry.createdAtMs = m_clock.nowMs();
        entry.yields = true; // a load that began meanwhile may know more
        m_reads.memory().put(key, std::move(entry));
    }
    for (const auto& committed : commands)
        m_own.push_back(committed.plan.commandId);
    while (m_own.size() > kOwnCommandsMax)
        m_own.pop_front();
}

std::vector<std::pair<cache::CacheKey, cache::CacheEntry>>
CacheCoherence::patched(const NoticingLedger::Committed& committed) {
    std::vector<std::pair<cache::CacheKey, cache::CacheEntry>> known;
    for (const auto& after : committed.receipt.accounts) {
        const std::int64_t id = after.account.value();
        const auto remember = [&](cache::KeyKind kind, const auto& change) {
            const cache::CacheKey key{kind, id, 0};
            auto held = m_reads.memory().whole(key);
            if (!held || !held->value) return;
            auto value = change(held->value.get());
            if (!value) return;
            held->value = std::move(value);
            // Not for the file: another program may know of a later change that this one has yet to
            // hear of.
            held->fileLoadedAt = 0;
            known.emplace_back(key, *std::move(held));
        };
        remember(cache::KeyKind::Account, [&](const void* value) -> std::shared_ptr<const void> {
            auto account = accountAfter(*static_cast<const domain::Account*>(value), committed.plan,
                                        committed.receipt);
            return account ? std::make_shared<const domain::Account>(*std::move(account)) : nullptr;
        });
        remember(
            cache::KeyKind::AccountDetails, [&](const void* value) -> std::shared_ptr<const void> {
                services::AccountDetails details =
                    *static_cast<const services::AccountDetails*>(value);
                auto account = accountAfter(details.account, committed.plan, committed.receipt);
                if (!account) return nullptr;
                details.account = *std::move(account);
                details.lastActivityOn =
                    std::max(details.lastActivityOn.value_or(committed.plan.businessDate),
                             committed.plan.businessDate);
                return std::make_shared<const services::AccountDetails>(std::move(details));
            });
    }
    return known;
}

// The feed brings own commands, too. They were invalidated when they were made; doing it again
// would only throw away what has been loaded since.
bool CacheCoherence::isOwn(domain::CommandId command) {
    const auto found = std::ranges::find(m_own, command);
    if (found == m_own.end()) return false;
    m_own.erase(found);
    return true;
}

void CacheCoherence::apply(const services::Changes& changes) {
    if (!changes.isComplete) {
        const std::scoped_lock guard(m_ownMutex);
        m_reads.invalidateAll();
        m_flushes.fetch_add(1, std::memory_order_relaxed);
    }
    std::vector<Tag> tags;
    // Not between the two halves of an own commit, which would store what ends here.
    std::unique_lock own(m_ownMutex);
    for (const auto& change : changes.commands) {
        if (isOwn(change.command)) continue;
        addTags(tags, change.accounts, change.families);
        m_changesSeen.fetch_add(1, std::memory_order_relaxed);
    }
    if (!tags.empty()) {
        tags.push_back({TagKind::Analytics, 0});
        m_reads.invalidate(tags);
        m_meters->staleness.record(changes.oldest);
    }
    own.unlock();
    if (m_file) {
        if (const auto purges = m_file->purges(); std::exchange(m_purgesSeen, purges) != purges)
            forgetMemory();
    }
    const bool hasMoved = changes.position != m_position;
    m_position = changes.position;
    if (m_file && hasMoved && (!changes.commands.empty() || !changes.isComplete))
        m_file->setWatermark(m_position);
}

void CacheCoherence::forgetMemory() {
    const std::scoped_lock guard(m_ownMutex); // not inside of an own commit's notice
    m_reads.forgetMemory();
}

// Listen first, forget second, then read on from a position that is older than both: nothing that
// is committed in between is missed.
bool CacheCoherence::connect() {
    silence();
    auto position = m_feed->start();
    if (!position) return false;
    m_position = *std::move(position);
    forgetMemory();
    m_reconnects.fetch_add(1, std::memory_order_relaxed);
    return m_options.file.empty() || catchUp();
}

// The file has missed what was committed while no program on this machine had it open.
bool CacheCoherence::catchUp() {
    bool isFresh = false;
    if (!m_file) {
        const auto identity = m_feed->identity();
        if (!identity) return false;
        auto opened =
            cache::FileCache::open(m_options.file, std::to_string(kCodecVersion) + ' ' + *identity,
                                   m_options.fileBytesMax);
        m_file = std::move(opened.cache);
        m_fileState = opened.problem;
        isFresh = opened.isFresh;
    }
    if (!m_file) return true; // goes without
    const std::string watermark = m_file->watermark();
    if (isFresh || watermark.empty()) {
        m_file->invalidateAll();
    } else {
        const auto missed = m_feed->since(watermark);
        if (!missed) return false;
        if (!missed->isComplete) m_file->invalidateAll();
        std::vector<Tag> tags;
        for (const auto& change : missed->commands)
            addTags(tags, change.accounts, change.families);
        if (!tags.empty()) tags.push_back({TagKind::Analytics, 0});
        if (!tags.empty()) m_file->invalidate(tags);
        m_changesSeen.fetch_add(missed->commands.size(), std::memory_order_relaxed);
    }
    m_file->setWatermark(m_position);
    m_purgesSeen = m_file->purges();
    m_reads.useSecondLevel(m_file.get());
    return true;
}

// Through the file every program of this machine hears of it; they need not know of what.
void CacheCoherence::purge(std::optional<Tag> tag) {
    const std::scoped_lock guard(m_ownMutex);
    if (tag)
        m_reads.invalidate(*tag);
    else
        m_reads.invalidateAll();
    if (m_file) m_file->notePurge();
}

bool CacheCoherence::waitUntilServing(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_stopMutex);
    return m_stopped.wait_for(lock, patience, [this] { return isServing(); });
}

void CacheCoherence::pauseFor(milliseconds time) {
    std::unique_lock lock(m_stopMutex);
    m_stopped.wait_for(lock, time, [&] { return m_isStopping; });
}

void CacheCoherence::run() {
    const auto isStopping = [this] {
        const std::scoped_lock guard(m_stopMutex);
        return m_isStopping;
    };
    milliseconds retry = kRetryMin;
    while (!isStopping()) {
        if (!connect()) {
            pauseFor(retry);
            retry = std::min(retry * 2, kRetryMax);
            continue;
        }
        retry = kRetryMin;
        hear();
        while (!isStopping()) {
            const auto changes = m_feed->next(m_position, m_options.hintWaitMax);
            if (!changes) break; // connect() silences the cache before anything else
            apply(*changes);
            hear();
            publish();
        }
        if (!isStopping()) silence();
    }
}

CoherenceState CacheCoherence::state() const {
    CoherenceState state;
    state.isServing = isServing();
    state.heardAgoMs = m_clock.nowMs() - m_heardAtMs.load(std::memory_order_acquire);
    state.reconnects = m_reconnects;
    state.changesSeen = m_changesSeen;
    state.flushes = m_flushes;
    state.fileState = state.isServing ? m_fileState : "";
    return state;
}

void CacheCoherence::publish() {
    Meters& meters = *m_meters;
    const auto now = std::chrono::steady_clock::now();
    if (now - meters.publishedAt < kPublishEvery) return;
    meters.publishedAt = now;
    m_reads.memory().sweep();
    const cache::LevelStats memory = m_reads.memory().stats();
    const cache::ReadStats reads = m_reads.stats();
    const cache::SecondLevelStats file = m_file ? m_file->stats() : cache::SecondLevelStats{};
    std::size_t place = 0;
    const auto add = [&](const metrics::Counter& counter, std::uint64_t total) {
        meters.add(counter, total, meters.before.at(place++));
    };
    add(meters.hits[0], memory.hitsTotal());
    add(meters.hits[1], file.hits);
    add(meters.misses[0], memory.missesTotal());
    add(meters.misses[1], file.misses);
    add(meters.puts[0], memory.puts);
    add(meters.puts[1], file.puts);
    add(meters.promotions, reads.promotions);
    for (std::size_t i = 0; i < cache::kDropReasons; ++i)
        add(meters.drops[i], memory.drops[i]);
    for (std::size_t i = 0; i < cache::kTagKinds; ++i)
        add(meters.invalidations[i], m_reads.tags().invalidationsOf(static_cast<TagKind>(i)));
    meters.bytes[0].set(static_cast<double>(memory.bytes));
    meters.bytes[1].set(static_cast<double>(file.bytes));
    meters.entries[0].set(static_cast<double>(memory.entries));
    meters.entries[1].set(static_cast<double>(file.entries));
    if (reads.loads > 0)
        meters.loadTime.set(static_cast<double>(reads.loadUs) / static_cast<double>(reads.loads) /
                            1'000);
    meters.savedTime.set(static_cast<double>(reads.savedUs) / 1e6);
}

} // namespace alluse::composition
