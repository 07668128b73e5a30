#include "alerts/anomaly/tail_limit.h"

#include "alerts/statistics/robust.h"

#include <algorithm>
#include <cmath>

namespace alluse::alerts::anomaly {

namespace {

// Shape in Hosking's sign: negative is a heavy tail. What is believed before there is data, and how
// many blocks weigh as much as that belief.
constexpr double kShapePrior = -0.10;
constexpr double kPriorBlocks = 20.0;
constexpr double kShapeMin = -0.5;
constexpr double kShapeMax = 0.15;
// A return period is read off at most this many times the history it was fitted on.
constexpr double kExtrapolationMax = 64.0;
constexpr std::int64_t kBlocksKeptMs = 4 * kWeekMs;
// A week holds most of what a series does; with less, limits stand further out.
constexpr double kEarlyMargin = 0.25;

struct Moments { // the first two L-moments and the L-skewness
    double mean;
    double scale;
    double skewness;
};

Moments momentsOf(std::vector<double>& values) {
    std::ranges::sort(values);
    const auto n = static_cast<double>(values.size());
    double b0 = 0.0;
    double b1 = 0.0;
    double b2 = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto j = static_cast<double>(i);
        b0 += values[i] / n;
        b1 += values[i] * j / (n * (n - 1.0));
        b2 += values[i] * j * (j - 1.0) / (n * (n - 1.0) * (n - 2.0));
    }
    const double scale = 2.0 * b1 - b0;
    return {b0, scale, scale > 0.0 ? (6.0 * b2 - 6.0 * b1 + b0) / scale : 0.0};
}

} // namespace

double Limits::score(double value) const {
    const double room = value >= center ? upper - center : center - lower;
    return room > 0.0 ? std::abs(value - center) / room : 0.0;
}

double Limits::clipped(double value, double times) const {
    return std::clamp(value, center - times * (center - lower), center + times * (upper - center));
}

void TailLimit::add(std::int64_t timeMs, double value) {
    if (m_samplesPerBlock == 0) m_samplesPerBlock = m_settings.blockSamples;
    if (m_ring.size() < kRingMax) {
        m_ring.push_back(value);
    } else {
        m_ring[m_ringAt] = value;
        m_ringAt = (m_ringAt + 1) % kRingMax;
    }
    if (m_openCount == 0) m_open = {timeMs, timeMs, value, value};
    m_open.toMs = timeMs;
    m_open.low = std::min(m_open.low, value);
    m_open.high = std::max(m_open.high, value);
    if (++m_openCount >= m_samplesPerBlock) closeBlock();
    if (++m_count >= m_nextRefresh) refreshSpread();
}

void TailLimit::closeBlock() {
    m_blocks.push_back(m_open);
    m_openCount = 0;
    const auto oldest = m_open.toMs - kBlocksKeptMs;
    if (m_blocks.size() > 2 * kBlocksMin && m_blocks.front().toMs < oldest)
        m_blocks.erase(m_blocks.begin());
    if (m_blocks.size() > kBlocksMax) {
        std::vector<Block> joined;
        for (std::size_t i = 0; i + 1 < m_blocks.size(); i += 2)
            joined.push_back({m_blocks[i].fromMs, m_blocks[i + 1].toMs,
                              std::min(m_blocks[i].low, m_blocks[i + 1].low),
                              std::max(m_blocks[i].high, m_blocks[i + 1].high)});
        m_blocks = std::move(joined);
        m_samplesPerBlock *= 2;
    }
    if (m_blocks.size() >= kBlocksMin) {
        std::vector<double> highs;
        std::vector<double> lows;
        double lengthMs = 0.0;
        for (const auto& block : m_blocks) {
            highs.push_back(block.high);
            lows.push_back(-block.low);
            lengthMs += static_cast<double>(block.toMs - block.fromMs);
        }
        lengthMs = std::max(lengthMs / static_cast<double>(m_blocks.size()), 1.0);
        m_highest = extremeOf(std::move(highs), lengthMs);
        m_lowest = -extremeOf(std::move(lows), lengthMs);
        m_hasExtremes = true;
    }
    refreshLimits();
}

double TailLimit::extremeOf(std::vector<double> extremes, double blockMs) const {
    const auto n = static_cast<double>(extremes.size());
    const auto moments = momentsOf(extremes);
    if (moments.scale <= 0.0) return moments.mean;
    const double c = 2.0 / (3.0 + moments.skewness) - std::log(2.0) / std::log(3.0);
    const double measured = 7.8590 * c + 2.9554 * c * c;
    double k = (measured * n + kShapePrior * kPriorBlocks) / (n + kPriorBlocks);
    k = std::clamp(k, kShapeMin, kShapeMax);
    if (std::abs(k) < 1e-4) k = -1e-4; // the formulas below divide by it
    const double gamma = std::tgamma(1.0 + k);
    const double alpha = moments.scale * k / ((1.0 - std::pow(2.0, -k)) * gamma);
    const double location = moments.mean - alpha * (1.0 - gamma) / k;
    const double period = std::clamp(static_cast<double>(m_settings.returnMs) / blockMs, 2.0,
                                     kExtrapolationMax * n);
    return location + alpha / k * (1.0 - std::pow(-std::log1p(-1.0 / period), k));
}

void TailLimit::refreshSpread() {
    constexpr std::size_t kOften = 16;
    constexpr std::size_t kSeldom = 128; // once it hardly moves any more
    m_nextRefresh = m_count + (m_count < 512 ? kOften : kSeldom);
    const auto scale = statistics::robustScale(m_ring);
    m_limits.center = scale.median;
    m_limits.spread = scale.spread;
    refreshLimits();
}

void TailLimit::refreshLimits() {
    const double least = m_settings.spreadsMin * m_limits.spread;
    m_limits.upper = m_limits.center + least;
    m_limits.lower = m_limits.center - least;
    if (!m_hasExtremes) return;
    m_limits.upper = std::max(m_limits.upper, m_highest);
    m_limits.lower = std::min(m_limits.lower, m_lowest);
    const auto historyMs = static_cast<double>(m_blocks.back().toMs - m_blocks.front().fromMs);
    const double margin =
        1.0 + kEarlyMargin * std::max(0.0, 1.0 - historyMs / static_cast<double>(kWeekMs));
    m_limits.upper = m_limits.center + margin * (m_limits.upper - m_limits.center);
    m_limits.lower = m_limits.center - margin * (m_limits.center - m_limits.lower);
}

} // namespace alluse::alerts::anomaly
