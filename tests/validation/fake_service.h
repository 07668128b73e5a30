#pragma once
// A service whose every latency is known, on a clock that only it moves.

#include "validation/load_engine.h"

#include <functional>
#include <utility>

namespace alluse::validation {

class FakeLoadClock final : public LoadClock {
public:
    [[nodiscard]] Nanos now() override { return m_now; }
    void waitUntil(Nanos until, const std::stop_token&) override { m_now = std::max(m_now, until) + oversleep; }
    void advance(Nanos by) { m_now += by; }
    Nanos oversleep = 0; // of a generator that is held back

private:
    Nanos m_now = 1; // a run begins a moment after its zero
};

class FakeService final : public Driver {
public:
    FakeService(FakeLoadClock& clock, std::function<Nanos(Nanos)> latencyAt)
        : m_clock(clock), m_latencyAt(std::move(latencyAt)) {}
    bool prepare(Operation, domain::SeededRandom&) override { return left-- > 0; }
    std::string_view perform(Operation) override {
        m_clock.advance(m_latencyAt(m_clock.now()));
        return {};
    }
    std::int64_t left = INT64_MAX;

private:
    FakeLoadClock& m_clock;
    std::function<Nanos(Nanos)> m_latencyAt;
};

inline Scenario scenarioOf(LoadModel model, double load, double seconds) {
    Scenario scenario;
    scenario.model.kind = model;
    scenario.model.dropAfterMs = 600'000;
    scenario.stages = {{"hold", seconds, load, load, true}};
    scenario.mix = {{Operation::Query, 1}};
    return scenario;
}

} // namespace alluse::validation
