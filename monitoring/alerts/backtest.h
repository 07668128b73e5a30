#pragma once
// Replays a rule over a series with the state machine that the live engine uses.
//
// The rule is evaluated at every sample. In a gap it is evaluated at the usual step of the series,
// as a live engine would go on ticking: at once for series of ten seconds or finer, after three
// missing samples for coarser ones, whose steps are rarely exact.

#include "alerts/alert_state.h"

#include <tl/expected.hpp>

namespace alluse::alerts {

struct BacktestReport {
    std::vector<Transition> transitions;
    std::size_t fired = 0;      // how often an alert was opened
    std::int64_t firingMs = 0;  // how long one was open, recovering included
    std::size_t evaluations = 0;
    std::vector<std::string> notes; // what the history was too short for, in plain words
};

// One series for each input of the rule, in the order of inputsOf(rule). A failure is a sentence.
[[nodiscard]] tl::expected<BacktestReport, std::string>
backtest(const Rule& rule, const std::vector<std::vector<Sample>>& series);

} // namespace alluse::alerts
