#pragma once
// The rules that the program ships with, from resources/alerts/default_rules.json.

#include <string_view>

namespace alluse::alerts {

// The file as text; users copy it, edit it and hand it to parseRules like their own.
[[nodiscard]] std::string_view defaultRulesText();

} // namespace alluse::alerts
