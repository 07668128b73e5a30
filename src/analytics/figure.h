#pragma once
// A figure is a number, or says what it would need to be one. Never both, never a sentinel.

#include "domain/result.h"

#include <string>

namespace alluse::analytics {

enum class Needs { Weeks, Days, Trades, Losses, Peers, Drawdown, Spread, Buffer, Growth, Equity };

// "n/a, needs 8 weeks": what was counted, how many there are, how many it takes.
struct Missing {
    Needs what = Needs::Weeks;
    int needed = 0;
    int have = 0;
    bool operator==(const Missing&) const = default;
};

using Figure = domain::Result<double, Missing>;

[[nodiscard]] inline tl::unexpected<Missing> missing(Needs what, int needed, int have) {
    return tl::unexpected(Missing{what, needed, have});
}
// "n/a, needs 8 weeks" and its kin, in English; the window translates it by its parts.
[[nodiscard]] std::string describe(const Missing& missing);

} // namespace alluse::analytics
