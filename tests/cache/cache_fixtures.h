#pragma once
// A clock that stands still and a second level in plain memory.

#include "cache/read_cache.h"

#include <map>
#include <mutex>

namespace alluse::cache {

struct FakeClock final : CacheClock {
    std::atomic<std::int64_t> time{1'000};
    std::int64_t nowMs() const override { return time.load(); }
};

class FakeSecondLevel final : public SecondLevel {
public:
    std::uint64_t now() override { return m_tags.now(); }
    std::optional<StoredEntry> find(const CacheKey& key) override {
        const std::scoped_lock guard(m_mutex);
        ++finds;
        const auto found = m_entries.find(key);
        if (found == m_entries.end()) return std::nullopt;
        if (!m_tags.isCurrent(TagClock::placesOf(found->second.tags), found->second.loadedAt))
            return std::nullopt;
        return found->second;
    }
    void put(const CacheKey& key, const StoredEntry& entry) override {
        const std::scoped_lock guard(m_mutex);
        m_entries[key] = entry;
    }
    void invalidate(std::span<const Tag> tags) override {
        for (const Tag& tag : tags) m_tags.invalidate(tag);
    }
    void invalidateAll() override { m_tags.invalidateAll(); }
    SecondLevelStats stats() override { return {}; }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    int finds = 0;

private:
    std::mutex m_mutex;
    std::map<CacheKey, StoredEntry> m_entries;
    TagClock m_tags;
};

inline const Codec& numberCodec() {
    static const Codec codec{
        [](const void* value) { return std::to_string(*static_cast<const int*>(value)); },
        [](std::string_view bytes) -> std::shared_ptr<const void> {
            return std::make_shared<const int>(std::stoi(std::string(bytes)));
        }};
    return codec;
}

inline CacheKey accountKey(std::int64_t id) {
    return {KeyKind::Account, id, 0};
}
inline Tag accountTag(std::int64_t id) {
    return {TagKind::Account, id};
}

// The source that reads go to: one number for each account.
struct Source {
    std::map<std::int64_t, int> numbers;
    std::atomic<int> loads{0};
    std::function<void()> during; // runs inside of a load, after it has read
    bool fails = false;

    std::optional<Loaded> load(std::int64_t id) {
        ++loads;
        const auto found = numbers.find(id);
        Loaded loaded;
        loaded.tags = {accountTag(id)};
        loaded.bytes = 100;
        if (found != numbers.end()) loaded.value = std::make_shared<const int>(found->second);
        if (during) during();
        if (fails) return std::nullopt;
        return loaded;
    }
    // −1: there is none, −2: the load failed.
    int read(ReadCache& cache, std::int64_t id) {
        const auto value =
            cache.get(accountKey(id), &numberCodec(), [this, id] { return load(id); });
        if (!value) return -2;
        return *value ? *static_cast<const int*>(value->get()) : -1;
    }
};

} // namespace alluse::cache
