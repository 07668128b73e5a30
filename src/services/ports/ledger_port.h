#pragma once
// Writing: one plan, one call, one transaction, three outcomes. Thread-safe.

#include "domain/ledger_entry.h"
#include "services/call.h"
#include "services/outcome.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace alluse::services {

struct AccountAfter {
    domain::AccountId account;
    domain::Money balance;
    domain::Money cash;
    std::int64_t version = 0;
};

struct EntryReceipt {
    std::optional<domain::EntryId> entry; // none for a status or policy change
    bool wasAlreadyDone = false;          // the same command had been executed before
    domain::Timestamp recordedAt;
    domain::ChangeSet changes;
    std::vector<AccountAfter> accounts; // customer accounts touched by postings, ascending
    std::optional<domain::ClientId> client; // opened or used by a new family
    std::optional<domain::FamilyId> family;
    std::vector<domain::AccountId> openedAccounts; // in the order of the plan
};

// Plans posted in one transaction that is always rolled back: the real rules, nothing written.
class DryRun {
public:
    virtual ~DryRun() = default;
    virtual std::vector<Outcome<EntryReceipt>> post(std::span<const domain::EntryPlan> plans) = 0;
};

class LedgerPort {
public:
    virtual ~LedgerPort() = default;
    // Idempotent by command id: the stored answer comes back for the same payload. A business
    // refusal is stored with the command and stays refused under that id, except for import rows.
    virtual Outcome<EntryReceipt> postEntry(const domain::EntryPlan& plan, const Call& call = {}) = 0;
    // One transaction, one outcome per plan in order; a refused one never touches its neighbours.
    virtual std::vector<Outcome<EntryReceipt>> postEntries(std::span<const domain::EntryPlan> plans,
                                                           const Call& call = {}) = 0;
    // Whether and how a command ended; none: it never arrived.
    virtual Outcome<std::optional<Outcome<EntryReceipt>>> findCommand(domain::CommandId id,
                                                                      const Call& call = {}) = 0;
    virtual Outcome<std::unique_ptr<DryRun>> beginDryRun(const Call& call = {}) = 0;
};

} // namespace alluse::services
