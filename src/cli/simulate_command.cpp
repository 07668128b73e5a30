// simulate: what would become of a family.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/text_table.h"
#include "services/simulation_fan.h"

namespace alluse::cli {
namespace {

using domain::AccountType;
using domain::BasisPoints;
using domain::Money;

constexpr std::int64_t kNotGiven = -1;

struct SimulateOptions {
    std::optional<Money> capital;
    std::string policies = "moderate";
    std::int64_t weeks = 0;
    std::array<std::int64_t, 3> weekly{kNotGiven, kNotGiven, kNotGiven}; // by type
    std::optional<Money> forkThreshold, forkMinimum, mergeThreshold;
    std::array<std::int64_t, 3> forkShares{kNotGiven, kNotGiven, kNotGiven}; // retain, child, Com
    std::int64_t spread = 0;
    std::int64_t paths = 0;
    std::int64_t seed = 1;
};

std::vector<std::string> templateWords() {
    std::vector<std::string> words;
    for (const auto& known : domain::shippedTemplates()) words.push_back(known.name);
    return words;
}

void declareSimulate(CLI::App& app, SimulateOptions& options) {
    constexpr std::int64_t kWhole = BasisPoints::kWhole;
    addMoney(app, "--capital", options.capital, "Dollars the family opens with")->required();
    addChoice(app, "--template", options.policies, templateWords(), "Its policies (default moderate)");
    addNumber(app, "--weeks", options.weeks, 1, domain::kSimulationWeeksMax, "How many weeks")->required();
    const std::array names{"gen", "rev", "com"};
    for (std::size_t i = 0; i < names.size(); ++i)
        addNumber(app, std::string("--") + names[i] + "-weekly", options.weekly[i], 0, kWhole,
                  "Weekly premium of its balance in basis points (default: the template's target)")
            ->group("Returns");
    addMoney(app, "--fork-threshold", options.forkThreshold, "Surplus that makes a fork due")->group("Policy");
    addMoney(app, "--fork-minimum", options.forkMinimum, "What a forking account keeps at least")
        ->group("Policy");
    addNumber(app, "--fork-retain", options.forkShares[0], 0, kWhole, "Basis points of the surplus kept")
        ->group("Policy");
    addNumber(app, "--fork-child", options.forkShares[1], 0, kWhole,
              "Basis points of the surplus for the new Gen-Acc")->group("Policy");
    addNumber(app, "--fork-com", options.forkShares[2], 0, kWhole,
              "Basis points of the surplus for the Com-Acc")->group("Policy");
    addMoney(app, "--merge-threshold", options.mergeThreshold, "Value that makes a branch merge")
        ->group("Policy");
    addNumber(app, "--paths", options.paths, 1, 1'000'000, "Random paths: adds their fan to the answer")
        ->group("Chance");
    addNumber(app, "--spread", options.spread, 0, kWhole,
              "Standard deviation of a week's return in basis points (with --paths)")->group("Chance");
    addNumber(app, "--seed", options.seed, 0, INT64_MAX, "The same seed, the same paths (default 1)")
        ->group("Chance");
}

domain::SimulationInput inputOf(const SimulateOptions& options) {
    auto input = domain::simulationOf(*domain::findTemplate(options.policies), *options.capital,
                                      static_cast<int>(options.weeks));
    for (std::size_t i = 0; i < input.policies.size(); ++i) {
        if (options.weekly[i] != kNotGiven)
            input.weeklyReturns[i] = BasisPoints(static_cast<std::int32_t>(options.weekly[i]));
        if (options.mergeThreshold) input.policies[i].mergeThreshold = *options.mergeThreshold;
    }
    domain::Policy& generation = input.policies[0];
    if (options.forkThreshold) generation.forkThreshold = *options.forkThreshold;
    if (options.forkMinimum) generation.forkMinimumRemaining = *options.forkMinimum;
    const std::array shares{&generation.forkRetainShare, &generation.forkChildShare,
                            &generation.forkComShare};
    for (std::size_t i = 0; i < shares.size(); ++i)
        if (options.forkShares[i] != kNotGiven)
            *shares[i] = BasisPoints(static_cast<std::int32_t>(options.forkShares[i]));
    return input;
}

// What the options ask for cannot be: bad input. What grows out of the ledger's range: refused.
tl::unexpected<Problem> refusedBecause(const domain::Refusal& refusal) {
    if (refusal.code == domain::RefusalCode::BalanceOutOfRange) {
        Problem problem{ExitCode::Refused, std::string(code(refusal.code)),
                        "The family grows beyond the range of the ledger; take fewer weeks.",
                        Json::object()};
        return tl::unexpected(std::move(problem));
    }
    if (refusal.code == domain::RefusalCode::PolicyViolated) return badInput(refusal.detail);
    if (refusal.code == domain::RefusalCode::InvalidAmount)
        return badInput("--capital must be above zero.");
    return badInput(describe(refusal));
}

template <class Value, class Read>
Json byType(const std::array<Value, 3>& values, Read read) {
    return {{"generation", read(values[0])}, {"revenue", read(values[1])}, {"compounding", read(values[2])}};
}

Json weekJson(const domain::SimulationWeek& week) {
    return {{"week", week.week},
            {"forks", week.forks},
            {"merges", week.merges},
            {"live", byType(week.live, [](auto count) { return count; })},
            {"totalsCents", byType(week.totals, [](Money total) { return total.cents(); })}};
}

Json fanJson(const domain::SimulationFan& fan, const SimulateOptions& options) {
    Json weeks = Json::array();
    for (const auto& week : fan.weeks)
        weeks.push_back({{"week", week.week},
                         {"p10Cents", week.p10.cents()},
                         {"p50Cents", week.p50.cents()},
                         {"p90Cents", week.p90.cents()}});
    return {{"paths", fan.paths},
            {"spreadBp", options.spread},
            {"seed", options.seed},
            {"forks", {{"p10", fan.forksP10}, {"p50", fan.forksP50}, {"p90", fan.forksP90}}},
            {"merges", {{"p10", fan.mergesP10}, {"p50", fan.mergesP50}, {"p90", fan.mergesP90}}},
            {"weeks", std::move(weeks)}};
}

// People get the weeks in which something happened, and the last one.
std::string textOfWeeks(const domain::SimulationResult& result) {
    TextTable table({">week", ">forks", ">merges", ">Gen-Accs", ">Gen", ">Rev", ">Com", ">total"});
    for (const auto& week : result.weeks) {
        const bool isLast = &week == &result.weeks.back();
        if (week.forks == 0 && week.merges == 0 && !isLast) continue;
        table.add({std::to_string(week.week), std::to_string(week.forks), std::to_string(week.merges),
                   std::to_string(week.live[0]), week.totals[0].grouped(), week.totals[1].grouped(),
                   week.totals[2].grouped(), week.total().grouped()});
    }
    return table.text();
}

Answered simulateFamily(Context&, const SimulateOptions& options) {
    const auto input = inputOf(options);
    const auto result = domain::simulate(input);
    if (!result) return refusedBecause(result.error());

    Answer answer;
    Json weeks = Json::array();
    for (const auto& week : result->weeks) weeks.push_back(weekJson(week));
    answer.json = {{"forks", result->forks},
                   {"merges", result->merges},
                   {"firstMergeWeek", result->firstMergeWeek ? Json(*result->firstMergeWeek) : Json()},
                   {"weeks", std::move(weeks)}};
    answer.text = textOfWeeks(*result) + std::to_string(result->forks) + " forks, " +
                  std::to_string(result->merges) + " merges\n";
    if (options.paths == 0) return answer;

    const auto spread = BasisPoints(static_cast<std::int32_t>(options.spread));
    services::FanRequest request;
    request.input = input;
    request.spread = {{spread, spread, spread}, static_cast<std::uint64_t>(options.seed)};
    request.paths = static_cast<int>(options.paths);
    const auto fan = services::simulateFan(request, Context::call(services::Lane::Batch));
    if (!fan) {
        if (fan.error().refusal) return refusedBecause(*fan.error().refusal);
        return problem(fan.error());
    }
    answer.json["fan"] = fanJson(*fan, options);
    const auto& last = fan->weeks.back();
    answer.text += "Of " + std::to_string(fan->paths) + " random paths, 10 % end below " +
                   last.p10.grouped() + ", half below " + last.p50.grouped() + ", 90 % below " +
                   last.p90.grouped() + '\n';
    return answer;
}

} // namespace

void addSimulateCommand(CommandTable& table) {
    table.add<SimulateOptions>(
        table.root(),
        {"simulate",
         "Plays a family's future: weekly premiums, then forks, then merges. Reads no database.",
         "--capital 250000 --template moderate --weeks 520\n"
         "--capital 250000 --weeks 520 --gen-weekly 200 --paths 1000 --spread 150 --json",
         false},
        declareSimulate, simulateFamily);
}

} // namespace alluse::cli
