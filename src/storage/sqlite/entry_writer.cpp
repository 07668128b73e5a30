#include "storage/sqlite/entry_writer.h"

#include "storage/sqlite/account_rows.h"
#include "storage/sqlite/growth_rows.h"
#include "storage/sqlite/plan_checks.h"
#include "storage/sqlite/post_statements.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace alluse::storage::sqlite {

using domain::Account;
using domain::AccountId;
using domain::EntryId;
using domain::EntryPlan;
using domain::Money;
using services::EntryReceipt;
using services::Outcome;

namespace {

constexpr const char* kChangeStatus = R"(
    update account set status = ?2, close_reason = ?3, merged_into = ?4, closed_on = ?5,
           version = version + 1
     where id = ?1)";

constexpr const char* kInsertPeriodLock = R"(
    insert into period_lock (closed_through, actor, reason, recorded_at) values (?1, ?2, ?3, ?4))";

// None: the books are closed through this day, by this call or before it.
std::optional<domain::Refusal> closePeriod(Connection& connection, const EntryPlan& plan,
                                           domain::Date through, const Arrival& arrival) {
    std::optional<domain::Date> closed;
    {
        Statement& row = connection.prepared(kClosedThrough);
        const Reading reading(row);
        if (row.step()) closed = domain::Date(static_cast<std::int32_t>(row.integer(0)));
    }
    if (closed && through < *closed) {
        domain::Refusal refusal;
        refusal.code = domain::RefusalCode::PeriodClosed;
        refusal.detail = closed->text();
        refusal.field = "date";
        return refusal;
    }
    if (closed != through)
        connection.prepared(kInsertPeriodLock)
            .bind(1, through.daysSinceEpoch())
            .bind(2, plan.actor.name)
            .bind(3, plan.actor.reason)
            .bind(4, arrival.at.microsSinceEpoch())
            .run();
    return std::nullopt;
}

template <class Row, class Id>
void bindId(Row& row, int index, const std::optional<Id>& id) {
    if (id) row.bind(index, id->value());
    else row.bindNull(index);
}

void bindTrade(Statement& row, const std::optional<domain::TradeDetails>& trade) {
    if (!trade) {
        for (int index = 12; index <= 15; ++index) row.bindNull(index);
        return;
    }
    row.bind(12, trade->underlying).bind(13, trade->optionSymbol).bind(14, trade->contracts);
    if (trade->tradeDate) row.bind(15, trade->tradeDate->daysSinceEpoch());
    else row.bindNull(15);
}

template <class T>
void makeUnique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

} // namespace

// What one plan has become so far.
struct EntryWriter::Work {
    const EntryPlan& plan;
    std::string commandId;
    std::vector<Account> accounts; // existing ones ascending, then the opened ones ascending
    std::vector<Money> surplusBefore;
    std::vector<AccountId> opened;
    std::vector<AccountId> posted;
    std::optional<domain::ClientId> client;
    std::optional<domain::FamilyId> family;
    std::optional<EntryId> entry;

    [[nodiscard]] AccountId idOf(const domain::AccountRef& ref) const {
        if (const auto* id = std::get_if<AccountId>(&ref)) return *id;
        if (const auto* index = std::get_if<domain::NewAccountIndex>(&ref)) return opened.at(index->index);
        return AccountId(static_cast<std::int64_t>(std::get<domain::SystemAccount>(ref)));
    }
    // New accounts get higher ids than all others, so the list stays sorted.
    [[nodiscard]] Account& account(AccountId id) {
        return *std::lower_bound(accounts.begin(), accounts.end(), id,
                                 [](const Account& a, AccountId wanted) { return a.id < wanted; });
    }
};

Outcome<EntryReceipt> EntryWriter::write(const EntryPlan& plan, const Arrival& arrival) {
    domain::assertWellFormed(plan);
    const Sha256 digest = domain::sha256(plan.payload);
    if (auto stored = findCommand(m_connection, plan.commandId)) {
        if (stored->digest == digest) return std::move(stored->outcome);
        domain::Refusal reused;
        reused.code = domain::RefusalCode::CommandIdReused;
        return services::refused(reused);
    }

    if (plan.refusal || plan.closesPeriodThrough) return writeWithoutAccounts(plan, digest, arrival);

    Work work{plan, plan.commandId.text(), {}, {}, {}, {}, {}, {}, {}};
    if (const auto refusal = checkPlan(m_connection, plan, work.accounts)) {
        // A row of a file and a stale plan do not use up their id: they may be sent again.
        if (plan.kind != domain::CommandKind::ImportRow && refusal->code != domain::RefusalCode::Stale)
            insertRefused(m_connection, plan, digest, arrival, *refusal);
        return services::refused(*refusal);
    }
    openOwners(work);
    openAccounts(work);
    if (plan.movesMoney()) {
        addPostings(work);
        sealEntry(work);
        addPendingForks(work);
    }
    writeGrowth(m_connection, {plan, work.opened, work.entry, work.commandId});
    changePolicies(work);
    changeStatuses(work); // last, because nothing may follow on a closed account
    EntryReceipt receipt = receiptOf(work);
    insertDone(m_connection, plan, digest, arrival, receipt);
    return receipt;
}

