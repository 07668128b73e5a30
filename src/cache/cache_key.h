#pragma once
// What an entry is found by, and its hash.

#include <compare>
#include <cstdint>
#include <string_view>

namespace alluse::cache {

// What kind of value stands under a key. The number is part of the file of the second level.
enum class KeyKind : std::uint8_t {
    Account = 1,
    AccountDetails,
    Family,
    BookTotals,
    Series,
    Other
};
inline constexpr std::size_t kKeyKinds = 7; // counted from 0, which is unused
[[nodiscard]] std::string_view nameOf(KeyKind kind);

struct CacheKey {
    KeyKind kind = KeyKind::Other;
    std::int64_t id = 0;
    std::int64_t detail = 0; // a second part where one id is not enough, e.g. a date
    auto operator<=>(const CacheKey&) const = default;
};

// Murmur's finalizer: every bit of the key reaches every bit of the hash.
[[nodiscard]] constexpr std::uint64_t mixBits(std::uint64_t bits) {
    bits = (bits ^ (bits >> 33U)) * 0xFF51AFD7ED558CCDU;
    bits = (bits ^ (bits >> 33U)) * 0xC4CEB9FE1A85EC53U;
    return bits ^ (bits >> 33U);
}
[[nodiscard]] constexpr std::uint64_t hashOf(const CacheKey& key) {
    const auto detail = static_cast<std::uint64_t>(key.detail) * 0x9E3779B97F4A7C15U;
    return mixBits(static_cast<std::uint64_t>(key.id) + detail +
                   (static_cast<std::uint64_t>(key.kind) << 56U));
}

} // namespace alluse::cache
