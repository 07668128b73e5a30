#include "alerts/rule_tests.h"

#include "alerts/alert_book.h"
#include "alerts/json_reader.h"
#include "alerts/plain_words.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace alluse::alerts {

namespace {

constexpr std::size_t kValuesMax = 1'000'000;

using Values = std::vector<std::optional<double>>;

class CountingNotifier final : public Notifier {
public:
    tl::expected<void, std::string> send(const Notice&) override { return {}; }
};

struct TestSeries {
    std::string metric;
    metrics::Labels labels;
    Values values;
};

struct ExpectedTransition {
    std::int64_t atMs = 0;
    State from = State::Normal;
    State to = State::Normal;
    std::string rule;
};

struct ExpectedState {
    std::int64_t atMs = 0;
    State state = State::Normal;
    std::string rule;
};

struct RuleTest {
    std::string name;
    std::vector<Rule> rules;
    std::int64_t stepMs = kSecondMs;
    std::vector<TestSeries> series;
    std::vector<ExpectedTransition> transitions;
    bool checksTransitions = false;
    std::vector<ExpectedState> states;
};

// `metric` or `metric{a=b,c=d}`.
std::optional<TestSeries> nameOfSeries(std::string_view text) {
    TestSeries series;
    const auto open = text.find('{');
    series.metric = std::string(text.substr(0, open));
    if (series.metric.empty()) return std::nullopt;
    if (open == std::string_view::npos) return series;
    if (text.back() != '}') return std::nullopt;
    auto inner = text.substr(open + 1, text.size() - open - 2);
    std::vector<metrics::Labels::Pair> pairs;
    while (!inner.empty()) {
        const auto end = inner.find(',');
        const auto pair = inner.substr(0, end);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        pairs.emplace_back(std::string(pair.substr(0, equals)), std::string(pair.substr(equals + 1)));
        inner = end == std::string_view::npos ? std::string_view{} : inner.substr(end + 1);
    }
    series.labels = metrics::Labels(std::move(pairs));
    return series;
}

void readSeries(JsonReader& reader, RuleTest& test) {
    const auto* json = reader.member("series");
    if (json == nullptr || !json->is_object()) {
        reader.fail("series", "must be an object of metrics and their values");
        return;
    }
    for (const auto& [name, given] : json->items()) {
        const auto path = "series." + name;
        auto series = nameOfSeries(name);
        if (!series) {
            reader.fail(path, "is not a metric such as account.tx.time{type=DEPOSIT}");
            return;
        }
        if (given.is_string()) {
            const auto values = expandSeries(given.get<std::string>());
            if (!values) {
                reader.fail(path, "is not a series such as 0x9 95x120 _x5");
                return;
            }
            series->values = *values;
        } else if (given.is_array()) {
            for (const auto& value : given) {
                if (!value.is_number() && !value.is_null()) {
                    reader.fail(path, "must hold numbers and null alone");
                    return;
                }
                series->values.push_back(value.is_null() ? std::nullopt
                                                         : std::optional(value.get<double>()));
            }
        } else {
            reader.fail(path, "must be a text or a list");
            return;
        }
        test.series.push_back(std::move(*series));
    }
}

State readState(JsonReader& item, std::string_view key) {
    std::string text;
    if (!item.read(key, text)) item.fail(key, "is missing");
    const auto state = stateOf(text);
    if (!state)
        item.fail(key, "is none of Normal, Pending, Firing, Recovering, NoData, Error");
    return state.value_or(State::Normal);
}

template <typename Read>
void readItems(JsonReader& reader, std::string_view key, const RuleTest& test, Read read) {
    const auto* list = reader.list(key);
    for (std::size_t i = 0; list != nullptr && i < list->size() && !reader.failed(); ++i) {
        JsonReader item((*list)[i], reader.pathOf(std::string(key) + '[' + std::to_string(i) + ']'));
        std::int64_t atMs = 0;
        if (!item.readSeconds("atSeconds", atMs)) item.fail("atSeconds", "is missing");
        std::string rule = test.rules.size() == 1 ? test.rules.front().id : std::string();
        if (!item.read("rule", rule) && rule.empty())
            item.fail("rule", "is missing: the test has several rules");
        read(item, atMs, rule);
        item.refuseOthers();
        reader.take(item.mistake());
    }
}

void readRules(JsonReader& reader, RuleTest& test) {
    const char* key = reader.has("rules") ? "rules" : "rule";
    const auto* json = reader.member(key);
    if (json == nullptr) {
        reader.fail("rule", "is missing");
        return;
    }
    auto rules = rulesFromJson(*json);
    if (rules) test.rules = std::move(*rules);
    else
        reader.take(RuleMistake{reader.pathOf(key) + (rules.error().path.empty() ? "" : ".") +
                                    rules.error().path,
                                rules.error().text});
}

RuleResult<RuleTest> readTest(const nlohmann::json& json, const std::string& path) {
    JsonReader reader(json, path);
    RuleTest test;
    if (!reader.read("name", test.name)) reader.fail("name", "is missing");
    readRules(reader, test);
    reader.readSeconds("stepSeconds", test.stepMs, 1);
    readSeries(reader, test);
    test.checksTransitions = reader.has("transitions");
    readItems(reader, "transitions", test,
              [&](JsonReader& item, std::int64_t atMs, const std::string& rule) {
                  const auto from = readState(item, "from");
                  test.transitions.push_back({atMs, from, readState(item, "to"), rule});
              });
    readItems(reader, "states", test,
              [&](JsonReader& item, std::int64_t atMs, const std::string& rule) {
                  test.states.push_back({atMs, readState(item, "state"), rule});
              });
    if (!test.checksTransitions && test.states.empty())
        reader.fail("transitions", "is missing: a test says what it expects");
    reader.refuseOthers();
    if (reader.failed()) return tl::unexpected(*reader.mistake());
    return test;
}

std::string stepInWords(std::int64_t atMs, State from, State to, const std::string& rule) {
    return rule + " at " + inWords(static_cast<double>(atMs) / 1e3) + " s from " +
           std::string(nameOf(from)) + " to " + std::string(nameOf(to));
}

RuleTestOutcome run(const RuleTest& test) {
    MemoryAlertStore store;
    CountingNotifier notifier;
    AlertBook book(store, notifier, {.gapMs = 0});
    book.setRules(test.rules, {0, 0});
    RuleTestOutcome outcome{test.name, true, {}};
    std::size_t steps = 0;
    for (const auto& series : test.series) steps = std::max(steps, series.values.size());
    for (std::size_t i = 0; i < steps; ++i) {
        const auto now = static_cast<std::int64_t>(i) * test.stepMs;
        for (const auto& series : test.series)
            if (i < series.values.size() && series.values[i])
                book.observe(series.metric, series.labels, {now, *series.values[i], {}});
        book.evaluate({now, now});
        for (const auto& expected : test.states) {
            if (expected.atMs != now) continue;
            for (const auto& view : book.alerts({now, now}))
                if (view.alert.ruleId == expected.rule && view.state != expected.state)
                    outcome.differences.push_back(
                        expected.rule + " is " + std::string(nameOf(view.state)) + " at " +
                        inWords(static_cast<double>(now) / 1e3) + " s, expected " +
                        std::string(nameOf(expected.state)) + " (" + view.reading.why + ")");
        }
    }
    if (test.checksTransitions) {
        std::vector<std::string> found;
        for (const auto& row : store.history())
            found.push_back(stepInWords(row.transition.timeMs, row.transition.from,
                                        row.transition.to, row.alert.ruleId));
        std::vector<std::string> expected;
        for (const auto& step : test.transitions)
            expected.push_back(stepInWords(step.atMs, step.from, step.to, step.rule));
        for (const auto& step : expected)
            if (std::ranges::count(found, step) < std::ranges::count(expected, step))
                outcome.differences.push_back("expected, and did not come: " + step);
        for (const auto& step : found)
            if (std::ranges::count(expected, step) < std::ranges::count(found, step))
                outcome.differences.push_back("came, and was not expected: " + step);
    }
    outcome.hasPassed = outcome.differences.empty();
    return outcome;
}

} // namespace

