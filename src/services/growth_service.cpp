#include "services/growth_service.h"

#include "domain/canonical_json.h"
#include "metrics/span.h"
#include "services/growth_meters.h"

namespace alluse::services {

using domain::CommandKind;
using domain::EntryPlan;
using domain::Planned;
using domain::RefusalCode;
using domain::ReinvestmentState;

namespace {

domain::Refusal because(RefusalCode code, std::string field, std::string detail = {}) {
    domain::Refusal refusal;
    refusal.code = code;
    refusal.field = std::move(field);
    refusal.detail = std::move(detail);
    return refusal;
}

domain::Refusal unknownAccount(AccountId id) {
    domain::Refusal refusal = because(RefusalCode::UnknownAccount, "account");
    refusal.account = id;
    return refusal;
}

// What a read found, or why there is nothing to go on with.
template <class T>
Outcome<T> found(Outcome<std::optional<T>> read, domain::Refusal missing) {
    if (!read) return tl::unexpected(std::move(read.error()));
    if (!*read) return refused(std::move(missing));
    return std::move(**read);
}

Outcome<EntryPlan> asOutcome(Planned<EntryPlan> plan) {
    if (!plan) return refused(std::move(plan.error()));
    return std::move(*plan);
}

bool isStale(const Outcome<EntryReceipt>& outcome) {
    return !outcome && outcome.error().refusal && outcome.error().refusal->code == RefusalCode::Stale;
}

} // namespace

GrowthService::GrowthService(LedgerPort& ledger, GrowthPort& growth, const Authorizer& authorizer,
                             const domain::Clock& clock, metrics::MetricRegistry& registry)
    : m_ledger(ledger), m_growth(growth), m_authorizer(authorizer), m_clock(clock),
      m_meters(std::make_unique<const Meters>(registry)) {}

GrowthService::~GrowthService() = default;

void GrowthService::onCommitted(std::function<void(const domain::ChangeSet&)> listener) {
    m_listeners.push_back(std::move(listener));
}

void GrowthService::announce(const EntryReceipt& receipt) const {
    if (receipt.wasAlreadyDone) return;
    for (const auto& listener : m_listeners) listener(receipt.changes);
}

void GrowthService::complete(domain::OrderHeader& header) const {
    if (header.requestedAt == domain::Timestamp()) header.requestedAt = m_clock.now();
    if (header.businessDate == Date()) header.businessDate = m_clock.today();
}

Outcome<EntryReceipt> GrowthService::run(const Operation& operation, domain::OrderHeader& header,
                                         CommandKind kind, std::int64_t subject, const Call& call,
                                         const Plan& plan) {
    metrics::Span span(operation.time);
    complete(header);
    Money moved;
    const auto execute = [&]() -> Outcome<EntryReceipt> {
        if (auto refusal = m_authorizer.authorize(header.actor, kind, subject)) {
            keepRefused(header, kind, subject, *refusal, call);
            return refused(std::move(*refusal));
        }
        return send(plan, header, kind, subject, moved, call);
    };
    auto outcome = execute();
    if (!outcome) {
        span.fail();
        m_meters->countError(outcome.error());
    } else if (!outcome->wasAlreadyDone) {
        operation.count.add();
        operation.volumeCents.add(static_cast<std::uint64_t>(moved.cents()));
        announce(*outcome);
    }
    return outcome;
}

// A command that was done before looks impossible now (the surplus has left, the sources are
// closed): sent again, it gets its first answer.
Outcome<EntryReceipt> GrowthService::send(const Plan& plan, const domain::OrderHeader& header,
                                          CommandKind kind, std::int64_t subject, Money& moved,
                                          const Call& call) {
    for (int attempt = 1;; ++attempt) {
        auto planned = plan();
        if (!planned) {
            if (planned.error().kind == FailureKind::Refused)
                if (auto stored = m_ledger.findCommand(header.commandId, call); stored && *stored)
                    return std::move(**stored);
            if (planned.error().refusal) keepRefused(header, kind, subject, *planned.error().refusal, call);
            return tl::unexpected(std::move(planned.error()));
        }
        domain::assertWellFormed(*planned);
        if (planned->event) moved = planned->event->amount;
        auto outcome = m_ledger.postEntry(*planned, call);
        if (!isStale(outcome) || attempt == kPlansMax) return outcome;
        m_meters->stale.add();
        if (call.isCancelled && call.isCancelled()) return failed(FailureKind::Cancelled, {});
    }
}

// What somebody asked for and may not have is kept, under an id of its own: what is not possible
// today may be tomorrow, and then the command itself goes through. What a job finds impossible
// waits in a row that says why.
void GrowthService::keepRefused(const domain::OrderHeader& header, CommandKind kind, std::int64_t subject,
                                const domain::Refusal& refusal, const Call& call) {
    if (header.actor.origin == "job" || refusal.code == RefusalCode::Stale) return;
    domain::OrderHeader own = header;
    own.commandId = domain::CommandId::fromName(
        header.commandId, "refused/" + std::to_string(header.requestedAt.microsSinceEpoch()));
    const std::string payload = domain::JsonObject()
                                    .set("kind", code(kind))
                                    .set("command", header.commandId.text())
                                    .set("subject", subject)
                                    .text();
    // The reason stands whether or not the ledger can be reached.
    (void)m_ledger.postEntry(domain::refusedPlan(own, kind, payload, refusal), call);
}

// Forks

Outcome<Page<ForkCandidateRow>> GrowthService::scanForks(const ForkCandidateQuery& query,
                                                         const PageRequest& request, const Call& call) {
    return m_growth.forkCandidates(query, request, call);
}

Outcome<domain::ForkPreview> GrowthService::previewFork(domain::ForkOrder order, const Call& call) {
    complete(order.header);
    auto context = found(m_growth.forkContext(order.account, order.header.businessDate, call),
                         unknownAccount(order.account));
    if (!context) return tl::unexpected(std::move(context.error()));
    const auto rate = m_growth.weeklyRate(order.account, order.header.businessDate, call);
    if (!rate) return tl::unexpected(rate.error());
    context->parent.weeklyRate = *rate;
    return domain::previewFork(order, *context);
}

Outcome<EntryReceipt> GrowthService::fork(domain::ForkOrder order, const Call& call) {
    return forkFrom(std::move(order), std::nullopt, call);
}

Outcome<EntryReceipt> GrowthService::forkFrom(domain::ForkOrder order,
                                              std::optional<domain::ForkContext> known, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        if (known) {
            const auto context = std::move(*known);
            known.reset();
            return asOutcome(planFork(order, context));
        }
        const auto context = found(m_growth.forkContext(order.account, order.header.businessDate, call),
                                   unknownAccount(order.account));
        if (!context) return tl::unexpected(context.error());
        return asOutcome(planFork(order, *context));
    };
    return run(m_meters->fork, order.header, CommandKind::Fork, order.account.value(), call, plan);
}

