#pragma once
// PASS, FAIL, INCONCLUSIVE or INVALID, and every reason for it.

#include "validation/run_summary.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::validation {

enum class Verdict { Pass, Fail, Inconclusive, Invalid };
[[nodiscard]] std::string_view code(Verdict verdict); // "PASS" …
[[nodiscard]] int exitCodeOf(Verdict verdict);        // 0, 1, 3, 4

struct TargetResult {
    Target target;
    double value = 0;
    std::optional<Interval> interval; // 95 %, where batches give one
    Verdict verdict = Verdict::Inconclusive;
    std::string why; // of anything but PASS
    double detectable = 0; // smallest relative change it could have seen
};

// What stands in the ledger after the run, against what the load was told.
struct MoneyCheck {
    std::int64_t totalBeforeCents = 0, totalAfterCents = 0; // of all customer accounts
    std::int64_t enteredCents = 0;                          // minus what left, as acknowledged
    std::int64_t entriesBefore = 0, entriesAfter = 0, acknowledged = 0;
    std::int64_t unresolved = 0; // commands whose end nobody knows
    bool isVerified = false;     // every invariant holds
    std::string firstBreak;
    [[nodiscard]] std::int64_t missingCents() const { return totalAfterCents - totalBeforeCents - enteredCents; }
    [[nodiscard]] bool isFine() const;
};

struct GeneratorCheck {
    double limitPerSecond = 0; // on a service that does nothing
    double share = 0;          // of it that the run used
};
inline constexpr double kGeneratorShareMax = 0.8;
inline constexpr double kLateWakeShareMax = 0.01;
inline constexpr std::size_t kSecondsMin = 5; // measured, for a verdict about a target

struct Judgement {
    Verdict verdict = Verdict::Inconclusive;
    std::vector<std::string> reasons; // whole sentences, the weightiest first
    std::vector<TargetResult> targets;
};

struct JudgedRun {
    const Scenario& scenario;
    const Timeline& timeline;
    const RunSummary& summary;
    GeneratorCheck generator;
    std::optional<MoneyCheck> money; // none: nothing was written through the product
    bool isStopped = false, isExhausted = false;
    bool isSimpleLoad = true; // false: levels, a search or a comparison; the steady seconds say little
};
[[nodiscard]] Judgement judge(const JudgedRun& run);

// One target over what has been recorded so far; what an abort looks at.
[[nodiscard]] TargetResult evaluate(const Target& target, const JudgedRun& run);

} // namespace alluse::validation
