#include "storage/sqlite/bulk_loader.h"

#include "domain/assert.h"
#include "domain/sha256.h"
#include "storage/sqlite/account_rows.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace alluse::storage::sqlite {

using domain::AccountId;
using domain::Money;
using services::BulkAccount;
using services::BulkEntry;
using services::BulkFamily;
using services::BulkPosting;

namespace {

constexpr const char* kTriggers = "select name, sql from sqlite_master where type = 'trigger'";
constexpr const char* kLastEntry = "select ifnull(max(id), 0) from entry";

constexpr const char* kInsertAccount = R"(
    insert into account (id, reference, name, family_id, type, status, cash, contracts, leaps,
                         tax_reserve, baseline, buffer_bp, withdrawals_allowed, forking_enabled,
                         fork_threshold, parent_id, depth, seq, version, opened_on,
                         last_activity_on, close_reason, merged_into, reinvestable, last_forked_at,
                         closed_on, branch_id, path)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
            ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28))";
constexpr const char* kDepthMax = "select depth_max from growth_limits";
constexpr const char* kSetGrown = "update family set growth_seq = ?2, child_number = ?3 where id = ?1";
constexpr const char* kInsertEvent = R"(
    insert into growth_event (id, kind, family_id, account_id, other_id, amount, business_date,
                              recorded_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))";
constexpr const char* kInsertPending = R"(
    insert into pending_fork (account_id, entry_id, surplus, threshold, recorded_at, state, ended_at,
                              ended_by, reason)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";
constexpr const char* kMergedInto = "update account set merged_into = ?2 where id = ?1";
constexpr const char* kInsertSearch = "insert into account_search (rowid, text) values (?1, ?2)";
constexpr const char* kInsertCommand = R"(
    insert into command (id, kind, payload, sha256, requested_at, arrived_at, duration_us, actor,
                         role, origin, reason, outcome)
    values (?1, ?2, ?3, ?4, ?5, ?5, 0, 'demo', 'owner', 'demo', '', 1))";
constexpr const char* kInsertEntry = R"(
    insert into entry (id, command_id, kind, business_date, recorded_at, note, actor)
    values (?1, ?2, ?3, ?4, ?5, ?6, 'demo'))";
constexpr const char* kInsertPosting = R"(
    insert into posting (entry_id, line, account_id, seq, type, sleeve, amount, baseline_delta,
                         balance_after, business_date, recorded_at, underlying, option_symbol,
                         contracts, trade_date, gain_delta)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16))";
constexpr const char* kInsertLink = R"(
    insert into lineage (kind, source_id, target_id, amount, entry_id, recorded_at)
    values (?1, ?2, ?3, ?4, ?5, ?6))";

// What bulk rows were asked for with is the generator's seed; the payload says only that.
constexpr std::string_view kPayload = "{}";
const std::string kActor = "demo";

} // namespace

// An account as its postings make it.
struct BulkLoader::Loaded {
    AccountId id;
    domain::Balances balances;
    Money baseline;
    std::int64_t seq = 0;
    std::optional<domain::Date> lastActivityOn;

    void add(const BulkPosting& posting) {
        Money& sleeve = balances.sleeves[static_cast<std::size_t>(posting.sleeve)];
        sleeve = sleeve + posting.amount;
        ++seq;
    }
};

void BulkLoader::load(std::span<const BulkFamily> families) {
    Transaction transaction(m_connection);
    // The triggers check row by row what is final here; dropping and creating them again inside
    // the transaction keeps them in force for every other connection and after a crash.
    suspendTriggers();
    readLastIds();
    const std::int64_t before = m_lastAccount;
    for (const BulkFamily& family : families) loadFamily(family);
    countLoaded(before, families.size());
    restoreTriggers();
    transaction.commit();
}

