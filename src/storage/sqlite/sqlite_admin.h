#pragma once
// The database port on a SQLite file: status, verification, imports, bulk load.
// Thread-safe.

#include "services/ports/database_port.h"
#include "storage/sqlite/connection.h"

#include <filesystem>
#include <mutex>

namespace alluse::storage::sqlite {

class SqliteAdmin final : public services::DatabasePort {
public:
    // Throws SqliteError when the file cannot be opened.
    SqliteAdmin(std::filesystem::path path, int schemaVersionNewest);

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
    template <class Body>
    auto guarded(Body&& body) -> decltype(body());

    const std::filesystem::path m_path;
    const int m_schemaVersionNewest;
    std::mutex m_mutex; // guards m_connection
    Connection m_connection;
};

} // namespace alluse::storage::sqlite
