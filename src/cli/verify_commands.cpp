// verify: every invariant of the book, and the first break by name.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/json_shapes.h"
#include "cli/text_table.h"

#include <cstdio>

namespace alluse::cli {
namespace {

struct VerifyOptions {};

std::string secondsText(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", seconds);
    return text;
}

std::string reportText(const services::VerifyReport& report) {
    TextTable table({"Check", "Result", ">Seconds", "What holds"});
    for (const auto& check : report.checks)
        table.add({check.id, check.ok ? "ok" : "BROKEN", secondsText(check.seconds), check.text});
    std::string text = table.text();
    for (const auto& check : report.checks)
        if (check.firstBreak) text += check.id + " breaks first at " + *check.firstBreak + '\n';
    text += std::to_string(report.accounts) + " accounts, " + std::to_string(report.entries) +
            " entries, " + std::to_string(report.postings) + " postings, sum " +
            domain::Money::fromCents(report.totalCents).grouped() + '\n';
    return text;
}

Answered verify(Context& context, const VerifyOptions&) {
    const auto report = context.database().database->admin().verify(
        [](const std::string& check) { Context::tell(check); }, Context::call(services::Lane::Batch));
    if (!report) return problem(report.error());
    return Answer{verifyJson(*report), reportText(*report),
                  report->ok ? ExitCode::Done : ExitCode::Refused};
}

} // namespace

void addVerifyCommands(CommandTable& table) {
    table.add<VerifyOptions>(table.root(),
                             {"verify", "Checks every invariant of the book and names the first break.",
                              "\n--json"},
                             nullptr, verify);
}

} // namespace alluse::cli
