#pragma once
// A load that several processes share: starts them, waits, adds up what they answer.

#include "composition/validation_lab.h"

namespace alluse::composition {

struct PartsOutcome {
    validation::LoadOutcome outcome;
    std::int64_t enteredCents = 0, acknowledged = 0, unresolved = 0;
};
[[nodiscard]] services::Outcome<PartsOutcome> runInProcesses(const ValidationRequest& request,
                                                             const validation::Scenario& scenario,
                                                             const storage::DatabaseLocation& location);

} // namespace alluse::composition