// What a planner refused, or the end of a period.
Outcome<EntryReceipt> EntryWriter::writeWithoutAccounts(const EntryPlan& plan, const Sha256& digest,
                                                        const Arrival& arrival) {
    const auto refusal = plan.refusal ? plan.refusal
                                      : closePeriod(m_connection, plan, *plan.closesPeriodThrough, arrival);
    if (refusal) {
        insertRefused(m_connection, plan, digest, arrival, *refusal);
        return services::refused(*refusal);
    }
    EntryReceipt receipt;
    receipt.recordedAt = plan.requestedAt;
    insertDone(m_connection, plan, digest, arrival, receipt);
    return receipt;
}

void EntryWriter::openOwners(Work& work) {
    if (!work.plan.newFamily) {
        work.family = work.plan.family;
        return;
    }
    const domain::NewFamily& family = *work.plan.newFamily;
    if (const auto* client = std::get_if<domain::ClientId>(&family.client)) work.client = *client;
    else
        work.client = insertClient(m_connection, std::get<domain::NewClient>(family.client),
                                   work.plan.requestedAt);
    work.family = insertFamily(m_connection, family.name, *work.client, family.templateName,
                               work.plan.businessDate);
}

void EntryWriter::openAccounts(Work& work) {
    if (work.plan.newAccounts.empty()) return;
    std::int64_t id = lastAccountId(m_connection);
    for (const domain::NewAccount& planned : work.plan.newAccounts) {
        Account account;
        account.id = AccountId(++id);
        account.reference = planned.reference.empty() ? freeReference(m_connection, account.id) : planned.reference;
        account.name = planned.name;
        account.familyId = work.family.value();
        account.type = planned.type;
        account.policy = planned.policy;
        account.version = 1;
        account.openedOn = work.plan.businessDate;
        account.parent = planned.parent;
        if (planned.parent) {
            account.depth = work.account(*planned.parent).depth + 1;
            account.branch = branchOf(m_connection, *planned.parent).value_or(account.id);
        }
        if (planned.successorOf) account.branch = branchOf(m_connection, *planned.successorOf);
        insertAccount(m_connection, account);
        insertPolicy(m_connection, account.id, 1, planned.policy,
                     {work.commandId, work.plan.actor.name, work.plan.requestedAt});
        if (planned.isDesignatedCom) designateCom(m_connection, account.familyId, account.id);
        work.opened.push_back(account.id);
        work.accounts.push_back(std::move(account));
    }
}

void EntryWriter::addPostings(Work& work) {
    Statement& last = m_connection.prepared(kLastEntryId);
    {
        const Reading reading(last);
        work.entry = EntryId((last.step() ? last.integer(0) : 0) + 1);
    }
    for (const Account& account : work.accounts) work.surplusBefore.push_back(account.surplus());
    for (std::size_t i = 0; i < work.plan.postings.size(); ++i) addPosting(work, i);
}

void EntryWriter::addPosting(Work& work, std::size_t index) {
    const domain::PostingPlan& planned = work.plan.postings[index];
    const AccountId id = work.idOf(planned.account);
    Statement& insert = m_connection.prepared(kInsertPosting);
    insert.bind(1, work.entry->value())
        .bind(2, static_cast<std::int64_t>(index) + 1)
        .bind(3, id.value())
        .bind(5, static_cast<std::int64_t>(planned.type))
        .bind(6, static_cast<std::int64_t>(planned.sleeve))
        .bind(7, planned.amount.cents())
        .bind(8, planned.baselineDelta.cents())
        .bind(10, work.plan.businessDate.daysSinceEpoch())
        .bind(11, work.plan.requestedAt.microsSinceEpoch());
    bindTrade(insert, planned.trade);
    if (std::holds_alternative<domain::SystemAccount>(planned.account)) {
        insert.bindNull(4).bindNull(9).bind(16, std::int64_t{0}).run();
        return;
    }
    // The trigger on posting makes the same step on the stored row and refuses if it differs.
    Account& account = work.account(id);
    Money& sleeve = account.balances.sleeves[static_cast<std::size_t>(planned.sleeve)];
    sleeve = sleeve + planned.amount;
    account.baseline = account.baseline + planned.baselineDelta;
    // The gain stops at zero; what was really moved is stored.
    const Money gain = domain::movedGain(account.reinvestable, planned.gainDelta);
    account.reinvestable = account.reinvestable + gain;
    account.postingCount += 1;
    account.version += 1;
    work.posted.push_back(id);
    insert.bind(4, account.postingCount).bind(9, account.balance().cents()).bind(16, gain.cents()).run();
}

