#pragma once
// Keeps jobs away from a resource that fails: closed → open after several failures in a row → one
// probe after a pause → closed again, or open for twice as long.

#include <chrono>

namespace alluse::jobs {

struct BreakerOptions {
    int failuresMax = 5; // in a row
    std::chrono::nanoseconds pauseFirst = std::chrono::seconds(5);
    std::chrono::nanoseconds pauseMax = std::chrono::minutes(2);
};

// Guarded by its owner; pure but for the times it is given.
class CircuitBreaker {
public:
    enum class State { Closed, Open, Probing };

    explicit CircuitBreaker(BreakerOptions options = {}) : m_options(options) {}

    // True: go on, and tell how it ended. In the state Open the first one after the pause becomes
    // the probe, and all others wait for its end.
    [[nodiscard]] bool admits(std::chrono::nanoseconds now);
    void succeeded();
    void failed(std::chrono::nanoseconds now);
    // The admitted work ended without a word about the resource, e.g. it was cancelled.
    void abandoned();

    [[nodiscard]] State state() const noexcept { return m_state; }
    // When to ask again; meant for states other than Closed.
    [[nodiscard]] std::chrono::nanoseconds nextAskAt(std::chrono::nanoseconds now) const;

private:
    // While a probe is out, others look again this often.
    static constexpr std::chrono::nanoseconds kProbeLook = std::chrono::milliseconds(250);

    BreakerOptions m_options;
    State m_state = State::Closed;
    int m_failures = 0;
    std::chrono::nanoseconds m_pause{0};
    std::chrono::nanoseconds m_openUntil{0};
};

} // namespace alluse::jobs
