// reinvest due, approve, preview, run, defer, cancel, all.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/growth_shapes.h"
#include "cli/text_table.h"

namespace alluse::cli {
namespace {

using domain::ReinvestmentState;

struct DueOptions {
    std::int64_t family = 0;
    std::optional<domain::Date> until;
    std::vector<std::string> states;
    std::int64_t limit = 100;
    std::string after;
};

void declareDue(CLI::App& app, DueOptions& options) {
    std::vector<std::string> states;
    for (int value = 1; value <= 7; ++value) states.emplace_back(code(static_cast<ReinvestmentState>(value)));
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Only this family");
    addDate(app, "--until", options.until, "Due by this day; today when left out");
    addChoices(app, "--state", options.states, states, "Only these; those that still wait when left out");
    addNumber(app, "--limit", options.limit, 1, kListRowsMax, "Rows at most, 100 when left out");
    addText(app, "--after", options.after, "Go on after \"next\" of the page before");
}

Json rowJson(const services::ReinvestmentRow& row) {
    return {{"row", row.id.value()},
            {"account", row.account.value()},
            {"name", row.accountName},
            {"family", row.familyName},
            {"type", code(row.type)},
            {"frequency", code(row.frequency)},
            {"dueOn", row.dueOn.text()},
            {"state", code(row.state)},
            {"availableCents", row.available.cents()},
            {"reinvestableCents", row.reinvestable.cents()},
            {"amountCents", row.amount.cents()},
            {"reason", row.reason},
            {"actor", row.actor},
            {"entry", row.entry ? Json(row.entry->value()) : Json()}};
}

Answered due(Context& context, const DueOptions& options) {
    services::ReinvestmentQuery query;
    if (options.family > 0) query.family = domain::FamilyId(options.family);
    query.dueUntil = options.until;
    for (const auto& word : options.states) query.states.push_back(domain::parseReinvestmentState(word).value());
    if (query.states.empty())
        query.states = {ReinvestmentState::Scheduled, ReinvestmentState::Approved, ReinvestmentState::Executing,
                        ReinvestmentState::Failed};
    TextTable table({">Row", ">Account", "Name", "Due", "State", ">Earned", ">Available", "Reason"});
    ListAnswer answer{"reinvestments", "reinvestments", options.limit, options.after};
    return answer.fill<services::ReinvestmentRow>(
        [&](const services::PageRequest& request) {
            return context.database().growth.dueReinvestments(query, request, Context::call(services::Lane::Writes));
        },
        rowJson,
        [&](const services::ReinvestmentRow& row) {
            table.add({std::to_string(row.id.value()), std::to_string(row.account.value()), row.accountName,
                       row.dueOn.text(), std::string(code(row.state)), row.reinvestable.grouped(),
                       row.available.grouped(), row.reason});
        },
        [&](bool isEmpty) { return isEmpty ? "Nothing is due.\n" : table.text(); });
}

struct RowOptions {
    std::int64_t row = 0;
    std::optional<domain::Date> to;
    WriteOptions write;
};

void declareRow(CLI::App& app, RowOptions& options) {
    addNumber(app, "row", options.row, 1, INT64_MAX, "Number of the planned reinvestment")->required();
    addWriteOptions(app, options.write);
}

void declareDefer(CLI::App& app, RowOptions& options) {
    declareRow(app, options);
    addDate(app, "--to", options.to, "The day it becomes due again")->required();
}

Answered moved(const services::Outcome<void>& outcome, std::int64_t row, ReinvestmentState state) {
    if (!outcome) return problem(outcome.error());
    return Answer{Json{{"row", row}, {"state", code(state)}},
                  "Reinvestment " + std::to_string(row) + " is " + std::string(code(state)) + '\n'};
}

Answered approve(Context& context, const RowOptions& options) {
    return moved(context.database().growth.approve(domain::ReinvestmentId(options.row), context.actor(options.write),
                                                   Context::call(services::Lane::Writes)),
                 options.row, ReinvestmentState::Approved);
}

Answered cancel(Context& context, const RowOptions& options) {
    return moved(context.database().growth.cancel(domain::ReinvestmentId(options.row), context.actor(options.write),
                                                  Context::call(services::Lane::Writes)),
                 options.row, ReinvestmentState::Cancelled);
}

Answered defer(Context& context, const RowOptions& options) {
    return moved(context.database().growth.defer(domain::ReinvestmentId(options.row), options.to.value(),
                                                 context.actor(options.write),
                                                 Context::call(services::Lane::Writes)),
                 options.row, ReinvestmentState::Deferred);
}

struct RunOptions {
    std::int64_t row = 0;
    std::string account;
    bool isPreview = false;
    WriteOptions write;
};

void declareRun(CLI::App& app, RunOptions& options) {
    addText(app, "account", options.account, "Account id or reference")->required();
    addNumber(app, "--row", options.row, 1, INT64_MAX,
              "The approved row it executes; without it, out of turn");
    app.add_flag("--preview", options.isPreview, "Show what would happen and every reason against it");
    addWriteOptions(app, options.write);
}

Json sleevesJson(const domain::Balances& balances) {
    using enum domain::Sleeve;
    return {{"cashCents", balances.cash().cents()},
            {"contractsCents", balances.of(Contracts).cents()},
            {"leapsCents", balances.of(Leaps).cents()},
            {"taxReserveCents", balances.of(TaxReserve).cents()}};
}

Answered run(Context& context, const RunOptions& options) {
    const auto account = context.account(options.account);
    if (!account) return tl::unexpected(account.error());
    domain::ReinvestmentOrder order;
    order.header = context.header(options.write);
    order.account = *account;
    if (options.row > 0) order.row = domain::ReinvestmentId(options.row);
    const auto lane = Context::call(services::Lane::Writes);
    auto& growth = context.database().growth;
    if (!options.isPreview)
        return receiptAnswer(growth.reinvest(order, lane), order.header,
                             "Account " + std::to_string(account->value()) + " has reinvested");
    const auto preview = growth.previewReinvestment(order, lane);
    if (!preview) return problem(preview.error());
    const auto& amounts = preview->amounts;
    Answer answer;
    answer.json = {{"account", account->value()},
                   {"possible", !blocks(preview->issues)},
                   {"issues", issuesJson(preview->issues)},
                   {"availableCents", amounts.available.cents()},
                   {"earnedCents", amounts.earned.cents()},
                   {"amountCents", amounts.amount.cents()},
                   {"taxReserveCents", amounts.taxReserve.cents()},
                   {"contractsCents", amounts.contracts.cents()},
                   {"leapsCents", amounts.leaps.cents()},
                   {"before", sleevesJson(preview->before)},
                   {"after", sleevesJson(preview->after)}};
    answer.text = amounts.amount.grouped() + " of " + amounts.earned.grouped() + " earned: contracts " +
                  amounts.contracts.grouped() + ", LEAPS " + amounts.leaps.grouped() + ", tax reserve " +
                  amounts.taxReserve.grouped() + '\n' + issuesText(preview->issues);
    return answer;
}

Answered runAll(Context& context, const BulkOptions& options) {
    const auto request = bulkRequest(context, options);
    return bulkAnswer(context.database().growth.runAllDue(request, Context::call(services::Lane::Batch)), request);
}

} // namespace

void addReinvestCommands(CommandTable& table) {
    CLI::App& reinvest = table.group("reinvest", "Moves realised gain into contracts and LEAPS.");
    table.add<DueOptions>(reinvest, {"due", "Plans and lists the reinvestments that are due.", "--until 2026-03-16"},
                          declareDue, due);
    table.add<RowOptions>(reinvest, {"approve", "Approves a planned reinvestment.", "42"}, declareRow, approve);
    table.add<RunOptions>(reinvest, {"run", "Reinvests what an account has earned.", "1002 --row 42"}, declareRun, run);
    table.add<RowOptions>(reinvest, {"defer", "Puts a reinvestment off to another day.",
                                     "42 --to 2026-04-01 --reason \"Cash is needed\""},
                          declareDefer, defer);
    table.add<RowOptions>(reinvest, {"cancel", "Ends a planned reinvestment; what was earned carries over.", "42"},
                          declareRow, cancel);
    table.add<BulkOptions>(reinvest, {"all", "Runs every reinvestment that is due and approved.", "--dry-run"},
                           addBulkOptions, runAll);
}

} // namespace alluse::cli
