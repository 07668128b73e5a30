#include "validation/run_document.h"

#include <algorithm>
#include <cmath>

namespace alluse::validation {
namespace {

// JSON has no infinity; a figure that does not exist is null.
Document number(double value) { return std::isfinite(value) ? Document(value) : Document(nullptr); }
Document intervalJson(const Interval& interval) { return {{"low", number(interval.low)}, {"high", number(interval.high)}}; }

Document latencyJson(const Latency& latency) {
    const auto ms = [](double nanos) { return nanos / 1e6; };
    return {{"minMs", ms(latency.min)},   {"meanMs", ms(latency.mean)}, {"p50Ms", ms(latency.p50)},
            {"p90Ms", ms(latency.p90)},   {"p95Ms", ms(latency.p95)},   {"p99Ms", ms(latency.p99)},
            {"p999Ms", ms(latency.p999)}, {"maxMs", ms(latency.max)},   {"deviationMs", ms(latency.deviation)}};
}

Document operationJson(const OperationSummary& operation) {
    const Interval mean{operation.meanInterval.low / 1e6, operation.meanInterval.high / 1e6};
    return {{"operation", operation.name.empty() ? "all" : operation.name},
            {"count", operation.count},
            {"errors", operation.errors},
            {"errorKinds", operation.errorKinds},
            {"late", operation.late},
            {"dropped", operation.dropped},
            {"answeredInTime", operation.answered},
            {"rate", operation.rate},
            {"rateMin", operation.rateMin},
            {"rateMax", operation.rateMax},
            {"rateInterval", intervalJson(operation.rateInterval)},
            {"rateDetectable", number(operation.rateDetectable)},
            {"corrected", latencyJson(operation.corrected)},
            {"uncorrected", latencyJson(operation.plain)},
            {"meanIntervalMs", intervalJson(mean)},
            {"meanDetectable", number(operation.meanDetectable)}};
}

std::string scopeText(const Target& target) {
    if (target.scope == Scope::Run) return "run";
    if (target.scope == Scope::Steady) return "steady";
    return "window of " + std::to_string(static_cast<int>(target.windowSeconds)) + " s";
}

Document targetJson(const TargetResult& result) {
    const auto shown = [&](double value) { return inWords(result.target.metric, value); };
    Document json{{"text", result.target.text},
                  {"operation", result.target.operation.empty() ? "all" : result.target.operation},
                  {"metric", code(result.target.metric)},
                  {"relation", inWords(result.target.relation)},
                  {"over", scopeText(result.target)},
                  {"limit", result.target.limit},
                  {"value", number(result.value)},
                  {"limitText", shown(result.target.limit)},
                  {"valueText", shown(result.value)},
                  {"interval", result.interval ? intervalJson(*result.interval) : Document(nullptr)},
                  {"intervalText", result.interval && std::isfinite(result.interval->low)
                                       ? shown(result.interval->low) + " – " + shown(result.interval->high)
                                       : std::string()},
                  {"detectable", number(result.detectable)},
                  {"verdict", code(result.verdict)},
                  {"why", result.why}};
    return json;
}

Document seriesJson(const Scenario& scenario, const Timeline& timeline, Seconds whole) {
    Document series = Document::array();
    const auto add = [&](const std::string& name, std::size_t operation) {
        Document rate = Document::array(), p50 = rate, p95 = rate, p99 = rate, errors = rate, late = rate;
        for (std::size_t second = whole.from; second < whole.to; ++second) {
            const Cell cell = timeline.sum(second, second + 1, operation);
            const bool isEmpty = cell.corrected.isEmpty();
            rate.push_back(cell.corrected.count());
            for (const auto& [list, q] : {std::pair{&p50, 0.5}, {&p95, 0.95}, {&p99, 0.99}})
                list->push_back(isEmpty ? Document(nullptr) : Document(cell.corrected.percentile(q) / 1e6));
            errors.push_back(cell.errorCount());
            late.push_back(cell.late);
        }
        series.push_back({{"operation", name}, {"rate", rate}, {"p50Ms", p50}, {"p95Ms", p95},
                          {"p99Ms", p99}, {"errors", errors}, {"late", late}});
    };
    add("all", Timeline::kAll);
    if (scenario.mix.size() > 1)
        for (std::size_t i = 0; i < scenario.mix.size(); ++i) add(std::string(code(scenario.mix[i].operation)), i);
    return series;
}

Document moneyJson(const MoneyCheck& money, int invariants) {
    return {{"totalBeforeCents", money.totalBeforeCents}, {"totalAfterCents", money.totalAfterCents},
            {"enteredCents", money.enteredCents},         {"missingCents", -money.missingCents()},
            {"entriesWritten", money.entriesAfter - money.entriesBefore},
            {"acknowledged", money.acknowledged},         {"unresolved", money.unresolved},
            {"invariants", invariants},                   {"verified", money.isVerified},
            {"firstBreak", money.firstBreak},             {"ok", money.isFine()}};
}

Document comparisonJson(const ComparisonResult& comparison, const Scenario& scenario) {
    Document sides = Document::array();
    for (const auto& side : comparison.sides)
        sides.push_back({{"against", describe(side.switches)},
                         {"value", side.value},
                         {"ratio", side.comparison.ratio},
                         {"interval", intervalJson(side.comparison.interval)},
                         {"change", side.comparison.ratio - 1},
                         {"p", side.comparison.rank.p},
                         {"effect", side.comparison.rank.effect},
                         {"detectable", number(side.comparison.detectable)},
                         {"significant", side.comparison.isSignificant}});
    Document pairs = Document::array();
    for (const auto& pair : comparison.pairs) pairs.push_back({{"a", meanOf(pair.a)}, {"b", meanOf(pair.b)}});
    const auto& rule = *scenario.comparison;
    const auto metric = parseMetric(comparison.metric);
    return {{"claim", rule.claim ? Document(rule.claim->text) : Document(nullptr)},
            {"claimedChange", rule.claim ? Document(rule.claim->change) : Document(nullptr)},
            {"metric", comparison.metric},
            {"b", describe(rule.b)},
            {"valueB", comparison.valueB},
            {"valueBText", metric ? inWords(metric->metric, comparison.valueB) : std::string()},
            {"valueAText", metric ? inWords(metric->metric, comparison.sides.front().value) : std::string()},
            {"sides", sides},
            {"pairs", pairs},
            {"verdict", code(comparison.verdict)},
            {"sentence", comparison.sentence}};
}

Document levelsJson(const std::vector<LevelResult>& levels) {
    Document list = Document::array();
    for (const auto& level : levels)
        list.push_back({{"users", level.users}, {"rate", level.rate}, {"interval", intervalJson(level.interval)},
                        {"latency", latencyJson(level.latency)}});
    return list;
}

Document uslJson(const UslFit& fit) {
    return {{"lambda", fit.lambda}, {"sigma", fit.sigma}, {"sigmaInterval", intervalJson(fit.sigmaInterval)},
            {"kappa", fit.kappa}, {"kappaInterval", intervalJson(fit.kappaInterval)}, {"peakUsers", fit.peakUsers}};
}

Document capacityJson(const CapacityResult& capacity) {
    Document steps = Document::array();
    for (const auto& step : capacity.steps)
        steps.push_back({{"offered", step.offered}, {"achieved", step.achieved}, {"p99Ms", step.p99Ms},
                         {"errors", step.errors}, {"sustained", step.isSustained}, {"why", step.why}});
    return {{"sustained", capacity.sustained}, {"steps", steps}};
}

} // namespace

Document documentOf(const RunParts& parts) {
    const Scenario& scenario = parts.scenario;
    const RunSummary& summary = parts.summary;
    Document run{{"format", kDocumentFormat},
                 {"id", parts.id},
                 {"name", scenario.name},
                 {"title", scenario.title},
                 {"type", code(scenario.type)},
                 {"startedAt", parts.startedAt},
                 {"seconds", parts.seconds},
                 {"verdict", code(parts.judgement.verdict)},
                 {"reasons", parts.judgement.reasons},
                 {"notes", parts.notes}};
    run["targets"] = Document::array();
    for (const auto& target : parts.judgement.targets) run["targets"].push_back(targetJson(target));
    run["measured"] = {{"fromSecond", summary.measured.from}, {"toSecond", summary.measured.to},
                       {"warmUpSeconds", summary.warmUpSeconds}};
    run["all"] = operationJson(summary.all);
    run["operations"] = Document::array();
    for (const auto& operation : summary.operations)
        if (parts.timeline.seconds() > 0) run["operations"].push_back(operationJson(operation));
    run["drift"] = summary.drift;
    run["memorySlopeMbPerHour"] = summary.memorySlope;
    run["recoverySeconds"] = summary.recovery;
    run["generator"] = {{"limitPerSecond", parts.generator.limitPerSecond}, {"share", parts.generator.share},
                        {"lateWakeShare", summary.lateWakeShare}, {"wakeLagP99Ms", summary.wakeLagP99 / 1e6}};
    run["money"] = parts.money ? moneyJson(*parts.money, parts.invariants) : Document(nullptr);
    run["stages"] = Document::array();
    double at = 0;
    for (const auto& stage : scenario.stages) {
        run["stages"].push_back({{"name", stage.name}, {"from", at}, {"to", at + stage.seconds},
                                 {"loadFrom", stage.from}, {"loadTo", stage.to}, {"steady", stage.isSteady}});
        at += stage.seconds;
    }
    run["loadUnit"] = scenario.model.kind == LoadModel::Open ? "arrivals per second" : "users";
    run["faults"] = Document::array();
    for (const auto& fault : scenario.faults)
        run["faults"].push_back({{"kind", code(fault.kind)}, {"atSeconds", fault.atSeconds}, {"seconds", fault.seconds}});
    run["series"] = parts.timeline.seconds() == 0 ? Document::array() : seriesJson(scenario, parts.timeline, summary.whole);
    run["resources"] = Document::array();
    for (const auto& sample : parts.resources)
        run["resources"].push_back({{"second", sample.second}, {"clientCpu", sample.clientCpu},
                                    {"serverCpu", sample.serverCpu}, {"memoryMb", sample.memoryBytes / 1e6}});
    if (parts.limitRate > 0)
        run["limit"] = {{"rate", parts.limitRate}, {"share", summary.all.rate / parts.limitRate}};
    if (parts.comparison) run["comparison"] = comparisonJson(*parts.comparison, scenario);
    if (!parts.levels.empty()) run["levels"] = levelsJson(parts.levels);
    if (!parts.levelsOfControl.empty()) run["levelsOfLimit"] = levelsJson(parts.levelsOfControl);
    if (parts.usl) run["scalability"] = uslJson(*parts.usl);
    if (parts.uslOfControl) run["scalabilityOfLimit"] = uslJson(*parts.uslOfControl);
    if (parts.capacity) run["capacity"] = capacityJson(*parts.capacity);
    run["environment"] = parts.environment;
    run["scenario"] = Document::parse(parts.scenarioText);
    run["timeline"] = timelineJson(parts.timeline);
    return run;
}

} // namespace alluse::validation
