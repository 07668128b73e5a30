#include "validation/run_summary.h"

#include <algorithm>
#include <cmath>

namespace alluse::validation {
namespace {

Seconds steadySeconds(const Scenario& scenario, Seconds whole) {
    const Stage* steady = scenario.steadyStage();
    if (!steady) return whole;
    const double from = scenario.startOf(*steady);
    return {std::min(static_cast<std::size_t>(std::ceil(from)), whole.to),
            std::min(static_cast<std::size_t>(from + steady->seconds), whole.to)};
}

std::size_t warmUpOf(const Timeline& timeline, Seconds steady) {
    const auto rates = ratesOf(timeline, steady, Timeline::kAll);
    const auto means = meansOf(timeline, steady, Timeline::kAll);
    // A series with holes has no place in time; then the rate alone decides.
    return std::max(warmUpCut(rates), means.size() == rates.size() ? warmUpCut(means) : 0);
}

double driftOf(const Timeline& timeline, Seconds seconds) {
    const std::size_t third = seconds.count() / 3;
    if (third == 0) return 0;
    const double first = timeline.sum(seconds.from, seconds.from + third).corrected.percentile(0.95);
    const double last = timeline.sum(seconds.to - third, seconds.to).corrected.percentile(0.95);
    return first > 0 ? last / first - 1 : 0;
}

double memorySlopeOf(const std::vector<ResourceSample>& resources, Seconds seconds) {
    std::vector<double> hours, megabytes;
    for (const auto& sample : resources) {
        if (sample.second < static_cast<double>(seconds.from) || sample.second > static_cast<double>(seconds.to)) continue;
        hours.push_back(sample.second / 3'600);
        megabytes.push_back(sample.memoryBytes / 1e6);
    }
    return hours.size() < 3 ? 0 : medianSlope(hours, megabytes);
}

double recoveryOf(const RunFacts& facts, Seconds whole) {
    double longest = 0;
    for (const auto& fault : facts.scenario.faults) {
        // The fault's own length is no recovery; what stands still after it is.
        const double over = fault.kind == FaultKind::KillSessions ? fault.atSeconds : fault.atSeconds + fault.seconds;
        auto second = static_cast<std::size_t>(over);
        std::size_t well = second;
        for (; second < whole.to && second < static_cast<std::size_t>(over) + 60; ++second) {
            const Cell cell = facts.timeline.sum(second, second + 1);
            if (cell.errorCount() > 0 || cell.inTime < cell.corrected.count() || cell.corrected.count() == 0)
                well = second + 1;
            else if (second >= well + 2) break; // three good seconds in a row
        }
        longest = std::max(longest, static_cast<double>(well) - std::floor(over));
    }
    return longest;
}

} // namespace

Latency latencyOf(const metrics::Histogram& histogram) {
    Latency latency;
    if (histogram.isEmpty()) return latency;
    latency.mean = histogram.mean();
    latency.p50 = histogram.percentile(0.5);
    latency.p90 = histogram.percentile(0.9);
    latency.p95 = histogram.percentile(0.95);
    latency.p99 = histogram.percentile(0.99);
    latency.p999 = histogram.percentile(0.999);
    latency.max = static_cast<double>(histogram.max());
    latency.min = histogram.percentile(0);
    double squares = 0;
    histogram.forEachBucket([&](metrics::BucketPosition at, std::uint64_t times) {
        const double distance = metrics::bucketMiddle(at) - latency.mean;
        squares += distance * distance * static_cast<double>(times);
    });
    latency.deviation = std::sqrt(squares / static_cast<double>(histogram.count()));
    return latency;
}

std::vector<double> ratesOf(const Timeline& timeline, Seconds seconds, std::size_t operation) {
    std::vector<double> rates;
    for (std::size_t second = seconds.from; second < seconds.to; ++second)
        rates.push_back(static_cast<double>(timeline.sum(second, second + 1, operation).corrected.count()));
    return rates;
}

std::vector<double> meansOf(const Timeline& timeline, Seconds seconds, std::size_t operation) {
    std::vector<double> means;
    for (std::size_t second = seconds.from; second < seconds.to; ++second) {
        const auto histogram = timeline.sum(second, second + 1, operation).corrected;
        if (!histogram.isEmpty()) means.push_back(histogram.mean());
    }
    return means;
}

OperationSummary summarize(const Timeline& timeline, Seconds seconds, std::size_t operation, std::string name) {
    OperationSummary summary;
    summary.name = std::move(name);
    const Cell total = timeline.sum(seconds.from, seconds.to, operation);
    summary.count = total.corrected.count();
    summary.errors = total.errorCount();
    summary.errorKinds = total.errors;
    summary.late = total.late;
    if (const auto dropped = total.errors.find(kDropped); dropped != total.errors.end())
        summary.dropped = dropped->second;
    summary.corrected = latencyOf(total.corrected);
    summary.plain = latencyOf(total.plain);
    if (total.tried() > 0)
        summary.answered = static_cast<double>(total.inTime) / static_cast<double>(total.tried());
    const auto rates = ratesOf(timeline, seconds, operation);
    const auto means = meansOf(timeline, seconds, operation);
    if (!rates.empty()) {
        summary.rate = meanOf(rates);
        summary.rateMin = *std::ranges::min_element(rates);
        summary.rateMax = *std::ranges::max_element(rates);
    }
    summary.rateInterval = batchInterval(rates);
    summary.meanInterval = batchInterval(means);
    summary.rateDetectable = detectableChange(rates);
    summary.meanDetectable = detectableChange(means);
    return summary;
}

RunSummary summarize(const RunFacts& facts) {
    RunSummary summary;
    const Scenario& scenario = facts.scenario;
    const double ran = std::min(facts.seconds, scenario.seconds());
    summary.whole = {0, std::min(static_cast<std::size_t>(ran + 1e-6), facts.timeline.seconds())};
    summary.measured = steadySeconds(scenario, summary.whole);
    summary.warmUpSeconds = warmUpOf(facts.timeline, summary.measured);
    summary.measured.from += summary.warmUpSeconds;
    summary.all = summarize(facts.timeline, summary.measured, Timeline::kAll, {});
    for (std::size_t i = 0; i < scenario.mix.size(); ++i)
        summary.operations.push_back(
            summarize(facts.timeline, summary.measured, i, std::string(code(scenario.mix[i].operation))));
    summary.wakeLagP99 = facts.timeline.wakeLag.percentile(0.99);
    const auto tried = facts.timeline.sum(0, facts.timeline.seconds()).tried();
    summary.lateWakeShare = tried == 0 ? 0 : static_cast<double>(facts.timeline.lateWakes) / static_cast<double>(tried);
    summary.drift = driftOf(facts.timeline, summary.measured);
    summary.memorySlope = memorySlopeOf(facts.resources, summary.measured);
    summary.recovery = recoveryOf(facts, summary.whole);
    return summary;
}

} // namespace alluse::validation
