// The other process of tst_file_cache: finds entry 1 in the file, invalidates it, puts entry 2.
// Ends with 0 when all of that went well, else with the number of the step that did not.

#include "cache/file_cache.h"

#include <vector>

int main(int argc, char** argv) {
    using namespace alluse::cache;
    if (argc != 2) return 1;
    const auto opened = FileCache::open(argv[1], "book 1", std::size_t{8} << 20U);
    if (!opened.cache || opened.isFresh) return 2;
    const CacheKey one{KeyKind::AccountDetails, 1, 0};
    if (!opened.cache->find(one)) return 3;
    opened.cache->invalidate(std::vector{Tag{TagKind::Account, 1}});
    StoredEntry entry;
    entry.bytes = "two";
    entry.loadedAt = opened.cache->now();
    entry.lifeMs = 60'000;
    opened.cache->put({KeyKind::AccountDetails, 2, 0}, entry);
    return 0;
}
