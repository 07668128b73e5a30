#pragma once
// Writes one plan into an open write transaction: the steps of `post_entry` on SQLite.

#include "services/ports/ledger_port.h"
#include "storage/sqlite/command_rows.h"
#include "storage/sqlite/connection.h"

namespace alluse::storage::sqlite {

class EntryWriter {
public:
    explicit EntryWriter(Connection& connection) : m_connection(connection) {}

    // All checks come before the first write, so a refusal leaves nothing but its command row.
    // Throws SqliteError: the caller rolls back to where this plan began.
    [[nodiscard]] services::Outcome<services::EntryReceipt> write(const domain::EntryPlan& plan,
                                                                  const Arrival& arrival);

private:
    struct Work;
    services::Outcome<services::EntryReceipt> writeWithoutAccounts(const domain::EntryPlan& plan,
                                                                   const Sha256& digest,
                                                                   const Arrival& arrival);
    void openOwners(Work& work);
    void openAccounts(Work& work);
    void addPostings(Work& work);
    void addPosting(Work& work, std::size_t index);
    void sealEntry(Work& work);
    void addPendingForks(Work& work);
    void changeStatuses(Work& work);
    void changePolicies(Work& work);
    [[nodiscard]] services::EntryReceipt receiptOf(Work& work) const;

    Connection& m_connection;
};

} // namespace alluse::storage::sqlite
