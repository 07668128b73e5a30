#include "storage/sqlite/growth_rows.h"

#include "storage/sqlite/statement.h"

namespace alluse::storage::sqlite {

using domain::AccountId;
using domain::EntryPlan;

namespace {

constexpr const char* kInsertPendingFork = R"(
    insert into pending_fork (account_id, entry_id, surplus, threshold, recorded_at)
    select ?1, ?2, ?3, ?4, ?5
     where not exists (select 1 from pending_fork where account_id = ?1 and state = 1))";

constexpr const char* kGrowthSeq = "select growth_seq from family where id = ?1";
constexpr const char* kIsCompleted = "select 1 from growth_event where id = ?1 and state = 1";
constexpr const char* kIsOpen = "select 1 from reinvestment where id = ?1 and state not in (4, 6)";

constexpr const char* kInsertLink = R"(
    insert into lineage (kind, source_id, target_id, amount, entry_id, recorded_at)
    values (?1, ?2, ?3, ?4, ?5, ?6))";
constexpr const char* kRaise = R"(
    update family set growth_seq = growth_seq + 1, child_number = child_number + ?2 where id = ?1)";
constexpr const char* kInsertEvent = R"(
    insert into growth_event (id, kind, family_id, account_id, other_id, amount, business_date,
                              recorded_at)
    select ?1, ?2, family_id, ?3, ?4, ?5, ?6, ?7 from account where id = ?3)";
constexpr const char* kForked = "update account set last_forked_at = ?2 where id = ?1";
constexpr const char* kEndPendingFork = R"(
    update pending_fork set state = ?2, reason = ?3, ended_at = ?4, ended_by = ?5
     where account_id = ?1 and state = 1)";
constexpr const char* kRollBack =
    "update growth_event set state = 2, rolled_back_by = ?2 where id = ?1";
// An undone fork does not count for cooling.
constexpr const char* kForgetFork = R"(
    update account set last_forked_at = (
           select max(e.recorded_at) from growth_event e
            where e.family_id = account.family_id and e.account_id = account.id and e.kind = 11
              and e.state = 1)
     where id = (select account_id from growth_event where id = ?1 and kind = 11))";
constexpr const char* kHold = "update account set fork_held = ?2 where id = ?1";
constexpr const char* kCompleteReinvestment = R"(
    update reinvestment set state = 4, amount = ?2, entry_id = ?3, moved_at = ?4, actor = ?5
     where id = ?1)";
constexpr const char* kChangeSettings = R"(
    update family set fork_mode = ?2, merge_mode = ?3, reinvestment_mode = ?4 where id = ?1)";

bool exists(Connection& connection, const char* sql, std::int64_t id) {
    Statement& row = connection.prepared(sql);
    const Reading reading(row);
    return row.bind(1, id).step();
}

std::int64_t idOf(const GrownEntry& grown, const domain::AccountRef& ref) {
    if (const auto* index = std::get_if<domain::NewAccountIndex>(&ref))
        return grown.opened.at(index->index).value();
    return std::get<AccountId>(ref).value(); // the system takes no part in growth
}

void bindEntry(Statement& row, int index, const GrownEntry& grown) {
    if (grown.entry) row.bind(index, grown.entry->value());
    else row.bindNull(index);
}

void addLinks(Connection& connection, const GrownEntry& grown) {
    for (const domain::LineageLink& link : grown.plan.links) {
        Statement& insert = connection.prepared(kInsertLink);
        insert.bind(1, static_cast<std::int64_t>(link.kind))
            .bind(2, idOf(grown, link.source))
            .bind(3, idOf(grown, link.target))
            .bind(4, link.amount.cents())
            .bind(6, grown.plan.requestedAt.microsSinceEpoch());
        bindEntry(insert, 5, grown);
        insert.run();
    }
}

