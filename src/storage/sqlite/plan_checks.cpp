#include "storage/sqlite/plan_checks.h"

#include "domain/planning.h"
#include "storage/sqlite/account_rows.h"
#include "storage/sqlite/growth_rows.h"
#include "storage/sqlite/post_statements.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace alluse::storage::sqlite {

using domain::Account;
using domain::AccountId;
using domain::EntryPlan;
using domain::Refusal;
using domain::RefusalCode;
using domain::TransactionType;

namespace {

constexpr const char* kHasClient = "select 1 from client where id = ?1";
constexpr const char* kHasClientReference = "select 1 from client where external_reference = ?1";
constexpr const char* kHasFamily = "select 1 from family where id = ?1";
constexpr const char* kHasReference = "select 1 from account where reference = ?1";
constexpr const char* kHasEntry = "select 1 from entry where id = ?1";
constexpr const char* kIsReversed = "select 1 from entry where reverses = ?1";
constexpr const char* kIsDesignatedCom = "select 1 from family where id = ?1 and com_account_id = ?2";
constexpr const char* kLiveGenerations =
    "select id from account where family_id = ?1 and type = 1 and status <> 4";

template <class Value>
bool exists(Connection& connection, const char* sql, const Value& value) {
    Statement& row = connection.prepared(sql);
    const Reading reading(row);
    return row.bind(1, value).step();
}

Refusal because(RefusalCode code, std::string field = {}, std::string detail = {}) {
    Refusal refusal;
    refusal.code = code;
    refusal.field = std::move(field);
    refusal.detail = std::move(detail);
    return refusal;
}

Refusal because(RefusalCode code, AccountId account) {
    Refusal refusal = because(code, "account");
    refusal.account = account;
    return refusal;
}

std::optional<Refusal> checkPeriod(Connection& connection, const EntryPlan& plan) {
    if (!plan.movesMoney() || plan.managerOverride) return std::nullopt;
    Statement& row = connection.prepared(kClosedThrough);
    const Reading reading(row);
    if (!row.step()) return std::nullopt;
    const domain::Date closed(static_cast<std::int32_t>(row.integer(0)));
    if (plan.businessDate > closed) return std::nullopt;
    return because(RefusalCode::PeriodClosed, "date", closed.text());
}

std::optional<Refusal> checkOwners(Connection& connection, const EntryPlan& plan) {
    if (plan.newFamily)
        if (const auto* client = std::get_if<domain::ClientId>(&plan.newFamily->client))
            if (!exists(connection, kHasClient, client->value()))
                return because(RefusalCode::UnknownClient, "client");
    if (plan.family && !exists(connection, kHasFamily, plan.family->value()))
        return because(RefusalCode::UnknownFamily, "family");
    return std::nullopt;
}

std::optional<Refusal> checkReversed(Connection& connection, const EntryPlan& plan) {
    if (plan.reverses && !exists(connection, kHasEntry, plan.reverses->value()))
        return because(RefusalCode::UnknownEntry, "entry", std::to_string(plan.reverses->value()));
    return std::nullopt;
}

std::optional<Refusal> checkReferences(Connection& connection, const EntryPlan& plan) {
    if (plan.newFamily)
        if (const auto* client = std::get_if<domain::NewClient>(&plan.newFamily->client))
            if (!client->externalReference.empty() &&
                exists(connection, kHasClientReference, client->externalReference))
                return because(RefusalCode::DuplicateReference, "client", client->externalReference);
    for (auto account = plan.newAccounts.begin(); account != plan.newAccounts.end(); ++account) {
        if (account->reference.empty()) continue;
        const bool isTwice = std::any_of(plan.newAccounts.begin(), account, [&](const auto& other) {
            return other.reference == account->reference;
        });
        if (isTwice || exists(connection, kHasReference, account->reference))
            return because(RefusalCode::DuplicateReference, "reference", account->reference);
    }
    return std::nullopt;
}

std::vector<AccountId> accountsOf(const EntryPlan& plan) {
    std::vector<AccountId> ids;
    const auto addRef = [&](const domain::AccountRef& ref) {
        if (const auto* id = std::get_if<AccountId>(&ref)) ids.push_back(*id);
    };
    for (const auto& posting : plan.postings) addRef(posting.account);
    for (const auto& link : plan.links) addRef(link.source), addRef(link.target);
    for (const auto& change : plan.statusChanges) ids.push_back(change.account);
    for (const auto& change : plan.policyChanges) ids.push_back(change.account);
    for (const auto& expected : plan.expectedVersions) ids.push_back(expected.account);
    for (const auto& ended : plan.pendingForks) ids.push_back(ended.account);
    for (const auto& hold : plan.forkHolds) ids.push_back(hold.account);
    for (const auto& opened : plan.newAccounts)
        if (opened.parent) ids.push_back(*opened.parent);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

const Account* find(const std::vector<Account>& accounts, AccountId id) {
    const auto found = std::lower_bound(
        accounts.begin(), accounts.end(), id,
        [](const Account& account, AccountId wanted) { return account.id < wanted; });
    return found != accounts.end() && found->id == id ? &*found : nullptr;
}

// A transfer stays within one family; forks and merges do so by how they are planned.
std::optional<Refusal> checkFamilies(const EntryPlan& plan, const std::vector<Account>& accounts) {
    const Account* first = nullptr;
    for (const auto& posting : plan.postings) {
        if (posting.type != TransactionType::TransferIn && posting.type != TransactionType::TransferOut)
            continue;
        const auto* id = std::get_if<AccountId>(&posting.account);
        const Account* account = id ? find(accounts, *id) : nullptr;
        if (!account) continue;
        if (first && first->familyId != account->familyId)
            return because(RefusalCode::DifferentFamilies, "target");
        first = account;
    }
    return std::nullopt;
}

// The family's Com-Acc must stay while a Gen-Acc lives that this plan does not close as well.
std::optional<Refusal> checkDesignatedCom(Connection& connection, const EntryPlan& plan,
                                          const std::vector<Account>& accounts) {
    const auto isClosedByPlan = [&](AccountId id) {
        return std::any_of(plan.statusChanges.begin(), plan.statusChanges.end(), [&](const auto& c) {
            return c.account == id && c.to == domain::AccountStatus::Closed;
        });
    };
    for (const auto& change : plan.statusChanges) {
        if (change.to != domain::AccountStatus::Closed) continue;
        const Account* account = find(accounts, change.account);
        if (!account || account->type != domain::AccountType::Compounding) continue;
        Statement& family = connection.prepared(kIsDesignatedCom);
        const Reading readingFamily(family);
        if (!family.bind(1, account->familyId.value()).bind(2, account->id.value()).step()) continue;
        Statement& live = connection.prepared(kLiveGenerations);
        const Reading readingLive(live);
        live.bind(1, account->familyId.value());
        while (live.step())
            if (!isClosedByPlan(AccountId(live.integer(0))))
                return because(RefusalCode::DesignatedComAccount, account->id);
    }
    return std::nullopt;
}

} // namespace

std::optional<Refusal> checkPlan(Connection& connection, const EntryPlan& plan,
                                 std::vector<Account>& accounts) {
    if (auto refusal = checkPeriod(connection, plan)) return refusal;
    for (const AccountId id : accountsOf(plan)) {
        auto account = readAccountState(connection, id);
        if (!account) return because(RefusalCode::UnknownAccount, id);
        accounts.push_back(std::move(*account));
    }
    if (auto refusal = checkOwners(connection, plan)) return refusal;
    if (auto refusal = checkReversed(connection, plan)) return refusal;
    if (auto refusal = checkReferences(connection, plan)) return refusal;
    if (auto refusal = checkFamilies(plan, accounts)) return refusal;
    if (hasGrown(connection, plan)) return because(RefusalCode::Stale, "family");
    for (const Account& account : accounts)
        if (auto refusal = domain::checkAgainst(plan, account, account.id)) return refusal;
    if (auto refusal = checkDesignatedCom(connection, plan, accounts)) return refusal;
    if (plan.reverses && exists(connection, kIsReversed, plan.reverses->value()))
        return because(RefusalCode::AlreadyReversed, "entry", std::to_string(plan.reverses->value()));
    return std::nullopt;
}

} // namespace alluse::storage::sqlite
