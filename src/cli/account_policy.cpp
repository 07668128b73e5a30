// account policy show, set: the typed parameters of one account.

#include "cli/account_commands.h"
#include "cli/json_shapes.h"
#include "cli/policy_options.h"

namespace alluse::cli {
namespace {

struct PolicyOptions {
    std::string account;
    PolicyEdits edits;
    WriteOptions write;
};

void declareShow(CLI::App& app, PolicyOptions& options) {
    addText(app, "account", options.account, "Account id or reference")->required();
}

void declareSet(CLI::App& app, PolicyOptions& options) {
    declareShow(app, options);
    addPolicyOptions(app, options.edits);
    addWriteOptions(app, options.write);
}

domain::Result<domain::Account, Problem> accountOf(Context& context, const std::string& text) {
    const auto id = context.account(text);
    if (!id) return tl::unexpected(id.error());
    auto account = context.database().accounts.find(*id, Context::call(services::Lane::Interactive));
    if (!account) return problem(account.error());
    if (!*account) return tl::unexpected(unknownAccount(text));
    return std::move(**account);
}

Answered show(Context& context, const PolicyOptions& options) {
    const auto account = accountOf(context, options.account);
    if (!account) return tl::unexpected(account.error());
    Answer answer;
    answer.json = {{"account", account->id.value()},
                   {"type", code(account->type)},
                   {"version", account->policyVersion},
                   {"policy", policyJson(account->policy)}};
    answer.text = policyText(account->policy, account->type) + "Version " +
                  std::to_string(account->policyVersion) + '\n';
    return answer;
}

Answered set(Context& context, const PolicyOptions& options) {
    if (options.edits.isEmpty())
        return badInput("Say what to change, such as --cash-buffer 7. See \"alluse-cli account "
                        "policy set --help\".");
    const auto account = accountOf(context, options.account);
    if (!account) return tl::unexpected(account.error());
    domain::ChangePolicyOrder order;
    order.header = context.header(options.write);
    order.account = account->id;
    order.policy = options.edits.applied(account->policy);
    order.fromVersion = account->policyVersion;
    const auto send = [&] {
        return context.database().commands.changePolicy(order, Context::call(services::Lane::Writes));
    };
    auto outcome = send();
    // Sent again after it was done, the command meets its own new version; the one before it was
    // made from has the same content and so gets its first answer.
    const bool mayBeRepeated = !options.write.commandId.isNone() && order.fromVersion > 1 && !outcome &&
                               outcome.error().refusal &&
                               outcome.error().refusal->code == domain::RefusalCode::CommandIdReused;
    if (mayBeRepeated) {
        --order.fromVersion;
        outcome = send();
    }
    return receiptAnswer(outcome, order.header,
                         "The policy of account " + std::to_string(account->id.value()) +
                             " is changed");
}

} // namespace

void addAccountPolicy(CommandTable& table, CLI::App& account) {
    CLI::App& policy = table.group(account, "policy", "Shows and changes the policy of an account.");
    table.add<PolicyOptions>(policy, {"show", "Shows every parameter of the policy.", "1001 --json"},
                             declareShow, show);
    table.add<PolicyOptions>(policy,
                             {"set", "Changes parameters; the old version is kept.",
                              "1001 --cash-buffer 7 --fork-threshold 60000 --reason \"Agreed in May\""},
                             declareSet, set);
}

} // namespace alluse::cli
