#include "validation/trials.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace alluse::validation {
namespace {

constexpr double kSustainedShare = 0.98; // of the offered rate that must be answered
constexpr int kStepsMax = 40;
constexpr int kFitResamples = 500;

Scenario withSwitches(const Scenario& scenario, const Switches& switches, double seconds, double load) {
    Scenario half = scenario;
    half.switches = switches;
    half.stages = {{"half", seconds, load, load, true}};
    half.faults.clear();
    return half;
}

std::vector<double> windowsOf(const Trial& trial, const Scenario& scenario, const MetricName& metric, double seconds) {
    std::size_t operation = Timeline::kAll;
    for (std::size_t i = 0; i < scenario.mix.size(); ++i)
        if (code(scenario.mix[i].operation) == metric.operation) operation = i;
    const auto& timeline = trial.outcome.timeline;
    const Seconds whole{0, std::min(static_cast<std::size_t>(std::min(seconds, trial.outcome.seconds) + 1e-6), timeline.seconds())};
    if (metric.metric == Metric::Rate) return ratesOf(timeline, whole, operation);
    if (metric.metric == Metric::Cpu) {
        const auto count = timeline.sum(0, timeline.seconds(), operation).tried();
        return {count == 0 ? 0 : trial.cpuSeconds * 1e9 / static_cast<double>(count)};
    }
    if (metric.metric == Metric::Mean) return meansOf(timeline, whole, operation);
    std::vector<double> values;
    for (std::size_t second = whole.from; second < whole.to; ++second) {
        const auto summary = summarize(timeline, {second, second + 1}, operation, {});
        const Latency& latency = summary.corrected;
        values.push_back(metric.metric == Metric::P50   ? latency.p50
                         : metric.metric == Metric::P90 ? latency.p90
                         : metric.metric == Metric::P95 ? latency.p95
                                                        : latency.p99);
    }
    return values;
}

std::string signedPercent(double change) {
    char text[32];
    std::snprintf(text, sizeof text, "%+.1f %%", change * 100);
    return text;
}

void judgeClaim(ComparisonResult& result, const ComparisonRule& rule) {
    const Comparison& measured = result.sides.front().comparison;
    const std::string change = signedPercent(measured.ratio - 1) + " (95 %: " + signedPercent(measured.interval.low - 1) +
                               " to " + signedPercent(measured.interval.high - 1) + ")";
    if (!rule.claim) {
        result.verdict = measured.isSignificant ? Verdict::Pass : Verdict::Inconclusive;
        result.sentence = "Measured " + change + (measured.isSignificant ? "." : ", which is no significant difference.");
        return;
    }
    const double claim = rule.claim->change;
    const double nearEnd = (claim < 0 ? measured.interval.high : measured.interval.low) - 1;
    const double farEnd = (claim < 0 ? measured.interval.low : measured.interval.high) - 1;
    const auto reaches = [claim](double value) { return claim < 0 ? value <= claim : value >= claim; };
    result.verdict = reaches(nearEnd) ? Verdict::Pass : reaches(farEnd) ? Verdict::Inconclusive : Verdict::Fail;
    result.sentence = "Claimed " + signedPercent(claim) + ", measured " + change + " against the " +
                      describe(result.sides.front().switches) + " configuration: " +
                      (result.verdict == Verdict::Pass   ? "reached."
                       : result.verdict == Verdict::Fail ? "not reached on this machine."
                                                         : "the claim lies within the interval.");
}

// Weighted least squares of N/X = c0 + c1 (N − 1) + c2 N (N − 1), relative errors alike.
std::array<double, 3> solve(const std::vector<LevelResult>& levels, const std::vector<double>& rates) {
    double m[3][4] = {};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double n = levels[i].users, y = n / rates[i];
        const double x[3] = {1 / y, (n - 1) / y, n * (n - 1) / y};
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < 3; ++column) m[row][column] += x[row] * x[column];
            m[row][3] += x[row]; // the right side is y / y = 1
        }
    }
    for (int pivot = 0; pivot < 3; ++pivot) {
        if (std::abs(m[pivot][pivot]) < 1e-300) return {0, 0, 0};
        for (int row = 0; row < 3; ++row) {
            if (row == pivot) continue;
            const double factor = m[row][pivot] / m[pivot][pivot];
            for (int column = pivot; column < 4; ++column) m[row][column] -= factor * m[pivot][column];
        }
    }
    return {m[0][3] / m[0][0], m[1][3] / m[1][1], m[2][3] / m[2][2]};
}

