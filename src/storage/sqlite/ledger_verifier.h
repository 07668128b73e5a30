#pragma once
// Verifies every invariant of a SQLite ledger in one snapshot and names the first broken row.

#include "services/ports/database_port.h"
#include "storage/sqlite/connection.h"

#include <functional>
#include <string>

namespace alluse::storage::sqlite {

[[nodiscard]] services::Outcome<services::VerifyReport>
verifyLedger(Connection& reader, const std::function<void(const std::string&)>& onCheck,
             const services::Call& call);

} // namespace alluse::storage::sqlite
