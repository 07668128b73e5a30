#include "cli/growth_shapes.h"

#include <algorithm>
#include <cctype>

namespace alluse::cli {

using services::BulkReport;
using services::BulkRow;

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string_view resultCode(BulkRow::Result result) {
    switch (result) {
    case BulkRow::Result::Done: return "DONE";
    case BulkRow::Result::Planned: return "PLANNED";
    case BulkRow::Result::AlreadyDone: return "ALREADY_DONE";
    case BulkRow::Result::Waiting: return "WAITING";
    case BulkRow::Result::Refused: return "REFUSED";
    case BulkRow::Result::Failed: return "FAILED";
    }
    return "FAILED";
}

Json bulkRowJson(const BulkRow& row) {
    return {{"id", row.subject},
            {"name", row.name},
            {"result", resultCode(row.result)},
            {"amountCents", row.amount.cents()},
            {"entry", row.entry ? Json(row.entry->value()) : Json()},
            {"text", row.text}};
}

std::string bulkText(const BulkReport& report, bool isDryRun) {
    std::string text;
    for (const BulkRow& row : report.rows) {
        text += row.name + " (" + std::to_string(row.subject) + "): " + lower(resultCode(row.result));
        if (row.text.empty()) text += ", " + row.amount.grouped();
        else text += ". " + row.text;
        text += '\n';
    }
    text += std::to_string(isDryRun ? report.planned : report.done) + (isDryRun ? " would run, " : " done, ") +
            std::to_string(report.alreadyDone) + " done before, " + std::to_string(report.waiting) +
            " waiting, " + std::to_string(report.refused) + " refused, " + std::to_string(report.failed) +
            " failed; " + report.amount.grouped() + " in all\n";
    if (report.isCancelled) text += "Cancelled; --command-id " + report.run.text() + " resumes it.\n";
    return text;
}

} // namespace

Json issuesJson(const std::vector<domain::GrowthIssue>& issues) {
    Json list = Json::array();
    for (const auto& issue : issues)
        list.push_back({{"code", code(issue.code)},
                        {"severity", code(issue.severity)},
                        {"isDelay", issue.isDelay},
                        {"isOverridable", issue.isOverridable},
                        {"account", issue.account ? Json(issue.account->value()) : Json()},
                        {"text", issue.text}});
    return list;
}

std::string issuesText(const std::vector<domain::GrowthIssue>& issues) {
    std::string text;
    for (const auto& issue : issues)
        text += lower(code(issue.severity)) + ' ' + std::string(code(issue.code)) + ": " + issue.text + '\n';
    return text;
}

Json previewJson(const domain::AccountPreview& account) {
    return {{"account", account.account ? Json(account.account->value()) : Json()},
            {"name", account.name},
            {"balanceBeforeCents", account.balanceBefore.cents()},
            {"balanceAfterCents", account.balanceAfter.cents()},
            {"baselineBeforeCents", account.baselineBefore.cents()},
            {"baselineAfterCents", account.baselineAfter.cents()}};
}

std::string previewText(const domain::AccountPreview& account) {
    const std::string id = account.account ? " (" + std::to_string(account.account->value()) + ")" : " (new)";
    return account.name + id + ": " + account.balanceBefore.grouped() + " -> " +
           account.balanceAfter.grouped() + '\n';
}

void declareScan(CLI::App& app, ScanOptions& options) {
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Only this family");
    app.add_flag("--due", options.onlyDue, "Only those that have reached their threshold");
    addNumber(app, "--limit", options.limit, 1, kListRowsMax, "Rows at most, 100 when left out");
    addText(app, "--after", options.after, "Go on after \"next\" of the page before");
}

void addBulkOptions(CLI::App& app, BulkOptions& options) {
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Only this family");
    app.add_flag("--dry-run", options.isDryRun, "Plan everything, write nothing");
    addWriteOptions(app, options.write);
}

services::BulkRequest bulkRequest(Context& context, const BulkOptions& options) {
    const auto header = context.header(options.write);
    services::BulkRequest request;
    request.actor = header.actor;
    request.run = header.commandId;
    request.businessDate = header.businessDate;
    if (options.family > 0) request.family = domain::FamilyId(options.family);
    request.isDryRun = options.isDryRun;
    if (!context.options().isJson)
        request.onProgress = [](std::int64_t done) { Context::tell(std::to_string(done) + " rows"); };
    return request;
}

Answered bulkAnswer(const services::Outcome<BulkReport>& outcome, const services::BulkRequest& request) {
    if (!outcome) {
        Problem failed = problemOf(outcome.error());
        failed.details["commandId"] = request.run.text();
        return tl::unexpected(std::move(failed));
    }
    const BulkReport& report = *outcome;
    Json rows = Json::array();
    for (const BulkRow& row : report.rows) rows.push_back(bulkRowJson(row));
    Answer answer;
    answer.json = {{"commandId", report.run.text()},
                   {"dryRun", request.isDryRun},
                   {"looked", report.looked},
                   {"done", report.done},
                   {"planned", report.planned},
                   {"alreadyDone", report.alreadyDone},
                   {"waiting", report.waiting},
                   {"refused", report.refused},
                   {"failed", report.failed},
                   {"amountCents", report.amount.cents()},
                   {"cancelled", report.isCancelled},
                   {"rows", std::move(rows)}};
    answer.text = bulkText(report, request.isDryRun);
    if (report.refused > 0 || report.failed > 0 || report.isCancelled) answer.exitCode = ExitCode::Refused;
    return answer;
}

void declareUndo(CLI::App& app, UndoOptions& options) {
    addNumber(app, "entry", options.entry, 1, INT64_MAX, "Number of the entry to undo")->required();
    app.add_flag("--preview", options.isPreview, "Show what would happen and every reason against it");
    addWriteOptions(app, options.write);
}

Answered undoGrowth(Context& context, const UndoOptions& options) {
    auto& growth = context.database().growth;
    const auto lane = Context::call(services::Lane::Writes);
    const auto event = growth.eventOf(domain::EntryId(options.entry), lane);
    if (!event) return problem(event.error());
    if (!*event)
        return tl::unexpected(Problem{ExitCode::Refused, "UNKNOWN_GROWTH_EVENT",
                                      "Entry " + std::to_string(options.entry) + " is no fork or merge.",
                                      Json{{"field", "entry"}}});
    domain::UndoOrder order;
    order.header = context.header(options.write);
    order.event = **event;
    if (!options.isPreview)
        return receiptAnswer(growth.undo(order, lane), order.header,
                             "Entry " + std::to_string(options.entry) + " is undone");
    const auto preview = growth.previewUndo(order, lane);
    if (!preview) return problem(preview.error());
    Answer answer;
    Json accounts = Json::array();
    for (const auto& account : preview->accounts) {
        accounts.push_back(previewJson(account));
        answer.text += previewText(account);
    }
    answer.json = {{"possible", !blocks(preview->issues)},
                   {"issues", issuesJson(preview->issues)},
                   {"accounts", std::move(accounts)}};
    answer.text += issuesText(preview->issues);
    return answer;
}

} // namespace alluse::cli
