#pragma once
// Two scores of 0 to 100 with their parts, and how far a family is from its configured shares.

#include "analytics/figure.h"
#include "domain/account.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace alluse::analytics {

struct RiskInput {
    double drawdown = 0;      // current, 0 or below
    double drawdownLimit = 0; // share, of the policy
    double targetWeekly = 0;
    Figure volatility = missing(Needs::Weeks, 8, 0);
    Figure valueAtRisk95 = missing(Needs::Weeks, 8, 0); // share of equity
    domain::Money cash, buffer, leaps, equity;
};
enum class RiskPart : std::uint8_t { Drawdown, Volatility, ValueAtRisk, Buffer, Leaps };
inline constexpr std::size_t kRiskParts = 5;
inline constexpr std::array<double, kRiskParts> kRiskWeights{35, 25, 20, 10, 10};
enum class RiskLevel : std::uint8_t { Low, Medium, High, Critical };

struct RiskScore {
    std::array<Figure, kRiskParts> parts; // points, by RiskPart
    Figure total = missing(Needs::Weeks, 8, 0); // n/a while a part is
};
[[nodiscard]] RiskScore riskScore(const RiskInput& input);
[[nodiscard]] RiskLevel riskLevel(double score); // < 25, < 50, < 75, else critical

// cash / buffer; below 1 is a breach. n/a without a buffer.
[[nodiscard]] Figure bufferCoverage(domain::Money cash, domain::Money buffer);

enum class HealthIssue : std::uint8_t {
    Integrity, CriticalRisk, DrawdownLimit, BufferBreach, BelowTarget, NoActivity, CriticalAlert
};
struct HealthInput {
    bool hasIntegrityError = false;
    Figure risk = missing(Needs::Weeks, 8, 0);
    double drawdown = 0, drawdownLimit = 0;
    Figure coverage = missing(Needs::Buffer, 1, 0);
    Figure targetRatio = missing(Needs::Weeks, 1, 0);
    int daysSinceActivity = 0;
    bool hasCriticalAlert = false;
};
struct HealthScore {
    int score = 100; // floor 0
    struct Part {
        HealthIssue issue;
        int points;
    };
    std::vector<Part> parts; // what was taken off
    std::vector<HealthIssue> unknown; // could not be asked yet: too few data points
};
[[nodiscard]] HealthScore healthScore(const HealthInput& input);

// Share of the family by type − configured share, in points of percent; n/a without equity.
[[nodiscard]] std::array<Figure, 3> allocationDrift(const std::array<domain::Money, 3>& byType,
                                                    const std::array<double, 3>& configured);

} // namespace alluse::analytics
