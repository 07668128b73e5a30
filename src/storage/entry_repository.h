#pragma once
// Reads ledger lines and entries, on both dialects. Thread-safe: each call leases.

#include "services/ports/read_port.h"
#include "storage/session_pool.h"

namespace alluse::storage {

class EntryRepository final : public services::LedgerReads {
public:
    explicit EntryRepository(SessionPool& pool) : m_pool(pool) {}

    services::Outcome<services::Page<services::PostingRow>>
    page(const services::LedgerQuery& query, const services::PageRequest& request,
         const services::Call& call = {}) override;
    services::Outcome<services::ListIndex> index(const services::LedgerQuery& query, int stride,
                                                 const services::Call& call = {}) override;
    services::Outcome<std::optional<services::EntryDetails>>
    entry(services::EntryId id, const services::Call& call = {}) override;

private:
    SessionPool& m_pool;
};

} // namespace alluse::storage
