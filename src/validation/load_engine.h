#pragma once
// Makes the load: workers that are users or take arrivals, each with a driver and a recording of
// its own, and one coordinator that looks at them once a second.

#include "domain/seeded_random.h"
#include "validation/arrivals.h"
#include "validation/timeline.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace alluse::validation {

// What is under load. One thread each; what several share is theirs to guard.
class Driver {
public:
    virtual ~Driver() = default;
    // Makes the order, outside the measured time. False: nothing is left to do it with.
    virtual bool prepare(Operation operation, domain::SeededRandom& random) = 0;
    // Does it. Empty: answered; else the kind of error.
    virtual std::string_view perform(Operation operation) = 0;
};
using DriverFactory = std::function<std::unique_ptr<Driver>(int worker)>;

struct LoadPart { // of a load that several processes share
    int index = 0, count = 1;
};

struct LoadProgress {
    double second = 0, seconds = 0;
    const Timeline& timeline;
};

struct LoadOptions {
    LoadPart part;
    std::stop_token stop;
    // Once a second, on the caller's thread; false ends the run.
    std::function<bool(const LoadProgress&)> onSecond;
};

struct LoadOutcome {
    Timeline timeline;
    double seconds = 0;     // how long it ran
    bool isStopped = false; // before its end
    bool isExhausted = false; // a driver had nothing left to work on
};

// One worker's loop; what the engine runs on each of its threads, and tests on a clock of theirs.
class Worker {
public:
    Worker(const Scenario& scenario, int number, LoadClock& clock, Driver& driver, Recorder& recorder);
    void runUser(double user, const std::stop_token& stop);
    void runArrivals(ArrivalSchedule& schedule, const std::stop_token& stop);
    [[nodiscard]] bool isExhausted() const { return m_isExhausted; }

private:
    [[nodiscard]] std::size_t pick();
    void perform(std::size_t part, Nanos intended, Nanos started);

    const Scenario& m_scenario;
    LoadClock& m_clock;
    Driver& m_driver;
    Recorder& m_recorder;
    domain::SeededRandom m_random;
    double m_weight = 0; // of the whole mix
    Nanos m_freeSince = 0;
    bool m_isExhausted = false;
};

[[nodiscard]] LoadOutcome runLoad(const Scenario& scenario, const DriverFactory& drivers, LoadClock& clock,
                                  const LoadOptions& options = {});

// Operations per second that this generator reaches on a service that does nothing.
[[nodiscard]] double generatorLimit(const Scenario& scenario, double seconds = 0.2);

} // namespace alluse::validation
