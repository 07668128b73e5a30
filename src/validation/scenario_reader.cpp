#include "validation/scenario_reader.h"

#include "exchange/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <span>

namespace alluse::validation {
namespace {

using exchange::StrictObject;
using nlohmann::json;

template <class E>
struct Word {
    std::string_view text;
    E value;
};

template <class E>
std::optional<E> choice(StrictObject& object, std::string_view key, std::span<const Word<E>> words) {
    const auto text = object.maybeText(key);
    if (!text) return std::nullopt;
    std::string known;
    for (const auto& word : words) {
        if (word.text == *text) return word.value;
        known += (known.empty() ? "" : ", ") + std::string(word.text);
    }
    object.fail(key, '"' + *text + "\" is none of " + known + ".");
    return std::nullopt;
}

template <class E, std::size_t N>
std::array<Word<E>, N> codes(const std::array<E, N>& values) {
    std::array<Word<E>, N> words{};
    for (std::size_t i = 0; i < N; ++i) words[i] = {code(values[i]), values[i]};
    return words;
}

const auto kTypes = codes(std::array{ScenarioType::Load, ScenarioType::Stress, ScenarioType::Endurance,
                                     ScenarioType::Spike, ScenarioType::Scalability, ScenarioType::Capacity,
                                     ScenarioType::Availability, ScenarioType::Comparison});
const auto kOperations =
    codes(std::array{Operation::Create, Operation::Query, Operation::List, Operation::Post,
                     Operation::Transfer, Operation::Analytics, Operation::Fork, Operation::Merge,
                     Operation::Reinvest, Operation::Statement});
const auto kFaults = codes(std::array{FaultKind::KillSessions, FaultKind::HoldLock, FaultKind::SlowQuery});
const auto kPaths = codes(std::array{WorkPath::Product, WorkPath::Competent, WorkPath::Origin, WorkPath::Limit});

template <class E>
constexpr Word<E> word(std::string_view text, E value) { return {text, value}; }
constexpr std::array kDistributions{word("uniform", KeyDistribution::Uniform),
                                    word("zipf", KeyDistribution::Zipf),
                                    word("hotspot", KeyDistribution::Hotspot)};
constexpr std::array kModels{word("closed", LoadModel::Closed), word("open", LoadModel::Open)};
constexpr std::array kArrivals{word("constant", false), word("poisson", true)};
constexpr std::array kThinking{word("constant", false), word("exponential", true)};

class Reader {
public:
    explicit Reader(const json& document) : m_root(document, {}, m_problem) {}

