#pragma once
// Rules as JSON, strictly: an unknown key, a wrong type or an impossible combination is one
// sentence that begins with the path of the mistake.

#include "alerts/alert_rule.h"

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <tl/expected.hpp>

namespace alluse::alerts {

struct RuleMistake {
    std::string path; // e.g. rules[2].levels[0].clear
    std::string text; // e.g. must not lie above enter (28)

    [[nodiscard]] std::string sentence() const;
};

template <typename T>
using RuleResult = tl::expected<T, RuleMistake>;

// One rule or a list of rules. Ids are unique; a composite names rules of the same list.
[[nodiscard]] RuleResult<std::vector<Rule>> parseRules(std::string_view text);
[[nodiscard]] RuleResult<Rule> ruleFromJson(const nlohmann::json& json, const std::string& path);
[[nodiscard]] RuleResult<std::vector<Rule>> rulesFromJson(const nlohmann::json& json);
// Duplicate ids, unknown or circular references between rules.
[[nodiscard]] std::optional<RuleMistake> checkTogether(const std::vector<Rule>& rules);

// Every key of the kind, with the defaults written out. Reading it gives the same rule.
[[nodiscard]] nlohmann::json ruleToJson(const Rule& rule);

// Text to JSON, refusing a key that occurs twice in one object.
[[nodiscard]] RuleResult<nlohmann::json> parseStrictly(std::string_view text);

// Names as they stand in files and on screens.
[[nodiscard]] std::string_view nameOf(RuleKind kind);
[[nodiscard]] std::string_view nameOf(Severity severity);
[[nodiscard]] std::string_view nameOf(Aggregation aggregation);
[[nodiscard]] std::string_view nameOf(Comparison comparison);

} // namespace alluse::alerts