Interval middle95(std::vector<double>& values) {
    std::ranges::sort(values);
    const auto at = [&](double q) { return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))]; };
    return {at(0.025), at(0.975)};
}

} // namespace

services::Outcome<ComparisonResult> runComparison(const Scenario& scenario, const RunTrial& run) {
    const ComparisonRule& rule = *scenario.comparison;
    const auto metric = parseMetric(rule.claim ? rule.claim->metric : std::string("rate"));
    ComparisonResult result;
    result.metric = rule.claim ? rule.claim->metric : "rate";
    std::vector<Switches> sides{rule.a};
    sides.insert(sides.end(), rule.others.begin(), rule.others.end());
    std::vector<std::vector<WindowPair>> pairs(sides.size());
    const auto half = [&](const Switches& switches) -> services::Outcome<std::vector<double>> {
        const Scenario one = withSwitches(scenario, switches, rule.seconds,
                                          switches.users ? *switches.users : scenario.loadMax());
        auto trial = run(one);
        if (!trial) return tl::unexpected(trial.error());
        if (trial->outcome.isStopped) return services::failed(services::FailureKind::Cancelled, "The comparison was stopped.");
        return windowsOf(*trial, one, *metric, rule.seconds);
    };
    // Once each, unmeasured, so that the first pair is not the cold one.
    for (const auto& switches : sides)
        if (auto warm = half(switches); !warm) return tl::unexpected(warm.error());
    if (auto warm = half(rule.b); !warm) return tl::unexpected(warm.error());
    std::vector<double> allB;
    for (int pair = 0; pair < rule.pairs; ++pair) {
        auto b = half(rule.b);
        if (!b) return tl::unexpected(b.error());
        allB.insert(allB.end(), b->begin(), b->end());
        for (std::size_t side = 0; side < sides.size(); ++side) {
            auto a = half(sides[side]);
            if (!a) return tl::unexpected(a.error());
            pairs[side].push_back({std::move(*a), *b});
        }
    }
    result.valueB = meanOf(allB);
    for (std::size_t side = 0; side < sides.size(); ++side) {
        std::vector<double> all;
        for (const auto& pair : pairs[side]) all.insert(all.end(), pair.a.begin(), pair.a.end());
        result.sides.push_back({sides[side], meanOf(all), compare(pairs[side], scenario.seed + side)});
    }
    result.pairs = pairs.front();
    judgeClaim(result, rule);
    return result;
}

services::Outcome<std::vector<LevelResult>> runLevels(const Scenario& scenario, const RunTrial& run) {
    const double seconds = scenario.seconds();
    std::vector<LevelResult> levels;
    for (const int users : scenario.levels) {
        auto trial = run(withSwitches(scenario, scenario.switches, seconds, users));
        if (!trial) return tl::unexpected(trial.error());
        if (trial->outcome.isStopped) break;
        const auto& timeline = trial->outcome.timeline;
        const auto summary = summarize(timeline, {0, std::min(static_cast<std::size_t>(seconds), timeline.seconds())},
                                       Timeline::kAll, {});
        levels.push_back({users, summary.rate, summary.rateInterval, summary.corrected});
    }
    return levels;
}

