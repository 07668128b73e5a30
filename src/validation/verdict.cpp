#include "validation/verdict.h"

#include "domain/money.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace alluse::validation {
namespace {

std::size_t positionOf(const Scenario& scenario, const std::string& operation) {
    if (operation.empty()) return Timeline::kAll;
    for (std::size_t i = 0; i < scenario.mix.size(); ++i)
        if (code(scenario.mix[i].operation) == operation) return i;
    return Timeline::kAll;
}

double latencyValue(Metric metric, const Latency& latency) {
    switch (metric) {
    case Metric::Mean: return latency.mean;
    case Metric::P50: return latency.p50;
    case Metric::P90: return latency.p90;
    case Metric::P95: return latency.p95;
    case Metric::P99: return latency.p99;
    case Metric::P999: return latency.p999;
    case Metric::Min: return latency.min;
    case Metric::Max: return latency.max;
    case Metric::Rate:
    case Metric::Count:
    case Metric::Errors:
    case Metric::Answered:
    case Metric::Recovery:
    case Metric::Drift:
    case Metric::MemorySlope:
    case Metric::Cpu: break;
    }
    return 0;
}

double valueOf(Metric metric, const OperationSummary& operation, const RunSummary& run) {
    switch (metric) {
    case Metric::Rate: return operation.rate;
    case Metric::Count: return static_cast<double>(operation.count);
    case Metric::Errors: {
        const auto tried = static_cast<double>(operation.count + operation.errors);
        return tried == 0 ? 0 : static_cast<double>(operation.errors) / tried;
    }
    case Metric::Answered: return operation.answered;
    case Metric::Recovery: return run.recovery;
    case Metric::Drift: return run.drift;
    case Metric::MemorySlope: return run.memorySlope;
    case Metric::Cpu: return 0;
    case Metric::Mean:
    case Metric::P50:
    case Metric::P90:
    case Metric::P95:
    case Metric::P99:
    case Metric::P999:
    case Metric::Min:
    case Metric::Max: return latencyValue(metric, operation.corrected);
    }
    return 0;
}

// Enough answers that about ten of them lie beyond the percentile.
std::uint64_t samplesFor(Metric metric) {
    switch (metric) {
    case Metric::P90: return 100;
    case Metric::P95: return 200;
    case Metric::P99: return 1'000;
    case Metric::P999: return 10'000;
    case Metric::Rate:
    case Metric::Mean:
    case Metric::P50:
    case Metric::Min:
    case Metric::Max:
    case Metric::Count:
    case Metric::Errors:
    case Metric::Answered:
    case Metric::Recovery:
    case Metric::Drift:
    case Metric::MemorySlope:
    case Metric::Cpu: break;
    }
    return 20;
}

// The same percentile of up to twenty batches of seconds, which tells how much it moves.
Interval percentileInterval(Metric metric, const Timeline& timeline, Seconds seconds, std::size_t operation) {
    const std::size_t batches = std::min<std::size_t>(20, seconds.count());
    std::vector<double> values;
    for (std::size_t i = 0; i < batches; ++i) {
        const auto histogram = timeline.sum(seconds.from + i * seconds.count() / batches,
                                            seconds.from + (i + 1) * seconds.count() / batches, operation).corrected;
        if (!histogram.isEmpty()) values.push_back(latencyValue(metric, latencyOf(histogram)));
    }
    return batchInterval(values);
}

TargetResult overWindow(const Target& target, const JudgedRun& run) {
    TargetResult result;
    result.target = target;
    const auto length = static_cast<std::size_t>(std::max(1.0, target.windowSeconds));
    const auto operation = positionOf(run.scenario, target.operation);
    const Seconds seconds = run.summary.measured;
    const bool isLow = target.relation == Relation::Above || target.relation == Relation::AtLeast;
    bool hasValue = false;
    for (std::size_t from = seconds.from; from + length <= seconds.to; ++from) {
        const auto summary = summarize(run.timeline, {from, from + length}, operation, target.operation);
        const double value = valueOf(target.metric, summary, run.summary);
        if (!hasValue || (isLow ? value < result.value : value > result.value)) result.value = value;
        hasValue = true;
    }
    if (!hasValue) {
        result.why = "The run is shorter than the window.";
        return result;
    }
    result.verdict = isMet(target.relation, result.value, target.limit) ? Verdict::Pass : Verdict::Fail;
    if (result.verdict == Verdict::Fail) result.why = "The worst window misses the limit.";
    return result;
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", share * 100);
    return text;
}

void add(Judgement& judgement, Verdict verdict, std::string reason) {
    // INVALID outweighs FAIL, which outweighs INCONCLUSIVE.
    const auto weight = [](Verdict v) {
        return v == Verdict::Invalid ? 3 : v == Verdict::Fail ? 2 : v == Verdict::Inconclusive ? 1 : 0;
    };
    if (weight(verdict) > weight(judgement.verdict)) {
        judgement.verdict = verdict;
        judgement.reasons.insert(judgement.reasons.begin(), std::move(reason));
    } else {
        judgement.reasons.push_back(std::move(reason));
    }
}

void judgeMoney(Judgement& judgement, const MoneyCheck& money) {
    using domain::Money;
    if (money.missingCents() != 0)
        add(judgement, Verdict::Fail,
            Money::fromCents(money.missingCents()).grouped() + " more than entered and left stands in the accounts.");
    if (!money.isVerified)
        add(judgement, Verdict::Fail, "An invariant of the ledger is broken: " + money.firstBreak);
    const auto written = money.entriesAfter - money.entriesBefore;
    if (written < money.acknowledged)
        add(judgement, Verdict::Fail, std::to_string(money.acknowledged - written) + " acknowledged commands are lost.");
    if (written > money.acknowledged + money.unresolved)
        add(judgement, Verdict::Fail,
            std::to_string(written - money.acknowledged - money.unresolved) + " commands were executed twice or unasked.");
    if (money.unresolved > 0)
        add(judgement, Verdict::Inconclusive,
            "The end of " + std::to_string(money.unresolved) + " commands is not known.");
}

} // namespace

