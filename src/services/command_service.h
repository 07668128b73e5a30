#pragma once
// Use cases that write: open, post, transfer, reverse, change status and policy. Each call is one
// command; the same command id may be sent again after an unknown outcome. Thread-safe.

#include "domain/clock.h"
#include "domain/planning.h"
#include "metrics/metric_registry.h"
#include "services/ports/authorizer.h"
#include "services/ports/ledger_port.h"
#include "services/ports/read_port.h"

#include <functional>
#include <memory>
#include <vector>

namespace alluse::services {

// How often a plan that depends on balances is made anew when they changed in the meantime.
inline constexpr int kPlansMax = 8;

class CommandService {
public:
    CommandService(LedgerPort& ledger, AccountReads& accounts, LedgerReads& entries,
                   const Authorizer& authorizer, const domain::Clock& clock,
                   metrics::MetricRegistry& registry);
    ~CommandService();
    CommandService(const CommandService&) = delete;
    CommandService& operator=(const CommandService&) = delete;

    Outcome<EntryReceipt> openFamily(domain::OpenFamilyOrder order, const Call& call = {});
    Outcome<EntryReceipt> openAccount(domain::OpenAccountOrder order, const Call& call = {});
    Outcome<EntryReceipt> post(domain::PostOrder order, const Call& call = {});
    Outcome<EntryReceipt> transfer(domain::TransferOrder order, const Call& call = {});
    Outcome<EntryReceipt> reverse(domain::ReverseOrder order, const Call& call = {});
    Outcome<EntryReceipt> changeStatus(domain::ChangeStatusOrder order, const Call& call = {});
    Outcome<EntryReceipt> changePolicy(domain::ChangePolicyOrder order, const Call& call = {});
    // Closes the books through a day (manager, with a reason).
    Outcome<EntryReceipt> closePeriod(domain::ClosePeriodOrder order, const Call& call = {});
    // Pays every account of the family out whole and closes all of them (manager, with a reason).
    Outcome<EntryReceipt> closeFamily(domain::CloseFamilyOrder order, const Call& call = {});
    // After an unknown outcome: did the command arrive? None: it may safely be sent again.
    Outcome<std::optional<Outcome<EntryReceipt>>> resolve(domain::CommandId id, const Call& call = {});

    // Called after each commit with what changed, on the thread that committed; must not throw.
    // Listeners are added before the first command is sent.
    void onCommitted(std::function<void(const domain::ChangeSet&)> listener);

private:
    struct Operation; // the meters of one kind of command
    struct Meters;

    void complete(domain::OrderHeader& header) const;
    // What run() needs of an order: how it is planned, and how it is kept when that is refused.
    struct Recipe {
        std::function<Outcome<domain::EntryPlan>()> plan;
        std::function<std::string()> payload;
    };
    Outcome<EntryReceipt> run(const Operation& operation, domain::OrderHeader& header,
                              domain::CommandKind kind, std::int64_t subject, const Call& call,
                              const Recipe& recipe, domain::Money volume = {});
    Outcome<std::vector<domain::Account>> accountsOf(domain::FamilyId family, const Call& call);
    void nameBlocker(domain::Refusal& refusal, domain::EntryId reversed, const Call& call);
    Outcome<EntryReceipt> keepRefused(const domain::OrderHeader& header, domain::CommandKind kind,
                                      const Recipe& recipe, Failure failure, const Call& call);
    Outcome<EntryReceipt> send(const domain::EntryPlan& plan, const Call& call);

    LedgerPort& m_ledger;
    AccountReads& m_accounts;
    LedgerReads& m_entries;
    const Authorizer& m_authorizer;
    const domain::Clock& m_clock;
    std::unique_ptr<const Meters> m_meters;
    std::vector<std::function<void(const domain::ChangeSet&)>> m_listeners;
};

} // namespace alluse::services
