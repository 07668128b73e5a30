#include "storage/sqlite/account_rows.h"

#include "storage/sqlite/post_statements.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace alluse::storage::sqlite {

using domain::Account;
using domain::AccountId;
using domain::Money;

namespace {

constexpr const char* kInsertClient = R"(
    insert into client (name, external_reference, contact, notes, created_at)
    values (?1, ?2, ?3, ?4, ?5))";

constexpr const char* kInsertFamily = R"(
    insert into family (name, client_id, template, opened_on) values (?1, ?2, ?3, ?4))";

// A family has one.
constexpr const char* kDesignateCom = R"(
    update family set com_account_id = ?2
     where id = ?1 and not exists (select 1 from account a where a.id = com_account_id and a.status <> 4))";

constexpr const char* kHasReference = "select 1 from account where reference = ?1";

constexpr const char* kLastAccountId = "select max(id) from account";

constexpr const char* kInsertAccount = R"(
    insert into account (id, reference, name, family_id, type, status, policy_version, buffer_bp,
                         withdrawals_allowed, forking_enabled, fork_threshold, parent_id, depth,
                         opened_on, branch_id, path)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16))";

// No row: the account is a root. No path: its parent stands at the depth cap or below it.
constexpr const char* kParentPlace = R"(
    select p.branch_id, case when p.depth < l.depth_max then p.path end
      from account p, growth_limits l where p.id = ?1)";

// What the search finds an account by: its name, its client's name, its reference.
constexpr const char* kInsertSearch = R"(
    insert into account_search (rowid, text)
    select ?1, ?2 || ' ' || c.name || ' ' || ?3 || '  '
      from family f join client c on c.id = f.client_id where f.id = ?4)";

constexpr const char* kInsertPolicy = R"(
    insert into policy (account_id, version, initial_allocation_bp, cash_buffer_bp,
                        target_return_bp, delta_min, delta_max, entry_days, position_sizing_bp,
                        reinvestment, contracts_bp, leaps_bp, tax_reserve_bp, max_drawdown_bp,
                        atr_threshold, withdrawals_allowed, forking_enabled, fork_threshold,
                        fork_min_remaining, fork_retain_bp, fork_child_bp, fork_com_bp,
                        merge_threshold, command_id, actor, recorded_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
            ?20, ?21, ?22, ?23, ?24, ?25, ?26))";

constexpr const char* kUsePolicy = R"(
    update account
       set policy_version = ?2, buffer_bp = ?3, withdrawals_allowed = ?4, forking_enabled = ?5,
           fork_threshold = ?6, version = version + 1
     where id = ?1)";

std::int64_t asInteger(bool value) { return value ? 1 : 0; }

} // namespace

std::optional<Account> readAccountState(Connection& connection, AccountId id) {
    Statement& row = connection.prepared(kReadAccountState);
    const Reading reading(row);
    if (!row.bind(1, id.value()).step()) return std::nullopt;
    Account account;
    account.id = id;
    account.familyId = domain::FamilyId(row.integer(0));
    account.type = static_cast<domain::AccountType>(row.integer(1));
    account.status = static_cast<domain::AccountStatus>(row.integer(2));
    for (std::size_t sleeve = 0; sleeve < domain::kSleeveCount; ++sleeve)
        account.balances.sleeves[sleeve] = Money::fromCents(row.integer(3 + static_cast<int>(sleeve)));
    account.baseline = Money::fromCents(row.integer(7));
    account.policyVersion = static_cast<std::int32_t>(row.integer(8));
    account.policy.cashBuffer = domain::BasisPoints(static_cast<std::int32_t>(row.integer(9)));
    account.policy.withdrawalsAllowed = row.integer(10) != 0;
    account.policy.forkingEnabled = row.integer(11) != 0;
    account.policy.forkThreshold = Money::fromCents(row.integer(12));
    account.postingCount = row.integer(13);
    account.version = row.integer(14);
    account.depth = static_cast<std::int32_t>(row.integer(15));
    account.reinvestable = Money::fromCents(row.integer(16));
    return account;
}

domain::ClientId insertClient(Connection& connection, const domain::NewClient& client,
                              domain::Timestamp createdAt) {
    Statement& insert = connection.prepared(kInsertClient);
    insert.bind(1, client.name);
    // Without a reference the column stays null, so that the unique index lets many of them in.
    if (client.externalReference.empty()) insert.bindNull(2);
    else insert.bind(2, client.externalReference);
    insert.bind(3, client.contact).bind(4, client.notes).bind(5, createdAt.microsSinceEpoch()).run();
    return domain::ClientId(connection.lastRowId());
}

domain::FamilyId insertFamily(Connection& connection, const std::string& name,
                              domain::ClientId client, const std::string& templateName,
                              domain::Date openedOn) {
    connection.prepared(kInsertFamily)
        .bind(1, name)
        .bind(2, client.value())
        .bind(3, templateName)
        .bind(4, openedOn.daysSinceEpoch())
        .run();
    return domain::FamilyId(connection.lastRowId());
}

