#pragma once
// Plays the weeks of one family in memory, by the domain's rules, into ready-made rows.

#include "domain/account.h"
#include "services/demo/demo_random.h"
#include "services/ports/database_port.h"

#include <cstdint>
#include <vector>

namespace alluse::services::demo {

struct FamilySettings {
    std::uint64_t seed = 1;
    std::int64_t number = 0;
    int weeks = 1;
    domain::Date endDate;
};

class FamilySimulation {
public:
    explicit FamilySimulation(const FamilySettings& settings);
    [[nodiscard]] BulkFamily run();

private:
    // The state of an account beside its rows; the same index as in BulkFamily::accounts.
    struct State {
        domain::Account account; // its id is the index + 1
    };

    void open(domain::Date day);
    void playWeek(domain::Date monday);
    void harvest(domain::Date day, domain::AccountType type);
    void trade(std::size_t index, domain::Date day);
    void moveClientMoney(domain::Date day);
    void transfer(domain::Date day);
    void payFees(domain::Date day);
    void reinvest(domain::Date day);
    void forkDue(domain::Date day);
    void fork(std::size_t parent, domain::Date day);
    void mergeDue(domain::Date day);
    [[nodiscard]] bool mayMerge() const;
    [[nodiscard]] static std::size_t indexOf(domain::AccountId id) {
        return static_cast<std::size_t>(id.value() - 1);
    }
    void merge(const std::vector<std::size_t>& sources, domain::Date day);
    void setFinalStatus(domain::Date day);
    void payOutAll(domain::Date day);

    BulkEntry& addEntry(domain::CommandKind kind, domain::Date day, std::string note = {});
    void addPosting(std::size_t account, domain::TransactionType type, domain::Money amount,
                    domain::Money baselineDelta = {}, domain::Sleeve sleeve = domain::Sleeve::Cash);
    void addCounterpart(domain::TransactionType type);
    void postOne(std::size_t account, domain::TransactionType type, domain::Money amount,
                 domain::Date day, std::string note = {});
    std::size_t addAccount(std::string name, domain::AccountType type, const domain::Policy& policy,
                           domain::Date day);
    [[nodiscard]] domain::TradeDetails someTrade(domain::Date day);
    [[nodiscard]] bool isOpen(std::size_t index) const;

    FamilySettings m_settings;
    DemoRandom m_random;
    BulkFamily m_family;
    std::vector<State> m_states;
    int m_forkCount = 0;
    std::int64_t m_secondOfDay = 0;
};

} // namespace alluse::services::demo
