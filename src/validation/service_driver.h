#pragma once
// The real services under load: the same calls that forms and commands make.

#include "services/command_service.h"
#include "services/growth_service.h"
#include "services/id_source.h"
#include "validation/data_set.h"
#include "validation/key_distribution.h"
#include "validation/load_engine.h"
#include "validation/verdict.h"

#include <atomic>
#include <memory>

namespace alluse::validation {

struct Services {
    services::CommandService& commands;
    services::GrowthService& growth;
    services::AccountReads& accounts;
    services::FamilyReads& families;
    services::LedgerReads& entries;
    const domain::Clock& clock;
};

// What all workers of a run share. What was acknowledged is counted here, to be found again in the
// ledger afterwards.
struct LoadState {
    explicit LoadState(DataSet set, LoadPart share = {}) : data(std::move(set)), part(share) {}
    DataSet data;
    LoadPart part;
    std::atomic<std::int64_t> enteredCents{0}; // minus what left
    std::atomic<std::int64_t> acknowledged{0};
    std::atomic<std::int64_t> unresolved{0};
    std::atomic<std::size_t> nextFork{0}, nextMerge{0}, nextReinvest{0};
};

class ServiceDriver final : public Driver {
public:
    ServiceDriver(const Scenario& scenario, Services services, LoadState& state);
    bool prepare(Operation operation, domain::SeededRandom& random) override;
    std::string_view perform(Operation operation) override;

private:
    using Receipt = services::Outcome<services::EntryReceipt>;

    [[nodiscard]] domain::OrderHeader header();
    [[nodiscard]] bool takeNext(const std::vector<domain::AccountId>& supply, std::atomic<std::size_t>& next);
    [[nodiscard]] Receipt send(Operation operation);
    [[nodiscard]] std::string_view read(Operation operation);
    // Counts what was acknowledged; asks for the end of a command whose end is unknown.
    [[nodiscard]] std::string_view settle(Receipt receipt, domain::Money entered);
    [[nodiscard]] std::string_view kindOf(const services::Failure& failure);

    Services m_services;
    LoadState& m_state;
    Keys m_keys;
    services::Call m_call{services::Lane::Validation, {}};
    services::SystemIdSource m_ids;
    domain::CommandId m_command;
    domain::OpenAccountOrder m_create;
    domain::PostOrder m_post;
    domain::TransferOrder m_transfer;
    domain::AccountId m_account;
    domain::FamilyId m_family;
    std::string m_kind; // of the last error; the view that perform() returns
};

// Before and after a run: what the ledger holds.
struct BookState {
    std::int64_t totalCents = 0, entries = 0;
    bool isVerified = false;
    std::string firstBreak;
    int checks = 0;
};
[[nodiscard]] services::Outcome<BookState> readBook(services::FamilyReads& families, services::DatabasePort& database,
                                                    const services::Call& call);
[[nodiscard]] MoneyCheck checkMoney(const BookState& before, const BookState& after, std::int64_t enteredCents,
                                    std::int64_t acknowledged, std::int64_t unresolved);

} // namespace alluse::validation
