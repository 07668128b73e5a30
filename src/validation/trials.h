#pragma once
// Scenarios that are more than one load: pairs of configurations, levels of users, a search for the
// knee. Each is told how to run one load and knows no database.

#include "services/outcome.h"
#include "validation/load_engine.h"
#include "validation/run_summary.h"
#include "validation/verdict.h"

#include <functional>
#include <string>
#include <vector>

namespace alluse::validation {

// One load under some switches, with the processor time it took of client and server.
struct Trial {
    LoadOutcome outcome;
    double cpuSeconds = 0;
};
using RunTrial = std::function<services::Outcome<Trial>(const Scenario&)>;

// One configuration of a comparison, against the product.
struct SideResult {
    Switches switches;
    double value = 0; // mean of its halves, in the metric's unit
    Comparison comparison; // of B over this one
};
struct ComparisonResult {
    std::string metric;
    double valueB = 0;
    std::vector<SideResult> sides; // the first is A, whose ratio decides
    // Of the claim, when there is one: reached, missed, or within the interval.
    Verdict verdict = Verdict::Inconclusive;
    std::string sentence;
    std::vector<WindowPair> pairs; // of A and B
};
[[nodiscard]] services::Outcome<ComparisonResult> runComparison(const Scenario& scenario, const RunTrial& run);

struct LevelResult {
    int users = 0;
    double rate = 0;
    Interval interval;
    Latency latency;
};
// Gunther's Universal Scalability: X(N) = λN / (1 + σ(N − 1) + κN(N − 1)).
struct UslFit {
    double lambda = 0, sigma = 0, kappa = 0;
    Interval sigmaInterval, kappaInterval; // 95 %, by a bootstrap of the residuals
    double peakUsers = 0; // where adding users stops helping; 0: nowhere
};
[[nodiscard]] UslFit fitScalability(const std::vector<LevelResult>& levels, std::uint64_t seed);
[[nodiscard]] services::Outcome<std::vector<LevelResult>> runLevels(const Scenario& scenario, const RunTrial& run);

struct CapacityStep {
    double offered = 0, achieved = 0, p99Ms = 0, errors = 0;
    bool isSustained = false;
    std::string why; // it was not
};
struct CapacityResult {
    std::vector<CapacityStep> steps; // in the order they were run
    double sustained = 0; // the largest rate that was
};
[[nodiscard]] services::Outcome<CapacityResult> findCapacity(const Scenario& scenario, const RunTrial& run);

} // namespace alluse::validation
