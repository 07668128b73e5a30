#pragma once
// Merging (domain section 8): branches that are large enough, what blocks them, the plan.

#include "domain/growth.h"
#include "domain/planning.h"

#include <optional>
#include <span>
#include <vector>

namespace alluse::domain {

// Everything one merge is planned from; read in one round trip.
struct MergeContext {
    FamilyGrowth family;
    std::optional<Account> com; // the designated Com-Acc, the target
    // The named accounts, whatever their status, and all live members of their branches, ascending.
    std::vector<AccountGrowth> accounts;
    int otherGenerations = 0; // live Gen-Accs of the family that are not among `accounts`
    GrowthLimits limits;
};

struct MergeOrder {
    OrderHeader header;
    // Either the sources by name (by hand), or a branch by its first account: then the sources are
    // its ten lowest ids with a balance.
    std::vector<AccountId> sources;
    std::optional<AccountId> branch;
    bool isAutomatic = false;    // the threshold must be reached and no member may be cooling
    bool overridesRoot = false;  // a manager with a reason may merge a root account
    bool confirmsWarnings = false; // the warnings were read; automatic merges have none to read
};

// A branch that has reached its threshold, or whose one account has by itself.
struct MergeCandidate {
    FamilyId family;
    AccountId branch; // its first-generation account, which may be closed
    AccountId first;  // its lowest live id, whose threshold counts when the first is closed
    Money value;      // of the whole branch
    Money threshold;
    std::vector<AccountId> sources;  // what a merge would take now, ascending
    Money sourcesValue;
    std::vector<GrowthIssue> issues; // what blocks the automatic merge
};

// Members of one family in any order; closed ones are passed over. Branches ascending.
[[nodiscard]] std::vector<MergeCandidate> mergeCandidates(std::span<const AccountGrowth> members,
                                                          Timestamp now, const GrowthLimits& limits);

struct MergeSourcePreview {
    AccountPreview account;
    Money released; // from contracts, LEAPS and tax reserve back to cash
};
struct MergePreview {
    std::vector<GrowthIssue> issues; // errors block, warnings need a confirmation
    std::vector<MergeSourcePreview> sources;
    AccountPreview target;
    Money total;
    Money branchValue, threshold; // zero when the sources are not of one branch
};

// The sources the order means, ascending; the issues that concern them come with the preview.
[[nodiscard]] std::vector<AccountId> mergeSources(const MergeOrder& order, const MergeContext& context);
[[nodiscard]] MergePreview previewMerge(const MergeOrder& order, const MergeContext& context);
// Refused with MergeNotEligible or WarningsNotConfirmed and all reasons in the detail.
[[nodiscard]] Planned<EntryPlan> planMerge(const MergeOrder& order, const MergeContext& context);

} // namespace alluse::domain
