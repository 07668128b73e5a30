// account open, status, close: accounts that come, rest and go.

#include "cli/account_commands.h"
#include "cli/json_shapes.h"
#include "cli/policy_options.h"

namespace alluse::cli {
namespace {

struct OpenOptions {
    std::int64_t family = 0;
    std::string type, name, reference;
    std::optional<domain::Money> amount;
    PolicyEdits policy;
    WriteOptions write;
};

void declareOpen(CLI::App& app, OpenOptions& options) {
    addNumber(app, "--family", options.family, 1, INT64_MAX, "Family that gets the account")->required();
    addChoice(app, "--type", options.type, accountTypeWords(), "Type")->required();
    addText(app, "--name", options.name, "Name of the account")->required();
    addText(app, "--reference", options.reference, "The firm's own number; \"A\" and the id when left out");
    addMoney(app, "--amount", options.amount, "Opening balance in dollars; none opens it empty");
    addPolicyOptions(app, options.policy);
    addWriteOptions(app, options.write);
}

Answered open(Context& context, const OpenOptions& options) {
    domain::OpenAccountOrder order;
    order.header = context.header(options.write);
    order.family = domain::FamilyId(options.family);
    order.name = options.name;
    order.reference = options.reference;
    order.type = domain::parseAccountType(options.type).value();
    order.policy = options.policy.applied(domain::Policy::defaultsFor(order.type));
    order.openingAmount = options.amount.value_or(domain::Money());
    const auto outcome =
        context.database().commands.openAccount(order, Context::call(services::Lane::Writes));
    std::string id;
    if (outcome && !outcome->openedAccounts.empty())
        id = " " + std::to_string(outcome->openedAccounts.front().value());
    return receiptAnswer(outcome, order.header, "Account" + id + " is open");
}

struct StatusOptions {
    std::string account, to;
    std::string closeReason;
    WriteOptions write;
};

void declareStatus(CLI::App& app, StatusOptions& options) {
    addText(app, "account", options.account, "Account id or reference")->required();
    addChoice(app, "--to", options.to, accountStatusWords(), "New status")->required();
    addWriteOptions(app, options.write);
}

void declareClose(CLI::App& app, StatusOptions& options) {
    addText(app, "account", options.account, "Account id or reference, with a balance of zero")->required();
    addChoice(app, "--because", options.closeReason, {"CLIENT", "ADMIN"}, "Whose wish it is");
    addWriteOptions(app, options.write);
}

Answered changeStatus(Context& context, const StatusOptions& options, domain::AccountStatus to) {
    const auto account = context.account(options.account);
    if (!account) return tl::unexpected(account.error());
    domain::ChangeStatusOrder order;
    order.header = context.header(options.write);
    order.account = *account;
    order.to = to;
    if (options.closeReason == "ADMIN") order.closeReason = domain::CloseReason::Admin;
    if (options.closeReason == "CLIENT") order.closeReason = domain::CloseReason::Client;
    const auto outcome =
        context.database().commands.changeStatus(order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order.header,
                         "Account " + std::to_string(account->value()) + " is now " +
                             std::string(code(to)));
}

Answered status(Context& context, const StatusOptions& options) {
    return changeStatus(context, options, domain::parseAccountStatus(options.to).value());
}

Answered close(Context& context, const StatusOptions& options) {
    return changeStatus(context, options, domain::AccountStatus::Closed);
}

} // namespace

void addAccountChanges(CommandTable& table, CLI::App& account) {
    table.add<OpenOptions>(account,
                           {"open", "Opens one account in a family, with or without money.",
                            "--family 12 --type REVENUE --name \"Miller Rev 2\" --amount 25000 "
                            "--cash-buffer 7"},
                           declareOpen, open);
    table.add<StatusOptions>(account,
                             {"status", "Sets an account active, inactive, suspended or closed.",
                              "1001 --to SUSPENDED --reason \"Margin call\""},
                             declareStatus, status);
    table.add<StatusOptions>(account,
                             {"close", "Closes an account whose balance is zero.",
                              "1001 --because CLIENT --reason \"Moved to another firm\""},
                             declareClose, close);
}

} // namespace alluse::cli
