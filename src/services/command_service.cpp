#include "services/command_service.h"

#include "domain/order_payload.h"
#include "metrics/span.h"
#include "services/service_meters.h"

#include <vector>

namespace alluse::services {

using domain::EntryPlan;
using domain::Money;
using domain::Planned;
using domain::RefusalCode;
using domain::TransactionType;

namespace ids = metrics::ids;

// One timer, one count of what was done, one of what was not, and the money moved where it moves.
struct CommandService::Operation {
    metrics::Timer time;
    metrics::Counter count;
    metrics::Counter errors;
    metrics::Counter volumeCents;
};

struct CommandService::Meters {
    explicit Meters(metrics::MetricRegistry& metricRegistry) : registry(metricRegistry) {
        create = {registry.timer(ids::kAccountCreateTime), registry.counter(ids::kAccountCreateCount),
                  registry.counter(ids::kAccountCreateErrors), {}};
        update = {registry.timer(ids::kAccountUpdateTime), registry.counter(ids::kAccountUpdateCount),
                  registry.counter(ids::kAccountUpdateErrors), {}};
        close = {registry.timer(ids::kAccountCloseTime), registry.counter(ids::kAccountCloseCount),
                 registry.counter(ids::kAccountCloseErrors), {}};
        for (const domain::TransactionRule& rule : domain::transactionRules())
            byType.at(static_cast<std::size_t>(rule.type)) = transaction(rule.code);
        transfer = transaction("TRANSFER");
    }
    Operation transaction(std::string_view type) const {
        const metrics::Labels labels{{"type", std::string(type)}};
        return {registry.timer(ids::kTxTime, labels), registry.counter(ids::kTxCount, labels), {},
                registry.counter(ids::kTxVolumeCents, labels)};
    }
    const Operation& of(TransactionType type) const {
        return byType.at(static_cast<std::size_t>(type));
    }
    // Rare, so the handle is looked up: the set of kinds is bounded by the codes.
    void countError(const Failure& failure) const {
        registry.counter(ids::kAccountErrors, {{"kind", std::string(errorKind(failure))}}).add();
    }

    metrics::MetricRegistry& registry;
    Operation create, update, close, transfer;
    // By the value of TransactionType; 0 is unused.
    std::vector<Operation> byType = std::vector<Operation>(domain::transactionRules().size() + 1);
};

CommandService::CommandService(LedgerPort& ledger, AccountReads& accounts, LedgerReads& entries,
                               const Authorizer& authorizer, const domain::Clock& clock,
                               metrics::MetricRegistry& registry)
    : m_ledger(ledger), m_accounts(accounts), m_entries(entries), m_authorizer(authorizer),
      m_clock(clock), m_meters(std::make_unique<const Meters>(registry)) {}

CommandService::~CommandService() = default;

namespace {

Outcome<EntryPlan> asOutcome(Planned<EntryPlan> plan) {
    if (!plan) return refused(std::move(plan.error()));
    return std::move(*plan);
}

domain::Refusal unknownAccount(domain::AccountId id) {
    domain::Refusal refusal;
    refusal.code = RefusalCode::UnknownAccount;
    refusal.account = id;
    refusal.field = "account";
    return refusal;
}

} // namespace

Outcome<EntryReceipt> CommandService::openFamily(domain::OpenFamilyOrder order, const Call& call) {
    return run(m_meters->create, order.header, domain::CommandKind::OpenFamily, 0, call,
               {[&] { return asOutcome(planOpenFamily(order)); }, [&] { return domain::payloadOf(order); }});
}

Outcome<EntryReceipt> CommandService::openAccount(domain::OpenAccountOrder order, const Call& call) {
    const auto* family = std::get_if<domain::FamilyId>(&order.family);
    return run(m_meters->create, order.header, domain::CommandKind::OpenAccount,
               family ? family->value() : 0, call, {[&] { return asOutcome(planOpenAccount(order)); },
                [&] { return domain::payloadOf(order); }});
}

Outcome<EntryReceipt> CommandService::post(domain::PostOrder order, const Call& call) {
    return run(m_meters->of(order.type), order.header, domain::CommandKind::Post,
               order.account.value(), call, {[&] { return asOutcome(planPost(order)); }, [&] { return domain::payloadOf(order); }},
               order.amount.absolute());
}

Outcome<EntryReceipt> CommandService::transfer(domain::TransferOrder order, const Call& call) {
    return run(m_meters->transfer, order.header, domain::CommandKind::Transfer,
               order.source.value(), call, {[&] { return asOutcome(planTransfer(order)); }, [&] { return domain::payloadOf(order); }},
               order.amount.absolute());
}

Outcome<EntryReceipt> CommandService::reverse(domain::ReverseOrder order, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        auto entry = m_entries.entry(order.entry, call);
        if (!entry) return tl::unexpected(std::move(entry.error()));
        if (!*entry) {
            domain::Refusal refusal;
            refusal.code = RefusalCode::UnknownEntry;
            refusal.detail = std::to_string(order.entry.value());
            refusal.field = "entry";
            return refused(std::move(refusal));
        }
        // Whether it was reversed before, the ledger decides: perhaps by this very command.
        (*entry)->stored.reversedBy.reset();
        return asOutcome(planReverse(order, (*entry)->stored));
    };
    auto outcome = run(m_meters->of(TransactionType::Reversal), order.header,
                       domain::CommandKind::Reverse, order.entry.value(), call,
                       {plan, [&] { return domain::payloadOf(order); }});
    if (!outcome && outcome.error().refusal && outcome.error().refusal->code == RefusalCode::ExceedsCash)
        nameBlocker(*outcome.error().refusal, order.entry, call);
    return outcome;
}

