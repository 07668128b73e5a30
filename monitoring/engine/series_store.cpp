#include "engine/series_store.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alluse::engine {

namespace {

constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

} // namespace

SeriesStore::SeriesStore(StoreLimits limits) : m_limits(limits) {
    m_limits.ticksPerBlock = std::max<std::size_t>(1, m_limits.ticksPerBlock);
    m_limits.blocksMax = std::max<std::size_t>(1, m_limits.blocksMax);
}

std::optional<SeriesIndex> SeriesStore::add(const SeriesKey& key) {
    if (const auto known = find(key)) return known;
    if (m_keys.size() >= m_limits.seriesMax) return std::nullopt;
    const auto index = static_cast<SeriesIndex>(m_keys.size());
    m_keys.push_back(key);
    m_indexes.emplace(key, index);
    return index;
}

std::optional<SeriesIndex> SeriesStore::find(const SeriesKey& key) const {
    const auto at = m_indexes.find(key);
    if (at == m_indexes.end()) return std::nullopt;
    return at->second;
}

void SeriesStore::append(qint64 timeMs, std::span<const double> values) {
    if (const auto newest = newestMs(); newest && timeMs <= *newest) discardFrom(timeMs);
    if (m_blocks.empty() || m_blocks.back().times.size() >= m_limits.ticksPerBlock) {
        m_blocks.emplace_back().times.reserve(m_limits.ticksPerBlock);
        if (m_blocks.size() > m_limits.blocksMax) m_blocks.pop_front();
    }
    Block& block = m_blocks.back();
    const std::size_t tick = block.times.size();
    block.times.push_back(timeMs);
    const std::size_t count = std::min(values.size(), m_keys.size());
    if (block.columns.size() < count) block.columns.resize(count);
    for (std::size_t index = 0; index < block.columns.size(); ++index) {
        const double value = index < count ? values[index] : kAbsent;
        auto& column = block.columns[index];
        if (column.empty()) {
            if (!std::isfinite(value)) continue;
            column.reserve(m_limits.ticksPerBlock);
            column.assign(tick, kAbsent);
        }
        column.push_back(std::isfinite(value) ? value : kAbsent);
    }
}

std::optional<qint64> SeriesStore::oldestMs() const {
    if (m_blocks.empty()) return std::nullopt;
    return m_blocks.front().times.front();
}

std::optional<qint64> SeriesStore::newestMs() const {
    if (m_blocks.empty()) return std::nullopt;
    return m_blocks.back().times.back();
}

std::size_t SeriesStore::ticksCount() const {
    std::size_t count = 0;
    for (const Block& block : m_blocks) count += block.times.size();
    return count;
}

std::optional<SeriesPoint> SeriesStore::latest(SeriesIndex index, qint64 notBeforeMs) const {
    for (auto block = m_blocks.rbegin(); block != m_blocks.rend(); ++block) {
        const bool hasColumn = index < block->columns.size() && !block->columns[index].empty();
        for (std::size_t tick = block->times.size(); tick-- > 0;) {
            if (block->times[tick] < notBeforeMs) return std::nullopt;
            if (hasColumn && std::isfinite(block->columns[index][tick]))
                return SeriesPoint{block->times[tick], block->columns[index][tick]};
        }
    }
    return std::nullopt;
}

Segments SeriesStore::range(SeriesIndex index, const RangeQuery& query) const {
    const qint64 columns = std::max(1, query.columnsMax);
    Reduction reduction((query.toMs - query.fromMs) / columns, query.gapMs);
    for (const Block& block : m_blocks) {
        if (block.times.back() < query.fromMs) continue;
        if (block.times.front() > query.toMs) break;
        if (index >= block.columns.size() || block.columns[index].empty()) continue;
        const auto first = std::lower_bound(block.times.begin(), block.times.end(), query.fromMs);
        const auto last = std::upper_bound(first, block.times.end(), query.toMs);
        for (auto time = first; time != last; ++time)
            reduction.add(*time,
                          block.columns[index][static_cast<std::size_t>(time - block.times.begin())]);
    }
    return reduction.finish();
}

void SeriesStore::discardFrom(qint64 timeMs) {
    while (!m_blocks.empty()) {
        Block& block = m_blocks.back();
        const auto first = std::lower_bound(block.times.begin(), block.times.end(), timeMs);
        const auto kept = static_cast<std::size_t>(first - block.times.begin());
        if (kept == block.times.size()) return;
        if (kept == 0) {
            m_blocks.pop_back();
            continue;
        }
        block.times.resize(kept);
        for (auto& column : block.columns)
            if (!column.empty()) column.resize(kept);
        return;
    }
}

} // namespace alluse::engine
