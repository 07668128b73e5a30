#pragma once
// What the planners share: tidy the texts of an order, check its date and actor, begin its plan.

#include "domain/planning.h"
#include "domain/text.h"

#include <string>
#include <string_view>

namespace alluse::domain {

[[nodiscard]] inline Refusal because(RefusalCode refusalCode, std::string_view field,
                                     std::string detail = {}) {
    Refusal refusal;
    refusal.code = refusalCode;
    refusal.field = field;
    refusal.detail = std::move(detail);
    return refusal;
}

// Each replaces the text by its trimmed form or says why it cannot be stored.
inline std::optional<Refusal> tidyName(std::string& text, std::string_view field) {
    auto checked = checkedName(text, field);
    if (!checked) return checked.error();
    text = std::move(*checked);
    return std::nullopt;
}
inline std::optional<Refusal> tidyNote(std::string& text, std::string_view field) {
    auto checked = checkedNote(text, field);
    if (!checked) return checked.error();
    text = std::move(*checked);
    return std::nullopt;
}
inline std::optional<Refusal> tidyOptionalName(std::string& text, std::string_view field) {
    if (text.empty()) return std::nullopt;
    return tidyName(text, field);
}

inline std::optional<Refusal> tidyHeader(OrderHeader& header) {
    if (auto refusal = tidyNote(header.note, "note")) return refusal;
    if (auto refusal = tidyNote(header.actor.reason, "reason")) return refusal;
    for (std::string* text : {&header.actor.name, &header.actor.role, &header.actor.origin})
        if (auto refusal = tidyOptionalName(*text, "actor")) return refusal;
    return std::nullopt;
}

// A typing error such as the year 0202 or 20226 is no business date.
inline constexpr int kYearMin = 1900;
inline constexpr int kYearMax = 2999;
[[nodiscard]] inline bool isPlausible(Date date) {
    return date.year() >= kYearMin && date.year() <= kYearMax;
}
[[nodiscard]] inline std::optional<Refusal> checkDate(const OrderHeader& header) {
    if (!isPlausible(header.businessDate) || (header.originalDate && !isPlausible(*header.originalDate)))
        return because(RefusalCode::InvalidDate, "date");
    return std::nullopt;
}

[[nodiscard]] inline std::optional<Refusal> checkManager(const OrderHeader& header) {
    if (header.actor.reason.empty()) return because(RefusalCode::ReasonMissing, "reason");
    if (!isManager(header.actor)) return because(RefusalCode::ManagerRequired, "reason");
    return std::nullopt;
}
// Only a manager, who says why, opens a closed period for one command.
[[nodiscard]] inline std::optional<Refusal> checkOverride(const OrderHeader& header) {
    return header.managerOverride ? checkManager(header) : std::nullopt;
}

[[nodiscard]] inline EntryPlan planFor(const OrderHeader& header, CommandKind kind,
                                       std::string payload) {
    EntryPlan plan;
    plan.commandId = header.commandId;
    plan.kind = kind;
    plan.actor = header.actor;
    plan.payload = std::move(payload);
    plan.requestedAt = header.requestedAt;
    plan.businessDate = header.businessDate;
    plan.originalDate = header.originalDate;
    plan.note = header.note;
    plan.managerOverride = header.managerOverride;
    return plan;
}

} // namespace alluse::domain
