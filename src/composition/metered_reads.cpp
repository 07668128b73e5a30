#include "composition/metered_reads.h"

#include "metrics/catalogue.h"
#include "metrics/span.h"

namespace alluse::composition {
namespace {

// Times the read and counts how it ended. A cancelled one says nothing about the database.
template <class Read>
auto metered(const QueryMeter& meter, Read read) {
    metrics::Span span(meter.time, meter.errors);
    auto outcome = read();
    if (outcome)
        meter.count.add();
    else if (outcome.error().kind == services::FailureKind::Cancelled)
        span.discard();
    else
        span.fail();
    return outcome;
}

} // namespace

QueryMeter::QueryMeter(metrics::MetricRegistry& registry)
    : time(registry.timer(metrics::ids::kAccountQueryTime)),
      count(registry.counter(metrics::ids::kAccountQueryCount)),
      errors(registry.counter(metrics::ids::kAccountQueryErrors)) {}

services::Outcome<std::optional<domain::Account>>
MeteredAccounts::find(domain::AccountId id, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.find(id, call); });
}

services::Outcome<std::optional<services::AccountDetails>>
MeteredAccounts::details(domain::AccountId id, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.details(id, call); });
}

services::Outcome<std::optional<domain::AccountId>>
MeteredAccounts::findByReference(const std::string& reference, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.findByReference(reference, call); });
}

services::Outcome<std::unordered_map<std::string, domain::AccountId>>
MeteredAccounts::findByReferences(std::span<const std::string> references,
                                  const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.findByReferences(references, call); });
}

services::Outcome<services::Page<services::AccountRow>>
MeteredAccounts::page(const services::AccountQuery& query, const services::PageRequest& request,
                      const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.page(query, request, call); });
}

services::Outcome<services::ListIndex> MeteredAccounts::index(const services::AccountQuery& query,
                                                              int stride,
                                                              const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.index(query, stride, call); });
}

services::Outcome<domain::Money>
MeteredAccounts::balanceAsOf(domain::AccountId id, domain::Date date,
                             std::optional<domain::Timestamp> knownAt, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.balanceAsOf(id, date, knownAt, call); });
}

services::Outcome<std::vector<services::SeriesPoint>>
MeteredAccounts::equitySeries(domain::AccountId id, domain::Date from, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.equitySeries(id, from, call); });
}

services::Outcome<std::optional<services::FamilyRow>>
MeteredFamilies::find(domain::FamilyId id, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.find(id, call); });
}

services::Outcome<services::Page<services::FamilyRow>>
MeteredFamilies::page(const services::FamilyQuery& query, const services::PageRequest& request,
                      const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.page(query, request, call); });
}

services::Outcome<services::ListIndex>
MeteredFamilies::index(const services::FamilyQuery& query, int stride, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.index(query, stride, call); });
}

services::Outcome<std::vector<services::ClientRow>>
MeteredFamilies::findClients(const std::string& text, int limit, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.findClients(text, limit, call); });
}

services::Outcome<services::BookTotals> MeteredFamilies::totals(const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.totals(call); });
}

services::Outcome<services::Page<services::PostingRow>>
MeteredEntries::page(const services::LedgerQuery& query, const services::PageRequest& request,
                     const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.page(query, request, call); });
}

services::Outcome<services::ListIndex>
MeteredEntries::index(const services::LedgerQuery& query, int stride, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.index(query, stride, call); });
}

services::Outcome<std::optional<services::EntryDetails>>
MeteredEntries::entry(domain::EntryId id, const services::Call& call) {
    return metered(m_meter, [&] { return m_reads.entry(id, call); });
}

} // namespace alluse::composition
