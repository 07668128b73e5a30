#pragma once
// Verifies every invariant of the ledger on PostgreSQL in one snapshot; writers go on meanwhile.

#include "services/ports/database_port.h"
#include "storage/session.h"

namespace alluse::storage {

[[nodiscard]] services::Outcome<services::VerifyReport>
auditLedger(Session& session, const std::function<void(const std::string&)>& onCheck,
            const services::Call& call);

} // namespace alluse::storage
