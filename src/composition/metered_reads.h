#pragma once
// The reads that people wait for, with the time of each in `account.op.query.time`. Thread-safe.

#include "metrics/metric_registry.h"
#include "services/ports/read_port.h"

namespace alluse::composition {

struct QueryMeter {
    explicit QueryMeter(metrics::MetricRegistry& registry);
    metrics::Timer time;
    metrics::Counter count;
    metrics::Counter errors;
};

class MeteredAccounts final : public services::AccountReads {
public:
    MeteredAccounts(services::AccountReads& reads, QueryMeter meter)
        : m_reads(reads), m_meter(meter) {}

    services::Outcome<std::optional<domain::Account>> find(domain::AccountId id,
                                                           const services::Call& call) override;
    services::Outcome<std::optional<services::AccountDetails>>
    details(domain::AccountId id, const services::Call& call) override;
    services::Outcome<std::optional<domain::AccountId>>
    findByReference(const std::string& reference, const services::Call& call) override;
    services::Outcome<std::unordered_map<std::string, domain::AccountId>>
    findByReferences(std::span<const std::string> references, const services::Call& call) override;
    services::Outcome<services::Page<services::AccountRow>>
    page(const services::AccountQuery& query, const services::PageRequest& request,
         const services::Call& call) override;
    services::Outcome<services::ListIndex> index(const services::AccountQuery& query, int stride,
                                                 const services::Call& call) override;
    services::Outcome<domain::Money> balanceAsOf(domain::AccountId id, domain::Date date,
                                                 std::optional<domain::Timestamp> knownAt,
                                                 const services::Call& call) override;
    services::Outcome<std::vector<services::SeriesPoint>>
    equitySeries(domain::AccountId id, domain::Date from, const services::Call& call) override;

private:
    services::AccountReads& m_reads;
    QueryMeter m_meter;
};

class MeteredFamilies final : public services::FamilyReads {
public:
    MeteredFamilies(services::FamilyReads& reads, QueryMeter meter)
        : m_reads(reads), m_meter(meter) {}

    services::Outcome<std::optional<services::FamilyRow>> find(domain::FamilyId id,
                                                               const services::Call& call) override;
    services::Outcome<services::Page<services::FamilyRow>>
    page(const services::FamilyQuery& query, const services::PageRequest& request,
         const services::Call& call) override;
    services::Outcome<services::ListIndex> index(const services::FamilyQuery& query, int stride,
                                                 const services::Call& call) override;
    services::Outcome<std::vector<services::ClientRow>>
    findClients(const std::string& text, int limit, const services::Call& call) override;
    services::Outcome<services::BookTotals> totals(const services::Call& call) override;

private:
    services::FamilyReads& m_reads;
    QueryMeter m_meter;
};

class MeteredEntries final : public services::LedgerReads {
public:
    MeteredEntries(services::LedgerReads& reads, QueryMeter meter)
        : m_reads(reads), m_meter(meter) {}

    services::Outcome<services::Page<services::PostingRow>>
    page(const services::LedgerQuery& query, const services::PageRequest& request,
         const services::Call& call) override;
    services::Outcome<services::ListIndex> index(const services::LedgerQuery& query, int stride,
                                                 const services::Call& call) override;
    services::Outcome<std::optional<services::EntryDetails>>
    entry(domain::EntryId id, const services::Call& call) override;

private:
    services::LedgerReads& m_reads;
    QueryMeter m_meter;
};

} // namespace alluse::composition
