#pragma once
// Two families in memory that live through random weeks: trades, client money, forks, merges,
// reinvestments, undos, changes of status and policy. Checks what must always hold.

#include "domain/fork_planning.h"
#include "domain/merge_planning.h"
#include "domain/reinvestment_planning.h"
#include "domain/seeded_random.h"
#include "domain/undo_planning.h"
#include "support/memory_ledger.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace alluse::tests {

struct WorldCounts {
    std::int64_t commands = 0, done = 0, refused = 0, repeats = 0;
    std::int64_t forks = 0, merges = 0, reinvestments = 0, undos = 0, overrides = 0;
    WorldCounts& operator+=(const WorldCounts& other);
};

class GrowthWorld {
public:
    // Hears of each plan that was sent, sent again ones too, and of what the ledger in memory answered.
    using Witness = std::function<void(const domain::EntryPlan&, const services::Outcome<services::EntryReceipt>&)>;

    explicit GrowthWorld(std::uint64_t seed, Witness witness = {});
    void step();
    // What is too slow to check after each command. Empty: all holds.
    void checkWhole();
    [[nodiscard]] const WorldCounts& counts() const { return m_counts; }
    // The first broken rule, with its command; empty: none.
    [[nodiscard]] const std::string& broken() const { return m_broken; }
    [[nodiscard]] const MemoryLedger& ledger() const { return m_ledger; }
    [[nodiscard]] const std::vector<domain::GrowthEvent>& events() const { return m_events; }
    [[nodiscard]] const std::set<domain::AccountId>& held() const { return m_held; }

private:
    using Planned = domain::Planned<domain::EntryPlan>;
    struct FamilyFacts {
        int childNumberNext = 1;
        std::map<domain::Date, int> forks; // completed ones, by business date
    };

    void openFamily(const std::string& name);
    Planned any();
    Planned postSomething();
    Planned transferSomething();
    Planned reverseSomething();
    Planned changeStatus();
    Planned changePolicy();
    Planned decideGrowth();
    Planned forkSomething();
    Planned mergeSomething();
    Planned reinvestSomething();
    Planned undoSomething();

    void send(const domain::EntryPlan& plan);
    void follow(const domain::EntryPlan& plan, const services::EntryReceipt& receipt);
    void followFork(const domain::EntryPlan& plan, const services::EntryReceipt& receipt,
                    const domain::Account& before);
    void checkAccount(domain::AccountId id);
    void expect(bool holds, const std::string& what);

    [[nodiscard]] domain::OrderHeader header();
    [[nodiscard]] const domain::Account& account();
    [[nodiscard]] domain::Money amountUpTo(domain::Money limit);
    [[nodiscard]] domain::FamilyGrowth familyOf(domain::FamilyId id);
    [[nodiscard]] std::optional<domain::Account> comOf(domain::FamilyId id) const;
    [[nodiscard]] domain::AccountGrowth growthOf(const domain::Account& account) const;

    services::Outcome<services::EntryReceipt> post(const domain::EntryPlan& plan);

    Witness m_witness;
    MemoryLedger m_ledger;
    domain::SeededRandom m_random;
    domain::Timestamp m_now;
    domain::Date m_today;
    std::map<domain::FamilyId, FamilyFacts> m_families;
    std::map<domain::AccountId, domain::Timestamp> m_forkedAt, m_mergedAt;
    std::set<domain::AccountId> m_held;
    std::vector<domain::GrowthEvent> m_events;
    std::map<domain::AccountId, std::int64_t> m_sums; // of the postings, beside the ledger's balances
    std::size_t m_entriesSeen = 0;
    bool m_isOverride = false; // of the fork that is being planned
    WorldCounts m_counts;
    std::string m_broken;
};

} // namespace alluse::tests
