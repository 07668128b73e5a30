#include "metrics/histogram.h"

#include <cmath>

namespace alluse::metrics {

void Histogram::record(std::uint64_t value, std::uint64_t times) {
    if (times == 0) return;
    addToBucket(bucketOf(value), times);
    addToSum(value * times);
    raiseMax(value);
}

void Histogram::merge(const Histogram& other) {
    if (&other == this) {
        merge(Histogram(other));
        return;
    }
    other.forEachBucket([this](BucketPosition at, std::uint64_t times) { addToBucket(at, times); });
    addToSum(other.m_sum);
    raiseMax(other.m_max);
}

Histogram Histogram::since(const Histogram& earlier) const {
    Histogram difference;
    double highest = 0.0;
    forEachBucket([&](BucketPosition at, std::uint64_t times) {
        const Block* before = earlier.block(at.block);
        const std::uint64_t known = before ? (*before)[at.step] : 0;
        if (times <= known) return;
        difference.addToBucket(at, times - known);
        highest = bucketMiddle(at);
    });
    if (difference.isEmpty()) return difference;
    difference.m_sum = m_sum > earlier.m_sum ? m_sum - earlier.m_sum : 0;
    const auto estimate = static_cast<std::uint64_t>(std::llround(highest));
    difference.m_max = m_max > earlier.m_max ? m_max : std::min(estimate, m_max);
    return difference;
}

double Histogram::mean() const {
    return m_count == 0 ? 0.0 : static_cast<double>(m_sum) / static_cast<double>(m_count);
}

double Histogram::percentile(double q) const {
    if (m_count == 0) return 0.0;
    const double share = std::clamp(q, 0.0, 1.0) * static_cast<double>(m_count);
    // The small allowance keeps 0.99 x 100 from becoming rank 100 by rounding.
    const double rank = std::max(1.0, std::ceil(share - 1e-9 * share));
    std::uint64_t seen = 0;
    for (std::size_t index = 0; index < kBlockCount; ++index) {
        const Block* steps = block(index);
        if (!steps) continue;
        for (std::size_t step = 0; step < kBlockSteps; ++step) {
            seen += (*steps)[step];
            if (static_cast<double>(seen) >= rank)
                return std::min(bucketMiddle({index, step}), static_cast<double>(m_max));
        }
    }
    return static_cast<double>(m_max);
}

void Histogram::forEachBucket(
    const std::function<void(BucketPosition, std::uint64_t)>& use) const {
    for (std::size_t index = 0; index < kBlockCount; ++index) {
        const Block* steps = block(index);
        if (!steps) continue;
        for (std::size_t step = 0; step < kBlockSteps; ++step)
            if ((*steps)[step] != 0) use({index, step}, (*steps)[step]);
    }
}

void Histogram::addToBucket(BucketPosition at, std::uint64_t times) {
    std::uint8_t& slot = m_slots[at.block];
    if (slot == 0) {
        m_blocks.emplace_back();
        slot = static_cast<std::uint8_t>(m_blocks.size());
    }
    m_blocks[slot - std::size_t{1}][at.step] += times;
    m_count += times;
}

const Histogram::Block* Histogram::block(std::size_t index) const {
    const std::uint8_t slot = m_slots[index];
    return slot == 0 ? nullptr : &m_blocks[slot - std::size_t{1}];
}

bool operator==(const Histogram& a, const Histogram& b) {
    if (a.m_count != b.m_count || a.m_sum != b.m_sum || a.m_max != b.m_max) return false;
    static const Histogram::Block kNone{};
    for (std::size_t index = 0; index < kBlockCount; ++index) {
        const Histogram::Block* left = a.block(index);
        const Histogram::Block* right = b.block(index);
        if ((left ? *left : kNone) != (right ? *right : kNone)) return false;
    }
    return true;
}

} // namespace alluse::metrics
