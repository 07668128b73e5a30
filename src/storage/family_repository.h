#pragma once
// Reads families, clients and totals, on both dialects. Thread-safe: each call leases.

#include "services/ports/read_port.h"
#include "storage/session_pool.h"

namespace alluse::storage {

class FamilyRepository final : public services::FamilyReads {
public:
    explicit FamilyRepository(SessionPool& pool) : m_pool(pool) {}

    services::Outcome<std::optional<services::FamilyRow>> find(services::FamilyId id,
                                                               const services::Call& call = {}) override;
    services::Outcome<services::Page<services::FamilyRow>>
    page(const services::FamilyQuery& query, const services::PageRequest& request,
         const services::Call& call = {}) override;
    services::Outcome<services::ListIndex> index(const services::FamilyQuery& query, int stride,
                                                 const services::Call& call = {}) override;
    services::Outcome<std::vector<services::ClientRow>>
    findClients(const std::string& text, int limit, const services::Call& call = {}) override;
    services::Outcome<services::BookTotals> totals(const services::Call& call = {}) override;

private:
    SessionPool& m_pool;
};

} // namespace alluse::storage