void addEvent(Connection& connection, const GrownEntry& grown) {
    const EntryPlan& plan = grown.plan;
    if (!plan.event) return;
    Statement& insert = connection.prepared(kInsertEvent);
    bindEntry(insert, 1, grown);
    insert.bind(2, static_cast<std::int64_t>(plan.kind)).bind(3, plan.event->account.value());
    if (plan.event->other) insert.bind(4, idOf(grown, *plan.event->other));
    else insert.bindNull(4);
    insert.bind(5, plan.event->amount.cents())
        .bind(6, plan.businessDate.daysSinceEpoch())
        .bind(7, plan.requestedAt.microsSinceEpoch())
        .run();
    if (plan.kind == domain::CommandKind::Fork)
        connection.prepared(kForked)
            .bind(1, plan.event->account.value())
            .bind(2, plan.requestedAt.microsSinceEpoch())
            .run();
    if (plan.reinvestment) {
        Statement& completed = connection.prepared(kCompleteReinvestment);
        completed.bind(1, plan.reinvestment->value()).bind(2, plan.event->amount.cents());
        bindEntry(completed, 3, grown);
        completed.bind(4, plan.requestedAt.microsSinceEpoch()).bind(5, plan.actor.name).run();
    }
}

void endPendingForks(Connection& connection, const GrownEntry& grown) {
    for (const domain::PendingForkOutcome& end : grown.plan.pendingForks) {
        Statement& update = connection.prepared(kEndPendingFork);
        update.bind(1, end.account.value())
            .bind(2, static_cast<std::int64_t>(end.to))
            .bind(3, end.reason)
            .bind(4, grown.plan.requestedAt.microsSinceEpoch());
        if (end.to == domain::PendingForkState::Executed) update.bind(5, grown.commandId);
        else update.bindNull(5);
        update.run();
    }
}

void rollBack(Connection& connection, const GrownEntry& grown) {
    if (!grown.plan.rollsBack) return;
    Statement& update = connection.prepared(kRollBack);
    update.bind(1, grown.plan.rollsBack->value());
    bindEntry(update, 2, grown);
    update.run();
    connection.prepared(kForgetFork).bind(1, grown.plan.rollsBack->value()).run();
}

} // namespace

bool isDue(const domain::Account& account) {
    return account.type == domain::AccountType::Generation && account.policy.forkingEnabled &&
           account.surplus() >= account.policy.forkThreshold;
}

void addPendingFork(Connection& connection, const domain::Account& account,
                    std::optional<domain::EntryId> entry, domain::Timestamp at) {
    Statement& insert = connection.prepared(kInsertPendingFork);
    insert.bind(1, account.id.value())
        .bind(3, account.surplus().cents())
        .bind(4, account.policy.forkThreshold.cents())
        .bind(5, at.microsSinceEpoch());
    if (entry) insert.bind(2, entry->value());
    else insert.bindNull(2);
    insert.run();
}

bool hasGrown(Connection& connection, const EntryPlan& plan) {
    if (plan.expectedGrowth) {
        Statement& row = connection.prepared(kGrowthSeq);
        const Reading reading(row);
        if (!row.bind(1, plan.expectedGrowth->family.value()).step() ||
            row.integer(0) != plan.expectedGrowth->sequence)
            return true;
    }
    if (plan.rollsBack && !exists(connection, kIsCompleted, plan.rollsBack->value())) return true;
    return plan.reinvestment && !exists(connection, kIsOpen, plan.reinvestment->value());
}

void writeGrowth(Connection& connection, const GrownEntry& grown) {
    const EntryPlan& plan = grown.plan;
    addLinks(connection, grown);
    if (plan.raisesGrowthSequence && plan.expectedGrowth) {
        const bool numbersChildren = plan.kind == domain::CommandKind::Fork;
        connection.prepared(kRaise)
            .bind(1, plan.expectedGrowth->family.value())
            .bind(2, numbersChildren ? static_cast<std::int64_t>(plan.newAccounts.size()) : 0)
            .run();
    }
    endPendingForks(connection, grown);
    addEvent(connection, grown);
    rollBack(connection, grown);
    for (const domain::ForkHold& hold : plan.forkHolds)
        connection.prepared(kHold).bind(1, hold.account.value()).bind(2, hold.isHeld ? 1 : 0).run();
    if (plan.growthSettings && plan.family)
        connection.prepared(kChangeSettings)
            .bind(1, plan.family->value())
            .bind(2, static_cast<std::int64_t>(plan.growthSettings->forks))
            .bind(3, static_cast<std::int64_t>(plan.growthSettings->merges))
            .bind(4, static_cast<std::int64_t>(plan.growthSettings->reinvestments))
            .run();
}

} // namespace alluse::storage::sqlite
