#include "services/demo_service.h"

#include "services/demo/family_simulation.h"

#include <future>
#include <vector>

namespace alluse::services {

namespace {

// A chunk is one transaction; both bounds keep its memory near 100 MB.
constexpr std::size_t kChunkFamiliesMax = 2'000;
constexpr std::size_t kChunkEntriesMax = 100'000;

void count(DemoSummary& summary, const BulkFamily& family) {
    ++summary.families;
    summary.accounts += static_cast<std::int64_t>(family.accounts.size());
    summary.entries += static_cast<std::int64_t>(family.entries.size());
    for (const BulkEntry& entry : family.entries) {
        summary.postings += static_cast<std::int64_t>(entry.postings.size());
        if (entry.kind == domain::CommandKind::Fork) ++summary.forks;
        if (entry.kind == domain::CommandKind::Merge) ++summary.merges;
    }
}

} // namespace

BulkFamily DemoService::makeFamily(const DemoRequest& request, std::int64_t number) {
    return demo::FamilySimulation({request.seed, number, request.weeks, request.endDate}).run();
}

DemoService::Chunk DemoService::makeChunk(const DemoRequest& request, std::int64_t number) {
    Chunk chunk;
    std::size_t entries = 0;
    while (number < request.families && chunk.families.size() < kChunkFamiliesMax &&
           entries < kChunkEntriesMax) {
        chunk.families.push_back(makeFamily(request, number++));
        entries += chunk.families.back().entries.size();
    }
    chunk.next = number;
    return chunk;
}

// The next chunk is made while this one is loaded: one core for each.
Outcome<DemoSummary> DemoService::generate(const DemoRequest& request, const Call& call) {
    DemoSummary summary;
    const auto begin = [&request](std::int64_t number) {
        return std::async(std::launch::async, [&request, number] { return makeChunk(request, number); });
    };
    for (auto coming = begin(0);;) {
        const Chunk chunk = coming.get();
        if (chunk.families.empty()) {
            if (auto finished = m_database.finishLoad(call); !finished)
                return tl::unexpected(std::move(finished.error()));
            return summary;
        }
        if (call.isCancelled && call.isCancelled()) return failed(FailureKind::Cancelled, {});
        coming = begin(chunk.next);
        if (auto loaded = m_database.loadFamilies(chunk.families, call); !loaded)
            return tl::unexpected(std::move(loaded.error()));
        for (const BulkFamily& family : chunk.families) count(summary, family);
        if (request.onProgress) request.onProgress(chunk.next, request.families);
    }
}

} // namespace alluse::services
