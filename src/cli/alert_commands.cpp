// alerts: backtest a rule over a series, run rule tests, list the shipped rules. No database.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/text_table.h"

#include "alerts/backtest.h"
#include "alerts/default_rules.h"
#include "alerts/plain_words.h"
#include "alerts/rule_json.h"
#include "alerts/rule_tests.h"
#include "alerts/series_csv.h"

#include <fstream>
#include <iterator>

namespace alluse::cli {
namespace {

struct BacktestOptions {
    std::string rule;
    std::string series;
    std::string timeColumn;
    std::string valueColumn;
};

struct FileOptions {
    std::string file;
};

domain::Result<std::string, Problem> readFile(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return badInput("The file " + path + " cannot be read.");
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

tl::unexpected<Problem> badRule(const alerts::RuleMistake& mistake) {
    Problem problem{ExitCode::BadInput, "BAD_INPUT", mistake.sentence(), {}};
    problem.details["path"] = mistake.path;
    return tl::unexpected(std::move(problem));
}

Json numberJson(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json seconds(std::int64_t ms) {
    if (ms % 1'000 == 0) return ms / 1'000;
    return static_cast<double>(ms) / 1e3;
}

Answer backtestAnswer(const alerts::BacktestReport& report) {
    Answer answer;
    auto& list = answer.json["transitions"] = Json::array();
    TextTable table({"Time", "From", "To", ">Value", "Why"});
    for (const auto& step : report.transitions) {
        const auto time = alerts::timeInIso(step.timeMs);
        list.push_back({{"time", time},
                        {"from", nameOf(step.from)},
                        {"to", nameOf(step.to)},
                        {"value", numberJson(step.value)},
                        {"why", step.why}});
        table.add({time, std::string(nameOf(step.from)), std::string(nameOf(step.to)),
                   step.value ? alerts::inWords(*step.value) : "", step.why});
    }
    answer.json["fired"] = report.fired;
    answer.json["firingSeconds"] = seconds(report.firingMs);
    answer.text = table.text() + "Would have fired " + alerts::countInWords(report.fired, "time") +
                  ", " + alerts::durationInWords(report.firingMs) + " in total.\n";
    return answer;
}

void tellWhatWasOdd(const alerts::CsvSeries& series) {
    const auto say = [](std::size_t count, const std::string& what) {
        if (count > 0) Context::tell(std::to_string(count) + ' ' + what);
    };
    say(series.blanks, "values are blank and count as gaps.");
    say(series.unreadable, "times or values cannot be read and were left out.");
    say(series.duplicates, "times occur again; the later row counts.");
    if (series.wasUnsorted) Context::tell("The rows were not in order of time and have been sorted.");
}

Answered runBacktest(Context&, const BacktestOptions& options) {
    const auto ruleText = readFile(options.rule);
    if (!ruleText) return tl::unexpected(ruleText.error());
    const auto rules = alerts::parseRules(*ruleText);
    if (!rules) return badRule(rules.error());
    if (rules->size() != 1)
        return badInput("A backtest takes one rule; " + options.rule + " holds " +
                        std::to_string(rules->size()) + '.');
    const auto& rule = rules->front();
    const auto seriesText = readFile(options.series);
    if (!seriesText) return tl::unexpected(seriesText.error());
    alerts::CsvWishes wishes;
    if (!options.timeColumn.empty()) wishes.timeColumn = options.timeColumn;
    for (const auto& input : alerts::inputsOf(rule)) wishes.valueColumns.push_back(input.metric);
    if (!options.valueColumn.empty() && wishes.valueColumns.size() == 1) {
        wishes.valueColumns = {options.valueColumn};
        wishes.mayGuess = false;
    }
    const auto series = alerts::readSeriesCsv(*seriesText, wishes);
    if (!series) return badInput(series.error());
    tellWhatWasOdd(*series);
    const auto report = alerts::backtest(rule, series->series);
    if (!report) return badInput(report.error());
    for (const auto& note : report->notes) Context::tell(note);
    return backtestAnswer(*report);
}

Answered runTests(Context&, const FileOptions& options) {
    const auto text = readFile(options.file);
    if (!text) return tl::unexpected(text.error());
    const auto outcomes = alerts::runRuleTests(*text);
    if (!outcomes) return badRule(outcomes.error());
    Answer answer;
    std::size_t failed = 0;
    auto& list = answer.json["tests"] = Json::array();
    for (const auto& outcome : *outcomes) {
        if (!outcome.hasPassed) ++failed;
        list.push_back({{"name", outcome.name},
                        {"ok", outcome.hasPassed},
                        {"differences", outcome.differences}});
        answer.text += (outcome.hasPassed ? "ok      " : "FAILED  ") + outcome.name + '\n';
        for (const auto& difference : outcome.differences) answer.text += "        " + difference + '\n';
    }
    answer.json["passed"] = outcomes->size() - failed;
    answer.json["failed"] = failed;
    if (failed > 0) answer.exitCode = ExitCode::Refused;
    return answer;
}

Answered listRules(Context&, const FileOptions& options) {
    std::string text(alerts::defaultRulesText());
    if (!options.file.empty()) {
        auto given = readFile(options.file);
        if (!given) return tl::unexpected(given.error());
        text = std::move(*given);
    }
    const auto rules = alerts::parseRules(text);
    if (!rules) return badRule(rules.error());
    Answer answer;
    auto& list = answer.json["rules"] = Json::array();
    TextTable table({"Rule", "Kind", "Watches", "For", "On"});
    for (const auto& rule : *rules) {
        list.push_back(Json::parse(alerts::ruleToJson(rule).dump()));
        std::string watched;
        for (const auto& input : alerts::inputsOf(rule))
            watched += (watched.empty() ? "" : ", ") + input.metric;
        table.add({rule.id, std::string(nameOf(rule.kind())), watched,
                   alerts::durationInWords(rule.forMs), rule.isEnabled ? "yes" : "no"});
    }
    answer.text = table.text();
    return answer;
}

void declareBacktest(CLI::App& app, BacktestOptions& options) {
    app.add_option("--rule", options.rule, "File with one rule in JSON")->required();
    app.add_option("--series", options.series,
                   "CSV of times (ISO-8601 or seconds since 1970) and values")
        ->required();
    app.add_option("--time-column", options.timeColumn, "Its column of times; default: by name, or the first");
    app.add_option("--value-column", options.valueColumn,
                   "Its column of values; default: the rule's metric, value, or the next");
}

void declareFile(CLI::App& app, FileOptions& options) {
    app.add_option("file", options.file, "File with rule tests in JSON")->required();
}

void declareRules(CLI::App& app, FileOptions& options) {
    app.add_option("--rules", options.file, "A file of rules instead of the shipped ones");
}

} // namespace

void addAlertCommands(CommandTable& table) {
    auto& group = table.group("alerts", "Alert rules: backtest, test, list");
    table.add<BacktestOptions>(
        group,
        {"backtest", "Replays a rule over a series and prints every transition with its reason.",
         "--rule RULE.json --series cpu.csv\n"
         "--rule RULE.json --series cpu.csv --time-column t --value-column v --json",
         false},
        declareBacktest, runBacktest);
    table.add<FileOptions>(group,
                           {"test", "Runs a file of rule tests: series, rule, expected transitions.",
                            "my_rule_tests.json", false},
                           declareFile, runTests);
    table.add<FileOptions>(group,
                           {"list", "Lists the shipped rules, or checks and lists those of a file.",
                            "\n--rules my_rules.json --json", false},
                           declareRules, listRules);
}

} // namespace alluse::cli
