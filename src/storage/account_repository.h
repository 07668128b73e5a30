#pragma once
// Reads accounts for lists, forms and plans, on both dialects. Thread-safe: each call leases.

#include "services/ports/read_port.h"
#include "storage/session_pool.h"

namespace alluse::storage {

// An account by its primary key; the benchmark of reads runs the same text without us.
[[nodiscard]] const Sql& findAccountSql();

class AccountRepository final : public services::AccountReads {
public:
    explicit AccountRepository(SessionPool& pool) : m_pool(pool) {}

    services::Outcome<std::optional<domain::Account>> find(services::AccountId id,
                                                           const services::Call& call = {}) override;
    services::Outcome<std::optional<services::AccountDetails>>
    details(services::AccountId id, const services::Call& call = {}) override;
    services::Outcome<std::optional<services::AccountId>>
    findByReference(const std::string& reference, const services::Call& call = {}) override;
    services::Outcome<std::unordered_map<std::string, services::AccountId>>
    findByReferences(std::span<const std::string> references, const services::Call& call = {}) override;
    services::Outcome<services::Page<services::AccountRow>>
    page(const services::AccountQuery& query, const services::PageRequest& request,
         const services::Call& call = {}) override;
    services::Outcome<services::ListIndex> index(const services::AccountQuery& query, int stride,
                                                 const services::Call& call = {}) override;
    services::Outcome<services::Money> balanceAsOf(services::AccountId id, services::Date date,
                                                   std::optional<domain::Timestamp> knownAt,
                                                   const services::Call& call = {}) override;
    services::Outcome<std::vector<services::SeriesPoint>>
    equitySeries(services::AccountId id, services::Date from, const services::Call& call = {}) override;

private:
    SessionPool& m_pool;
};

} // namespace alluse::storage
