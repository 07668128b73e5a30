#include "storage/postgresql/plain_transfer.h"

#include "storage/postgresql/plan_encoder.h"

#include <algorithm>

namespace alluse::storage {

using domain::AccountId;
using domain::EntryPlan;
using services::EntryReceipt;

namespace {

// Of its answer; from the first of an account on: type, balance, cash, version.
constexpr Sql kPostTransfer{"ledger.post-transfer",
                            "select post_transfer($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr std::size_t kSourceAt = 2;
constexpr std::size_t kTargetAt = 6;
constexpr std::size_t kAnswerSize = 10;

const AccountId* leg(const EntryPlan& plan, std::size_t index) {
    return std::get_if<AccountId>(&plan.postings[index].account);
}

bool isLeg(const domain::PostingPlan& posting, domain::TransactionType type) {
    return std::holds_alternative<AccountId>(posting.account) && posting.type == type &&
           posting.sleeve == domain::Sleeve::Cash && posting.baselineDelta.isZero() &&
           posting.gainDelta.isZero();
}

void add(EntryReceipt& receipt, AccountId account, const std::vector<std::int64_t>& answer, std::size_t at) {
    receipt.changes.accounts.push_back(account);
    receipt.changes.types.push_back(static_cast<domain::AccountType>(answer[at]));
    receipt.accounts.push_back({account, domain::Money::fromCents(answer[at + 1]),
                                domain::Money::fromCents(answer[at + 2]), answer[at + 3]});
}

// In ascending order of the accounts, like the receipts of post_entry.
EntryReceipt read(const std::vector<std::int64_t>& answer, const EntryPlan& plan) {
    EntryReceipt receipt;
    receipt.entry = domain::EntryId(answer[0]);
    receipt.recordedAt = plan.requestedAt;
    receipt.changes.families = {domain::FamilyId(answer[1])};
    const AccountId source = *leg(plan, 0), target = *leg(plan, 1);
    if (source < target) add(receipt, source, answer, kSourceAt);
    add(receipt, target, answer, kTargetAt);
    if (target < source) add(receipt, source, answer, kSourceAt);
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
    const auto answer = parseArray(row.text(0));
    if (answer.size() != kAnswerSize) throw StorageError(ErrorClass::Bug, "", "post_transfer answered something else.");
    return read(answer, plan);
}

} // namespace alluse::storage
