#pragma once
// Reads of single accounts and families through the cache. Lists go to the database: their first
// page is as cheap as a look into a cache that holds pages, and a change anywhere would end them
// all.
//
// For eyes only. What decides about money reads the database (see the tidy rule cached-decision).

#include "composition/cache_coherence.h"
#include "services/ports/read_port.h"

namespace alluse::composition {

class CachedAccounts final : public services::AccountReads {
public:
    CachedAccounts(services::AccountReads& reads, CacheCoherence* cache)
        : m_reads(reads), m_cache(cache) {}

    services::Outcome<std::optional<domain::Account>> find(domain::AccountId id,
                                                           const services::Call& call) override;
    services::Outcome<std::optional<services::AccountDetails>>
    details(domain::AccountId id, const services::Call& call) override;
    services::Outcome<std::optional<domain::AccountId>>
    findByReference(const std::string& reference, const services::Call& call) override {
        return m_reads.findByReference(reference, call);
    }
    services::Outcome<std::unordered_map<std::string, domain::AccountId>>
    findByReferences(std::span<const std::string> references, const services::Call& call) override {
        return m_reads.findByReferences(references, call);
    }
    services::Outcome<services::Page<services::AccountRow>>
    page(const services::AccountQuery& query, const services::PageRequest& request,
         const services::Call& call) override {
        return m_reads.page(query, request, call);
    }
    services::Outcome<services::ListIndex> index(const services::AccountQuery& query, int stride,
                                                 const services::Call& call) override {
        return m_reads.index(query, stride, call);
    }
    services::Outcome<domain::Money> balanceAsOf(domain::AccountId id, domain::Date date,
                                                 std::optional<domain::Timestamp> knownAt,
                                                 const services::Call& call) override {
        return m_reads.balanceAsOf(id, date, knownAt, call);
    }
    services::Outcome<std::vector<services::SeriesPoint>>
    equitySeries(domain::AccountId id, domain::Date from, const services::Call& call) override;

private:
    services::AccountReads& m_reads;
    CacheCoherence* m_cache; // null: switched off
};

class CachedFamilies final : public services::FamilyReads {
public:
    CachedFamilies(services::FamilyReads& reads, CacheCoherence* cache)
        : m_reads(reads), m_cache(cache) {}

    services::Outcome<std::optional<services::FamilyRow>> find(domain::FamilyId id,
                                                               const services::Call& call) override;
    services::Outcome<services::Page<services::FamilyRow>>
    page(const services::FamilyQuery& query, const services::PageRequest& request,
         const services::Call& call) override {
        return m_reads.page(query, request, call);
    }
    services::Outcome<services::ListIndex> index(const services::FamilyQuery& query, int stride,
                                                 const services::Call& call) override {
        return m_reads.index(query, stride, call);
    }
    services::Outcome<std::vector<services::ClientRow>>
    findClients(const std::string& text, int limit, const services::Call& call) override {
        return m_reads.findClients(text, limit, call);
    }
    services::Outcome<services::BookTotals> totals(const services::Call& call) override;

private:
    services::FamilyReads& m_reads;
    CacheCoherence* m_cache;
};

} // namespace alluse::composition
