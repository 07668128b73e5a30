#include "alerts/alert_rule.h"

#include "alerts/rule_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace alluse::alerts {

namespace {

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

const std::vector<Level>* levelsOf(const Parameters& parameters) {
    if (const auto* threshold = std::get_if<ThresholdParameters>(&parameters))
        return &threshold->levels;
    if (const auto* change = std::get_if<RateOfChangeParameters>(&parameters))
        return &change->levels;
    if (const auto* ratio = std::get_if<RatioParameters>(&parameters)) return &ratio->levels;
    return nullptr;
}

} // namespace

bool holds(double value, Comparison comparison, double limit) {
    switch (comparison) {
    case Comparison::Above: return value > limit;
    case Comparison::AtLeast: return value >= limit;
    case Comparison::Below: return value < limit;
    case Comparison::AtMost: return value <= limit;
    }
    return false;
}

std::vector<Severity> Rule::severities() const {
    std::vector<Severity> found;
    if (const auto* levels = levelsOf(parameters)) {
        for (const auto& level : *levels) found.push_back(level.severity);
        return found;
    }
    if (const auto* burn = std::get_if<BurnRateParameters>(&parameters)) {
        for (const auto& window : burn->windows)
            if (std::ranges::find(found, window.severity) == found.end())
                found.push_back(window.severity);
        std::ranges::sort(found);
        return found;
    }
    return {severity};
}

std::int64_t Rule::renotifyMsOf(int level) const {
    const auto* levels = levelsOf(parameters);
    if (levels == nullptr || level < 0 || static_cast<std::size_t>(level) >= levels->size())
        return renotifyMs;
    return (*levels)[static_cast<std::size_t>(level)].renotifyMs.value_or(renotifyMs);
}

std::vector<RuleInput> inputsOf(const Rule& rule) {
    return std::visit(
        Overloaded{
            [](const CompositeParameters&) { return std::vector<RuleInput>{}; },
            [&](const RatioParameters& ratio) {
                return std::vector<RuleInput>{{ratio.numerator, rule.labels},
                                              {ratio.denominator, rule.labels}};
            },
            [&](const BurnRateParameters& burn) {
                return std::vector<RuleInput>{{burn.good, rule.labels}, {burn.total, rule.labels}};
            },
            [&](const EventParameters& event) {
                auto labels = rule.labels.pairs();
                if (!event.groupBy.empty()) labels.emplace_back(event.groupBy, "*");
                return std::vector<RuleInput>{{"audit." + event.action, metrics::Labels(labels)}};
            },
            [&](const DomainParameters& domain) {
                return std::vector<RuleInput>{{"domain." + domain.check, rule.labels}};
            },
            [&](const auto&) { return std::vector<RuleInput>{{rule.metric, rule.labels}}; },
        },
        rule.parameters);
}

bool isWildcard(const Rule& rule) {
    const auto inputs = inputsOf(rule);
    return !inputs.empty() &&
           std::ranges::any_of(inputs.front().labels.pairs(),
                               [](const auto& pair) { return pair.second == "*"; });
}

bool keepsState(const Rule& before, const Rule& after) {
    const auto comparable = [](const Rule& rule) {
        auto json = ruleToJson(rule);
        for (const char* key : {"message", "runbook", "escalation", "renotifySeconds",
                                "renotifyMax", "noticeDelay", "muteWindows", "parent", "enabled"})
            json.erase(key);
        if (json.contains("levels"))
            for (auto& level : json["levels"]) level.erase("renotifySeconds");
        return json;
    };
    return comparable(before) == comparable(after);
}

} // namespace alluse::alerts
