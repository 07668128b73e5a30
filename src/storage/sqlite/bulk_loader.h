#pragma once
// Loads whole families of final rows in one transaction: what `db demo` makes.

#include "services/ports/database_port.h"
#include "storage/bulk_growth.h"
#include "storage/sqlite/connection.h"

#include <span>
#include <string>
#include <vector>

namespace alluse::storage::sqlite {

class BulkLoader {
public:
    explicit BulkLoader(Connection& connection) : m_connection(connection) {}

    // All or nothing. Throws SqliteError.
    void load(std::span<const services::BulkFamily> families);

private:
    struct Loaded;
    void countLoaded(std::int64_t lastAccountBefore, std::size_t families);
    void suspendTriggers();
    void restoreTriggers();
    void readLastIds();
    void loadFamily(const services::BulkFamily& family);
    static void settle(const services::BulkFamily& family, std::vector<Loaded>& accounts);
    void loadEntries(const services::BulkFamily& family, std::vector<Loaded>& accounts);
    void loadPostings(const services::BulkEntry& entry, std::vector<Loaded>& accounts);
    void insertAccounts(const services::BulkFamily& family, domain::FamilyId id,
                        const std::vector<Loaded>& accounts, const BulkGrowth& growth);
    void loadGrowth(const services::BulkFamily& family, domain::FamilyId id,
                    const std::vector<Loaded>& accounts, const BulkGrowth& growth);

    Connection& m_connection;
    std::vector<std::string> m_triggers; // their SQL, to be created again
    std::int64_t m_lastAccount = 0;
    std::int64_t m_lastEntry = 0;
    int m_depthMax = 0;
    std::vector<std::int64_t> m_entryIds; // of the entries of one family
};

} // namespace alluse::storage::sqlite
