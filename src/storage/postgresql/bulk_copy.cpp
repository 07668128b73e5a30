#include "storage/postgresql/bulk_copy.h"

#include "domain/assert.h"
#include "domain/sha256.h"
#include "storage/unit_of_work.h"

#include <algorithm>

namespace alluse::storage {

using domain::Money;
using services::BulkAccount;
using services::BulkEntry;
using services::BulkFamily;
using services::BulkPosting;

namespace {

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;
// What bulk rows were asked for with is the generator's seed; the payload says only that.
constexpr std::string_view kPayload = "{}";

// Keeps other writers out, so that a block of ids stays in one piece; see post_entry.
constexpr Sql kLock{"bulk.lock", "select pg_advisory_xact_lock(1095521618)"};
constexpr Sql kDepthMax{"bulk.depth-max", "select depth_max from growth_limits"};
constexpr Sql kTakeIds{"bulk.take-ids", R"(
    select setval(pg_get_serial_sequence('client', 'id'),
                  nextval(pg_get_serial_sequence('client', 'id')) + $1) - $1 - 1,
           setval(pg_get_serial_sequence('family', 'id'),
                  nextval(pg_get_serial_sequence('family', 'id')) + $2) - $2 - 1,
           setval(pg_get_serial_sequence('account', 'id'),
                  nextval(pg_get_serial_sequence('account', 'id')) + $3) - $3 - 1,
           setval('entry_id_seq', nextval('entry_id_seq') + $4) - $4 - 1)"};

std::int64_t startOfDay(domain::Date date) { return date.daysSinceEpoch() * kMicrosPerDay; }

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

} // namespace

// An account as its postings make it.
struct BulkCopy::Loaded {
    std::int64_t id = 0;
    std::int64_t familyId = 0;
    domain::Balances balances;
    Money baseline;
    std::int64_t seq = 0;
    std::optional<std::int64_t> lastActivityOn;

    void add(const BulkPosting& posting) {
        Money& sleeve = balances.sleeves[static_cast<std::size_t>(posting.sleeve)];
        sleeve = sleeve + posting.amount;
        ++seq;
    }
};

void BulkCopy::load(std::span<const BulkFamily> families) {
    UnitOfWork work(m_session, Work::Writing);
    Statement& lock = work.run(kLock);
    while (lock.next()) {}
    m_session.execute("lock table ledger_state in access exclusive mode"); // the side of post_transfer
    m_session.execute("set local ledger.writer = 'on'"); // addEntry asserts what post_entry checks
    // Words for the search indexes are merged in few large strokes; finishLoad does the last one.
    m_session.execute("set local gin_pending_list_limit = '64MB'");
    m_session.execute("set local work_mem = '256MB'");
    takeIds(families);
    Statement& depth = work.run(kDepthMax);
    while (depth.next()) m_depthMax = static_cast<int>(depth.integer(0));
    for (const BulkFamily& family : families) addFamily(family);
    send("client (id, name, external_reference, contact, notes, created_at)", m_clients);
    send("family (id, name, client_id, template, opened_on, com_account_id, growth_seq, child_number)",
         m_families);
    send("account (id, family_id, type, status, cash, contracts, leaps, tax_reserve, baseline, seq, "
         "version, fork_threshold, last_activity_on, opened_on, depth, close_reason, buffer_bp, "
         "withdrawals_allowed, forking_enabled, parent_id, merged_into, reference, name, search, "
         "reinvestable, last_forked_at, closed_on, branch_id, path)",
         m_accounts);
    send("policy", m_policies);
    send("command (id, entry_id, requested_at, recorded_at, arrived_at, duration_us, business_date, kind, "
         "outcome, sha256, payload, actor, role, origin, reason, note)",
         m_commands);
    send("posting (entry_id, account_id, seq, amount, baseline_delta, balance_after, recorded_at, "
         "business_date, line, type, sleeve, contracts, trade_date, underlying, option_symbol, gain_delta)",
         m_postings);
    send("lineage (kind, source_id, target_id, amount, entry_id, recorded_at)", m_links);
    send("growth_event (id, kind, family_id, account_id, other_id, amount, business_date, recorded_at)",
         m_events);
    send("pending_fork (account_id, entry_id, surplus, threshold, recorded_at, state, ended_at, ended_by, "
         "reason)",
         m_pending);
    work.commit();
}

void BulkCopy::takeIds(std::span<const BulkFamily> families) {
    std::int64_t accounts = 0, entries = 0;
    for (const auto& family : families) {
        accounts += static_cast<std::int64_t>(family.accounts.size());
        entries += static_cast<std::int64_t>(family.entries.size());
    }
    const auto count = static_cast<std::int64_t>(families.size());
    Statement& row = m_session.run(kTakeIds, {count, count, accounts, entries});
    while (row.next()) {
        m_client = row.integer(0);
        m_family = row.integer(1);
        m_account = row.integer(2);
        m_entry = row.integer(3);
    }
}

void BulkCopy::addFamily(const BulkFamily& family) {
    std::vector<Loaded> accounts(family.accounts.size());
    std::optional<std::int64_t> com;
    ++m_client, ++m_family;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        accounts[i].id = ++m_account;
        accounts[i].familyId = m_family;
        if (family.accounts[i].account.isDesignatedCom) com = m_account;
    }
    m_clients.add(m_client).text(family.client.name).textOrNull(family.client.externalReference);
    m_clients.text(family.client.contact).text(family.client.notes).add(startOfDay(family.openedOn)).endRow();
    m_families.add(m_family).text(family.name).add(m_client).text(family.templateName);
    m_families.add(std::int64_t{family.openedOn.daysSinceEpoch()}).add(com);
    const BulkGrowth growth(family);
    m_families.add(growth.sequence).add(growth.childNumber).endRow();

