#pragma once
// Forks, merges, reinvests and undoes on a database the way a service does: read, plan, post, and
// plan again when the plan came too late.

#include "storage/database.h"
#include "support/seeded_orders.h"

#include <functional>

namespace alluse::tests {

class Grower {
public:
    using Receipt = services::Outcome<services::EntryReceipt>;
    static constexpr int kPlansMax = 8;

    Grower(storage::Database& database, Orders& orders) : m_database(database), m_orders(orders) {}

    domain::OrderHeader header() { return m_orders.header("owner", "because the test says so"); }

    Receipt fork(AccountId account) { return fork(forkOrder(account)); }
    Receipt fork(const domain::ForkOrder& order) {
        return run([&]() -> services::Outcome<domain::EntryPlan> {
            return planFork(order);
        });
    }
    domain::ForkOrder forkOrder(AccountId account) {
        domain::ForkOrder order;
        order.header = header();
        order.account = account;
        return order;
    }
    services::Outcome<domain::EntryPlan> planFork(const domain::ForkOrder& order) {
        auto context = m_database.growth().forkContext(order.account, order.header.businessDate);
        if (!context) return tl::unexpected(context.error());
        if (!*context) return unknown(order.account);
        return asOutcome(domain::planFork(order, **context));
    }

    domain::MergeOrder mergeOrder(std::vector<AccountId> sources) {
        domain::MergeOrder order;
        order.header = header();
        order.sources = std::move(sources);
        order.confirmsWarnings = true;
        return order;
    }
    Receipt merge(std::vector<AccountId> sources) { return merge(mergeOrder(std::move(sources))); }
    Receipt merge(const domain::MergeOrder& order) {
        return run([&]() -> services::Outcome<domain::EntryPlan> { return planMerge(order); });
    }
    services::Outcome<domain::EntryPlan> planMerge(const domain::MergeOrder& order) {
        auto context = m_database.growth().mergeContext(order.sources, order.branch,
                                                        order.header.businessDate);
        if (!context) return tl::unexpected(context.error());
        if (!*context) return unknown(order.sources.empty() ? AccountId() : order.sources.front());
        return asOutcome(domain::planMerge(order, **context));
    }

    Receipt undo(domain::GrowthEventId event) {
        domain::UndoOrder order;
        order.header = header();
        order.event = event;
        return run([&]() -> services::Outcome<domain::EntryPlan> { return planUndo(order); });
    }
    services::Outcome<domain::EntryPlan> planUndo(const domain::UndoOrder& order) {
        auto context = m_database.growth().undoContext(order.event, order.header.businessDate);
        if (!context) return tl::unexpected(context.error());
        if (!*context) return unknown(AccountId());
        return asOutcome(domain::planUndo(order, **context));
    }

    Receipt reinvest(AccountId account, std::optional<domain::ReinvestmentId> row = {}) {
        domain::ReinvestmentOrder order;
        order.header = header();
        order.account = account;
        order.row = row;
        return run([&]() -> services::Outcome<domain::EntryPlan> {
            auto context = m_database.growth().reinvestmentContext(account, row);
            if (!context) return tl::unexpected(context.error());
            if (!*context) return unknown(account);
            return asOutcome(domain::planReinvestment(order, **context));
        });
    }

    static bool isStale(const Receipt& outcome) {
        return !outcome && outcome.error().refusal &&
               outcome.error().refusal->code == domain::RefusalCode::Stale;
    }
    std::int64_t staleCount() const { return m_stale; }

private:
    static services::Outcome<domain::EntryPlan> asOutcome(domain::Planned<domain::EntryPlan> plan) {
        if (!plan) return services::refused(std::move(plan.error()));
        return std::move(*plan);
    }
    static tl::unexpected<services::Failure> unknown(AccountId account) {
        domain::Refusal refusal;
        refusal.code = domain::RefusalCode::UnknownAccount;
        refusal.account = account;
        return services::refused(refusal);
    }
    Receipt run(const std::function<services::Outcome<domain::EntryPlan>()>& plan) {
        Receipt outcome;
        for (int i = 0; i < kPlansMax; ++i) {
            auto planned = plan();
            if (!planned) return tl::unexpected(std::move(planned.error()));
            outcome = m_database.ledger().postEntry(*planned);
            if (!isStale(outcome)) return outcome;
            ++m_stale;
        }
        return outcome;
    }

    storage::Database& m_database;
    Orders& m_orders;
    std::int64_t m_stale = 0;
};

} // namespace alluse::tests
