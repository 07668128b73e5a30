#pragma once
// Open addressing from a 32-bit fingerprint to a small number. Linear probing, erased by shifting
// back, so that lookups never walk over graves.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace alluse::cache {

// The middle bits of a hash: the top ones choose the shard, the lowest ones the sample.
[[nodiscard]] constexpr std::uint32_t fingerprintOf(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 20U);
}

class FingerprintIndex {
public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

    explicit FingerprintIndex(std::size_t entriesExpected = 8)
        : m_cells(std::bit_ceil(entriesExpected * 2 + 8)), m_mask(m_cells.size() - 1) {}

    // The value under the fingerprint for which `isSame` holds; kNone when there is none.
    template <class IsSame>
    [[nodiscard]] std::uint32_t find(std::uint32_t fingerprint, IsSame isSame) const {
        for (std::size_t i = fingerprint & m_mask;; i = (i + 1) & m_mask) {
            const Cell& cell = m_cells[i];
            if (cell.value == kNone) return kNone;
            if (cell.fingerprint == fingerprint && isSame(cell.value)) return cell.value;
        }
    }
    [[nodiscard]] std::uint32_t find(std::uint32_t fingerprint) const {
        return find(fingerprint, [](std::uint32_t) { return true; });
    }

    void insert(std::uint32_t fingerprint, std::uint32_t value) {
        if ((m_size + 1) * 2 > m_cells.size()) grow();
        place({fingerprint, value});
        ++m_size;
    }

    void erase(std::uint32_t fingerprint, std::uint32_t value) {
        std::size_t hole = fingerprint & m_mask;
        while (m_cells[hole].value != value || m_cells[hole].fingerprint != fingerprint) {
            if (m_cells[hole].value == kNone) return;
            hole = (hole + 1) & m_mask;
        }
        for (std::size_t i = (hole + 1) & m_mask; m_cells[i].value != kNone; i = (i + 1) & m_mask) {
            const std::size_t home = m_cells[i].fingerprint & m_mask;
            if (((i - home) & m_mask) < ((i - hole) & m_mask))
                continue; // would move before its home
            m_cells[hole] = m_cells[i];
            hole = i;
        }
        m_cells[hole] = {};
        --m_size;
    }
    [[nodiscard]] std::size_t size() const { return m_size; }
    void prefetch(std::uint32_t fingerprint) const {
        __builtin_prefetch(&m_cells[fingerprint & m_mask]);
    }

private:
    struct Cell {
        std::uint32_t fingerprint = 0;
        std::uint32_t value = kNone;
    };
    void place(Cell cell) {
        std::size_t i = cell.fingerprint & m_mask;
        while (m_cells[i].value != kNone)
            i = (i + 1) & m_mask;
        m_cells[i] = cell;
    }
    void grow() {
        std::vector<Cell> old(m_cells.size() * 2);
        old.swap(m_cells);
        m_mask = m_cells.size() - 1;
        for (const Cell& cell : old)
            if (cell.value != kNone) place(cell);
    }

    std::vector<Cell> m_cells;
    std::size_t m_mask;
    std::size_t m_size = 0;
};

} // namespace alluse::cache
