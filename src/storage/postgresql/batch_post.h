#pragma once
// Many plans in their order inside one transaction: runs of plain ones as one call of post_batch,
// the others one by one.

#include "domain/ledger_entry.h"
#include "services/ports/ledger_port.h"
#include "storage/session.h"

#include <span>
#include <vector>

namespace alluse::storage {

// A longer run is sent in several calls: arrays of this many commands are some hundred kilobytes.
inline constexpr std::size_t kPlansPerCall = 1'000;

using PlanPointers = std::vector<const domain::EntryPlan*>;

// Whether post_batch can write it: two postings on cash, of one account against the system or
// another account, and nothing else but where it came from.
[[nodiscard]] bool isPlainPost(const domain::EntryPlan& plan);
// One outcome for each plan, in order. All of it is one call, and so a transaction by itself, when
// every plan is plain and there are no more than kPlansPerCall.
[[nodiscard]] std::vector<services::Outcome<services::EntryReceipt>>
postInOrder(Session& session, const PlanPointers& plans);

} // namespace alluse::storage
