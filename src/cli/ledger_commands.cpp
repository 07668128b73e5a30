// ledger list, period lock, command show, client list: what happened, and when it may.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/json_shapes.h"
#include "cli/text_table.h"
#include "exchange/row_json.h"

namespace alluse::cli {
namespace {

struct ListOptions {
    std::string account, text, after;
    std::int64_t family = 0, limit = 100;
    std::optional<domain::Date> from, to;
    std::vector<std::string> types;
    bool isAscending = false;
};

void declareList(CLI::App& app, ListOptions& options) {
    std::vector<std::string> types;
    for (const auto& rule : domain::transactionRules()) types.emplace_back(rule.code);
    addText(app, "--account", options.account, "Postings of this account, id or reference");
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Postings of this family id");
    addDate(app, "--from", options.from, "First business date");
    addDate(app, "--to", options.to, "Last business date");
    addChoices(app, "--type", options.types, types, "Types");
    addText(app, "--text", options.text, "Words of note or account name, or a command id");
    app.add_flag("--ascending", options.isAscending, "Oldest first");
    addNumber(app, "--limit", options.limit, 1, kListRowsMax, "Rows at most, 100 when left out");
    addText(app, "--after", options.after, "Go on after \"next\" of the page before");
}

Answered list(Context& context, const ListOptions& options) {
    services::LedgerQuery query;
    if (!options.account.empty()) {
        const auto account = context.account(options.account);
        if (!account) return tl::unexpected(account.error());
        query.account = *account;
    }
    if (options.family > 0) query.family = domain::FamilyId(options.family);
    query.from = options.from;
    query.to = options.to;
    for (const auto& word : options.types)
        query.types.push_back(domain::parseTransactionType(word).value());
    query.text = options.text;
    query.descending = !options.isAscending;
    std::vector<services::PostingRow> rows;
    ListAnswer answer{"postings", options.isAscending ? "ledger" : "ledger-desc", options.limit,
                      options.after};
    return answer.fill<services::PostingRow>(
        [&](const services::PageRequest& request) {
            return context.database().entries.page(query, request,
                                                   Context::call(services::Lane::Interactive));
        },
        [](const services::PostingRow& row) { return exchange::jsonOf(row); },
        [&](const services::PostingRow& row) {
            if (!context.options().isJson) rows.push_back(row);
        },
        [&](bool isEmpty) { return isEmpty ? "No posting matches.\n" : postingsText(rows, true); });
}

struct LockOptions {
    std::optional<domain::Date> through;
    WriteOptions write;
};

void declareLock(CLI::App& app, LockOptions& options) {
    addDate(app, "--through", options.through, "Last day of the closed period")->required();
    addText(app, "--reason", options.write.reason, "Why, for the audit")->required();
    addChoice(app, "--as-role", options.write.role, roleWords(), "Role to act in");
    addCommandId(app, "--command-id", options.write.commandId,
                 "The same command again after an unknown outcome; a fresh id when left out");
}

Answered lock(Context& context, const LockOptions& options) {
    auto& database = context.database();
    const domain::Date through = options.through.value();
    const bool isClosed = database.status.closedThrough == through;
    const domain::ClosePeriodOrder order{context.header(options.write), through};
    const auto outcome = database.commands.closePeriod(order, Context::call(services::Lane::Writes));
    if (!outcome) return receiptAnswer(outcome, order.header, {});
    return Answer{{{"commandId", order.header.commandId.text()},
                   {"closedThrough", through.text()},
                   {"alreadyDone", outcome->wasAlreadyDone || isClosed}},
                  "The period is closed through " + through.text() + '\n'};
}

struct CommandOptions {
    domain::CommandId id;
};

void declareCommand(CLI::App& app, CommandOptions& options) {
    addCommandId(app, "id", options.id, "The command id that was printed or given")->required();
}

Answered showCommand(Context& context, const CommandOptions& options) {
    const auto found =
        context.database().commands.resolve(options.id, Context::call(services::Lane::Interactive));
    if (!found) return problem(found.error());
    const std::string name = "Command " + options.id.text();
    if (!*found)
        return Answer{{{"commandId", options.id.text()}, {"state", "NEVER_ARRIVED"}},
                      name + " never arrived; it may be sent again\n", ExitCode::Refused};
    const auto& outcome = **found;
    if (!outcome) {
        Answer answer{{{"commandId", options.id.text()}, {"state", "REFUSED"}},
                      name + " was refused: " + services::describe(outcome.error()) + '\n',
                      ExitCode::Refused};
        answer.json["error"] = errorJson(problemOf(outcome.error()))["error"];
        return answer;
    }
    Answer answer;
    answer.json = {{"commandId", options.id.text()}, {"state", "DONE"}};
    answer.json.update(receiptJson(*outcome, options.id));
    answer.text = name + " is done";
    if (outcome->entry) answer.text += ", entry " + std::to_string(outcome->entry->value());
    answer.text += ", recorded at " + outcome->recordedAt.text() + '\n';
    return answer;
}

struct ClientOptions {
    std::string text;
    std::int64_t limit = 100;
};

void declareClients(CLI::App& app, ClientOptions& options) {
    addText(app, "--text", options.text, "Part of the name");
    addNumber(app, "--limit", options.limit, 1, services::kPageRowsMax, "Rows at most, 100 when left out");
}

Answered listClients(Context& context, const ClientOptions& options) {
    const auto found = context.database().families.findClients(
        options.text, static_cast<int>(options.limit), Context::call(services::Lane::Interactive));
    if (!found) return problem(found.error());
    Json clients = Json::array();
    TextTable table({">Id", "Name", "Reference", "Contact"});
    for (const auto& row : *found) {
        clients.push_back({{"id", row.id.value()},
                           {"name", row.name},
                           {"reference", row.externalReference},
                           {"contact", row.contact},
                           {"notes", row.notes}});
        table.add({std::to_string(row.id.value()), row.name, row.externalReference, row.contact});
    }
    return Answer{{{"clients", std::move(clients)}},
                  found->empty() ? "No client matches.\n" : table.text()};
}

} // namespace

void addLedgerCommands(CommandTable& table) {
    CLI::App& ledger = table.group("ledger", "Shows what was posted.");
    table.add<ListOptions>(ledger,
                           {"list", "Lists postings by any filter, newest first.",
                            "--account 1001 --from 2026-01-01 --to 2026-03-31 --type DEPOSIT,WITHDRAWAL"},
                           declareList, list);
    CLI::App& period = table.group("period", "Closes periods.");
    table.add<LockOptions>(period,
                           {"lock", "Closes the books through a day (manager); nothing is posted before it.",
                            "--through 2026-03-31 --reason \"Quarter is reported\""},
                           declareLock, lock);
    CLI::App& command = table.group("command", "Tells what became of a command.");
    table.add<CommandOptions>(command,
                              {"show", "Says whether a command was done, was refused or never arrived.",
                               "3f0c7a52-6d0e-4c39-9f5b-0a2f6a4f7d11 --json"},
                              declareCommand, showCommand);
    CLI::App& client = table.group("client", "Lists clients.");
    table.add<ClientOptions>(client, {"list", "Lists clients by name.", "--text miller"}, declareClients,
                             listClients);
}

} // namespace alluse::cli
