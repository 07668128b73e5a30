#include "storage/postgresql/plain_transfer.h"

#include "storage/postgresql/plan_encoder.h"

#include <algorithm>

namespace alluse::storage {

using domain::AccountId;
using domain::EntryPlan;
using services::EntryReceipt;

namespace {

// The columns of the source begin at 2, those of the target at 6: type, version, cash, balance.
constexpr Sql kPostTransfer{"ledger.post-transfer",
                            "select o_entry, o_family, o_source_type, o_source_version, o_source_cash, "
                            "o_source_balance, o_target_type, o_target_version, o_target_cash, "
                            "o_target_balance from post_transfer($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                            "$10, $11, $12)"};
constexpr int kSourceColumn = 2;
constexpr int kTargetColumn = 6;

const AccountId* leg(const EntryPlan& plan, std::size_t index) {
    return std::get_if<AccountId>(&plan.postings[index].account);
}

bool isLeg(const domain::PostingPlan& posting, domain::TransactionType type) {
    return std::holds_alternative<AccountId>(posting.account) && posting.type == type &&
           posting.sleeve == domain::Sleeve::Cash && posting.baselineDelta.isZero() &&
           posting.gainDelta.isZero();
}

void add(EntryReceipt& receipt, AccountId account, const Statement& row, int column) {
    receipt.changes.accounts.push_back(account);
    receipt.changes.types.push_back(static_cast<domain::AccountType>(row.integer(column)));
    receipt.accounts.push_back({account, domain::Money::fromCents(row.integer(column + 3)),
                                domain::Money::fromCents(row.integer(column + 2)), row.integer(column + 1)});
}

// In ascending order of the accounts, like the receipts of post_entry.
EntryReceipt read(const Statement& row, const EntryPlan& plan) {
    EntryReceipt receipt;
    receipt.entry = domain::EntryId(row.integer(0));
    receipt.recordedAt = plan.requestedAt;
    receipt.changes.families = {domain::FamilyId(row.integer(1))};
    const AccountId source = *leg(plan, 0), target = *leg(plan, 1);
    if (source < target) add(receipt, source, row, kSourceColumn);
    add(receipt, target, row, kTargetColumn);
    if (target < source) add(receipt, source, row, kSourceColumn);
    auto& types = receipt.changes.types;
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    return receipt;
}

} // namespace

bool isPlainTransfer(const EntryPlan& plan) {
    if (plan.kind != domain::CommandKind::Transfer || plan.postings.size() != 2) return false;
    return isLeg(plan.postings[0], domain::TransactionType::TransferOut) &&
           isLeg(plan.postings[1], domain::TransactionType::TransferIn) &&
           *leg(plan, 0) != *leg(plan, 1) && !hasRareParts(plan);
}

std::optional<EntryReceipt> postTransfer(Session& session, const EntryPlan& plan) {
    const std::string id = plan.commandId.text();
    const auto text = [](const std::string& value) { return Value(std::string_view(value)); };
    Statement& row = session.run(
        kPostTransfer,
        {text(id), text(plan.payload), plan.requestedAt.microsSinceEpoch(), text(plan.actor.name),
         text(plan.actor.role), text(plan.actor.origin), text(plan.actor.reason),
         std::int64_t{plan.businessDate.daysSinceEpoch()}, text(plan.note), leg(plan, 0)->value(),
         leg(plan, 1)->value(), plan.postings[1].amount.cents()});
    if (!row.next() || row.isNull(0)) return std::nullopt;
    return read(row, plan);
}

} // namespace alluse::storage
