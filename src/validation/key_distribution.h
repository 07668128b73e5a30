#pragma once
// Which key comes next: uniform, zipf, or a hot spot. The same seed gives the same keys.

#include "domain/seeded_random.h"
#include "validation/scenario.h"

#include <cstdint>

namespace alluse::validation {

// 0 ≤ value < 1, 53 bits of chance.
[[nodiscard]] inline double unit(domain::SeededRandom& random) {
    return static_cast<double>(random.next() >> 11U) * 0x1.0p-53;
}
[[nodiscard]] double exponential(domain::SeededRandom& random, double mean);

class Keys {
public:
    Keys(const KeyRule& rule, std::int64_t count);
    // 0 … count − 1. Hot keys lie scattered over the range.
    [[nodiscard]] std::int64_t next(domain::SeededRandom& random) const;

private:
    [[nodiscard]] std::int64_t zipfRank(domain::SeededRandom& random) const;
    [[nodiscard]] double integral(double x) const; // of x^-s, the H of Hörmann and Derflinger
    [[nodiscard]] double inverse(double y) const;

    KeyRule m_rule;
    std::int64_t m_count;
    std::int64_t m_step; // a prime that scatters ranks over keys
    double m_low = 0, m_high = 0, m_shortcut = 0;
};

} // namespace alluse::validation
