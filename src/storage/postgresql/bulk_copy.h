#pragma once
// Loads whole families with COPY, one transaction per call. Guards of the schema stay in force.

#include "services/ports/database_port.h"
#include "storage/bulk_growth.h"
#include "storage/postgresql/copy_buffer.h"
#include "storage/postgresql/postgres_session.h"

namespace alluse::storage {

class BulkCopy {
public:
    explicit BulkCopy(PostgresSession& session) : m_session(session) {}
    void load(std::span<const services::BulkFamily> families);

private:
    struct Loaded;
    void takeIds(std::span<const services::BulkFamily> families);
    void addFamily(const services::BulkFamily& family);
    void addAccount(const services::BulkFamily& family, const services::BulkAccount& account,
                    const Loaded& loaded, const std::vector<Loaded>& all);
    void addPolicy(const domain::Policy& policy, const Loaded& loaded, domain::Timestamp openedAt);
    void addEntry(const services::BulkEntry& entry, std::vector<Loaded>& accounts);
    void addPosting(const services::BulkPosting& posting, const services::BulkEntry& entry,
                    std::int64_t line, std::vector<Loaded>& accounts);
    void addGrowth(const services::BulkFamily& family, const BulkGrowth& growth,
                   const std::vector<Loaded>& accounts);
    void send(std::string_view table, const CopyBuffer& rows);

    PostgresSession& m_session;
    std::int64_t m_client = 0, m_family = 0, m_account = 0, m_entry = 0; // the last id in use
    CopyBuffer m_clients, m_families, m_accounts, m_policies, m_commands, m_postings, m_links,
        m_events, m_pending;
    int m_depthMax = 0;
    std::vector<std::int64_t> m_entryIds; // of the entries of one family
};

} // namespace alluse::storage
