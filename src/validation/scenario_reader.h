#pragma once
// Scenario files: strict JSON in, a Scenario or one sentence with the path to the bad value out.

#include "domain/result.h"
#include "validation/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace alluse::validation {

[[nodiscard]] domain::Result<Scenario, std::string> readScenario(std::string_view text);

struct ShippedScenario {
    std::string_view name;
    std::string_view text;
};
// The files of resources/scenarios, compiled into the program, by name.
[[nodiscard]] const std::vector<ShippedScenario>& shippedScenarios();
[[nodiscard]] const ShippedScenario* findShipped(std::string_view name);

} // namespace alluse::validation
