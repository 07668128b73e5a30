#pragma once
// Monotonic time for order, ageing and measured durations; tests bring their own.

#include <chrono>

namespace alluse::jobs {

class JobClock {
public:
    virtual ~JobClock() = default;
    // Time since any fixed point; called from every thread that submits or runs jobs.
    [[nodiscard]] virtual std::chrono::nanoseconds now() const = 0;
};

class SteadyJobClock final : public JobClock {
public:
    [[nodiscard]] std::chrono::nanoseconds now() const override {
        return std::chrono::steady_clock::now().time_since_epoch();
    }
};

} // namespace alluse::jobs
