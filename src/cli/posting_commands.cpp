// post, transfer, reverse: money that moves.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/json_shapes.h"

namespace alluse::cli {
namespace {

std::vector<std::string> handTypeWords() {
    std::vector<std::string> words;
    for (const auto& rule : domain::transactionRules())
        if (rule.mayBePostedByHand) words.emplace_back(rule.code);
    return words;
}

struct PostOptions {
    std::string account;
    std::string type;
    std::optional<domain::Money> amount;
    domain::TradeDetails trade;
    std::int64_t contracts = 0;
    WriteOptions write;
};

void declarePost(CLI::App& app, PostOptions& options) {
    addText(app, "--account", options.account, "Account id or reference")->required();
    addChoice(app, "--type", options.type, handTypeWords(), "What it is")->required();
    addMoney(app, "--amount", options.amount,
             "Dollars without a sign; TRADE_ASSIGNMENT and ADJUSTMENT may be negative")
        ->required();
    addText(app, "--underlying", options.trade.underlying, "Of an option trade")->group("Trade");
    addText(app, "--option-symbol", options.trade.optionSymbol, "OSI symbol, 21 characters")->group("Trade");
    addNumber(app, "--contracts", options.contracts, 0, 1'000'000, "Contracts traded")->group("Trade");
    addDate(app, "--trade-date", options.trade.tradeDate, "Day of the trade")->group("Trade");
    addWriteOptions(app, options.write);
}

Answered post(Context& context, const PostOptions& options) {
    const auto account = context.account(options.account);
    if (!account) return tl::unexpected(account.error());
    domain::PostOrder order;
    order.header = context.header(options.write);
    order.account = *account;
    order.type = domain::parseTransactionType(options.type).value();
    order.amount = options.amount.value();
    auto trade = options.trade;
    trade.contracts = static_cast<std::int32_t>(options.contracts);
    if (trade != domain::TradeDetails{}) order.trade = trade;
    const auto outcome = context.database().commands.post(order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order.header,
                         options.type + " of " + order.amount.grouped() + " on account " +
                             std::to_string(account->value()) + " is done");
}

struct TransferOptions {
    std::string source, target;
    std::optional<domain::Money> amount;
    WriteOptions write;
};

void declareTransfer(CLI::App& app, TransferOptions& options) {
    addText(app, "--from", options.source, "Account that pays, id or reference")->required();
    addText(app, "--to", options.target, "Account of the same family that receives")->required();
    addMoney(app, "--amount", options.amount, "Dollars")->required();
    addWriteOptions(app, options.write);
}

Answered transfer(Context& context, const TransferOptions& options) {
    const auto source = context.account(options.source);
    if (!source) return tl::unexpected(source.error());
    const auto target = context.account(options.target);
    if (!target) return tl::unexpected(target.error());
    domain::TransferOrder order;
    order.header = context.header(options.write);
    order.source = *source;
    order.target = *target;
    order.amount = options.amount.value();
    const auto outcome =
        context.database().commands.transfer(order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order.header,
                         "Transfer of " + order.amount.grouped() + " from account " +
                             std::to_string(source->value()) + " to account " +
                             std::to_string(target->value()) + " is done");
}

struct ReverseOptions {
    std::int64_t entry = 0;
    WriteOptions write;
};

void declareReverse(CLI::App& app, ReverseOptions& options) {
    addNumber(app, "entry", options.entry, 1, INT64_MAX, "Number of the entry to take back")->required();
    addWriteOptions(app, options.write);
}

Answered reverse(Context& context, const ReverseOptions& options) {
    domain::ReverseOrder order;
    order.header = context.header(options.write);
    order.entry = domain::EntryId(options.entry);
    const auto outcome =
        context.database().commands.reverse(order, Context::call(services::Lane::Writes));
    return receiptAnswer(outcome, order.header,
                         "Reversal of entry " + std::to_string(options.entry) + " is done");
}

} // namespace

void addPostingCommands(CommandTable& table) {
    table.add<PostOptions>(
        table.root(),
        {"post", "Posts a deposit, withdrawal, premium, assignment, fee, interest or adjustment.",
         "--account 1001 --type DEPOSIT --amount 2500.00 --note \"Quarterly contribution\"\n"
         "--account 1001 --type TRADE_PREMIUM --amount 310 --underlying SPY --contracts 2"},
        declarePost, post);
    table.add<TransferOptions>(table.root(),
                               {"transfer", "Moves cash between two accounts of a family.",
                                "--from 1001 --to 1002 --amount 1000.00"},
                               declareTransfer, transfer);
    table.add<ReverseOptions>(table.root(),
                              {"reverse", "Takes a whole entry back by posting its opposite.",
                               "4711 --reason \"Posted to the wrong account\""},
                              declareReverse, reverse);
}

} // namespace alluse::cli
