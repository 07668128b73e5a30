#include "storage/sqlite/command_rows.h"

#include "storage/sqlite/account_rows.h"
#include "storage/sqlite/post_statements.h"
#include "storage/sqlite/statement.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>

namespace alluse::storage::sqlite {

using domain::AccountId;
using domain::EntryPlan;
using domain::Money;
using domain::Refusal;
using services::AccountAfter;
using services::EntryReceipt;
using services::Outcome;

namespace {

constexpr std::int64_t kDone = 1;
constexpr std::int64_t kRefused = 2;

std::string idsText(const std::vector<AccountId>& ids) {
    std::string text = "[";
    for (const AccountId id : ids) {
        if (text.size() > 1) text += ',';
        text += std::to_string(id.value());
    }
    return text += ']';
}

std::string accountsText(const std::vector<AccountAfter>& accounts) {
    std::string text = "[";
    for (const AccountAfter& after : accounts) {
        if (text.size() > 1) text += ',';
        text += '[' + std::to_string(after.account.value());
        for (const std::int64_t figure : {after.balance.cents(), after.cash.cents(), after.version})
            text += ',' + std::to_string(figure);
        text += ']';
    }
    return text += ']';
}

std::vector<AccountId> parseIds(const std::string& text) {
    std::vector<AccountId> ids;
    for (const auto& id : nlohmann::json::parse(text)) ids.emplace_back(id.get<std::int64_t>());
    return ids;
}

std::vector<AccountAfter> parseAccounts(const std::string& text) {
    std::vector<AccountAfter> accounts;
    for (const auto& row : nlohmann::json::parse(text))
        accounts.push_back({AccountId(row.at(0).get<std::int64_t>()),
                            Money::fromCents(row.at(1).get<std::int64_t>()),
                            Money::fromCents(row.at(2).get<std::int64_t>()),
                            row.at(3).get<std::int64_t>()});
    return accounts;
}

Refusal readRefusal(const Statement& row) {
    Refusal refusal;
    refusal.code = static_cast<domain::RefusalCode>(row.integer(3));
    if (const auto account = row.maybeInteger(4)) refusal.account = AccountId(*account);
    if (const auto limit = row.maybeInteger(5)) refusal.limit = Money::fromCents(*limit);
    refusal.detail = row.text(6);
    refusal.field = row.text(7);
    return refusal;
}

EntryReceipt readReceipt(const Statement& row) {
    EntryReceipt receipt;
    receipt.wasAlreadyDone = true;
    receipt.recordedAt = domain::Timestamp(row.integer(2));
    if (const auto client = row.maybeInteger(8)) receipt.client = domain::ClientId(*client);
    if (const auto family = row.maybeInteger(9)) receipt.family = domain::FamilyId(*family);
    receipt.openedAccounts = parseIds(row.text(10));
    receipt.changes.accounts = parseIds(row.text(11));
    receipt.accounts = parseAccounts(row.text(12));
    if (const auto entry = row.maybeInteger(13)) receipt.entry = domain::EntryId(*entry);
    receipt.changes.policies = row.integer(14) != 0;
    if (!row.isNull(15)) receipt.changes.families = {domain::FamilyId(row.integer(15))};
    return receipt;
}

// Family and type of an account never change, so the change set needs no columns for them.
void completeChanges(Connection& connection, domain::ChangeSet& changes) {
    for (const AccountId id : changes.accounts)
        if (const auto account = readAccountState(connection, id)) {
            changes.families.push_back(account->familyId);
            changes.types.push_back(account->type);
        }
    const auto makeUnique = [](auto& values) {
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
    };
    makeUnique(changes.families);
    makeUnique(changes.types);
}

Statement& bindArrived(Connection& connection, const std::string& id, const EntryPlan& plan,
                       const Sha256& digest, const Arrival& arrival, std::int64_t outcome) {
    const auto spent = std::chrono::steady_clock::now() - arrival.since;
    return connection.prepared(kInsertCommand)
        .bind(1, id)
        .bind(2, static_cast<std::int64_t>(plan.kind))
        .bind(3, plan.payload)
        .bindBlob(4, digest)
        .bind(5, plan.requestedAt.microsSinceEpoch())
        .bind(6, arrival.at.microsSinceEpoch())
        .bind(7, std::chrono::duration_cast<std::chrono::microseconds>(spent).count())
        .bind(8, plan.actor.name)
        .bind(9, plan.actor.role)
        .bind(10, plan.actor.origin)
        .bind(11, plan.actor.reason)
        .bind(12, outcome);
}

} // namespace

Arrival Arrival::now() {
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return {domain::Timestamp(
                std::chrono::duration_cast<std::chrono::microseconds>(sinceEpoch).count()),
            std::chrono::steady_clock::now()};
}

std::optional<StoredCommand> findCommand(Connection& connection, const domain::CommandId& id) {
    const std::string key = id.text();
    StoredCommand stored{{}, EntryReceipt{}};
    {
        Statement& row = connection.prepared(kFindCommand);
        const Reading reading(row);
        if (!row.bind(1, key).step()) return std::nullopt;
        const std::string_view digest = row.blob(0);
        std::memcpy(stored.digest.data(), digest.data(), std::min(digest.size(), stored.digest.size()));
        if (row.integer(1) == kRefused)
            stored.outcome =
                tl::unexpected(services::Failure{services::FailureKind::Refused, readRefusal(row), {}});
        else stored.outcome = readReceipt(row);
    }
    if (stored.outcome) completeChanges(connection, stored.outcome->changes);
    return stored;
}

void insertDone(Connection& connection, const EntryPlan& plan, const Sha256& digest,
                const Arrival& arrival, const EntryReceipt& receipt) {
    const std::string id = plan.commandId.text();
    const std::string opened = idsText(receipt.openedAccounts);
    const std::string changed = idsText(receipt.changes.accounts);
    const std::string after = accountsText(receipt.accounts);
    Statement& insert = bindArrived(connection, id, plan, digest, arrival, kDone);
    for (int column = 13; column <= 17; ++column) insert.bindNull(column);
    if (receipt.client) insert.bind(18, receipt.client->value());
    else insert.bindNull(18);
    if (receipt.family) insert.bind(19, receipt.family->value());
    else insert.bindNull(19);
    insert.bind(20, opened).bind(21, changed).bind(22, after).run();
}

void insertRefused(Connection& connection, const EntryPlan& plan, const Sha256& digest,
                   const Arrival& arrival, const Refusal& refusal) {
    const std::string id = plan.commandId.text();
    Statement& insert = bindArrived(connection, id, plan, digest, arrival, kRefused);
    insert.bind(13, static_cast<std::int64_t>(refusal.code));
    if (refusal.account) insert.bind(14, refusal.account->value());
    else insert.bindNull(14);
    if (refusal.limit) insert.bind(15, refusal.limit->cents());
    else insert.bindNull(15);
    insert.bind(16, refusal.detail).bind(17, refusal.field).bindNull(18).bindNull(19);
    insert.bind(20, "[]").bind(21, "[]").bind(22, "[]").run();
}

} // namespace alluse::storage::sqlite
