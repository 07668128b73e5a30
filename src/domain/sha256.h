#pragma once
// SHA-256 (FIPS 180-4): the fingerprint of a command's payload and of an imported file.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace alluse::domain {

using Sha256 = std::array<std::uint8_t, 32>;

// For what comes in pieces: a file of any size.
class Sha256Stream {
public:
    void add(std::string_view bytes);
    [[nodiscard]] Sha256 finish();

private:
    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> m_block{};
    std::size_t m_filled = 0; // of the block
    std::uint64_t m_total = 0;
};

[[nodiscard]] Sha256 sha256(std::string_view bytes);
[[nodiscard]] std::string hexText(const Sha256& digest); // lower case

} // namespace alluse::domain
