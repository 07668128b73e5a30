#include "exchange/policy_json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>

namespace alluse::exchange {

using domain::BasisPoints;
using domain::Money;
using domain::Policy;

namespace {

struct ShareKey {
    std::string_view key;
    BasisPoints Policy::*member;
};
constexpr std::array kShares{
    ShareKey{"initialAllocationBp", &Policy::initialAllocation},
    ShareKey{"cashBufferBp", &Policy::cashBuffer},
    ShareKey{"targetWeeklyReturnBp", &Policy::targetWeeklyReturn},
    ShareKey{"positionSizingBp", &Policy::positionSizing},
    ShareKey{"contractsBp", &Policy::contractsShare},
    ShareKey{"leapsBp", &Policy::leapsShare},
    ShareKey{"taxReserveBp", &Policy::taxReserve},
    ShareKey{"maxDrawdownBp", &Policy::maxDrawdown},
    ShareKey{"forkRetainBp", &Policy::forkRetainShare},
    ShareKey{"forkChildBp", &Policy::forkChildShare},
    ShareKey{"forkComBp", &Policy::forkComShare},
};
struct MoneyKey {
    std::string_view key;
    Money Policy::*member;
};
constexpr std::array kAmounts{
    MoneyKey{"forkThresholdCents", &Policy::forkThreshold},
    MoneyKey{"forkMinimumRemainingCents", &Policy::forkMinimumRemaining},
    MoneyKey{"mergeThresholdCents", &Policy::mergeThreshold},
};
struct NumberKey {
    std::string_view key;
    std::int32_t Policy::*member;
};
constexpr std::array kNumbers{
    NumberKey{"deltaMin", &Policy::deltaMin},
    NumberKey{"deltaMax", &Policy::deltaMax},
    NumberKey{"atrThresholdHundredths", &Policy::atrThresholdHundredths},
};
struct FlagKey {
    std::string_view key;
    bool Policy::*member;
};
constexpr std::array kFlags{
    FlagKey{"withdrawalsAllowed", &Policy::withdrawalsAllowed},
    FlagKey{"forkingEnabled", &Policy::forkingEnabled},
};
constexpr std::array<std::string_view, 5> kDays{"MON", "TUE", "WED", "THU", "FRI"};

void readDays(StrictObject& json, Policy& policy) {
    const nlohmann::json* list = json.value("entryDays");
    if (!list) return;
    unsigned bits = 0;
    bool isFine = list->is_array();
    for (std::size_t i = 0; isFine && i < list->size(); ++i) {
        const auto& day = (*list)[i];
        const auto found = day.is_string()
                               ? std::find(kDays.begin(), kDays.end(), day.get<std::string>())
                               : kDays.end();
        isFine = found != kDays.end();
        if (isFine) bits |= 1U << static_cast<unsigned>(found - kDays.begin());
    }
    if (isFine) policy.entryDays = domain::EntryDays(static_cast<std::uint8_t>(bits));
    else json.fail("entryDays", "This must be a list of MON, TUE, WED, THU, FRI.");
}

void readReinvestment(StrictObject& json, Policy& policy) {
    const auto text = json.maybeText("reinvestment");
    if (!text) return;
    if (const auto frequency = domain::parseReinvestmentFrequency(*text)) policy.reinvestment = *frequency;
    else json.fail("reinvestment", "This must be OFF, WEEKLY, MONTHLY, QUARTERLY or YEARLY.");
}

} // namespace

void readPolicy(StrictObject& json, Policy& policy, domain::AccountType type) {
    for (const auto& [key, member] : kShares)
        if (const auto value = json.maybeInteger(key, 0, BasisPoints::kWhole))
            policy.*member = BasisPoints(static_cast<std::int32_t>(*value));
    for (const auto& [key, member] : kAmounts)
        if (const auto value = json.maybeInteger(key, 0, Money::kCentsMax))
            policy.*member = Money::fromCents(*value);
    for (const auto& [key, member] : kNumbers)
        if (const auto value = json.maybeInteger(key, 0, INT32_MAX))
            policy.*member = static_cast<std::int32_t>(*value);
    for (const auto& [key, member] : kFlags)
        if (const auto value = json.maybeFlag(key)) policy.*member = *value;
    readDays(json, policy);
    readReinvestment(json, policy);
    json.refuseOthers();
    if (!json.isFine()) return;
    const auto broken = domain::violations(policy, type);
    // Several keys may share a limit, so the path is the field's own word.
    if (!broken.empty()) json.fail(domain::code(broken.front().field), broken.front().text);
}

} // namespace alluse::exchange
