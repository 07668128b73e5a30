#pragma once
// Writing on PostgreSQL: one plan, or what waited meanwhile, is one call, the whole transaction.
// Thread-safe.

#include "services/ports/ledger_port.h"
#include "storage/postgresql/group_posting.h"
#include "storage/session_pool.h"

#include <chrono>

namespace alluse::storage {

class PostgresLedger final : public services::LedgerPort {
public:
    static constexpr int kTriesMax = 8;
    // After this no further try begins: one that waits for a lock spends all of it.
    static constexpr std::chrono::seconds kRetryBudget{5};

    PostgresLedger(SessionPool& pool, metrics::MetricRegistry* registry)
        : m_pool(pool), m_registry(registry),
          m_group([this](const PlanPointers& plans) { return postTogether(plans); }) {}

    services::Outcome<services::EntryReceipt> postEntry(const domain::EntryPlan& plan,
                                                        const services::Call& call = {}) override;
    std::vector<services::Outcome<services::EntryReceipt>>
    postEntries(std::span<const domain::EntryPlan> plans, const services::Call& call = {}) override;
    services::Outcome<std::optional<services::Outcome<services::EntryReceipt>>>
    findCommand(domain::CommandId id, const services::Call& call = {}) override;
    services::Outcome<std::unique_ptr<services::DryRun>>
    beginDryRun(const services::Call& call = {}) override;

private:
    using Outcomes = std::vector<services::Outcome<services::EntryReceipt>>;
    services::Outcome<services::EntryReceipt> postAlone(const domain::EntryPlan& plan, services::Lane lane);
    Outcomes postTogether(const PlanPointers& plans);
    // Runs `body` with a session, again after a conflict: the whole command from its plan.
    template <class Body>
    auto withRetries(services::Lane lane, Body&& body);

    SessionPool& m_pool;
    metrics::MetricRegistry* m_registry;
    GroupPosting m_group;
};

} // namespace alluse::storage
