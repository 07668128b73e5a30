#pragma once
// Reads what growth is planned from and shown as, and keeps the rows that wait, on both dialects.
// Thread-safe: each call leases. growth_contexts.cpp has the facts of plans, growth_lists.cpp the
// pages, growth_tree.cpp lineage; this room's rows that wait are in growth_repository.cpp.

#include "services/ports/growth_port.h"
#include "storage/session_pool.h"

namespace alluse::storage {

class GrowthRepository final : public services::GrowthPort {
public:
    // SQLite reads on sessions that cannot write; on PostgreSQL both are the same pool.
    GrowthRepository(SessionPool& readers, SessionPool& writers)
        : m_pool(readers), m_writers(writers) {}

    template <class T>
    using Outcome = services::Outcome<T>;
    using Call = services::Call;
    using Date = services::Date;
    using AccountId = services::AccountId;
    using FamilyId = services::FamilyId;

    Outcome<std::optional<domain::ForkContext>> forkContext(AccountId parent, Date businessDate,
                                                            const Call& call = {}) override;
    Outcome<std::vector<domain::ForkContext>> forkContexts(std::span<const AccountId> parents,
                                                           Date businessDate,
                                                           const Call& call = {}) override;
    Outcome<std::optional<double>> weeklyRate(AccountId account, Date businessDate,
                                              const Call& call = {}) override;
    Outcome<std::optional<domain::MergeContext>>
    mergeContext(std::span<const AccountId> sources, std::optional<AccountId> branch,
                 Date businessDate, const Call& call = {}) override;
    Outcome<std::vector<domain::MergeContext>> mergeContexts(std::span<const AccountId> branches,
                                                             Date businessDate,
                                                             const Call& call = {}) override;
    Outcome<std::optional<domain::ReinvestmentContext>>
    reinvestmentContext(AccountId account, std::optional<domain::ReinvestmentId> row,
                        const Call& call = {}) override;
    Outcome<std::vector<domain::ReinvestmentContext>>
    reinvestmentContexts(std::span<const domain::ReinvestmentId> rows, const Call& call = {}) override;
    Outcome<std::optional<domain::UndoContext>> undoContext(domain::GrowthEventId event,
                                                            Date businessDate,
                                                            const Call& call = {}) override;
    Outcome<std::optional<domain::GrowthEventId>> eventOf(services::EntryId entry,
                                                          const Call& call = {}) override;

    Outcome<services::Page<services::ForkCandidateRow>>
    forkCandidates(const services::ForkCandidateQuery& query, const services::PageRequest& request,
                   const Call& call = {}) override;
    Outcome<services::Page<services::MergeCandidateRow>>
    mergeCandidates(const services::MergeCandidateQuery& query, const services::PageRequest& request,
                    const Call& call = {}) override;
    Outcome<services::Page<services::PendingForkRow>>
    pendingForks(const services::PendingForkQuery& query, const services::PageRequest& request,
                 const Call& call = {}) override;
    Outcome<services::Page<services::ReinvestmentRow>>
    reinvestments(const services::ReinvestmentQuery& query, const services::PageRequest& request,
                  const Call& call = {}) override;
    Outcome<services::Page<services::GrowthEventRow>> events(const services::GrowthEventQuery& query,
                                                             const services::PageRequest& request,
                                                             const Call& call = {}) override;

    Outcome<std::optional<services::FamilyTree>> familyTree(FamilyId family, Date asOf,
                                                            const Call& call = {}) override;
    Outcome<std::optional<services::SubtreeValue>> subtreeValue(AccountId account,
                                                                const Call& call = {}) override;
    Outcome<std::optional<domain::FamilyGrowthSettings>> settings(FamilyId family,
                                                                  const Call& call = {}) override;
    Outcome<domain::GrowthLimits> limits(const Call& call = {}) override;

    Outcome<bool> markPending(domain::PendingForkId id, domain::PendingForkState to,
                              const std::string& reason, domain::Timestamp at,
                              const Call& call = {}) override;
    Outcome<std::int64_t>
    scheduleReinvestments(const std::array<std::optional<Date>, 5>& dueByFrequency,
                          domain::Timestamp at, const Call& call = {}) override;
    Outcome<bool> moveReinvestment(const services::ReinvestmentMove& move, const domain::Actor& actor,
                                   domain::Timestamp at, const Call& call = {}) override;
    Outcome<std::int64_t> moveReinvestments(std::span<const domain::ReinvestmentId> rows,
                                            const services::ReinvestmentMove& move,
                                            const domain::Actor& actor, domain::Timestamp at,
                                            const Call& call = {}) override;

private:
    SessionPool& m_pool;
    SessionPool& m_writers;
};

} // namespace alluse::storage
