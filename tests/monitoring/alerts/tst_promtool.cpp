// Random rules in Prometheus form: our states must equal those of promtool at every step.

#include "support/run_seed.h"
#include "monitoring/alerts/alert_bench.h"
#include "support/requirements.h"
#include "support/temp_directory.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

using namespace alluse;
using nlohmann::json;

namespace {

constexpr int kSteps = 60;
constexpr std::int64_t kStepMs = 10'000;

struct RandomRule {
    alerts::Rule rule;
    std::vector<std::optional<double>> values;
    std::string expression; // in PromQL
};

std::string seconds(std::int64_t ms) { return std::to_string(ms / 1'000) + 's'; }

std::string stepTime(int step) { return seconds(step * kStepMs); }

int draw(std::mt19937& random, int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
}

// A walk with holes; the first value is there, because Prometheus takes a series that never came
// for absent at once, while an absence rule waits from when it began to listen.
std::vector<std::optional<double>> randomValues(std::mt19937& random) {
    std::vector<std::optional<double>> values;
    int value = draw(random, 0, 20);
    int hole = 0;
    for (int i = 0; i < kSteps; ++i) {
        value = std::clamp(value + draw(random, -6, 6), 0, 20);
        if (hole == 0 && i > 0 && draw(random, 0, 14) == 0) hole = draw(random, 1, 9);
        if (hole > 0) {
            --hole;
            values.emplace_back();
        } else {
            values.emplace_back(value);
        }
    }
    return values;
}

RandomRule randomRule(int number, std::mt19937& random) {
    RandomRule made;
    made.values = randomValues(random);
    auto& rule = made.rule;
    rule.id = "A" + std::to_string(number);
    rule.metric = "m" + std::to_string(number);
    rule.forMs = kStepMs * draw(random, 0, 6);
    rule.keepFiringMs = kStepMs * draw(random, 0, 6);
    if (draw(random, 0, 3) == 0) {
        const auto longest = kStepMs * draw(random, 1, 6);
        rule.parameters = alerts::AbsenceParameters{longest};
        made.expression = "absent_over_time(" + rule.metric + '[' + seconds(longest) + "])";
        return made;
    }
    struct Function {
        alerts::Aggregation aggregation;
        const char* name;
        int low, high; // of sensible limits
    };
    constexpr Function kFunctions[] = {{alerts::Aggregation::Last, "last_over_time", 0, 20},
                                       {alerts::Aggregation::Average, "avg_over_time", 0, 20},
                                       {alerts::Aggregation::Minimum, "min_over_time", 0, 20},
                                       {alerts::Aggregation::Maximum, "max_over_time", 0, 20},
                                       {alerts::Aggregation::Sum, "sum_over_time", 0, 60},
                                       {alerts::Aggregation::Count, "count_over_time", 0, 6}};
    const auto& function = kFunctions[draw(random, 0, 5)];
    // Between whole numbers, so that the order of adding up cannot matter.
    const double limit = draw(random, function.low, function.high) + 0.123;
    rule.aggregation = function.aggregation;
    rule.windowMs = kStepMs * draw(random, 1, 6);
    const bool isAbove = draw(random, 0, 1) == 0;
    rule.parameters = alerts::ThresholdParameters{
        isAbove ? alerts::Comparison::Above : alerts::Comparison::Below,
        {{alerts::Severity::Warning, limit, limit, {}}}};
    // Ranges of Prometheus 2 include their left end, ours do not.
    made.expression = std::string(function.name) + '(' + rule.metric + '[' +
                      seconds(rule.windowMs - 1'000) + "999ms]) " + (isAbove ? "> " : "< ") +
                      json(limit).dump();
    return made;
}

// pending, firing or nothing at each step.
std::vector<std::string> statesOf(const RandomRule& random) {
    alerts::MemoryAlertStore store;
    tests::RecordingNotifier notifier;
    alerts::AlertBook book(store, notifier, {.gapMs = 0});
    book.setRules({random.rule}, {0, 0});
    std::vector<std::string> states;
    for (int step = 0; step < kSteps; ++step) {
        const auto now = step * kStepMs;
        if (const auto& value = random.values[static_cast<std::size_t>(step)])
            book.observe(random.rule.metric, {}, {now, *value, {}});
        book.evaluate({now, now});
        const auto state = book.alerts({now, now}).front().state;
        states.emplace_back(alerts::isOpen(state)                ? "firing"
                            : state == alerts::State::Pending ? "pending"
                                                              : "");
    }
    return states;
}

std::string seriesText(const RandomRule& random) {
    std::string text;
    for (const auto& value : random.values)
        text += (text.empty() ? "" : " ") + (value ? json(*value).dump() : std::string("_"));
    return text;
}

struct Files {
    json rules;
    json test;
    std::size_t checks = 0;
};

// JSON is YAML, so promtool reads these.
Files exportAll(const std::vector<RandomRule>& all, const std::string& rulesName) {
    Files files;
    json rules = json::array();
    json inputs = json::array();
    std::vector<json> expected(kSteps, json::array());
    for (const auto& random : all) {
        json rule{{"alert", random.rule.id}, {"expr", random.expression}};
        if (random.rule.forMs > 0) rule["for"] = seconds(random.rule.forMs);
        if (random.rule.keepFiringMs > 0)
            rule["keep_firing_for"] = seconds(random.rule.keepFiringMs);
        rules.push_back(rule);
        inputs.push_back({{"series", random.rule.metric}, {"values", seriesText(random)}});
        const auto states = statesOf(random);
        for (std::size_t step = 0; step < states.size(); ++step) {
            ++files.checks;
            if (states[step].empty()) continue;
            expected[step].push_back({{"labels", "ALERTS{alertname=\"" + random.rule.id +
                                                     "\",alertstate=\"" + states[step] + "\"}"},
                                      {"value", 1}});
        }
    }
    files.rules = {{"groups", {{{"name", "random"}, {"rules", rules}}}}};
    json checks = json::array();
    for (int step = 0; step < kSteps; ++step)
        checks.push_back({{"expr", "ALERTS"},
                          {"eval_time", stepTime(step)},
                          {"exp_samples", expected[static_cast<std::size_t>(step)]}});
    files.test = {{"rule_files", {rulesName}},
                  {"evaluation_interval", seconds(kStepMs)},
                  {"tests", {{{"interval", seconds(kStepMs)},
                              {"input_series", inputs},
                              {"promql_expr_test", checks}}}}};
    return files;
}

int rulesCount() {
    const char* given = std::getenv("ALLUSE_PROMTOOL_RULES");
    return given ? std::atoi(given) : 60;
}

} // namespace

TEST(Promtool, agreesOnTheStatesOfRandomRulesAtEveryStep) {
    ALLUSE_NEEDS_TOOL(std::system("promtool --version > /dev/null 2>&1") == 0,
                      "promtool is not installed (Debian package prometheus)");
    std::mt19937 random(tests::seedOfThisRun());
    std::vector<RandomRule> all;
    for (int i = 0; i < rulesCount(); ++i) all.push_back(randomRule(i, random));

    const tests::TempDirectory directory;
    const auto folder = std::filesystem::path(directory.path());
    const auto files = exportAll(all, "rules.yml");
    std::ofstream(folder / "rules.yml") << files.rules.dump(1);
    std::ofstream(folder / "test.yml") << files.test.dump(1);
    const auto command = "cd '" + folder.string() + "' && promtool test rules test.yml > out.txt 2>&1";
    const int code = std::system(command.c_str());
    std::ifstream stream(folder / "out.txt");
    std::stringstream said;
    said << stream.rdbuf();
    EXPECT_EQ(code, 0) << said.str().substr(0, 4'000);
    std::cout << all.size() << " rules, " << files.checks << " states compared\n";
}
