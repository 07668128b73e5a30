#include "composition/validation_lab.h"

#include "composition/validation_parts.h"
#include "storage/control_ledger.h"
#include "storage/storage_error.h"
#include "validation/resource_sampler.h"
#include "validation/scenario_reader.h"

#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <mutex>
#include <thread>

namespace alluse::composition {
namespace {

using namespace validation;
using services::Outcome;

// Ends the wait when the run ends.
void waitFor(double seconds, const std::stop_token& stop) {
    SteadyLoadClock clock;
    clock.waitUntil(toNanos(seconds), stop);
}

constexpr double kLimitClientsMax = 16; // where the bare work is fastest on two cores, see docs/performance.md

std::string timeText(const char* format) {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[64];
    std::strftime(text, sizeof text, format, &parts);
    return text;
}

Document environmentOf(ValidationBed& bed, const ValidationRequest& request, const DataSet& data) {
    std::string cpu = "unknown";
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name")) {
            cpu = line.substr(line.find(':') + 2);
            break;
        }
    double memoryKb = 0;
    std::string word;
    std::ifstream memory("/proc/meminfo");
    memory >> word >> memoryKb;
    utsname system{};
    ::uname(&system);
    const auto& status = bed.status();
#ifdef __OPTIMIZE__
    const char* build = "release";
#else
    const char* build = "debug";
#endif
    return {{"backend", status.dialect},
            {"server", status.serverVersion},
            {"schema", status.schemaVersion},
            {"databaseBytes", status.sizeBytes},
            {"families", data.families.size()},
            {"cpu", cpu},
            {"cores", std::thread::hardware_concurrency()},
            {"memoryMb", memoryKb / 1024},
            {"system", std::string(system.sysname) + ' ' + system.release},
            {"build", build},
            {"compiler", __VERSION__},
            {"seed", request.scenario.seed},
            {"processes", request.processes},
            {"switches", describe(request.scenario.switches)}};
}

class Lab {
public:
    Lab(const ValidationRequest& request, ValidationBed& bed) : m_request(request), m_bed(bed), m_sampler(bed.serverProcess()) {}

    Outcome<Document> run() {
        const Scenario& scenario = m_request.scenario;
        const auto before = readBook(m_bed.database().families(), m_bed.database().admin(), {});
        if (!before) return tl::unexpected(before.error());
        tell("Checking what the generator can do");
        m_generator.limitPerSecond = generatorLimit(scenario);
        m_startedAt = timeText("%Y-%m-%dT%H:%M:%SZ");
        m_id = timeText("%Y%m%d-%H%M%S-") + scenario.name;
        RunParts parts{.id = m_id, .startedAt = m_startedAt, .scenario = scenario, .scenarioText = m_request.scenarioText,
                       .environment = {}, .timeline = m_timeline, .summary = m_summary, .judgement = m_judgement,
                       .generator = {}, .money = {}, .resources = {}, .comparison = {}, .levels = {},
                       .levelsOfControl = {}, .usl = {}, .uslOfControl = {}, .capacity = {}, .limitRate = 0, .notes = {}};
        const auto trial = [this](const Scenario& one) { return load(one); };
        auto done = perform(parts, trial);
        if (!done && done.error().kind != services::FailureKind::Cancelled) return tl::unexpected(done.error());
        if (!done) m_isStopped = true;
        tell("Counting the money and checking every invariant");
        parts.money = countMoney(*before, parts.invariants);
        parts.seconds = m_seconds;
        parts.resources = m_resources;
        parts.environment = m_environment;
        parts.notes = m_notes;
        m_summary = summarize(RunFacts{scenario, m_timeline, m_seconds, m_resources});
        const double used = m_seconds > 0 ? static_cast<double>(m_tried) / m_seconds : 0;
        m_generator.share = m_generator.limitPerSecond > 0 ? used / m_generator.limitPerSecond : 0;
        parts.generator = m_generator;
        m_judgement = judge({scenario, m_timeline, m_summary, m_generator, parts.money, m_isStopped, m_isExhausted,
                             isSimple(scenario)});
        judgeTrials(parts);
        return documentOf(parts);
    }

private:
    MoneyCheck countMoney(const BookState& before, int& invariants) {
        // What the load wrote is new to the planner, too; a check of everything wants good plans.
        auto prepared = m_bed.database().admin().finishLoad();
        auto after = prepared ? readBook(m_bed.database().families(), m_bed.database().admin(), {})
                              : Outcome<BookState>(tl::unexpected(prepared.error()));
        if (after) {
            invariants = after->checks;
            return checkMoney(before, *after, m_enteredCents, m_acknowledged, m_unresolved);
        }
        MoneyCheck unknown; // the figures stay, but nothing that could not be checked may pass
        unknown.firstBreak = "the ledger could not be read (" + services::describe(after.error()) + ")";
        return unknown;
    }

