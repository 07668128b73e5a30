#pragma once
// The ledger port with an ear for what was committed: every writer goes through it, so no way of
// posting can forget to tell the cache.

#include "services/ports/ledger_port.h"

#include <functional>

namespace alluse::composition {

class NoticingLedger final : public services::LedgerPort {
public:
    struct Committed {
        const domain::EntryPlan& plan;
        const services::EntryReceipt& receipt;
    };
    // Told after each commit, before the caller gets its receipt.
    using Notice = std::function<void(std::span<const Committed>)>;
    NoticingLedger(services::LedgerPort& ledger, Notice notice)
        : m_ledger(ledger), m_notice(std::move(notice)) {}

    services::Outcome<services::EntryReceipt> postEntry(const domain::EntryPlan& plan,
                                                        const services::Call& call = {}) override {
        auto outcome = m_ledger.postEntry(plan, call);
        if (outcome) {
            const Committed committed{plan, *outcome};
            m_notice({&committed, 1});
        }
        return outcome;
    }
    std::vector<services::Outcome<services::EntryReceipt>>
    postEntries(std::span<const domain::EntryPlan> plans,
                const services::Call& call = {}) override {
        auto outcomes = m_ledger.postEntries(plans, call);
        std::vector<Committed> committed;
        for (std::size_t i = 0; i < outcomes.size() && i < plans.size(); ++i)
            if (outcomes[i]) committed.push_back({plans[i], *outcomes[i]});
        if (!committed.empty()) m_notice(committed);
        return outcomes;
    }
    services::Outcome<std::optional<services::Outcome<services::EntryReceipt>>>
    findCommand(domain::CommandId id, const services::Call& call = {}) override {
        return m_ledger.findCommand(id, call);
    }
    services::Outcome<std::unique_ptr<services::DryRun>>
    beginDryRun(const services::Call& call = {}) override {
        return m_ledger.beginDryRun(call);
    }

private:
    services::LedgerPort& m_ledger;
    Notice m_notice;
};

} // namespace alluse::composition