// The newest debit since the entry that can still be undone: what took the cash that is missing.
void CommandService::nameBlocker(domain::Refusal& refusal, domain::EntryId reversed, const Call& call) {
    constexpr int kRowsLooked = 200;
    LedgerQuery query;
    query.account = refusal.account;
    const auto page = m_entries.page(query, {std::nullopt, 0, kRowsLooked}, call);
    if (!page) return;
    for (const PostingRow& row : page->rows) {
        if (row.entryId <= reversed) return;
        if (!row.amount.isNegative() || row.reversedBy || row.type == TransactionType::Reversal) continue;
        refusal.detail = "entry " + std::to_string(row.entryId.value()) + " (" + std::string(code(row.type)) + ")";
        return;
    }
}

Outcome<EntryReceipt> CommandService::changeStatus(domain::ChangeStatusOrder order, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        auto account = m_accounts.find(order.account, call);
        if (!account) return tl::unexpected(std::move(account.error()));
        if (!*account) return refused(unknownAccount(order.account));
        return asOutcome(planChangeStatus(order, **account));
    };
    const bool closes = order.to == domain::AccountStatus::Closed;
    return run(closes ? m_meters->close : m_meters->update, order.header,
               domain::CommandKind::ChangeStatus, order.account.value(), call,
               {plan, [&] { return domain::payloadOf(order); }});
}

Outcome<EntryReceipt> CommandService::changePolicy(domain::ChangePolicyOrder order, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        auto account = m_accounts.find(order.account, call);
        if (!account) return tl::unexpected(std::move(account.error()));
        if (!*account) return refused(unknownAccount(order.account));
        return asOutcome(planChangePolicy(order, (*account)->type));
    };
    return run(m_meters->update, order.header, domain::CommandKind::ChangePolicy,
               order.account.value(), call, {plan, [&] { return domain::payloadOf(order); }});
}

Outcome<EntryReceipt> CommandService::closePeriod(domain::ClosePeriodOrder order, const Call& call) {
    return run(m_meters->update, order.header, domain::CommandKind::LockPeriod, 0, call,
               {[&] { return asOutcome(planClosePeriod(order, m_clock.today())); },
                [&] { return domain::payloadOf(order); }});
}

