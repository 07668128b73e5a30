#pragma once
// Names, notes and reasons: what text may be stored (invariant I18).

#include "domain/refusal.h"
#include "domain/result.h"

#include <string>
#include <string_view>

namespace alluse::domain {

inline constexpr std::size_t kNameLengthMax = 200;  // characters, not bytes
inline constexpr std::size_t kNoteLengthMax = 2'000;

// Valid UTF-8, no control characters, no NUL, no bidi controls U+202A–202E/2066–2069.
// Returns the text without leading and trailing blanks, or the refusal naming `field`.
[[nodiscard]] Result<std::string, Refusal> checkedName(std::string_view text, std::string_view field);
// The same, may be empty and longer; line breaks are allowed.
[[nodiscard]] Result<std::string, Refusal> checkedNote(std::string_view text, std::string_view field);
[[nodiscard]] bool isValidUtf8(std::string_view text);

} // namespace alluse::domain
