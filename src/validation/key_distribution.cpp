#include "validation/key_distribution.h"

#include <algorithm>
#include <cmath>

namespace alluse::validation {

double exponential(domain::SeededRandom& random, double mean) { return -mean * std::log1p(-unit(random)); }

Keys::Keys(const KeyRule& rule, std::int64_t count)
    : m_rule(rule), m_count(std::max<std::int64_t>(1, count)), m_step(15'485'863) {
    while (m_count % m_step == 0) m_step = 32'452'843;
    if (rule.distribution != KeyDistribution::Zipf) return;
    m_low = integral(1.5) - 1.0;
    m_high = integral(static_cast<double>(m_count) + 0.5);
    m_shortcut = 2.0 - inverse(integral(2.5) - std::pow(2.0, -rule.exponent));
}

std::int64_t Keys::next(domain::SeededRandom& random) const {
    const auto scattered = [this](std::int64_t rank) {
        return rank * m_step % m_count; // both are far below 2^31
    };
    switch (m_rule.distribution) {
    case KeyDistribution::Uniform: return random.below(m_count);
    case KeyDistribution::Zipf: return scattered(zipfRank(random) - 1);
    case KeyDistribution::Hotspot: {
        const auto hot = std::max<std::int64_t>(1, std::llround(m_rule.hotShare * static_cast<double>(m_count)));
        if (hot == m_count || unit(random) < m_rule.hotTraffic) return scattered(random.below(hot));
        return scattered(hot + random.below(m_count - hot));
    }
    }
    return 0;
}

// Rejection-inversion (Hörmann and Derflinger, ACM TOMACS 6, 1996): exact, and no table of the keys.
std::int64_t Keys::zipfRank(domain::SeededRandom& random) const {
    for (;;) {
        const double u = m_high + unit(random) * (m_low - m_high);
        const double x = inverse(u);
        const auto rank = std::clamp<std::int64_t>(std::llround(x), 1, m_count);
        const double k = static_cast<double>(rank);
        if (k - x <= m_shortcut || u >= integral(k + 0.5) - std::pow(k, -m_rule.exponent)) return rank;
    }
}

double Keys::integral(double x) const {
    const double log = std::log(x), power = (1.0 - m_rule.exponent) * log;
    return log * (std::abs(power) > 1e-8 ? std::expm1(power) / power : 1.0 + power / 2);
}

double Keys::inverse(double y) const {
    const double t = std::max(-1.0, y * (1.0 - m_rule.exponent));
    return std::exp(y * (std::abs(t) > 1e-8 ? std::log1p(t) / t : 1.0 - t / 2));
}

} // namespace alluse::validation