std::string_view code(Verdict verdict) {
    switch (verdict) {
    case Verdict::Pass: return "PASS";
    case Verdict::Fail: return "FAIL";
    case Verdict::Inconclusive: return "INCONCLUSIVE";
    case Verdict::Invalid: return "INVALID";
    }
    return "";
}

int exitCodeOf(Verdict verdict) {
    switch (verdict) {
    case Verdict::Pass: return 0;
    case Verdict::Fail: return 1;
    case Verdict::Inconclusive: return 3;
    case Verdict::Invalid: return 4;
    }
    return 1;
}

bool MoneyCheck::isFine() const {
    const auto written = entriesAfter - entriesBefore;
    return missingCents() == 0 && isVerified && written >= acknowledged && written <= acknowledged + unresolved;
}

TargetResult evaluate(const Target& target, const JudgedRun& run) {
    if (target.scope == Scope::Window) return overWindow(target, run);
    TargetResult result;
    result.target = target;
    const auto operation = positionOf(run.scenario, target.operation);
    const Seconds seconds = target.scope == Scope::Run ? run.summary.whole : run.summary.measured;
    const auto summary = summarize(run.timeline, seconds, operation, target.operation);
    result.value = valueOf(target.metric, summary, run.summary);
    if (target.metric == Metric::Rate) {
        result.interval = summary.rateInterval;
        result.detectable = summary.rateDetectable;
    } else if (target.metric == Metric::Mean) {
        result.interval = summary.meanInterval;
        result.detectable = summary.meanDetectable;
    } else if (isLatency(target.metric) && target.metric != Metric::Max && target.metric != Metric::Min) {
        result.interval = percentileInterval(target.metric, run.timeline, seconds, operation);
        const double half = (result.interval->high - result.interval->low) / 2;
        result.detectable = result.value > 0 ? half / result.value * (1.96 + 0.84) / 1.96 : 0;
    }
    if (summary.count + summary.errors == 0) {
        result.why = "Nothing was tried.";
        return result;
    }
    if (seconds.count() < kSecondsMin || (isLatency(target.metric) && summary.count < samplesFor(target.metric))) {
        result.why = "Too few samples: " + std::to_string(summary.count) + " answers in " +
                     std::to_string(seconds.count()) + " s.";
        return result;
    }
    const bool isMetNow = isMet(target.relation, result.value, target.limit);
    if (result.interval && result.interval->contains(target.limit)) {
        result.why = "Too noisy: the limit lies within the 95 % interval.";
        return result;
    }
    result.verdict = isMetNow ? Verdict::Pass : Verdict::Fail;
    if (!isMetNow) result.why = "The limit is missed.";
    return result;
}

Judgement judge(const JudgedRun& run) {
    Judgement judgement;
    judgement.verdict = Verdict::Pass;
    if (run.generator.share > kGeneratorShareMax)
        add(judgement, Verdict::Invalid,
            "The generator ran at " + percent(run.generator.share) +
                " of what it reaches on a service that does nothing; it was measured, not the service.");
    if (run.summary.lateWakeShare > kLateWakeShareMax)
        add(judgement, Verdict::Invalid,
            "The generator was held back: " + percent(run.summary.lateWakeShare) +
                " of its operations began more than 1 ms after it meant to begin them.");
    if (run.money) judgeMoney(judgement, *run.money);
    if (run.isStopped) add(judgement, Verdict::Inconclusive, "The run was stopped; the figures are of what ran until then.");
    if (run.isExhausted)
        add(judgement, Verdict::Inconclusive, "The data set was used up before the end; give it more families.");
    if (!run.isSimpleLoad) return judgement;
    const auto& all = run.summary.all;
    const double tried = static_cast<double>(all.count + all.errors);
    if (tried == 0) add(judgement, Verdict::Inconclusive, "Nothing was measured.");
    else if (static_cast<double>(all.errors) > run.scenario.errorsMax * tried)
        add(judgement, Verdict::Fail,
            percent(static_cast<double>(all.errors) / tried) + " of the operations failed; " +
                percent(run.scenario.errorsMax) + " are allowed.");
    for (const auto& target : run.scenario.targets) {
        judgement.targets.push_back(evaluate(target, run));
        const auto& result = judgement.targets.back();
        if (result.verdict != Verdict::Pass)
            add(judgement, result.verdict, target.text + ": " + inWords(target.metric, result.value) + ". " + result.why);
    }
    if (judgement.reasons.empty())
        judgement.reasons.push_back(run.scenario.targets.empty() ? "Nothing failed; the scenario sets no targets."
                                                                 : "Every target is met.");
    return judgement;
}

} // namespace alluse::validation
