// Many at once, and what waits: bulk forks, merges and reinvestments, draining of pending forks.

#include "services/growth_meters.h"

#include <algorithm>

namespace alluse::services {

using domain::CommandId;
using domain::EntryPlan;
using domain::GrowthMode;
using domain::ReinvestmentState;

namespace {

// One page, one read of contexts, one transaction: a few milliseconds of locks each.
constexpr int kBatchRows = 200;

// What makes going on pointless; everything else is the result of one row.
bool endsTheRun(const Failure& failure) {
    switch (failure.kind) {
    case FailureKind::Unavailable:
    case FailureKind::Full:
    case FailureKind::Corrupt:
    case FailureKind::Cancelled: return true;
    case FailureKind::Refused:
    case FailureKind::Unknown:
    case FailureKind::Busy:
    case FailureKind::Internal: return false;
    }
    return false;
}

bool isStale(const Failure& failure) {
    return failure.refusal && failure.refusal->code == domain::RefusalCode::Stale;
}

domain::Date dayOf(const BulkRequest& request, const domain::Clock& clock) {
    return request.businessDate == Date() ? clock.today() : request.businessDate;
}

} // namespace

// What one bulk run has come to so far.
struct GrowthService::BulkRun {
    // A row that was planned and waits to be written with its batch.
    struct Ready {
        BulkRow row;
        EntryPlan plan;
        std::function<Outcome<EntryReceipt>()> again; // when the plan turns out stale
        std::function<void(const Failure&)> settle{};  // when it is refused for good
    };

    GrowthService& service;
    const BulkRequest& request;
    const Call& call;
    const Operation& operation;
    BulkReport report{};
    std::optional<Failure> failure{}; // ended the run

    [[nodiscard]] bool isOver() {
        if (failure) return true;
        if (call.isCancelled && call.isCancelled()) report.isCancelled = true;
        return report.isCancelled;
    }

    [[nodiscard]] domain::OrderHeader header(std::string_view kind, std::int64_t subject) const {
        domain::OrderHeader header;
        header.commandId = CommandId::fromName(request.run, std::string(kind) + "/" + std::to_string(subject));
        header.actor = request.actor;
        if (header.actor.reason.empty()) header.actor.reason = "Part of a bulk run";
        header.requestedAt = service.m_clock.now();
        header.businessDate = dayOf(request, service.m_clock);
        return header;
    }

    void add(BulkRow row) {
        switch (row.result) {
        case BulkRow::Result::Done: ++report.done; break;
        case BulkRow::Result::Planned: ++report.planned; break;
        case BulkRow::Result::AlreadyDone: ++report.alreadyDone; break;
        case BulkRow::Result::Waiting: ++report.waiting; break;
        case BulkRow::Result::Refused: ++report.refused; break;
        case BulkRow::Result::Failed: ++report.failed; break;
        }
        ++report.looked;
        const bool isCounted = row.result == BulkRow::Result::Done || row.result == BulkRow::Result::Planned;
        if (isCounted) report.amount = report.amount + row.amount;
        if (request.onRow) request.onRow(row);
        if (report.rows.size() < kBulkRowsMax) report.rows.push_back(std::move(row));
    }

    void addBlocked(BulkRow row, const std::vector<domain::GrowthIssue>& issues) {
        row.result = onlyDelays(issues) ? BulkRow::Result::Waiting : BulkRow::Result::Refused;
        row.text = textOf(issues);
        add(std::move(row));
    }

    void addOutcome(BulkRow row, const Outcome<EntryReceipt>& outcome) {
        if (outcome) {
            row.result = outcome->wasAlreadyDone ? BulkRow::Result::AlreadyDone : BulkRow::Result::Done;
            row.entry = outcome->entry;
        } else {
            const bool isRefused = outcome.error().kind == FailureKind::Refused;
            row.result = isRefused ? BulkRow::Result::Refused : BulkRow::Result::Failed;
            row.text = describe(outcome.error());
            if (endsTheRun(outcome.error())) failure = outcome.error();
        }
        add(std::move(row));
    }

    void addPlanned(BulkRow row) {
        row.result = BulkRow::Result::Planned;
        add(std::move(row));
    }

