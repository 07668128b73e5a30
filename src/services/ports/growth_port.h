#pragma once
// Growth: the facts its plans are made from, its lists, and the rows that wait. Everything that
// moves money goes through LedgerPort::postEntry. Thread-safe; each call leases a session.

#include "services/call.h"
#include "services/growth_rows.h"
#include "services/outcome.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace alluse::services {

// A row that waits, moved from one state to another; nothing happens when it is in neither.
struct ReinvestmentMove {
    domain::ReinvestmentId id;
    domain::ReinvestmentState from = domain::ReinvestmentState::Scheduled;
    domain::ReinvestmentState to = domain::ReinvestmentState::Approved;
    std::string reason;
    std::optional<Date> deferredTo; // with Deferred: a new row is scheduled for this day
};

class GrowthPort {
public:
    virtual ~GrowthPort() = default;

    // What plans are made from: one round trip each, read from one snapshot. None: there is no such
    // account or event. `forksOnDate` counts the completed forks of the family on `businessDate`.
    virtual Outcome<std::optional<domain::ForkContext>> forkContext(AccountId parent, Date businessDate,
                                                                    const Call& call = {}) = 0;
    // The same for many accounts at once, in their order, unknown ones left out; at most 1,000.
    virtual Outcome<std::vector<domain::ForkContext>> forkContexts(std::span<const AccountId> parents,
                                                                   Date businessDate,
                                                                   const Call& call = {}) = 0;
    // The mean of the account's last 12 weekly returns; none when it is younger. For previews: it reads
    // the account's life, which no plan needs.
    virtual Outcome<std::optional<double>> weeklyRate(AccountId account, Date businessDate,
                                                      const Call& call = {}) = 0;
    // The named accounts with all live members of their branches; by branch, those of one. The
    // family, its target and the count of other Gen-Accs are those of the first account found.
    virtual Outcome<std::optional<domain::MergeContext>>
    mergeContext(std::span<const AccountId> sources, std::optional<AccountId> branch, Date businessDate,
                 const Call& call = {}) = 0;
    virtual Outcome<std::vector<domain::MergeContext>> mergeContexts(std::span<const AccountId> branches,
                                                                     Date businessDate,
                                                                     const Call& call = {}) = 0;
    // By the row when one is named, else by the account alone.
    virtual Outcome<std::optional<domain::ReinvestmentContext>>
    reinvestmentContext(AccountId account, std::optional<domain::ReinvestmentId> row,
                        const Call& call = {}) = 0;
    // The same for many rows at once, in their order, unknown ones left out; at most 1,000.
    virtual Outcome<std::vector<domain::ReinvestmentContext>>
    reinvestmentContexts(std::span<const domain::ReinvestmentId> rows, const Call& call = {}) = 0;
    virtual Outcome<std::optional<domain::UndoContext>> undoContext(domain::GrowthEventId event,
                                                                    Date businessDate,
                                                                    const Call& call = {}) = 0;
    // The event that an entry is; none when the entry is no growth.
    virtual Outcome<std::optional<domain::GrowthEventId>> eventOf(EntryId entry, const Call& call = {}) = 0;

    // Lists, keyset pages in the order each query names.
    virtual Outcome<Page<ForkCandidateRow>> forkCandidates(const ForkCandidateQuery& query,
                                                           const PageRequest& request,
                                                           const Call& call = {}) = 0;
    virtual Outcome<Page<MergeCandidateRow>> mergeCandidates(const MergeCandidateQuery& query,
                                                             const PageRequest& request,
                                                             const Call& call = {}) = 0;
    virtual Outcome<Page<PendingForkRow>> pendingForks(const PendingForkQuery& query,
                                                       const PageRequest& request,
                                                       const Call& call = {}) = 0;
    virtual Outcome<Page<ReinvestmentRow>> reinvestments(const ReinvestmentQuery& query,
                                                         const PageRequest& request,
                                                         const Call& call = {}) = 0;
    virtual Outcome<Page<GrowthEventRow>> events(const GrowthEventQuery& query,
                                                 const PageRequest& request, const Call& call = {}) = 0;

    virtual Outcome<std::optional<FamilyTree>> familyTree(FamilyId family, Date asOf,
                                                          const Call& call = {}) = 0;
    virtual Outcome<std::optional<SubtreeValue>> subtreeValue(AccountId account, const Call& call = {}) = 0;
    // Settings of a family change by a plan with `growthSettings`.
    virtual Outcome<std::optional<domain::FamilyGrowthSettings>> settings(FamilyId family,
                                                                          const Call& call = {}) = 0;
    virtual Outcome<domain::GrowthLimits> limits(const Call& call = {}) = 0;

    // A pending fork that waits on (its state stays, the reason is shown) or ends without forking.
    // False: it was not pending any more.
    virtual Outcome<bool> markPending(domain::PendingForkId id, domain::PendingForkState to,
                                      const std::string& reason, domain::Timestamp at,
                                      const Call& call = {}) = 0;

    // Makes the SCHEDULED rows that are missing: for each ACTIVE account with something earned,
    // one for the due day of its frequency (by value of ReinvestmentFrequency; none: not due).
    // An account has one row for a day. Returns how many were made.
    virtual Outcome<std::int64_t>
    scheduleReinvestments(const std::array<std::optional<Date>, 5>& dueByFrequency,
                          domain::Timestamp at, const Call& call = {}) = 0;
    // False: the row was not in `from`.
    virtual Outcome<bool> moveReinvestment(const ReinvestmentMove& move, const domain::Actor& actor,
                                           domain::Timestamp at, const Call& call = {}) = 0;
    // The same way for many rows; `move` names no row and no day. Returns how many were moved.
    virtual Outcome<std::int64_t> moveReinvestments(std::span<const domain::ReinvestmentId> rows,
                                                    const ReinvestmentMove& move, const domain::Actor& actor,
                                                    domain::Timestamp at, const Call& call = {}) = 0;
};

} // namespace alluse::services
