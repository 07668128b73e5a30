// export: accounts, families and the ledger as CSV, JSON or a workbook, to a file; the first two to
// standard output as well.

#include "cli/account_filter.h"
#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "exchange/atomic_file.h"
#include "exchange/table_export.h"
#include "exchange/table_file.h"

#include <iostream>

namespace alluse::cli {
namespace {

using exchange::TableExport;
using services::Outcome;

struct TargetOptions {
    std::string out;
    std::string format = "csv";
};

void declareTarget(CLI::App& app, TargetOptions& options) {
    addText(app, "--out", options.out, "File to write, or - for standard output")->required();
    addChoice(app, "--format", options.format, {"csv", "json", "xlsx"}, "csv when left out");
}

using Run = std::function<Outcome<std::int64_t>(const TableExport&)>;

Answer written(const TargetOptions& options, std::int64_t rows, const std::string& noun) {
    Answer answer;
    answer.json = {{"file", options.out}, {"format", options.format}, {"rows", rows}};
    answer.text = std::to_string(rows) + ' ' + noun + " written to " + options.out + '\n';
    return answer;
}

Answered exportWorkbook(const TargetOptions& options, const std::string& noun, const Run& run) {
    if (options.out == "-") return badInput("--out - cannot take a workbook; name a file.");
    auto book = exchange::createWorkbook(options.out, noun);
    if (!book) return badInput("--out: " + book.error());
    TableExport target;
    target.table = book->get();
    const auto rows = run(target);
    if (!rows) return problem(rows.error());
    if (auto saved = (*book)->commit(); !saved)
        return tl::unexpected(Problem{ExitCode::Refused, "FILE", saved.error(), Json::object()});
    return written(options, *rows, noun);
}

// `run` writes the table to the target it is given and says how many rows it has.
Answered exportTo(Context& context, const TargetOptions& options, const std::string& noun,
                  const Run& run) {
    const bool isStandardOutput = options.out == "-";
    if (options.format == "xlsx") return exportWorkbook(options, noun, run);
    const auto format = exchange::parseTableFormat(options.format).value();
    if (isStandardOutput && context.options().isJson && format != exchange::TableFormat::Json)
        return badInput("--out - with --json needs --format json: standard output holds one object.");
    if (isStandardOutput) {
        const auto rows = run({format, [](std::string_view part) {
                                   std::cout.write(part.data(), static_cast<std::streamsize>(part.size()));
                               }});
        if (!rows) return problem(rows.error());
        Answer answer;
        answer.isPrinted = true;
        return answer;
    }
    auto file = exchange::AtomicFile::create(options.out);
    if (!file) return badInput("--out: " + file.error());
    const auto rows = run({format, [&](std::string_view part) { file->write(part); }});
    if (!rows) return problem(rows.error());
    if (auto saved = file->commit(); !saved)
        return tl::unexpected(Problem{ExitCode::Refused, "FILE", saved.error(), Json::object()});
    return written(options, *rows, noun);
}

services::Call batchCall() { return Context::call(services::Lane::Batch); }

struct AccountOptions {
    TargetOptions target;
    AccountFilter filter;
};

void declareAccounts(CLI::App& app, AccountOptions& options) {
    declareTarget(app, options.target);
    addAccountFilter(app, options.filter);
}

Answered accounts(Context& context, const AccountOptions& options) {
    const services::AccountQuery query = queryOf(options.filter);
    return exportTo(context, options.target, "accounts", [&](const TableExport& target) {
        return exchange::exportAccounts(context.database().accounts, query, target, batchCall());
    });
}

struct FamilyOptions {
    TargetOptions target;
    std::string text;
};

void declareFamilies(CLI::App& app, FamilyOptions& options) {
    declareTarget(app, options.target);
    addText(app, "--text", options.text, "Words of name, client or id; all must match");
}

Answered families(Context& context, const FamilyOptions& options) {
    services::FamilyQuery query;
    query.text = options.text;
    return exportTo(context, options.target, "families", [&](const TableExport& target) {
        return exchange::exportFamilies(context.database().families, query, target, batchCall());
    });
}

struct LedgerOptions {
    TargetOptions target;
    std::string account, text;
    std::int64_t family = 0;
    std::optional<domain::Date> from, to;
    std::vector<std::string> types;
};

std::vector<std::string> transactionWords() {
    std::vector<std::string> words;
    for (const auto& rule : domain::transactionRules()) words.emplace_back(rule.code);
    return words;
}

void declareLedger(CLI::App& app, LedgerOptions& options) {
    declareTarget(app, options.target);
    addText(app, "--account", options.account, "Postings of this account, id or reference");
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Postings of this family id");
    addDate(app, "--from", options.from, "First business date");
    addDate(app, "--to", options.to, "Last business date");
    addChoices(app, "--type", options.types, transactionWords(), "Transaction types");
    addText(app, "--text", options.text, "Words of note, account or command id");
}

Answered ledger(Context& context, const LedgerOptions& options) {
    services::LedgerQuery query;
    query.descending = false; // a file is read from the oldest on
    query.text = options.text;
    query.from = options.from;
    query.to = options.to;
    if (!options.account.empty()) {
        const auto account = context.account(options.account);
        if (!account) return tl::unexpected(account.error());
        query.account = *account;
    }
    if (options.family > 0) query.family = domain::FamilyId(options.family);
    for (const auto& word : options.types)
        query.types.push_back(domain::parseTransactionType(word).value());
    return exportTo(context, options.target, "postings", [&](const TableExport& target) {
        return exchange::exportLedger(context.database().entries, query, target, batchCall());
    });
}

} // namespace

void addExportCommands(CommandTable& table) {
    CLI::App& group = table.group("export", "Writes tables as CSV, JSON or a workbook.");
    table.add<AccountOptions>(group,
                              {"accounts", "Exports accounts with their balances.",
                               "--out accounts.csv --type COMPOUNDING\n--out - --format json\n--out accounts.xlsx --format xlsx"},
                              declareAccounts, accounts);
    table.add<FamilyOptions>(group, {"families", "Exports families with their totals.", "--out families.csv"},
                             declareFamilies, families);
    table.add<LedgerOptions>(group,
                             {"ledger", "Exports postings, the oldest first.",
                              "--out march.csv --from 2026-03-01 --to 2026-03-31 --account 1001"},
                             declareLedger, ledger);
}

} // namespace alluse::cli
