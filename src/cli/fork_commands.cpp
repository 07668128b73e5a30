// fork scan, preview, run, undo, all; pending forks.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/growth_shapes.h"
#include "cli/text_table.h"

namespace alluse::cli {
namespace {

constexpr const char* kByHand = "By hand on the command line";

Json candidateJson(const services::ForkCandidateRow& row) {
    return {{"account", row.account.value()},
            {"reference", row.reference},
            {"name", row.name},
            {"family", row.familyName},
            {"client", row.clientName},
            {"status", code(row.status)},
            {"balanceCents", row.balance.cents()},
            {"baselineCents", row.baseline.cents()},
            {"surplusCents", row.surplus().cents()},
            {"thresholdCents", row.threshold.cents()},
            {"missingCents", row.missing().cents()},
            {"due", row.missing().isZero()},
            {"pending", row.pending.has_value()},
            {"waitsFor", row.waitsFor},
            {"mode", code(row.mode)}};
}

Answered scan(Context& context, const ScanOptions& options) {
    services::ForkCandidateQuery query;
    if (options.family > 0) query.family = domain::FamilyId(options.family);
    query.onlyDue = options.onlyDue;
    TextTable table({">Account", "Name", "Family", ">Surplus", ">Threshold", ">Missing", "Waits for"});
    ListAnswer answer{"candidates", "fork-candidates", options.limit, options.after};
    return answer.fill<services::ForkCandidateRow>(
        [&](const services::PageRequest& request) {
            return context.database().growth.scanForks(query, request, Context::call(services::Lane::Interactive));
        },
        candidateJson,
        [&](const services::ForkCandidateRow& row) {
            table.add({std::to_string(row.account.value()), row.name, row.familyName, row.surplus().grouped(),
                       row.threshold.grouped(), row.missing().grouped(), row.waitsFor});
        },
        [&](bool isEmpty) { return isEmpty ? "No account is on its way to a fork.\n" : table.text(); });
}

struct ForkOptions {
    std::string account;
    bool overridesDelays = false;
    WriteOptions write;
};

void declareFork(CLI::App& app, ForkOptions& options) {
    addText(app, "account", options.account, "Account id or reference")->required();
    app.add_flag("--override-delays", options.overridesDelays,
                 "As a manager with a reason: pass over cooling and the daily cap");
    addWriteOptions(app, options.write);
}

domain::Result<domain::ForkOrder, Problem> forkOrder(Context& context, const ForkOptions& options) {
    const auto account = context.account(options.account);
    if (!account) return tl::unexpected(account.error());
    domain::ForkOrder order;
    order.header = context.header(options.write);
    order.account = *account;
    order.overridesDelays = options.overridesDelays;
    if (order.header.actor.reason.empty() && !order.overridesDelays) order.header.actor.reason = kByHand;
    return order;
}

Answered previewOfFork(Context& context, const ForkOptions& options) {
    const auto order = forkOrder(context, options);
    if (!order) return tl::unexpected(order.error());
    const auto preview = context.database().growth.previewFork(*order, Context::call(services::Lane::Interactive));
    if (!preview) return problem(preview.error());
    const auto& amounts = preview->amounts;
    Answer answer;
    answer.json = {{"account", order->account.value()},
                   {"eligible", !blocks(preview->issues)},
                   {"issues", issuesJson(preview->issues)},
                   {"surplusCents", amounts.surplus.cents()},
                   {"leavingCents", amounts.leaving().cents()},
                   {"retainedCents", amounts.retained.cents()},
                   {"childCents", amounts.toChild.cents()},
                   {"comCents", amounts.toCom.cents()},
                   {"parent", previewJson(preview->parent)},
                   {"child", previewJson(preview->child)},
                   {"com", previewJson(preview->com)},
                   {"weeksToNextAtTarget", orNull(preview->weeksToNextAtTarget)},
                   {"weeksToNextAtActual", orNull(preview->weeksToNextAtActual)}};
    answer.text = previewText(preview->parent) + previewText(preview->child) + previewText(preview->com) +
                  issuesText(preview->issues);
    return answer;
}

Answered runFork(Context& context, const ForkOptions& options) {
    const auto order = forkOrder(context, options);
    if (!order) return tl::unexpected(order.error());
    const auto outcome = context.database().growth.fork(*order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order->header, "Account " + std::to_string(order->account.value()) + " has forked");
}

Answered forkAll(Context& context, const BulkOptions& options) {
    const auto request = bulkRequest(context, options);
    return bulkAnswer(context.database().growth.forkAllEligible(request, Context::call(services::Lane::Batch)),
                      request);
}

struct DrainOptions {
    WriteOptions write;
};

void declareDrain(CLI::App& app, DrainOptions& options) { addWriteOptions(app, options.write); }

Answered drain(Context& context, const DrainOptions& options) {
    const auto report =
        context.database().growth.drainPending(context.actor(options.write), Context::call(services::Lane::Batch));
    if (!report) return problem(report.error());
    Answer answer;
    answer.json = {{"executed", report->executed},
                   {"waiting", report->waiting},
                   {"superseded", report->superseded},
                   {"failed", report->failed}};
    answer.text = std::to_string(report->executed) + " executed, " + std::to_string(report->waiting) +
                  " waiting, " + std::to_string(report->superseded) + " superseded, " +
                  std::to_string(report->failed) + " failed\n";
    if (report->failed > 0) answer.exitCode = ExitCode::Refused;
    return answer;
}

Answered releaseForks(Context& context, const ForkOptions& options) {
    const auto account = context.account(options.account);
    if (!account) return tl::unexpected(account.error());
    const domain::ReleaseForksOrder order{context.header(options.write), *account};
    const auto outcome = context.database().growth.releaseForks(order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order.header, "Account " + std::to_string(account->value()) +
                                                    " may fork by itself again");
}

} // namespace

void addForkCommands(CommandTable& table) {
    CLI::App& fork = table.group("fork", "Splits accounts whose surplus has reached their threshold.");
    table.add<ScanOptions>(fork, {"scan", "Lists accounts on their way to a fork, the nearest first.", "--due --json"},
                           declareScan, scan);
    table.add<ForkOptions>(fork, {"preview", "Shows a fork before it happens, and every reason against it.", "1001"},
                           declareFork, previewOfFork);
    table.add<ForkOptions>(fork, {"run", "Forks an account.", "1001 --reason \"Agreed with the client\""},
                           declareFork, runFork);
    table.add<UndoOptions>(fork, {"undo", "Takes a fork back on its own day (manager).", "4711 --reason \"Too early\""},
                           declareUndo, undoGrowth);
    table.add<BulkOptions>(fork, {"all", "Forks every account that may.", "--dry-run\n--family 12"},
                           addBulkOptions, forkAll);
    table.add<DrainOptions>(fork, {"drain", "Executes pending forks of families that fork at once.",
                                   "--as-role manager --reason \"After the night run\""},
                            declareDrain, drain);
    table.add<ForkOptions>(fork, {"release", "Lets an account fork by itself again after an undone fork.", "1001"},
                           declareFork, releaseForks);
}

} // namespace alluse::cli
