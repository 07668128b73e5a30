#pragma once
// How often a key was asked for, roughly: four 4-bit counters of a count-min sketch, the smallest
// counts, all halved now and then so that the past fades (Einziger, Friedman, Manes: TinyLFU,
// 2017).

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace alluse::cache {

class FrequencySketch {
public:
    static constexpr unsigned kCountMax = 15;

    explicit FrequencySketch(std::size_t capacity)
        : m_words(std::bit_ceil(std::max<std::size_t>(capacity, 8))),
          m_mask(m_words.size() - 1),
          m_sampleMax(10 * std::max<std::size_t>(capacity, 8)) {}

    void record(std::uint64_t hash) {
        // Only the smallest counters grow: those that others share are too large already.
        const unsigned least = estimate(hash);
        if (least == kCountMax) return;
        for (unsigned row = 0; row < 4; ++row) {
            std::uint64_t& word = m_words[wordOf(hash, row)];
            const unsigned shift = shiftOf(hash, row);
            if (((word >> shift) & 15U) == least) word += std::uint64_t{1} << shift;
        }
        if (++m_recorded >= m_sampleMax) halve();
    }
    [[nodiscard]] unsigned estimate(std::uint64_t hash) const {
        unsigned count = kCountMax;
        for (unsigned row = 0; row < 4; ++row)
            count = std::min(count, static_cast<unsigned>(
                                        (m_words[wordOf(hash, row)] >> shiftOf(hash, row)) & 15U));
        return count;
    }

private:
    static std::uint64_t mixed(std::uint64_t hash, unsigned row) {
        constexpr std::uint64_t kSeeds[4] = {0xC3A5C85C97CB3127U, 0xB492B66FBE98F273U,
                                             0x9AE16A3B2F90404FU, 0xCBF29CE484222325U};
        hash = (hash ^ (hash >> 31U)) * kSeeds[row];
        return hash ^ (hash >> 32U);
    }
    [[nodiscard]] std::size_t wordOf(std::uint64_t hash, unsigned row) const {
        return mixed(hash, row) & m_mask;
    }
    // Each row has four of the sixteen counters of a word to itself.
    static unsigned shiftOf(std::uint64_t hash, unsigned row) {
        return (row * 4 + static_cast<unsigned>((hash >> (8U + row * 2U)) & 3U)) * 4;
    }
    void halve() {
        for (std::uint64_t& word : m_words)
            word = (word >> 1U) & 0x7777777777777777U;
        m_recorded /= 2;
    }

    std::vector<std::uint64_t> m_words;
    std::size_t m_mask;
    std::size_t m_sampleMax;
    std::size_t m_recorded = 0;
};

} // namespace alluse::cache
