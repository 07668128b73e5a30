#pragma once
// Rows of command: what arrived, how it ended, and the receipt that a repeated command gets again.

#include "domain/ledger_entry.h"
#include "domain/refusal.h"
#include "domain/sha256.h"
#include "services/ports/ledger_port.h"
#include "storage/sqlite/connection.h"

#include <chrono>
#include <optional>

namespace alluse::storage::sqlite {

using domain::Sha256;

// When a plan reached the writer, on the wall clock and on the one that measures durations.
struct Arrival {
    domain::Timestamp at;
    std::chrono::steady_clock::time_point since;
    [[nodiscard]] static Arrival now();
};

struct StoredCommand {
    Sha256 digest{};
    services::Outcome<services::EntryReceipt> outcome;
};

[[nodiscard]] std::optional<StoredCommand> findCommand(Connection& connection,
                                                       const domain::CommandId& id);

void insertDone(Connection& connection, const domain::EntryPlan& plan, const Sha256& digest,
                const Arrival& arrival, const services::EntryReceipt& receipt);
void insertRefused(Connection& connection, const domain::EntryPlan& plan, const Sha256& digest,
                   const Arrival& arrival, const domain::Refusal& refusal);

} // namespace alluse::storage::sqlite
