#include "cache/file_cache.h"

#include "cache/checksum.h"
#include "cache/file_seal.h"

#include <lmdb.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <utility>

namespace alluse::cache {

namespace {

// Changes with the layout of entries below.
constexpr std::string_view kFormat = "entries 1 ";
constexpr std::string_view kFormatKey = "format", kClockKey = "clock", kClearedKey = "cleared",
                           kWatermarkKey = "watermark", kPurgesKey = "purges";
// When the pages of entries take more of the map than this, all are dropped: LMDB needs room to
// write new pages beside the old ones, and what is wanted comes back.
constexpr std::size_t kFullPercent = 60;

// LMDB may have a file open only once in a process.
std::mutex openPathsMutex; // guards openPaths
std::set<std::string> openPaths;

std::int64_t wallMs() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

struct Header {
    std::uint64_t checksum = 0;   // of everything behind it
    std::int64_t expiresAtMs = 0; // wall clock, because it outlives the process
    std::uint64_t loadedAt = 0;
    std::uint32_t costUs = 0;
    std::uint8_t isNegative = 0, tagsCount = 0;
    std::uint8_t unused[2] = {};
    struct StoredTag {
        std::int64_t kind = 0, id = 0;
    } tags[kTagsMax];
};
static_assert(std::is_trivially_copyable_v<Header>);

std::string_view viewOf(const MDB_val& value) {
    return {static_cast<const char*>(value.mv_data), value.mv_size};
}
MDB_val valueOf(std::string_view bytes) {
    return {bytes.size(),
            const_cast<char*>(bytes.data())}; // NOLINT: LMDB does not write through it
}
template <class T>
std::string_view bytesOf(const T& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

struct KeyBytes {
    std::int64_t kind, id, detail;
};
KeyBytes bytesOfKey(const CacheKey& key) {
    return {static_cast<std::int64_t>(key.kind), key.id, key.detail};
}
Header::StoredTag storedOf(const Tag& tag) {
    return {static_cast<std::int64_t>(tag.kind), tag.id};
}

} // namespace

struct FileCache::Environment {
    explicit Environment(std::string dataPath) : path(std::move(dataPath)), seal(path) {}
    ~Environment() {
        if (handle) ::mdb_env_close(handle);
        if (wasOpened && !isBroken) seal.sealWhenLast();
        const std::scoped_lock guard(openPathsMutex);
        if (isListed) openPaths.erase(path);
    }
    void removeData() const {
        std::error_code error;
        std::filesystem::remove(path, error);
        std::filesystem::remove(path + "-lock", error);
    }
    bool openMap(std::size_t bytesMax) {
        if (::mdb_env_create(&handle) != 0) return false;
        ::mdb_env_set_mapsize(handle, bytesMax);
        ::mdb_env_set_maxdbs(handle, 3);
        // Without syncs: a power cut leaves a file without a seal, which is thrown away.
        return ::mdb_env_open(handle, path.c_str(), MDB_NOSUBDIR | MDB_NOSYNC | MDB_NOTLS, 0600) ==
               0;
    }
    void closeMap() {
        ::mdb_env_close(handle);
        handle = nullptr;
    }

