#pragma once
// One measured value, and the two clocks that alerts know.

#include "metrics/histogram.h"

#include <cstdint>
#include <memory>

namespace alluse::alerts {

// Times are milliseconds of a clock that only grows. A live engine hands in steady time on the
// wall's calendar, a backtest the times of its file.
struct Sample {
    std::int64_t timeMs = 0;
    double value = 0.0; // finite; what was not measured is not a sample
    // What a timer or a distribution recorded since the sample before, for percentiles of a window.
    std::shared_ptr<const metrics::Histogram> histogram{};
};

// The moment of an evaluation. Timers and windows live on the monotonic clock, which no person sets
// and which stands still in suspend; stamps, snoozing and mute windows live on the wall clock.
struct Moment {
    std::int64_t monotonicMs = 0;
    std::int64_t wallMs = 0; // since 1970 UTC
};

inline constexpr std::int64_t kSecondMs = 1'000;
inline constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
inline constexpr std::int64_t kHourMs = 60 * kMinuteMs;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;
inline constexpr std::int64_t kWeekMs = 7 * kDayMs;

} // namespace alluse::alerts
