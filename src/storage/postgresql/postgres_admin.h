#pragma once
// The database port on PostgreSQL: status, verification, imports, bulk load.
// Thread-safe.

#include "services/ports/database_port.h"
#include "storage/session_pool.h"

namespace alluse::storage {

class PostgresAdmin final : public services::DatabasePort {
public:
    PostgresAdmin(SessionPool& pool, std::string shownLocation)
        : m_pool(pool), m_location(std::move(shownLocation)) {}

    services::Outcome<services::DatabaseStatus> status(const services::Call& call = {}) override;
    services::Outcome<services::VerifyReport>
    verify(const std::function<void(const std::string&)>& onCheck,
           const services::Call& call = {}) override;
    services::Outcome<domain::ImportId> beginImport(const services::ImportRecord& record,
                                                    const services::Call& call = {}) override;
    services::Outcome<void> finishImport(const services::ImportRecord& record,
                                         const services::Call& call = {}) override;
    services::Outcome<std::vector<services::ImportRecord>>
    imports(int limit, const services::Call& call = {}) override;
    services::Outcome<std::vector<domain::EntryId>>
    entriesOf(domain::ImportId id, const services::Call& call = {}) override;
    services::Outcome<void> markImportUndone(domain::ImportId id,
                                             const services::Call& call = {}) override;
    services::Outcome<void> loadFamilies(std::span<const services::BulkFamily> families,
                                         const services::Call& call = {}) override;
    services::Outcome<void> finishLoad(const services::Call& call = {}) override;

private:
    SessionPool& m_pool;
    std::string m_location;
};

} // namespace alluse::storage
