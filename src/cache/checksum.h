#pragma once
// A fast 64-bit checksum against damage, not against an enemy.

#include "cache/cache_key.h"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace alluse::cache {

[[nodiscard]] inline std::uint64_t checksumOf(std::string_view bytes, std::uint64_t start = 0) {
    std::uint64_t sum = start ^ (bytes.size() * 0x9E3779B97F4A7C15U);
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        sum = (sum ^ word) * 0xFF51AFD7ED558CCDU;
        sum ^= sum >> 32U;
        bytes.remove_prefix(sizeof word);
    }
    for (const char byte : bytes)
        sum = (sum ^ static_cast<unsigned char>(byte)) * 0xC4CEB9FE1A85EC53U;
    return mixBits(sum);
}

} // namespace alluse::cache
