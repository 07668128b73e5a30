#pragma once
// What growth leaves beside the postings of an entry: links, events, pending forks, holds.

#include "domain/account.h"
#include "domain/ledger_entry.h"
#include "storage/sqlite/connection.h"

#include <optional>
#include <string>
#include <vector>

namespace alluse::storage::sqlite {

// A Gen-Acc that may fork and whose surplus has reached the threshold.
[[nodiscard]] bool isDue(const domain::Account& account);
// The fact that a fork became due; nothing when one is pending already.
void addPendingFork(Connection& connection, const domain::Account& account,
                    std::optional<domain::EntryId> entry, domain::Timestamp at);

// Whether what the plan was made from, besides accounts, has changed since.
[[nodiscard]] bool hasGrown(Connection& connection, const domain::EntryPlan& plan);

struct GrownEntry {
    const domain::EntryPlan& plan;
    const std::vector<domain::AccountId>& opened; // in the order of the plan
    std::optional<domain::EntryId> entry;
    const std::string& commandId;
};
void writeGrowth(Connection& connection, const GrownEntry& grown);

} // namespace alluse::storage::sqlite
