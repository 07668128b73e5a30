#pragma once
// The database as a whole: schema, verification, imports, bulk load.

#include "domain/ledger_entry.h"
#include "services/call.h"
#include "services/outcome.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace alluse::services {

struct DatabaseStatus {
    std::string dialect;      // "sqlite" or "postgresql"
    std::string location;     // path, or host/database without secrets
    std::string serverVersion;
    int schemaVersion = 0;
    int schemaVersionNewest = 0; // what this program brings
    std::string environment;  // "live", "test" or "demo"
    std::string timeZone;
    std::optional<domain::Date> closedThrough;
    std::int64_t sizeBytes = 0;
};

struct InvariantCheck {
    std::string id;   // "I1" … as listed in the operations guide
    std::string text; // what holds
    bool ok = false;
    double seconds = 0;
    std::optional<std::string> firstBreak; // names the row
};
struct VerifyReport {
    bool ok = false;
    std::int64_t accounts = 0, entries = 0, postings = 0;
    std::int64_t totalCents = 0; // of all postings; 0 when money is conserved
    std::vector<InvariantCheck> checks;
};

struct ImportRecord {
    domain::ImportId id;
    std::string source;
    std::string fileName;
    std::string fileSha256; // hexadecimal
    domain::Timestamp startedAt;
    std::string actor;
    std::int64_t read = 0, posted = 0, duplicates = 0, refused = 0, bad = 0, accountsCreated = 0;
    bool isFinished = false;
    bool isUndone = false;
};

// Ready-made rows for an empty database: what `db demo` makes. Amounts and sequences are final.
struct BulkPosting {
    std::variant<std::size_t, domain::SystemAccount> account; // index into BulkFamily::accounts
    domain::TransactionType type = domain::TransactionType::Deposit;
    domain::Sleeve sleeve = domain::Sleeve::Cash;
    domain::Money amount;
    domain::Money baselineDelta;
    std::optional<domain::TradeDetails> trade;
    domain::Money gainDelta{}; // as it is applied: the gain never falls below zero
};
struct BulkEntry {
    domain::CommandKind kind = domain::CommandKind::Post;
    domain::CommandId commandId;
    domain::Date businessDate;
    domain::Timestamp recordedAt;
    std::string note;
    std::vector<BulkPosting> postings;
    std::vector<domain::LineageLink> links; // NewAccountIndex refers to BulkFamily::accounts
};
struct BulkAccount {
    domain::NewAccount account;
    std::optional<std::size_t> parentIndex;
    std::int32_t depth = 0;
    domain::AccountStatus status = domain::AccountStatus::Active;
    std::optional<domain::CloseReason> closeReason;
    std::optional<std::size_t> mergedIntoIndex;
    domain::Date openedOn;
};
struct BulkFamily {
    domain::NewClient client;
    std::string name;
    std::string templateName;
    domain::Date openedOn;
    std::vector<BulkAccount> accounts;
    std::vector<BulkEntry> entries; // in order of time
};

class DatabasePort {
public:
    virtual ~DatabasePort() = default;
    virtual Outcome<DatabaseStatus> status(const Call& call = {}) = 0;
    // All invariants; `onCheck` is told before each one starts.
    virtual Outcome<VerifyReport> verify(const std::function<void(const std::string&)>& onCheck,
                                         const Call& call = {}) = 0;

    virtual Outcome<domain::ImportId> beginImport(const ImportRecord& record, const Call& call = {}) = 0;
    virtual Outcome<void> finishImport(const ImportRecord& record, const Call& call = {}) = 0;
    virtual Outcome<std::vector<ImportRecord>> imports(int limit, const Call& call = {}) = 0;
    // Entries an import posted that are not reversed yet, newest first.
    virtual Outcome<std::vector<domain::EntryId>> entriesOf(domain::ImportId id, const Call& call = {}) = 0;
    virtual Outcome<void> markImportUndone(domain::ImportId id, const Call& call = {}) = 0;

    // Loads whole families at once, COPY on PostgreSQL; call repeatedly with a few thousand each.
    virtual Outcome<void> loadFamilies(std::span<const BulkFamily> families, const Call& call = {}) = 0;
    // After the last of them: brings search indexes and the planner's statistics up to date.
    virtual Outcome<void> finishLoad(const Call& call = {}) = 0;
};

} // namespace alluse::services