    std::string path;
    FileSeal seal;
    MDB_env* handle = nullptr;
    MDB_dbi entries = 0, tags = 0, meta = 0;
    std::size_t mapBytes = 0;
    bool wasOpened = false, isListed = false, isBroken = false;
};

class FileCache::Transaction {
public:
    Transaction(Environment& environment, bool writes) : m_environment(environment) {
        if (::mdb_txn_begin(environment.handle, nullptr, writes ? 0 : MDB_RDONLY, &m_handle) != 0)
            m_handle = nullptr;
    }
    ~Transaction() {
        if (m_handle) ::mdb_txn_abort(m_handle);
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    [[nodiscard]] bool isOpen() const { return m_handle != nullptr; }
    bool commit() { return ::mdb_txn_commit(std::exchange(m_handle, nullptr)) == 0; }

    [[nodiscard]] std::optional<std::string_view> get(MDB_dbi table, std::string_view key) const {
        MDB_val name = valueOf(key), found{};
        if (::mdb_get(m_handle, table, &name, &found) != 0) return std::nullopt;
        return viewOf(found);
    }
    bool put(MDB_dbi table, std::string_view key, std::string_view bytes) {
        MDB_val name = valueOf(key), value = valueOf(bytes);
        return ::mdb_put(m_handle, table, &name, &value, 0) == 0;
    }
    void empty(MDB_dbi table) { (void)::mdb_drop(m_handle, table, 0); }
    [[nodiscard]] std::uint64_t number(MDB_dbi table, std::string_view key) const {
        std::uint64_t value = 0;
        if (const auto bytes = get(table, key); bytes && bytes->size() == sizeof value)
            std::memcpy(&value, bytes->data(), sizeof value);
        return value;
    }
    [[nodiscard]] MDB_stat statOf(MDB_dbi table) const {
        MDB_stat stat{};
        (void)::mdb_stat(m_handle, table, &stat);
        return stat;
    }
    template <class Visit>
    void forEach(MDB_dbi table, Visit visit) const {
        MDB_cursor* cursor = nullptr;
        if (::mdb_cursor_open(m_handle, table, &cursor) != 0) return;
        MDB_val key{}, value{};
        while (::mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0)
            visit(viewOf(key), viewOf(value));
        ::mdb_cursor_close(cursor);
    }
    bool openTables() {
        return ::mdb_dbi_open(m_handle, "entries", MDB_CREATE, &m_environment.entries) == 0 &&
               ::mdb_dbi_open(m_handle, "tags", MDB_CREATE, &m_environment.tags) == 0 &&
               ::mdb_dbi_open(m_handle, "meta", MDB_CREATE, &m_environment.meta) == 0;
    }

private:
    Environment& m_environment;
    MDB_txn* m_handle = nullptr;
};

FileCache::FileCache(std::unique_ptr<Environment> environment)
    : m_environment(std::move(environment)) {}

FileCache::~FileCache() {
    m_environment->isBroken = m_isBroken;
}

FileCache::Opened FileCache::open(const std::string& path, const std::string& identity,
                                  std::size_t bytesMax) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    auto environment = std::make_unique<Environment>(path);
    {
        const std::scoped_lock guard(openPathsMutex);
        if (!openPaths.insert(path).second)
            return {nullptr, "it is open in this program already", false};
        environment->isListed = true;
    }
    bool isFirst = false, isFresh = false;
    if (!environment->seal.take(isFirst)) return {nullptr, "its folder cannot be written", false};
    if (isFirst && !environment->seal.checkAndBreak()) {
        environment->removeData();
        isFresh = true;
    }
    environment->mapBytes = std::max<std::size_t>(bytesMax, std::size_t{1} << 20U);
    if (!environment->openMap(environment->mapBytes)) {
        if (!isFirst) return {nullptr, "it cannot be opened", false};
        environment->closeMap();
        environment->removeData();
        isFresh = true;
        if (!environment->openMap(environment->mapBytes))
            return {nullptr, "it cannot be made", false};
    }
    const std::string format = std::string(kFormat) + identity;
    {
        Transaction transaction(*environment, true);
        if (!transaction.isOpen() || !transaction.openTables())
            return {nullptr, "it cannot be written", false};
        if (transaction.get(environment->meta, kFormatKey) != format) {
            for (const MDB_dbi table : {environment->entries, environment->tags, environment->meta})
                transaction.empty(table);
            const std::uint64_t first = 1;
            transaction.put(environment->meta, kFormatKey, format);
            transaction.put(environment->meta, kClockKey, bytesOf(first));
            isFresh = true;
        }
        if (!transaction.commit()) return {nullptr, "it cannot be written", false};
    }
    environment->wasOpened = true;
    if (isFirst) environment->seal.share();
    return {std::unique_ptr<FileCache>(new FileCache(std::move(environment))), {}, isFresh};
}

// A file that became shorter has lost pages that the map still shows: touching them ends the
// program.
bool FileCache::isHealthy() {
    if (m_isBroken.load(std::memory_order_acquire)) return false;
    mdb_filehandle_t file = -1;
    struct stat info {};
    const bool isKnown =
        ::mdb_env_get_fd(m_environment->handle, &file) == 0 && ::fstat(file, &info) == 0;
    if (!isKnown || info.st_size < m_sizeSeen.load(std::memory_order_acquire)) {
        m_isBroken.store(true, std::memory_order_release);
        return false;
    }
    m_sizeSeen.store(info.st_size, std::memory_order_release);
    return true;
}

template <class Body>
bool FileCache::inTransaction(bool writes, Body body) {
    if (!isHealthy()) return false;
    Transaction transaction(*m_environment, writes);
    if (!transaction.isOpen()) return false;
    const bool isDone = body(transaction);
    return !writes || (isDone && transaction.commit());
}

std::uint64_t FileCache::now() {
    std::uint64_t time = 0;
    inTransaction(false, [&](Transaction& transaction) {
        time = transaction.number(m_environment->meta, kClockKey);
        return true;
    });
    return time;
}

std::optional<StoredEntry> FileCache::read(const Transaction& transaction, std::string_view key,
                                           std::string_view bytes, bool& isCurrent) {
    Header header;
    isCurrent = false;
    if (bytes.size() >= sizeof header) std::memcpy(&header, bytes.data(), sizeof header);
    if (bytes.size() < sizeof header || header.tagsCount > kTagsMax ||
        header.checksum != checksumOf(bytes.substr(sizeof header.checksum), checksumOf(key))) {
        m_damaged.fetch_add(1, std::memory_order_relaxed);
        return std::nullopt;
    }
    StoredEntry entry;
    entry.lifeMs = header.expiresAtMs - wallMs();
    isCurrent =
        entry.lifeMs > 0 && transaction.number(m_environment->meta, kClearedKey) <= header.loadedAt;
    for (std::size_t i = 0; i < header.tagsCount; ++i) {
        const Header::StoredTag& tag = header.tags[i];
        if (transaction.number(m_environment->tags, bytesOf(tag)) > header.loadedAt)
            isCurrent = false;
        entry.tags.add({static_cast<TagKind>(tag.kind), tag.id});
    }
    entry.bytes = bytes.substr(sizeof header);
    entry.isNegative = header.isNegative != 0;
    entry.loadedAt = header.loadedAt;
    entry.costUs = header.costUs;
    return entry;
}

std::optional<StoredEntry> FileCache::find(const CacheKey& key) {
    std::optional<StoredEntry> found;
    const KeyBytes name = bytesOfKey(key);
    inTransaction(false, [&](Transaction& transaction) {
        const auto bytes = transaction.get(m_environment->entries, bytesOf(name));
        bool isCurrent = false;
        if (bytes) found = read(transaction, bytesOf(name), *bytes, isCurrent);
        if (!isCurrent) found.reset();
        return true;
    });
    (found ? m_hits : m_misses).fetch_add(1, std::memory_order_relaxed);
    return found;
}

void FileCache::forEach(
    const std::function<void(const CacheKey&, const StoredEntry&, bool)>& visit) {
    inTransaction(false, [&](Transaction& transaction) {
        transaction.forEach(
            m_environment->entries, [&](std::string_view name, std::string_view bytes) {
                KeyBytes key{};
                bool isCurrent = false;
                const auto entry = read(transaction, name, bytes, isCurrent);
                if (!entry || name.size() != sizeof key) return;
                std::memcpy(&key, name.data(), sizeof key);
                visit({static_cast<KeyKind>(key.kind), key.id, key.detail}, *entry, isCurrent);
            });
        return true;
    });
}

std::uint64_t FileCache::purges() {
    std::uint64_t count = 0;
    inTransaction(false, [&](Transaction& transaction) {
        count = transaction.number(m_environment->meta, kPurgesKey);
        return true;
    });
    return count;
}

void FileCache::notePurge() {
    inTransaction(true, [&](Transaction& transaction) {
        const std::uint64_t count = transaction.number(m_environment->meta, kPurgesKey) + 1;
        return transaction.put(m_environment->meta, kPurgesKey, bytesOf(count));
    });
}

void FileCache::put(const CacheKey& key, const StoredEntry& entry) {
    const KeyBytes name = bytesOfKey(key);
    Header header;
    header.expiresAtMs = wallMs() + entry.lifeMs;
    header.loadedAt = entry.loadedAt;
    header.costUs = entry.costUs;
    header.isNegative = entry.isNegative ? 1 : 0;
    for (const Tag& tag : entry.tags)
        header.tags[header.tagsCount++] = storedOf(tag);
    std::string bytes(bytesOf(header));
    bytes += entry.bytes;
    header.checksum = checksumOf(std::string_view(bytes).substr(sizeof header.checksum),
                                 checksumOf(bytesOf(name)));
    std::memcpy(bytes.data(), &header.checksum, sizeof header.checksum);
    const bool isDone = inTransaction(true, [&](Transaction& transaction) {
        const MDB_stat pages = transaction.statOf(m_environment->entries);
        const std::size_t used =
            (pages.ms_branch_pages + pages.ms_leaf_pages + pages.ms_overflow_pages) *
            pages.ms_psize;
        if (used > m_environment->mapBytes / 100 * kFullPercent) {
            m_dropped.fetch_add(pages.ms_entries, std::memory_order_relaxed);
            transaction.empty(m_environment->entries);
        }
        return transaction.put(m_environment->entries, bytesOf(name), bytes);
    });
    if (isDone) m_puts.fetch_add(1, std::memory_order_relaxed);
}

void FileCache::invalidate(std::span<const Tag> tags) {
    const bool isDone = inTransaction(true, [&](Transaction& transaction) {
        const std::uint64_t time = transaction.number(m_environment->meta, kClockKey) + 1;
        bool isWritten = transaction.put(m_environment->meta, kClockKey, bytesOf(time));
        for (const Tag& tag : tags)
            isWritten = isWritten &&
                        transaction.put(m_environment->tags, bytesOf(storedOf(tag)), bytesOf(time));
        return isWritten;
    });
    m_invalidations.fetch_add(tags.size(), std::memory_order_relaxed);
    // What could not be noted must not be served either.
    if (!isDone) m_isBroken.store(true, std::memory_order_release);
}

void FileCache::invalidateAll() {
    const bool isDone = inTransaction(true, [&](Transaction& transaction) {
        const std::uint64_t time = transaction.number(m_environment->meta, kClockKey) + 1;
        transaction.empty(m_environment->entries);
        transaction.empty(m_environment->tags);
        return transaction.put(m_environment->meta, kClockKey, bytesOf(time)) &&
               transaction.put(m_environment->meta, kClearedKey, bytesOf(time));
    });
    m_invalidations.fetch_add(1, std::memory_order_relaxed);
    if (!isDone) m_isBroken.store(true, std::memory_order_release);
}

std::string FileCache::watermark() {
    std::string position;
    inTransaction(false, [&](Transaction& transaction) {
        position = transaction.get(m_environment->meta, kWatermarkKey).value_or("");
        return true;
    });
    return position;
}

void FileCache::setWatermark(const std::string& position) {
    inTransaction(true, [&](Transaction& transaction) {
        return transaction.put(m_environment->meta, kWatermarkKey, position);
    });
}

SecondLevelStats FileCache::stats() {
    SecondLevelStats stats{m_hits, m_misses, m_puts, m_invalidations, m_damaged, m_dropped, 0, 0};
    inTransaction(false, [&](Transaction& transaction) {
        const MDB_stat pages = transaction.statOf(m_environment->entries);
        stats.entries = pages.ms_entries;
        stats.bytes = (pages.ms_branch_pages + pages.ms_leaf_pages + pages.ms_overflow_pages) *
                      pages.ms_psize;
        return true;
    });
    return stats;
}

} // namespace alluse::cache
