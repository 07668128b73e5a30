#include "storage/postgresql/post_call.h"

#include "storage/postgresql/plan_encoder.h"

#include <algorithm>

namespace alluse::storage {

using domain::AccountId;
using domain::EntryPlan;
using services::EntryReceipt;
using services::Outcome;

namespace {

constexpr Sql kPost{"ledger.post-entry",
                    "select outcome, was_done, entry_id, recorded_at, refusal_code, refusal_account, "
                    "refusal_limit, refusal_detail, refusal_field, client_id, family_id, opened, changed, "
                    "families, types, accounts_after from post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                    "$10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"};

constexpr Sql kRecord{"ledger.record-command",
                      "select outcome, was_done, entry_id, recorded_at, refusal_code, refusal_account, "
                      "refusal_limit, refusal_detail, refusal_field, client_id, family_id, opened, changed, "
                      "families, types, accounts_after from record_command($1, $2, $3, $4, $5, $6, $7, $8, "
                      "$9, $10, $11, $12, $13, $14, $15, $16)"};

template <class IdType>
std::vector<IdType> ids(const Statement& row, int column) {
    std::vector<IdType> result;
    if (row.isNull(column)) return result;
    for (const auto number : parseArray(row.text(column))) result.push_back(IdType(number));
    return result;
}

domain::Refusal readRefusal(const Statement& row) {
    domain::Refusal refusal;
    refusal.code = static_cast<domain::RefusalCode>(row.integer(4));
    if (const auto account = row.maybeInteger(5)) refusal.account = AccountId(*account);
    if (const auto limit = row.maybeInteger(6)) refusal.limit = domain::Money::fromCents(*limit);
    if (!row.isNull(7)) refusal.detail = row.string(7);
    if (!row.isNull(8)) refusal.field = row.string(8);
    return refusal;
}

} // namespace

Outcome<EntryReceipt> readPostResult(const Statement& row) {
    if (row.integer(0) != 1) return services::refused(readRefusal(row));
    EntryReceipt receipt;
    receipt.wasAlreadyDone = row.integer(1) != 0;
    if (const auto entry = row.maybeInteger(2)) receipt.entry = domain::EntryId(*entry);
    receipt.recordedAt = domain::Timestamp(row.integer(3));
    if (const auto client = row.maybeInteger(9)) receipt.client = domain::ClientId(*client);
    if (const auto family = row.maybeInteger(10)) receipt.family = domain::FamilyId(*family);
    receipt.openedAccounts = ids<AccountId>(row, 11);
    auto& changes = receipt.changes;
    changes.accounts = ids<AccountId>(row, 12);
    changes.families = ids<domain::FamilyId>(row, 13);
    std::sort(changes.families.begin(), changes.families.end());
    for (const auto type : parseArray(row.isNull(14) ? "" : row.text(14)))
        changes.types.push_back(static_cast<domain::AccountType>(type));
    std::sort(changes.types.begin(), changes.types.end());
    const auto after = parseArray(row.isNull(15) ? "" : row.text(15));
    for (std::size_t i = 0; i + 3 < after.size(); i += 4)
        receipt.accounts.push_back({AccountId(after[i]), domain::Money::fromCents(after[i + 1]),
                                    domain::Money::fromCents(after[i + 2]), after[i + 3]});
    return receipt;
}

namespace {

// A refusal that was known before, or the end of a period: no account is touched.
Outcome<EntryReceipt> record(Session& session, const EntryPlan& plan) {
    const std::string id = plan.commandId.text();
    const auto text = [](const std::string& value) { return Value(std::string_view(value)); };
    const auto& refusal = plan.refusal;
    const auto none = Value(std::monostate{});
    Statement& row = session.run(
        kRecord,
        {text(id), static_cast<std::int64_t>(plan.kind), text(plan.payload),
         std::int64_t{plan.businessDate.daysSinceEpoch()}, plan.requestedAt.microsSinceEpoch(),
         text(plan.actor.name), text(plan.actor.role), text(plan.actor.origin), text(plan.actor.reason),
         text(plan.note), refusal ? Value(static_cast<std::int64_t>(refusal->code)) : none,
         refusal && refusal->account ? Value(refusal->account->value()) : none,
         refusal && refusal->limit ? Value(refusal->limit->cents()) : none,
         refusal ? text(refusal->detail) : none, refusal ? text(refusal->field) : none,
         plan.closesPeriodThrough ? Value(std::int64_t{plan.closesPeriodThrough->daysSinceEpoch()}) : none});
    if (!row.next()) throw StorageError(ErrorClass::Bug, "", "record_command answered without a row.");
    return readPostResult(row);
}

} // namespace

Outcome<EntryReceipt> postEntryOf(Session& session, const EntryPlan& plan) {
    domain::assertWellFormed(plan);
    if (plan.refusal || plan.closesPeriodThrough) return record(session, plan);
    const PlanParameters parameters(plan);
    Statement& row = session.run(kPost, parameters.values());
    if (!row.next()) throw StorageError(ErrorClass::Bug, "", "post_entry answered without a row.");
    auto result = readPostResult(row);
    if (result) result->changes.policies = !plan.policyChanges.empty() || !plan.newAccounts.empty();
    return result;
}

} // namespace alluse::storage
