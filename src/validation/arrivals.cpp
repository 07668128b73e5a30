#include "validation/arrivals.h"

#include "validation/key_distribution.h"

#include <algorithm>
#include <cmath>

namespace alluse::validation {

ArrivalSchedule::ArrivalSchedule(const Scenario& scenario, std::uint64_t seed, double share)
    : m_scenario(scenario), m_random(seed), m_share(share) {}

std::optional<Nanos> ArrivalSchedule::next() {
    const std::lock_guard lock(m_mutex);
    if (!m_hasPending) m_pending = m_scenario.model.isPoisson ? exponential(m_random, 1) : 1;
    m_hasPending = false;
    while (m_stage < m_scenario.stages.size()) {
        const Stage& stage = m_scenario.stages[m_stage];
        const double from = stage.from * m_share, to = stage.to * m_share;
        const double whole = (from + to) / 2 * stage.seconds;
        const double wanted = m_doneInStage + m_pending;
        if (wanted <= whole * (1 + 1e-12) && whole > 0) {
            m_doneInStage = wanted;
            // from·t + (to − from)·t²/(2·T) = wanted, solved without losing digits for small slopes.
            const double slope = (to - from) / stage.seconds;
            const double root = std::sqrt(std::max(0.0, from * from + 2 * slope * wanted));
            const double t = from + root > 0 ? 2 * wanted / (from + root) : 0;
            return toNanos(m_stageStart + std::min(t, stage.seconds));
        }
        m_pending = wanted - whole;
        m_doneInStage = 0;
        m_stageStart += stage.seconds;
        ++m_stage;
    }
    return std::nullopt;
}

std::optional<Nanos> whenActive(const Scenario& scenario, double user, Nanos now) {
    const double second = toSeconds(now);
    if (second < scenario.seconds() && scenario.loadAt(second) > user) return now;
    double begin = 0;
    for (const auto& stage : scenario.stages) {
        const double end = begin + stage.seconds;
        if (second < end && std::max(stage.from, stage.to) > user) {
            if (stage.from > user && begin >= second) return toNanos(begin);
            if (stage.to > stage.from) {
                const double crossing = begin + stage.seconds * (user - stage.from) / (stage.to - stage.from);
                // A hair later, when the line is above the user's number.
                if (crossing >= second) return std::max(now + 1, toNanos(crossing) + 1'000);
            }
        }
        begin = end;
    }
    return std::nullopt;
}

} // namespace alluse::validation
