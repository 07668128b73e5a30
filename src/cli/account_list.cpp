// account list: every filter and order of the window.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/json_shapes.h"
#include "cli/text_table.h"

#include <array>

namespace alluse::cli {
namespace {

using services::AccountSort;

constexpr std::array<std::pair<const char*, AccountSort>, 9> kSorts{{
    {"id", AccountSort::Id},
    {"name", AccountSort::Name},
    {"client", AccountSort::Client},
    {"type", AccountSort::Type},
    {"status", AccountSort::Status},
    {"balance", AccountSort::Balance},
    {"surplus", AccountSort::Surplus},
    {"available", AccountSort::Available},
    {"activity", AccountSort::LastActivity},
}};

struct ListOptions {
    std::string text;
    std::vector<std::string> types, statuses;
    std::optional<domain::Money> balanceMin, balanceMax, surplusMin;
    std::int64_t family = 0, client = 0;
    std::string sort = "id";
    bool isDescending = false;
    std::int64_t limit = 100;
    std::string after;
};

void declareList(CLI::App& app, ListOptions& options) {
    std::vector<std::string> sorts;
    for (const auto& [word, sort] : kSorts) sorts.emplace_back(word);
    addText(app, "--text", options.text, "Words of name, client, reference or id; all must match");
    addChoices(app, "--type", options.types, accountTypeWords(), "Types");
    addChoices(app, "--status", options.statuses, accountStatusWords(), "Statuses");
    addMoney(app, "--min-balance", options.balanceMin, "Balance at least");
    addMoney(app, "--max-balance", options.balanceMax, "Balance at most");
    addMoney(app, "--min-surplus", options.surplusMin, "Surplus over the baseline at least");
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Accounts of this family id");
    addNumber(app, "--client", options.client, 1, INT64_MAX, "Accounts of this client id");
    addChoice(app, "--sort", options.sort, sorts, "Order");
    app.add_flag("--descending", options.isDescending, "Largest first");
    addNumber(app, "--limit", options.limit, 1, 1'000'000, "Rows at most, 100 when left out");
    addText(app, "--after", options.after, "Go on after \"next\" of the page before");
}

services::AccountQuery queryOf(const ListOptions& options) {
    services::AccountQuery query;
    query.text = options.text;
    for (const auto& word : options.types) query.types.push_back(domain::parseAccountType(word).value());
    for (const auto& word : options.statuses)
        query.statuses.push_back(domain::parseAccountStatus(word).value());
    query.balanceMin = options.balanceMin;
    query.balanceMax = options.balanceMax;
    query.surplusMin = options.surplusMin;
    if (options.family > 0) query.family = domain::FamilyId(options.family);
    if (options.client > 0) query.client = domain::ClientId(options.client);
    for (const auto& [word, sort] : kSorts)
        if (options.sort == word) query.sort = sort;
    query.descending = options.isDescending;
    return query;
}

Answered list(Context& context, const ListOptions& options) {
    const auto query = queryOf(options);
    const std::string order = "account-" + options.sort + (options.isDescending ? "-desc" : "");
    services::PageRequest request;
    if (!options.after.empty()) {
        auto key = parseCursor(options.after, order);
        if (!key) return tl::unexpected(key.error());
        request.after = std::move(*key);
    }
    TextTable table({">Id", "Reference", "Name", "Client", "Type", "Status", ">Balance", ">Available"});
    Json accounts = Json::array();
    do {
        const auto left = options.limit - static_cast<std::int64_t>(accounts.size());
        request.limit = static_cast<int>(std::min<std::int64_t>(left, services::kPageRowsMax));
        auto page = context.database().accounts.page(query, request,
                                                     Context::call(services::Lane::Interactive));
        if (!page) return problem(page.error());
        for (const auto& row : page->rows) {
            accounts.push_back(accountJson(row));
            table.add({std::to_string(row.id.value()), row.reference, row.name, row.clientName,
                       std::string(code(row.type)), std::string(code(row.status)),
                       row.balance.grouped(), row.available.grouped()});
        }
        request.after = std::move(page->next);
    } while (request.after && static_cast<std::int64_t>(accounts.size()) < options.limit);
    Answer answer;
    answer.text = accounts.empty() ? "No account matches.\n" : table.text();
    answer.json = {{"accounts", std::move(accounts)}, {"next", nullptr}};
    if (request.after) {
        answer.json["next"] = cursorText(*request.after, order);
        answer.text += "More follow: --after '" + cursorText(*request.after, order) + "'\n";
    }
    return answer;
}

} // namespace

void addAccountCommands(CommandTable& table) {
    CLI::App& account = table.group("account", "Lists, shows, opens and changes accounts.");
    table.add<ListOptions>(account,
                           {"list", "Lists accounts by any filter and order, page by page.",
                            "--type GENERATION --min-surplus 50000 --sort surplus --descending\n"
                            "--text \"miller trust\" --limit 10 --json"},
                           declareList, list);
}

} // namespace alluse::cli
