#include "alerts/condition.h"

#include "alerts/conditions.h"
#include "alerts/plain_words.h"
#include "alerts/rule_json.h"

#include <algorithm>
#include <utility>

namespace alluse::alerts {

Reading Reading::missing(Kind kind, std::string why) {
    Reading reading;
    reading.kind = kind;
    reading.why = std::move(why);
    return reading;
}

Reading readLevels(double value, Comparison comparison, const std::vector<Level>& levels,
                   const std::string& what) {
    Reading reading;
    reading.value = value;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto& level = levels[i];
        const int position = static_cast<int>(i);
        if (holds(value, comparison, level.enter)) reading.entered = position;
        // Without a band of its own a level is left where it is entered. With one, the clear value
        // itself still holds the level: it clears only past it.
        const bool isHeld = level.clear == level.enter ? holds(value, comparison, level.enter)
                            : isUpward(comparison)     ? value >= level.clear
                                                       : value <= level.clear;
        if (isHeld) reading.held = position;
    }
    reading.held = std::max(reading.held, reading.entered);
    const auto& shown = levels[static_cast<std::size_t>(std::max(reading.held, 0))];
    reading.limit = shown.enter;
    reading.why = what + ' ' + inWords(value);
    if (reading.entered >= 0) {
        reading.why += " is " + std::string(nameOf(comparison)) + ' ' +
                       inWords(levels[static_cast<std::size_t>(reading.entered)].enter) + " (" +
                       std::string(nameOf(levels[static_cast<std::size_t>(reading.entered)].severity)) +
                       ')';
    } else if (reading.held >= 0) {
        reading.why += " lies between clear " + inWords(shown.clear) + " and enter " +
                       inWords(shown.enter);
    } else {
        reading.why += " is back past " + inWords(shown.clear);
    }
    return reading;
}

std::unique_ptr<Condition> makeCondition(const Rule& rule) {
    switch (rule.kind()) {
    case RuleKind::Threshold: return makeThreshold(rule);
    case RuleKind::Trend: return makeTrend(rule);
    case RuleKind::RateOfChange: return makeRateOfChange(rule);
    case RuleKind::Anomaly: return makeAnomaly(rule);
    case RuleKind::Absence: return makeAbsence(rule);
    case RuleKind::Ratio: return makeRatio(rule);
    case RuleKind::BurnRate: return makeBurnRate(rule);
    case RuleKind::Event: return makeEvent(rule);
    case RuleKind::Domain: return makeDomain(rule);
    case RuleKind::Composite: break;
    }
    return nullptr;
}

Reading compositeReading(const CompositeParameters& parameters, const FiringLookup& isFiring) {
    std::size_t firing = 0;
    std::string names;
    for (const auto& id : parameters.rules) {
        const auto answer = isFiring(id);
        if (!answer)
            return Reading::missing(Reading::Kind::NoData, "rule " + id + " has not been evaluated");
        if (!*answer) continue;
        ++firing;
        names += (names.empty() ? "" : ", ") + id;
    }
    bool isTrue = false;
    switch (parameters.junction) {
    case Junction::And: isTrue = firing == parameters.rules.size(); break;
    case Junction::Or: isTrue = firing > 0; break;
    case Junction::Not: isTrue = firing == 0; break;
    case Junction::AtLeast: isTrue = firing >= parameters.count; break;
    }
    Reading reading;
    reading.value = static_cast<double>(firing);
    reading.entered = reading.held = isTrue ? 0 : -1;
    reading.why = std::to_string(firing) + " of " + countInWords(parameters.rules.size(), "rule") +
                  (firing == 1 ? " fires" : " fire") + (names.empty() ? "" : ": " + names);
    return reading;
}

} // namespace alluse::alerts