    static bool isSimple(const Scenario& scenario) {
        return !scenario.comparison && !scenario.capacity && scenario.levels.empty();
    }

    Outcome<void> perform(RunParts& parts, const RunTrial& trial) {
        const Scenario& scenario = m_request.scenario;
        if (scenario.comparison) {
            auto result = runComparison(scenario, trial);
            if (!result) return tl::unexpected(result.error());
            parts.comparison = std::move(*result);
            return {};
        }
        if (scenario.capacity) {
            auto result = findCapacity(scenario, trial);
            if (!result) return tl::unexpected(result.error());
            parts.capacity = std::move(*result);
            return {};
        }
        if (!scenario.levels.empty()) return performLevels(parts, trial);
        auto done = load(scenario);
        if (!done) return tl::unexpected(done.error());
        return measureLimit(parts);
    }

    // The same users and mix without the product, on the same server, a moment later.
    Outcome<void> measureLimit(RunParts& parts) {
        Scenario bare = m_request.scenario;
        if (bare.limitSeconds <= 0 || m_isStopped || m_bed.location().dialect == storage::Dialect::Sqlite) return {};
        bare.switches.path = WorkPath::Limit;
        // Each client has a connection of its own, beside those of the pool; more add nothing on a few cores.
        const double clients = std::min(bare.loadMax(), kLimitClientsMax);
        bare.stages = {{"limit", bare.limitSeconds, clients, clients, true}};
        bare.targets.clear();
        if (auto ready = m_bed.prepareControls(bare.switches); !ready) return ready;
        auto state = m_bed.readState(bare, {});
        if (!state) return tl::unexpected(state.error());
        SteadyLoadClock clock;
        LoadOptions options;
        options.stop = m_request.stop;
        tell("Running the bare work beside it");
        const auto ran = runGuarded(bare, **state, clock, options);
        if (!ran) return tl::unexpected(ran.error());
        const LoadOutcome& outcome = *ran;
        const auto answers = outcome.timeline.sum(0, outcome.timeline.seconds()).corrected.count();
        parts.limitRate = static_cast<double>(answers) / std::max(outcome.seconds, 1e-3);
        return {};
    }

    Outcome<void> performLevels(RunParts& parts, const RunTrial& trial) {
        Scenario scenario = m_request.scenario;
        auto levels = runLevels(scenario, trial);
        if (!levels) return tl::unexpected(levels.error());
        parts.levels = std::move(*levels);
        parts.usl = fitScalability(parts.levels, scenario.seed);
        if (m_bed.location().dialect == storage::Dialect::Sqlite) return {};
        // The bare work beside it, which tells what the machine itself gives.
        scenario.switches.path = WorkPath::Limit;
        auto bare = runLevels(scenario, trial);
        if (!bare) return tl::unexpected(bare.error());
        parts.levelsOfControl = std::move(*bare);
        parts.uslOfControl = fitScalability(parts.levelsOfControl, scenario.seed);
        return {};
    }

    // One load, in this process or in several; what it did is added to the whole.
    Outcome<Trial> load(const Scenario& scenario) {
        if (m_request.stop.stop_requested()) return services::failed(services::FailureKind::Cancelled, "Stopped.");
        if (auto ready = m_bed.prepareControls(scenario.switches); !ready) return tl::unexpected(ready.error());
        auto state = m_bed.readState(scenario, {});
        if (!state) return tl::unexpected(state.error());
        if (m_environment.is_null()) m_environment = environmentOf(m_bed, m_request, (*state)->data);
        const double cpuBefore = m_sampler.clientSeconds() + m_sampler.serverSeconds();
        Trial trial;
        std::stop_source faultsOver;
        std::jthread faults([&] { injectFaults(scenario, faultsOver.get_token()); });
        if (m_request.processes > 1) {
            auto parts = runInProcesses(m_request, scenario, m_bed.location());
            faultsOver.request_stop();
            if (!parts) return tl::unexpected(parts.error());
            trial.outcome = std::move(parts->outcome);
            m_enteredCents += parts->enteredCents;
            m_acknowledged += parts->acknowledged;
            m_unresolved += parts->unresolved;
        } else {
            auto here = loadHere(scenario, **state);
            faultsOver.request_stop();
            if (!here) return tl::unexpected(here.error());
            trial.outcome = std::move(*here);
            m_enteredCents += (*state)->enteredCents;
            m_acknowledged += (*state)->acknowledged;
            m_unresolved += (*state)->unresolved;
        }
        faults.join();
        trial.cpuSeconds = m_sampler.clientSeconds() + m_sampler.serverSeconds() - cpuBefore;
        // Seconds of several loads on top of each other would mean nothing; trials have figures of their own.
        if (isSimple(m_request.scenario)) m_timeline = trial.outcome.timeline;
        m_tried += trial.outcome.timeline.sum(0, trial.outcome.timeline.seconds()).tried();
        m_seconds += trial.outcome.seconds;
        m_isStopped = m_isStopped || trial.outcome.isStopped;
        m_isExhausted = m_isExhausted || trial.outcome.isExhausted;
        return trial;
    }

