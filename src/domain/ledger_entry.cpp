#include "domain/ledger_entry.h"

#include "domain/assert.h"

namespace alluse::domain {

std::string_view code(CommandKind kind) {
    switch (kind) {
    case CommandKind::OpenFamily: return "OPEN_FAMILY";
    case CommandKind::OpenAccount: return "OPEN_ACCOUNT";
    case CommandKind::Post: return "POST";
    case CommandKind::Transfer: return "TRANSFER";
    case CommandKind::Reverse: return "REVERSE";
    case CommandKind::ChangeStatus: return "CHANGE_STATUS";
    case CommandKind::ChangePolicy: return "CHANGE_POLICY";
    case CommandKind::CloseFamily: return "CLOSE_FAMILY";
    case CommandKind::ImportRow: return "IMPORT_ROW";
    case CommandKind::ImportUndo: return "IMPORT_UNDO";
    case CommandKind::Fork: return "FORK";
    case CommandKind::Merge: return "MERGE";
    case CommandKind::Reinvest: return "REINVEST";
    case CommandKind::UndoFork: return "UNDO_FORK";
    case CommandKind::UndoMerge: return "UNDO_MERGE";
    case CommandKind::LockPeriod: return "LOCK_PERIOD";
    case CommandKind::UpdateClient: return "UPDATE_CLIENT";
    case CommandKind::Demo: return "DEMO";
    case CommandKind::ReleaseForks: return "RELEASE_FORKS";
    case CommandKind::ChangeGrowthSettings: return "CHANGE_GROWTH_SETTINGS";
    case CommandKind::Release: return "RELEASE";
    }
    return "UNKNOWN";
}

namespace {

// On an account the sign is the type's; a system account is the other side of it.
bool hasSignOfType(const PostingPlan& posting) {
    const SignRule sign = ruleOf(posting.type).sign;
    if (sign == SignRule::Either) return true;
    const bool isOtherSide = std::holds_alternative<SystemAccount>(posting.account);
    return posting.amount.isPositive() == ((sign == SignRule::Positive) != isOtherSide);
}

} // namespace

void assertWellFormed(const EntryPlan& plan) {
    ALLUSE_ASSERT(!plan.commandId.isNone(), "a plan carries its command id");
    ALLUSE_ASSERT(!plan.payload.empty(), "a plan carries its request");
    ALLUSE_ASSERT((!plan.refusal && !plan.closesPeriodThrough) || (!plan.movesMoney() && plan.newAccounts.empty()),
                  "a refused plan, or one that closes a period, does nothing else");
    ALLUSE_ASSERT(!(plan.newFamily && plan.family), "new accounts belong to one family");
    ALLUSE_ASSERT(plan.newAccounts.empty() || plan.newFamily || plan.family,
                  "a new account belongs to a family");
    const auto assertRef = [&](const AccountRef& ref) {
        if (const auto* index = std::get_if<NewAccountIndex>(&ref))
            ALLUSE_ASSERT(index->index < plan.newAccounts.size(), "a plan names accounts it opens");
        if (const auto* id = std::get_if<AccountId>(&ref))
            ALLUSE_ASSERT(id->value() >= kFirstCustomerAccountId,
                          "a system account is named as one");
    };
    // No overflow: amounts are at most 10^15 and a plan has far fewer than 9,000 postings.
    std::int64_t sum = 0;
    for (const PostingPlan& posting : plan.postings) {
        ALLUSE_ASSERT(!posting.amount.isZero(), "a posting moves money");
        ALLUSE_ASSERT(hasSignOfType(posting), "a posting has the sign of its type");
        assertRef(posting.account);
        sum += posting.amount.cents();
    }
    for (const LineageLink& link : plan.links) {
        assertRef(link.source);
        assertRef(link.target);
    }
    ALLUSE_ASSERT(sum == 0, "the postings of an entry sum to zero");
    ALLUSE_ASSERT(plan.postings.size() != 1, "an entry has at least two postings");
}

} // namespace alluse::domain
