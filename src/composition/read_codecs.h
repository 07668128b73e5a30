#pragma once
// How the values of cached reads become the bytes of the second level, and come back.

#include "cache/second_level.h"
#include "services/rows.h"

namespace alluse::composition {

// Part of the identity of the file: a program that writes other bytes begins another one.
inline constexpr int kCodecVersion = 1;

[[nodiscard]] const cache::Codec& accountCodec();        // domain::Account
[[nodiscard]] const cache::Codec& accountDetailsCodec(); // services::AccountDetails
[[nodiscard]] const cache::Codec& familyCodec();         // services::FamilyRow
[[nodiscard]] const cache::Codec& bookTotalsCodec();     // services::BookTotals

} // namespace alluse::composition
