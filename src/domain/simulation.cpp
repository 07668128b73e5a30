// Kept in flat arrays: a fan of a thousand paths visits some hundred million account-weeks.

#include "domain/simulation.h"

#include "domain/assert.h"
#include "domain/fork_planning.h"
#include "domain/order_checks.h"
#include "domain/seeded_random.h"

#include <algorithm>

namespace alluse::domain {

namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kPpmOfBasisPoint = 100;
constexpr std::size_t kGen = 0, kRev = 1, kCom = 2;
using Rates = std::array<std::int64_t, 3>; // of a week by type, in millionths of the balance

// Rounded half even to the cent, as Money::share, on both sides of zero.
std::int64_t premiumOf(std::int64_t balance, std::int64_t rate) {
    const bool isNegative = rate < 0;
    const std::int64_t size = isNegative ? -rate : rate;
    // Split so that the product stays below 2^63: 10^15 cents × 10^6 would not.
    const std::int64_t fine = balance % kMillion * size;
    std::int64_t cents = balance / kMillion * size + fine / kMillion;
    const std::int64_t remainder = fine % kMillion;
    if (remainder > kMillion / 2 || (remainder == kMillion / 2 && cents % 2 != 0)) ++cents;
    return isNegative ? -cents : cents;
}

class Family {
public:
    Family(const SimulationInput& input, const std::array<Money, 3>& capital)
        : m_input(input), m_generation(input.policies[kGen]), m_revenue(capital[kRev].cents()),
          m_compounding(capital[kCom].cents()) {
        m_balances.push_back(capital[kGen].cents());
        m_baselines.push_back(capital[kGen].cents());
        m_branches.push_back(kNoBranch);
    }

    // False: an amount has left the range of the ledger.
    [[nodiscard]] bool playWeek(const Rates& rates, SimulationWeek& week) {
        harvest(rates);
        if (!isInRange()) return false;
        forkDue(week);
        mergeDue(week);
        std::int64_t generation = 0;
        for (const std::int64_t balance : m_balances) generation += balance;
        week.live = {static_cast<std::int32_t>(m_balances.size()), 1, 1};
        week.totals = {Money::fromCents(generation), Money::fromCents(m_revenue), Money::fromCents(m_compounding)};
        return true;
    }

private:
    static constexpr std::size_t kNoBranch = static_cast<std::size_t>(-1); // the root account

    void harvest(const Rates& rates) {
        for (std::int64_t& balance : m_balances) balance += premiumOf(balance, rates[kGen]);
        m_revenue += premiumOf(m_revenue, rates[kRev]);
        m_compounding += premiumOf(m_compounding, rates[kCom]);
    }

    [[nodiscard]] bool isInRange() const {
        std::int64_t total = m_revenue;
        for (const std::int64_t balance : m_balances) {
            total += balance;
            if (total > Money::kCentsMax) return false;
        }
        return total <= Money::kCentsMax - m_compounding;
    }

    // Ascending ids; a child of this week has no surplus yet, so the scan stops before it.
    void forkDue(SimulationWeek& week) {
        m_forkedBranches.clear();
        if (!m_generation.forkingEnabled) return;
        const std::int64_t threshold = m_generation.forkThreshold.cents();
        const std::size_t count = m_balances.size();
        for (std::size_t i = 0; i < count && week.forks < m_input.limits.forksPerFamilyDayMax; ++i) {
            if (m_balances[i] - m_baselines[i] < threshold) continue;
            const Money balance = Money::fromCents(m_balances[i]);
            if (!canAffordFork(balance, Money::fromCents(m_baselines[i]), balance, m_generation)) continue;
            fork(i);
            ++week.forks;
        }
    }

    void fork(std::size_t parent) {
        const ForkAmounts amounts =
            forkAmounts(Money::fromCents(m_balances[parent] - m_baselines[parent]), m_generation);
        m_balances[parent] -= amounts.leaving().cents();
        m_baselines[parent] += amounts.retained.cents();
        m_compounding += amounts.toCom.cents();
        const std::size_t branch = m_branches[parent];
        if (branch != kNoBranch) m_forkedBranches.push_back(branch);
        m_balances.push_back(amounts.toChild.cents());
        m_baselines.push_back(amounts.toChild.cents());
        m_branches.push_back(branch == kNoBranch ? m_branchCount++ : branch);
    }

