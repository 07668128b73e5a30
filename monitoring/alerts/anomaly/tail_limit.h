#pragma once
// How far a statistic may stray before that is news: limits calibrated on its own history.
//
// A multiple of the spread alone is too tight for data with heavy tails and too wide for data with
// none. So the extremes of equal blocks of history are fitted with the generalized extreme value
// distribution by L-moments (Hosking, Wallis and Wood, Technometrics 27, 1985), and the limit is
// what that distribution expects to be passed once in a return period. With few blocks its shape
// is drawn towards a slightly heavy tail. The limit is never nearer than a few spreads.

#include "alerts/sample.h"

#include <cstddef>
#include <vector>

namespace alluse::alerts::anomaly {

struct Limits {
    double center = 0.0;
    double spread = 0.0;
    double lower = 0.0;
    double upper = 0.0;

    // Distance from the center in units of the distance to the limit on that side.
    [[nodiscard]] double score(double value) const;
    [[nodiscard]] double clipped(double value, double times) const;
};

struct TailSettings {
    std::size_t blockSamples = 36;
    std::int64_t returnMs = 6 * kWeekMs;
    double spreadsMin = 4.0; // the limit is at least this far out
};

class TailLimit {
public:
    explicit TailLimit(TailSettings settings) : m_settings(settings) {}

    // Values that an incident explains should be clipped or left out by the caller.
    void add(std::int64_t timeMs, double value);
    [[nodiscard]] bool isReady() const { return m_blocks.size() >= kBlocksMin; }
    [[nodiscard]] const Limits& limits() const { return m_limits; }
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    struct Block {
        std::int64_t fromMs;
        std::int64_t toMs;
        double low;
        double high;
    };

    static constexpr std::size_t kBlocksMin = 4;
    static constexpr std::size_t kBlocksMax = 256; // then neighbours are joined
    static constexpr std::size_t kRingMax = 1'024;

    void closeBlock();
    void refreshSpread();
    void refreshLimits();
    [[nodiscard]] double extremeOf(std::vector<double> extremes, double blockMs) const;

    TailSettings m_settings;
    std::vector<double> m_ring;
    std::size_t m_ringAt = 0;
    std::size_t m_count = 0;
    std::size_t m_nextRefresh = 16;
    std::vector<Block> m_blocks;
    Block m_open{};
    std::size_t m_openCount = 0;
    std::size_t m_samplesPerBlock = 0;
    double m_highest = 0.0; // return levels, relative to nothing
    double m_lowest = 0.0;
    bool m_hasExtremes = false;
    Limits m_limits;
};

} // namespace alluse::alerts::anomaly
