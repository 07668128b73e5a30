#pragma once
// When work is due: the arrivals of an open model, the users of a closed one.

#include "domain/seeded_random.h"
#include "validation/load_clock.h"
#include "validation/scenario.h"

#include <mutex>
#include <optional>

namespace alluse::validation {

// One schedule that all workers take from. Arrivals are where the integral of the rate reaches the
// next whole number, or, for Poisson, the next sum of exponential gaps. Thread-safe.
class ArrivalSchedule {
public:
    // `share` of the rate is this process's.
    ArrivalSchedule(const Scenario& scenario, std::uint64_t seed, double share = 1);
    [[nodiscard]] std::optional<Nanos> next();

private:
    const Scenario& m_scenario;
    std::mutex m_mutex; // guards what follows
    domain::SeededRandom m_random;
    double m_share;
    std::size_t m_stage = 0;
    double m_stageStart = 0;    // seconds
    double m_doneInStage = 0;   // arrivals of this stage's integral that have been handed out
    double m_pending = 0;       // of the gap to the next arrival, carried over from the stage before
    bool m_hasPending = false;
};

// Whether user number `user` (0 …) works at this moment; none: when it will; no value: never again.
[[nodiscard]] std::optional<Nanos> whenActive(const Scenario& scenario, double user, Nanos now);

} // namespace alluse::validation
