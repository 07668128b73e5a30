#pragma once
// The states of an alert, and a step from one to the next.

#include "alerts/alert_rule.h"

#include <optional>
#include <string>
#include <string_view>

namespace alluse::alerts {

enum class State { Normal, Pending, Firing, Recovering, NoData, Error };

[[nodiscard]] std::string_view nameOf(State state);
[[nodiscard]] std::optional<State> stateOf(std::string_view name);

// An alert is open while people have to know of it: recovering is the tail of firing.
[[nodiscard]] constexpr bool isOpen(State state) {
    return state == State::Firing || state == State::Recovering;
}
[[nodiscard]] constexpr bool needsAttention(State state) {
    return isOpen(state) || state == State::NoData || state == State::Error;
}

// Rule and labels: there is one live instance of each.
struct AlertIdentity {
    std::string ruleId;
    metrics::Labels labels;

    friend bool operator==(const AlertIdentity&, const AlertIdentity&) = default;
    friend auto operator<=>(const AlertIdentity&, const AlertIdentity&) = default;
};

// A row of the history. From and to are equal when only the level changed, or when a person acted.
struct Transition {
    std::int64_t timeMs = 0; // wall clock
    State from = State::Normal;
    State to = State::Normal;
    int levelFrom = -1; // position in Rule::severities(), -1: none
    int levelTo = -1;
    std::optional<double> value{};
    std::optional<double> limit{};
    std::string why;
    std::string actor{}; // empty: the engine

    [[nodiscard]] bool isWorse() const { return levelTo > levelFrom; }
};

// All that a machine must remember over a restart; times count from the moment of saving, because a
// monotonic clock means nothing to the next process.
struct MachineMemory {
    State state = State::Normal;
    int level = -1;
    std::vector<std::optional<std::int64_t>> enteredForMs; // by level
    std::optional<std::int64_t> clearForMs{};
    std::optional<std::int64_t> missingForMs{};
    std::int64_t inStateForMs = 0;
};

} // namespace alluse::alerts
