#include "cache/read_cache.h"

#include <algorithm>

namespace alluse::cache {

namespace {
constexpr std::size_t kAskedMax = 10'000; // keys whose hits in the second level are counted
// How many loads this thread is inside of. A load that reads through the cache never waits for
// another one: two threads could else wait for each other.
thread_local int loadDepth = 0;
struct Depth {
    Depth() { ++loadDepth; }
    ~Depth() { --loadDepth; }
};
} // namespace

struct ReadCache::Flight {
    std::mutex mutex; // guards everything below
    std::condition_variable landed;
    bool hasLanded = false;
    std::optional<std::shared_ptr<const void>> value;
    TagClock::Places places{};
    std::uint64_t loadedAt = 0;
};

ReadCache::ReadCache(const ReadCacheOptions& options, const CacheClock& clock)
    : m_options(options),
      m_clock(clock),
      m_memory(options.memory, m_tags, clock),
      m_random(options.seed) {
    m_memory.onDropped(
        [this](const CacheKey& key, const CacheEntry& entry, DropReason) { demote(key, entry); });
}

ReadCache::~ReadCache() = default;

bool ReadCache::isDue(const Found& found) const {
    if (!m_options.background || found.expiresAtMs == kNever) return false;
    const std::int64_t rest = m_options.lifeMs * (100 - m_options.refreshPercent) / 100;
    return found.expiresAtMs - m_clock.nowMs() < rest;
}

std::shared_ptr<ReadCache::Flight> ReadCache::join(const CacheKey& key, bool& leads) {
    const std::scoped_lock guard(m_flightsMutex);
    auto& flight = m_flights[key];
    leads = flight == nullptr;
    if (leads) flight = std::make_shared<Flight>();
    return flight;
}

void ReadCache::land(const CacheKey& key, Flight& flight) {
    {
        const std::scoped_lock guard(m_flightsMutex);
        m_flights.erase(key);
    }
    const std::scoped_lock guard(flight.mutex);
    flight.hasLanded = true;
    flight.landed.notify_all();
}

std::optional<std::shared_ptr<const void>>
ReadCache::getSlowly(const CacheKey& key, const Codec* codec, const Load& load) {
    bool leads = false;
    const auto flight = join(key, leads);
    if (!leads) {
        if (loadDepth > 0) return loadNow(key, codec, load, nullptr);
        std::unique_lock waiting(flight->mutex);
        flight->landed.wait(waiting, [&] { return flight->hasLanded; });
        // What it brought may be older than a change that this caller knows of.
        if (flight->value && m_tags.isCurrent(flight->places, flight->loadedAt)) {
            m_joined.fetch_add(1, std::memory_order_relaxed);
            return flight->value;
        }
        waiting.unlock();
        return loadNow(key, codec, load, nullptr);
    }
    struct Landing {
        ReadCache& cache;
        const CacheKey& key;
        Flight& flight;
        ~Landing() { cache.land(key, flight); }
    } landing{*this, key, *flight};
    // Another flight may have landed between the look into memory and this one.
    if (Found found = m_memory.peek(key); found.isFound) return std::move(found.value);
    if (codec && second())
        if (auto found = fromSecond(key, *codec, 0)) return found;
    return loadNow(key, codec, load, flight.get());
}

std::optional<std::shared_ptr<const void>>
ReadCache::fromSecond(const CacheKey& key, const Codec& codec, std::int64_t beyondMs) {
    const std::uint64_t loadedAt = m_tags.now();
    auto stored = second()->find(key);
    if (!stored || stored->lifeMs <= beyondMs) return std::nullopt;
    std::shared_ptr<const void> value;
    if (!stored->isNegative && !(value = codec.decode(stored->bytes))) return std::nullopt;
    if (beyondMs == 0 && !deservesMemory(key)) return value;
    CacheEntry entry;
    entry.value = value;
    entry.tags = stored->tags;
    entry.loadedAt = loadedAt;
    entry.fileLoadedAt = stored->loadedAt;
    entry.expiresAtMs = m_clock.nowMs() + stored->lifeMs; // what remains, not a new life
    entry.bytes = static_cast<std::uint32_t>(stored->bytes.size());
    entry.costUs = stored->costUs;
    entry.codec = &codec;
    if (m_memory.put(key, std::move(entry))) m_promotions.fetch_add(1, std::memory_order_relaxed);
    return value;
}

std::optional<std::shared_ptr<const void>>
ReadCache::loadNow(const CacheKey& key, const Codec* codec, const Load& load, Flight* flight) {
    const Depth depth;
    CacheEntry entry;
    entry.loadedAt = m_tags.now();
    entry.fileLoadedAt = second() && codec ? second()->now() : 0;
    const auto start = std::chrono::steady_clock::now();
    auto loaded = load();
    const auto taken = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    m_loads.fetch_add(1, std::memory_order_relaxed);
    if (!loaded) {
        m_loadFailures.fetch_add(1, std::memory_order_relaxed);
        return std::nullopt;
    }
    m_loadUs.fetch_add(static_cast<std::uint64_t>(taken.count()), std::memory_order_relaxed);
    const bool isNegative = !loaded->value;
    entry.value = loaded->value;
    entry.tags = loaded->tags;
    entry.bytes = loaded->bytes;
    entry.costUs = static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(taken.count(), 1, std::numeric_limits<std::uint32_t>::max()));
    entry.expiresAtMs =
        m_clock.nowMs() + jittered(isNegative ? m_options.negativeLifeMs : m_options.lifeMs);
    entry.codec = codec;
    if (flight) {
        const std::scoped_lock guard(flight->mutex);
        flight->value = loaded->value;
        flight->places = TagClock::placesOf(loaded->tags);
        flight->loadedAt = entry.loadedAt;
    }
    m_memory.put(key, std::move(entry));
    return loaded->value;
}

