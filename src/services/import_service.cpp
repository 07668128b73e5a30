#include "services/import_service.h"

#include "domain/planning.h"
#include "metrics/catalogue.h"
#include "services/import_run.h"

#include <span>

namespace alluse::services {

using domain::EntryPlan;
using domain::Refusal;
using domain::RefusalCode;

namespace {

constexpr std::size_t kUndoCheckRows = 1'000; // between two questions whether to go on

bool isCancelled(const Call& call) { return call.isCancelled && call.isCancelled(); }

tl::unexpected<Failure> cancelled() { return failed(FailureKind::Cancelled, {}); }

ImportUndoBlocker blockerOf(domain::EntryId entry, const Refusal& refusal) {
    return {entry, std::string(code(refusal.code)), domain::describe(refusal)};
}

Refusal blocked(std::string detail) {
    Refusal refusal;
    refusal.code = RefusalCode::ImportBlocked;
    refusal.detail = std::move(detail);
    return refusal;
}

} // namespace

ImportService::ImportService(LedgerPort& ledger, AccountReads& accounts, LedgerReads& entries,
                             DatabasePort& database, const Authorizer& authorizer,
                             const domain::Clock& clock, metrics::MetricRegistry& registry)
    : m_ledger(ledger), m_accounts(accounts), m_entries(entries), m_database(database),
      m_authorizer(authorizer), m_clock(clock), m_registry(registry) {}

Outcome<ImportSummary> ImportService::run(const ImportRequest& request, const ImportRows& rows,
                                          const Call& call) {
    if (auto refusal = m_authorizer.authorize(request.actor, domain::CommandKind::ImportRow, 0))
        return refused(std::move(*refusal));
    return Run(*this, request, call).execute(rows);
}

Outcome<ImportUndoReport> ImportService::undo(domain::ImportId id, domain::Actor actor,
                                              const Call& call) {
    if (auto refusal = m_authorizer.authorize(actor, domain::CommandKind::ImportUndo, id.value()))
        return refused(std::move(*refusal));
    if (actor.reason.empty()) actor.reason = "Undo of import " + std::to_string(id.value());
    ImportUndoReport report;
    report.id = id;
    const auto plans = planUndo(report, actor, call);
    if (!plans) return tl::unexpected(plans.error());
    if (!report.blockers.empty()) return report;
    if (auto tried = tryUndo(report, *plans, call); !tried) return tl::unexpected(tried.error());
    if (!report.blockers.empty()) return report;

    if (isCancelled(call)) return cancelled();
    domain::ChangeSet changes;
    const auto outcomes = m_ledger.postEntries(*plans, {call.lane, {}});
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const auto& outcome = outcomes[i];
        if (outcome) {
            ++report.reversed;
            for (const auto account : outcome->changes.accounts) changes.accounts.push_back(account);
            for (const auto family : outcome->changes.families) changes.families.push_back(family);
        } else if (outcome.error().refusal) {
            // A posting of another client slipped in after the check; what it blocks is named.
            report.blockers.push_back(blockerOf(*(*plans)[i].reverses, *outcome.error().refusal));
        } else {
            return tl::unexpected(outcome.error());
        }
    }
    for (const auto& listener : m_listeners) listener(changes);
    if (report.blockers.empty())
        if (auto marked = m_database.markImportUndone(id, call); !marked)
            return tl::unexpected(marked.error());
    return report;
}

// Newest first: each step meets the balances that its posting left behind.
Outcome<std::vector<EntryPlan>> ImportService::planUndo(ImportUndoReport& report,
                                                        const domain::Actor& actor,
                                                        const Call& call) {
    auto entries = m_database.entriesOf(report.id, call);
    if (!entries) return tl::unexpected(std::move(entries.error()));
    if (entries->empty()) return refused(blocked("it has no entry that is not reversed yet."));
    // A refusal stays with its command id, so each try has ids of its own; an entry that a lost
    // answer had reversed is no longer in the list.
    const domain::Timestamp now = m_clock.now();
    const domain::CommandId thisTry = importCommandId("import undo", now.text());
    std::vector<EntryPlan> plans;
    plans.reserve(entries->size());
    for (const domain::EntryId entry : *entries) {
        if (plans.size() % kUndoCheckRows == 0 && isCancelled(call)) return cancelled();
        auto details = m_entries.entry(entry, call);
        if (!details) return tl::unexpected(std::move(details.error()));
        if (!*details) return failed(FailureKind::Corrupt, "an imported entry is missing");
        domain::ReverseOrder order;
        order.header.commandId = domain::CommandId::fromName(thisTry, std::to_string(entry.value()));
        order.header.actor = actor;
        order.header.requestedAt = now;
        order.header.businessDate = m_clock.today();
        order.entry = entry;
        auto plan = planReverse(order, (*details)->stored);
        if (!plan) {
            report.blockers.push_back(blockerOf(entry, plan.error()));
            continue;
        }
        plan->kind = domain::CommandKind::ImportUndo;
        plans.push_back(std::move(*plan));
    }
    return plans;
}

// The real rules on the real rows, then rolled back.
Outcome<void> ImportService::tryUndo(ImportUndoReport& report, const std::vector<EntryPlan>& plans,
                                     const Call& call) {
    auto dryRun = m_ledger.beginDryRun(call);
    if (!dryRun) return tl::unexpected(std::move(dryRun.error()));
    for (std::size_t at = 0; at < plans.size(); at += kUndoCheckRows) {
        if (isCancelled(call)) return cancelled();
        const auto part = std::span(plans).subspan(at, std::min(kUndoCheckRows, plans.size() - at));
        const auto outcomes = (*dryRun)->post(part);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if (outcomes[i]) continue;
            const Failure& failure = outcomes[i].error();
            if (!failure.refusal) return tl::unexpected(failure);
            report.blockers.push_back(blockerOf(*part[i].reverses, *failure.refusal));
        }
    }
    return {};
}

void ImportService::onCommitted(std::function<void(const domain::ChangeSet&)> listener) {
    m_listeners.push_back(std::move(listener));
}

} // namespace alluse::services