    Scenario read() {
        Scenario scenario;
        scenario.name = m_root.text("name");
        scenario.title = m_root.text("title");
        scenario.description = m_root.maybeText("description").value_or("");
        m_root.maybeText("$schema");
        if (!m_root.has("type")) m_root.fail("type", "This key is missing.");
        if (const auto type = choice<ScenarioType>(m_root, "type", kTypes)) scenario.type = *type;
        readBackends(scenario);
        if (const auto seed = m_root.maybeInteger("seed", 0, INT64_MAX))
            scenario.seed = static_cast<std::uint64_t>(*seed);
        within("dataSet", [&](StrictObject& object) { readData(object, scenario.data); });
        within("model", [&](StrictObject& object) { readModel(object, scenario.model); });
        readStages(scenario);
        readMix(scenario);
        readFaults(scenario);
        within("switches", [&](StrictObject& object) { scenario.switches = readSwitches(object); });
        number(m_root, "errorsMax", scenario.errorsMax, 0, 1);
        number(m_root, "answerWithinMs", scenario.answerWithinMs, 0.001, 600'000);
        number(m_root, "limitSeconds", scenario.limitSeconds, 0, 600);
        scenario.repetitions = whole(m_root, "repetitions", 1, 1, 100);
        readLevels(scenario);
        within("capacity", [&](StrictObject& object) { scenario.capacity = readCapacity(object); });
        within("comparison", [&](StrictObject& object) { scenario.comparison = readComparison(object); });
        readTargets(scenario);
        m_root.refuseOthers();
        if (m_problem.empty()) checkWhole(scenario);
        return scenario;
    }
    [[nodiscard]] const std::string& problem() const { return m_problem; }

private:
    void within(std::string_view key, const std::function<void(StrictObject&)>& use) {
        if (!m_root.has(key)) return;
        if (const json* found = m_root.object(key)) inObject(*found, std::string(key), use);
    }
    void inObject(const json& value, std::string path, const std::function<void(StrictObject&)>& use) {
        if (!value.is_object()) {
            if (m_problem.empty()) m_problem = path + ": This must be an object.";
            return;
        }
        StrictObject object(value, std::move(path), m_problem);
        use(object);
        object.refuseOthers();
    }
    void eachOf(std::string_view key, const std::function<void(StrictObject&)>& use) {
        const json* list = m_root.maybeList(key);
        if (!list) return;
        for (std::size_t i = 0; i < list->size(); ++i)
            inObject((*list)[i], std::string(key) + '[' + std::to_string(i) + ']', use);
    }
    static void number(StrictObject& object, std::string_view key, double& target, double low, double high) {
        if (const auto value = object.maybeNumber(key, low, high)) target = *value;
    }
    static int whole(StrictObject& object, std::string_view key, int otherwise, int low, int high) {
        const auto value = object.maybeInteger(key, low, high);
        return value ? static_cast<int>(*value) : otherwise;
    }

    void readBackends(Scenario& scenario) {
        const json* list = m_root.maybeList("backends");
        if (!list) return;
        scenario.onSqlite = scenario.onPostgresql = false;
        for (const auto& backend : *list)
            if (backend == "sqlite") scenario.onSqlite = true;
            else if (backend == "postgresql") scenario.onPostgresql = true;
            else m_root.fail("backends", "A backend is \"sqlite\" or \"postgresql\".");
        if (list->empty()) m_root.fail("backends", "Name at least one backend.");
    }
    static void readData(StrictObject& object, DataSetRule& data) {
        const auto count = [&](std::string_view key, std::int64_t& target, std::int64_t low) {
            if (const auto value = object.maybeInteger(key, low, 10'000'000)) target = *value;
        };
        count("families", data.families, 1);
        count("forkable", data.forkable, 0);
        count("mergeable", data.mergeable, 0);
        count("reinvestable", data.reinvestable, 0);
        data.entriesPerAccount = whole(object, "entriesPerAccount", data.entriesPerAccount, 0, 1'000);
        if (data.forkable + data.mergeable > data.families)
            object.fail("forkable", "Forkable and mergeable families are more than there are families.");
        const json* keys = object.has("keys") ? object.object("keys") : nullptr;
        if (!keys) return;
        // The nested object shares the reader's problem through its parent's path.
        std::string problem;
        StrictObject inner(*keys, object.pathOf("keys"), problem);
        if (const auto kind = choice<KeyDistribution>(inner, "distribution", kDistributions))
            data.keys.distribution = *kind;
        number(inner, "exponent", data.keys.exponent, 0.01, 5);
        number(inner, "hotShare", data.keys.hotShare, 0.0001, 1);
        number(inner, "hotTraffic", data.keys.hotTraffic, 0, 1);
        inner.refuseOthers();
        if (problem.empty()) return;
        const auto colon = problem.find(": ");
        object.fail(problem.substr(object.pathOf("").size(), colon - object.pathOf("").size()), problem.substr(colon + 2));
    }
    static void readModel(StrictObject& object, ModelRule& model) {
        if (!object.has("kind")) object.fail("kind", "This key is missing.");
        if (const auto kind = choice<LoadModel>(object, "kind", kModels)) model.kind = *kind;
        if (model.kind == LoadModel::Closed) {
            number(object, "thinkTimeMs", model.thinkTimeMs, 0, 3'600'000);
            if (const auto random = choice<bool>(object, "thinkTime", kThinking)) model.isThinkTimeRandom = *random;
            return;
        }
        if (const auto poisson = choice<bool>(object, "arrivals", kArrivals)) model.isPoisson = *poisson;
        model.workersMax = whole(object, "workersMax", model.workersMax, 1, 1'000);
        number(object, "dropAfterMs", model.dropAfterMs, 1, 600'000);
    }
    void readStages(Scenario& scenario) {
        double before = 0;
        eachOf("stages", [&](StrictObject& object) {
            Stage stage;
            stage.name = object.text("name");
            if (!object.has("seconds")) object.fail("seconds", "This key is missing.");
            number(object, "seconds", stage.seconds, 0.1, 86'400);
            if (!object.has("to")) object.fail("to", "This key is missing.");
            number(object, "to", stage.to, 0, 1'000'000);
            stage.from = stage.to;
            number(object, "from", stage.from, 0, 1'000'000);
            if (object.maybeFlag("ramp").value_or(false)) stage.from = before;
            stage.isSteady = object.maybeFlag("steady").value_or(false);
            before = stage.to;
            scenario.stages.push_back(std::move(stage));
        });
    }
    void readMix(Scenario& scenario) {
        if (!m_root.has("mix")) return m_root.fail("mix", "This key is missing.");
        const json* mix = m_root.object("mix");
        if (!mix) return;
        for (const auto& [key, weight] : mix->items()) {
            const std::string path = "mix." + key;
            const auto found = std::ranges::find(kOperations, key, &Word<Operation>::text);
            if (found == kOperations.end()) return m_root.fail(path, "There is no such operation.");
            if (!weight.is_number() || weight.get<double>() <= 0 || weight.get<double>() > 1e6)
                return m_root.fail(path, "A weight is a number above zero.");
            scenario.mix.push_back({found->value, weight.get<double>()});
        }
        if (scenario.mix.empty()) m_root.fail("mix", "Name at least one operation.");
        scenario.statement = m_root.maybeText("statement").value_or("");
    }
    void readFaults(Scenario& scenario) {
        eachOf("faults", [&](StrictObject& object) {
            Fault fault;
            if (!object.has("kind")) object.fail("kind", "This key is missing.");
            if (const auto kind = choice<FaultKind>(object, "kind", kFaults)) fault.kind = *kind;
            if (!object.has("atSeconds")) object.fail("atSeconds", "This key is missing.");
            number(object, "atSeconds", fault.atSeconds, 0, 86'400);
            number(object, "seconds", fault.seconds, 0.01, 600);
            scenario.faults.push_back(fault);
        });
    }
    static Switches readSwitches(StrictObject& object) {
        Switches switches;
        if (const auto path = choice<WorkPath>(object, "path", kPaths)) switches.path = *path;
        if (object.has("users")) switches.users = whole(object, "users", 1, 1, 1'000);
        if (object.has("poolSessions")) switches.poolSessions = whole(object, "poolSessions", 1, 1, 200);
        return switches;
    }
    void readLevels(Scenario& scenario) {
        const json* list = m_root.maybeList("levels");
        if (!list) return;
        for (const auto& level : *list) {
            if (!level.is_number_integer() || level.get<std::int64_t>() < 1 || level.get<std::int64_t>() > 1'000)
                return m_root.fail("levels[" + std::to_string(scenario.levels.size()) + ']',
                                   "A level is a number of users from 1 to 1000.");
            scenario.levels.push_back(level.get<int>());
        }
    }
    static CapacityRule readCapacity(StrictObject& object) {
        CapacityRule rule;
        number(object, "startPerSecond", rule.startPerSecond, 1, 1'000'000);
        number(object, "growth", rule.growth, 1.05, 10);
        number(object, "stepSeconds", rule.stepSeconds, 0.5, 600);
        number(object, "p99Ms", rule.p99Ms, 0.01, 600'000);
        number(object, "errorsMax", rule.errorsMax, 0, 1);
        rule.refinements = whole(object, "refinements", rule.refinements, 0, 10);
        return rule;
    }
    ComparisonRule readComparison(StrictObject& object) {
        ComparisonRule rule;
        for (const auto& [key, target] : {std::pair{"a", &rule.a}, std::pair{"b", &rule.b}})
            if (const json* side = object.object(key))
                inObject(*side, object.pathOf(key), [target](StrictObject& inner) { *target = readSwitches(inner); });
        if (const json* others = object.maybeList("others"))
            for (std::size_t i = 0; i < others->size(); ++i)
                inObject((*others)[i], object.pathOf("others") + '[' + std::to_string(i) + ']',
                         [&rule](StrictObject& inner) { rule.others.push_back(readSwitches(inner)); });
        rule.pairs = whole(object, "pairs", rule.pairs, 5, 1'000);
        number(object, "seconds", rule.seconds, 0.2, 600);
        if (!object.has("claim")) return rule;
        if (const json* claim = object.object("claim"))
            inObject(*claim, object.pathOf("claim"), [&](StrictObject& inner) {
                rule.claim.emplace();
                rule.claim->text = inner.text("text");
                rule.claim->metric = inner.text("metric");
                if (const auto metric = parseMetric(rule.claim->metric); !metric) inner.fail("metric", metric.error());
                if (!inner.has("change")) inner.fail("change", "This key is missing.");
                number(inner, "change", rule.claim->change, -0.9999, 1'000);
            });
        return rule;
    }
    void readTargets(Scenario& scenario) {
        const json* list = m_root.maybeList("targets");
        if (!list) return;
        for (std::size_t i = 0; i < list->size(); ++i) {
            const json& item = (*list)[i];
            const std::string at = "targets[" + std::to_string(i) + ']';
            if (item.is_string()) take(scenario, at, item.get<std::string>(), [](Target&) {});
            else inObject(item, at, [&](StrictObject& object) { readTarget(scenario, at, object); });
        }
    }
    void readTarget(Scenario& scenario, const std::string& at, StrictObject& object) {
        const auto expression = object.text("expression");
        const auto over = object.maybeText("over").value_or("steady");
        const bool aborts = object.maybeFlag("abort").value_or(false);
        double after = 5, window = 0;
        number(object, "abortAfterSeconds", after, 0, 86'400);
        number(object, "windowSeconds", window, 1, 3'600);
        if (over != "run" && over != "steady" && over != "window")
            object.fail("over", "\"" + over + "\" is none of run, steady, window.");
        if (over == "window" && window == 0) object.fail("windowSeconds", "A sliding window needs its length.");
        if (!m_problem.empty()) return;
        take(scenario, at + ".expression", expression, [&](Target& target) {
            target.scope = over == "run" ? Scope::Run : over == "window" ? Scope::Window : Scope::Steady;
            target.windowSeconds = window;
            target.aborts = aborts;
            target.abortAfterSeconds = after;
        });
    }
    void take(Scenario& scenario, const std::string& path, const std::string& text,
              const std::function<void(Target&)>& complete) {
        auto target = parseTarget(text);
        if (!target) return m_root.fail(path, target.error());
        const auto& name = target->operation;
        const bool isKnown = name.empty() || std::ranges::any_of(scenario.mix, [&](const MixPart& part) {
            return code(part.operation) == name;
        });
        if (!isKnown) return m_root.fail(path, "The mix has no operation \"" + name + "\".");
        complete(*target);
        scenario.targets.push_back(std::move(*target));
    }
    void checkWhole(const Scenario& scenario) {
        const auto uses = [&](Operation operation) {
            return std::ranges::any_of(scenario.mix, [&](const MixPart& part) { return part.operation == operation; });
        };
        if (scenario.type == ScenarioType::Scalability && scenario.levels.empty())
            m_root.fail("levels", "A scalability scenario names its levels of users.");
        if (scenario.type == ScenarioType::Capacity && !scenario.capacity)
            m_root.fail("capacity", "A capacity scenario says how it searches.");
        if (scenario.type == ScenarioType::Comparison && !scenario.comparison)
            m_root.fail("comparison", "A comparison names its two configurations.");
        if (scenario.stages.empty() && !scenario.capacity)
            m_root.fail("stages", "Name at least one stage.");
        if (!scenario.capacity && !scenario.stages.empty() && scenario.loadMax() <= 0)
            m_root.fail("stages", "No stage has any load.");
        if (uses(Operation::Statement) && scenario.statement.empty())
            m_root.fail("statement", "An operation \"statement\" needs its SQL here.");
        if (uses(Operation::Fork) && scenario.data.forkable == 0)
            m_root.fail("dataSet.forkable", "Forks need families that may fork.");
        if (uses(Operation::Merge) && scenario.data.mergeable == 0)
            m_root.fail("dataSet.mergeable", "Merges need families that may merge.");
        if (uses(Operation::Reinvest) && scenario.data.reinvestable == 0)
            m_root.fail("dataSet.reinvestable", "Reinvestments need accounts that have earned something.");
        for (std::size_t i = 0; i < scenario.faults.size(); ++i)
            if (scenario.faults[i].atSeconds >= scenario.seconds())
                m_root.fail("faults[" + std::to_string(i) + "].atSeconds", "This is after the last stage.");
    }

    std::string m_problem;
    StrictObject m_root;
};

} // namespace

domain::Result<Scenario, std::string> readScenario(std::string_view text) {
    const auto document = exchange::parseDocument(text);
    if (!document) return tl::unexpected(document.error());
    Reader reader(*document);
    Scenario scenario = reader.read();
    if (!reader.problem().empty()) return tl::unexpected(reader.problem());
    return scenario;
}

const ShippedScenario* findShipped(std::string_view name) {
    const auto& all = shippedScenarios();
    const auto found = std::ranges::find(all, name, &ShippedScenario::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace alluse::validation