    m_entryIds.clear();
    for (const BulkEntry& entry : family.entries) addEntry(entry, accounts);
    const auto paths = bulkPaths(family, m_depthMax, [&](std::size_t i) { return accounts[i].id; });
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        addAccount(family, family.accounts[i], accounts[i], accounts);
        const BulkGrowth::Account& grown = growth.accounts[i];
        m_accounts.add(grown.reinvestable.cents());
        if (grown.lastForkedAt) m_accounts.add(grown.lastForkedAt->microsSinceEpoch());
        else m_accounts.null();
        if (grown.closedOn) m_accounts.add(std::int64_t{grown.closedOn->daysSinceEpoch()});
        else m_accounts.null();
        if (grown.branch) m_accounts.add(accounts[*grown.branch].id);
        else m_accounts.null();
        if (paths[i]) m_accounts.text(*paths[i]);
        else m_accounts.null();
        m_accounts.endRow();
    }
    addGrowth(family, growth, accounts);
}

void BulkCopy::addGrowth(const BulkFamily& family, const BulkGrowth& growth,
                         const std::vector<Loaded>& accounts) {
    for (const BulkGrowth::Event& event : growth.events) {
        const BulkEntry& entry = family.entries[event.entry];
        m_events.add(m_entryIds[event.entry]).add(static_cast<std::int64_t>(entry.kind)).add(m_family);
        m_events.add(accounts[event.account].id);
        if (event.other) m_events.add(accounts[*event.other].id);
        else m_events.null();
        m_events.add(event.amount.cents()).add(std::int64_t{entry.businessDate.daysSinceEpoch()});
        m_events.add(entry.recordedAt.microsSinceEpoch()).endRow();
    }
    for (const BulkGrowth::Pending& pending : growth.pending) {
        m_pending.add(accounts[pending.account].id).add(m_entryIds[pending.entry]);
        m_pending.add(pending.surplus.cents()).add(pending.threshold.cents());
        m_pending.add(family.entries[pending.entry].recordedAt.microsSinceEpoch());
        m_pending.add(static_cast<std::int64_t>(pending.state));
        if (pending.endedBy) m_pending.add(family.entries[*pending.endedBy].recordedAt.microsSinceEpoch());
        else m_pending.null();
        if (pending.state == domain::PendingForkState::Executed)
            m_pending.text(family.entries[*pending.endedBy].commandId.text());
        else m_pending.null();
        m_pending.text(pending.reason).endRow();
    }
}

void BulkCopy::addAccount(const BulkFamily& family, const BulkAccount& planned, const Loaded& loaded,
                          const std::vector<Loaded>& all) {
    const domain::NewAccount& account = planned.account;
    const std::string reference = account.reference.empty() ? "A" + std::to_string(loaded.id) : account.reference;
    const auto idOf = [&](std::optional<std::size_t> index) -> std::optional<std::int64_t> {
        if (index) return all.at(*index).id;
        return std::nullopt;
    };
    CopyBuffer& row = m_accounts;
    row.add(loaded.id).add(loaded.familyId).add(static_cast<std::int64_t>(account.type));
    row.add(static_cast<std::int64_t>(planned.status));
    for (const Money sleeve : loaded.balances.sleeves) row.add(sleeve.cents());
    row.add(loaded.baseline.cents()).add(loaded.seq).add(loaded.seq + 1);
    row.add(account.policy.forkThreshold.cents()).add(loaded.lastActivityOn);
    row.add(std::int64_t{planned.openedOn.daysSinceEpoch()}).add(std::int64_t{planned.depth});
    if (planned.closeReason) row.add(static_cast<std::int64_t>(*planned.closeReason));
    else row.null();
    row.add(std::int64_t{account.policy.cashBuffer.value()});
    row.add(std::int64_t{account.policy.withdrawalsAllowed}).add(std::int64_t{account.policy.forkingEnabled});
    row.add(idOf(planned.parentIndex)).add(idOf(planned.mergedIntoIndex)).text(reference).text(account.name);
    row.text(lowered(account.name + " " + family.client.name + " " + reference));
    addPolicy(account.policy, loaded, domain::Timestamp(startOfDay(planned.openedOn)));
}