void ReadCache::refresh(const CacheKey& key, const Codec* codec, const Load& load) {
    bool leads = false;
    auto flight = join(key, leads);
    if (!leads) return;
    m_refreshes.fetch_add(1, std::memory_order_relaxed);
    const auto work = [this, key, codec, load, flight] {
        // Another process may have loaded it meanwhile: its copy lives longer than what is left
        // here.
        const std::int64_t rest = m_options.lifeMs * (100 - m_options.refreshPercent) / 100;
        if (!codec || !second() || !fromSecond(key, *codec, rest))
            (void)loadNow(key, codec, load, flight.get());
        land(key, *flight);
    };
    if (!m_options.background(work)) land(key, *flight);
}

std::int64_t ReadCache::jittered(std::int64_t lifeMs) {
    const std::uint64_t draw = mixBits(m_random.fetch_add(1, std::memory_order_relaxed));
    const std::int64_t reach = lifeMs * m_options.jitterPercent / 100;
    return reach == 0
               ? lifeMs
               : lifeMs - reach +
                     static_cast<std::int64_t>(draw % static_cast<std::uint64_t>(2 * reach + 1));
}

bool ReadCache::deservesMemory(const CacheKey& key) {
    if (m_options.promoteHits <= 1) return true;
    const std::scoped_lock guard(m_askedMutex);
    const std::int64_t now = m_clock.nowMs();
    if (now - m_askedSinceMs > m_options.promoteWithinMs || m_asked.size() > kAskedMax) {
        m_asked.clear();
        m_askedSinceMs = now;
    }
    if (++m_asked[key] < m_options.promoteHits) return false;
    m_asked.erase(key);
    return true;
}

// It goes down with the time at which its load began by the clock of the second level: whatever was
// invalidated there since, by this process or another, makes it out of date there, too.
void ReadCache::demote(const CacheKey& key, const CacheEntry& entry) {
    if (!second() || !entry.codec || entry.fileLoadedAt == 0) return;
    const std::int64_t lifeMs = entry.expiresAtMs - m_clock.nowMs();
    if (lifeMs <= 0 || !m_tags.isCurrent(TagClock::placesOf(entry.tags), entry.loadedAt)) return;
    StoredEntry stored;
    stored.isNegative = !entry.value;
    if (entry.value) stored.bytes = entry.codec->encode(entry.value.get());
    stored.tags = entry.tags;
    stored.loadedAt = entry.fileLoadedAt;
    stored.lifeMs = lifeMs;
    stored.costUs = entry.costUs;
    second()->put(key, stored);
    m_demotions.fetch_add(1, std::memory_order_relaxed);
}

void ReadCache::save() {
    if (!second()) return;
    m_memory.forEach([this](const CacheKey& key, const CacheEntry& entry) { demote(key, entry); });
}

// The second level first: an entry that moves up meanwhile has noted the time of the first level
// before it was looked for, and so is out of date there a moment later.
void ReadCache::invalidate(std::span<const Tag> tags) {
    if (second()) second()->invalidate(tags);
    for (const Tag& tag : tags)
        m_tags.invalidate(tag);
}

void ReadCache::invalidateAll() {
    if (second()) second()->invalidateAll();
    m_tags.invalidateAll();
}

ReadStats ReadCache::stats() const {
    ReadStats stats;
    stats.loads = m_loads.load();
    stats.loadFailures = m_loadFailures.load();
    stats.promotions = m_promotions.load();
    stats.demotions = m_demotions.load();
    stats.refreshes = m_refreshes.load();
    stats.joined = m_joined.load();
    stats.loadUs = m_loadUs.load();
    const std::uint64_t done = stats.loads - std::min(stats.loads, stats.loadFailures);
    // A hit takes less than a microsecond: beside a load it counts as nothing.
    if (done > 0) stats.savedUs = m_memory.stats().hitsTotal() * (stats.loadUs / done);
    return stats;
}

} // namespace alluse::cache
