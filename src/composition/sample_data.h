#pragma once
// The small book that a newcomer sees at the first start: 60 families, two years of weeks.

#include "services/ports/database_port.h"

#include <cstdint>
#include <functional>

namespace alluse::composition {

inline constexpr int kSampleFamilies = 60;
inline constexpr int kSampleWeeks = 104;
inline constexpr std::uint64_t kSampleSeed = 1;

// The history ends on `today`.
[[nodiscard]] services::Outcome<void>
fillSample(services::DatabasePort& database, domain::Date today,
           const std::function<void(std::int64_t done, std::int64_t total)>& progress,
           const services::Call& call);

} // namespace alluse::composition