void designateCom(Connection& connection, domain::FamilyId family, AccountId com) {
    connection.prepared(kDesignateCom).bind(1, family.value()).bind(2, com.value()).run();
}

std::int64_t lastAccountId(Connection& connection) {
    Statement& row = connection.prepared(kLastAccountId);
    const Reading reading(row);
    const std::int64_t last = row.step() ? row.integer(0) : 0;
    return std::max(last, domain::kFirstCustomerAccountId - 1);
}

std::string freeReference(Connection& connection, AccountId id) {
    const std::string plain = "A" + std::to_string(id.value());
    const auto isTaken = [&](const std::string& reference) {
        Statement& row = connection.prepared(kHasReference);
        const Reading reading(row);
        return row.bind(1, reference).step();
    };
    std::string reference = plain;
    for (int next = 2; isTaken(reference); ++next) reference = plain + "-" + std::to_string(next);
    return reference;
}

std::optional<std::string> pathOf(Connection& connection, const Account& account) {
    const std::string own = std::to_string(account.id.value()) + '/';
    if (!account.parent) return own;
    Statement& row = connection.prepared(kParentPlace);
    const Reading reading(row);
    if (!row.bind(1, account.parent->value()).step() || row.isNull(1)) return std::nullopt;
    return row.text(1) + own;
}

std::optional<AccountId> branchOf(Connection& connection, AccountId account) {
    Statement& row = connection.prepared(kParentPlace);
    const Reading reading(row);
    if (!row.bind(1, account.value()).step() || row.isNull(0)) return std::nullopt;
    return AccountId(row.integer(0));
}

void insertAccount(Connection& connection, const Account& account) {
    const domain::Policy& policy = account.policy;
    Statement& insert = connection.prepared(kInsertAccount);
    insert.bind(1, account.id.value())
        .bind(2, account.reference)
        .bind(3, account.name)
        .bind(4, account.familyId.value())
        .bind(5, static_cast<std::int64_t>(account.type))
        .bind(6, static_cast<std::int64_t>(account.status))
        .bind(7, account.policyVersion)
        .bind(8, policy.cashBuffer.value())
        .bind(9, asInteger(policy.withdrawalsAllowed))
        .bind(10, asInteger(policy.forkingEnabled))
        .bind(11, policy.forkThreshold.cents());
    if (account.parent) insert.bind(12, account.parent->value());
    else insert.bindNull(12);
    const std::optional<std::string> path = pathOf(connection, account);
    insert.bind(13, account.depth).bind(14, account.openedOn.daysSinceEpoch());
    if (account.branch) insert.bind(15, account.branch->value());
    else insert.bindNull(15);
    if (path) insert.bind(16, *path);
    else insert.bindNull(16);
    insert.run();
    connection.prepared(kInsertSearch)
        .bind(1, account.id.value())
        .bind(2, account.name)
        .bind(3, account.reference)
        .bind(4, account.familyId.value())
        .run();
}

void insertPolicy(Connection& connection, AccountId account, std::int32_t version,
                  const domain::Policy& policy, const PolicyOrigin& origin) {
    Statement& insert = connection.prepared(kInsertPolicy);
    insert.bind(1, account.value())
        .bind(2, version)
        .bind(3, policy.initialAllocation.value())
        .bind(4, policy.cashBuffer.value())
        .bind(5, policy.targetWeeklyReturn.value())
        .bind(6, policy.deltaMin)
        .bind(7, policy.deltaMax)
        .bind(8, policy.entryDays.bits())
        .bind(9, policy.positionSizing.value())
        .bind(10, static_cast<std::int64_t>(policy.reinvestment))
        .bind(11, policy.contractsShare.value())
        .bind(12, policy.leapsShare.value())
        .bind(13, policy.taxReserve.value())
        .bind(14, policy.maxDrawdown.value())
        .bind(15, policy.atrThresholdHundredths)
        .bind(16, asInteger(policy.withdrawalsAllowed))
        .bind(17, asInteger(policy.forkingEnabled))
        .bind(18, policy.forkThreshold.cents())
        .bind(19, policy.forkMinimumRemaining.cents())
        .bind(20, policy.forkRetainShare.value())
        .bind(21, policy.forkChildShare.value())
        .bind(22, policy.forkComShare.value())
        .bind(23, policy.mergeThreshold.cents());
    if (origin.commandId.empty()) insert.bindNull(24);
    else insert.bind(24, origin.commandId);
    insert.bind(25, origin.actor).bind(26, origin.recordedAt.microsSinceEpoch()).run();
}

void usePolicy(Connection& connection, AccountId account, std::int32_t version,
               const domain::Policy& policy) {
    connection.prepared(kUsePolicy)
        .bind(1, account.value())
        .bind(2, version)
        .bind(3, policy.cashBuffer.value())
        .bind(4, asInteger(policy.withdrawalsAllowed))
        .bind(5, asInteger(policy.forkingEnabled))
        .bind(6, policy.forkThreshold.cents())
        .run();
}

} // namespace alluse::storage::sqlite