UslFit fitScalability(const std::vector<LevelResult>& levels, std::uint64_t seed) {
    UslFit fit;
    std::vector<double> rates, residuals;
    for (const auto& level : levels) rates.push_back(level.rate);
    if (levels.size() < 4 || std::ranges::any_of(rates, [](double rate) { return rate <= 0; })) return fit;
    const auto c = solve(levels, rates);
    const auto predicted = [&](double n) { return n / (c[0] + c[1] * (n - 1) + c[2] * n * (n - 1)); };
    fit.lambda = 1 / c[0];
    fit.sigma = c[1] / c[0];
    fit.kappa = c[2] / c[0];
    if (fit.kappa > 0 && fit.sigma < 1) fit.peakUsers = std::sqrt((1 - fit.sigma) / fit.kappa);
    for (std::size_t i = 0; i < levels.size(); ++i) residuals.push_back(std::log(rates[i] / predicted(levels[i].users)));
    // Three parameters have taken their share of the residuals.
    const double stretch = std::sqrt(static_cast<double>(levels.size()) / static_cast<double>(levels.size() - 3));
    domain::SeededRandom random(seed);
    std::vector<double> sigmas, kappas, drawn(levels.size());
    for (int i = 0; i < kFitResamples; ++i) {
        for (std::size_t k = 0; k < levels.size(); ++k)
            drawn[k] = predicted(levels[k].users) *
                       std::exp(stretch * residuals[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(residuals.size())))]);
        const auto d = solve(levels, drawn);
        sigmas.push_back(d[1] / d[0]);
        kappas.push_back(d[2] / d[0]);
    }
    fit.sigmaInterval = middle95(sigmas);
    fit.kappaInterval = middle95(kappas);
    return fit;
}

services::Outcome<CapacityResult> findCapacity(const Scenario& scenario, const RunTrial& run) {
    const CapacityRule& rule = *scenario.capacity;
    CapacityResult result;
    const auto tryRate = [&](double rate) -> services::Outcome<bool> {
        Scenario step = withSwitches(scenario, scenario.switches, rule.stepSeconds, rate);
        step.model.kind = LoadModel::Open;
        auto trial = run(step);
        if (!trial) return tl::unexpected(trial.error());
        if (trial->outcome.isStopped) return services::failed(services::FailureKind::Cancelled, "The search was stopped.");
        const auto& timeline = trial->outcome.timeline;
        const Cell all = timeline.sum(0, timeline.seconds());
        CapacityStep shown;
        shown.offered = rate;
        shown.achieved = static_cast<double>(all.corrected.count()) / std::max(trial->outcome.seconds, rule.stepSeconds);
        shown.p99Ms = all.corrected.percentile(0.99) / 1e6;
        shown.errors = all.tried() == 0 ? 1 : static_cast<double>(all.errorCount()) / static_cast<double>(all.tried());
        if (shown.errors > rule.errorsMax) shown.why = "errors";
        else if (shown.p99Ms > rule.p99Ms) shown.why = "p99";
        else if (shown.achieved < kSustainedShare * rate) shown.why = "the rate was not kept";
        shown.isSustained = shown.why.empty();
        result.steps.push_back(shown);
        return shown.isSustained;
    };
    double good = 0, bad = 0, rate = rule.startPerSecond;
    for (int i = 0; i < kStepsMax && bad == 0; ++i) {
        auto held = tryRate(rate);
        if (!held) return tl::unexpected(held.error());
        // One bad step may be a hiccup of the machine; it counts when it happens again.
        if (!*held) {
            held = tryRate(rate);
            if (!held) return tl::unexpected(held.error());
        }
        if (*held) good = rate, rate *= rule.growth;
        else bad = rate;
    }
    for (int i = 0; i < rule.refinements && bad > 0; ++i) {
        rate = good > 0 ? (good + bad) / 2 : bad / 2;
        auto held = tryRate(rate);
        if (!held) return tl::unexpected(held.error());
        if (!*held) {
            held = tryRate(rate);
            if (!held) return tl::unexpected(held.error());
        }
        (*held ? good : bad) = rate;
    }
    result.sustained = good;
    return result;
}

} // namespace alluse::validation
