#pragma once
// What analyses and reports read: series of postings, premiums, and the roll-ups of the whole book.
// Thread-safe; each call leases a session.

#include "analytics/account_analysis.h"
#include "services/call.h"
#include "services/outcome.h"
#include "services/rows.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace alluse::services {

struct PremiumRow {
    FamilyId family;
    std::string familyName;
    AccountId account;
    std::string accountName;
    AccountType type = AccountType::Generation;
    std::int64_t trades = 0; // that still stand
    Money premium, assignment;
};

// An account with the postings of its life until a day.
struct AccountMoves {
    AccountId account;
    FamilyId family;
    std::string name, reference, familyName;
    AccountType type = AccountType::Generation;
    AccountStatus status = AccountStatus::Active;
    bool isRoot = true;
    std::int64_t version = 0;
    domain::Policy policy;
    Date openedOn;
    Money branchValue; // of live members, now; zero without a branch
    analytics::MoveSeries series;
};

// Sums of postings by day, account type and transaction type; what a reversal takes back counts by its type.
struct RollupRow {
    Date date;
    AccountType accountType = AccountType::Generation;
    domain::TransactionType type = domain::TransactionType::Deposit;
    std::int64_t postings = 0;
    Money amount;
    bool operator==(const RollupRow&) const = default;
};
struct StatusCount {
    AccountType type = AccountType::Generation;
    AccountStatus status = AccountStatus::Active;
    std::int64_t accounts = 0;
    bool operator==(const StatusCount&) const = default;
};

struct OverviewRows {
    std::vector<RollupRow> before; // one per account and transaction type, of all days before `from`
    std::vector<RollupRow> weeks;  // by the week that ends on `date`, a Friday
    std::vector<StatusCount> accounts;
    std::int64_t families = 0;
};

class AnalyticsReads {
public:
    virtual ~AnalyticsReads() = default;

    // None: there is no such account. Postings on business dates until `asOf`.
    virtual Outcome<std::optional<AccountMoves>> accountMoves(AccountId account, Date asOf,
                                                              const Call& call = {}) = 0;
    // Of all accounts of a family, in ascending id.
    virtual Outcome<std::vector<AccountMoves>> familyMoves(FamilyId family, Date asOf,
                                                           const Call& call = {}) = 0;
    // Of all accounts, by ascending id above `after`, at most `limit`; without branch values.
    virtual Outcome<std::vector<AccountMoves>> bookMoves(AccountId after, int limit, Date asOf,
                                                         const Call& call = {}) = 0;

    virtual Outcome<std::vector<PremiumRow>> premiums(std::optional<FamilyId> family, Date from, Date to,
                                                      std::optional<domain::Timestamp> knownAt,
                                                      const Call& call = {}) = 0;

    // From the roll-ups and from what was posted since they were brought up to date: exact when read.
    virtual Outcome<OverviewRows> overview(Date from, Date to, const Call& call = {}) = 0;
    // The same from every posting and every account; for tests and as a check.
    virtual Outcome<OverviewRows> overviewFromPostings(Date from, Date to, const Call& call = {}) = 0;
    // Brings the roll-ups up to date; a background job does it. Returns how many entries were applied.
    virtual Outcome<std::int64_t> advanceRollups(const Call& call = {}) = 0;
};

} // namespace alluse::services
