// Orders that move or bring in money: open, post, transfer.

#include "domain/planning.h"

#include "domain/allocation.h"
#include "domain/order_checks.h"
#include "domain/order_payload.h"

namespace alluse::domain {

namespace {

// Ties go to Com, then Rev, then Gen (domain rule "Rounding"); the order is Gen, Rev, Com.
constexpr std::array kSplitTies{2, 1, 0};

std::optional<Refusal> checkClient(std::variant<ClientId, NewClient>& client) {
    if (const auto* id = std::get_if<ClientId>(&client)) {
        if (id->isNone()) return because(RefusalCode::UnknownClient, "client");
        return std::nullopt;
    }
    auto& opened = std::get<NewClient>(client);
    if (auto refusal = tidyName(opened.name, "client")) return refusal;
    if (auto refusal = tidyOptionalName(opened.externalReference, "client")) return refusal;
    if (auto refusal = tidyNote(opened.contact, "contact")) return refusal;
    return tidyNote(opened.notes, "notes");
}

Failed<Refusal> refuse(Refusal refusal) { return Failed<Refusal>(std::move(refusal)); }

std::optional<Refusal> checkPolicy(const Policy& policy, AccountType type) {
    const auto broken = violations(policy, type);
    if (broken.empty()) return std::nullopt;
    return because(RefusalCode::PolicyViolated, code(broken.front().field), broken.front().text);
}

// Both sides of a posting whose other side is a system account.
void addWithCounterpart(EntryPlan& plan, PostingPlan posting) {
    const TransactionRule& rule = ruleOf(posting.type);
    const PostingPlan other{*rule.counterpart, posting.type, posting.sleeve,
                            posting.amount.negated(), Money(), std::nullopt};
    plan.postings.push_back(std::move(posting));
    plan.postings.push_back(other);
}

std::optional<Refusal> tidyTrade(PostOrder& order) {
    if (!order.trade) return std::nullopt;
    const bool isTrade = order.type == TransactionType::TradePremium ||
                         order.type == TransactionType::TradeAssignment;
    if (!isTrade)
        return because(RefusalCode::InvalidText, "trade", "only a trade carries option details");
    constexpr std::size_t kOsiLength = 21; // Options Symbology Initiative: 6 + 6 + 1 + 8
    std::string& symbol = order.trade->optionSymbol;
    if (auto refusal = tidyOptionalName(symbol, "symbol")) return refusal;
    if (auto refusal = tidyOptionalName(order.trade->underlying, "symbol")) return refusal;
    if (!symbol.empty() && symbol.size() != kOsiLength)
        return because(RefusalCode::InvalidText, "symbol", "an option symbol has 21 characters");
    if (order.trade->tradeDate && !isPlausible(*order.trade->tradeDate))
        return because(RefusalCode::InvalidDate, "date");
    return std::nullopt;
}

bool hasWrongSign(const PostOrder& order) {
    return ruleOf(order.type).sign != SignRule::Either && order.amount.isNegative();
}

// Trims the texts of the order and makes every check that needs nothing else.
std::optional<Refusal> tidied(PostOrder& order) {
    const TransactionRule& rule = ruleOf(order.type);
    if (auto refusal = tidyHeader(order.header)) return refusal;
    if (auto refusal = tidyTrade(order)) return refusal;
    if (order.amount.isZero()) return because(RefusalCode::InvalidAmount, "amount");
    if (auto refusal = checkDate(order.header)) return refusal;
    if (order.account.value() < kFirstCustomerAccountId)
        return because(RefusalCode::UnknownAccount, "account");
    if (hasWrongSign(order)) return because(RefusalCode::WrongSign, "amount");
    if (!rule.mayBePostedByHand) return because(RefusalCode::WrongTypeForAccount, "type");
    return rule.needsManager ? checkManager(order.header) : checkOverride(order.header);
}

std::optional<Refusal> tidied(TransferOrder& order) {
    if (auto refusal = tidyHeader(order.header)) return refusal;
    if (order.amount.isZero()) return because(RefusalCode::InvalidAmount, "amount");
    if (auto refusal = checkDate(order.header)) return refusal;
    if (order.source.value() < kFirstCustomerAccountId)
        return because(RefusalCode::UnknownAccount, "source");
    if (order.target.value() < kFirstCustomerAccountId)
        return because(RefusalCode::UnknownAccount, "target");
    if (order.amount.isNegative()) return because(RefusalCode::WrongSign, "amount");
    if (order.source == order.target) return because(RefusalCode::SameAccount, "target");
    return checkOverride(order.header);
}

} // namespace

Planned<FamilySplit> splitCapital(Money capital, const std::array<BasisPoints, 3>& shares) {
    if (!capital.isPositive()) return refuse(because(RefusalCode::InvalidAmount, "capital"));
    std::int32_t sum = 0;
    bool isNegative = false;
    for (const BasisPoints share : shares) {
        sum += share.value();
        isNegative = isNegative || share.value() < 0;
    }
    if (sum != BasisPoints::kWhole || isNegative)
        return refuse(because(RefusalCode::PolicyViolated, code(PolicyField::InitialAllocation),
                              "The three initial allocations must sum to 100 %."));
    const auto parts = allocate(capital, shares, kSplitTies);
    FamilySplit split;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (parts[i].isZero() && shares[i].value() > 0)
            return refuse(because(RefusalCode::ShareWithoutCent, "capital"));
        split.parts[i] = parts[i];
    }
    return split;
}