void EntryWriter::sealEntry(Work& work) {
    const EntryPlan& plan = work.plan;
    Statement& insert = m_connection.prepared(kInsertEntry);
    insert.bind(1, work.entry->value())
        .bind(2, work.commandId)
        .bind(3, static_cast<std::int64_t>(plan.kind))
        .bind(4, plan.businessDate.daysSinceEpoch())
        .bind(6, plan.requestedAt.microsSinceEpoch())
        .bind(7, plan.note);
    if (plan.originalDate) insert.bind(5, plan.originalDate->daysSinceEpoch());
    else insert.bindNull(5);
    bindId(insert, 8, plan.reverses);
    bindId(insert, 9, plan.importId);
    insert.bind(10, plan.importRow).bind(11, plan.actor.name).run();
}

void EntryWriter::addPendingForks(Work& work) {
    for (std::size_t i = 0; i < work.accounts.size(); ++i) {
        const Account& account = work.accounts[i];
        const Money threshold = account.policy.forkThreshold;
        const bool isCrossed = account.type == domain::AccountType::Generation &&
                               account.policy.forkingEnabled && work.surplusBefore[i] < threshold &&
                               account.surplus() >= threshold;
        if (isCrossed) addPendingFork(m_connection, account, work.entry, work.plan.requestedAt);
    }
}

void EntryWriter::changeStatuses(Work& work) {
    for (const domain::StatusChange& change : work.plan.statusChanges) {
        Statement& update = m_connection.prepared(kChangeStatus);
        update.bind(1, change.account.value()).bind(2, static_cast<std::int64_t>(change.to));
        if (change.to == domain::AccountStatus::Closed)
            update.bind(3, static_cast<std::int64_t>(
                               change.closeReason.value_or(domain::CloseReason::Client)));
        else update.bindNull(3);
        bindId(update, 4, change.mergedInto);
        if (change.to == domain::AccountStatus::Closed)
            update.bind(5, work.plan.businessDate.daysSinceEpoch());
        else update.bindNull(5);
        update.run();
        work.account(change.account).version += 1;
    }
}

void EntryWriter::changePolicies(Work& work) {
    for (const domain::PolicyChange& change : work.plan.policyChanges) {
        const std::int32_t version = change.fromVersion + 1;
        insertPolicy(m_connection, change.account, version, change.policy,
                     {work.commandId, work.plan.actor.name, work.plan.requestedAt});
        usePolicy(m_connection, change.account, version, change.policy);
        Account& account = work.account(change.account);
        // A lower threshold, or forking switched on, can make a fork due as well.
        const bool wasDue = isDue(account);
        account.policy = change.policy;
        account.version += 1;
        if (!wasDue && isDue(account))
            addPendingFork(m_connection, account, work.entry, work.plan.requestedAt);
    }
}

EntryReceipt EntryWriter::receiptOf(Work& work) const {
    EntryReceipt receipt;
    receipt.entry = work.entry;
    receipt.recordedAt = work.plan.requestedAt;
    receipt.openedAccounts = work.opened;
    if (work.plan.newFamily) receipt.client = work.client, receipt.family = work.family;

    makeUnique(work.posted);
    for (const AccountId id : work.posted) {
        const Account& account = work.account(id);
        receipt.accounts.push_back({id, account.balance(), account.balances.cash(), account.version});
    }
    domain::ChangeSet& changes = receipt.changes;
    changes.accounts = work.posted;
    changes.accounts.insert(changes.accounts.end(), work.opened.begin(), work.opened.end());
    for (const auto& change : work.plan.statusChanges) changes.accounts.push_back(change.account);
    for (const auto& change : work.plan.policyChanges) changes.accounts.push_back(change.account);
    for (const auto& hold : work.plan.forkHolds) changes.accounts.push_back(hold.account);
    makeUnique(changes.accounts);
    for (const AccountId id : changes.accounts) {
        changes.families.push_back(work.account(id).familyId);
        changes.types.push_back(work.account(id).type);
    }
    if (work.family) changes.families.push_back(*work.family);
    makeUnique(changes.families);
    makeUnique(changes.types);
    changes.policies = !work.plan.policyChanges.empty() || !work.opened.empty();
    return receipt;
}

} // namespace alluse::storage::sqlite
