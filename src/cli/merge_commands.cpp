// merge scan, preview, run, undo, all.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/growth_shapes.h"
#include "cli/text_table.h"

namespace alluse::cli {
namespace {

Json candidateJson(const services::MergeCandidateRow& row) {
    return {{"branch", row.branch.value()},
            {"name", row.branchName},
            {"family", row.familyName},
            {"client", row.clientName},
            {"accounts", row.accounts},
            {"notActive", row.notActive},
            {"valueCents", row.value.cents()},
            {"largestCents", row.largest.cents()},
            {"thresholdCents", row.threshold.cents()},
            {"missingCents", row.missing().cents()},
            {"due", row.isDue},
            {"target", row.target ? Json(row.target->value()) : Json()},
            {"mode", code(row.mode)}};
}

Answered scan(Context& context, const ScanOptions& options) {
    services::MergeCandidateQuery query;
    if (options.family > 0) query.family = domain::FamilyId(options.family);
    query.onlyDue = options.onlyDue;
    TextTable table({">Branch", "Name", "Family", ">Accounts", ">Value", ">Threshold", ">Missing"});
    ListAnswer answer{"candidates", "merge-candidates", options.limit, options.after};
    return answer.fill<services::MergeCandidateRow>(
        [&](const services::PageRequest& request) {
            return context.database().growth.scanMerges(query, request, Context::call(services::Lane::Interactive));
        },
        candidateJson,
        [&](const services::MergeCandidateRow& row) {
            table.add({std::to_string(row.branch.value()), row.branchName, row.familyName,
                       std::to_string(row.accounts), row.value.grouped(), row.threshold.grouped(),
                       row.missing().grouped()});
        },
        [&](bool isEmpty) { return isEmpty ? "No branch is on its way to a merge.\n" : table.text(); });
}

struct MergeOptions {
    std::string branch;
    std::vector<std::string> sources;
    bool overridesRoot = false, confirms = false;
    WriteOptions write;
};

void declareMerge(CLI::App& app, MergeOptions& options) {
    CLI::Option* branch = addText(app, "--branch", options.branch,
                                  "First account of a branch, id or reference: its ten lowest ids with a balance");
    app.add_option("--sources", options.sources, "Accounts to merge, ids or references, separated by commas")
        ->type_name("ACCOUNTS")
        ->delimiter(',')
        ->excludes(branch);
    app.add_flag("--override-root", options.overridesRoot, "As a manager with a reason: merge root accounts too");
    app.add_flag("--confirm", options.confirms, "The warnings of the preview are accepted");
    addWriteOptions(app, options.write);
}

domain::Result<domain::MergeOrder, Problem> mergeOrder(Context& context, const MergeOptions& options) {
    if (options.branch.empty() && options.sources.empty())
        return badInput("Name what to merge: --branch ACCOUNT or --sources ACCOUNT,ACCOUNT.");
    domain::MergeOrder order;
    order.header = context.header(options.write);
    order.overridesRoot = options.overridesRoot;
    order.confirmsWarnings = options.confirms;
    if (!options.branch.empty()) {
        const auto branch = context.account(options.branch);
        if (!branch) return tl::unexpected(branch.error());
        order.branch = *branch;
    }
    for (const auto& source : options.sources) {
        const auto account = context.account(source);
        if (!account) return tl::unexpected(account.error());
        order.sources.push_back(*account);
    }
    return order;
}

Answered previewOfMerge(Context& context, const MergeOptions& options) {
    const auto order = mergeOrder(context, options);
    if (!order) return tl::unexpected(order.error());
    const auto preview = context.database().growth.previewMerge(*order, Context::call(services::Lane::Interactive));
    if (!preview) return problem(preview.error());
    Answer answer;
    Json sources = Json::array();
    for (const auto& source : preview->sources) {
        Json json = previewJson(source.account);
        json["releasedCents"] = source.released.cents();
        sources.push_back(std::move(json));
        answer.text += previewText(source.account);
    }
    answer.json = {{"possible", !blocks(preview->issues)},
                   {"issues", issuesJson(preview->issues)},
                   {"sources", std::move(sources)},
                   {"target", previewJson(preview->target)},
                   {"totalCents", preview->total.cents()},
                   {"branchValueCents", preview->branchValue.cents()},
                   {"thresholdCents", preview->threshold.cents()}};
    answer.text += previewText(preview->target) + issuesText(preview->issues);
    return answer;
}

Answered runMerge(Context& context, const MergeOptions& options) {
    const auto order = mergeOrder(context, options);
    if (!order) return tl::unexpected(order.error());
    const auto outcome = context.database().growth.merge(*order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order->header, "Merged");
}

Answered mergeAll(Context& context, const BulkOptions& options) {
    const auto request = bulkRequest(context, options);
    return bulkAnswer(context.database().growth.mergeAllReady(request, Context::call(services::Lane::Batch)),
                      request);
}

} // namespace

void addMergeCommands(CommandTable& table) {
    CLI::App& merge = table.group("merge", "Folds the accounts of a branch into the family's Com-Acc.");
    table.add<ScanOptions>(merge, {"scan", "Lists branches on their way to a merge, the nearest first.", "--due --json"},
                           declareScan, scan);
    table.add<MergeOptions>(merge,
                            {"preview", "Shows a merge before it happens, with its errors and warnings.",
                             "--branch 1010\n--sources 1010,1014"},
                            declareMerge, previewOfMerge);
    table.add<MergeOptions>(merge, {"run", "Merges a branch or the named accounts.", "--branch 1010 --confirm"},
                            declareMerge, runMerge);
    table.add<UndoOptions>(merge,
                           {"undo", "Brings merged accounts back as successors (manager).",
                            "4711 --reason \"The client changed his mind\""},
                           declareUndo, undoGrowth);
    table.add<BulkOptions>(merge, {"all", "Merges every branch that is ready.", "--dry-run\n--family 12"},
                           addBulkOptions, mergeAll);
}

} // namespace alluse::cli
