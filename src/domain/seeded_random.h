#pragma once
// A small random source whose numbers are the same on every platform, unlike std distributions.

#include <cstdint>

namespace alluse::domain {

// SplitMix64 (Steele, Lea, Flood 2014): passes BigCrush, one word of state.
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    // 0 … bound − 1; the bias is below 2^-32 for the small bounds used here.
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
    }
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    bool oneIn(std::int64_t n) { return below(n) == 0; }
    // Bell-shaped around `mean`, never further away than 2 × spread: the sum of four draws.
    std::int64_t around(std::int64_t mean, std::int64_t spread) {
        std::int64_t sum = 0;
        for (int i = 0; i < 4; ++i) sum += between(-spread, spread);
        return mean + sum / 2;
    }

private:
    std::uint64_t m_state;
};

} // namespace alluse::domain
