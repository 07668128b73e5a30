// validate: list, run, check, compare, report and keep performance runs.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/text_table.h"
#include "composition/validation_lab.h"
#include "exchange/atomic_file.h"
#include "metrics/catalogue.h"
#include "validation/html_report.h"
#include "validation/run_history.h"
#include "validation/scenario_reader.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

namespace alluse::cli {
namespace {

using validation::Document;

struct Named {
    validation::Scenario scenario;
    std::string text;
};

// A shipped scenario by name, else a file.
domain::Result<Named, Problem> scenarioOf(const std::string& name) {
    std::string text;
    if (const auto* shipped = validation::findShipped(name)) {
        text = shipped->text;
    } else {
        std::ifstream file(name, std::ios::binary);
        if (!file)
            return badInput("There is no scenario \"" + name + "\"; \"validate list\" names the shipped ones, or give a file.");
        text.assign(std::istreambuf_iterator<char>(file), {});
    }
    auto scenario = validation::readScenario(text);
    if (!scenario) return badInput(scenario.error());
    return Named{std::move(*scenario), std::move(text)};
}

domain::Result<void, Problem> writeFile(const std::string& path, const std::string& text) {
    auto file = exchange::AtomicFile::create(path);
    if (!file) return badInput(file.error());
    file->write(text);
    if (auto done = file->commit(); !done) return badInput(done.error());
    return {};
}

std::string ownProgram() {
    char path[4096];
    const auto length = ::readlink("/proc/self/exe", path, sizeof path);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

// Ctrl+C becomes a stop of the run.
class StopOnSignal {
public:
    StopOnSignal()
        : m_watcher([this](const std::stop_token& over) {
              const auto call = Context::call(services::Lane::Validation);
              validation::SteadyLoadClock clock;
              while (!over.stop_requested()) {
                  if (call.isCancelled()) m_stop.request_stop();
                  clock.waitUntil(clock.now() + 100'000'000, over);
              }
          }) {}
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::jthread m_watcher;
};

struct ReportFiles {
    std::string html, junit, csv, document;
};
void declareFiles(CLI::App& app, ReportFiles& files) {
    app.add_option("--html", files.html, "Writes a report that needs nothing else to be read");
    app.add_option("--junit", files.junit, "Writes JUnit XML for a build server");
    app.add_option("--csv", files.csv, "Writes the seconds of the run as CSV");
    app.add_option("--raw", files.document, "Writes the whole document with the histograms as JSON");
}
domain::Result<void, Problem> writeFiles(const ReportFiles& files, const Document& run, const Document& comparison) {
    if (!files.html.empty())
        if (auto done = writeFile(files.html, validation::htmlReport(run, comparison)); !done) return done;
    if (!files.junit.empty())
        if (auto done = writeFile(files.junit, validation::junitOf(run)); !done) return done;
    if (!files.csv.empty())
        if (auto done = writeFile(files.csv, validation::seriesCsvOf(run)); !done) return done;
    if (!files.document.empty()) return writeFile(files.document, run.dump() + '\n');
    return {};
}

Document withoutTimeline(Document run) {
    run.erase("timeline");
    return run;
}

struct RunOptions {
    std::string scenario;
    std::int64_t processes = 1;
    double seconds = 0;
    bool here = false;
    std::string folder;
    ReportFiles files;
};

void declareRun(CLI::App& app, RunOptions& options) {
    app.add_option("scenario", options.scenario, "A shipped scenario by name, or a file")->required();
    addNumber(app, "--processes", options.processes, 1, 32, "How many processes share the load");
    app.add_option("--seconds", options.seconds, "Length of the longest stage instead of the scenario's; for a trial")
        ->check(CLI::Range(1.0, 86'400.0));
    app.add_flag("--here", options.here,
                 "Use the database that --db names, which must be a test database, instead of one beside it");
    app.add_option("--runs", options.folder, "Folder of the run history");
    declareFiles(app, options.files);
}

// A shorter or longer trial: the longest stage gets the time, faults keep their place in it.
void stretch(Named& named, double seconds) {
    auto& stages = named.scenario.stages;
    if (stages.empty() || seconds <= 0) return;
    const auto longest = std::ranges::max_element(stages, {}, &validation::Stage::seconds);
    const double factor = seconds / longest->seconds;
    longest->seconds = seconds;
    for (auto& fault : named.scenario.faults) fault.atSeconds *= factor;
    Document text = Document::parse(named.text);
    text["stages"][static_cast<std::size_t>(longest - stages.begin())]["seconds"] = seconds;
    for (std::size_t i = 0; i < named.scenario.faults.size(); ++i)
        text["faults"][i]["atSeconds"] = named.scenario.faults[i].atSeconds;
    named.text = text.dump();
}

Answered runScenario(Context& context, const RunOptions& options) {
    auto named = scenarioOf(options.scenario);
    if (!named) return tl::unexpected(named.error());
    stretch(*named, options.seconds);
    const bool isSimple = !named->scenario.comparison && !named->scenario.capacity && named->scenario.levels.empty();
    if (options.processes > 1 && !isSimple) return badInput("--processes is for scenarios of one load.");
    composition::ValidationRequest request;
    request.bed.location = context.options().database.empty() ? "sqlite:scratch" : context.options().database;
    request.bed.isScratch = !options.here;
    request.bed.tell = [](const std::string& text) { Context::tell(text); };
    if (options.here && context.options().database.empty()) return badInput("--here needs --db.");
    request.processes = static_cast<int>(options.processes);
    request.program = ownProgram();
    const StopOnSignal stop;
    request.stop = stop.token();
    request.onSecond = [](const validation::LiveSecond& live) {
        char line[200];
        std::snprintf(line, sizeof line, "%4.0f of %.0f s  %-12s %8.0f/s  p50 %.2f  p95 %.2f  p99 %.2f ms  %llu errors",
                      live.second, live.seconds, live.stage.c_str(), live.rate, live.p50Ms, live.p95Ms, live.p99Ms,
                      static_cast<unsigned long long>(live.errors));
        Context::tell(line);
    };
    request.scenarioText = named->text;
    request.scenario = std::move(named->scenario);
    const validation::RunHistory history(options.folder.empty() ? validation::RunHistory::defaultFolder() : options.folder);
    metrics::MetricRegistry registry;
    metrics::describeCatalogue(registry);
    Answer answer;
    int worst = 0;
    for (int repetition = 0; repetition < request.scenario.repetitions && !request.stop.stop_requested(); ++repetition) {
        const auto run = composition::runValidation(request, registry);
        if (!run) return problem(run.error());
        if (auto saved = history.save(*run); !saved) Context::tell("The run is not in the history: " + saved.error());
        Document comparison;
        if (const auto baseline = history.baselineOf(*run); !baseline.empty())
            if (const auto base = history.load(baseline)) comparison = validation::compareRuns(*base, *run);
        if (auto written = writeFiles(options.files, *run, comparison); !written) return tl::unexpected(written.error());
        answer.json = withoutTimeline(*run);
        answer.text += validation::textOf(*run) + "  Kept as " + run->at("id").get<std::string>() + '\n';
        if (!comparison.is_null()) answer.text += validation::textOfComparison(comparison);
        const std::string verdict = run->at("verdict");
        const int code = verdict == "PASS" ? 0 : verdict == "FAIL" ? 1 : verdict == "INCONCLUSIVE" ? 3 : 4;
        worst = worst == 0 || code == 1 || code == 4 ? std::max(worst, code) : worst;
    }
    answer.exitCode = static_cast<ExitCode>(worst);
    return answer;
}

struct ListOptions {
    std::string file; // check one file instead
};
Answered listScenarios(Context&, const ListOptions& options) {
    Answer answer;
    TextTable table({"Scenario", "Type", ">Seconds", "On", "What it shows"});
    auto& list = answer.json["scenarios"] = Json::array();
    const auto add = [&](const validation::Scenario& scenario) {
        const std::string on = !scenario.onSqlite ? "PostgreSQL" : !scenario.onPostgresql ? "SQLite" : "both";
        double seconds = scenario.seconds();
        if (scenario.comparison)
            seconds = scenario.comparison->seconds * (scenario.comparison->pairs + 1) *
                      (2.0 + static_cast<double>(scenario.comparison->others.size()));
        if (!scenario.levels.empty()) seconds *= static_cast<double>(scenario.levels.size()) * (scenario.onSqlite ? 1 : 2);
        list.push_back({{"name", scenario.name}, {"title", scenario.title}, {"type", code(scenario.type)},
                        {"seconds", seconds}, {"on", on}, {"description", scenario.description}});
        table.add({scenario.name, std::string(code(scenario.type)), std::to_string(static_cast<int>(seconds)), on, scenario.title});
    };
    if (!options.file.empty()) {
        const auto named = scenarioOf(options.file);
        if (!named) return tl::unexpected(named.error());
        add(named->scenario);
    } else {
        for (const auto& shipped : validation::shippedScenarios())
            if (const auto scenario = validation::readScenario(shipped.text)) add(*scenario);
    }
    answer.text = table.text();
    return answer;
}
void declareList(CLI::App& app, ListOptions& options) {
    app.add_option("--check", options.file, "Checks one scenario file and describes it");
}

struct HistoryOptions {
    std::string folder, pin, as;
};
validation::RunHistory historyIn(const std::string& folder) {
    return validation::RunHistory(folder.empty() ? validation::RunHistory::defaultFolder() : folder);
}
void declareHistory(CLI::App& app, HistoryOptions& options) {
    app.add_option("--runs", options.folder, "Folder of the run history");
    app.add_option("--pin", options.pin, "Makes this run a baseline …");
    app.add_option("--as", options.as, "… under this name")->needs(app.get_option("--pin"));
}
Answered showHistory(Context&, const HistoryOptions& options) {
    const auto history = historyIn(options.folder);
    if (!options.pin.empty())
        if (auto done = history.pin(options.as.empty() ? "baseline" : options.as, options.pin); !done)
            return badInput(done.error());
    Answer answer;
    TextTable table({"Run", "Verdict", "On", ">Rate/s", ">p95 ms", ">p99 ms", "Baseline"});
    auto& list = answer.json["runs"] = Json::array();
    const auto baselines = history.baselines();
    const auto figure = [](double value) {
        char text[32];
        std::snprintf(text, sizeof text, "%.2f", value);
        return std::string(text);
    };
    for (const auto& row : history.list()) {
        std::string pinned;
        for (const auto& [name, id] : baselines)
            if (id == row.id) pinned = name;
        list.push_back({{"id", row.id}, {"name", row.name}, {"startedAt", row.startedAt}, {"verdict", row.verdict},
                        {"backend", row.backend}, {"rate", row.rate}, {"p95Ms", row.p95Ms}, {"p99Ms", row.p99Ms},
                        {"baseline", pinned.empty() ? Json(nullptr) : Json(pinned)}});
        table.add({row.id, row.verdict, row.backend, figure(row.rate), figure(row.p95Ms), figure(row.p99Ms), pinned});
    }
    answer.text = table.text();
    return answer;
}

struct CompareOptions {
    std::string base, other, folder;
};
void declareCompare(CLI::App& app, CompareOptions& options) {
    app.add_option("base", options.base, "A run, a baseline or a file of a run")->required();
    app.add_option("other", options.other, "The run that is compared with it")->required();
    app.add_option("--runs", options.folder, "Folder of the run history");
}
Answered compareRuns(Context&, const CompareOptions& options) {
    const auto history = historyIn(options.folder);
    const auto base = history.find(options.base), other = history.find(options.other);
    if (!base) return badInput(base.error());
    if (!other) return badInput(other.error());
    if (base->at("id") == other->at("id")) return badInput("A run is never its own baseline.");
    Answer answer;
    answer.json = validation::compareRuns(*base, *other);
    answer.text = validation::textOfComparison(answer.json);
    return answer;
}

struct ReportOptions {
    std::string run, folder;
    ReportFiles files;
};
void declareReport(CLI::App& app, ReportOptions& options) {
    app.add_option("run", options.run, "A run, a baseline or a file of a run")->required();
    app.add_option("--runs", options.folder, "Folder of the run history");
    declareFiles(app, options.files);
}
Answered report(Context&, const ReportOptions& options) {
    const auto history = historyIn(options.folder);
    auto run = history.find(options.run);
    if (!run) return badInput(run.error());
    history.addTimeline(*run);
    Document comparison;
    if (const auto baseline = history.baselineOf(*run); !baseline.empty())
        if (const auto base = history.load(baseline)) comparison = validation::compareRuns(*base, *run);
    if (auto written = writeFiles(options.files, *run, comparison); !written) return tl::unexpected(written.error());
    return Answer{withoutTimeline(*run), validation::textOf(*run)};
}

struct PartOptions {
    std::int64_t part = 0, of = 1, startAt = 0;
};
void declarePart(CLI::App& app, PartOptions& options) {
    addNumber(app, "--part", options.part, 0, 31, "Which part of the load");
    addNumber(app, "--of", options.of, 1, 32, "Of how many");
    addNumber(app, "--start-at", options.startAt, 0, INT64_MAX, "When to begin, microseconds since 1970");
}
// The scenario comes on standard input; the answer is one JSON object, with or without --json.
Answered runPart(Context& context, const PartOptions& options) {
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    metrics::MetricRegistry registry;
    const StopOnSignal stop;
    const auto part = composition::runValidationPart(text, context.options().database,
                                                     {static_cast<int>(options.part), static_cast<int>(options.of)},
                                                     options.startAt, stop.token(), registry);
    if (!part) return problem(part.error());
    std::cout << part->dump() << '\n';
    Answer answer;
    answer.isPrinted = true;
    return answer;
}

} // namespace

void addValidateCommands(CommandTable& table) {
    CLI::App& group = table.group("validate", "Measures performance with scenarios, and keeps and compares the runs.");
    table.add<ListOptions>(group, {"list", "Lists the shipped scenarios, or checks a file.", "\n--check my-scenario.json", false},
                           declareList, listScenarios);
    table.add<RunOptions>(group,
                          {"run", "Runs a scenario on a test database that it makes; exit 0 PASS, 1 FAIL, 3 INCONCLUSIVE, 4 INVALID.",
                           "owner-query --html report.html\n"
                           "owner-create --db \"postgresql:host=/run/postgresql dbname=ledger\" --junit result.xml",
                           false},
                          declareRun, runScenario);
    table.add<CompareOptions>(group,
                              {"compare", "Compares two runs: change, interval, chance and effect of each figure.",
                               "release-1 20261124-201203-owner-query", false},
                              declareCompare, compareRuns);
    table.add<ReportOptions>(group, {"report", "Writes a run's report again.", "20261124-201203-owner-query --html report.html", false},
                             declareReport, report);
    table.add<HistoryOptions>(group, {"history", "Lists the runs, newest first; pins a baseline.",
                                      "\n--pin 20261124-201203-owner-query --as release-1", false},
                              declareHistory, showHistory);
    table.add<PartOptions>(group, {"part", "Runs one part of a load; started by validate run --processes.", "", false}, declarePart,
                           runPart)
        .group("");
}

} // namespace alluse::cli