std::optional<Values> expandSeries(std::string_view text) {
    Values values;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(" \t\n"), text.size());
        auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        const auto takeNumber = [&](double& number) {
            const auto [after, code] =
                std::from_chars(word.data(), word.data() + word.size(), number);
            if (code != std::errc{}) return false;
            word.remove_prefix(static_cast<std::size_t>(after - word.data()));
            return true;
        };
        const bool isAbsent = word.front() == '_';
        double value = 0.0;
        double step = 0.0;
        double times = 0.0;
        if (isAbsent) word.remove_prefix(1);
        else if (!takeNumber(value)) return std::nullopt;
        if (!isAbsent && !word.empty() && (word.front() == '+' || word.front() == '-')) {
            const double sign = word.front() == '-' ? -1.0 : 1.0;
            word.remove_prefix(1);
            if (!takeNumber(step)) return std::nullopt;
            step *= sign;
        }
        if (!word.empty() && word.front() == 'x') {
            word.remove_prefix(1);
            if (!takeNumber(times) || times < 0.0 || times != std::floor(times)) return std::nullopt;
            if (isAbsent) times -= 1.0;
        }
        if (!word.empty() || times >= static_cast<double>(kValuesMax) ||
            values.size() + static_cast<std::size_t>(std::max(times, 0.0)) >= kValuesMax)
            return std::nullopt;
        for (double i = 0.0; i <= times; i += 1.0)
            values.push_back(isAbsent ? std::nullopt : std::optional(value + i * step));
    }
    return values;
}

RuleResult<std::vector<RuleTestOutcome>> runRuleTests(std::string_view text) {
    const auto json = parseStrictly(text);
    if (!json) return tl::unexpected(json.error());
    JsonReader reader(*json, "");
    std::vector<RuleTestOutcome> outcomes;
    const auto* list = reader.list("tests");
    if (list == nullptr || list->empty()) reader.fail("tests", "must hold at least one test");
    for (std::size_t i = 0; !reader.failed() && i < list->size(); ++i) {
        const auto test = readTest((*list)[i], "tests[" + std::to_string(i) + ']');
        if (!test) return tl::unexpected(test.error());
        outcomes.push_back(run(*test));
    }
    reader.refuseOthers();
    if (reader.failed()) return tl::unexpected(*reader.mistake());
    return outcomes;
}

} // namespace alluse::alerts
