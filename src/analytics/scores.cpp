#include "analytics/scores.h"

#include <algorithm>
#include <cmath>

namespace alluse::analytics {
namespace {

constexpr double kValueAtRiskFull = 0.10; // of equity: all points
constexpr double kLeapsFull = 0.50;
constexpr double kVolatilityMultiple = 3; // of the target, over a year
constexpr int kQuietDaysMax = 30;
constexpr double kTargetRatioMin = 0.8;
constexpr double kRiskCritical = 75;

double share(domain::Money part, domain::Money whole) {
    return static_cast<double>(part.cents()) / static_cast<double>(whole.cents());
}

// Points for a quantity against its limit; a limit of zero is reached by anything above zero.
double points(RiskPart part, double value, double limit) {
    const double ratio = limit > 0 ? value / limit : (value > 0 ? 1 : 0);
    return kRiskWeights[static_cast<std::size_t>(part)] * std::clamp(ratio, 0.0, 1.0);
}

} // namespace

RiskScore riskScore(const RiskInput& input) {
    RiskScore score;
    const auto part = [&](RiskPart which) -> Figure& { return score.parts[static_cast<std::size_t>(which)]; };
    part(RiskPart::Drawdown) = points(RiskPart::Drawdown, -input.drawdown, input.drawdownLimit);
    part(RiskPart::Volatility) = input.volatility.map([&](double volatility) {
        return points(RiskPart::Volatility, volatility,
                      kVolatilityMultiple * input.targetWeekly * std::sqrt(52.0));
    });
    part(RiskPart::ValueAtRisk) = input.valueAtRisk95.map(
        [&](double loss) { return points(RiskPart::ValueAtRisk, loss, kValueAtRiskFull); });
    const auto coverage = bufferCoverage(input.cash, input.buffer);
    part(RiskPart::Buffer) = points(RiskPart::Buffer, coverage ? 1 - *coverage : 0, 1);
    part(RiskPart::Leaps) =
        input.equity.isPositive() ? points(RiskPart::Leaps, share(input.leaps, input.equity), kLeapsFull) : 0;
    score.total = 0;
    for (const Figure& points : score.parts) {
        if (!points) {
            score.total = points;
            break;
        }
        *score.total += *points;
    }
    return score;
}

RiskLevel riskLevel(double score) {
    if (score < 25) return RiskLevel::Low;
    if (score < 50) return RiskLevel::Medium;
    return score < kRiskCritical ? RiskLevel::High : RiskLevel::Critical;
}

Figure bufferCoverage(domain::Money cash, domain::Money buffer) {
    if (!buffer.isPositive()) return missing(Needs::Buffer, 1, 0);
    return share(cash, buffer);
}

HealthScore healthScore(const HealthInput& input) {
    HealthScore health;
    const auto take = [&](bool isMet, HealthIssue issue, int points) {
        if (isMet) health.parts.push_back({issue, points});
    };
    const auto ask = [&](const Figure& figure, HealthIssue issue, int points, auto isMet) {
        if (figure)
            take(isMet(*figure), issue, points);
        else if (figure.error().what != Needs::Buffer) // no buffer, no breach
            health.unknown.push_back(issue);
    };
    take(input.hasIntegrityError, HealthIssue::Integrity, 100);
    ask(input.risk, HealthIssue::CriticalRisk, 30, [](double risk) { return risk >= kRiskCritical; });
    take(-input.drawdown > input.drawdownLimit, HealthIssue::DrawdownLimit, 20);
    ask(input.coverage, HealthIssue::BufferBreach, 15, [](double coverage) { return coverage < 1; });
    ask(input.targetRatio, HealthIssue::BelowTarget, 10, [](double ratio) { return ratio < kTargetRatioMin; });
    take(input.daysSinceActivity >= kQuietDaysMax, HealthIssue::NoActivity, 10);
    take(input.hasCriticalAlert, HealthIssue::CriticalAlert, 10);
    for (const auto& part : health.parts) health.score -= part.points;
    health.score = std::max(0, health.score);
    return health;
}

std::array<Figure, 3> allocationDrift(const std::array<domain::Money, 3>& byType,
                                      const std::array<double, 3>& configured) {
    const domain::Money total = byType[0] + byType[1] + byType[2];
    std::array<Figure, 3> drift;
    for (std::size_t i = 0; i < drift.size(); ++i)
        drift[i] = total.isPositive() ? Figure((share(byType[i], total) - configured[i]) * 100)
                                      : Figure(missing(Needs::Equity, 1, 0));
    return drift;
}

} // namespace alluse::analytics