Outcome<EntryReceipt> GrowthService::releaseForks(domain::ReleaseForksOrder order, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        const auto context = found(m_growth.forkContext(order.account, order.header.businessDate, call),
                                   unknownAccount(order.account));
        if (!context) return tl::unexpected(context.error());
        return asOutcome(planReleaseForks(order, context->parent.account));
    };
    return run(m_meters->settings, order.header, CommandKind::ReleaseForks, order.account.value(), call, plan);
}

Outcome<Page<PendingForkRow>> GrowthService::pendingForks(const PendingForkQuery& query,
                                                          const PageRequest& request, const Call& call) {
    return m_growth.pendingForks(query, request, call);
}

Outcome<bool> GrowthService::cancelPending(domain::PendingForkId id, const domain::Actor& actor,
                                           const Call& call) {
    if (auto refusal = m_authorizer.authorize(actor, CommandKind::Fork, id.value()))
        return refused(std::move(*refusal));
    const std::string by = "Cancelled by " + actor.name + ".";
    return m_growth.markPending(id, domain::PendingForkState::Cancelled,
                                actor.reason.empty() ? by : by + " " + actor.reason, m_clock.now(), call);
}

// Merges

Outcome<Page<MergeCandidateRow>> GrowthService::scanMerges(const MergeCandidateQuery& query,
                                                           const PageRequest& request, const Call& call) {
    return m_growth.mergeCandidates(query, request, call);
}

namespace {

// A branch or sources that nobody knows.
domain::Refusal unknownSources(const domain::MergeOrder& order) {
    if (order.branch) return unknownAccount(*order.branch);
    if (!order.sources.empty()) return unknownAccount(order.sources.front());
    return because(RefusalCode::MergeNotEligible, "account", "There is no account to merge.");
}

} // namespace

