#include "cache/cache_entry.h"

#include <numeric>

namespace alluse::cache {

std::string_view nameOf(KeyKind kind) {
    switch (kind) {
    case KeyKind::Account:
        return "account";
    case KeyKind::AccountDetails:
        return "account details";
    case KeyKind::Family:
        return "family";
    case KeyKind::BookTotals:
        return "book totals";
    case KeyKind::Series:
        return "series";
    case KeyKind::Other:
        return "other";
    }
    return "";
}

std::string_view nameOf(DropReason reason) {
    switch (reason) {
    case DropReason::Size:
        return "size";
    case DropReason::Bytes:
        return "bytes";
    case DropReason::Expired:
        return "expired";
    case DropReason::Invalidated:
        return "invalidated";
    case DropReason::Replaced:
        return "replaced";
    case DropReason::Purged:
        return "purged";
    }
    return "";
}

std::uint64_t LevelStats::hitsTotal() const {
    return std::accumulate(hits.begin(), hits.end(), std::uint64_t{0});
}

std::uint64_t LevelStats::missesTotal() const {
    return std::accumulate(misses.begin(), misses.end(), std::uint64_t{0});
}

double LevelStats::hitRatio() const {
    const auto found = static_cast<double>(hitsTotal());
    const double all = found + static_cast<double>(missesTotal());
    return all > 0 ? found / all : 0;
}

} // namespace alluse::cache
