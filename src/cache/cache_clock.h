#pragma once
// The time that entries expire by. Coarse, because a hit is shorter than reading a fine clock.

#include <cstdint>
#include <ctime>
#include <limits>

namespace alluse::cache {

inline constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

class CacheClock {
public:
    virtual ~CacheClock() = default;
    [[nodiscard]] virtual std::int64_t nowMs() const = 0; // steady
};

// A few milliseconds behind at most.
class SteadyCacheClock final : public CacheClock {
public:
    [[nodiscard]] std::int64_t nowMs() const override {
        timespec time{};
        ::clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
        return std::int64_t{time.tv_sec} * 1'000 + time.tv_nsec / 1'000'000;
    }
};

} // namespace alluse::cache
