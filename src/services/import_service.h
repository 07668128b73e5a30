#pragma once
// Posts the rows of a bank file, each at most once, and takes a whole import back. Thread-safe.

#include "domain/clock.h"
#include "domain/import_row.h"
#include "metrics/metric_registry.h"
#include "services/ports/authorizer.h"
#include "services/ports/database_port.h"
#include "services/ports/ledger_port.h"
#include "services/ports/read_port.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alluse::services {

// Rejects that a summary carries; all of them go through ImportRequest::onReject.
inline constexpr std::size_t kImportRejectsMax = 1'000;
// One commit for each: fewer syncs against how long a batch keeps its accounts locked.
inline constexpr std::size_t kImportBatchRows = 2'000;

struct ImportReject {
    std::int64_t row = 0;  // the line in the file, the header is line 1
    std::string column;    // as the file calls it, see ImportRequest::columns
    std::string code;      // of the reader ("BAD_DATE") or the refusal ("EXCEEDS_AVAILABLE")
    std::string text;      // one sentence
};

struct ImportSummary {
    domain::ImportId id; // none for a dry run
    std::int64_t read = 0, posted = 0, duplicates = 0, refused = 0, bad = 0, accountsCreated = 0;
    std::vector<ImportReject> rejects; // the first kImportRejectsMax
    bool wasCancelled = false;         // what was posted until then stays posted
};

struct ImportRequest {
    domain::ImportSettings settings;
    domain::Actor actor; // origin "import"
    std::string fileName;
    std::string fileSha256; // hexadecimal
    bool isDryRun = false;  // the real rules, nothing written
    // The file's column for "externalId", "account", "date", "amount", "direction", "note",
    // "symbol"; a field without one is named as here.
    std::map<std::string, std::string> columns;
    std::size_t batchRows = kImportBatchRows;
    std::function<void(const ImportReject&)> onReject;    // every reject, in file order
    std::function<void(const ImportSummary&)> onProgress; // after each batch
};

// The next row of the file; none at its end. Called on the thread that runs the import.
using ImportRows = std::function<std::optional<domain::ImportRow>()>;

struct ImportUndoBlocker {
    domain::EntryId entry;
    std::string code;
    std::string text;
};
struct ImportUndoReport {
    domain::ImportId id;
    std::int64_t reversed = 0;
    std::vector<ImportUndoBlocker> blockers; // not empty: nothing was written
};

// The command id of a row: the same source and external id always give the same one.
[[nodiscard]] domain::CommandId importCommandId(const std::string& source,
                                                const std::string& externalId);

class ImportService {
public:
    ImportService(LedgerPort& ledger, AccountReads& accounts, LedgerReads& entries,
                  DatabasePort& database, const Authorizer& authorizer, const domain::Clock& clock,
                  metrics::MetricRegistry& registry);

    // Rows are posted in file order for each account, in batches; one bad row stops nothing. A
    // failure of the database ends the import: what was posted stays, a second run completes it.
    Outcome<ImportSummary> run(const ImportRequest& request, const ImportRows& rows,
                               const Call& call = {Lane::Batch, {}});
    // All or nothing: first everything that stands in the way, then one transaction.
    Outcome<ImportUndoReport> undo(domain::ImportId id, domain::Actor actor,
                                   const Call& call = {Lane::Batch, {}});

    // As CommandService::onCommitted, once per batch.
    void onCommitted(std::function<void(const domain::ChangeSet&)> listener);

private:
    class Run;

    Outcome<std::vector<domain::EntryPlan>> planUndo(ImportUndoReport& report,
                                                     const domain::Actor& actor, const Call& call);
    Outcome<void> tryUndo(ImportUndoReport& report, const std::vector<domain::EntryPlan>& plans,
                          const Call& call);

    LedgerPort& m_ledger;
    AccountReads& m_accounts;
    LedgerReads& m_entries;
    DatabasePort& m_database;
    const Authorizer& m_authorizer;
    const domain::Clock& m_clock;
    metrics::MetricRegistry& m_registry;
    std::vector<std::function<void(const domain::ChangeSet&)>> m_listeners;
};

} // namespace alluse::services
