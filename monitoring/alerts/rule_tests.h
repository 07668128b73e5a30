#pragma once
// Tests of rules in a file: series, rule, expected transitions.
//
// {"tests": [{"name": "…", "rule": {…} or "rules": […], "stepSeconds": 1,
//             "series": {"metric": "0x9 95x120 _x5 0+1x10" or [1, null, 2]},
//             "transitions": [{"atSeconds": 10, "from": "Normal", "to": "Firing"}],
//             "states": [{"atSeconds": 5, "state": "Pending"}]}]}
//
// In the text of a series `a` is one value, `axn` is a and n more of it, `a+bxn` and `a-bxn` are a
// and n more that rise or fall by b, `_` is no sample and `_xn` is n of those. A name may carry
// labels: `account.tx.time{type=DEPOSIT}`. With several rules each expectation names its `rule`.

#include "alerts/rule_json.h"

namespace alluse::alerts {

struct RuleTestOutcome {
    std::string name;
    bool hasPassed = false;
    std::vector<std::string> differences; // sentences
};

[[nodiscard]] RuleResult<std::vector<RuleTestOutcome>> runRuleTests(std::string_view text);

// The values of one series text, nullopt for no sample; nothing when it cannot be read.
[[nodiscard]] std::optional<std::vector<std::optional<double>>>
expandSeries(std::string_view text);

} // namespace alluse::alerts
