#pragma once
// Statements and registers from the ledger. Every total is a sum of postings. Thread-safe.

#include "services/ports/analytics_port.h"
#include "services/ports/growth_port.h"
#include "services/ports/read_port.h"
#include "services/reports/report.h"

#include <functional>
#include <optional>

namespace alluse::services {

// Business dates, both included; as known at a moment, so that a reprint never changes.
struct ReportPeriod {
    Date from, to;
    std::optional<domain::Timestamp> knownAt;
};

class ReportService {
public:
    ReportService(AccountReads& accounts, FamilyReads& families, LedgerReads& entries, GrowthPort& growth,
                  AnalyticsReads& analytics)
        : m_accounts(accounts), m_families(families), m_entries(entries), m_growth(growth),
          m_analytics(analytics) {}

    // None: there is no such account or family.
    Outcome<std::optional<Report>> accountStatement(AccountId account, const ReportPeriod& period,
                                                    const Call& call = {});
    Outcome<std::optional<Report>> familyStatement(FamilyId family, const ReportPeriod& period,
                                                   const Call& call = {});
    // Forks and merges of one family or of all, in order of time.
    Outcome<Report> growthRegister(std::optional<FamilyId> family, const ReportPeriod& period,
                                   const Call& call = {});
    // What trading brought in the period, by account.
    Outcome<Report> premiumReport(std::optional<FamilyId> family, const ReportPeriod& period,
                                  const Call& call = {});

    // The family statements of all families that `query` finds, one after the other; stops when `use`
    // says no. Returns how many there were.
    Outcome<std::int64_t> eachFamily(const FamilyQuery& query, const ReportPeriod& period,
                                     const std::function<bool(const FamilyRow&, Report)>& use,
                                     const Call& call = {});

private:
    Outcome<Report> statementOf(const FamilyRow& family, std::optional<AccountId> only,
                                const ReportPeriod& period, const Call& call);
    AccountReads& m_accounts;
    FamilyReads& m_families;
    LedgerReads& m_entries;
    GrowthPort& m_growth;
    AnalyticsReads& m_analytics;
};

} // namespace alluse::services
