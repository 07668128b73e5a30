#include "analytics/figure.h"

namespace alluse::analytics {

std::string describe(const Missing& missing) {
    const std::string count = std::to_string(missing.needed);
    switch (missing.what) {
    case Needs::Weeks: return "n/a, needs " + count + " weeks";
    case Needs::Days: return "n/a, needs " + count + " days";
    case Needs::Trades: return "n/a, needs " + count + (missing.needed == 1 ? " trade" : " trades");
    case Needs::Losses: return "n/a, needs a return below the target";
    case Needs::Peers: return "insufficient peers, needs " + count;
    case Needs::Drawdown: return "n/a, needs a drawdown";
    case Needs::Spread: return "n/a, needs returns that differ";
    case Needs::Buffer: return "n/a, needs a cash buffer";
    case Needs::Growth: return "none, growth is not above zero";
    case Needs::Equity: return "n/a, needs equity";
    }
    return "n/a";
}

} // namespace alluse::analytics
