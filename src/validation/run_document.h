#pragma once
// A run as one JSON document; every report is a function of it.

#include "validation/run_summary.h"
#include "validation/trials.h"
#include "validation/verdict.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace alluse::validation {

using Document = nlohmann::ordered_json;
inline constexpr int kDocumentFormat = 1;

struct RunParts {
    std::string id;        // "20261124-201203-owner-create"
    std::string startedAt; // ISO-8601, UTC
    const Scenario& scenario;
    std::string scenarioText;
    Document environment; // machine, database, build, options
    const Timeline& timeline;
    double seconds = 0;
    const RunSummary& summary;
    const Judgement& judgement;
    GeneratorCheck generator;
    std::optional<MoneyCheck> money;
    int invariants = 0; // checked after the run
    std::vector<ResourceSample> resources;
    std::optional<ComparisonResult> comparison;
    std::vector<LevelResult> levels, levelsOfControl;
    std::optional<UslFit> usl, uslOfControl;
    std::optional<CapacityResult> capacity;
    double limitRate = 0; // of the bare work, right after the load; 0: not measured
    std::vector<std::string> notes;
};
[[nodiscard]] Document documentOf(const RunParts& parts);

[[nodiscard]] std::string junitOf(const Document& run);
[[nodiscard]] std::string seriesCsvOf(const Document& run);
// The table of targets and the verdict, for a terminal.
[[nodiscard]] std::string textOf(const Document& run);

// Two runs side by side: each metric of each operation that both have.
[[nodiscard]] Document compareRuns(const Document& base, const Document& other);
[[nodiscard]] std::string textOfComparison(const Document& comparison);

} // namespace alluse::validation