    // Every account has the merge threshold of the root's policy, so an account that reaches it
    // alone is of a branch that does. Branches are numbered in ascending id of their first account.
    void mergeDue(SimulationWeek& week) {
        const std::int64_t threshold = m_generation.mergeThreshold.cents();
        m_values.assign(m_branchCount, 0);
        bool isDue = false;
        for (std::size_t i = 0; i < m_balances.size(); ++i) {
            if (m_branches[i] == kNoBranch) continue;
            std::int64_t& value = m_values[m_branches[i]];
            value += m_balances[i];
            isDue = isDue || value >= threshold;
        }
        if (!isDue) return;
        for (std::size_t branch = 0; branch < m_values.size(); ++branch) {
            const bool waits = std::find(m_forkedBranches.begin(), m_forkedBranches.end(), branch) !=
                               m_forkedBranches.end();
            if (m_values[branch] < threshold || waits) continue;
            merge(branch);
            ++week.merges;
        }
    }

    // The lowest ids with a balance go to the Com-Acc and close; closed ones leave the arrays.
    void merge(std::size_t branch) {
        int taken = 0;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_balances.size(); ++i) {
            const bool isSource = m_branches[i] == branch && m_balances[i] > 0 &&
                                  taken < m_input.limits.mergeSourcesMax;
            if (isSource) {
                m_compounding += m_balances[i];
                ++taken;
                continue;
            }
            m_balances[kept] = m_balances[i];
            m_baselines[kept] = m_baselines[i];
            m_branches[kept] = m_branches[i];
            ++kept;
        }
        m_balances.resize(kept);
        m_baselines.resize(kept);
        m_branches.resize(kept);
    }

    const SimulationInput& m_input;
    const Policy& m_generation;
    // The Gen-Accs that are open, ascending ids; children inherit the root's policy.
    std::vector<std::int64_t> m_balances, m_baselines;
    std::vector<std::size_t> m_branches;
    std::int64_t m_revenue, m_compounding;
    std::size_t m_branchCount = 0;
    std::vector<std::size_t> m_forkedBranches; // with a member that forked this week
    std::vector<std::int64_t> m_values;        // of the branches
};

Result<std::array<Money, 3>, Refusal> checkedSplit(const SimulationInput& input) {
    std::array<BasisPoints, 3> shares;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Policy& policy = input.policies[i];
        if (const auto broken = violations(policy, kAccountTypes[i]); !broken.empty())
            return Failed<Refusal>(because(RefusalCode::PolicyViolated, code(broken.front().field),
                                           broken.front().text));
        const std::int32_t rate = input.weeklyReturns[i].value();
        if (rate < 0 || rate > BasisPoints::kWhole)
            return Failed<Refusal>(because(RefusalCode::PolicyViolated, "weeklyReturn",
                                           "A weekly return must be 0 to 100 %."));
        shares[i] = policy.initialAllocation;
    }
    if (input.weeks < 1 || input.weeks > kSimulationWeeksMax)
        return Failed<Refusal>(because(RefusalCode::PolicyViolated, "weeks",
                                       "The weeks must be 1 to 5,200."));
    const auto split = splitCapital(input.capital, shares);
    if (!split) return Failed<Refusal>(split.error());
    return split->parts;
}

// Plays week after week; `onWeek` gets each.
template <class RatesOfWeek, class OnWeek>
std::optional<Refusal> play(const SimulationInput& input, RatesOfWeek ratesOfWeek, OnWeek onWeek) {
    const auto split = checkedSplit(input);
    if (!split) return split.error();
    Family family(input, *split);
    for (int number = 1; number <= input.weeks; ++number) {
        SimulationWeek week;
        week.week = number;
        if (!family.playWeek(ratesOfWeek(), week)) return because(RefusalCode::BalanceOutOfRange, "weeks");
        onWeek(week);
    }
    return std::nullopt;
}

// A bell with the given standard deviation: a uniform draw of ±h has h / √3, twelve of them 2 h.
std::int64_t noise(SeededRandom& random, std::int64_t deviation) {
    const std::int64_t half = deviation / 2;
    if (half == 0) return 0;
    std::int64_t sum = 0;
    for (int i = 0; i < 12; ++i) sum += random.between(-half, half);
    return sum;
}