    // One transaction for all; a stale one is planned again by itself.
    void write(std::vector<Ready>& batch) {
        if (batch.empty()) return;
        std::vector<EntryPlan> plans;
        for (Ready& ready : batch) plans.push_back(std::move(ready.plan));
        const auto outcomes = service.m_ledger.postEntries(plans, call);
        for (std::size_t i = 0; i < batch.size() && i < outcomes.size(); ++i) {
            const auto& outcome = outcomes[i];
            if (outcome && !outcome->wasAlreadyDone) {
                operation.count.add();
                operation.volumeCents.add(static_cast<std::uint64_t>(batch[i].row.amount.cents()));
                service.announce(*outcome);
            }
            if (!outcome && isStale(outcome.error())) {
                addOutcome(std::move(batch[i].row), batch[i].again());
                continue;
            }
            if (!outcome && batch[i].settle) batch[i].settle(outcome.error());
            addOutcome(std::move(batch[i].row), outcome);
        }
        batch.clear();
    }

    // Plans of one family follow each other's sequence, so a batch has one for each family.
    template <class Row>
    static std::vector<Row> takeOnePerFamily(std::vector<Row>& rows) {
        std::vector<Row> taken, left;
        for (Row& row : rows) {
            const bool isSecond = std::any_of(taken.begin(), taken.end(),
                                              [&](const Row& other) { return other.family == row.family; });
            (isSecond ? left : taken).push_back(std::move(row));
        }
        rows = std::move(left);
        return taken;
    }

    void forkBatch(const std::vector<ForkCandidateRow>& rows,
                   std::vector<std::pair<FamilyId, int>>& plannedForks) {
        std::vector<AccountId> ids;
        for (const auto& row : rows) ids.push_back(row.account);
        const auto contexts = service.m_growth.forkContexts(ids, dayOf(request, service.m_clock), call);
        if (!contexts) {
            failure = contexts.error();
            return;
        }
        std::vector<Ready> batch;
        for (domain::ForkContext context : *contexts) {
            const domain::Account& account = context.parent.account;
            domain::ForkOrder order;
            order.account = account.id;
            order.header = header("fork", account.id.value());
            order.isAutomatic = request.isAutomatic;
            BulkRow row;
            row.subject = account.id.value();
            row.name = account.name;
            row.amount = forkAmounts(account.surplus(), account.policy).leaving();
            if (request.isDryRun) // the cap counts what this run would have forked before
                for (const auto& [family, count] : plannedForks)
                    if (family == context.family.id) context.family.forksOnDate += count;
            const auto issues = forkIssues(order, context);
            if (domain::blocks(issues)) {
                addBlocked(std::move(row), issues);
                continue;
            }
            if (request.isDryRun) {
                countPlanned(plannedForks, context.family.id);
                addPlanned(std::move(row));
                continue;
            }
            auto plan = planFork(order, context);
            if (!plan) {
                addOutcome(std::move(row), refused(std::move(plan.error())));
                continue;
            }
            batch.push_back({std::move(row), std::move(*plan),
                             [this, order] { return service.fork(order, call); }});
        }
        write(batch);
    }

    static void countPlanned(std::vector<std::pair<FamilyId, int>>& planned, FamilyId family) {
        const auto known = std::find_if(planned.begin(), planned.end(),
                                        [&](const auto& entry) { return entry.first == family; });
        if (known != planned.end()) ++known->second;
        else planned.emplace_back(family, 1);
    }

    void mergeBatch(const std::vector<MergeCandidateRow>& rows) {
        std::vector<AccountId> branches;
        for (const auto& row : rows) branches.push_back(row.branch);
        const auto contexts = service.m_growth.mergeContexts(branches, dayOf(request, service.m_clock), call);
        if (!contexts) {
            failure = contexts.error();
            return;
        }
        std::vector<Ready> batch;
        for (const domain::MergeContext& context : *contexts) {
            const auto first = std::find_if(context.accounts.begin(), context.accounts.end(),
                                            [](const auto& member) { return member.account.branch.has_value(); });
            if (first == context.accounts.end()) continue;
            domain::MergeOrder order;
            order.branch = first->account.branch;
            order.header = header("merge", order.branch->value());
            order.isAutomatic = true; // the rules of the automatic merge, whoever starts it
            const auto preview = domain::previewMerge(order, context);
            BulkRow row;
            row.subject = order.branch->value();
            row.name = first->account.name;
            row.amount = preview.total;
            if (domain::blocks(preview.issues)) {
                addBlocked(std::move(row), preview.issues);
                continue;
            }
            if (request.isDryRun) {
                addPlanned(std::move(row));
                continue;
            }
            auto plan = planMerge(order, context);
            if (!plan) {
                addOutcome(std::move(row), refused(std::move(plan.error())));
                continue;
            }
            batch.push_back({std::move(row), std::move(*plan),
                             [this, order] { return service.merge(order, call); }});
        }
        write(batch);
    }

