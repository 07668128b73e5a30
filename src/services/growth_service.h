#pragma once
// Use cases of growth: scan, preview, run and undo forks, merges and reinvestments, one or many.
// Plans again when it was stale, at most kPlansMax times. Thread-safe.

#include "domain/clock.h"
#include "metrics/metric_registry.h"
#include "services/ports/authorizer.h"
#include "services/ports/growth_port.h"
#include "services/ports/ledger_port.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace alluse::services {

// Many at once. The id of each command follows from the run's id and the row, so a run that was
// cut short is resumed with the same id and posts nothing twice.
struct BulkRow {
    std::int64_t subject = 0; // the account, the branch's first account, or the reinvestment's row
    std::string name;
    enum class Result { Done, Planned, AlreadyDone, Waiting, Refused, Failed } result = Result::Done;
    domain::Money amount;
    std::string text; // why not; empty when it was done
    std::optional<EntryId> entry;
};
struct BulkReport {
    domain::CommandId run;
    std::int64_t looked = 0; // rows considered
    std::int64_t done = 0, planned = 0, alreadyDone = 0, waiting = 0, refused = 0, failed = 0;
    domain::Money amount;      // of what was done or planned
    std::vector<BulkRow> rows; // the first kBulkRowsMax; all of them go to onRow
    bool isCancelled = false;  // the same run id resumes it
};
struct BulkRequest {
    domain::Actor actor;
    domain::CommandId run;                  // kept by the caller until an answer
    domain::Date businessDate;              // none: today
    std::optional<FamilyId> family;         // none: all
    bool isDryRun = false;                  // plans only: nothing is written
    bool isAutomatic = false;               // families whose setting is AtOnce only
    std::function<void(std::int64_t done)> onProgress;
    std::function<void(const BulkRow&)> onRow;
};
inline constexpr std::size_t kBulkRowsMax = 1'000;

struct DrainReport {
    std::int64_t executed = 0, waiting = 0, superseded = 0, failed = 0;
};

class GrowthService {
public:
    static constexpr int kPlansMax = 8;

    GrowthService(LedgerPort& ledger, GrowthPort& growth, const Authorizer& authorizer,
                  const domain::Clock& clock, metrics::MetricRegistry& registry);
    ~GrowthService();
    GrowthService(const GrowthService&) = delete;
    GrowthService& operator=(const GrowthService&) = delete;

    // Forks
    Outcome<Page<ForkCandidateRow>> scanForks(const ForkCandidateQuery& query, const PageRequest& request,
                                              const Call& call = {});
    Outcome<domain::ForkPreview> previewFork(domain::ForkOrder order, const Call& call = {});
    Outcome<EntryReceipt> fork(domain::ForkOrder order, const Call& call = {});
    Outcome<EntryReceipt> releaseForks(domain::ReleaseForksOrder order, const Call& call = {});
    Outcome<BulkReport> forkAllEligible(const BulkRequest& request, const Call& call = {});
    // Executes what waits in families that fork at once; marks why the rest waits or is superseded.
    // Called after commits and at start-up by a job whose name is the actor's.
    Outcome<DrainReport> drainPending(const domain::Actor& actor, const Call& call = {});
    Outcome<Page<PendingForkRow>> pendingForks(const PendingForkQuery& query, const PageRequest& request,
                                               const Call& call = {});
    // An operator decides that a pending fork will not happen.
    Outcome<bool> cancelPending(domain::PendingForkId id, const domain::Actor& actor, const Call& call = {});

    // Merges
    Outcome<Page<MergeCandidateRow>> scanMerges(const MergeCandidateQuery& query,
                                                const PageRequest& request, const Call& call = {});
    Outcome<domain::MergePreview> previewMerge(domain::MergeOrder order, const Call& call = {});
    Outcome<EntryReceipt> merge(domain::MergeOrder order, const Call& call = {});
    Outcome<BulkReport> mergeAllReady(const BulkRequest& request, const Call& call = {});

