// analytics: the figures of an account, a family and the whole book.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/text_table.h"
#include "services/analytics_service.h"

#include <cmath>
#include <cstdio>

namespace alluse::cli {
namespace {

using analytics::Figure;
using analytics::Missing;

struct WindowOptions {
    std::optional<domain::Date> asOf;
    std::int64_t weeks = 0;
};

void declareWindow(CLI::App& app, WindowOptions& options) {
    addDate(app, "--as-of", options.asOf, "At the end of this business date; today when left out");
    addNumber(app, "--weeks", options.weeks, 1, 10'000, "Weeks to look back; the whole life when left out");
}

analytics::Window windowOf(Context& context, const WindowOptions& options) {
    const auto to = options.asOf.value_or(context.database().clock.today());
    return services::windowOf(to, options.weeks > 0 ? std::optional(static_cast<int>(options.weeks)) : std::nullopt);
}

Json jsonOf(const Figure& figure) {
    if (!figure) return {{"missing", analytics::describe(figure.error())}};
    if (std::isinf(*figure)) return "∞";
    return *figure;
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", share * 100);
    return text;
}
std::string textOf(const Figure& figure, bool isShare) {
    if (!figure) return analytics::describe(figure.error());
    if (std::isinf(*figure)) return "∞";
    if (isShare) return percent(*figure);
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", *figure);
    return text;
}

Json lossJson(const analytics::LossAtRisk& loss, domain::Money equity) {
    Json json{{"method", loss.method == analytics::LossMethod::Historical ? "historical" : "parametric"},
              {"valueAtRisk", jsonOf(loss.valueAtRisk)},
              {"shortfall", jsonOf(loss.shortfall)}};
    if (loss.valueAtRisk) json["valueAtRiskCents"] = analytics::lossAmount(*loss.valueAtRisk, equity).cents();
    return json;
}

Json analysisJson(const analytics::AccountAnalysis& a) {
    Json json{{"from", a.from.text()},
              {"to", a.window.to.text()},
              {"equityCents", a.equity().cents()},
              {"gainCents", a.gain.cents()},
              {"totalReturn", a.totalReturn},
              {"cagr", jsonOf(a.cagr)},
              {"volatility", jsonOf(a.volatility)},
              {"sharpe", jsonOf(a.sharpe)},
              {"sortino", jsonOf(a.sortino)},
              {"calmar", jsonOf(a.calmar)},
              {"drawdown", {{"current", a.drawdown.current}, {"deepest", a.drawdown.deepest},
                            {"lengthDays", a.drawdown.lengthDays()},
                            {"recoveryDays", a.drawdown.recoveryDays() ? Json(*a.drawdown.recoveryDays()) : Json()}}},
              {"loss95", lossJson(a.loss95, a.equity())},
              {"loss99", lossJson(a.loss99, a.equity())},
              {"premiumCents", a.trades.premium.cents()},
              {"premiumYield", jsonOf(a.trades.yield)},
              {"winRate", jsonOf(a.trades.winRate)},
              {"profitFactor", jsonOf(a.trades.profitFactor)},
              {"targetRatio", jsonOf(a.target.ratio)},
              {"weeksOnTarget", jsonOf(a.target.shareOnTarget)},
              {"weeksToFork", {{"actual", jsonOf(a.toFork.atActual)}, {"target", jsonOf(a.toFork.atTarget)}}},
              {"weeksToMerge", {{"actual", jsonOf(a.toMerge.atActual)}, {"target", jsonOf(a.toMerge.atTarget)}}},
              {"bufferCoverage", jsonOf(a.coverage)},
              {"risk", jsonOf(a.risk.total)},
              {"health", a.health.score}};
    json["trend"] = a.trend ? Json{{"slope", a.trend->slope}, {"rSquared", a.trend->rSquared},
                                   {"t", std::isinf(a.trend->t) ? Json("∞") : Json(a.trend->t)},
                                   {"direction", a.trend->direction == analytics::TrendDirection::Up     ? "up"
                                                 : a.trend->direction == analytics::TrendDirection::Down ? "down"
                                                                                                         : "flat"}}
                            : Json{{"missing", analytics::describe(a.trend.error())}};
    if (!a.forecast) {
        json["forecast"] = {{"missing", analytics::describe(a.forecast.error())}};
        return json;
    }
    json["forecast"] = Json::array();
    for (const auto& point : a.forecast->points)
        json["forecast"].push_back({{"weeks", point.weeks}, {"low", point.low}, {"median", point.median},
                                    {"high", point.high}, {"target", point.target}});
    return json;
}

std::string analysisText(const analytics::AccountAnalysis& a) {
    TextTable table({"From " + a.from.text() + " to " + a.window.to.text(), ">"});
    table.add({"Equity", a.equity().grouped()});
    table.add({"Gain", a.gain.grouped()});
    table.add({"Total return", percent(a.totalReturn)});
    table.add({"CAGR", textOf(a.cagr, true)});
    table.add({"Volatility", textOf(a.volatility, true)});
    table.add({"Sharpe, Sortino, Calmar",
               textOf(a.sharpe, false) + ", " + textOf(a.sortino, false) + ", " + textOf(a.calmar, false)});
    table.add({"Drawdown now, deepest", percent(a.drawdown.current) + ", " + percent(a.drawdown.deepest)});
    table.add({"VaR 95, CVaR 95", textOf(a.loss95.valueAtRisk, true) + ", " + textOf(a.loss95.shortfall, true)});
    table.add({"Premium, win rate", a.trades.premium.grouped() + ", " + textOf(a.trades.winRate, true)});
    table.add({"Target ratio", textOf(a.target.ratio, false)});
    table.add({"Weeks to fork, merge", textOf(a.toFork.atActual, false) + ", " + textOf(a.toMerge.atActual, false)});
    table.add({"Buffer coverage", textOf(a.coverage, false)});
    table.add({"Risk, health", textOf(a.risk.total, false) + ", " + std::to_string(a.health.score)});
    return table.text();
}

services::Call analyticsCall() { return Context::call(services::Lane::Analytics); }

struct AccountOptions {
    WindowOptions window;
    std::string account;
};

void declareAccount(CLI::App& app, AccountOptions& options) {
    addText(app, "account", options.account, "Account id or reference")->required();
    declareWindow(app, options.window);
}

Answered account(Context& context, const AccountOptions& options) {
    const auto id = context.account(options.account);
    if (!id) return tl::unexpected(id.error());
    const auto found = context.database().analytics.account(*id, windowOf(context, options.window), analyticsCall());
    if (!found) return problem(found.error());
    if (!*found) return tl::unexpected(unknownAccount(options.account));
    Answer answer;
    answer.json = analysisJson((*found)->analysis);
    answer.json["account"] = id->value();
    answer.json["name"] = (*found)->facts.name;
    answer.text = (*found)->facts.name + '\n' + analysisText((*found)->analysis);
    return answer;
}

struct FamilyOptions {
    WindowOptions window;
    std::int64_t family = 0;
};

void declareFamily(CLI::App& app, FamilyOptions& options) {
    addNumber(app, "family", options.family, 1, INT64_MAX, "Family id")->required();
    declareWindow(app, options.window);
}

Answered family(Context& context, const FamilyOptions& options) {
    const auto found = context.database().analytics.family(domain::FamilyId(options.family),
                                                           windowOf(context, options.window), analyticsCall());
    if (!found) return problem(found.error());
    if (!*found)
        return tl::unexpected(Problem{ExitCode::BadInput, "NO_SUCH_FAMILY",
                                      "There is no family " + std::to_string(options.family) + ".", Json::object()});
    const services::FamilyAnalytics& family = **found;
    Answer answer;
    answer.json = analysisJson(family.whole);
    answer.json["family"] = family.family.value();
    answer.json["name"] = family.name;
    answer.json["comFromForksCents"] = family.comFromForks.cents();
    answer.json["comFromMergesCents"] = family.comFromMerges.cents();
    answer.json["doublingWeeks"] = jsonOf(family.doublingWeeks);
    for (const auto type : domain::kAccountTypes)
        answer.json["driftPoints"][std::string(code(type))] =
            jsonOf(family.drift[static_cast<std::size_t>(type) - 1]);
    answer.text = family.name + '\n' + analysisText(family.whole);
    return answer;
}

struct OverviewOptions {
    WindowOptions window;
};

void declareOverview(CLI::App& app, OverviewOptions& options) { declareWindow(app, options.window); }

Answered overview(Context& context, const OverviewOptions& options) {
    const auto window = windowOf(context, options.window);
    const auto from = window.from.value_or(window.to.plusDays(-364));
    const auto read = context.database().analytics.overview(from.plusDays(1), window.to, analyticsCall());
    if (!read) return problem(read.error());
    Answer answer;
    answer.json = {{"from", from.text()}, {"to", window.to.text()}, {"families", read->families},
                   {"totalCents", read->total().cents()}};
    TextTable table({"Equity", ">" + window.to.text(), ">Share", ">Target"});
    for (const auto type : domain::kAccountTypes) {
        const auto i = static_cast<std::size_t>(type) - 1;
        const double share = read->total().isPositive() ? static_cast<double>(read->equity[i].cents()) /
                                                              static_cast<double>(read->total().cents())
                                                        : 0;
        answer.json["equityCents"][std::string(code(type))] = read->equity[i].cents();
        answer.json["targetShareBp"][std::string(code(type))] = std::llround(read->targetShare[i] * 10'000);
        table.add({std::string(shortName(type)), read->equity[i].grouped(), percent(share),
                   percent(read->targetShare[i])});
    }
    const auto& sources = read->sources;
    answer.json["sources"] = {{"premiumsCents", sources.premiums.cents()},
                              {"assignmentsCents", sources.assignments.cents()},
                              {"depositsCents", sources.deposits.cents()},
                              {"withdrawalsCents", sources.withdrawals.cents()},
                              {"openingsCents", sources.openings.cents()},
                              {"interestCents", sources.interest.cents()},
                              {"feesCents", sources.fees.cents()},
                              {"adjustmentsCents", sources.adjustments.cents()}};
    for (const auto& count : read->accounts)
        answer.json["accounts"][std::string(code(count.type))][std::string(code(count.status))] = count.accounts;
    answer.text = table.text();
    return answer;
}

} // namespace

void addAnalyticsCommands(CommandTable& table) {
    CLI::App& group = table.group("analytics", "Return, risk, growth and health.");
    table.add<AccountOptions>(group, {"account", "Analyses one account.", "1001\n1001 --as-of 2026-03-31 --weeks 52 --json"},
                              declareAccount, account);
    table.add<FamilyOptions>(group, {"family", "Analyses a family as one.", "12 --weeks 52"}, declareFamily, family);
    table.add<OverviewOptions>(group, {"overview", "Shows the whole book: equity, allocation, sources.", "--weeks 26 --json"},
                               declareOverview, overview);
}

} // namespace alluse::cli
