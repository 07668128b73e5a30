#pragma once
// Series, premiums and roll-ups on both dialects. Thread-safe: each call leases.

#include "services/ports/analytics_port.h"
#include "storage/session_pool.h"

namespace alluse::storage {

class AnalyticsRepository final : public services::AnalyticsReads {
public:
    // `writers` lends the session that moves the mark of the roll-ups; it may be the same pool.
    AnalyticsRepository(SessionPool& pool, SessionPool& writers) : m_pool(pool), m_writers(writers) {}

    services::Outcome<std::optional<services::AccountMoves>>
    accountMoves(services::AccountId account, services::Date asOf, const services::Call& call = {}) override;
    services::Outcome<std::vector<services::AccountMoves>>
    familyMoves(services::FamilyId family, services::Date asOf, const services::Call& call = {}) override;
    services::Outcome<std::vector<services::AccountMoves>>
    bookMoves(services::AccountId after, int limit, services::Date asOf, const services::Call& call = {}) override;
    services::Outcome<std::vector<services::PremiumRow>>
    premiums(std::optional<services::FamilyId> family, services::Date from, services::Date to,
             std::optional<domain::Timestamp> knownAt, const services::Call& call = {}) override;
    services::Outcome<services::OverviewRows> overview(services::Date from, services::Date to,
                                                       const services::Call& call = {}) override;
    services::Outcome<services::OverviewRows> overviewFromPostings(services::Date from, services::Date to,
                                                                   const services::Call& call = {}) override;
    services::Outcome<std::int64_t> advanceRollups(const services::Call& call = {}) override;

private:
    SessionPool& m_pool;
    SessionPool& m_writers;
};

} // namespace alluse::storage
