#include "alerts/rule_json.h"
#include "alerts/rule_names.h"

#include <cstdio>

namespace alluse::alerts {

namespace {

using nlohmann::json;

json seconds(std::int64_t ms) {
    if (ms % 1'000 == 0) return ms / 1'000;
    return static_cast<double>(ms) / 1e3;
}

std::string timeOfDay(int minute) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
    return text;
}

void writeLevels(json& target, Comparison comparison, const std::vector<Level>& levels) {
    target["operator"] = nameOf(comparison);
    auto& list = target["levels"] = json::array();
    for (const auto& level : levels) {
        json item{{"severity", nameOf(level.severity)}, {"enter", level.enter}, {"clear", level.clear}};
        if (level.renotifyMs) item["renotifySeconds"] = seconds(*level.renotifyMs);
        list.push_back(std::move(item));
    }
}

struct ParameterWriter {
    json& target;

    void operator()(const ThresholdParameters& from) const {
        writeLevels(target, from.comparison, from.levels);
    }
    void operator()(const TrendParameters& from) const {
        target["estimator"] = names::textOf<Estimator>(from.estimator, names::kEstimators);
        target["direction"] = names::textOf<Direction>(from.direction, names::kDirections);
        target["significance"] = from.significance;
        if (from.watchesSlope) target["minEffectPerWindow"] = from.minEffectPerWindow;
        if (!from.limit) return;
        target["limit"] = *from.limit;
        target["horizonSeconds"] = seconds(from.horizonMs);
    }
    void operator()(const RateOfChangeParameters& from) const {
        target["change"] = names::textOf<ChangeMeasure>(from.change, names::kMeasures);
        target["minBase"] = from.minBase;
        writeLevels(target, from.comparison, from.levels);
    }
    void operator()(const AnomalyParameters& from) const {
        target["baseline"] = names::textOf<BaselineChoice>(from.baseline, names::kBaselines);
        target["direction"] = names::textOf<Direction>(from.direction, names::kDirections);
        target["clearsItself"] = from.clearsItself;
        if (from.k) target["k"] = *from.k;
        if (from.minHistoryMs) target["minHistorySeconds"] = seconds(*from.minHistoryMs);
    }
    void operator()(const AbsenceParameters& from) const {
        target["longestSilenceSeconds"] = seconds(from.longestSilenceMs);
    }
    void operator()(const RatioParameters& from) const {
        target["numerator"] = from.numerator;
        target["denominator"] = from.denominator;
        target["minDenominator"] = from.minDenominator;
        writeLevels(target, from.comparison, from.levels);
    }
    void operator()(const CompositeParameters& from) const {
        target["operator"] = names::textOf<Junction>(from.junction, names::kJunctions);
        target["rules"] = from.rules;
        if (from.junction == Junction::AtLeast) target["count"] = from.count;
    }
    void operator()(const BurnRateParameters& from) const {
        target["objective"] = from.objective;
        target["good"] = from.good;
        target["total"] = from.total;
        target["minEvents"] = from.minEvents;
        auto& list = target["windows"] = json::array();
        for (const auto& window : from.windows)
            list.push_back({{"longSeconds", seconds(window.longMs)},
                            {"shortSeconds", seconds(window.shortMs)},
                            {"factor", window.factor},
                            {"severity", nameOf(window.severity)}});
    }
    void operator()(const EventParameters& from) const {
        target["action"] = from.action;
        target["count"] = from.count;
        if (!from.groupBy.empty()) target["groupBy"] = from.groupBy;
    }
    void operator()(const DomainParameters& from) const { target["check"] = from.check; }
};

void writeWhatIsWatched(json& target, const Rule& rule) {
    if (!rule.metric.empty()) target["metric"] = rule.metric;
    auto& labels = target["labels"] = json::object();
    for (const auto& [name, value] : rule.labels.pairs()) labels[name] = value;
    target["aggregation"] = nameOf(rule.aggregation);
    target["windowSeconds"] = seconds(rule.windowMs);
    target["minSamples"] = rule.minSamples;
    target["requireFullWindow"] = rule.requiresFullWindow;
}

void writeWhenItFires(json& target, const Rule& rule) {
    const auto kind = rule.kind();
    if (kind != RuleKind::Threshold && kind != RuleKind::RateOfChange && kind != RuleKind::Ratio &&
        kind != RuleKind::BurnRate)
        target["severity"] = nameOf(rule.severity);
    target["evaluationSeconds"] = seconds(rule.evaluationMs);
    target["forSeconds"] = seconds(rule.forMs);
    target["keepFiringSeconds"] = seconds(rule.keepFiringMs);
    target["evaluations"] = {{"breaching", rule.breachingCount}, {"of", rule.breachingOf}};
    target["noData"] = names::textOf<MissingPolicy>(rule.noData, names::kPolicies);
    target["onError"] = names::textOf<MissingPolicy>(rule.onError, names::kPolicies);
    target["missingEvaluations"] = rule.missingEvaluations;
    target["graceSeconds"] = seconds(rule.graceMs);
}

void writeWhatIsTold(json& target, const Rule& rule) {
    target["renotifySeconds"] = seconds(rule.renotifyMs);
    target["renotifyMax"] = rule.renotifyMax;
    target["noticeDelay"] = {{"upSeconds", seconds(rule.noticeDelay.upMs)},
                             {"downSeconds", seconds(rule.noticeDelay.downMs)},
                             {"multiplier", rule.noticeDelay.multiplier},
                             {"maxSeconds", seconds(rule.noticeDelay.maxMs)}};
    target["escalation"] = rule.escalation;
    target["message"] = rule.message;
    target["runbook"] = rule.runbook;
    target["enabled"] = rule.isEnabled;
    if (!rule.parent.empty()) target["parent"] = rule.parent;
    auto& windows = target["muteWindows"] = json::array();
    for (const auto& window : rule.muteWindows) {
        json days = json::array();
        for (const int day : window.weekdays)
            days.push_back(names::kWeekdays[static_cast<std::size_t>(day)]);
        windows.push_back({{"days", days},
                           {"from", timeOfDay(window.fromMinute)},
                           {"to", timeOfDay(window.toMinute)}});
    }
}

} // namespace

json ruleToJson(const Rule& rule) {
    json target{{"id", rule.id}, {"kind", nameOf(rule.kind())}};
    writeWhatIsWatched(target, rule);
    std::visit(ParameterWriter{target}, rule.parameters);
    writeWhenItFires(target, rule);
    writeWhatIsTold(target, rule);
    return target;
}

} // namespace alluse::alerts
