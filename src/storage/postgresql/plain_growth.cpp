#include "storage/postgresql/plain_growth.h"

#include "storage/postgresql/plan_encoder.h"

#include <algorithm>
#include <array>

namespace alluse::storage {

using domain::AccountId;
using domain::EntryPlan;
using domain::Money;
using domain::PostingPlan;
using domain::TransactionType;
using services::EntryReceipt;

namespace {

constexpr std::size_t kSourcesMax = 10; // post_merge plans for no more

constexpr Sql kPostFork{"ledger.post-fork",
                        "select post_fork($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
                        "$15, $16, $17, $18, $19, $20)"};
// Of its answer; from the first of an account on: balance, cash, version.
constexpr std::size_t kParentAt = 2;
constexpr std::size_t kComAt = 5;
constexpr std::size_t kForkAnswerSize = 8;
constexpr Sql kPostMerge{"ledger.post-merge",
                         "select o_entry, o_target_balance, o_target_cash, o_target_version, o_types "
                         "from post_merge($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
                         "$15, $16, $17, $18, $19, $20, $21)"};

const AccountId* idOf(const domain::AccountRef& account) { return std::get_if<AccountId>(&account); }

bool isChild(const domain::AccountRef& account) {
    return account == domain::AccountRef(domain::NewAccountIndex{0});
}

bool isLeg(const PostingPlan& posting, TransactionType type, Money baseline, Money gain) {
    return posting.type == type && posting.sleeve == domain::Sleeve::Cash && !posting.trade &&
           posting.baselineDelta == baseline && posting.gainDelta == gain;
}

bool isLink(const domain::LineageLink& link, domain::LineageKind kind, AccountId source,
            const domain::AccountRef& target, Money amount) {
    return link.kind == kind && link.source == domain::AccountRef(source) && link.target == target &&
           link.amount == amount;
}

// What neither a fork nor a merge of the usual kind has.
bool hasOnlyGrowth(const EntryPlan& plan) {
    return plan.expectedGrowth && plan.raisesGrowthSequence && plan.event && !plan.rollsBack &&
           plan.forkHolds.empty() && !plan.reinvestment && !plan.growthSettings && !plan.originalDate &&
           !plan.reverses && !plan.importId && !plan.importRow && !plan.managerOverride &&
           !plan.newFamily && plan.policyChanges.empty();
}

Value text(const std::string& value) { return std::string_view(value); }

// The parameters that both functions begin with.
std::vector<Value> headerOf(const EntryPlan& plan, const std::string& id) {
    return {text(id),
            text(plan.payload),
            plan.requestedAt.microsSinceEpoch(),
            text(plan.actor.name),
            text(plan.actor.role),
            text(plan.actor.origin),
            text(plan.actor.reason),
            std::int64_t{plan.businessDate.daysSinceEpoch()},
            text(plan.note),
            plan.expectedGrowth->family.value(),
            plan.expectedGrowth->sequence};
}

EntryReceipt receiptOf(std::int64_t entry, const EntryPlan& plan) {
    EntryReceipt receipt;
    receipt.entry = domain::EntryId(entry);
    receipt.recordedAt = plan.requestedAt;
    receipt.changes.families = {plan.expectedGrowth->family};
    return receipt;
}

void add(EntryReceipt& receipt, AccountId account, Money balance, Money cash, std::int64_t version) {
    receipt.changes.accounts.push_back(account);
    receipt.accounts.push_back({account, balance, cash, version});
}

// Balance, cash and version stand from `first` on.
void add(EntryReceipt& receipt, AccountId account, const std::vector<std::int64_t>& answer, std::size_t first) {
    add(receipt, account, Money::fromCents(answer[first]), Money::fromCents(answer[first + 1]), answer[first + 2]);
}

constexpr std::int64_t kVersionsOfClosing = 2; // its last posting and its closing raise one each

} // namespace

bool isPlainFork(const EntryPlan& plan) {
    if (plan.kind != domain::CommandKind::Fork || !hasOnlyGrowth(plan)) return false;
    if (plan.newAccounts.size() != 1 || plan.postings.size() != 3 || plan.links.size() != 2 ||
        plan.expectedVersions.size() != 1 || plan.pendingForks.size() != 1 || !plan.statusChanges.empty())
        return false;
    const auto& child = plan.newAccounts.front();
    const PostingPlan& out = plan.postings[0];
    const PostingPlan& toChild = plan.postings[1];
    const PostingPlan& toCom = plan.postings[2];
    if (!child.parent || !child.reference.empty() || child.type != domain::AccountType::Generation ||
        child.isDesignatedCom || child.successorOf || plan.family != plan.expectedGrowth->family)
        return false;
    const AccountId parent = *child.parent;
    const AccountId* com = idOf(toCom.account);
    return com && *com != parent && out.account == domain::AccountRef(parent) && isChild(toChild.account) &&
           isLeg(out, TransactionType::ForkOut, out.baselineDelta, out.gainDelta) &&
           isLeg(toChild, TransactionType::ForkIn, toChild.amount, Money()) &&
           isLeg(toCom, TransactionType::ForkIn, Money(), Money()) &&
           isLink(plan.links[0], domain::LineageKind::Fork, parent, toChild.account, toChild.amount) &&
           isLink(plan.links[1], domain::LineageKind::Fork, parent, toCom.account, toCom.amount) &&
           plan.expectedVersions[0].account == parent && plan.event->account == parent && plan.event->other &&
           isChild(*plan.event->other) && plan.event->amount == out.amount.negated() &&
           plan.pendingForks[0].account == parent &&
           plan.pendingForks[0].to == domain::PendingForkState::Executed && plan.pendingForks[0].reason.empty();
}

std::optional<EntryReceipt> postFork(Session& session, const EntryPlan& plan) {
    const std::string id = plan.commandId.text();
    const auto& child = plan.newAccounts.front();
    const AccountId parent = *child.parent, com = *idOf(plan.postings[2].account);
    const Money share = plan.postings[1].amount;
    auto values = headerOf(plan, id);
    values.insert(values.end(), {parent.value(), plan.expectedVersions[0].version, com.value(),
                                 plan.event->amount.cents(), plan.postings[0].baselineDelta.cents(),
                                 plan.postings[0].gainDelta.cents(), share.cents(), plan.postings[2].amount.cents(), text(child.name)});
    Statement& row = session.run(kPostFork, values);
    if (!row.next() || row.isNull(0)) return std::nullopt;
    const auto answer = parseArray(row.text(0));
    if (answer.size() != kForkAnswerSize) throw StorageError(ErrorClass::Bug, "", "post_fork answered something else.");
    EntryReceipt receipt = receiptOf(answer[0], plan);
    receipt.changes.policies = true;
    receipt.changes.types = {domain::AccountType::Generation, domain::AccountType::Compounding};
    if (parent < com) add(receipt, parent, answer, kParentAt);
    add(receipt, com, answer, kComAt);
    if (com < parent) add(receipt, parent, answer, kParentAt);
    const AccountId opened(answer[1]);
    add(receipt, opened, share, share, 2); // opened, then its first posting
    receipt.openedAccounts = {opened};
    return receipt;
}

bool isPlainMerge(const EntryPlan& plan) {
    if (plan.kind != domain::CommandKind::Merge || !hasOnlyGrowth(plan) || plan.event->other) return false;
    const std::size_t count = plan.statusChanges.size();
    if (count == 0 || count > kSourcesMax || plan.postings.size() != 2 * count || plan.links.size() != count ||
        plan.expectedVersions.size() != count || plan.pendingForks.size() != count || !plan.newAccounts.empty())
        return false;
    const AccountId target = plan.event->account;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& closing = plan.statusChanges[i];
        const PostingPlan& out = plan.postings[2 * i];
        const PostingPlan& in = plan.postings[2 * i + 1];
        const auto& ended = plan.pendingForks[i];
        const AccountId source = closing.account;
        const bool isUsual =
            closing.to == domain::AccountStatus::Closed && closing.closeReason == domain::CloseReason::Merged &&
            closing.mergedInto == target && !closing.from && source != target &&
            (i == 0 || plan.statusChanges[i - 1].account < source) &&
            out.account == domain::AccountRef(source) && in.account == domain::AccountRef(target) &&
            isLeg(out, TransactionType::MergeOut, Money(), out.gainDelta) &&
            isLeg(in, TransactionType::MergeIn, in.amount, Money()) && in.amount == out.amount.negated() &&
            isLink(plan.links[i], domain::LineageKind::Merge, source, target, in.amount) &&
            plan.expectedVersions[i].account == source && ended.account == source &&
            ended.to == domain::PendingForkState::Superseded && ended.reason == plan.pendingForks[0].reason;
        if (!isUsual) return false;
    }
    return true;
}

