#pragma once
// The checks that need the stored rows, in the domain's order, made inside the write transaction.

#include "domain/account.h"
#include "domain/ledger_entry.h"
#include "domain/refusal.h"
#include "storage/sqlite/connection.h"

#include <optional>
#include <vector>

namespace alluse::storage::sqlite {

// The first rule that says no; none: the plan may be written. Fills `accounts` with the state of
// each existing customer account of the plan, in ascending id order.
[[nodiscard]] std::optional<domain::Refusal> checkPlan(Connection& connection,
                                                       const domain::EntryPlan& plan,
                                                       std::vector<domain::Account>& accounts);

} // namespace alluse::storage::sqlite