Planned<EntryPlan> planOpenFamily(const OpenFamilyOrder& given) {
    OpenFamilyOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return refuse(*refusal);
    if (auto refusal = checkClient(order.client)) return refuse(*refusal);
    if (auto refusal = tidyName(order.familyName, "familyName")) return refuse(*refusal);
    if (auto refusal = tidyOptionalName(order.templateName, "template")) return refuse(*refusal);
    if (!order.capital.isPositive()) return refuse(because(RefusalCode::InvalidAmount, "capital"));
    if (auto refusal = checkDate(order.header)) return refuse(*refusal);

    std::array<Policy, 3> policies;
    if (order.policies) {
        policies = *order.policies;
    } else if (const PolicyTemplate* known = findTemplate(order.templateName)) {
        policies = known->policies;
    } else {
        return refuse(because(RefusalCode::UnknownTemplate, "template", order.templateName));
    }
    std::array<BasisPoints, 3> shares;
    for (std::size_t i = 0; i < policies.size(); ++i) {
        if (auto refusal = checkPolicy(policies[i], kAccountTypes[i])) return refuse(*refusal);
        shares[i] = policies[i].initialAllocation;
    }
    if (auto refusal = checkOverride(order.header)) return refuse(*refusal);
    const auto split = splitCapital(order.capital, shares);
    if (!split) return refuse(split.error());

    EntryPlan plan = planFor(order.header, CommandKind::OpenFamily, payloadOf(order));
    plan.newFamily = NewFamily{order.familyName, order.client, order.templateName};
    for (std::size_t i = 0; i < policies.size(); ++i) {
        NewAccount account;
        account.name = order.familyName + " " + std::string(shortName(kAccountTypes[i]));
        if (auto refusal = tidyName(account.name, "familyName")) return refuse(*refusal);
        account.type = kAccountTypes[i];
        account.policy = policies[i];
        account.isDesignatedCom = account.type == AccountType::Compounding;
        plan.newAccounts.push_back(std::move(account));
        const Money part = split->parts[i];
        if (part.isZero()) continue; // a 0 % account opens without a posting
        plan.postings.push_back({NewAccountIndex{i}, TransactionType::Opening, Sleeve::Cash, part,
                                 part, std::nullopt});
    }
    plan.postings.push_back({SystemAccount::Opening, TransactionType::Opening, Sleeve::Cash,
                             order.capital.negated(), Money(), std::nullopt});
    return plan;
}