template <class Value>
Value nearestRank(const std::vector<Value>& sorted, std::size_t percent) {
    const std::size_t rank = (percent * sorted.size() + 99) / 100;
    return sorted[std::max<std::size_t>(1, rank) - 1];
}

template <class Value, class Read>
std::array<Value, 3> percentiles(std::span<const SimulationPath> paths, std::vector<Value>& values,
                                 Read read) {
    values.clear();
    for (const SimulationPath& path : paths) values.push_back(read(path));
    std::sort(values.begin(), values.end());
    return {nearestRank(values, 10), nearestRank(values, 50), nearestRank(values, 90)};
}

} // namespace

SimulationInput simulationOf(const PolicyTemplate& policies, Money capital, int weeks) {
    SimulationInput input;
    input.capital = capital;
    input.policies = policies.policies;
    for (std::size_t i = 0; i < input.policies.size(); ++i)
        input.weeklyReturns[i] = input.policies[i].targetWeeklyReturn;
    input.weeks = weeks;
    return input;
}

Result<SimulationResult, Refusal> simulate(const SimulationInput& input) {
    Rates rates{};
    for (std::size_t i = 0; i < rates.size(); ++i)
        rates[i] = input.weeklyReturns[i].value() * kPpmOfBasisPoint;
    SimulationResult result;
    result.weeks.reserve(static_cast<std::size_t>(std::clamp(input.weeks, 0, kSimulationWeeksMax)));
    auto refusal = play(input, [&] { return rates; }, [&](const SimulationWeek& week) {
        result.forks += week.forks;
        result.merges += week.merges;
        if (week.merges > 0 && !result.firstMergeWeek) result.firstMergeWeek = week.week;
        result.weeks.push_back(week);
    });
    if (refusal) return Failed<Refusal>(std::move(*refusal));
    return result;
}

Result<SimulationPath, Refusal> simulatePath(const SimulationInput& input, const SimulationSpread& spread,
                                             int number) {
    SeededRandom seeds(spread.seed ^ (static_cast<std::uint64_t>(number) * 0xD1B54A32D192ED03U));
    SeededRandom random(seeds.next());
    const auto drawRates = [&] {
        Rates rates{};
        for (std::size_t i = 0; i < rates.size(); ++i) {
            const std::int64_t drawn = input.weeklyReturns[i].value() * kPpmOfBasisPoint +
                                       noise(random, spread.weekly[i].value() * kPpmOfBasisPoint);
            rates[i] = std::clamp(drawn, -kMillion, kMillion); // no account loses more than it has
        }
        return rates;
    };
    SimulationPath path;
    path.totals.reserve(static_cast<std::size_t>(std::clamp(input.weeks, 0, kSimulationWeeksMax)));
    auto refusal = play(input, drawRates, [&](const SimulationWeek& week) {
        path.forks += week.forks;
        path.merges += week.merges;
        path.totals.push_back(week.total());
    });
    if (refusal) return Failed<Refusal>(std::move(*refusal));
    return path;
}

SimulationFan fanOf(std::span<const SimulationPath> paths) {
    SimulationFan fan;
    fan.paths = static_cast<int>(paths.size());
    if (paths.empty()) return fan;
    std::vector<Money> totals;
    totals.reserve(paths.size());
    for (std::size_t i = 0; i < paths.front().totals.size(); ++i) {
        const auto [p10, p50, p90] = percentiles(
            paths, totals, [i](const SimulationPath& path) { return path.totals[i]; });
        fan.weeks.push_back({static_cast<int>(i) + 1, p10, p50, p90});
    }
    std::vector<std::int64_t> counts;
    const auto forks = percentiles(paths, counts, [](const SimulationPath& path) { return path.forks; });
    const auto merges = percentiles(paths, counts, [](const SimulationPath& path) { return path.merges; });
    fan.forksP10 = forks[0], fan.forksP50 = forks[1], fan.forksP90 = forks[2];
    fan.mergesP10 = merges[0], fan.mergesP50 = merges[1], fan.mergesP90 = merges[2];
    return fan;
}

} // namespace alluse::domain
