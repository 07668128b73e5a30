#pragma once
// The growth part of a plan as a value of the type growth_part, in PostgreSQL's text form.

#include "domain/ledger_entry.h"

#include <string>

namespace alluse::storage {

// A fork opens one child, with one posting, by the policy of its parent: so its row needs no JSON.
[[nodiscard]] bool opensOneChild(const domain::EntryPlan& plan);
// The sources of a merge, all closed into one target.
[[nodiscard]] bool closesMerged(const domain::EntryPlan& plan);
// Empty when the plan has nothing to do with growth.
[[nodiscard]] std::string growthText(const domain::EntryPlan& plan);

} // namespace alluse::storage
