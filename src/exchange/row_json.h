#pragma once
// Rows of lists as JSON: lowerCamel keys, money in cents, dates and times in ISO 8601.

#include "services/rows.h"

#include <nlohmann/json.hpp>

namespace alluse::exchange {

[[nodiscard]] nlohmann::ordered_json jsonOf(const services::AccountRow& row);
[[nodiscard]] nlohmann::ordered_json jsonOf(const services::FamilyRow& row);
[[nodiscard]] nlohmann::ordered_json jsonOf(const services::PostingRow& row);

} // namespace alluse::exchange
