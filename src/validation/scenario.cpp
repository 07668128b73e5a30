#include "validation/scenario.h"

#include <algorithm>

namespace alluse::validation {

double Scenario::seconds() const {
    double sum = 0;
    for (const auto& stage : stages) sum += stage.seconds;
    return sum;
}

double Scenario::loadAt(double second) const {
    double begin = 0;
    for (const auto& stage : stages) {
        if (second < begin + stage.seconds)
            return stage.from + (stage.to - stage.from) * std::max(0.0, second - begin) / stage.seconds;
        begin += stage.seconds;
    }
    return 0;
}

double Scenario::loadMax() const {
    double most = 0;
    for (const auto& stage : stages) most = std::max({most, stage.from, stage.to});
    return most;
}

const Stage* Scenario::steadyStage() const {
    const auto found = std::ranges::find_if(stages, &Stage::isSteady);
    return found == stages.end() ? nullptr : &*found;
}

double Scenario::startOf(const Stage& stage) const {
    double begin = 0;
    for (const auto& each : stages) {
        if (&each == &stage) break;
        begin += each.seconds;
    }
    return begin;
}

std::string_view code(ScenarioType type) {
    switch (type) {
    case ScenarioType::Load: return "load";
    case ScenarioType::Stress: return "stress";
    case ScenarioType::Endurance: return "endurance";
    case ScenarioType::Spike: return "spike";
    case ScenarioType::Scalability: return "scalability";
    case ScenarioType::Capacity: return "capacity";
    case ScenarioType::Availability: return "availability";
    case ScenarioType::Comparison: return "comparison";
    }
    return "";
}

std::string_view code(Operation operation) {
    switch (operation) {
    case Operation::Create: return "create";
    case Operation::Query: return "query";
    case Operation::List: return "list";
    case Operation::Post: return "post";
    case Operation::Transfer: return "transfer";
    case Operation::Analytics: return "analytics";
    case Operation::Fork: return "fork";
    case Operation::Merge: return "merge";
    case Operation::Reinvest: return "reinvest";
    case Operation::Statement: return "statement";
    }
    return "";
}

std::string_view code(FaultKind kind) {
    switch (kind) {
    case FaultKind::KillSessions: return "killSessions";
    case FaultKind::HoldLock: return "holdLock";
    case FaultKind::SlowQuery: return "slowQuery";
    }
    return "";
}

std::string_view code(WorkPath path) {
    switch (path) {
    case WorkPath::Product: return "product";
    case WorkPath::Competent: return "competent";
    case WorkPath::Origin: return "origin";
    case WorkPath::Limit: return "limit";
    }
    return "";
}

std::string describe(const Switches& switches) {
    std::string text(code(switches.path));
    if (switches.users) text += ", " + std::to_string(*switches.users) + (*switches.users == 1 ? " user" : " users");
    if (switches.poolSessions) text += ", " + std::to_string(*switches.poolSessions) + " sessions";
    return text;
}

} // namespace alluse::validation