    // A driver by hand opens its connection when it is made; a server may have none left.
    Outcome<LoadOutcome> runGuarded(const Scenario& scenario, LoadState& state, LoadClock& clock, const LoadOptions& options) {
        try {
            return runLoad(scenario, m_bed.drivers(scenario, state), clock, options);
        } catch (const storage::StorageError& error) {
            return tl::unexpected(storage::toFailure(error, storage::Work::Reading));
        }
    }

    Outcome<LoadOutcome> loadHere(const Scenario& scenario, LoadState& state) {
        SteadyLoadClock clock;
        LoadOptions options;
        options.stop = m_request.stop;
        options.onSecond = [&](const LoadProgress& progress) {
            m_resources.push_back(m_sampler.take(progress.second));
            showSecond(scenario, progress);
            return !isAborted(scenario, progress);
        };
        return runGuarded(scenario, state, clock, options);
    }

    void showSecond(const Scenario& scenario, const LoadProgress& progress) {
        if (!m_request.onSecond || progress.timeline.seconds() == 0) return;
        const auto second = static_cast<std::size_t>(std::max(0.0, progress.second - 0.5));
        const Cell cell = progress.timeline.sum(second > 0 ? second - 1 : 0, std::max<std::size_t>(1, second));
        LiveSecond live;
        live.second = progress.second;
        live.seconds = progress.seconds;
        live.load = scenario.loadAt(progress.second);
        double at = 0;
        for (const auto& stage : scenario.stages) {
            if (progress.second < at + stage.seconds) {
                live.stage = stage.name;
                break;
            }
            at += stage.seconds;
        }
        live.rate = static_cast<double>(cell.corrected.count());
        live.p50Ms = cell.corrected.percentile(0.5) / 1e6;
        live.p95Ms = cell.corrected.percentile(0.95) / 1e6;
        live.p99Ms = cell.corrected.percentile(0.99) / 1e6;
        live.errors = cell.errorCount();
        live.clientCpu = m_resources.back().clientCpu;
        live.serverCpu = m_resources.back().serverCpu;
        live.memoryMb = m_resources.back().memoryBytes / 1e6;
        m_request.onSecond(live);
    }

    bool isAborted(const Scenario& scenario, const LoadProgress& progress) {
        for (const auto& target : scenario.targets) {
            if (!target.aborts || progress.second < target.abortAfterSeconds) continue;
            const auto summary = summarize(RunFacts{scenario, progress.timeline, progress.second, m_resources});
            const auto result = evaluate(target, {scenario, progress.timeline, summary, {}, {}, false, false, true});
            if (result.verdict != Verdict::Fail) continue;
            m_notes.push_back("Ended early, because " + target.text + " was missed.");
            return true;
        }
        return false;
    }

    void injectFaults(const Scenario& scenario, const std::stop_token& over) {
        std::vector<Fault> faults = scenario.faults;
        std::ranges::sort(faults, {}, &Fault::atSeconds);
        SteadyLoadClock clock;
        for (const auto& fault : faults) {
            clock.waitUntil(toNanos(fault.atSeconds), over);
            if (over.stop_requested()) return;
            try {
                switch (fault.kind) {
                case FaultKind::KillSessions: storage::killSessions(m_bed.location()); break;
                case FaultKind::HoldLock: storage::holdLock(m_bed.location(), fault.seconds); break;
                case FaultKind::SlowQuery: storage::runSlowQuery(m_bed.location(), fault.seconds); break;
                }
            } catch (const storage::StorageError& error) {
                const std::lock_guard lock(m_noteMutex);
                m_faultNotes.push_back("A fault could not be injected: " + std::string(error.what()));
            }
        }
    }

