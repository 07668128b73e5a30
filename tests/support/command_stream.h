#pragma once
// Random commands that follow from a seed: everything an operator, an import or a job may send,
// most of it near the edges of a rule, some of it again, late, or to the wrong place.

#include "domain/planning.h"
#include "support/memory_ledger.h"

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace alluse::tests {

class CommandStream {
public:
    explicit CommandStream(std::uint64_t seed) : m_random(seed) {}

    // The next plan, made for the state of the book; what cannot even be planned is left out.
    [[nodiscard]] domain::EntryPlan next(const MemoryBook& book);
    // How many plans are sent at once, all made from the same state.
    [[nodiscard]] int batchSize();
    // Rarely, a day to close the books through.
    [[nodiscard]] std::optional<domain::Date> periodToClose();

private:
    using Planned = std::optional<domain::EntryPlan>;

    Planned any(const MemoryBook& book);
    Planned openFamily(const MemoryBook& book);
    Planned openAccount(const MemoryBook& book);
    Planned post(const MemoryBook& book);
    Planned transfer(const MemoryBook& book);
    Planned reverse(const MemoryBook& book);
    Planned changeStatus(const MemoryBook& book);
    Planned changePolicy(const MemoryBook& book);
    Planned allocate(const MemoryBook& book);
    Planned fork(const MemoryBook& book);
    Planned merge(const MemoryBook& book);
    Planned payOut(const MemoryBook& book);
    Planned repeat();

    // Uniform in [0, bound).
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(bound));
    }
    bool oneIn(std::int64_t n) { return below(n) == 0; }
    template <class T>
    const T& oneOf(const std::vector<T>& values) {
        return values[static_cast<std::size_t>(below(static_cast<std::int64_t>(values.size())))];
    }
    domain::OrderHeader header();
    domain::CommandId freshId();
    domain::AccountId accountId(const MemoryBook& book);
    const domain::Account* account(const MemoryBook& book);
    domain::Money amountNear(const domain::Account* account);
    std::string text();
    domain::Policy policy(domain::AccountType type);
    // The plan of an order that has no planner here.
    domain::EntryPlan rawPlan(domain::CommandKind kind);

    std::mt19937_64 m_random;
    std::int64_t m_micros = 1'763'467'200'000'000; // 2025-11-18 12:00 UTC
    domain::Date m_today{20'410};
    std::vector<domain::EntryPlan> m_sent;
};

} // namespace alluse::tests