    // Reinvestments
    // Makes the rows that are due by `until`, then returns the page.
    Outcome<Page<ReinvestmentRow>> dueReinvestments(ReinvestmentQuery query, const PageRequest& request,
                                                    const Call& call = {});
    // The rows there are, of any days; unlike dueReinvestments it makes none.
    Outcome<Page<ReinvestmentRow>> reinvestments(const ReinvestmentQuery& query, const PageRequest& request,
                                                 const Call& call = {});
    Outcome<domain::ReinvestmentPreview> previewReinvestment(domain::ReinvestmentOrder order,
                                                             const Call& call = {});
    Outcome<EntryReceipt> reinvest(domain::ReinvestmentOrder order, const Call& call = {});
    Outcome<EntryReceipt> release(domain::ReleaseOrder order, const Call& call = {});
    Outcome<void> approve(domain::ReinvestmentId id, const domain::Actor& actor, const Call& call = {});
    Outcome<void> cancel(domain::ReinvestmentId id, const domain::Actor& actor, const Call& call = {});
    Outcome<void> defer(domain::ReinvestmentId id, Date to, const domain::Actor& actor,
                        const Call& call = {});
    Outcome<BulkReport> runAllDue(const BulkRequest& request, const Call& call = {});

    // Undo of a fork or a merge
    Outcome<domain::UndoPreview> previewUndo(domain::UndoOrder order, const Call& call = {});
    Outcome<EntryReceipt> undo(domain::UndoOrder order, const Call& call = {});

    // The event that an entry is; none when the entry is no growth.
    Outcome<std::optional<domain::GrowthEventId>> eventOf(EntryId entry, const Call& call = {});

    // History, lineage, settings
    Outcome<Page<GrowthEventRow>> history(const GrowthEventQuery& query, const PageRequest& request,
                                          const Call& call = {});
    Outcome<std::optional<FamilyTree>> tree(FamilyId family, Date asOf, const Call& call = {});
    Outcome<std::optional<SubtreeValue>> subtreeValue(AccountId account, const Call& call = {});
    Outcome<std::optional<domain::FamilyGrowthSettings>> settings(FamilyId family, const Call& call = {});
    Outcome<EntryReceipt> changeSettings(domain::GrowthSettingsOrder order, const Call& call = {});

    // After an unknown outcome: did the command arrive? None: it may safely be sent again.
    Outcome<std::optional<Outcome<EntryReceipt>>> resolve(domain::CommandId id, const Call& call = {});
    // Called after each commit with what changed, on the thread that committed; must not throw.
    void onCommitted(std::function<void(const domain::ChangeSet&)> listener);

private:
    struct Operation; // the meters of one kind of command
    struct Meters;
    struct BulkRun; // growth_bulk.cpp
    using Plan = std::function<Outcome<domain::EntryPlan>()>;

    void complete(domain::OrderHeader& header) const;
    Outcome<EntryReceipt> run(const Operation& operation, domain::OrderHeader& header,
                              domain::CommandKind kind, std::int64_t subject, const Call& call,
                              const Plan& plan);
    Outcome<EntryReceipt> send(const Plan& plan, const domain::OrderHeader& header, domain::CommandKind kind,
                               std::int64_t subject, Money& moved, const Call& call);
    void keepRefused(const domain::OrderHeader& header, domain::CommandKind kind, std::int64_t subject,
                     const domain::Refusal& refusal, const Call& call);
    // Forks with the facts at hand first, and reads them again only when they were stale.
    Outcome<EntryReceipt> forkFrom(domain::ForkOrder order, std::optional<domain::ForkContext> known,
                                   const Call& call);
    Outcome<void> move(const ReinvestmentMove& move, const domain::Actor& actor, const Call& call);
    void settleReinvestment(const domain::ReinvestmentOrder& order, const Failure& failure, const Call& call);
    std::optional<Failure> drainOne(const PendingForkRow& row, const domain::Actor& actor,
                                    DrainReport& report, const Call& call);
    void announce(const EntryReceipt& receipt) const;

    LedgerPort& m_ledger;
    GrowthPort& m_growth;
    const Authorizer& m_authorizer;
    const domain::Clock& m_clock;
    std::unique_ptr<const Meters> m_meters;
    std::vector<std::function<void(const domain::ChangeSet&)>> m_listeners;
};

} // namespace alluse::services
