#include "domain/order_payload.h"

#include "domain/canonical_json.h"

#include <algorithm>

namespace alluse::domain {

namespace {

JsonObject common(const OrderHeader& header, CommandKind kind) {
    JsonObject json;
    json.set("kind", code(kind)).set("businessDate", header.originalDate.value_or(header.businessDate).text());
    if (!header.note.empty()) json.set("note", header.note);
    if (!header.actor.reason.empty()) json.set("reason", header.actor.reason);
    if (header.managerOverride) json.setFlag("managerOverride", true);
    return json;
}

JsonObject jsonOf(const Policy& policy) {
    JsonObject json;
    json.set("initialAllocationBp", policy.initialAllocation.value())
        .set("cashBufferBp", policy.cashBuffer.value())
        .set("targetWeeklyReturnBp", policy.targetWeeklyReturn.value())
        .set("deltaMin", policy.deltaMin)
        .set("deltaMax", policy.deltaMax)
        .set("entryDays", std::int64_t{policy.entryDays.bits()})
        .set("positionSizingBp", policy.positionSizing.value())
        .set("reinvestment", code(policy.reinvestment))
        .set("contractsBp", policy.contractsShare.value())
        .set("leapsBp", policy.leapsShare.value())
        .set("taxReserveBp", policy.taxReserve.value())
        .set("maxDrawdownBp", policy.maxDrawdown.value())
        .set("atrThresholdHundredths", policy.atrThresholdHundredths)
        .setFlag("withdrawalsAllowed", policy.withdrawalsAllowed)
        .setFlag("forkingEnabled", policy.forkingEnabled)
        .set("forkThresholdCents", policy.forkThreshold.cents())
        .set("forkMinimumRemainingCents", policy.forkMinimumRemaining.cents())
        .set("forkRetainBp", policy.forkRetainShare.value())
        .set("forkChildBp", policy.forkChildShare.value())
        .set("forkComBp", policy.forkComShare.value())
        .set("mergeThresholdCents", policy.mergeThreshold.cents());
    return json;
}

JsonObject jsonOf(const NewClient& client) {
    return JsonObject()
        .set("name", client.name)
        .set("externalReference", client.externalReference)
        .set("contact", client.contact)
        .set("notes", client.notes);
}

void addClient(JsonObject& json, const std::variant<ClientId, NewClient>& client) {
    if (const auto* id = std::get_if<ClientId>(&client)) json.set("client", id->value());
    else json.set("newClient", jsonOf(std::get<NewClient>(client)));
}

JsonObject jsonOf(const TradeDetails& trade) {
    JsonObject json;
    if (!trade.underlying.empty()) json.set("underlying", trade.underlying);
    if (!trade.optionSymbol.empty()) json.set("optionSymbol", trade.optionSymbol);
    if (trade.contracts != 0) json.set("contracts", trade.contracts);
    if (trade.tradeDate) json.set("tradeDate", trade.tradeDate->text());
    return json;
}

} // namespace

std::string payloadOf(const OpenFamilyOrder& order) {
    JsonObject json = common(order.header, CommandKind::OpenFamily);
    addClient(json, order.client);
    json.set("familyName", order.familyName)
        .set("capitalCents", order.capital.cents())
        .set("template", order.templateName);
    if (order.policies) {
        std::vector<JsonObject> policies;
        for (const Policy& policy : *order.policies) policies.push_back(jsonOf(policy));
        json.set("policies", policies);
    }
    return json.text();
}

std::string payloadOf(const OpenAccountOrder& order) {
    JsonObject json = common(order.header, order.kind);
    if (const auto* family = std::get_if<FamilyId>(&order.family)) {
        json.set("family", family->value());
    } else {
        const auto& opened = std::get<NewFamily>(order.family);
        JsonObject object;
        addClient(object, opened.client);
        object.set("name", opened.name).set("template", opened.templateName);
        json.set("newFamily", object);
    }
    return json.set("name", order.name)
        .set("reference", order.reference)
        .set("type", code(order.type))
        .set("openingCents", order.openingAmount.cents())
        .set("policy", jsonOf(order.policy))
        .text();
}

std::string payloadOf(const PostOrder& order) {
    const bool isImported = order.importId || order.importRow;
    JsonObject json = common(order.header, isImported ? CommandKind::ImportRow : CommandKind::Post);
    json.set("account", order.account.value())
        .set("type", code(order.type))
        .set("amountCents", order.amount.cents());
    if (order.trade) json.set("trade", jsonOf(*order.trade));
    return json.text();
}

std::string payloadOf(const TransferOrder& order) {
    return common(order.header, CommandKind::Transfer)
        .set("source", order.source.value())
        .set("target", order.target.value())
        .set("amountCents", order.amount.cents())
        .text();
}

std::string payloadOf(const ReverseOrder& order) {
    return common(order.header, CommandKind::Reverse).set("entry", order.entry.value()).text();
}

std::string payloadOf(const ChangeStatusOrder& order) {
    JsonObject json = common(order.header, CommandKind::ChangeStatus);
    json.set("account", order.account.value()).set("to", code(order.to));
    if (order.closeReason) json.set("closeReason", code(*order.closeReason));
    return json.text();
}

std::string payloadOf(const ChangePolicyOrder& order) {
    return common(order.header, CommandKind::ChangePolicy)
        .set("account", order.account.value())
        .set("fromVersion", order.fromVersion)
        .set("policy", jsonOf(order.policy))
        .text();
}

std::string payloadOf(const CloseFamilyOrder& order) {
    return common(order.header, CommandKind::CloseFamily)
        .set("family", order.family.value())
        .text();
}

std::string payloadOf(const ForkOrder& order) {
    JsonObject json = common(order.header, CommandKind::Fork);
    json.set("account", order.account.value());
    if (order.isAutomatic) json.setFlag("automatic", true);
    if (order.overridesDelays) json.setFlag("overridesDelays", true);
    return json.text();
}

std::string payloadOf(const ReleaseForksOrder& order) {
    return common(order.header, CommandKind::ReleaseForks).set("account", order.account.value()).text();
}

std::string payloadOf(const GrowthSettingsOrder& order) {
    return common(order.header, CommandKind::ChangeGrowthSettings)
        .set("family", order.family.value())
        .set("forks", code(order.settings.forks))
        .set("merges", code(order.settings.merges))
        .set("reinvestments", code(order.settings.reinvestments))
        .text();
}

std::string payloadOf(const ClosePeriodOrder& order) {
    return common(order.header, CommandKind::LockPeriod).set("through", order.through.text()).text();
}

std::string payloadOf(const MergeOrder& order) {
    JsonObject json = common(order.header, CommandKind::Merge);
    if (order.branch) {
        json.set("branch", order.branch->value());
    } else {
        std::vector<AccountId> sources = order.sources;
        std::sort(sources.begin(), sources.end());
        std::string text;
        for (const AccountId id : sources) text += (text.empty() ? "" : ",") + std::to_string(id.value());
        json.set("sources", text);
    }
    if (order.isAutomatic) json.setFlag("automatic", true);
    if (order.overridesRoot) json.setFlag("overridesRoot", true);
    if (order.confirmsWarnings) json.setFlag("confirmsWarnings", true);
    return json.text();
}

std::string payloadOf(const ReinvestmentOrder& order) {
    JsonObject json = common(order.header, CommandKind::Reinvest);
    json.set("account", order.account.value());
    if (order.row) json.set("row", order.row->value());
    return json.text();
}

std::string payloadOf(const ReleaseOrder& order) {
    return common(order.header, CommandKind::Release)
        .set("account", order.account.value())
        .set("sleeve", code(order.sleeve))
        .set("amountCents", order.amount.cents())
        .text();
}

std::string payloadOf(const UndoOrder& order, CommandKind kind) {
    return common(order.header, kind).set("event", order.event.value()).text();
}

} // namespace alluse::domain
