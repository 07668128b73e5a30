#pragma once
// Where one value stands among those of its peers.

#include "analytics/figure.h"

#include <span>

namespace alluse::analytics {

inline constexpr int kPeersMin = 5;
inline constexpr int kPeerWeeksMin = 12;

struct PeerRank {
    double percentile = 0; // 0 to 100: (below + half of the equal ones) / n, itself included
    double z = 0;          // (value − mean) / sample deviation; 0 when all are equal
    int peers = 0;         // with itself
};
// `ascending` holds the values of all peers, `value` among them.
[[nodiscard]] domain::Result<PeerRank, Missing> peerRank(double value, std::span<const double> ascending);

} // namespace alluse::analytics
