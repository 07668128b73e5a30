#pragma once
// "Did you mean …": the known word nearest to a mistyped one.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace alluse::cli {

// None when every word is too far away to be what was meant.
[[nodiscard]] std::optional<std::string> nearestWord(std::string_view typed,
                                                     std::span<const std::string> words);

} // namespace alluse::cli
