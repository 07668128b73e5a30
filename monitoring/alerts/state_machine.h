#pragma once
// Readings in, transitions out: the life of one alert, on an injected clock.
//
//   Normal -> Pending -> Firing -> Recovering -> Normal, and NoData and Error as policies say.
//
// - A level fires when its enter value was passed at every evaluation for the whole `for`.
// - What began ends only past clear: Pending stays Pending in between, but its timer starts again;
//   Firing stays Firing.
// - Recovering is `keep firing for`: a breach in that time fires at once, without a new `for`.
// - Missing data follows the policy; its alarm waits for `for` too.
// - A silence between two evaluations longer than the gap is time that did not happen.

#include "alerts/alert_state.h"
#include "alerts/condition.h"

#include <deque>
#include <utility>

namespace alluse::alerts {

class StateMachine {
public:
    // `gapMs` 0: every distance between evaluations counts.
    explicit StateMachine(const Rule& rule, std::int64_t gapMs = 0);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] int level() const { return m_level; }
    [[nodiscard]] std::int64_t inStateMs(Moment now) const { return now.monotonicMs - m_stateSince; }

    // The first call starts the clock of the grace.
    std::optional<Transition> step(Moment now, const Reading& reading);
    // Ends an alert from outside: a person, a series that went away, a disabled rule.
    std::optional<Transition> resolve(Moment now, std::string why, std::string actor);

    [[nodiscard]] MachineMemory memory(Moment now) const;
    // Downtime neither fulfils a `for` nor breaks it.
    void restore(const MachineMemory& memory, Moment now);

private:
    struct Ripe {
        int entered = -1; // highest level that is passed
        int ripe = -1;    // highest level that was passed for long enough
    };

    void passOver(std::int64_t gapMs);
    std::optional<Transition> missing(Moment now, const Reading& reading, MissingPolicy policy,
                                      State target);
    std::optional<Transition> present(Moment now, const Reading& reading);
    [[nodiscard]] Ripe ripen(Moment now, const Reading& reading);
    Transition go(Moment now, State to, int level, const Reading& reading, std::string why);
    [[nodiscard]] bool isInGrace(Moment now) const;

    std::int64_t m_forMs;
    std::int64_t m_keepFiringMs;
    std::int64_t m_graceMs;
    std::int64_t m_gapMs;
    std::size_t m_breachingCount;
    std::size_t m_breachingOf;
    MissingPolicy m_noData;
    MissingPolicy m_onError;
    bool m_staysUntilResolved; // an anomaly that must not clear itself

    State m_state = State::Normal;
    int m_level = -1;
    std::vector<std::optional<std::int64_t>> m_enteredSince; // by level
    std::optional<std::int64_t> m_clearSince;
    std::optional<std::int64_t> m_missingSince;
    std::int64_t m_stateSince = 0;
    std::optional<std::int64_t> m_startedAt;
    std::optional<std::int64_t> m_lastAt;
    std::deque<bool> m_lately; // breaches of the latest evaluations
};

} // namespace alluse::alerts
