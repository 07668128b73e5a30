// The file of the second level: what it keeps over a restart, what it refuses to serve, and what it
// survives.

#include "cache/file_cache.h"
#include "domain/seeded_random.h"
#include "support/run_seed.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace alluse::cache {
namespace {

constexpr std::size_t kBytesMax = std::size_t{8} << 20U;

CacheKey keyOf(std::int64_t id) {
    return {KeyKind::AccountDetails, id, 0};
}
Tag tagOf(std::int64_t id) {
    return {TagKind::Account, id};
}

class FileCacheTest : public testing::Test {
protected:
    [[nodiscard]] std::string path() const { return (m_folder.path() / "reads.lmdb").string(); }
    FileCache::Opened open(const std::string& identity = "book 1") {
        return FileCache::open(path(), identity, kBytesMax);
    }
    static void put(FileCache& cache, std::int64_t id, const std::string& text) {
        StoredEntry entry;
        entry.bytes = text;
        entry.tags = {tagOf(id)};
        entry.loadedAt = cache.now();
        entry.lifeMs = 60'000;
        cache.put(keyOf(id), entry);
    }
    // A sealed file with many entries, as a program leaves it that ends.
    void fill(int entries = 500) {
        const auto opened = open();
        for (int id = 0; id < entries; ++id)
            put(*opened.cache, id, "value of " + std::to_string(id));
    }
    tests::TempDirectory m_folder;
};

TEST_F(FileCacheTest, keepsEntriesTagsAndWatermarkOverARestart) {
    {
        const auto opened = open();
        ASSERT_TRUE(opened.cache) << opened.problem;
        EXPECT_TRUE(opened.isFresh);
        put(*opened.cache, 1, "one");
        put(*opened.cache, 2, "two");
        opened.cache->invalidate(std::vector{tagOf(2)});
        opened.cache->setWatermark("123:123:");
    }
    const auto opened = open();
    EXPECT_FALSE(opened.isFresh);
    const auto one = opened.cache->find(keyOf(1));
    ASSERT_TRUE(one);
    EXPECT_EQ(one->bytes, "one");
    EXPECT_TRUE(one->tags.contains(tagOf(1)));
    EXPECT_GT(one->lifeMs, 0);
    EXPECT_LE(one->lifeMs, 60'000);
    EXPECT_FALSE(opened.cache->find(keyOf(2))); // the tag outlived the restart
    EXPECT_EQ(opened.cache->watermark(), "123:123:");
}

TEST_F(FileCacheTest, neverServesWhatBeganToLoadBeforeAnInvalidation) {
    const auto opened = open();
    StoredEntry entry;
    entry.tags = {tagOf(1)};
    entry.lifeMs = 60'000;
    entry.loadedAt = opened.cache->now();
    opened.cache->invalidate(std::vector{tagOf(1)});
    opened.cache->put(keyOf(1), entry);
    EXPECT_FALSE(opened.cache->find(keyOf(1)));
    put(*opened.cache, 1, "new");
    EXPECT_TRUE(opened.cache->find(keyOf(1)));
    opened.cache->invalidateAll();
    EXPECT_FALSE(opened.cache->find(keyOf(1)));
}

TEST_F(FileCacheTest, neverServesWhatIsExpired) {
    const auto opened = open();
    StoredEntry entry;
    entry.loadedAt = opened.cache->now();
    entry.lifeMs = 0;
    opened.cache->put(keyOf(1), entry);
    EXPECT_FALSE(opened.cache->find(keyOf(1)));
}

TEST_F(FileCacheTest, startsOverForAnotherDatabaseOrVersion) {
    fill();
    const auto opened = open("book 2");
    EXPECT_TRUE(opened.isFresh);
    EXPECT_EQ(opened.cache->stats().entries, 0U);
}

TEST_F(FileCacheTest, isSharedByProcesses) {
    const auto opened = open();
    put(*opened.cache, 1, "one");
    // LMDB forbids a child to use what its parent opened, so the other process is a program of its
    // own: it finds entry 1, invalidates it, and puts entry 2.
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl(FILE_CACHE_PEER, "file_cache_peer", path().c_str(), nullptr);
        ::_exit(99);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_EQ(WEXITSTATUS(status), 0);
    EXPECT_FALSE(opened.cache->find(keyOf(1))); // the other one invalidated it
    const auto two = opened.cache->find(keyOf(2));
    ASSERT_TRUE(two);
    EXPECT_EQ(two->bytes, "two");
}

TEST_F(FileCacheTest, mayBeDeletedAtAnyTime) {
    fill();
    std::filesystem::remove(path());
    {
        const auto opened = open();
        ASSERT_TRUE(opened.cache);
        EXPECT_TRUE(opened.isFresh);
        put(*opened.cache, 1, "one");
        std::filesystem::remove(path()); // while it is open
        EXPECT_TRUE(opened.cache->find(keyOf(1)));
        put(*opened.cache, 2, "two");
    }
    EXPECT_TRUE(open().isFresh);
}

TEST_F(FileCacheTest, isNotTrustedAfterACrash) {
    fill();
    std::filesystem::resize_file(path() + ".seal", 0); // as a program leaves it that is killed
    EXPECT_TRUE(open().isFresh);
}

TEST_F(FileCacheTest, noticesThatItWasCutWhileItIsOpen) {
    const auto opened = open();
    for (int id = 0; id < 500; ++id)
        put(*opened.cache, id, "value");
    ASSERT_TRUE(opened.cache->find(keyOf(1)));
    std::filesystem::resize_file(path(), 4'096);
    EXPECT_FALSE(opened.cache->find(keyOf(1)));
    EXPECT_FALSE(opened.cache->isUsable());
    put(*opened.cache, 1, "one"); // and does nothing more
}

TEST_F(FileCacheTest, survivesDamageAnywhere) {
    fill();
    std::string whole;
    {
        std::ifstream file(path(), std::ios::binary);
        whole.assign(std::istreambuf_iterator<char>(file), {});
    }
    std::string seal;
    {
        std::ifstream file(path() + ".seal", std::ios::binary);
        seal.assign(std::istreambuf_iterator<char>(file), {});
    }
    domain::SeededRandom random(tests::seedOfThisRun());
    const auto write = [](const std::string& name, const std::string& bytes) {
        std::ofstream(name, std::ios::binary | std::ios::trunc) << bytes;
    };
    for (int damage = 0; damage < 300; ++damage) {
        std::string bytes = whole;
        const auto at = static_cast<std::size_t>(random.below(std::ssize(bytes)));
        const auto length = static_cast<std::size_t>(random.between(1, 5'000));
        switch (damage % 4) {
        case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << (damage % 7)));
            break;
        case 1:
            bytes.resize(at);
            break;
        case 2:
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                        std::min(length, bytes.size() - at), '\0');
            break;
        default:
            bytes.append(length, 'x');
            break;
        }
        write(path(), bytes);
        write(path() + ".seal", seal);
        const auto opened = open();
        ASSERT_TRUE(opened.cache) << opened.problem;
        if (bytes == whole) continue;
        EXPECT_TRUE(opened.isFresh);
        for (int id = 0; id < 500; id += 50)
            ASSERT_FALSE(opened.cache->find(keyOf(id)));
    }
}

TEST_F(FileCacheTest, staysWithinItsSize) {
    const auto opened = open();
    const std::string text(2'000, 'x');
    for (int id = 0; id < 20'000; ++id)
        put(*opened.cache, id, text); // 40 MB into 8
    EXPECT_TRUE(opened.cache->isUsable());
    EXPECT_LE(std::filesystem::file_size(path()), kBytesMax);
    EXPECT_GT(opened.cache->stats().dropped, 0U);
    EXPECT_TRUE(opened.cache->find(keyOf(19'999)));
}

TEST_F(FileCacheTest, saysWhyItCannotBeUsed) {
    const auto first = open();
    EXPECT_EQ(open().problem, "it is open in this program already");
    EXPECT_EQ(FileCache::open("/proc/nowhere/reads.lmdb", "book 1", kBytesMax).problem,
              "its folder cannot be written");
}

} // namespace
} // namespace alluse::cache
