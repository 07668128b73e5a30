#include "exchange/row_json.h"

namespace alluse::exchange {

using Json = nlohmann::ordered_json;

namespace {
Json idOrNull(const std::optional<services::EntryId>& id) {
    return id ? Json(id->value()) : Json(nullptr);
}
} // namespace

Json jsonOf(const services::AccountRow& row) {
    return {{"id", row.id.value()},
            {"reference", row.reference},
            {"name", row.name},
            {"client", row.clientName},
            {"family", row.familyName},
            {"type", code(row.type)},
            {"status", code(row.status)},
            {"balanceCents", row.balance.cents()},
            {"cashCents", row.cash.cents()},
            {"baselineCents", row.baseline.cents()},
            {"availableCents", row.available.cents()}};
}

Json jsonOf(const services::FamilyRow& row) {
    return {{"id", row.id.value()},
            {"name", row.name},
            {"client", row.clientName},
            {"template", row.templateName},
            {"openedOn", row.openedOn.text()},
            {"accountsOpen", row.accountsOpen},
            {"accountsClosed", row.accountsClosed},
            {"balanceCents", row.balance.cents()},
            {"generationCents", row.generation.cents()},
            {"revenueCents", row.revenue.cents()},
            {"compoundingCents", row.compounding.cents()}};
}

Json jsonOf(const services::PostingRow& row) {
    Json json{{"entry", row.entryId.value()},
              {"line", row.line},
              {"account", row.accountId.value()},
              {"accountName", row.accountName},
              {"accountType", code(row.accountType)},
              {"sequence", row.sequence},
              {"businessDate", row.businessDate.text()},
              {"recordedAt", row.recordedAt.text()},
              {"type", code(row.type)},
              {"sleeve", code(row.sleeve)},
              {"amountCents", row.amount.cents()},
              {"balanceAfterCents", row.balanceAfter.cents()},
              {"counterparty", row.counterparty},
              {"note", row.note},
              {"actor", row.actor},
              {"reverses", idOrNull(row.reverses)},
              {"reversedBy", idOrNull(row.reversedBy)}};
    if (!row.trade) return json;
    const auto& trade = *row.trade;
    json["trade"] = {{"underlying", trade.underlying},
                     {"optionSymbol", trade.optionSymbol},
                     {"contracts", trade.contracts},
                     {"tradeDate", trade.tradeDate ? Json(trade.tradeDate->text()) : Json(nullptr)}};
    return json;
}

} // namespace alluse::exchange
