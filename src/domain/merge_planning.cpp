#include "domain/merge_planning.h"

#include "domain/growth_checks.h"
#include "domain/order_payload.h"

#include <map>

namespace alluse::domain {

namespace {

using Members = std::vector<const AccountGrowth*>;

bool isLive(const Account& account) { return account.status != AccountStatus::Closed; }

std::optional<std::int64_t> isCooling(const AccountGrowth& member, Timestamp now,
                                      const GrowthLimits& limits) {
    const auto forked = coolingFor(member.lastForkAt, now, limits.coolingSeconds);
    const auto merged = coolingFor(member.lastMergeAt, now, limits.coolingSeconds);
    if (forked && merged) return std::min(*forked, *merged);
    return forked ? forked : merged;
}

// The live members of each branch, ascending.
std::map<AccountId, Members> branchesOf(std::span<const AccountGrowth> accounts) {
    std::map<AccountId, Members> branches;
    for (const AccountGrowth& member : accounts)
        if (member.account.branch && isLive(member.account))
            branches[*member.account.branch].push_back(&member);
    for (auto& [branch, members] : branches)
        std::sort(members.begin(), members.end(),
                  [](const auto* a, const auto* b) { return a->account.id < b->account.id; });
    return branches;
}

struct BranchFigures {
    Money value;
    Money threshold; // of the first account while it lives, then of the lowest live id
    [[nodiscard]] bool isReached() const { return value >= threshold; }
};

BranchFigures figuresOf(const Members& members) {
    BranchFigures figures;
    for (const auto* member : members) figures.value = saturated(figures.value, member->account.balance());
    // The first account has the lowest id of its branch: a child is younger than its parent.
    figures.threshold = members.front()->account.policy.mergeThreshold;
    return figures;
}

bool reachesAlone(const AccountGrowth& member) {
    return member.account.balance() >= member.account.policy.mergeThreshold;
}

// What an automatic merge of the branch takes: the ten lowest ids with a balance, or, when the
// branch as a whole is still below, the accounts that have reached their threshold alone.
Members automaticSources(const Members& members, const GrowthLimits& limits) {
    const bool wholeBranch = figuresOf(members).isReached();
    Members sources;
    for (const auto* member : members) {
        if (sources.size() == static_cast<std::size_t>(limits.mergeSourcesMax)) break;
        if (member->account.balance().isPositive() && (wholeBranch || reachesAlone(*member)))
            sources.push_back(member);
    }
    return sources;
}

void checkActive(Issues& issues, const Account& account) {
    if (account.status == AccountStatus::Active) return;
    issues.error(GrowthIssueCode::SourceNotActive,
                 account.name + " is " + std::string(code(account.status)) + "; only active accounts merge.",
                 account.id).isDelay = isLive(account);
}

void checkCooling(Issues& issues, const AccountGrowth& member, Timestamp now, const GrowthLimits& limits) {
    if (const auto seconds = isCooling(member, now, limits))
        issues.delay(GrowthIssueCode::SourceCooling,
                     member.account.name + " forked or merged " + durationText(*seconds) +
                         " ago; it may merge after " + durationText(limits.coolingSeconds) + ".",
                     member.account.id);
}

// A live member that is not ACTIVE or is cooling blocks the automatic merge of its branch.
void checkMembers(Issues& issues, const Members& members, Timestamp now, const GrowthLimits& limits) {
    for (const auto* member : members) {
        checkActive(issues, member->account);
        checkCooling(issues, *member, now, limits);
    }
}

const AccountGrowth* find(const MergeContext& context, AccountId id) {
    const auto found = std::find_if(context.accounts.begin(), context.accounts.end(),
                                    [&](const AccountGrowth& a) { return a.account.id == id; });
    return found == context.accounts.end() ? nullptr : &*found;
}

bool contains(const std::vector<AccountId>& ids, AccountId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

void checkSource(Issues& issues, const MergeOrder& order, const MergeContext& context, AccountId id) {
    const AccountGrowth* source = find(context, id);
    if (!source || source->account.familyId != context.family.id) {
        issues.error(GrowthIssueCode::OtherFamily,
                     "Account " + std::to_string(id.value()) + " does not belong to the family.", id);
        return;
    }
    const Account& account = source->account;
    const bool isWrongType = account.type == AccountType::Compounding ||
                             (account.type == AccountType::Revenue && order.isAutomatic);
    if (context.com && context.com->id == id)
        issues.error(GrowthIssueCode::SourceIsTarget, account.name + " is the target itself.", id);
    else if (isWrongType)
        issues.error(GrowthIssueCode::SourceWrongType,
                     account.name + " is a " + std::string(shortName(account.type)) +
                         "; Gen-Accs merge, Rev-Accs only by hand.", id);
    checkActive(issues, account);
    if (!account.balance().isPositive() && isLive(account))
        issues.error(GrowthIssueCode::SourceEmpty, account.name + " has no balance to merge.", id);
    checkCooling(issues, *source, order.header.requestedAt, context.limits);
    if (!account.parent && !order.overridesRoot)
        issues.error(GrowthIssueCode::SourceIsRoot,
                     account.name + " is a root account; a manager has to override this.", id)
            .isOverridable = true;
}

void checkSelection(Issues& issues, const std::vector<AccountId>& sources, const MergeContext& context) {
    const auto most = static_cast<std::size_t>(context.limits.mergeSourcesMax);
    if (sources.empty()) issues.error(GrowthIssueCode::NoSources, "There is no account to merge.");
    if (sources.size() > most)
        issues.error(GrowthIssueCode::TooManySources,
                     std::to_string(sources.size()) + " accounts are too many; at most " +
                         std::to_string(most) + " merge at once.");
    for (std::size_t i = 1; i < sources.size(); ++i)
        if (sources[i] == sources[i - 1] && (i == 1 || sources[i] != sources[i - 2]))
            issues.error(GrowthIssueCode::DuplicateSource,
                         "Account " + std::to_string(sources[i].value()) + " is named twice.", sources[i]);
}

// What the branches of the sources are worth, and who is left behind.
void checkBranches(Issues& issues, const MergeOrder& order, const MergeContext& context,
                   const std::vector<AccountId>& sources) {
    for (const auto& [branch, members] : branchesOf(context.accounts)) {
        std::int64_t left = 0;
        Money leftValue;
        bool isConcerned = order.branch == branch, hasOneAlone = false;
        for (const auto* member : members) {
            const bool isSource = contains(sources, member->account.id);
            isConcerned = isConcerned || isSource;
            hasOneAlone = hasOneAlone || (isSource && reachesAlone(*member));
            if (isSource) continue;
            ++left;
            leftValue = saturated(leftValue, member->account.balance());
        }
        if (!isConcerned) continue;
        const BranchFigures figures = figuresOf(members);
        if (!figures.isReached() && !hasOneAlone) {
            const std::string text = "The branch of account " + std::to_string(branch.value()) +
                                     " is worth " + figures.value.grouped() +
                                     ", below its merge threshold of " + figures.threshold.grouped() + ".";
            if (order.isAutomatic) issues.error(GrowthIssueCode::BelowMergeThreshold, text, branch);
            else issues.warning(GrowthIssueCode::BelowMergeThreshold, text, branch);
        }
        if (order.isAutomatic) checkMembers(issues, members, order.header.requestedAt, context.limits);
        else if (left > 0)
            issues.warning(GrowthIssueCode::LeavesMembersOut,
                           std::to_string(left) + (left == 1 ? " account" : " accounts") +
                               " of the branch with " + leftValue.grouped() + " will stay.", branch);
    }
}

void checkLastGeneration(Issues& issues, const MergeContext& context, const std::vector<AccountId>& sources) {
    int staying = context.otherGenerations;
    bool isOneLeaving = false;
    for (const AccountGrowth& member : context.accounts) {
        if (member.account.type != AccountType::Generation || !isLive(member.account)) continue;
        if (contains(sources, member.account.id)) isOneLeaving = true;
        else ++staying;
    }
    if (isOneLeaving && staying == 0)
        issues.warning(GrowthIssueCode::LastGeneration,
                       "No Gen-Acc of the family will be left; nothing will fork any more.");
}

std::vector<GrowthIssue> mergeIssues(const MergeOrder& order, const MergeContext& context,
                                     const std::vector<AccountId>& sources) {
    Issues issues;
    checkSelection(issues, sources, context);
    checkCom(issues, context.com);
    for (std::size_t i = 0; i < sources.size(); ++i)
        if (i == 0 || sources[i] != sources[i - 1]) checkSource(issues, order, context, sources[i]);
    checkBranches(issues, order, context, sources);
    if (!order.isAutomatic) checkLastGeneration(issues, context, sources);
    // A source of an automatic merge is looked at as a source and as a member of its branch.
    auto found = issues.take();
    std::vector<GrowthIssue> unique;
    for (GrowthIssue& issue : found)
        if (std::find(unique.begin(), unique.end(), issue) == unique.end()) unique.push_back(std::move(issue));
    return unique;
}

// Allocated sleeves are released first, then the whole balance leaves, buffer included.
void addSource(EntryPlan& plan, const Account& source, AccountId target) {
    for (const Sleeve sleeve : {Sleeve::Contracts, Sleeve::Leaps, Sleeve::TaxReserve}) {
        const Money held = source.balances.of(sleeve);
        if (held.isZero()) continue;
        plan.postings.push_back({source.id, TransactionType::Release, sleeve, held.negated(), Money(),
                                 std::nullopt});
        plan.postings.push_back({source.id, TransactionType::Release, Sleeve::Cash, held, Money(),
                                 std::nullopt});
    }
    const Money balance = source.balance();
    // The earned part leaves with the account; an undone merge gives it back to the successor.
    plan.postings.push_back({source.id, TransactionType::MergeOut, Sleeve::Cash, balance.negated(),
                             Money(), std::nullopt, source.reinvestable.negated()});
    plan.postings.push_back({target, TransactionType::MergeIn, Sleeve::Cash, balance, balance,
                             std::nullopt});
    plan.statusChanges.push_back({source.id, AccountStatus::Closed, CloseReason::Merged, target});
    plan.links.push_back({LineageKind::Merge, source.id, target, balance});
    plan.expectedVersions.push_back({source.id, source.version});
    plan.pendingForks.push_back({source.id, PendingForkState::Superseded, "The account was merged."});
}

} // namespace

std::vector<MergeCandidate> mergeCandidates(std::span<const AccountGrowth> accounts, Timestamp now,
                                            const GrowthLimits& limits) {
    std::vector<MergeCandidate> candidates;
    for (const auto& [branch, members] : branchesOf(accounts)) {
        const BranchFigures figures = figuresOf(members);
        const Members sources = automaticSources(members, limits);
        if (sources.empty()) continue;
        MergeCandidate candidate;
        candidate.family = members.front()->account.familyId;
        candidate.branch = branch;
        candidate.first = members.front()->account.id;
        candidate.value = figures.value;
        candidate.threshold = figures.threshold;
        for (const auto* source : sources) {
            candidate.sources.push_back(source->account.id);
            candidate.sourcesValue = saturated(candidate.sourcesValue, source->account.balance());
        }
        Issues issues;
        checkMembers(issues, members, now, limits);
        candidate.issues = issues.take();
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

std::vector<AccountId> mergeSources(const MergeOrder& order, const MergeContext& context) {
    std::vector<AccountId> ids = order.sources;
    if (order.branch) {
        ids.clear();
        auto branches = branchesOf(context.accounts);
        const auto found = branches.find(*order.branch);
        if (found == branches.end()) return ids;
        Members members = found->second;
        if (order.isAutomatic) {
            members = automaticSources(members, context.limits);
        } else { // by hand, those that cannot go are left out, and the warning says so
            std::erase_if(members, [&](const AccountGrowth* member) {
                return member->account.status != AccountStatus::Active ||
                       !member->account.balance().isPositive() ||
                       isCooling(*member, order.header.requestedAt, context.limits);
            });
            const auto most = static_cast<std::size_t>(context.limits.mergeSourcesMax);
            if (members.size() > most) members.resize(most);
        }
        for (const auto* member : members) ids.push_back(member->account.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

MergePreview previewMerge(const MergeOrder& order, const MergeContext& context) {
    const auto sources = mergeSources(order, context);
    MergePreview preview;
    preview.issues = mergeIssues(order, context, sources);
    std::optional<AccountId> branch;
    bool isOneBranch = true;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const AccountGrowth* source = find(context, sources[i]);
        if (!source || (i > 0 && sources[i] == sources[i - 1])) continue;
        const Account& account = source->account;
        MergeSourcePreview row{unchanged(account), account.balances.allocated()};
        row.account.balanceAfter = Money();
        preview.total = saturated(preview.total, account.balance());
        preview.sources.push_back(std::move(row));
        isOneBranch = isOneBranch && account.branch && (!branch || branch == account.branch);
        branch = account.branch;
    }
    if (order.branch) branch = order.branch;
    if (branch && isOneBranch) {
        const auto branches = branchesOf(context.accounts);
        if (const auto found = branches.find(*branch); found != branches.end()) {
            const BranchFigures figures = figuresOf(found->second);
            preview.branchValue = figures.value;
            preview.threshold = figures.threshold;
        }
    }
    if (context.com) {
        preview.target = unchanged(*context.com);
        preview.target.balanceAfter = saturated(context.com->balance(), preview.total);
        preview.target.baselineAfter = saturated(context.com->baseline, preview.total);
    }
    return preview;
}

Planned<EntryPlan> planMerge(const MergeOrder& given, const MergeContext& context) {
    MergeOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (auto refusal = checkDate(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (order.overridesRoot)
        if (auto refusal = checkManager(order.header)) return Failed<Refusal>(std::move(*refusal));
    const auto sources = mergeSources(order, context);
    const auto issues = mergeIssues(order, context, sources);
    if (blocks(issues)) return refuseFor(RefusalCode::MergeNotEligible, issues);
    if (!issues.empty() && !order.confirmsWarnings && !order.isAutomatic)
        return refuseFor(RefusalCode::WarningsNotConfirmed, issues);

    EntryPlan plan = planFor(order.header, CommandKind::Merge, payloadOf(order));
    Money total;
    for (const AccountId id : sources) {
        const Account& source = find(context, id)->account;
        addSource(plan, source, context.com->id);
        total = saturated(total, source.balance());
    }
    plan.expectedGrowth = ExpectedGrowth{context.family.id, context.family.sequence};
    plan.raisesGrowthSequence = true;
    plan.event = GrowthEventPlan{context.com->id, std::nullopt, total};
    return plan;
}

} // namespace alluse::domain