    // One read, two moves and one transaction for all rows of a page.
    void reinvestBatch(const std::vector<ReinvestmentRow>& rows) {
        std::vector<domain::ReinvestmentId> ids;
        std::vector<const ReinvestmentRow*> running;
        for (const ReinvestmentRow& due : rows) {
            if (request.isAutomatic && due.mode != GrowthMode::AtOnce) continue;
            if (due.state == ReinvestmentState::Scheduled && due.mode != GrowthMode::AtOnce) {
                BulkRow row = rowOf(due);
                row.result = BulkRow::Result::Waiting;
                row.text = "It waits for approval.";
                add(std::move(row));
                continue;
            }
            ids.push_back(due.id);
            running.push_back(&due);
        }
        if (ids.empty()) return;
        const auto contexts = service.m_growth.reinvestmentContexts(ids, call);
        if (!contexts) {
            failure = contexts.error();
            return;
        }
        DueRows due;
        auto context = contexts->begin();
        for (const ReinvestmentRow* row : running) {
            if (context == contexts->end() || context->row != row->id) continue; // gone from this view of the ledger
            planReinvestment(*row, *context++, due);
        }
        using enum ReinvestmentState;
        if (!moveAll(due.scheduled, Scheduled, Approved, "At once, by the family's setting.") ||
            !moveAll(due.begun, Approved, Executing, {}))
            return;
        write(due.batch);
        // By itself a refused one is told apart from one that was done before, and settled.
        for (auto& [row, order] : due.refused)
            if (!isOver()) addOutcome(std::move(row), service.reinvest(order, call));
    }

    struct DueRows {
        std::vector<Ready> batch;
        std::vector<std::pair<BulkRow, domain::ReinvestmentOrder>> refused; // nothing can be planned for them
        std::vector<domain::ReinvestmentId> scheduled, begun;               // whose state is moved on
    };

    [[nodiscard]] static BulkRow rowOf(const ReinvestmentRow& due) {
        BulkRow row;
        row.subject = due.id.value();
        row.name = due.accountName;
        return row;
    }

    void planReinvestment(const ReinvestmentRow& listed, domain::ReinvestmentContext context, DueRows& due) {
        BulkRow row = rowOf(listed);
        domain::ReinvestmentOrder order;
        order.header = header("reinvest", listed.id.value());
        order.account = listed.account;
        order.row = listed.id;
        context.state = ReinvestmentState::Approved; // it is, or this run approves it
        const auto preview = domain::previewReinvestment(order, context);
        row.amount = preview.amounts.amount;
        if (request.isDryRun) {
            if (domain::blocks(preview.issues)) addBlocked(std::move(row), preview.issues);
            else addPlanned(std::move(row));
            return;
        }
        if (listed.state == ReinvestmentState::Scheduled) due.scheduled.push_back(listed.id);
        due.begun.push_back(listed.id);
        const auto settle = [this, order](const Failure& reason) { service.settleReinvestment(order, reason, call); };
        const auto again = [this, order] { return service.reinvest(order, call); };
        auto plan = domain::planReinvestment(order, context);
        if (plan) due.batch.push_back({std::move(row), std::move(*plan), again, settle});
        else due.refused.emplace_back(std::move(row), order);
    }

    bool moveAll(const std::vector<domain::ReinvestmentId>& rows, ReinvestmentState from, ReinvestmentState to,
                 const std::string& reason) {
        const ReinvestmentMove move{{}, from, to, reason, {}};
        const auto moved = service.m_growth.moveReinvestments(rows, move, request.actor, service.m_clock.now(), call);
        if (!moved) failure = moved.error();
        return moved.has_value();
    }

    [[nodiscard]] Outcome<BulkReport> result() {
        report.run = request.run;
        if (failure && failure->kind == FailureKind::Cancelled) report.isCancelled = true;
        else if (failure) return tl::unexpected(*std::move(failure));
        return std::move(report);
    }

