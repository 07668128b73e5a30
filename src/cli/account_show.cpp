// account show: the figures, the policy and the latest postings of one account.

#include "cli/account_commands.h"
#include "cli/command_groups.h"
#include "cli/json_shapes.h"
#include "cli/policy_options.h"
#include "cli/text_table.h"
#include "exchange/row_json.h"

namespace alluse::cli {
namespace {

struct ShowOptions {
    std::string account;
    std::optional<domain::Date> asOf;
    std::optional<domain::Timestamp> knownAt;
    std::int64_t postings = 10;
};

void declareShow(CLI::App& app, ShowOptions& options) {
    addText(app, "account", options.account, "Account id or reference")->required();
    CLI::Option* asOf = addDate(app, "--as-of", options.asOf, "Also the balance at the end of this day");
    addTime(app, "--known-at", options.knownAt, "As it was known then, in UTC")->needs(asOf);
    addNumber(app, "--postings", options.postings, 0, services::kPageRowsMax,
              "Latest postings to show, 10 when left out");
}

Json accountDetailsJson(const services::AccountDetails& details) {
    const domain::Account& account = details.account;
    const auto& balances = account.balances;
    Json json{{"id", account.id.value()},
              {"reference", account.reference},
              {"name", account.name},
              {"clientId", account.clientId.value()},
              {"client", details.clientName},
              {"familyId", account.familyId.value()},
              {"family", details.familyName},
              {"type", code(account.type)},
              {"status", code(account.status)},
              {"balanceCents", account.balance().cents()},
              {"cashCents", balances.cash().cents()},
              {"contractsCents", balances.of(domain::Sleeve::Contracts).cents()},
              {"leapsCents", balances.of(domain::Sleeve::Leaps).cents()},
              {"taxReserveCents", balances.of(domain::Sleeve::TaxReserve).cents()},
              {"baselineCents", account.baseline.cents()},
              {"surplusCents", account.surplus().cents()},
              {"bufferCents", account.buffer().cents()},
              {"availableCents", account.available().cents()},
              {"openedOn", account.openedOn.text()},
              {"lastActivityOn", details.lastActivityOn ? Json(details.lastActivityOn->text()) : Json()},
              {"parent", account.parent ? Json(account.parent->value()) : Json()},
              {"depth", account.depth},
              {"version", account.version}};
    if (account.closeReason) json["closeReason"] = code(*account.closeReason);
    if (account.mergedInto) json["mergedInto"] = account.mergedInto->value();
    json["policyVersion"] = account.policyVersion;
    json["policy"] = policyJson(account.policy);
    return json;
}

std::string accountDetailsText(const services::AccountDetails& details) {
    const domain::Account& account = details.account;
    TextTable table({"Account " + std::to_string(account.id.value()), ">" + account.reference});
    table.add({"Name", account.name});
    table.add({"Client", details.clientName});
    table.add({"Family", details.familyName + " (" + std::to_string(account.familyId.value()) + ")"});
    table.add({"Type, status", std::string(code(account.type)) + ", " + std::string(code(account.status))});
    if (account.closeReason) table.add({"Closed because", std::string(code(*account.closeReason))});
    if (!details.parentName.empty()) table.add({"Forked from", details.parentName});
    table.add({"Opened on", account.openedOn.text()});
    table.add({"Balance", account.balance().grouped()});
    table.add({"Cash", account.balances.cash().grouped()});
    table.add({"Allocated", account.balances.allocated().grouped()});
    table.add({"Baseline", account.baseline.grouped()});
    table.add({"Surplus", account.surplus().grouped()});
    table.add({"Buffer", account.buffer().grouped()});
    table.add({"Available", account.available().grouped()});
    return table.text();
}

Answered show(Context& context, const ShowOptions& options) {
    const auto lane = Context::call(services::Lane::Interactive);
    const auto id = context.account(options.account);
    if (!id) return tl::unexpected(id.error());
    const auto details = context.database().accounts.details(*id, lane);
    if (!details) return problem(details.error());
    if (!*details) return tl::unexpected(unknownAccount(options.account));
    Answer answer;
    answer.json = accountDetailsJson(**details);
    answer.text = accountDetailsText(**details);
    if (options.asOf) {
        const auto balance =
            context.database().accounts.balanceAsOf(*id, *options.asOf, options.knownAt, lane);
        if (!balance) return problem(balance.error());
        answer.json["asOf"] = {{"date", options.asOf->text()},
                               {"knownAt", options.knownAt ? Json(options.knownAt->text()) : Json()},
                               {"balanceCents", balance->cents()}};
        answer.text += "\nBalance at the end of " + options.asOf->text() +
                       (options.knownAt ? ", as known at " + options.knownAt->text() : "") + ": " +
                       balance->grouped() + '\n';
    }
    answer.text += '\n' + policyText((*details)->account.policy, (*details)->account.type);
    answer.json["postings"] = Json::array();
    if (options.postings == 0) return answer;
    services::LedgerQuery query;
    query.account = *id;
    services::PageRequest request;
    request.limit = static_cast<int>(options.postings);
    const auto page = context.database().entries.page(query, request, lane);
    if (!page) return problem(page.error());
    for (const auto& row : page->rows) answer.json["postings"].push_back(exchange::jsonOf(row));
    if (!page->rows.empty()) answer.text += '\n' + postingsText(page->rows, false);
    return answer;
}

} // namespace

void addAccountShow(CommandTable& table, CLI::App& account) {
    table.add<ShowOptions>(account,
                           {"show", "Shows one account: figures, policy, latest postings.",
                            "1001\n"
                            "ref:GEN-7 --as-of 2026-03-31 --known-at 2026-04-02T16:00:00Z --json"},
                           declareShow, show);
}

void addAccountCommands(CommandTable& table) {
    CLI::App& account = table.group("account", "Lists, shows, opens and changes accounts.");
    addAccountList(table, account);
    addAccountShow(table, account);
    addAccountChanges(table, account);
    addAccountPolicy(table, account);
}

} // namespace alluse::cli
