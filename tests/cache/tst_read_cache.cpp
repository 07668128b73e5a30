// Reading through the levels: the bugs that other caches had, each as a test that names it, and
// what the levels promise beside.

#include "cache/cache_fixtures.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>
#include <vector>

namespace alluse::cache {
namespace {

class ReadCacheTest : public testing::Test {
protected:
    ReadCacheTest() { m_source.numbers = {{1, 10}, {2, 20}}; }
    ReadCache& cache(ReadCacheOptions options = {}) {
        options.jitterPercent = m_jitter;
        options.promoteHits = m_promoteHits;
        m_cache = std::make_unique<ReadCache>(options, m_clock);
        m_cache->useSecondLevel(&m_second);
        return *m_cache;
    }
    FakeClock m_clock;
    FakeSecondLevel m_second;
    Source m_source;
    int m_jitter = 0, m_promoteHits = 1;

private:
    std::unique_ptr<ReadCache> m_cache;
};

using CacheBugs = ReadCacheTest;

TEST_F(CacheBugs, one_aLoadThatBeganBeforeAnInvalidationNeverStoresItsOldValue) {
    ReadCache& reads = cache();
    m_source.during = [&] { // another client commits while this load holds what it has read
        m_source.during = nullptr;
        m_source.numbers[1] = 11;
        reads.invalidate(accountTag(1));
    };
    EXPECT_EQ(m_source.read(reads, 1), 10); // the read began before the change
    EXPECT_EQ(m_source.read(reads, 1), 11);
    EXPECT_EQ(reads.memory().stats().refusedLate, 1U);
}

TEST_F(CacheBugs, two_aTagIsNeverForgottenSoWhatItPurgedNeverComesBack) {
    ReadCache& reads = cache();
    EXPECT_EQ(m_source.read(reads, 1), 10);
    reads.save(); // into the second level, too
    m_source.numbers[1] = 11;
    reads.invalidate(accountTag(1));
    // Far more tags than any table of tags would keep.
    for (std::int64_t id = 100'000; id < 600'000; ++id)
        reads.invalidate(accountTag(id));
    EXPECT_EQ(m_source.read(reads, 1), 11);
}

TEST_F(CacheBugs, three_aFailedReloadDoesNotEraseTheInvalidation) {
    ReadCache& reads = cache();
    EXPECT_EQ(m_source.read(reads, 1), 10);
    m_source.numbers[1] = 11;
    reads.invalidate(accountTag(1));
    m_source.fails = true;
    EXPECT_EQ(m_source.read(reads, 1), -2);
    EXPECT_EQ(m_source.read(reads, 1), -2); // and not 10
    m_source.fails = false;
    EXPECT_EQ(m_source.read(reads, 1), 11);
}

TEST_F(CacheBugs, four_aWriterReadsWhatItWrote) {
    ReadCache& reads = cache();
    for (int number = 0; number < 1'000; ++number) {
        m_source.numbers[1] = number;
        reads.invalidate(accountTag(1));
        ASSERT_EQ(m_source.read(reads, 1), number);
    }
}

TEST_F(CacheBugs, five_manyReadersOfOneKeyLoadItOnce) {
    ReadCache& reads = cache();
    std::atomic<int> arrived{0};
    m_source.during = [&] {
        while (arrived.load() < 4)
            std::this_thread::yield(); // until the others wait or are about to
    };
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back([&] {
            ++arrived;
            EXPECT_EQ(m_source.read(reads, 1), 10);
        });
    readers.clear();
    EXPECT_EQ(m_source.loads, 1);
}

TEST_F(CacheBugs, six_aLoadThatReadsThroughTheCacheWaitsForNobody) {
    ReadCache& reads = cache();
    // Each load reads the key of the other one: with waiting, both would stand for ever.
    const auto crossed = [&](std::int64_t mine, std::int64_t other) {
        return reads.get(accountKey(mine), nullptr, [&, mine, other]() -> std::optional<Loaded> {
            std::this_thread::yield();
            (void)reads.get(accountKey(other), nullptr,
                            [&, other] { return m_source.load(other); });
            (void)reads.get(accountKey(mine), nullptr, [&, mine] { return m_source.load(mine); });
            return m_source.load(mine);
        });
    };
    for (int round = 0; round < 200; ++round) {
        reads.invalidateAll();
        std::jthread first([&] { EXPECT_TRUE(crossed(1, 2)); });
        std::jthread second([&] { EXPECT_TRUE(crossed(2, 1)); });
    }
}

TEST_F(CacheBugs, seven_aPurgeReachesEveryLevelAlsoTheSecondOneAlone) {
    ReadCache& reads = cache();
    EXPECT_EQ(m_source.read(reads, 1), 10);
    reads.save();
    reads.memory().clear(); // it stands in the second level only
    m_source.numbers[1] = 11;
    reads.invalidate(accountTag(1));
    EXPECT_EQ(m_source.read(reads, 1), 11);
}

TEST_F(CacheBugs, eight_afterClearingEverythingNothingOldIsServedNotEvenWhenLoadsFail) {
    ReadCache& reads = cache();
    EXPECT_EQ(m_source.read(reads, 1), 10);
    EXPECT_EQ(m_source.read(reads, 2), 20);
    reads.save();
    reads.invalidateAll();
    m_source.fails = true;
    EXPECT_EQ(m_source.read(reads, 1), -2);
    EXPECT_EQ(m_source.read(reads, 2), -2);
}

TEST_F(CacheBugs, nine_anExpiredEntryIsNeverShownAndOneThatMovesUpKeepsItsRemainingLife) {
    ReadCacheOptions options;
    options.lifeMs = 1'000;
    ReadCache& reads = cache(options);
    EXPECT_EQ(m_source.read(reads, 1), 10);
    m_source.numbers[1] = 11; // nobody tells the cache
    m_clock.time += 600;
    reads.save();
    reads.memory().clear();
    EXPECT_EQ(m_source.read(reads, 1), 10); // moved up, with 400 ms to live
    m_clock.time += 399;
    EXPECT_EQ(m_source.read(reads, 1), 10);
    m_clock.time += 1;
    // The fake second level does not expire; its copy has been told to live 400 ms when it was
    // stored.
    m_second.invalidateAll();
    EXPECT_EQ(m_source.read(reads, 1), 11);
}

TEST_F(ReadCacheTest, servesFromMemoryWhatWasLoadedOnce) {
    ReadCache& reads = cache();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(m_source.read(reads, 1), 10);
    EXPECT_EQ(m_source.loads, 1);
    EXPECT_EQ(reads.memory().stats().hitsTotal(), 4U);
}

TEST_F(ReadCacheTest, remembersForAShortWhileThatThereIsNone) {
    ReadCacheOptions options;
    options.negativeLifeMs = 500;
    ReadCache& reads = cache(options);
    EXPECT_EQ(m_source.read(reads, 7), -1);
    EXPECT_EQ(m_source.read(reads, 7), -1);
    EXPECT_EQ(m_source.loads, 1);
    m_source.numbers[7] = 70;
    m_clock.time += 500;
    EXPECT_EQ(m_source.read(reads, 7), 70);
}

TEST_F(ReadCacheTest, anAccountThatIsOpenedEndsTheKnowledgeThatThereWasNone) {
    ReadCache& reads = cache();
    EXPECT_EQ(m_source.read(reads, 7), -1);
    m_source.numbers[7] = 70;
    reads.invalidate(accountTag(7));
    EXPECT_EQ(m_source.read(reads, 7), 70);
}

TEST_F(ReadCacheTest, entriesMadeTogetherDoNotEndTogether) {
    m_jitter = 20;
    ReadCacheOptions options;
    options.lifeMs = 1'000;
    ReadCache& reads = cache(options);
    for (std::int64_t id = 0; id < 200; ++id)
        m_source.read(reads, id);
    std::map<std::int64_t, int> ends;
    for (const EntryInfo& info : reads.memory().list(1'000))
        ++ends[info.entry.expiresAtMs / 50];
    m_source.numbers.clear();
    EXPECT_GT(ends.size(), 5U);
}

TEST_F(ReadCacheTest, loadsAnEntryAnewBeforeItEndsWhileItIsStillServed) {
    ReadCacheOptions options;
    options.lifeMs = 1'000;
    std::vector<std::function<void()>> background;
    options.background = [&](std::function<void()> work) {
        background.push_back(std::move(work));
        return true;
    };
    ReadCache& reads = cache(options);
    EXPECT_EQ(m_source.read(reads, 1), 10);
    m_source.numbers[1] = 11;
    m_clock.time += 900;
    EXPECT_EQ(m_source.read(reads, 1), 10);
    EXPECT_EQ(m_source.read(reads, 1), 10); // one refresh is enough
    ASSERT_EQ(background.size(), 1U);
    background.front()();
    EXPECT_EQ(m_source.read(reads, 1), 11);
    m_clock.time += 500;
    EXPECT_EQ(m_source.read(reads, 1), 11); // with a life of its own
    EXPECT_EQ(m_source.loads, 2);
}

TEST_F(ReadCacheTest, aRefreshLooksIntoTheSecondLevelBeforeTheSource) {
    ReadCacheOptions options;
    options.lifeMs = 1'000;
    std::vector<std::function<void()>> background;
    options.background = [&](std::function<void()> work) {
        background.push_back(std::move(work));
        return true;
    };
    ReadCache& reads = cache(options);
    EXPECT_EQ(m_source.read(reads, 1), 10);
    m_clock.time += 900;
    StoredEntry fresher; // another process has loaded it meanwhile
    fresher.bytes = "12";
    fresher.tags = {accountTag(1)};
    fresher.loadedAt = m_second.now();
    fresher.lifeMs = 950;
    m_second.put(accountKey(1), fresher);
    EXPECT_EQ(m_source.read(reads, 1), 10);
    background.front()();
    EXPECT_EQ(m_source.read(reads, 1), 12);
    EXPECT_EQ(m_source.loads, 1);
}

TEST_F(ReadCacheTest, anEvictedEntryGoesDownAndMovesUpAgainWhenItIsWanted) {
    m_promoteHits = 2;
    ReadCacheOptions options;
    options.memory.entriesMax = 1;
    options.memory.policy = PolicyKind::Lru;
    ReadCache& reads = cache(options);
    EXPECT_EQ(m_source.read(reads, 1), 10);
    EXPECT_EQ(m_source.read(reads, 2), 20); // pushes 1 down
    EXPECT_EQ(reads.stats().demotions, 1U);
    EXPECT_EQ(m_source.read(reads, 1), 10);
    EXPECT_EQ(reads.stats().promotions, 0U); // asked for once
    EXPECT_EQ(m_source.read(reads, 1), 10);
    EXPECT_EQ(reads.stats().promotions, 1U);
    EXPECT_EQ(m_source.loads, 2);
    m_source.numbers[1] = 11; // it kept its tags on the way
    reads.invalidate(accountTag(1));
    EXPECT_EQ(m_source.read(reads, 1), 11);
}

TEST_F(ReadCacheTest, keepsWithinItsBytes) {
    ReadCacheOptions options;
    options.memory.bytesMax = 1'000; // ten entries of the source
    ReadCache& reads = cache(options);
    for (std::int64_t id = 0; id < 500; ++id)
        m_source.read(reads, id);
    EXPECT_LE(reads.memory().stats().bytes, 1'000U);
    EXPECT_GT(reads.memory().stats().drops[static_cast<std::size_t>(DropReason::Bytes)], 0U);
}

TEST_F(ReadCacheTest, listsWhatItHoldsByTag) {
    ReadCache& reads = cache();
    m_source.read(reads, 1);
    m_source.read(reads, 2);
    EXPECT_EQ(reads.memory().list(10).size(), 2U);
    ASSERT_EQ(reads.memory().list(10, accountTag(2)).size(), 1U);
    EXPECT_EQ(reads.memory().list(10, accountTag(2)).front().key, accountKey(2));
    reads.invalidate(accountTag(2));
    EXPECT_EQ(reads.memory().list(10).size(), 1U);
    EXPECT_EQ(reads.memory().sweep(), 1U);
}

// The value of an account only grows and each change is announced after it was made: so what a
// reader sees may never be less than what was announced before it began.
TEST_F(ReadCacheTest, neverServesWhatWasOutOfDateWhenTheReadBegan) {
    ReadCacheOptions options;
    options.memory.entriesMax = 8; // so that entries move between the levels, too
    ReadCache& reads = cache(options);
    constexpr int kAccounts = 16;
    std::array<std::atomic<int>, kAccounts> stored{}, announced{};
    const auto load = [&](std::int64_t id) -> std::optional<Loaded> {
        Loaded loaded;
        loaded.value = std::make_shared<const int>(stored[static_cast<std::size_t>(id)].load());
        loaded.tags = {accountTag(id)};
        std::this_thread::yield(); // what it read grows old
        return loaded;
    };
    const unsigned seed = tests::seedOfThisRun();
    std::atomic<bool> isOver{false};
    std::atomic<int> stale{0};
    {
        std::vector<std::jthread> readers;
        for (unsigned i = 0; i < 3; ++i)
            readers.emplace_back([&, i] {
                std::mt19937 random(seed + i);
                while (!isOver) {
                    const auto id = static_cast<std::int64_t>(random() % kAccounts);
                    const int least = announced[static_cast<std::size_t>(id)].load();
                    const auto value =
                        reads.get(accountKey(id), &numberCodec(), [&, id] { return load(id); });
                    if (*static_cast<const int*>(value->get()) < least) ++stale;
                }
            });
        std::mt19937 random(seed + 99);
        for (int change = 0; change < 20'000; ++change) {
            const auto id = random() % kAccounts;
            const int next = ++stored[id];
            reads.invalidate(accountTag(static_cast<std::int64_t>(id)));
            announced[id].store(next);
        }
        isOver = true;
    }
    EXPECT_EQ(stale, 0);
}

} // namespace
} // namespace alluse::cache
