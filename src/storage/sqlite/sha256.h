#pragma once
// SHA-256 (FIPS 180-4): the fingerprint of a command's payload and of an imported file.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace alluse::storage::sqlite {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::string_view bytes);
[[nodiscard]] std::string hexText(const Sha256& digest); // lower case

} // namespace alluse::storage::sqlite
