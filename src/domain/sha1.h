#pragma once
// SHA-1 (FIPS 180-4), only because RFC 4122 names it for version 5 ids; protects nothing.

#include <array>
#include <cstdint>
#include <span>

namespace alluse::domain::detail {

[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::span<const std::uint8_t> message);

} // namespace alluse::domain::detail