    // Walks the pages of a list; `handle` gets the rows of each.
    template <class Read, class Handle>
    void eachPage(Read read, Handle handle) {
        PageRequest page;
        page.limit = kBatchRows;
        do {
            auto rows = read(page);
            if (!rows) {
                failure = rows.error();
                return;
            }
            page.after = rows->next;
            handle(rows->rows);
            if (request.onProgress) request.onProgress(report.looked);
        } while (page.after && !isOver());
    }
};

Outcome<BulkReport> GrowthService::forkAllEligible(const BulkRequest& request, const Call& call) {
    if (auto refusal = m_authorizer.authorize(request.actor, domain::CommandKind::Fork, 0))
        return refused(std::move(*refusal));
    BulkRun run{*this, request, call, m_meters->fork};
    std::vector<std::pair<FamilyId, int>> plannedForks;
    run.eachPage(
        [&](const PageRequest& page) { return m_growth.forkCandidates({request.family, true}, page, call); },
        [&](std::vector<ForkCandidateRow>& rows) {
            if (request.isAutomatic)
                std::erase_if(rows, [](const auto& row) { return row.mode != GrowthMode::AtOnce; });
            while (!rows.empty() && !run.isOver())
                run.forkBatch(BulkRun::takeOnePerFamily(rows), plannedForks);
        });
    return run.result();
}

Outcome<BulkReport> GrowthService::mergeAllReady(const BulkRequest& request, const Call& call) {
    if (auto refusal = m_authorizer.authorize(request.actor, domain::CommandKind::Merge, 0))
        return refused(std::move(*refusal));
    BulkRun run{*this, request, call, m_meters->merge};
    run.eachPage(
        [&](const PageRequest& page) { return m_growth.mergeCandidates({request.family, true}, page, call); },
        [&](std::vector<MergeCandidateRow>& rows) {
            if (request.isAutomatic)
                std::erase_if(rows, [](const auto& row) { return row.mode != GrowthMode::AtOnce; });
            while (!rows.empty() && !run.isOver()) run.mergeBatch(BulkRun::takeOnePerFamily(rows));
        });
    return run.result();
}

Outcome<BulkReport> GrowthService::runAllDue(const BulkRequest& request, const Call& call) {
    if (auto refusal = m_authorizer.authorize(request.actor, domain::CommandKind::Reinvest, 0))
        return refused(std::move(*refusal));
    BulkRun run{*this, request, call, m_meters->reinvest};
    ReinvestmentQuery query;
    query.family = request.family;
    query.dueUntil = dayOf(request, m_clock);
    query.states = {ReinvestmentState::Scheduled, ReinvestmentState::Approved, ReinvestmentState::Executing};
    run.eachPage([&](const PageRequest& page) { return dueReinvestments(query, page, call); },
                 [&](const std::vector<ReinvestmentRow>& rows) { run.reinvestBatch(rows); });
    return run.result();
}

Outcome<DrainReport> GrowthService::drainPending(const domain::Actor& actor, const Call& call) {
    DrainReport report;
    PendingForkQuery query;
    query.state = domain::PendingForkState::Pending;
    PageRequest page;
    page.limit = kBatchRows;
    do {
        auto rows = m_growth.pendingForks(query, page, call);
        if (!rows) return tl::unexpected(std::move(rows.error()));
        page.after = rows->next;
        for (const PendingForkRow& row : rows->rows) {
            if (call.isCancelled && call.isCancelled()) return report;
            if (auto failure = drainOne(row, actor, report, call)) return tl::unexpected(std::move(*failure));
        }
    } while (page.after);
    return report;
}

// None: the row was dealt with, whatever became of it.
std::optional<Failure> GrowthService::drainOne(const PendingForkRow& row, const domain::Actor& actor,
                                               DrainReport& report, const Call& call) {
    domain::ForkOrder order;
    order.account = row.account;
    order.isAutomatic = true;
    order.header.actor = actor;
    complete(order.header);
    // A new try is a new command; the version of the account keeps two tries from forking twice.
    order.header.commandId = CommandId::fromName(
        CommandId::fromRandom(static_cast<std::uint64_t>(row.id.value()), 0),
        std::to_string(order.header.requestedAt.microsSinceEpoch()));
    auto context = m_growth.forkContext(row.account, order.header.businessDate, call);
    if (!context) return context.error();
    if (!*context) return std::nullopt;
    const auto issues = forkIssues(order, **context);
    const auto mark = [&](domain::PendingForkState to, const std::string& reason) -> std::optional<Failure> {
        if (to == row.state && reason == row.reason) return std::nullopt;
        const auto marked = m_growth.markPending(row.id, to, reason, order.header.requestedAt, call);
        if (!marked) return marked.error();
        return std::nullopt;
    };
    if (!domain::onlyDelays(issues)) {
        ++report.superseded;
        return mark(domain::PendingForkState::Superseded, textOf(issues));
    }
    const bool isAtOnce = row.mode == GrowthMode::AtOnce;
    if (domain::blocks(issues) || !isAtOnce) {
        ++report.waiting;
        return mark(domain::PendingForkState::Pending,
                    domain::blocks(issues) ? textOf(issues) : "It waits for approval.");
    }
    const auto outcome = forkFrom(order, std::move(**context), call);
    if (outcome) {
        ++report.executed;
        return std::nullopt;
    }
    if (endsTheRun(outcome.error())) return outcome.error();
    ++report.failed;
    return mark(domain::PendingForkState::Pending, describe(outcome.error()));
}

} // namespace alluse::services
