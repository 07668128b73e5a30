#include "domain/sha1.h"

#include <bit>
#include <vector>

namespace alluse::domain::detail {

namespace {

using State = std::array<std::uint32_t, 5>;

// FIPS 180-4 section 6.1.2.
void mixBlock(State& state, const std::uint8_t* block) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t i = 0; i < 16; ++i)
        words[i] = static_cast<std::uint32_t>(block[4 * i]) << 24U |
                   static_cast<std::uint32_t>(block[4 * i + 1]) << 16U |
                   static_cast<std::uint32_t>(block[4 * i + 2]) << 8U | block[4 * i + 3];
    for (std::size_t i = 16; i < 80; ++i)
        words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);

    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
        std::uint32_t f = b ^ c ^ d, k = 0xCA62C1D6U;
        if (i < 20) f = (b & c) | (~b & d), k = 0x5A827999U;
        else if (i < 40) k = 0x6ED9EBA1U;
        else if (i < 60) f = (b & c) | (b & d) | (c & d), k = 0x8F1BBCDCU;
        const std::uint32_t next = std::rotl(a, 5) + f + e + k + words[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

} // namespace

std::array<std::uint8_t, 20> sha1(std::span<const std::uint8_t> message) {
    std::vector<std::uint8_t> padded(message.begin(), message.end());
    padded.push_back(0x80);
    while (padded.size() % 64 != 56) padded.push_back(0);
    const std::uint64_t bits = static_cast<std::uint64_t>(message.size()) * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        padded.push_back(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(shift)));

    State state{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    for (std::size_t at = 0; at < padded.size(); at += 64) mixBlock(state, padded.data() + at);

    std::array<std::uint8_t, 20> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24U - 8U * (i % 4)));
    return digest;
}

} // namespace alluse::domain::detail
