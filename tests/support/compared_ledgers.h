#pragma once
// What a ledger answered and keeps, as text that can be compared; and what each database calls an
// entry that the model calls otherwise.

#include "domain/account.h"
#include "services/ports/ledger_port.h"
#include "services/service_meters.h"
#include "support/databases.h"

#include <map>
#include <sstream>
#include <string>

namespace alluse::tests {

using domain::Account;
using services::EntryReceipt;
using services::Outcome;

template <class Id>
std::string listed(const std::vector<Id>& ids) {
    std::string text = "[";
    for (const auto& id : ids) text += std::to_string(id.value()) + " ";
    return text + "]";
}

// A database may leave gaps between its entry ids, so they are compared by what the model calls them.
class EntryIds {
public:
    void learn(const Outcome<EntryReceipt>& model, const Outcome<EntryReceipt>& stored) {
        if (!model || !stored || !model->entry || !stored->entry) return;
        m_stored.emplace(*model->entry, *stored->entry);
        m_model.emplace(*stored->entry, *model->entry);
    }
    [[nodiscard]] domain::EntryId stored(domain::EntryId model) const { return find(m_stored, model); }
    [[nodiscard]] domain::EntryId model(domain::EntryId stored) const { return find(m_model, stored); }
    // The answer in the model's ids.
    [[nodiscard]] Outcome<EntryReceipt> translated(Outcome<EntryReceipt> answer) const {
        if (answer && answer->entry) answer->entry = model(*answer->entry);
        if (!answer && answer.error().refusal && answer.error().refusal->field == "entry") {
            std::string& detail = answer.error().refusal->detail;
            detail = std::to_string(model(domain::EntryId(std::stoll(detail))).value());
        }
        return answer;
    }
    [[nodiscard]] domain::EntryPlan translated(domain::EntryPlan plan) const {
        if (plan.reverses) plan.reverses = stored(*plan.reverses);
        if (plan.rollsBack) plan.rollsBack = domain::GrowthEventId(stored(domain::EntryId(plan.rollsBack->value())).value());
        return plan;
    }

private:
    using Map = std::map<domain::EntryId, domain::EntryId>;
    static domain::EntryId find(const Map& map, domain::EntryId id) {
        const auto found = map.find(id);
        return found == map.end() ? id : found->second;
    }
    Map m_stored, m_model;
};

inline std::string shown(const Outcome<EntryReceipt>& outcome) {
    std::ostringstream text;
    if (!outcome) {
        text << services::errorKind(outcome.error());
        if (!outcome.error().refusal) return text.str() + ": " + outcome.error().text;
        const domain::Refusal& refusal = *outcome.error().refusal;
        if (refusal.account) text << " account " << refusal.account->value();
        if (refusal.limit) text << " limit " << refusal.limit->text();
        text << " field " << refusal.field << " detail " << refusal.detail;
        return text.str();
    }
    text << (outcome->wasAlreadyDone ? "again" : "done") << " at " << outcome->recordedAt.microsSinceEpoch();
    if (outcome->entry) text << " entry " << outcome->entry->value();
    if (outcome->client) text << " client " << outcome->client->value();
    if (outcome->family) text << " family " << outcome->family->value();
    text << " opened " << listed(outcome->openedAccounts) << " changed " << listed(outcome->changes.accounts)
         << " of " << listed(outcome->changes.families) << " types";
    for (const auto type : outcome->changes.types) text << " " << code(type);
    text << (outcome->changes.policies ? " policies" : "") << " after";
    for (const auto& after : outcome->accounts)
        text << " " << after.account.value() << ":" << after.balance.text() << "/" << after.cash.text() << "/v" << after.version;
    return text.str();
}

inline std::string shown(const Account& account) {
    std::ostringstream text;
    text << account.reference << " '" << account.name << "' client " << account.clientId.value() << " family "
         << account.familyId.value() << " " << code(account.type) << " " << code(account.status) << " sleeves";
    for (const auto& sleeve : account.balances.sleeves) text << " " << sleeve.text();
    text << " baseline " << account.baseline.text() << " available " << account.available().text() << " policy v"
         << account.policyVersion << " reinvestable " << account.reinvestable.text() << " postings " << account.postingCount << " version " << account.version
         << " depth " << account.depth;
    if (account.branch) text << " branch " << account.branch->value();
    if (account.parent) text << " of " << account.parent->value();
    if (account.closeReason) text << " closed " << code(*account.closeReason);
    if (account.mergedInto) text << " into " << account.mergedInto->value();
    return text.str();
}

// Account and crossing entry, by the model's ids.
inline std::map<std::int64_t, std::int64_t> pendingForks(const TestDatabase& database, const EntryIds& ids) {
    std::map<std::int64_t, std::int64_t> result;
    const auto session = database.rawSession();
    auto& row = session->run({"test.pending", "select account_id, entry_id from pending_fork where state = 1"});
    while (row.next()) result.emplace(row.integer(0), ids.model(domain::EntryId(row.maybeInteger(1).value_or(0))).value());
    return result;
}

inline std::string nameOf(const TestDatabase& database) {
    return database.location().dialect == storage::Dialect::Sqlite ? "sqlite" : "postgresql";
}

} // namespace alluse::tests