Outcome<EntryReceipt> CommandService::closeFamily(domain::CloseFamilyOrder order, const Call& call) {
    const auto plan = [&]() -> Outcome<EntryPlan> {
        auto accounts = accountsOf(order.family, call);
        if (!accounts) return tl::unexpected(std::move(accounts.error()));
        return asOutcome(planCloseFamily(order, *accounts));
    };
    Outcome<EntryReceipt> outcome;
    for (int tries = 0; tries < kPlansMax; ++tries) {
        outcome = run(m_meters->close, order.header, domain::CommandKind::CloseFamily,
                      order.family.value(), call, {plan, [&] { return domain::payloadOf(order); }});
        const bool isStale = !outcome && outcome.error().refusal &&
                             outcome.error().refusal->code == RefusalCode::Stale;
        if (!isStale) break;
    }
    return outcome;
}

Outcome<std::vector<domain::Account>> CommandService::accountsOf(domain::FamilyId family,
                                                                 const Call& call) {
    AccountQuery query;
    query.family = family;
    PageRequest request;
    request.limit = kPageRowsMax;
    std::vector<domain::Account> accounts;
    do {
        auto page = m_accounts.page(query, request, call);
        if (!page) return tl::unexpected(std::move(page.error()));
        for (const AccountRow& row : page->rows) {
            auto account = m_accounts.find(row.id, call);
            if (!account) return tl::unexpected(std::move(account.error()));
            if (*account) accounts.push_back(std::move(**account));
        }
        request.after = std::move(page->next);
    } while (request.after);
    return accounts;
}

Outcome<std::optional<Outcome<EntryReceipt>>> CommandService::resolve(domain::CommandId id,
                                                                      const Call& call) {
    return m_ledger.findCommand(id, call);
}

void CommandService::onCommitted(std::function<void(const domain::ChangeSet&)> listener) {
    m_listeners.push_back(std::move(listener));
}

void CommandService::complete(domain::OrderHeader& header) const {
    if (header.requestedAt == domain::Timestamp()) header.requestedAt = m_clock.now();
    if (header.businessDate == domain::Date()) header.businessDate = m_clock.today();
}

Outcome<EntryReceipt> CommandService::run(const Operation& operation, domain::OrderHeader& header,
                                          domain::CommandKind kind, std::int64_t subject,
                                          const Call& call, const Recipe& recipe, Money volume) {
    metrics::Span span(operation.time, operation.errors);
    complete(header);
    const auto execute = [&]() -> Outcome<EntryReceipt> {
        auto refusal = m_authorizer.authorize(header.actor, kind, subject);
        auto planned = refusal ? Outcome<EntryPlan>(refused(std::move(*refusal))) : recipe.plan();
        if (planned) return send(*planned, call);
        return keepRefused(header, kind, recipe, std::move(planned.error()), call);
    };
    auto outcome = execute();
    if (!outcome) {
        span.fail();
        m_meters->countError(outcome.error());
    } else if (!outcome->wasAlreadyDone) {
        operation.count.add();
        operation.volumeCents.add(static_cast<std::uint64_t>(volume.cents()));
    }
    return outcome;
}

// A refusal leaves its row whoever finds the reason, a planner or the ledger. When the command had
// been done before, its first answer is the answer.
Outcome<EntryReceipt> CommandService::keepRefused(const domain::OrderHeader& header, domain::CommandKind kind,
                                                  const Recipe& recipe, Failure failure, const Call& call) {
    if (failure.kind != FailureKind::Refused || !failure.refusal || header.commandId.isNone() ||
        failure.refusal->code == RefusalCode::Stale)
        return tl::unexpected(std::move(failure));
    auto kept = m_ledger.postEntry(
        domain::refusedPlan(header, kind, recipe.payload(), *failure.refusal), call);
    if (kept || kept.error().kind == FailureKind::Refused) return kept;
    return tl::unexpected(std::move(failure)); // the ledger is away: the reason stands all the same
}

Outcome<EntryReceipt> CommandService::send(const EntryPlan& plan, const Call& call) {
    domain::assertWellFormed(plan);
    auto outcome = m_ledger.postEntry(plan, call);
    if (outcome && !outcome->wasAlreadyDone)
        for (const auto& listener : m_listeners) listener(outcome->changes);
    return outcome;
}

} // namespace alluse::services
