#pragma once
// The ledger port in memory, on domain code alone: what a database must answer, without one. The
// model of the differential tests, and the fast ledger under simulations.

#include "domain/planning.h"
#include "services/ports/ledger_port.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace alluse::tests {

// The whole book as one value: a copy is a snapshot, which is all that a dry run needs.
struct MemoryBook {
    struct Family {
        domain::ClientId client;
        std::string name;
        std::optional<domain::AccountId> designatedCom;
        std::int64_t growthSequence = 0;
    };
    struct Command {
        std::string payload;
        services::Outcome<services::EntryReceipt> outcome;
    };

    std::map<domain::AccountId, domain::Account> accounts; // customer accounts, ascending
    std::map<domain::FamilyId, Family> families;
    std::map<domain::ClientId, domain::NewClient> clients;
    std::vector<domain::StoredEntry> entries; // entries[i] has the id i + 1
    std::vector<domain::LineageLink> links;   // refer to existing accounts only
    // The entry that crossed the threshold; none when a change of policy did.
    std::map<domain::AccountId, std::optional<domain::EntryId>> pendingForks;
    std::map<domain::CommandId, Command> commands;
    std::optional<domain::Date> closedThrough;

    [[nodiscard]] domain::Money total() const; // of all customer accounts
};

// Thread-safe as the port demands: one plan at a time.
class MemoryLedger final : public services::LedgerPort {
public:
    services::Outcome<services::EntryReceipt> postEntry(const domain::EntryPlan& plan,
                                                        const services::Call& call = {}) override;
    std::vector<services::Outcome<services::EntryReceipt>>
    postEntries(std::span<const domain::EntryPlan> plans, const services::Call& call = {}) override;
    services::Outcome<std::optional<services::Outcome<services::EntryReceipt>>>
    findCommand(domain::CommandId id, const services::Call& call = {}) override;
    services::Outcome<std::unique_ptr<services::DryRun>>
    beginDryRun(const services::Call& call = {}) override;

    [[nodiscard]] std::optional<domain::Account> account(domain::AccountId id) const;
    [[nodiscard]] std::optional<domain::StoredEntry> entry(domain::EntryId id) const;
    // Of a ledger that nobody writes to meanwhile.
    [[nodiscard]] const MemoryBook& book() const { return m_book; }

private:
    mutable std::mutex m_mutex; // guards m_book
    MemoryBook m_book;
};

} // namespace alluse::tests