void BulkCopy::addPolicy(const domain::Policy& policy, const Loaded& loaded, domain::Timestamp openedAt) {
    const auto add = [&](std::int64_t value) { m_policies.add(value); };
    add(loaded.id), add(1);
    add(policy.initialAllocation.value()), add(policy.cashBuffer.value());
    add(policy.targetWeeklyReturn.value()), add(policy.deltaMin), add(policy.deltaMax);
    add(policy.entryDays.bits()), add(policy.positionSizing.value());
    add(static_cast<std::int64_t>(policy.reinvestment));
    add(policy.contractsShare.value()), add(policy.leapsShare.value());
    add(policy.taxReserve.value()), add(policy.maxDrawdown.value());
    add(policy.atrThresholdHundredths), add(policy.withdrawalsAllowed), add(policy.forkingEnabled);
    add(policy.forkThreshold.cents()), add(policy.forkMinimumRemaining.cents());
    add(policy.forkRetainShare.value()), add(policy.forkChildShare.value());
    add(policy.forkComShare.value()), add(policy.mergeThreshold.cents());
    m_policies.null().text("demo").add(openedAt.microsSinceEpoch()).endRow();
}

void BulkCopy::addEntry(const BulkEntry& entry, std::vector<Loaded>& accounts) {
    static const std::string digest = "\\x" + domain::hexText(domain::sha256(kPayload));
    const std::int64_t at = entry.recordedAt.microsSinceEpoch();
    // An account that opened without money leaves a command and no entry.
    const bool hasMoney = !entry.postings.empty();
    if (hasMoney) ++m_entry;
    m_entryIds.push_back(m_entry);
    m_commands.text(entry.commandId.text());
    if (hasMoney) m_commands.add(m_entry);
    else m_commands.null();
    m_commands.add(at).add(at).add(at).add(0).add(std::int64_t{entry.businessDate.daysSinceEpoch()});
    m_commands.add(static_cast<std::int64_t>(entry.kind)).add(1).text(digest).text(kPayload);
    m_commands.text("demo").text("owner").text("demo").text("").text(entry.note).endRow();
    std::int64_t line = 0, sum = 0;
    for (const BulkPosting& posting : entry.postings) {
        sum += posting.amount.cents();
        addPosting(posting, entry, ++line, accounts);
    }
    ALLUSE_ASSERT(sum == 0 && line != 1, "the postings of a bulk entry sum to zero");

    const auto idOf = [&](const domain::AccountRef& ref) {
        if (const auto* index = std::get_if<domain::NewAccountIndex>(&ref)) return accounts.at(index->index).id;
        if (const auto* existing = std::get_if<domain::AccountId>(&ref)) return existing->value();
        return static_cast<std::int64_t>(std::get<domain::SystemAccount>(ref));
    };
    for (const domain::LineageLink& link : entry.links) {
        m_links.add(static_cast<std::int64_t>(link.kind)).add(idOf(link.source)).add(idOf(link.target));
        m_links.add(link.amount.cents()).add(m_entry).add(at).endRow();
    }
}

void BulkCopy::addPosting(const BulkPosting& posting, const BulkEntry& entry, std::int64_t line,
                          std::vector<Loaded>& accounts) {
    const std::int64_t day = entry.businessDate.daysSinceEpoch();
    CopyBuffer& row = m_postings;
    row.add(m_entry);
    std::optional<std::int64_t> seq, after;
    if (const auto* index = std::get_if<std::size_t>(&posting.account)) {
        Loaded& account = accounts.at(*index);
        account.add(posting);
        account.baseline = account.baseline + posting.baselineDelta;
        account.lastActivityOn = std::max(account.lastActivityOn.value_or(day), day);
        seq = account.seq;
        after = account.balances.equity().cents();
        row.add(account.id);
    } else {
        row.add(static_cast<std::int64_t>(std::get<domain::SystemAccount>(posting.account)));
    }
    row.add(seq).add(posting.amount.cents()).add(posting.baselineDelta.cents()).add(after);
    row.add(entry.recordedAt.microsSinceEpoch()).add(day).add(line);
    row.add(static_cast<std::int64_t>(posting.type)).add(static_cast<std::int64_t>(posting.sleeve));
    if (!posting.trade) {
        row.null().null().null().null().add(posting.gainDelta.cents()).endRow();
        return;
    }
    row.add(std::int64_t{posting.trade->contracts});
    if (posting.trade->tradeDate) row.add(std::int64_t{posting.trade->tradeDate->daysSinceEpoch()});
    else row.null();
    row.text(posting.trade->underlying).text(posting.trade->optionSymbol).add(posting.gainDelta.cents()).endRow();
}

void BulkCopy::send(std::string_view table, const CopyBuffer& rows) {
    if (rows.rows().empty()) return;
    constexpr std::size_t kChunkBytes = 1 << 20;
    m_session.copyBegin("copy " + std::string(table) + " from stdin");
    std::string_view rest = rows.rows();
    while (!rest.empty()) {
        m_session.copyRows(rest.substr(0, kChunkBytes));
        rest.remove_prefix(std::min(rest.size(), kChunkBytes));
    }
    m_session.copyEnd();
}

} // namespace alluse::storage
