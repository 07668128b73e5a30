#pragma once
// A read through the levels: memory, then the second level, then the load. One load per key at a
// time; what is known not to exist is remembered for a short while; lives are jittered, so that
// entries made together do not end together; an entry near its end is loaded anew while it is still
// served. Thread-safe.

#include "cache/memory_cache.h"
#include "cache/second_level.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>

namespace alluse::cache {

struct ReadCacheOptions {
    MemoryLimits memory;
    std::int64_t lifeMs = 60'000;
    std::int64_t negativeLifeMs = 2'000;
    int jitterPercent = 20;  // of the life, either way
    int refreshPercent = 80; // of the life, from where on a hit has the entry loaded anew
    // An entry of the second level moves up when it was asked for so often within the time.
    int promoteHits = 2;
    std::int64_t promoteWithinMs = 60'000;
    std::uint64_t seed = 1;
    // Runs a refresh beside the caller; none: nothing is refreshed ahead of its end.
    // False: it has too much to do already.
    std::function<bool(std::function<void()>)> background;
};

struct Loaded {
    std::shared_ptr<const void> value; // null: there is none
    TagSet tags;
    std::uint32_t bytes = 0;
};
// None: it failed. Nothing is stored, and what was invalidated stays so.
using Load = std::function<std::optional<Loaded>()>;

struct ReadStats {
    std::uint64_t loads = 0, loadFailures = 0, promotions = 0, demotions = 0, refreshes = 0,
                  joined = 0;
    std::uint64_t loadUs = 0;  // spent loading
    std::uint64_t savedUs = 0; // hits × the mean of a load
};

class ReadCache {
public:
    ReadCache(const ReadCacheOptions& options, const CacheClock& clock);
    ~ReadCache();
    ReadCache(const ReadCache&) = delete;
    ReadCache& operator=(const ReadCache&) = delete;

    // Must outlive the reads. What was loaded before knows nothing of it and stays in memory.
    void useSecondLevel(SecondLevel* second) { m_second.store(second, std::memory_order_release); }

    // None: the load failed. `codec` is null for values that stay in memory.
    template <class LoadFunction>
    std::optional<std::shared_ptr<const void>> get(const CacheKey& key, const Codec* codec,
                                                   LoadFunction&& load) {
        if (Found found = m_memory.find(key); found.isFound) {
            if (isDue(found)) [[unlikely]]
                refresh(key, codec, Load(load));
            return std::move(found.value);
        }
        return getSlowly(key, codec, Load(std::forward<LoadFunction>(load)));
    }

    // A change is known: everything with the tag is out of date from here on, in all levels.
    void invalidate(std::span<const Tag> tags);
    void invalidate(const Tag& tag) { invalidate(std::span(&tag, 1)); }
    void invalidateAll();
    // Of the first level alone: the second one is kept up to date by what it has missed.
    void forgetMemory() { m_tags.invalidateAll(); }
    // Writes what is current to the second level; before the end of the program.
    void save();

    [[nodiscard]] MemoryCache& memory() { return m_memory; }
    [[nodiscard]] const TagClock& tags() const { return m_tags; }
    [[nodiscard]] ReadStats stats() const;

private:
    struct Flight;
    [[nodiscard]] SecondLevel* second() const { return m_second.load(std::memory_order_acquire); }
    [[nodiscard]] bool isDue(const Found& found) const;
    std::optional<std::shared_ptr<const void>> getSlowly(const CacheKey& key, const Codec* codec,
                                                         const Load& load);
    std::optional<std::shared_ptr<const void>> fromSecond(const CacheKey& key, const Codec& codec,
                                                          std::int64_t beyondMs);
    std::optional<std::shared_ptr<const void>> loadNow(const CacheKey& key, const Codec* codec,
                                                       const Load& load, Flight* flight);
    void refresh(const CacheKey& key, const Codec* codec, const Load& load);
    [[nodiscard]] std::int64_t jittered(std::int64_t lifeMs);
    [[nodiscard]] bool deservesMemory(const CacheKey& key);
    void demote(const CacheKey& key, const CacheEntry& entry);
    std::shared_ptr<Flight> join(const CacheKey& key, bool& leads);
    void land(const CacheKey& key, Flight& flight);

    ReadCacheOptions m_options;
    const CacheClock& m_clock;
    TagClock m_tags;
    MemoryCache m_memory;
    std::atomic<SecondLevel*> m_second{nullptr};
    std::atomic<std::uint64_t> m_random;
    std::atomic<std::uint64_t> m_loads{0}, m_loadFailures{0}, m_promotions{0}, m_demotions{0},
        m_refreshes{0}, m_joined{0}, m_loadUs{0};

    std::mutex m_flightsMutex; // guards m_flights
    std::map<CacheKey, std::shared_ptr<Flight>> m_flights;
    std::mutex m_askedMutex;         // guards m_asked and m_askedSinceMs
    std::map<CacheKey, int> m_asked; // how often keys of the second level were hit, for a while
    std::int64_t m_askedSinceMs = 0;
};

} // namespace alluse::cache
