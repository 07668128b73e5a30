#pragma once
// Time as the load sees it: nanoseconds since the run began. A port, so that a test knows every
// latency, and how late a wait ends.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace alluse::validation {

using Nanos = std::int64_t;
inline constexpr double kNanosPerSecond = 1e9;
[[nodiscard]] inline Nanos toNanos(double seconds) { return static_cast<Nanos>(seconds * kNanosPerSecond); }
[[nodiscard]] inline double toSeconds(Nanos nanos) { return static_cast<double>(nanos) / kNanosPerSecond; }

class LoadClock {
public:
    virtual ~LoadClock() = default;
    [[nodiscard]] virtual Nanos now() = 0;
    // Returns at `until`, somewhat later, or at once when a stop was asked for.
    virtual void waitUntil(Nanos until, const std::stop_token& stop) = 0;
};

// Thread-safe.
class SteadyLoadClock final : public LoadClock {
public:
    using Clock = std::chrono::steady_clock;
    explicit SteadyLoadClock(Clock::time_point start = Clock::now()) : m_start(start) {}
    [[nodiscard]] Nanos now() override { return (Clock::now() - m_start).count(); }
    void waitUntil(Nanos until, const std::stop_token& stop) override {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        wake.wait_until(lock, stop, m_start + std::chrono::nanoseconds(until), [] { return false; });
    }

private:
    Clock::time_point m_start;
};

} // namespace alluse::validation