    // What the trials say outweighs the steady seconds, which such runs do not have.
    void judgeTrials(RunParts& parts) {
        m_notes.insert(m_notes.end(), m_faultNotes.begin(), m_faultNotes.end());
        parts.notes = m_notes;
        const auto settle = [this](Verdict verdict, const std::string& sentence) {
            if (m_judgement.verdict == Verdict::Pass) m_judgement.verdict = verdict;
            std::erase_if(m_judgement.reasons, [](const std::string& reason) { return reason.starts_with("Nothing failed"); });
            m_judgement.reasons.push_back(sentence);
        };
        if (parts.comparison) settle(parts.comparison->verdict, parts.comparison->sentence);
        if (parts.capacity)
            settle(parts.capacity->sustained > 0 ? Verdict::Pass : Verdict::Fail,
                   "The largest sustained rate is " + inWords(Metric::Rate, parts.capacity->sustained) + ".");
        if (!parts.levels.empty()) judgeLevels(parts, settle);
    }
    void judgeLevels(const RunParts& parts, const std::function<void(Verdict, const std::string&)>& settle) {
        const auto best = std::ranges::max_element(parts.levels, {}, &LevelResult::rate);
        const double change = best->rate / std::max(1e-9, parts.levels.front().rate) - 1;
        char text[160];
        std::snprintf(text, sizeof text, "From %d to %d users the rate grows by %+.0f %%.", parts.levels.front().users,
                      best->users, change * 100);
        settle(Verdict::Pass, text);
    }

    void tell(const std::string& text) {
        if (m_request.bed.tell) m_request.bed.tell(text);
    }

    const ValidationRequest& m_request;
    ValidationBed& m_bed;
    ResourceSampler m_sampler;
    std::string m_id, m_startedAt;
    Timeline m_timeline;
    RunSummary m_summary;
    Judgement m_judgement;
    GeneratorCheck m_generator;
    Document m_environment;
    std::vector<ResourceSample> m_resources;
    std::vector<std::string> m_notes;
    std::mutex m_noteMutex; // guards m_faultNotes
    std::vector<std::string> m_faultNotes;
    double m_seconds = 0;
    std::uint64_t m_tried = 0;
    std::int64_t m_enteredCents = 0, m_acknowledged = 0, m_unresolved = 0;
    bool m_isStopped = false, m_isExhausted = false;
};

} // namespace

Outcome<Document> runValidation(const ValidationRequest& request, metrics::MetricRegistry& registry) {
    const auto stop = request.stop;
    const services::Call call{services::Lane::Validation, [stop] { return stop.stop_requested(); }};
    auto bed = ValidationBed::make(request.bed, request.scenario, registry, call);
    if (!bed) return tl::unexpected(bed.error());
    return Lab(request, **bed).run();
}

RunLab labOf(std::string location, metrics::MetricRegistry& registry) {
    return [location = std::move(location), &registry](const LabOrder& order) {
        ValidationRequest request;
        request.scenario = order.scenario;
        request.scenarioText = order.scenarioText;
        request.bed.location = order.place == LabPlace::OwnFile ? "sqlite:scratch" : location;
        request.bed.isScratch = order.place != LabPlace::Here;
        request.bed.tell = order.tell;
        request.stop = order.stop;
        request.onSecond = order.onSecond;
        return runValidation(request, registry);
    };
}

Outcome<nlohmann::json> runValidationPart(const std::string& scenarioText, const std::string& location, LoadPart part,
                                          std::int64_t startAtMicros, const std::stop_token& stop,
                                          metrics::MetricRegistry& registry) {
    const auto scenario = readScenario(scenarioText);
    if (!scenario) return services::failed(services::FailureKind::Internal, scenario.error());
    auto bed = ValidationBed::join(location, *scenario, registry);
    if (!bed) return tl::unexpected(bed.error());
    auto state = (*bed)->readState(*scenario, part);
    if (!state) return tl::unexpected(state.error());
    const auto nowMicros = std::chrono::duration_cast<std::chrono::microseconds>(
                               std::chrono::system_clock::now().time_since_epoch()).count();
    waitFor(static_cast<double>(startAtMicros - nowMicros) / 1e6, stop);
    SteadyLoadClock clock;
    LoadOptions options;
    options.part = part;
    options.stop = stop;
    const auto outcome = runLoad(*scenario, (*bed)->drivers(*scenario, **state), clock, options);
    return nlohmann::json{{"timeline", timelineJson(outcome.timeline)}, {"seconds", outcome.seconds},
                          {"stopped", outcome.isStopped}, {"exhausted", outcome.isExhausted},
                          {"enteredCents", (*state)->enteredCents.load()},
                          {"acknowledged", (*state)->acknowledged.load()},
                          {"unresolved", (*state)->unresolved.load()}};
}

} // namespace alluse::composition
