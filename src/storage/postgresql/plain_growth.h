#pragma once
// The short ways of the usual fork (three legs) and the usual merge (nothing allocated).

#include "domain/ledger_entry.h"
#include "services/ports/ledger_port.h"
#include "storage/session.h"

#include <optional>

namespace alluse::storage {

// Whether the plan is one that post_fork, post_merge can write.
[[nodiscard]] bool isPlainFork(const domain::EntryPlan& plan);
[[nodiscard]] bool isPlainMerge(const domain::EntryPlan& plan);
// Like postTransfer: none, or an error kNotPlain, when post_entry has to decide; not inside a
// transaction of the caller.
[[nodiscard]] std::optional<services::EntryReceipt> postFork(Session& session,
                                                             const domain::EntryPlan& plan);
[[nodiscard]] std::optional<services::EntryReceipt> postMerge(Session& session,
                                                              const domain::EntryPlan& plan);

} // namespace alluse::storage
