#include "alerts/state_machine.h"

#include "alerts/plain_words.h"

#include <algorithm>

namespace alluse::alerts {

std::string_view nameOf(State state) {
    switch (state) {
    case State::Normal: return "Normal";
    case State::Pending: return "Pending";
    case State::Firing: return "Firing";
    case State::Recovering: return "Recovering";
    case State::NoData: return "NoData";
    case State::Error: return "Error";
    }
    return "Error";
}

std::optional<State> stateOf(std::string_view name) {
    for (const State state : {State::Normal, State::Pending, State::Firing, State::Recovering,
                              State::NoData, State::Error})
        if (nameOf(state) == name) return state;
    return std::nullopt;
}

StateMachine::StateMachine(const Rule& rule, std::int64_t gapMs)
    : m_forMs(rule.forMs), m_keepFiringMs(rule.keepFiringMs), m_graceMs(rule.graceMs),
      m_gapMs(gapMs), m_breachingCount(rule.breachingCount), m_breachingOf(rule.breachingOf),
      m_noData(rule.noData), m_onError(rule.onError), m_staysUntilResolved(false),
      m_enteredSince(rule.severities().size()) {
    if (const auto* anomaly = std::get_if<AnomalyParameters>(&rule.parameters))
        m_staysUntilResolved = !anomaly->clearsItself;
}

bool StateMachine::isInGrace(Moment now) const {
    return m_graceMs > 0 && now.monotonicMs - *m_startedAt < m_graceMs;
}

// Moves everything that began before the gap to the other side of it.
void StateMachine::passOver(std::int64_t gapMs) {
    for (auto& since : m_enteredSince)
        if (since) *since += gapMs;
    if (m_clearSince) *m_clearSince += gapMs;
    if (m_missingSince) *m_missingSince += gapMs;
}

std::optional<Transition> StateMachine::step(Moment now, const Reading& reading) {
    if (!m_startedAt) {
        m_startedAt = now.monotonicMs;
        m_stateSince = now.monotonicMs;
    }
    const auto elapsed = m_lastAt ? now.monotonicMs - *m_lastAt : 0;
    if (m_gapMs > 0 && elapsed > m_gapMs) passOver(elapsed);
    m_lastAt = now.monotonicMs;
    switch (reading.kind) {
    case Reading::Kind::Value: return present(now, reading);
    case Reading::Kind::Training: {
        Reading calm = reading; // there is data, and nothing to say about it yet
        calm.entered = calm.held = -1;
        return present(now, calm);
    }
    case Reading::Kind::NoData:
        if (m_noData == MissingPolicy::KeepLast) passOver(elapsed);
        return missing(now, reading, m_noData, State::NoData);
    case Reading::Kind::Error:
        if (m_onError == MissingPolicy::KeepLast) passOver(elapsed);
        return missing(now, reading, m_onError, State::Error);
    }
    return std::nullopt;
}

std::optional<Transition> StateMachine::missing(Moment now, const Reading& reading,
                                                MissingPolicy policy, State target) {
    if (policy == MissingPolicy::KeepLast) return std::nullopt;
    if (policy == MissingPolicy::Ok) return present(now, reading);
    if (isInGrace(now)) return std::nullopt;
    for (auto& since : m_enteredSince) since.reset();
    if (!m_missingSince) m_missingSince = now.monotonicMs;
    const auto missingMs = now.monotonicMs - *m_missingSince;
    if (m_state == target) return std::nullopt;
    if (missingMs >= m_forMs)
        return go(now, target, -1, reading,
                  reading.why + (m_forMs > 0 ? ", for " + durationInWords(missingMs) : ""));
    if (m_state == State::Normal)
        return go(now, State::Pending, -1, reading,
                  reading.why + "; it counts after " + durationInWords(m_forMs));
    return std::nullopt;
}

StateMachine::Ripe StateMachine::ripen(Moment now, const Reading& reading) {
    Ripe found;
    found.entered = reading.entered;
    if (m_breachingOf > 1) {
        m_lately.push_back(reading.entered >= 0);
        if (m_lately.size() > m_breachingOf) m_lately.pop_front();
        const auto breaches =
            static_cast<std::size_t>(std::ranges::count(m_lately, true));
        if (breaches < m_breachingCount) found.entered = -1;
        else found.entered = std::max(found.entered, m_level >= 0 ? m_level : 0);
    }
    if (isInGrace(now)) found.entered = -1;
    for (std::size_t i = 0; i < m_enteredSince.size(); ++i) {
        auto& since = m_enteredSince[i];
        const int level = static_cast<int>(i);
        if (found.entered < level) {
            since.reset();
            continue;
        }
        if (!since) since = now.monotonicMs;
        if (now.monotonicMs - *since >= m_forMs) found.ripe = level;
    }
    return found;
}

std::optional<Transition> StateMachine::present(Moment now, const Reading& reading) {
    m_missingSince.reset();
    const auto found = ripen(now, reading);
    const int held = isInGrace(now) ? -1 : std::max(reading.held, found.entered);
    const std::string lasted =
        m_forMs > 0 ? ", for the whole " + durationInWords(m_forMs) : std::string();
    switch (m_state) {
    case State::Normal:
    case State::NoData:
    case State::Error:
        if (found.ripe >= 0)
            return go(now, State::Firing, found.ripe, reading, reading.why + lasted);
        if (found.entered >= 0)
            return go(now, State::Pending, -1, reading,
                      reading.why + "; it fires after " + durationInWords(m_forMs));
        if (m_state != State::Normal)
            return go(now, State::Normal, -1, reading, "data is back: " + reading.why);
        return std::nullopt;
    case State::Pending:
        if (found.ripe >= 0)
            return go(now, State::Firing, found.ripe, reading, reading.why + lasted);
        if (held >= 0) return std::nullopt;
        return go(now, State::Normal, -1, reading,
                  reading.why + ", before " + durationInWords(m_forMs) + " had passed");
    case State::Firing: {
        const int level = std::max(found.ripe, std::min(m_level, held));
        if (level >= 0 && level != m_level)
            return go(now, State::Firing, level, reading,
                      (level > m_level ? "worse: " : "better: ") + reading.why);
        if (level >= 0 || m_staysUntilResolved) return std::nullopt;
        if (m_keepFiringMs <= 0) return go(now, State::Normal, -1, reading, reading.why);
        m_clearSince = now.monotonicMs;
        return go(now, State::Recovering, m_level, reading,
                  reading.why + "; it ends after " + durationInWords(m_keepFiringMs) + " of calm");
    }
    case State::Recovering:
        if (found.entered >= 0)
            return go(now, State::Firing, std::max(found.ripe, m_level), reading,
                      "again: " + reading.why);
        if (now.monotonicMs - *m_clearSince < m_keepFiringMs) return std::nullopt;
        return go(now, State::Normal, -1, reading,
                  reading.why + ", calm for " + durationInWords(m_keepFiringMs));
    }
    return std::nullopt;
}

std::optional<Transition> StateMachine::resolve(Moment now, std::string why, std::string actor) {
    if (m_state == State::Normal) return std::nullopt;
    for (auto& since : m_enteredSince) since.reset();
    m_missingSince.reset();
    m_lately.clear();
    auto transition = go(now, State::Normal, -1, Reading{}, std::move(why));
    transition.actor = std::move(actor);
    return transition;
}

Transition StateMachine::go(Moment now, State to, int level, const Reading& reading,
                            std::string why) {
    Transition transition{.timeMs = now.wallMs, .from = m_state, .to = to, .levelFrom = m_level,
                          .levelTo = level, .value = reading.value, .limit = reading.limit,
                          .why = std::move(why)};
    if (m_state != to) m_stateSince = now.monotonicMs;
    m_state = to;
    m_level = level;
    if (to != State::Recovering) m_clearSince.reset();
    return transition;
}

MachineMemory StateMachine::memory(Moment now) const {
    const auto since = [&](const std::optional<std::int64_t>& time) -> std::optional<std::int64_t> {
        if (!time) return std::nullopt;
        return now.monotonicMs - *time;
    };
    MachineMemory memory{.state = m_state, .level = m_level, .enteredForMs = {},
                         .clearForMs = since(m_clearSince), .missingForMs = since(m_missingSince),
                         .inStateForMs = now.monotonicMs - m_stateSince};
    for (const auto& time : m_enteredSince) memory.enteredForMs.push_back(since(time));
    return memory;
}

void StateMachine::restore(const MachineMemory& memory, Moment now) {
    m_state = memory.state;
    m_level = std::min(memory.level, static_cast<int>(m_enteredSince.size()) - 1);
    m_startedAt = now.monotonicMs;
    m_stateSince = now.monotonicMs - memory.inStateForMs;
    const auto before = [&](const std::optional<std::int64_t>& length) -> std::optional<std::int64_t> {
        if (!length) return std::nullopt;
        return now.monotonicMs - *length;
    };
    for (std::size_t i = 0; i < std::min(m_enteredSince.size(), memory.enteredForMs.size()); ++i)
        m_enteredSince[i] = before(memory.enteredForMs[i]);
    m_clearSince = before(memory.clearForMs);
    m_missingSince = before(memory.missingForMs);
    if (m_state == State::Recovering && !m_clearSince) m_clearSince = now.monotonicMs;
}

} // namespace alluse::alerts
