#pragma once
// One call of post_entry, and its answer as a receipt or a refusal.

#include "domain/ledger_entry.h"
#include "services/ports/ledger_port.h"
#include "storage/session.h"

namespace alluse::storage {

// Columns of an answer begin at 0, in the order of post_result.
[[nodiscard]] services::Outcome<services::EntryReceipt> readPostResult(const Statement& row);
[[nodiscard]] services::Outcome<services::EntryReceipt> postEntryOf(Session& session,
                                                                   const domain::EntryPlan& plan);

} // namespace alluse::storage
