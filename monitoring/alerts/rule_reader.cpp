#include "alerts/plain_words.h"
#include "alerts/rule_json.h"
#include "alerts/rule_names.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>

namespace alluse::alerts {

namespace {

using nlohmann::json;

void checkClear(JsonReader& reader, Comparison comparison, const Level& level) {
    const bool isBeyond =
        isUpward(comparison) ? level.clear > level.enter : level.clear < level.enter;
    if (isBeyond)
        reader.fail("clear", std::string("must not lie ") +
                                 (isUpward(comparison) ? "above" : "below") + " enter (" +
                                 inWords(level.enter) + ")");
}

void readLevels(JsonReader& reader, Comparison comparison, std::vector<Level>& levels) {
    const auto* list = reader.list("levels");
    if (list == nullptr && reader.has("enter")) { // one level, written into the rule itself
        Level level;
        reader.read<Severity>("severity", level.severity, names::kSeverities);
        reader.read("enter", level.enter);
        level.clear = level.enter;
        reader.read("clear", level.clear);
        checkClear(reader, comparison, level);
        levels.push_back(level);
        return;
    }
    if (list == nullptr || list->empty()) {
        reader.fail("levels", "must hold at least one level with the value that enters it");
        return;
    }
    for (std::size_t i = 0; i < list->size() && !reader.failed(); ++i) {
        JsonReader item((*list)[i], reader.pathOf("levels[" + std::to_string(i) + ']'));
        Level level;
        item.read<Severity>("severity", level.severity, names::kSeverities);
        if (!item.read("enter", level.enter)) item.fail("enter", "is missing");
        level.clear = level.enter;
        item.read("clear", level.clear);
        std::int64_t renotifyMs = 0;
        if (item.readSeconds("renotifySeconds", renotifyMs)) level.renotifyMs = renotifyMs;
        item.refuseOthers();
        checkClear(item, comparison, level);
        reader.take(item.mistake());
        levels.push_back(level);
    }
    if (reader.failed()) return;
    std::ranges::sort(levels, {}, &Level::severity);
    for (std::size_t i = 1; i < levels.size(); ++i) {
        if (levels[i].severity == levels[i - 1].severity) {
            reader.fail("levels", "must not name the severity " +
                                      std::string(nameOf(levels[i].severity)) + " twice");
            return;
        }
        const bool isMilder = isUpward(comparison) ? levels[i].enter < levels[i - 1].enter
                                                   : levels[i].enter > levels[i - 1].enter;
        if (isMilder) reader.fail("levels", "must enter critical no earlier than warning");
    }
}

void readComparison(JsonReader& reader, Comparison& comparison, std::vector<Level>& levels) {
    if (!reader.read<Comparison>("operator", comparison, names::kComparisons))
        reader.fail("operator", "is missing; it is one of >, >=, <, <=");
    readLevels(reader, comparison, levels);
}

ThresholdParameters readThreshold(JsonReader& reader) {
    ThresholdParameters found;
    readComparison(reader, found.comparison, found.levels);
    return found;
}

TrendParameters readTrend(JsonReader& reader) {
    TrendParameters found;
    reader.read<Estimator>("estimator", found.estimator, names::kEstimators);
    reader.read<Direction>("direction", found.direction, names::kDirections);
    const bool hasEffect = reader.read("minEffectPerWindow", found.minEffectPerWindow, 0.0);
    reader.read("significance", found.significance, 1e-6, 0.5);
    double limit = 0.0;
    if (reader.read("limit", limit)) found.limit = limit;
    const bool hasHorizon = reader.readSeconds("horizonSeconds", found.horizonMs, 1);
    if (found.limit && !hasHorizon)
        reader.fail("horizonSeconds", "is missing: a limit needs the time to look ahead");
    if (!found.limit && hasHorizon)
        reader.fail("limit", "is missing: a horizon needs the limit to look for");
    found.watchesSlope = !found.limit || hasEffect;
    return found;
}

RateOfChangeParameters readRateOfChange(JsonReader& reader) {
    RateOfChangeParameters found;
    reader.read<ChangeMeasure>("change", found.change, names::kMeasures);
    reader.read("minBase", found.minBase, 0.0);
    readComparison(reader, found.comparison, found.levels);
    return found;
}

AnomalyParameters readAnomaly(JsonReader& reader) {
    AnomalyParameters found;
    reader.read<BaselineChoice>("baseline", found.baseline, names::kBaselines);
    reader.read<Direction>("direction", found.direction, names::kDirections);
    double k = 0.0;
    if (reader.read("k", k, 0.5, 1'000.0)) found.k = k;
    std::int64_t minHistoryMs = 0;
    if (reader.readSeconds("minHistorySeconds", minHistoryMs, 1)) found.minHistoryMs = minHistoryMs;
    reader.read("clearsItself", found.clearsItself);
    return found;
}

AbsenceParameters readAbsence(JsonReader& reader) {
    AbsenceParameters found;
    reader.readSeconds("longestSilenceSeconds", found.longestSilenceMs, 1);
    return found;
}

RatioParameters readRatio(JsonReader& reader) {
    RatioParameters found;
    if (!reader.read("numerator", found.numerator)) reader.fail("numerator", "is missing");
    if (!reader.read("denominator", found.denominator)) reader.fail("denominator", "is missing");
    reader.read("minDenominator", found.minDenominator, 0.0);
    readComparison(reader, found.comparison, found.levels);
    return found;
}

CompositeParameters readComposite(JsonReader& reader) {
    CompositeParameters found;
    if (!reader.read<Junction>("operator", found.junction, names::kJunctions))
        reader.fail("operator", "is missing; it is one of and, or, not, at-least");
    if (!reader.readTexts("rules", found.rules) || found.rules.empty())
        reader.fail("rules", "must name at least one rule");
    if (found.junction == Junction::Not && found.rules.size() != 1)
        reader.fail("rules", "must name exactly one rule for not");
    if (found.junction == Junction::AtLeast) {
        if (!reader.read("count", found.count, 1, std::max<std::size_t>(1, found.rules.size())))
            reader.fail("count", "is missing: at-least needs how many");
    }
    return found;
}

BurnWindow readBurnWindow(JsonReader& item) {
    BurnWindow window;
    if (!item.readSeconds("longSeconds", window.longMs, 1)) item.fail("longSeconds", "is missing");
    if (!item.readSeconds("shortSeconds", window.shortMs, 1))
        item.fail("shortSeconds", "is missing");
    if (!item.read("factor", window.factor, 0.01, 1e6)) item.fail("factor", "is missing");
    item.read<Severity>("severity", window.severity, names::kSeverities);
    item.refuseOthers();
    if (window.shortMs >= window.longMs)
        item.fail("shortSeconds", "must be shorter than longSeconds");
    return window;
}

BurnRateParameters readBurnRate(JsonReader& reader) {
    BurnRateParameters found;
    if (!reader.read("objective", found.objective, 0.0001, 0.999999))
        reader.fail("objective", "is missing; it is a share such as 0.999");
    if (!reader.read("good", found.good)) reader.fail("good", "is missing");
    if (!reader.read("total", found.total)) reader.fail("total", "is missing");
    reader.read("minEvents", found.minEvents, 0.0);
    if (const auto* list = reader.list("windows")) {
        for (std::size_t i = 0; i < list->size() && !reader.failed(); ++i) {
            JsonReader item((*list)[i], reader.pathOf("windows[" + std::to_string(i) + ']'));
            found.windows.push_back(readBurnWindow(item));
            reader.take(item.mistake());
        }
        if (list->empty()) reader.fail("windows", "must hold at least one pair of windows");
    } else {
        found.windows = {names::kFastBurn, names::kSlowBurn};
    }
    return found;
}

EventParameters readEvent(JsonReader& reader) {
    EventParameters found;
    if (!reader.read("action", found.action)) reader.fail("action", "is missing");
    if (!reader.read("count", found.count, 1.0)) reader.fail("count", "is missing");
    reader.read("groupBy", found.groupBy);
    return found;
}

DomainParameters readDomain(JsonReader& reader) {
    DomainParameters found;
    if (!reader.read("check", found.check)) {
        reader.fail("check", "is missing");
    } else if (std::ranges::find(names::kDomainChecks, found.check) == names::kDomainChecks.end()) {
        std::string known;
        for (const auto check : names::kDomainChecks)
            known += (known.empty() ? "" : ", ") + std::string(check);
        reader.fail("check", "is \"" + found.check + "\", which is none of " + known);
    }
    return found;
}

Parameters readParameters(JsonReader& reader, RuleKind kind) {
    switch (kind) {
    case RuleKind::Threshold: return readThreshold(reader);
    case RuleKind::Trend: return readTrend(reader);
    case RuleKind::RateOfChange: return readRateOfChange(reader);
    case RuleKind::Anomaly: return readAnomaly(reader);
    case RuleKind::Absence: return readAbsence(reader);
    case RuleKind::Ratio: return readRatio(reader);
    case RuleKind::Composite: return readComposite(reader);
    case RuleKind::BurnRate: return readBurnRate(reader);
    case RuleKind::Event: return readEvent(reader);
    case RuleKind::Domain: return readDomain(reader);
    }
    return ThresholdParameters{};
}

// HH:MM to minutes of the day.
std::optional<int> minuteOfDay(std::string_view text) {
    int hours = 0;
    int minutes = 0;
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto first = std::from_chars(text.data(), text.data() + 2, hours);
    const auto second = std::from_chars(text.data() + 3, text.data() + 5, minutes);
    if (first.ec != std::errc{} || first.ptr != text.data() + 2 || second.ec != std::errc{} ||
        second.ptr != text.data() + 5 || hours > 24 || minutes > 59 || hours < 0 || minutes < 0 ||
        hours * 60 + minutes > 24 * 60)
        return std::nullopt;
    return hours * 60 + minutes;
}

MuteWindow readMuteWindow(JsonReader& item) {
    MuteWindow window;
    std::vector<std::string> days;
    item.readTexts("days", days);
    for (std::size_t i = 0; i < days.size(); ++i) {
        const auto at = std::ranges::find(names::kWeekdays, days[i]);
        if (at == names::kWeekdays.end())
            item.fail("days[" + std::to_string(i) + ']',
                      "is \"" + days[i] + "\", which is none of Mon, Tue, Wed, Thu, Fri, Sat, Sun");
        window.weekdays.push_back(static_cast<int>(at - names::kWeekdays.begin()));
    }
    const auto readTime = [&](const char* key, int& target) {
        std::string text;
        if (!item.read(key, text)) {
            item.fail(key, "is missing");
            return;
        }
        if (const auto minute = minuteOfDay(text)) target = *minute;
        else item.fail(key, "must be a time of day such as 22:30");
    };
    readTime("from", window.fromMinute);
    readTime("to", window.toMinute);
    item.refuseOthers();
    return window;
}

void readMuteWindows(JsonReader& reader, Rule& rule) {
    const auto* list = reader.list("muteWindows");
    for (std::size_t i = 0; list != nullptr && i < list->size() && !reader.failed(); ++i) {
        JsonReader item((*list)[i], reader.pathOf("muteWindows[" + std::to_string(i) + ']'));
        rule.muteWindows.push_back(readMuteWindow(item));
        reader.take(item.mistake());
    }
}

void readNoticeDelay(JsonReader& reader, NoticeDelay& delay) {
    const auto* given = reader.member("noticeDelay");
    if (given == nullptr) return;
    JsonReader item(*given, reader.pathOf("noticeDelay"));
    item.readSeconds("upSeconds", delay.upMs);
    item.readSeconds("downSeconds", delay.downMs);
    item.read("multiplier", delay.multiplier, 1.0, 100.0);
    item.readSeconds("maxSeconds", delay.maxMs);
    item.refuseOthers();
    reader.take(item.mistake());
}

// Reads {"breaching": 3, "of": 5}.
void readEvaluations(JsonReader& reader, Rule& rule) {
    const auto* given = reader.member("evaluations");
    if (given == nullptr) return;
    JsonReader item(*given, reader.pathOf("evaluations"));
    if (!item.read("of", rule.breachingOf, 1, 1'000)) item.fail("of", "is missing");
    if (!item.read("breaching", rule.breachingCount, 1, rule.breachingOf))
        item.fail("breaching", "is missing");
    item.refuseOthers();
    reader.take(item.mistake());
}

bool readsMetric(RuleKind kind) {
    return kind == RuleKind::Threshold || kind == RuleKind::Trend ||
           kind == RuleKind::RateOfChange || kind == RuleKind::Anomaly ||
           kind == RuleKind::Absence;
}

bool hasLevels(RuleKind kind) {
    return kind == RuleKind::Threshold || kind == RuleKind::RateOfChange ||
           kind == RuleKind::Ratio || kind == RuleKind::BurnRate;
}

std::int64_t windowOf(RuleKind kind) {
    switch (kind) {
    case RuleKind::Trend: return names::kTrendWindowMs;
    case RuleKind::RateOfChange: return names::kChangeWindowMs;
    case RuleKind::Event: return names::kEventWindowMs;
    case RuleKind::Ratio: return 5 * kMinuteMs;
    case RuleKind::Anomaly: return 0; // every sample by itself
    case RuleKind::Threshold:
    case RuleKind::Absence:
    case RuleKind::Composite:
    case RuleKind::BurnRate:
    case RuleKind::Domain: return kMinuteMs;
    }
    return kMinuteMs;
}

// Every kind takes every shared key, so that a rule can change its kind and keep the rest.
void readWhatIsWatched(JsonReader& reader, RuleKind kind, Rule& rule) {
    if (readsMetric(kind) && !reader.read("metric", rule.metric))
        reader.fail("metric", "is missing");
    if (readsMetric(kind) && rule.metric.empty()) reader.fail("metric", "must not be empty");
    reader.readLabels("labels", rule.labels);
    if (kind == RuleKind::Ratio) rule.aggregation = Aggregation::Sum;
    if (kind == RuleKind::BurnRate) rule.aggregation = Aggregation::Increase;
    reader.read<Aggregation>("aggregation", rule.aggregation, names::kAggregations);
    rule.windowMs = windowOf(kind);
    reader.readSeconds("windowSeconds", rule.windowMs, kind == RuleKind::Anomaly ? 0 : 1);
    // The normal form of Mann-Kendall's test needs ten points.
    const std::size_t samplesMin = kind == RuleKind::Trend ? 10 : 1;
    rule.minSamples = samplesMin;
    reader.read("minSamples", rule.minSamples, samplesMin, 1'000'000);
    reader.read("requireFullWindow", rule.requiresFullWindow);
}

void readWhenItFires(JsonReader& reader, RuleKind kind, Rule& rule) {
    if (!hasLevels(kind)) reader.read<Severity>("severity", rule.severity, names::kSeverities);
    reader.readSeconds("evaluationSeconds", rule.evaluationMs);
    reader.readSeconds("forSeconds", rule.forMs);
    reader.readSeconds("keepFiringSeconds", rule.keepFiringMs);
    readEvaluations(reader, rule);
    reader.read<MissingPolicy>("noData", rule.noData, names::kPolicies);
    reader.read<MissingPolicy>("onError", rule.onError, names::kPolicies);
    reader.read("missingEvaluations", rule.missingEvaluations, 1, 1'000'000);
    reader.readSeconds("graceSeconds", rule.graceMs);
}

void readWhatIsTold(JsonReader& reader, Rule& rule) {
    reader.readSeconds("renotifySeconds", rule.renotifyMs);
    reader.read("renotifyMax", rule.renotifyMax, 0, 1'000'000);
    readNoticeDelay(reader, rule.noticeDelay);
    reader.read("escalation", rule.escalation);
    reader.read("message", rule.message);
    reader.read("runbook", rule.runbook);
    reader.read("parent", rule.parent);
    readMuteWindows(reader, rule);
    reader.read("enabled", rule.isEnabled);
}

std::string idFor(const Rule& rule) {
    std::string id(nameOf(rule.kind()));
    const auto inputs = inputsOf(rule);
    return inputs.empty() ? id : id + '-' + inputs.front().metric;
}

std::optional<RuleMistake> findCircle(const std::vector<Rule>& rules) {
    std::map<std::string, std::size_t> positions;
    for (std::size_t i = 0; i < rules.size(); ++i) positions[rules[i].id] = i;
    std::vector<int> visited(rules.size(), 0); // 1: on the path, 2: done
    std::optional<RuleMistake> mistake;
    const std::function<void(std::size_t)> visit = [&](std::size_t at) {
        visited[at] = 1;
        const auto* composite = std::get_if<CompositeParameters>(&rules[at].parameters);
        for (std::size_t i = 0; composite && i < composite->rules.size() && !mistake; ++i) {
            const auto next = positions.find(composite->rules[i]);
            const auto path = "rules[" + std::to_string(at) + "].rules[" + std::to_string(i) + ']';
            if (next == positions.end())
                mistake = RuleMistake{path, "names the rule \"" + composite->rules[i] +
                                                "\", which is not in this list"};
            else if (visited[next->second] == 1)
                mistake = RuleMistake{path, "leads back to this rule in a circle"};
            else if (visited[next->second] == 0)
                visit(next->second);
        }
        visited[at] = 2;
    };
    for (std::size_t i = 0; i < rules.size() && !mistake; ++i)
        if (visited[i] == 0) visit(i);
    return mistake;
}

} // namespace

std::string RuleMistake::sentence() const {
    return (path.empty() ? "The rule" : path) + ' ' + text + '.';
}

RuleResult<json> parseStrictly(std::string_view text) {
    std::vector<std::set<std::string>> keys;
    std::optional<std::string> twice;
    const auto notice = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) keys.emplace_back();
        if (event == json::parse_event_t::object_end) keys.pop_back();
        if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
            twice = parsed.get<std::string>();
        return true;
    };
    try {
        auto parsed = json::parse(text, notice);
        if (twice) return tl::unexpected(RuleMistake{*twice, "stands twice in one object"});
        return parsed;
    } catch (const json::exception& error) {
        const std::string what = error.what(); // "[json.exception…] parse error at line 1, …"
        const auto at = what.find("line ");
        const auto end = what.find(':', at == std::string::npos ? 0 : at);
        const auto place = at == std::string::npos ? std::string() : " at " + what.substr(at, end - at);
        return tl::unexpected(RuleMistake{"The file", "is not valid JSON" + place});
    }
}

RuleResult<Rule> ruleFromJson(const json& given, const std::string& path) {
    JsonReader reader(given, path);
    RuleKind kind = RuleKind::Threshold;
    if (!reader.read<RuleKind>("kind", kind, names::kKinds)) reader.fail("kind", "is missing");
    if (reader.failed()) return tl::unexpected(*reader.mistake());
    Rule rule;
    rule.parameters = readParameters(reader, kind);
    readWhatIsWatched(reader, kind, rule);
    readWhenItFires(reader, kind, rule);
    readWhatIsTold(reader, rule);
    if (reader.read("id", rule.id) && rule.id.empty()) reader.fail("id", "must not be empty");
    reader.refuseOthers();
    if (rule.parent == rule.id && !rule.id.empty()) reader.fail("parent", "must be another rule");
    if (reader.failed()) return tl::unexpected(*reader.mistake());
    if (rule.id.empty()) rule.id = idFor(rule);
    return rule;
}

RuleResult<std::vector<Rule>> rulesFromJson(const json& given) {
    std::vector<Rule> rules;
    if (!given.is_array()) {
        auto rule = ruleFromJson(given, "");
        if (!rule) return tl::unexpected(rule.error());
        rules.push_back(std::move(*rule));
        return rules;
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
        auto rule = ruleFromJson(given[i], "rules[" + std::to_string(i) + ']');
        if (!rule) return tl::unexpected(rule.error());
        rules.push_back(std::move(*rule));
    }
    if (auto mistake = checkTogether(rules)) return tl::unexpected(*mistake);
    return rules;
}

std::optional<RuleMistake> checkTogether(const std::vector<Rule>& rules) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (const auto [at, isNew] = seen.emplace(rules[i].id, i); !isNew)
            return RuleMistake{"rules[" + std::to_string(i) + "].id",
                               "is \"" + rules[i].id + "\" like rules[" +
                                   std::to_string(at->second) + "]"};
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (!rules[i].parent.empty() && !seen.contains(rules[i].parent))
            return RuleMistake{"rules[" + std::to_string(i) + "].parent",
                               "names the rule \"" + rules[i].parent +
                                   "\", which is not in this list"};
    return findCircle(rules);
}

RuleResult<std::vector<Rule>> parseRules(std::string_view text) {
    const auto parsed = parseStrictly(text);
    if (!parsed) return tl::unexpected(parsed.error());
    return rulesFromJson(*parsed);
}

std::string_view nameOf(RuleKind kind) { return names::textOf<RuleKind>(kind, names::kKinds); }
std::string_view nameOf(Severity severity) {
    return names::textOf<Severity>(severity, names::kSeverities);
}
std::string_view nameOf(Aggregation aggregation) {
    return names::textOf<Aggregation>(aggregation, names::kAggregations);
}
std::string_view nameOf(Comparison comparison) {
    return names::textOf<Comparison>(comparison, names::kComparisons);
}

} // namespace alluse::alerts
