#pragma once
// The history of all series in memory: bounded blocks of ticks, one column per series.
//
// All series share the times of their block, a column costs eight bytes per tick. The blocks are
// what later tiers roll up, pack and persist. One thread, the sampler's.

#include "engine/reduction.h"
#include "engine/series_key.h"

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace alluse::engine {

using SeriesIndex = std::uint32_t;

struct SeriesPoint {
    qint64 timeMs = 0;
    double value = 0.0;
};

struct StoreLimits {
    std::size_t ticksPerBlock = 240; // four minutes
    std::size_t blocksMax = 31;      // a little more than two hours, the longest range offered
    std::size_t seriesMax = 4'096;
};

struct RangeQuery {
    qint64 fromMs = 0;
    qint64 toMs = 0;
    int columnsMax = 1'000;  // pixel columns of the chart
    qint64 gapMs = kGapMs;
};

class SeriesStore {
public:
    explicit SeriesStore(StoreLimits limits = {});

    // Finds or adds a series; nothing when seriesMax is reached.
    std::optional<SeriesIndex> add(const SeriesKey& key);
    [[nodiscard]] std::optional<SeriesIndex> find(const SeriesKey& key) const;
    [[nodiscard]] std::size_t seriesCount() const { return m_keys.size(); }
    [[nodiscard]] const SeriesKey& key(SeriesIndex index) const { return m_keys[index]; }

    // One tick. values[index] belongs to the series of that index; NaN or a missing tail means
    // "no value". A time at or before the newest one (a clock set back) first discards what lies
    // at and after it.
    void append(qint64 timeMs, std::span<const double> values);

    [[nodiscard]] std::optional<qint64> oldestMs() const;
    [[nodiscard]] std::optional<qint64> newestMs() const;
    [[nodiscard]] std::size_t ticksCount() const;

    // The newest value that is not older than `notBeforeMs`.
    [[nodiscard]] std::optional<SeriesPoint> latest(SeriesIndex index, qint64 notBeforeMs) const;
    // The points of a closed range, reduced to minimum and maximum per pixel column.
    [[nodiscard]] Segments range(SeriesIndex index, const RangeQuery& query) const;

private:
    struct Block {
        std::vector<qint64> times;
        std::vector<std::vector<double>> columns; // by series; empty while it had no value
    };

    void discardFrom(qint64 timeMs);

    StoreLimits m_limits;
    std::map<SeriesKey, SeriesIndex> m_indexes;
    std::vector<SeriesKey> m_keys;
    std::deque<Block> m_blocks;
};

} // namespace alluse::engine
