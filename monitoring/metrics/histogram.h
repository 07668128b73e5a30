#pragma once
// Mergeable log-linear histogram (value type) and the one definition of a percentile.

#include "metrics/histogram_buckets.h"

#include <array>
#include <functional>
#include <vector>

namespace alluse::metrics {

class Histogram {
public:
    void record(std::uint64_t value, std::uint64_t times = 1);
    // Adds buckets and sum of the other one; the same as having recorded both streams here.
    void merge(const Histogram& other);
    // What came in after `earlier`, an older state of the same growing histogram. The maximum of
    // the difference is exact when it is a new record, else the middle of its bucket.
    [[nodiscard]] Histogram since(const Histogram& earlier) const;

    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::uint64_t sum() const { return m_sum; }
    [[nodiscard]] std::uint64_t max() const { return m_max; }
    [[nodiscard]] double mean() const; // 0 when empty

    // Nearest rank: the smallest value that at least a share `q` (0..1) of the observations does
    // not exceed, given as the middle of its bucket and never above max(); within 1 % of the exact
    // value. Screens, reports and exports all use this. 0 when empty.
    [[nodiscard]] double percentile(double q) const;

    // Calls for each bucket in use, lowest value first: position and observations.
    void forEachBucket(const std::function<void(BucketPosition, std::uint64_t)>& use) const;
    // For readers that build a histogram from stored or sharded parts.
    void addToBucket(BucketPosition at, std::uint64_t times);
    void addToSum(std::uint64_t sum) { m_sum += sum; }
    void raiseMax(std::uint64_t max) { m_max = std::max(m_max, max); }

    friend bool operator==(const Histogram& a, const Histogram& b);

private:
    using Block = std::array<std::uint64_t, kBlockSteps>;

    [[nodiscard]] const Block* block(std::size_t index) const;

    // 1 + position in m_blocks, 0 for a block without observations: most timers touch 4 to 6.
    std::array<std::uint8_t, kBlockCount> m_slots{};
    std::vector<Block> m_blocks;
    std::uint64_t m_count = 0;
    std::uint64_t m_sum = 0;
    std::uint64_t m_max = 0;
};

} // namespace alluse::metrics
