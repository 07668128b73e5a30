#include "analytics/peers.h"

#include "analytics/statistics.h"

#include <algorithm>

namespace alluse::analytics {

domain::Result<PeerRank, Missing> peerRank(double value, std::span<const double> ascending) {
    const auto count = static_cast<int>(ascending.size());
    if (count < kPeersMin) return missing(Needs::Peers, kPeersMin, count);
    const auto equal = std::ranges::equal_range(ascending, value);
    const auto below = static_cast<double>(equal.begin() - ascending.begin());
    const double deviation = sampleDeviation(ascending);
    return PeerRank{(below + static_cast<double>(equal.size()) / 2) / count * 100,
                    deviation > 0 ? (value - mean(ascending)) / deviation : 0, count};
}

} // namespace alluse::analytics
