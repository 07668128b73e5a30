#include "storage/postgresql/plan_encoder.h"

#include "storage/postgresql/growth_encoder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace alluse::storage {

using domain::AccountId;
using nlohmann::json;

namespace {

// Keys are the columns of the table policy.
json policyJson(const domain::Policy& policy) {
    return {{"initial_allocation_bp", policy.initialAllocation.value()},
            {"cash_buffer_bp", policy.cashBuffer.value()},
            {"target_return_bp", policy.targetWeeklyReturn.value()},
            {"delta_min", policy.deltaMin},
            {"delta_max", policy.deltaMax},
            {"entry_days", policy.entryDays.bits()},
            {"position_sizing_bp", policy.positionSizing.value()},
            {"reinvestment", static_cast<int>(policy.reinvestment)},
            {"contracts_bp", policy.contractsShare.value()},
            {"leaps_bp", policy.leapsShare.value()},
            {"tax_reserve_bp", policy.taxReserve.value()},
            {"max_drawdown_bp", policy.maxDrawdown.value()},
            {"atr_threshold", policy.atrThresholdHundredths},
            {"withdrawals_allowed", policy.withdrawalsAllowed ? 1 : 0},
            {"forking_enabled", policy.forkingEnabled ? 1 : 0},
            {"fork_threshold", policy.forkThreshold.cents()},
            {"fork_min_remaining", policy.forkMinimumRemaining.cents()},
            {"fork_retain_bp", policy.forkRetainShare.value()},
            {"fork_child_bp", policy.forkChildShare.value()},
            {"fork_com_bp", policy.forkComShare.value()},
            {"merge_threshold", policy.mergeThreshold.cents()}};
}

void addOwners(json& rare, const domain::EntryPlan& plan) {
    if (plan.family) rare["family"] = plan.family->value();
    if (!plan.newFamily) return;
    rare["familyName"] = plan.newFamily->name;
    rare["template"] = plan.newFamily->templateName;
    if (const auto* client = std::get_if<domain::ClientId>(&plan.newFamily->client)) {
        rare["clientId"] = client->value();
        return;
    }
    const auto& client = std::get<domain::NewClient>(plan.newFamily->client);
    rare["newClient"] = {{"name", client.name},
                         {"externalReference", client.externalReference},
                         {"contact", client.contact},
                         {"notes", client.notes}};
}

void addAccounts(json& rare, const domain::EntryPlan& plan) {
    for (const auto& account : plan.newAccounts) {
        json row = {{"name", account.name},
                    {"reference", account.reference},
                    {"type", static_cast<int>(account.type)},
                    {"policy", policyJson(account.policy)},
                    {"isDesignatedCom", account.isDesignatedCom}};
        if (account.parent) row["parent"] = account.parent->value();
        if (account.successorOf) row["successorOf"] = account.successorOf->value();
        rare["newAccounts"].push_back(std::move(row));
    }
}

void addChanges(json& rare, const domain::EntryPlan& plan) {
    if (!closesMerged(plan)) for (const auto& change : plan.statusChanges) {
        json row = {{"account", change.account.value()}, {"to", static_cast<int>(change.to)}};
        if (change.to == domain::AccountStatus::Closed)
            row["closeReason"] = static_cast<int>(change.closeReason.value_or(domain::CloseReason::Client));
        if (change.from) row["from"] = static_cast<int>(*change.from);
        if (change.mergedInto) row["mergedInto"] = change.mergedInto->value();
        rare["statusChanges"].push_back(std::move(row));
    }
    for (const auto& change : plan.policyChanges)
        rare["policyChanges"].push_back({{"account", change.account.value()},
                                         {"fromVersion", change.fromVersion},
                                         {"policy", policyJson(change.policy)}});
}

json tradeJson(const std::optional<domain::TradeDetails>& trade) {
    if (!trade) return nullptr;
    json row = {{"underlying", trade->underlying},
                {"optionSymbol", trade->optionSymbol},
                {"contracts", trade->contracts}};
    if (trade->tradeDate) row["tradeDate"] = trade->tradeDate->daysSinceEpoch();
    return row;
}

// Empty when the plan has nothing but postings.
std::string rareText(const domain::EntryPlan& plan) {
    json rare = json::object();
    if (!opensOneChild(plan)) addOwners(rare, plan), addAccounts(rare, plan);
    addChanges(rare, plan);
    if (plan.growthSettings)
        rare["growthSettings"] = {{"forks", static_cast<int>(plan.growthSettings->forks)},
                                  {"merges", static_cast<int>(plan.growthSettings->merges)},
                                  {"reinvestments", static_cast<int>(plan.growthSettings->reinvestments)}};
    if (plan.originalDate) rare["originalDate"] = plan.originalDate->daysSinceEpoch();
    if (plan.reverses) rare["reverses"] = plan.reverses->value();
    if (plan.importId) rare["importId"] = plan.importId->value();
    if (plan.importRow) rare["importRow"] = *plan.importRow;
    if (plan.managerOverride) rare["managerOverride"] = true;
    const bool hasTrade = std::any_of(plan.postings.begin(), plan.postings.end(),
                                      [](const auto& posting) { return posting.trade.has_value(); });
    if (hasTrade)
        for (const auto& posting : plan.postings) rare["trades"].push_back(tradeJson(posting.trade));
    return rare.empty() ? std::string() : rare.dump();
}

// Empty when no posting moves a gain.
std::string gainsText(const domain::EntryPlan& plan) {
    const bool moves = std::any_of(plan.postings.begin(), plan.postings.end(),
                                   [](const auto& posting) { return !posting.gainDelta.isZero(); });
    if (!moves) return {};
    std::vector<std::int64_t> gains;
    for (const auto& posting : plan.postings) gains.push_back(posting.gainDelta.cents());
    return arrayText(gains);
}

Value orNull(const std::string& text) { return text.empty() ? Value() : Value(std::string_view(text)); }

template <class Read>
std::string postingsText(const domain::EntryPlan& plan, Read read) {
    std::vector<std::int64_t> numbers;
    numbers.reserve(plan.postings.size());
    for (const auto& posting : plan.postings) numbers.push_back(read(posting));
    return arrayText(numbers);
}

} // namespace