Planned<EntryPlan> planOpenAccount(const OpenAccountOrder& given) {
    OpenAccountOrder order = given;
    auto* newFamily = std::get_if<NewFamily>(&order.family);
    if (auto refusal = tidyHeader(order.header)) return refuse(*refusal);
    if (newFamily) {
        if (auto refusal = checkClient(newFamily->client)) return refuse(*refusal);
        if (auto refusal = tidyName(newFamily->name, "familyName")) return refuse(*refusal);
        if (auto refusal = tidyOptionalName(newFamily->templateName, "template")) return refuse(*refusal);
    }
    if (auto refusal = tidyName(order.name, "name")) return refuse(*refusal);
    if (auto refusal = tidyOptionalName(order.reference, "reference")) return refuse(*refusal);
    if (order.openingAmount.isNegative()) return refuse(because(RefusalCode::InvalidAmount, "amount"));
    if (auto refusal = checkDate(order.header)) return refuse(*refusal);
    if (!newFamily && std::get<FamilyId>(order.family).isNone())
        return refuse(because(RefusalCode::UnknownFamily, "family"));
    if (auto refusal = checkOverride(order.header)) return refuse(*refusal);
    if (auto refusal = checkPolicy(order.policy, order.type)) return refuse(*refusal);

    EntryPlan plan = planFor(order.header, order.kind, payloadOf(order));
    if (newFamily) plan.newFamily = *newFamily;
    else plan.family = std::get<FamilyId>(order.family);
    NewAccount account;
    account.name = order.name;
    account.reference = order.reference;
    account.type = order.type;
    account.policy = order.policy;
    // Where the family's forks go, unless it has one already.
    account.isDesignatedCom = order.type == AccountType::Compounding;
    plan.newAccounts.push_back(std::move(account));
    if (order.openingAmount.isPositive())
        addWithCounterpart(plan, {NewAccountIndex{0}, TransactionType::Opening, Sleeve::Cash,
                                  order.openingAmount, order.openingAmount, std::nullopt});
    return plan;
}

std::optional<Refusal> checkOrder(const PostOrder& given) {
    PostOrder order = given;
    return tidied(order);
}

std::optional<Refusal> checkOrder(const TransferOrder& given) {
    TransferOrder order = given;
    return tidied(order);
}

Planned<EntryPlan> planPost(const PostOrder& given) {
    PostOrder order = given;
    if (auto refusal = tidied(order)) return refuse(*refusal);
    const TransactionRule& rule = ruleOf(order.type);
    const bool isImported = order.importId || order.importRow;

    EntryPlan plan = planFor(order.header, isImported ? CommandKind::ImportRow : CommandKind::Post,
                             payloadOf(order));
    plan.importId = order.importId;
    plan.importRow = order.importRow;
    const Money amount = rule.sign == SignRule::Negative ? order.amount.negated() : order.amount;
    const bool isTrade = order.type == TransactionType::TradePremium ||
                         order.type == TransactionType::TradeAssignment;
    addWithCounterpart(plan, {order.account, order.type, Sleeve::Cash, amount,
                              rule.movesBaseline ? amount : Money(), order.trade,
                              isTrade ? amount : Money()});
    return plan;
}

Planned<EntryPlan> planTransfer(const TransferOrder& given) {
    TransferOrder order = given;
    if (auto refusal = tidied(order)) return refuse(*refusal);
    EntryPlan plan = planFor(order.header, CommandKind::Transfer, payloadOf(order));
    plan.postings = {{order.source, TransactionType::TransferOut, Sleeve::Cash,
                      order.amount.negated(), Money(), std::nullopt},
                     {order.target, TransactionType::TransferIn, Sleeve::Cash, order.amount,
                      Money(), std::nullopt}};
    return plan;
}

} // namespace alluse::domain