// What the suspended triggers would have counted.
void BulkLoader::countLoaded(std::int64_t lastAccountBefore, std::size_t families) {
    constexpr const char* kAdded = " on conflict (kind, status) do update set count = count + excluded.count";
    m_connection.execute("insert into book_count select type, status, count(*) from account where id > " +
                         std::to_string(lastAccountBefore) + " group by type, status" + kAdded);
    m_connection.execute("update book_count set count = count + " + std::to_string(families) + " where kind = 0");
}

void BulkLoader::suspendTriggers() {
    std::vector<std::string> names;
    {
        Statement& row = m_connection.prepared(kTriggers);
        const Reading reading(row);
        while (row.step()) names.push_back(row.text(0)), m_triggers.push_back(row.text(1));
    }
    for (const std::string& name : names) m_connection.execute("drop trigger \"" + name + "\"");
}

void BulkLoader::restoreTriggers() {
    for (const std::string& trigger : m_triggers) m_connection.execute(trigger);
}

void BulkLoader::readLastIds() {
    m_lastAccount = lastAccountId(m_connection);
    m_lastEntry = m_connection.scalar(kLastEntry);
    m_depthMax = static_cast<int>(m_connection.scalar(kDepthMax));
}

void BulkLoader::loadFamily(const BulkFamily& family) {
    const domain::Timestamp openedAt(std::int64_t{family.openedOn.daysSinceEpoch()} * 86'400'000'000);
    const auto client = insertClient(m_connection, family.client, openedAt);
    const auto id = insertFamily(m_connection, family.name, client, family.templateName, family.openedOn);
    std::vector<Loaded> accounts(family.accounts.size());
    for (Loaded& account : accounts) account.id = AccountId(++m_lastAccount);
    // Parents before children: an open reference would make each insert search the child tables.
    settle(family, accounts);
    const BulkGrowth growth(family);
    insertAccounts(family, id, accounts, growth);
    for (Loaded& account : accounts) account.balances = {}, account.seq = 0;
    m_entryIds.clear();
    loadEntries(family, accounts);
    loadGrowth(family, id, accounts, growth);
}

void BulkLoader::loadGrowth(const BulkFamily& family, domain::FamilyId id,
                            const std::vector<Loaded>& accounts, const BulkGrowth& growth) {
    m_connection.prepared(kSetGrown)
        .bind(1, id.value())
        .bind(2, growth.sequence)
        .bind(3, growth.childNumber)
        .run();
    for (const BulkGrowth::Event& event : growth.events) {
        const BulkEntry& entry = family.entries[event.entry];
        Statement& insert = m_connection.prepared(kInsertEvent);
        insert.bind(1, m_entryIds[event.entry])
            .bind(2, static_cast<std::int64_t>(entry.kind))
            .bind(3, id.value())
            .bind(4, accounts[event.account].id.value())
            .bindNull(5)
            .bind(6, event.amount.cents())
            .bind(7, entry.businessDate.daysSinceEpoch())
            .bind(8, entry.recordedAt.microsSinceEpoch());
        if (event.other) insert.bind(5, accounts[*event.other].id.value());
        insert.run();
    }
    for (const BulkGrowth::Pending& pending : growth.pending) {
        Statement& insert = m_connection.prepared(kInsertPending);
        insert.bind(1, accounts[pending.account].id.value())
            .bind(2, m_entryIds[pending.entry])
            .bind(3, pending.surplus.cents())
            .bind(4, pending.threshold.cents())
            .bind(5, family.entries[pending.entry].recordedAt.microsSinceEpoch())
            .bind(6, static_cast<std::int64_t>(pending.state))
            .bindNull(7)
            .bindNull(8)
            .bind(9, pending.reason);
        std::string command;
        if (pending.endedBy) {
            command = family.entries[*pending.endedBy].commandId.text();
            insert.bind(7, family.entries[*pending.endedBy].recordedAt.microsSinceEpoch());
            if (pending.state == domain::PendingForkState::Executed) insert.bind(8, command);
        }
        insert.run();
    }
}

// What the accounts come to in the end.
void BulkLoader::settle(const BulkFamily& family, std::vector<Loaded>& accounts) {
    for (const BulkEntry& entry : family.entries)
        for (const BulkPosting& posting : entry.postings) {
            const auto* index = std::get_if<std::size_t>(&posting.account);
            if (!index) continue;
            Loaded& account = accounts.at(*index);
            account.add(posting);
            account.baseline = account.baseline + posting.baselineDelta;
            account.lastActivityOn =
                std::max(account.lastActivityOn.value_or(entry.businessDate), entry.businessDate);
        }
}

void BulkLoader::loadEntries(const BulkFamily& family, std::vector<Loaded>& accounts) {
    static const domain::Sha256 digest = domain::sha256(kPayload);
    const auto idOf = [&](const domain::AccountRef& ref) {
        if (const auto* index = std::get_if<domain::NewAccountIndex>(&ref))
            return accounts.at(index->index).id.value();
        if (const auto* existing = std::get_if<AccountId>(&ref)) return existing->value();
        return static_cast<std::int64_t>(std::get<domain::SystemAccount>(ref));
    };
    for (const BulkEntry& entry : family.entries) {
        const std::string command = entry.commandId.text();
        const std::int64_t at = entry.recordedAt.microsSinceEpoch();
        ++m_lastEntry;
        m_entryIds.push_back(m_lastEntry);
        m_connection.prepared(kInsertCommand)
            .bind(1, command)
            .bind(2, static_cast<std::int64_t>(entry.kind))
            .bind(3, kPayload)
            .bindBlob(4, digest)
            .bind(5, at)
            .run();
        m_connection.prepared(kInsertEntry)
            .bind(1, m_lastEntry)
            .bind(2, command)
            .bind(3, static_cast<std::int64_t>(entry.kind))
            .bind(4, entry.businessDate.daysSinceEpoch())
            .bind(5, at)
            .bind(6, entry.note)
            .run();
        loadPostings(entry, accounts);
        for (const domain::LineageLink& link : entry.links)
            m_connection.prepared(kInsertLink)
                .bind(1, static_cast<std::int64_t>(link.kind))
                .bind(2, idOf(link.source))
                .bind(3, idOf(link.target))
                .bind(4, link.amount.cents())
                .bind(5, m_lastEntry)
                .bind(6, at)
                .run();
    }
}

void BulkLoader::loadPostings(const BulkEntry& entry, std::vector<Loaded>& accounts) {
    Statement& insert = m_connection.prepared(kInsertPosting);
    std::int64_t line = 0, sum = 0;
    for (const BulkPosting& posting : entry.postings) {
        sum += posting.amount.cents();
        insert.bind(1, m_lastEntry)
            .bind(2, ++line)
            .bind(5, static_cast<std::int64_t>(posting.type))
            .bind(6, static_cast<std::int64_t>(posting.sleeve))
            .bind(7, posting.amount.cents())
            .bind(8, posting.baselineDelta.cents())
            .bind(10, entry.businessDate.daysSinceEpoch())
            .bind(11, entry.recordedAt.microsSinceEpoch())
            .bind(16, posting.gainDelta.cents());
        if (const auto* index = std::get_if<std::size_t>(&posting.account)) {
            Loaded& account = accounts.at(*index);
            account.add(posting);
            insert.bind(3, account.id.value())
                .bind(4, account.seq)
                .bind(9, account.balances.equity().cents());
        } else {
            insert.bind(3, static_cast<std::int64_t>(std::get<domain::SystemAccount>(posting.account)))
                .bindNull(4)
                .bindNull(9);
        }
        for (int column = 12; column <= 15; ++column) insert.bindNull(column);
        if (posting.trade) {
            insert.bind(12, posting.trade->underlying)
                .bind(13, posting.trade->optionSymbol)
                .bind(14, posting.trade->contracts);
            if (posting.trade->tradeDate) insert.bind(15, posting.trade->tradeDate->daysSinceEpoch());
        }
        insert.run();
    }
    ALLUSE_ASSERT(sum == 0 && line != 1, "the postings of a bulk entry sum to zero");
}

void BulkLoader::insertAccounts(const BulkFamily& family, domain::FamilyId id,
                                const std::vector<Loaded>& accounts, const BulkGrowth& growth) {
    const auto paths = bulkPaths(family, m_depthMax, [&](std::size_t i) { return accounts[i].id.value(); });
    const auto bindIndex = [&](Statement& row, int column, std::optional<std::size_t> index) {
        if (index) row.bind(column, accounts.at(*index).id.value());
        else row.bindNull(column);
    };
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const BulkAccount& planned = family.accounts[i];
        const domain::NewAccount& account = planned.account;
        const Loaded& loaded = accounts[i];
        const std::string reference = account.reference.empty()
                                          ? "A" + std::to_string(loaded.id.value())
                                          : account.reference;
        const std::string search = account.name + " " + family.client.name + " " + reference + "  ";
        Statement& insert = m_connection.prepared(kInsertAccount);
        insert.bind(1, loaded.id.value())
            .bind(2, reference)
            .bind(3, account.name)
            .bind(4, id.value())
            .bind(5, static_cast<std::int64_t>(account.type))
            .bind(6, static_cast<std::int64_t>(planned.status))
            .bind(11, loaded.baseline.cents())
            .bind(12, account.policy.cashBuffer.value())
            .bind(13, std::int64_t{account.policy.withdrawalsAllowed ? 1 : 0})
            .bind(14, std::int64_t{account.policy.forkingEnabled ? 1 : 0})
            .bind(15, account.policy.forkThreshold.cents())
            .bind(17, planned.depth)
            .bind(18, loaded.seq)
            .bind(19, loaded.seq + 1)
            .bind(20, planned.openedOn.daysSinceEpoch())
            .bindNull(21)
            .bindNull(22)
            .bindNull(23)
            .bind(24, growth.accounts[i].reinvestable.cents())
            .bindNull(25)
            .bindNull(26)
            .bindNull(28);
        if (const auto at = growth.accounts[i].lastForkedAt) insert.bind(25, at->microsSinceEpoch());
        if (const auto day = growth.accounts[i].closedOn) insert.bind(26, day->daysSinceEpoch());
        bindIndex(insert, 27, growth.accounts[i].branch);
        if (paths[i]) insert.bind(28, *paths[i]);
        for (int sleeve = 0; sleeve < static_cast<int>(domain::kSleeveCount); ++sleeve)
            insert.bind(7 + sleeve, loaded.balances.sleeves[static_cast<std::size_t>(sleeve)].cents());
        bindIndex(insert, 16, planned.parentIndex);
        if (loaded.lastActivityOn) insert.bind(21, loaded.lastActivityOn->daysSinceEpoch());
        if (planned.closeReason) insert.bind(22, static_cast<std::int64_t>(*planned.closeReason));
        insert.run();
        const domain::Timestamp openedAt(std::int64_t{planned.openedOn.daysSinceEpoch()} * 86'400'000'000);
        insertPolicy(m_connection, loaded.id, 1, account.policy, {{}, kActor, openedAt});
        m_connection.prepared(kInsertSearch).bind(1, loaded.id.value()).bind(2, search).run();
        if (account.isDesignatedCom) designateCom(m_connection, id, loaded.id);
    }
    // The target of a merge may stand behind its sources.
    for (std::size_t i = 0; i < accounts.size(); ++i)
        if (family.accounts[i].mergedIntoIndex) {
            Statement& update = m_connection.prepared(kMergedInto);
            bindIndex(update, 2, family.accounts[i].mergedIntoIndex);
            update.bind(1, accounts[i].id.value()).run();
        }
}

} // namespace alluse::storage::sqlite