Outcome<domain::MergePreview> GrowthService::previewMerge(domain::MergeOrder order, const Call& call) {
    complete(order.header);
    auto context = found(m_growth.mergeContext(order.sources, order.branch, order.header.businessDate, call),
                         unknownSources(order));
    if (!context) return tl::unexpected(std::move(context.error()));
    return domain::previewMerge(order, *context);
}

Outcome<EntryReceipt> GrowthService::merge(domain::MergeOrder order, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        const auto context =
            found(m_growth.mergeContext(order.sources, order.branch, order.header.businessDate, call),
                  unknownSources(order));
        if (!context) return tl::unexpected(context.error());
        return asOutcome(planMerge(order, *context));
    };
    const std::int64_t subject = order.branch            ? order.branch->value()
                                 : order.sources.empty() ? 0
                                                         : order.sources.front().value();
    return run(m_meters->merge, order.header, CommandKind::Merge, subject, call, plan);
}

// Reinvestments

Outcome<Page<ReinvestmentRow>> GrowthService::dueReinvestments(ReinvestmentQuery query,
                                                               const PageRequest& request,
                                                               const Call& call) {
    if (!query.dueUntil) query.dueUntil = m_clock.today();
    std::array<std::optional<Date>, 5> due;
    for (std::size_t i = 0; i < due.size(); ++i)
        due[i] = reinvestmentDueUntil(static_cast<domain::ReinvestmentFrequency>(i), *query.dueUntil);
    const auto made = m_growth.scheduleReinvestments(due, m_clock.now(), call);
    if (!made) return tl::unexpected(made.error());
    return m_growth.reinvestments(query, request, call);
}

Outcome<Page<ReinvestmentRow>> GrowthService::reinvestments(const ReinvestmentQuery& query,
                                                            const PageRequest& request, const Call& call) {
    return m_growth.reinvestments(query, request, call);
}

Outcome<domain::ReinvestmentPreview> GrowthService::previewReinvestment(domain::ReinvestmentOrder order,
                                                                        const Call& call) {
    complete(order.header);
    auto context = found(m_growth.reinvestmentContext(order.account, order.row, call),
                         unknownAccount(order.account));
    if (!context) return tl::unexpected(std::move(context.error()));
    return domain::previewReinvestment(order, *context);
}

Outcome<EntryReceipt> GrowthService::reinvest(domain::ReinvestmentOrder order, const Call& call) {
    if (order.row) { // EXECUTING stays visible should this process end before the answer
        const ReinvestmentMove begin{*order.row, ReinvestmentState::Approved, ReinvestmentState::Executing, {}, {}};
        complete(order.header);
        if (auto refusal = m_authorizer.authorize(order.header.actor, CommandKind::Reinvest, order.account.value()))
            return refused(std::move(*refusal));
        const auto begun = m_growth.moveReinvestment(begin, order.header.actor, order.header.requestedAt, call);
        if (!begun) return tl::unexpected(begun.error());
    }
    const auto plan = [&]() -> Outcome<EntryPlan> {
        const auto context = found(m_growth.reinvestmentContext(order.account, order.row, call),
                                   unknownAccount(order.account));
        if (!context) return tl::unexpected(context.error());
        return asOutcome(planReinvestment(order, *context));
    };
    auto outcome = run(m_meters->reinvest, order.header, CommandKind::Reinvest, order.account.value(), call, plan);
    if (!outcome && order.row) settleReinvestment(order, outcome.error(), call);
    return outcome;
}

// What was refused is over: skipped when there is too little to invest, else failed. Whatever may
// still turn out well stays EXECUTING and is run again.
void GrowthService::settleReinvestment(const domain::ReinvestmentOrder& order, const Failure& failure,
                                       const Call& call) {
    if (failure.kind != FailureKind::Refused || !failure.refusal) return;
    const bool isSkipped = failure.refusal->code == RefusalCode::ReinvestmentNotEligible;
    const ReinvestmentMove end{*order.row, ReinvestmentState::Executing,
                               isSkipped ? ReinvestmentState::Cancelled : ReinvestmentState::Failed,
                               (isSkipped ? "Skipped. " : "") + describe(failure), {}};
    // A row that stays EXECUTING is found again by the next run; there is nobody to tell here.
    static_cast<void>(m_growth.moveReinvestment(end, order.header.actor, m_clock.now(), call));
}

