// account list: every filter and order of the window.

#include "cli/account_commands.h"
#include "cli/account_filter.h"
#include "cli/json_shapes.h"
#include "cli/text_table.h"
#include "exchange/row_json.h"

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
    AccountFilter filter;
    std::string sort = "id";
    bool isDescending = false;
    std::int64_t limit = 100;
    std::string after;
};

void declareList(CLI::App& app, ListOptions& options) {
    std::vector<std::string> sorts;
    for (const auto& [word, sort] : kSorts) sorts.emplace_back(word);
    addAccountFilter(app, options.filter);
    addChoice(app, "--sort", options.sort, sorts, "Order");
    app.add_flag("--descending", options.isDescending, "Largest first");
    addNumber(app, "--limit", options.limit, 1, kListRowsMax, "Rows at most, 100 when left out");
    addText(app, "--after", options.after, "Go on after \"next\" of the page before");
}

services::AccountQuery queryOf(const ListOptions& options) {
    services::AccountQuery query = queryOf(options.filter);
    for (const auto& [word, sort] : kSorts)
        if (options.sort == word) query.sort = sort;
    query.descending = options.isDescending;
    return query;
}

Answered list(Context& context, const ListOptions& options) {
    const auto query = queryOf(options);
    TextTable table({">Id", "Reference", "Name", "Client", "Type", "Status", ">Balance", ">Available"});
    const ListAnswer answer{"accounts",
                            "account-" + options.sort + (options.isDescending ? "-desc" : ""),
                            options.limit, options.after};
    return answer.fill<services::AccountRow>(
        [&](const services::PageRequest& request) {
            return context.database().accounts.page(query, request,
                                                    Context::call(services::Lane::Interactive));
        },
        [](const services::AccountRow& row) { return exchange::jsonOf(row); },
        [&](const services::AccountRow& row) {
            table.add({std::to_string(row.id.value()), row.reference, row.name, row.clientName,
                       std::string(code(row.type)), std::string(code(row.status)),
                       row.balance.grouped(), row.available.grouped()});
        },
        [&](bool isEmpty) { return isEmpty ? "No account matches.\n" : table.text(); });
}

} // namespace

void addAccountList(CommandTable& table, CLI::App& account) {
    table.add<ListOptions>(account,
                           {"list", "Lists accounts by any filter and order, page by page.",
                            "--type GENERATION --min-surplus 50000 --sort surplus --descending\n"
                            "--text \"miller trust\" --limit 10 --json"},
                           declareList, list);
}

} // namespace alluse::cli
