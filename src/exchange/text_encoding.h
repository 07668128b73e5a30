#pragma once
// The encodings of bank files, and UTF-8, which everything behind the reader speaks.

#include <optional>
#include <string>
#include <string_view>

namespace alluse::exchange {

enum class Encoding { Utf8, Latin1, Windows1252, Utf16 };

[[nodiscard]] std::string_view code(Encoding encoding); // "utf-8" …
[[nodiscard]] std::optional<Encoding> parseEncoding(std::string_view code);

// The bytes of one field as UTF-8; none when they are no text of this encoding. A UTF-16 file is
// UTF-8 by the time it is cut into fields (utf16_file.h).
[[nodiscard]] std::optional<std::string> decoded(std::string_view bytes, Encoding encoding);
// UTF-8 as bytes of a file; '?' stands for what the encoding cannot say. UTF-16 is little endian,
// without a byte order mark.
[[nodiscard]] std::string encoded(std::string_view utf8, Encoding encoding);

// Bank files say "byte order mark" in front of UTF-8 and UTF-16.
inline constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
inline constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
inline constexpr std::string_view kUtf16BigMark = "\xFE\xFF";

void appendUtf8(std::string& text, char32_t character);

} // namespace alluse::exchange
