#pragma once
// Keeps the cache of one open database true: own commits at once, those of others by the change
// feed on a thread of its own. While the feed is silent the cache serves nothing. Thread-safe.

#include "cache/file_cache.h"
#include "cache/read_cache.h"
#include "composition/noticing_ledger.h"
#include "metrics/metric_registry.h"
#include "services/ports/change_feed.h"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>

namespace alluse::composition {

struct CacheOptions {
    cache::ReadCacheOptions reads;
    std::string file; // of the second level; empty: none
    std::size_t fileBytesMax = std::size_t{64} << 20U;
    std::chrono::milliseconds hintWaitMax{200}; // a lost hint costs at most this
    std::chrono::milliseconds silenceMax{900};  // after that nothing is served
};

struct CoherenceState {
    bool isServing = false;
    std::int64_t heardAgoMs = 0;
    std::uint64_t reconnects = 0, changesSeen = 0, flushes = 0;
    std::string fileState; // why there is no second level; empty: there is one, or none is wanted
};

class CacheCoherence {
public:
    CacheCoherence(std::unique_ptr<services::ChangeFeed> feed, const CacheOptions& options,
                   metrics::MetricRegistry& registry);
    ~CacheCoherence();
    CacheCoherence(const CacheCoherence&) = delete;
    CacheCoherence& operator=(const CacheCoherence&) = delete;

    [[nodiscard]] cache::ReadCache& reads() { return m_reads; }
    [[nodiscard]] bool isServing() const {
        return m_clock.nowMs() - m_heardAtMs.load(std::memory_order_acquire) <=
               m_options.silenceMax.count();
    }
    // False when the feed has not been heard by then.
    [[nodiscard]] bool waitUntilServing(std::chrono::milliseconds patience);
    // Commits of this program, on the thread that made them.
    void committed(std::span<const NoticingLedger::Committed> commands);
    // What an operator asks for; none: everything.
    void purge(std::optional<cache::Tag> tag);
    [[nodiscard]] CoherenceState state() const;
    [[nodiscard]] cache::FileCache* file() const { return m_file.get(); }
    [[nodiscard]] const CacheOptions& options() const { return m_options; }

private:
    struct Meters;
    void run();
    bool connect();
    bool catchUp();
    void forgetMemory();
    void apply(const services::Changes& changes);
    void silence() { m_heardAtMs.store(kSilent, std::memory_order_release); }
    void hear() {
        m_heardAtMs.store(m_clock.nowMs(), std::memory_order_release);
        m_stopped.notify_all(); // whoever waits until it serves
    }
    [[nodiscard]] bool isOwn(domain::CommandId command);
    [[nodiscard]] std::vector<std::pair<cache::CacheKey, cache::CacheEntry>>
    patched(const NoticingLedger::Committed& committed);
    void pauseFor(std::chrono::milliseconds time);
    void publish();
    bool work(std::function<void()> refresh);

    static constexpr std::int64_t kSilent = -1'000'000'000'000;
    static constexpr std::size_t kOwnCommandsMax = 4'096;

    CacheOptions m_options;
    cache::SteadyCacheClock m_clock;
    std::unique_ptr<services::ChangeFeed> m_feed;
    std::unique_ptr<cache::FileCache> m_file;
    std::string m_fileState;
    cache::ReadCache m_reads;
    std::unique_ptr<Meters> m_meters;
    std::string m_position;
    std::atomic<std::int64_t> m_heardAtMs{kSilent};
    std::atomic<std::uint64_t> m_reconnects{0}, m_changesSeen{0}, m_flushes{0};

    std::uint64_t m_purgesSeen = 0;

    std::mutex m_ownMutex;               // guards m_own, and makes a commit and its notice one step
    std::deque<domain::CommandId> m_own; // committed here, and invalidated already

    std::mutex m_stopMutex; // guards m_isStopping and m_refreshes
    std::condition_variable m_stopped;
    bool m_isStopping = false;
    std::deque<std::function<void()>> m_refreshes;
    std::thread m_thread, m_refresher;
};

} // namespace alluse::composition
