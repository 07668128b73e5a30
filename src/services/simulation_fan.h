#pragma once
// Many random paths of one family, computed on several threads; the same for any number of them.

#include "domain/simulation.h"
#include "services/call.h"
#include "services/outcome.h"

namespace alluse::services {

inline constexpr std::int64_t kFanPointsMax = 10'000'000; // paths × weeks, 80 MB

struct FanRequest {
    domain::SimulationInput input;
    domain::SimulationSpread spread;
    int paths = 1'000;
    int threads = 0; // 0: one for each processor
};

// Refused as the simulation is, and beyond kFanPointsMax; Cancelled when asked.
[[nodiscard]] Outcome<domain::SimulationFan> simulateFan(const FanRequest& request, const Call& call = {});

} // namespace alluse::services
