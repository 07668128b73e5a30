#pragma once
// Makes reproducible families with a history and loads them in bulk into an empty database.

#include "services/ports/database_port.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace alluse::services {

struct DemoRequest {
    std::int64_t families = 60;
    int weeks = 104; // of trading, the last one ends on or before endDate
    std::uint64_t seed = 1;
    domain::Date endDate;
    // Families loaded so far, of how many; after each chunk.
    std::function<void(std::int64_t done, std::int64_t total)> onProgress;
};

struct DemoSummary {
    std::int64_t families = 0, accounts = 0, entries = 0, postings = 0, forks = 0, merges = 0;
};

class DemoService {
public:
    explicit DemoService(DatabasePort& database) : m_database(database) {}

    // The same request gives the same rows. What was loaded before a cancel or failure stays.
    Outcome<DemoSummary> generate(const DemoRequest& request, const Call& call = {Lane::Batch, {}});

    // The family with this number, 0 … families − 1; it depends on the seed and on nothing else
    // that was made.
    [[nodiscard]] static BulkFamily makeFamily(const DemoRequest& request, std::int64_t number);

private:
    struct Chunk {
        std::vector<BulkFamily> families;
        std::int64_t next = 0; // the number of the family that follows
    };
    static Chunk makeChunk(const DemoRequest& request, std::int64_t number);
    DatabasePort& m_database;
};

} // namespace alluse::services
