#pragma once
// A family's future in memory: each week the premium of every open account, then forks, then
// merges, by the same rules that move the money (issue 3, "Simulation").

#include "domain/growth.h"
#include "domain/policy.h"
#include "domain/refusal.h"
#include "domain/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace alluse::domain {

inline constexpr int kSimulationWeeksMax = 5'200; // a hundred years

struct SimulationInput {
    Money capital;
    std::array<Policy, 3> policies;             // by type: Gen, Rev, Com
    std::array<BasisPoints, 3> weeklyReturns{}; // of the balance, by type
    int weeks = 0;
    GrowthLimits limits;
};
// The template's policies, and its targets as returns.
[[nodiscard]] SimulationInput simulationOf(const PolicyTemplate& policies, Money capital, int weeks);

struct SimulationWeek {
    int week = 0; // from 1
    int forks = 0, merges = 0;
    std::array<std::int32_t, 3> live{}; // open accounts by type, at the end of the week
    std::array<Money, 3> totals{};      // their balances by type
    [[nodiscard]] Money total() const { return totals[0] + totals[1] + totals[2]; }
};

struct SimulationResult {
    std::int64_t forks = 0, merges = 0;
    std::optional<int> firstMergeWeek;
    std::vector<SimulationWeek> weeks;
};

// Returns that scatter around those of the input: a bell of integers in millionths of the balance,
// the same numbers on every machine. The spread is one standard deviation of a week, by type.
struct SimulationSpread {
    std::array<BasisPoints, 3> weekly{};
    std::uint64_t seed = 1;
};

// Refused: InvalidAmount (capital), PolicyViolated (a limit of the policies, returns or weeks; shares
// that are not 100 %), ShareWithoutCent, BalanceOutOfRange (grew beyond the ledger).
[[nodiscard]] Result<SimulationResult, Refusal> simulate(const SimulationInput& input);
// One random path; the same seed and number give the same path whoever computes it.
struct SimulationPath {
    std::int64_t forks = 0, merges = 0;
    std::vector<Money> totals; // of the family, by week
};
[[nodiscard]] Result<SimulationPath, Refusal> simulatePath(const SimulationInput& input,
                                                           const SimulationSpread& spread, int number);

// The fan of many paths: what a share of them stays below, week by week, of the family's total.
struct SimulationFanWeek {
    int week = 0;
    Money p10, p50, p90;
};
struct SimulationFan {
    int paths = 0;
    std::vector<SimulationFanWeek> weeks;
    std::int64_t forksP10 = 0, forksP50 = 0, forksP90 = 0;
    std::int64_t mergesP10 = 0, mergesP50 = 0, mergesP90 = 0;
};
// Nearest rank: the smallest value that at least p % of the paths do not exceed.
[[nodiscard]] SimulationFan fanOf(std::span<const SimulationPath> paths);

} // namespace alluse::domain