std::optional<EntryReceipt> postMerge(Session& session, const EntryPlan& plan) {
    using Numbers = std::vector<std::int64_t>;
    const AccountId target = plan.event->account;
    Numbers accounts, sources, versions, cash, gains, before, after;
    for (std::size_t i = 0; i < plan.statusChanges.size(); ++i) {
        const std::int64_t id = plan.statusChanges[i].account.value();
        sources.push_back(id);
        versions.push_back(plan.expectedVersions[i].version);
        cash.push_back(plan.postings[2 * i + 1].amount.cents());
        gains.push_back(-plan.postings[2 * i].gainDelta.cents());
        Numbers& side = id < target.value() ? before : after;
        side.insert(side.end(), {id, 0, 0, versions.back() + kVersionsOfClosing});
    }
    accounts = sources;
    accounts.insert(std::ranges::upper_bound(accounts, target.value()), target.value());
    const std::string id = plan.commandId.text();
    const std::array texts{arrayText(accounts), arrayText(sources), arrayText(versions), arrayText(cash),
                           arrayText(gains)};
    const std::array sides{arrayText(before), arrayText(after)};
    auto values = headerOf(plan, id);
    values.insert(values.end(), {target.value(), plan.event->amount.cents()});
    for (const auto& array : texts) values.push_back(text(array));
    values.insert(values.end(), {text(plan.pendingForks[0].reason), text(sides[0]), text(sides[1])});
    Statement& row = session.run(kPostMerge, values);
    if (!row.next() || row.isNull(0)) return std::nullopt;

    EntryReceipt receipt = receiptOf(row.integer(0), plan);
    for (const std::int64_t account : accounts) {
        if (account == target.value())
            add(receipt, target, Money::fromCents(row.integer(1)), Money::fromCents(row.integer(2)), row.integer(3));
        else {
            const auto at = static_cast<std::size_t>(std::ranges::lower_bound(sources, account) - sources.begin());
            add(receipt, AccountId(account), Money(), Money(), versions[at] + kVersionsOfClosing);
        }
    }
    auto& types = receipt.changes.types;
    for (const auto type : parseArray(row.text(4))) types.push_back(static_cast<domain::AccountType>(type));
    types.push_back(domain::AccountType::Compounding);
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    return receipt;
}

} // namespace alluse::storage
