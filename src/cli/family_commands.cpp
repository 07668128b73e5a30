// family list, show, open, close.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/json_shapes.h"
#include "cli/text_table.h"
#include "exchange/row_json.h"

#include <array>

namespace alluse::cli {
namespace {

using services::FamilySort;

constexpr std::array<std::pair<const char*, FamilySort>, 5> kSorts{{
    {"id", FamilySort::Id},
    {"name", FamilySort::Name},
    {"client", FamilySort::Client},
    {"balance", FamilySort::Balance},
    {"opened", FamilySort::OpenedOn},
}};

struct ListOptions {
    std::string text, sort = "id", after;
    bool isDescending = false;
    std::int64_t limit = 100;
};

void declareList(CLI::App& app, ListOptions& options) {
    std::vector<std::string> sorts;
    for (const auto& [word, sort] : kSorts) sorts.emplace_back(word);
    addText(app, "--text", options.text, "Words of name or client; all must match");
    addChoice(app, "--sort", options.sort, sorts, "Order");
    app.add_flag("--descending", options.isDescending, "Largest first");
    addNumber(app, "--limit", options.limit, 1, kListRowsMax, "Rows at most, 100 when left out");
    addText(app, "--after", options.after, "Go on after \"next\" of the page before");
}

Answered list(Context& context, const ListOptions& options) {
    services::FamilyQuery query;
    query.text = options.text;
    query.descending = options.isDescending;
    for (const auto& [word, sort] : kSorts)
        if (options.sort == word) query.sort = sort;
    TextTable table({">Id", "Name", "Client", "Template", ">Open", ">Closed", ">Balance"});
    ListAnswer answer{"families", "family-" + options.sort + (options.isDescending ? "-desc" : ""),
                      options.limit, options.after};
    return answer.fill<services::FamilyRow>(
        [&](const services::PageRequest& request) {
            return context.database().families.page(query, request,
                                                    Context::call(services::Lane::Interactive));
        },
        [](const services::FamilyRow& row) { return exchange::jsonOf(row); },
        [&](const services::FamilyRow& row) {
            table.add({std::to_string(row.id.value()), row.name, row.clientName, row.templateName,
                       std::to_string(row.accountsOpen), std::to_string(row.accountsClosed),
                       row.balance.grouped()});
        },
        [&](bool isEmpty) { return isEmpty ? "No family matches.\n" : table.text(); });
}

struct ShowOptions {
    std::int64_t family = 0;
};

void declareShow(CLI::App& app, ShowOptions& options) {
    addNumber(app, "family", options.family, 1, INT64_MAX, "Family id")->required();
}

Answered show(Context& context, const ShowOptions& options) {
    const auto lane = Context::call(services::Lane::Interactive);
    const domain::FamilyId id(options.family);
    const auto found = context.database().families.find(id, lane);
    if (!found) return problem(found.error());
    if (!*found)
        return tl::unexpected(Problem{ExitCode::Refused, "UNKNOWN_FAMILY",
                                      "There is no family " + std::to_string(options.family) + ".",
                                      Json{{"field", "family"}}});
    services::AccountQuery query;
    query.family = id;
    services::PageRequest request;
    request.limit = services::kPageRowsMax;
    Answer answer;
    answer.json = exchange::jsonOf(**found);
    answer.json["accounts"] = Json::array();
    TextTable table({">Id", "Reference", "Name", "Type", "Status", ">Balance", ">Available"});
    do {
        auto page = context.database().accounts.page(query, request, lane);
        if (!page) return problem(page.error());
        for (const auto& row : page->rows) {
            answer.json["accounts"].push_back(exchange::jsonOf(row));
            table.add({std::to_string(row.id.value()), row.reference, row.name,
                       std::string(code(row.type)), std::string(code(row.status)),
                       row.balance.grouped(), row.available.grouped()});
        }
        request.after = std::move(page->next);
    } while (request.after);
    answer.text = (*found)->name + " of " + (*found)->clientName + ", opened on " +
                  (*found)->openedOn.text() + ", " + (*found)->balance.grouped() + "\n\n" + table.text();
    return answer;
}

struct OpenOptions {
    std::string name, client, clientReference, contact, templateName = "moderate";
    std::int64_t clientId = 0;
    std::optional<domain::Money> capital;
    WriteOptions write;
};

void declareOpen(CLI::App& app, OpenOptions& options) {
    std::vector<std::string> templates;
    for (const auto& known : domain::shippedTemplates()) templates.push_back(known.name);
    addText(app, "--name", options.name, "Name of the family")->required();
    addMoney(app, "--capital", options.capital, "Dollars to split over the three accounts")->required();
    CLI::Option* client = addText(app, "--client", options.client, "Name of a new client");
    CLI::Option* known =
        addNumber(app, "--client-id", options.clientId, 1, INT64_MAX, "A client that exists");
    client->excludes(known);
    addText(app, "--client-reference", options.clientReference, "The new client's own number")->needs(client);
    addText(app, "--contact", options.contact, "How to reach the new client")->needs(client);
    addChoice(app, "--template", options.templateName, templates, "Policies, moderate when left out");
    addWriteOptions(app, options.write);
}

Answered open(Context& context, const OpenOptions& options) {
    domain::OpenFamilyOrder order;
    order.header = context.header(options.write);
    if (options.clientId > 0)
        order.client = domain::ClientId(options.clientId);
    else if (!options.client.empty())
        order.client =
            domain::NewClient{options.client, options.clientReference, options.contact, {}};
    else
        return badInput("Name the client: --client NAME for a new one, --client-id N for one that exists.");
    order.familyName = options.name;
    order.capital = options.capital.value();
    order.templateName = options.templateName;
    const auto outcome =
        context.database().commands.openFamily(order, Context::call(services::Lane::Writes));
    std::string id;
    if (outcome && outcome->family) id = " " + std::to_string(outcome->family->value());
    return receiptAnswer(outcome, order.header, "Family" + id + " is open");
}

struct CloseOptions {
    std::int64_t family = 0;
    WriteOptions write;
};

void declareClose(CLI::App& app, CloseOptions& options) {
    addNumber(app, "family", options.family, 1, INT64_MAX, "Family id")->required();
    addWriteOptions(app, options.write);
}

Answered close(Context& context, const CloseOptions& options) {
    domain::CloseFamilyOrder order;
    order.header = context.header(options.write);
    order.family = domain::FamilyId(options.family);
    const auto outcome =
        context.database().commands.closeFamily(order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order.header,
                         "Family " + std::to_string(options.family) + " is paid out and closed");
}

} // namespace

void addFamilyCommands(CommandTable& table) {
    CLI::App& family = table.group("family", "Lists, shows, opens and closes families.");
    table.add<ListOptions>(family,
                           {"list", "Lists families page by page.", "--sort balance --descending --limit 10"},
                           declareList, list);
    table.add<ShowOptions>(family, {"show", "Shows a family with its accounts.", "12 --json"},
                           declareShow, show);
    table.add<OpenOptions>(family,
                           {"open", "Opens a family: client, three accounts, capital split by template.",
                            "--name Miller --client \"Miller Trust\" --capital 250000 --template moderate"},
                           declareOpen, open);
    table.add<CloseOptions>(family,
                            {"close", "Pays every account out whole and closes them all (manager).",
                             "12 --reason \"The client left\""},
                            declareClose, close);
}

} // namespace alluse::cli
