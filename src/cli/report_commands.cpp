// statement and report: what clients and managers are handed, from the ledger.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/text_table.h"
#include "exchange/report_file.h"
#include "exchange/report_writer.h"

#include <filesystem>
#include <iostream>

namespace alluse::cli {
namespace {

using exchange::ReportFormat;
using services::Report;
using services::ReportPeriod;

struct PeriodOptions {
    std::optional<domain::Date> from, to;
    std::optional<domain::Timestamp> knownAt;
    std::string out, format;
};

void declarePeriod(CLI::App& app, PeriodOptions& options) {
    addDate(app, "--from", options.from, "First business date, the first of this month when left out");
    addDate(app, "--to", options.to, "Last business date, today when left out");
    addTime(app, "--known-at", options.knownAt, "As it was known then, in UTC");
    addText(app, "--out", options.out, "File to write; without it the report is printed");
    addChoice(app, "--format", options.format, {"json", "csv", "xlsx", "pdf"}, "pdf when left out");
}

domain::Result<ReportPeriod, Problem> periodOf(Context& context, const PeriodOptions& options) {
    const domain::Date today = context.database().clock.today();
    ReportPeriod period{options.from.value_or(*domain::Date::fromParts(today.year(), today.month(), 1)),
                        options.to.value_or(today), options.knownAt};
    if (period.from > period.to) return badInput("--from must not be after --to.");
    return period;
}

ReportFormat formatOf(const PeriodOptions& options) {
    return exchange::parseReportFormat(options.format).value_or(ReportFormat::Paper);
}

std::string textOf(const services::ReportTable& table) {
    if (table.rows.empty()) return table.title + "\n  " + table.emptyText + '\n';
    std::vector<std::string> titles;
    for (const auto& column : table.columns) {
        const bool isFigure = column.kind != services::ColumnKind::Text && column.kind != services::ColumnKind::Date;
        titles.push_back((isFigure ? ">" : "") + column.title);
    }
    TextTable text(titles);
    const auto add = [&](const std::vector<services::Cell>& row) {
        std::vector<std::string> cells;
        for (const auto& cell : row) cells.push_back(services::textOf(cell));
        text.add(std::move(cells));
    };
    for (const auto& row : table.rows) add(row);
    if (!table.total.empty()) add(table.total);
    return table.title + '\n' + text.text();
}

Answered answer(Context& context, const PeriodOptions& options, const Report& report) {
    Answer answer;
    if (options.out.empty()) {
        answer.json = exchange::jsonOf(report);
        answer.text = report.title + ", " + report.subtitle + '\n';
        for (const auto& field : report.fields)
            answer.text += field.title + ": " + services::textOf(field.value) + '\n';
        for (const auto& table : report.tables) answer.text += '\n' + textOf(table);
        return answer;
    }
    const ReportFormat format = formatOf(options);
    const auto saved = exchange::saveReport(report, format, options.out, context.options().paper);
    if (!saved) return tl::unexpected(Problem{ExitCode::Refused, "FILE", saved.error(), Json::object()});
    answer.json = {{"file", options.out}, {"format", exchange::ending(format)}, {"report", report.kind}};
    answer.text = report.title + " written to " + options.out + '\n';
    return answer;
}

services::Call analyticsCall() { return Context::call(services::Lane::Analytics); }

struct AccountStatementOptions {
    PeriodOptions period;
    std::string account;
};

void declareAccount(CLI::App& app, AccountStatementOptions& options) {
    addText(app, "account", options.account, "Account id or reference")->required();
    declarePeriod(app, options.period);
}

Answered accountStatement(Context& context, const AccountStatementOptions& options) {
    const auto period = periodOf(context, options.period);
    if (!period) return tl::unexpected(period.error());
    const auto account = context.account(options.account);
    if (!account) return tl::unexpected(account.error());
    const auto report = context.database().reports.accountStatement(*account, *period, analyticsCall());
    if (!report) return problem(report.error());
    if (!*report) return tl::unexpected(unknownAccount(options.account));
    return answer(context, options.period, **report);
}

struct FamilyStatementOptions {
    PeriodOptions period;
    std::int64_t family = 0;
    bool isAll = false;
    std::string text;
};

void declareFamily(CLI::App& app, FamilyStatementOptions& options) {
    addNumber(app, "family", options.family, 1, INT64_MAX, "Family id");
    app.add_flag("--all", options.isAll, "A file for each family into the folder --out");
    addText(app, "--text", options.text, "With --all: words of name, client or id; all must match");
    declarePeriod(app, options.period);
}

Answered allStatements(Context& context, const FamilyStatementOptions& options, const ReportPeriod& period) {
    if (!std::filesystem::is_directory(options.period.out))
        return badInput("--all needs --out with a folder that exists.");
    exchange::StatementBatch batch;
    batch.query.text = options.text;
    batch.period = period;
    batch.folder = options.period.out;
    batch.format = formatOf(options.period);
    const auto count = exchange::saveStatements(context.database().reports, context.database().families, batch,
                                                context.options().paper, analyticsCall());
    if (!count) return problem(count.error());
    Answer answer;
    answer.json = {{"folder", batch.folder}, {"format", exchange::ending(batch.format)}, {"statements", *count}};
    answer.text = std::to_string(*count) + " statements written to " + batch.folder + '\n';
    return answer;
}

Answered familyStatement(Context& context, const FamilyStatementOptions& options) {
    const auto period = periodOf(context, options.period);
    if (!period) return tl::unexpected(period.error());
    if (options.isAll) return allStatements(context, options, *period);
    if (options.family == 0) return badInput("Name a family, or --all.");
    const auto report = context.database().reports.familyStatement(domain::FamilyId(options.family), *period,
                                                                   analyticsCall());
    if (!report) return problem(report.error());
    if (!*report)
        return tl::unexpected(Problem{ExitCode::BadInput, "NO_SUCH_FAMILY",
                                      "There is no family " + std::to_string(options.family) + ".", Json::object()});
    return answer(context, options.period, **report);
}

struct RegisterOptions {
    PeriodOptions period;
    std::int64_t family = 0;
};

void declareRegister(CLI::App& app, RegisterOptions& options) {
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Only this family");
    declarePeriod(app, options.period);
}

std::optional<domain::FamilyId> familyOf(const RegisterOptions& options) {
    if (options.family == 0) return std::nullopt;
    return domain::FamilyId(options.family);
}

using RegisterRun = services::Outcome<Report> (services::ReportService::*)(std::optional<domain::FamilyId>,
                                                                         const ReportPeriod&, const services::Call&);

template <RegisterRun Run>
Answered registerOf(Context& context, const RegisterOptions& options) {
    const auto period = periodOf(context, options.period);
    if (!period) return tl::unexpected(period.error());
    const auto report = (context.database().reports.*Run)(familyOf(options), *period, analyticsCall());
    if (!report) return problem(report.error());
    return answer(context, options.period, *report);
}

} // namespace

void addReportCommands(CommandTable& table) {
    CLI::App& statement = table.group("statement", "Statements for clients: JSON, CSV, workbook, PDF.");
    table.add<AccountStatementOptions>(
        statement, {"account", "Tells what happened on one account.",
                    "1001 --from 2026-01-01 --to 2026-03-31 --out statement.pdf\n1001 --json"},
        declareAccount, accountStatement);
    table.add<FamilyStatementOptions>(
        statement, {"family", "Tells what happened in one family, or in each of all.",
                    "12 --from 2026-01-01 --to 2026-03-31 --out statement.pdf\n"
                    "--all --from 2026-01-01 --to 2026-03-31 --out statements --format xlsx"},
        declareFamily, familyStatement);
    CLI::App& report = table.group("report", "Registers and reports over many accounts.");
    table.add<RegisterOptions>(report,
                               {"growth", "Lists forks and merges, with totals.",
                                "--from 2026-01-01 --to 2026-03-31 --out register.xlsx --format xlsx"},
                               declareRegister, registerOf<&services::ReportService::growthRegister>);
    table.add<RegisterOptions>(report,
                               {"premiums", "Sums premiums and assignments by account.",
                                "--from 2026-03-02 --to 2026-03-06\n--family 12 --json"},
                               declareRegister, registerOf<&services::ReportService::premiumReport>);
}

} // namespace alluse::cli