Outcome<EntryReceipt> GrowthService::release(domain::ReleaseOrder order, const Call& call) {
    return run(m_meters->reinvest, order.header, CommandKind::Release, order.account.value(), call,
               [&] { return asOutcome(planRelease(order)); });
}

Outcome<void> GrowthService::move(const ReinvestmentMove& move, const domain::Actor& actor, const Call& call) {
    if (auto refusal = m_authorizer.authorize(actor, CommandKind::Reinvest, move.id.value()))
        return refused(std::move(*refusal));
    // It may wait in one of several states; the first that fits is the one.
    using enum ReinvestmentState;
    for (const auto from : {Scheduled, Approved, Failed}) {
        if (!isReinvestmentMoveAllowed(from, move.to)) continue;
        ReinvestmentMove attempt = move;
        attempt.from = from;
        const auto moved = m_growth.moveReinvestment(attempt, actor, m_clock.now(), call);
        if (!moved) return tl::unexpected(moved.error());
        if (*moved) return {};
    }
    return refused(because(RefusalCode::UnknownReinvestment, "row",
                           std::to_string(move.id.value()) + " that could become " +
                               std::string(code(move.to))));
}

Outcome<void> GrowthService::approve(domain::ReinvestmentId id, const domain::Actor& actor, const Call& call) {
    return move({id, {}, ReinvestmentState::Approved, actor.reason, {}}, actor, call);
}

Outcome<void> GrowthService::cancel(domain::ReinvestmentId id, const domain::Actor& actor, const Call& call) {
    return move({id, {}, ReinvestmentState::Cancelled, actor.reason, {}}, actor, call);
}

Outcome<void> GrowthService::defer(domain::ReinvestmentId id, Date to, const domain::Actor& actor,
                                   const Call& call) {
    if (to <= m_clock.today()) return refused(because(RefusalCode::InvalidDate, "date"));
    return move({id, {}, ReinvestmentState::Deferred, actor.reason, to.nextBusinessDay()}, actor, call);
}

// Undo

namespace {

domain::Refusal unknownEvent(domain::GrowthEventId id) {
    return because(RefusalCode::UnknownGrowthEvent, "event", std::to_string(id.value()));
}

} // namespace

Outcome<domain::UndoPreview> GrowthService::previewUndo(domain::UndoOrder order, const Call& call) {
    complete(order.header);
    auto context = found(m_growth.undoContext(order.event, order.header.businessDate, call),
                         unknownEvent(order.event));
    if (!context) return tl::unexpected(std::move(context.error()));
    return domain::previewUndo(order, *context);
}

Outcome<EntryReceipt> GrowthService::undo(domain::UndoOrder order, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        const auto context = found(m_growth.undoContext(order.event, order.header.businessDate, call),
                                   unknownEvent(order.event));
        if (!context) return tl::unexpected(context.error());
        return asOutcome(planUndo(order, *context));
    };
    return run(m_meters->undo, order.header, CommandKind::UndoFork, order.event.value(), call, plan);
}

Outcome<std::optional<domain::GrowthEventId>> GrowthService::eventOf(EntryId entry, const Call& call) {
    return m_growth.eventOf(entry, call);
}

// History, lineage, settings

Outcome<Page<GrowthEventRow>> GrowthService::history(const GrowthEventQuery& query,
                                                     const PageRequest& request, const Call& call) {
    return m_growth.events(query, request, call);
}

Outcome<std::optional<FamilyTree>> GrowthService::tree(FamilyId family, Date asOf, const Call& call) {
    return m_growth.familyTree(family, asOf, call);
}

Outcome<std::optional<SubtreeValue>> GrowthService::subtreeValue(AccountId account, const Call& call) {
    return m_growth.subtreeValue(account, call);
}

Outcome<std::optional<domain::FamilyGrowthSettings>> GrowthService::settings(FamilyId family,
                                                                             const Call& call) {
    return m_growth.settings(family, call);
}

Outcome<EntryReceipt> GrowthService::changeSettings(domain::GrowthSettingsOrder order, const Call& call) {
    return run(m_meters->settings, order.header, CommandKind::ChangeGrowthSettings, order.family.value(),
               call, [&] { return asOutcome(planGrowthSettings(order)); });
}

Outcome<std::optional<Outcome<EntryReceipt>>> GrowthService::resolve(domain::CommandId id, const Call& call) {
    return m_ledger.findCommand(id, call);
}

} // namespace alluse::services
