#pragma once
// Reading: values in, values out, keyset pages. Thread-safe; each call leases a session.

#include "domain/planning.h"
#include "services/call.h"
#include "services/outcome.h"
#include "services/rows.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace alluse::services {

class AccountReads {
public:
    virtual ~AccountReads() = default;
    virtual Outcome<std::optional<domain::Account>> find(AccountId id, const Call& call = {}) = 0;
    virtual Outcome<std::optional<AccountDetails>> details(AccountId id, const Call& call = {}) = 0;
    virtual Outcome<std::optional<AccountId>> findByReference(const std::string& reference,
                                                              const Call& call = {}) = 0;
    // Reference → id for those that exist; at most 10,000 at once.
    virtual Outcome<std::unordered_map<std::string, AccountId>>
    findByReferences(std::span<const std::string> references, const Call& call = {}) = 0;
    virtual Outcome<Page<AccountRow>> page(const AccountQuery& query, const PageRequest& request,
                                           const Call& call = {}) = 0;
    // Count and anchors for random access; slower than a page, so it runs behind the first one.
    virtual Outcome<ListIndex> index(const AccountQuery& query, int stride, const Call& call = {}) = 0;
    // As of the end of business date `date`, as known at `knownAt` (now when none).
    virtual Outcome<Money> balanceAsOf(AccountId id, Date date,
                                       std::optional<domain::Timestamp> knownAt,
                                       const Call& call = {}) = 0;
    // One point per business date with a posting, oldest first.
    virtual Outcome<std::vector<SeriesPoint>> equitySeries(AccountId id, Date from,
                                                           const Call& call = {}) = 0;
};

class FamilyReads {
public:
    virtual ~FamilyReads() = default;
    virtual Outcome<std::optional<FamilyRow>> find(FamilyId id, const Call& call = {}) = 0;
    virtual Outcome<Page<FamilyRow>> page(const FamilyQuery& query, const PageRequest& request,
                                          const Call& call = {}) = 0;
    virtual Outcome<ListIndex> index(const FamilyQuery& query, int stride, const Call& call = {}) = 0;
    // For the client field of a form: names starting with or containing the text, at most `limit`.
    virtual Outcome<std::vector<ClientRow>> findClients(const std::string& text, int limit,
                                                        const Call& call = {}) = 0;
    virtual Outcome<BookTotals> totals(const Call& call = {}) = 0;
};

class LedgerReads {
public:
    virtual ~LedgerReads() = default;
    virtual Outcome<Page<PostingRow>> page(const LedgerQuery& query, const PageRequest& request,
                                           const Call& call = {}) = 0;
    virtual Outcome<ListIndex> index(const LedgerQuery& query, int stride, const Call& call = {}) = 0;
    virtual Outcome<std::optional<EntryDetails>> entry(EntryId id, const Call& call = {}) = 0;
};

} // namespace alluse::services
