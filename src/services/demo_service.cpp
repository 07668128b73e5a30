#include "services/demo_service.h"

#include "services/demo/family_simulation.h"

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

Outcome<DemoSummary> DemoService::generate(const DemoRequest& request, const Call& call) {
    DemoSummary summary;
    std::vector<BulkFamily> chunk;
    std::size_t entries = 0;
    for (std::int64_t number = 0; number < request.families; ++number) {
        chunk.push_back(makeFamily(request, number));
        count(summary, chunk.back());
        entries += chunk.back().entries.size();
        const bool isFull = chunk.size() == kChunkFamiliesMax || entries >= kChunkEntriesMax ||
                            number + 1 == request.families;
        if (!isFull) continue;
        if (call.isCancelled && call.isCancelled()) return failed(FailureKind::Cancelled, {});
        if (auto loaded = m_database.loadFamilies(chunk, call); !loaded)
            return tl::unexpected(std::move(loaded.error()));
        chunk.clear();
        entries = 0;
        if (request.onProgress) request.onProgress(number + 1, request.families);
    }
    return summary;
}

} // namespace alluse::services
