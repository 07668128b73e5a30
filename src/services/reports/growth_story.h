#pragma once
// Forks and merges in sentences that a client understands.

#include "services/growth_rows.h"
#include "services/reports/report.h"

#include <functional>

namespace alluse::services {

// The forks and merges between two days, one row each. `isKnown` says whether an entry counts.
[[nodiscard]] ReportTable growthStory(const FamilyTree& tree, Date from, std::optional<AccountId> only,
                                      const std::function<bool(EntryId)>& isKnown);

} // namespace alluse::services