std::int64_t numberOf(const domain::AccountRef& account) {
    if (const auto* id = std::get_if<AccountId>(&account)) return id->value();
    if (const auto* index = std::get_if<domain::NewAccountIndex>(&account))
        return -static_cast<std::int64_t>(index->index) - 1;
    return static_cast<std::int64_t>(std::get<domain::SystemAccount>(account));
}

std::string arrayText(const std::vector<std::int64_t>& numbers) {
    std::string text = "{";
    for (const auto number : numbers) {
        if (text.size() > 1) text += ',';
        text += std::to_string(number);
    }
    return text + "}";
}

std::vector<std::int64_t> parseArray(std::string_view text) {
    std::vector<std::int64_t> numbers;
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    while (at < end) {
        std::int64_t number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        if (error == std::errc()) numbers.push_back(number);
        at = error == std::errc() ? next : at + 1; // braces and commas
    }
    return numbers;
}

std::vector<std::int64_t> accountsToLock(const domain::EntryPlan& plan) {
    std::vector<std::int64_t> ids;
    const auto addRef = [&](const domain::AccountRef& ref) {
        if (const auto* id = std::get_if<AccountId>(&ref)) ids.push_back(id->value());
    };
    for (const auto& posting : plan.postings) addRef(posting.account);
    for (const auto& link : plan.links) addRef(link.source), addRef(link.target);
    for (const auto& change : plan.statusChanges) ids.push_back(change.account.value());
    for (const auto& change : plan.policyChanges) ids.push_back(change.account.value());
    for (const auto& expected : plan.expectedVersions) ids.push_back(expected.account.value());
    for (const auto& ended : plan.pendingForks) ids.push_back(ended.account.value());
    for (const auto& hold : plan.forkHolds) ids.push_back(hold.account.value());
    for (const auto& opened : plan.newAccounts)
        if (opened.parent) ids.push_back(opened.parent->value());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

bool hasRareParts(const domain::EntryPlan& plan) { return !rareText(plan).empty() || !growthText(plan).empty(); }

PlanParameters::PlanParameters(const domain::EntryPlan& plan)
    : m_id(plan.commandId.text()), m_lock(arrayText(accountsToLock(plan))),
      m_accounts(postingsText(plan, [](const auto& p) { return numberOf(p.account); })),
      m_types(postingsText(plan, [](const auto& p) { return static_cast<std::int64_t>(p.type); })),
      m_sleeves(postingsText(plan, [](const auto& p) { return static_cast<std::int64_t>(p.sleeve); })),
      m_amounts(postingsText(plan, [](const auto& p) { return p.amount.cents(); })),
      m_baselines(postingsText(plan, [](const auto& p) { return p.baselineDelta.cents(); })),
      m_gains(gainsText(plan)), m_growth(growthText(plan)), m_rare(rareText(plan)) {
    m_values = {std::string_view(m_id),
                static_cast<std::int64_t>(plan.kind),
                std::string_view(plan.payload),
                plan.requestedAt.microsSinceEpoch(),
                std::string_view(plan.actor.name),
                std::string_view(plan.actor.role),
                std::string_view(plan.actor.origin),
                std::string_view(plan.actor.reason),
                std::int64_t{plan.businessDate.daysSinceEpoch()},
                std::string_view(plan.note),
                std::string_view(m_lock),
                std::string_view(m_accounts),
                std::string_view(m_types),
                std::string_view(m_sleeves),
                std::string_view(m_amounts),
                std::string_view(m_baselines),
                orNull(m_gains),
                orNull(m_growth),
                orNull(m_rare)};
}

} // namespace alluse::storage
