#include "exchange/text_encoding.h"

#include "domain/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace alluse::exchange {

namespace {

constexpr std::array kEncodings{Encoding::Utf8, Encoding::Latin1, Encoding::Windows1252,
                                Encoding::Utf16};

// Windows-1252 from 0x80 to 0x9F (unicode.org, CP1252.TXT); 0 is not assigned. The rest is Latin-1.
constexpr std::array<char16_t, 32> kWindowsPart{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool isAscii(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

char32_t takeCharacter(std::string_view& utf8) { // of valid UTF-8
    const auto first = static_cast<unsigned char>(utf8.front());
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t value = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        value = value << 6U | (static_cast<unsigned char>(utf8[i]) & 0x3FU);
    utf8.remove_prefix(length);
    return value;
}

std::string singleByte(char32_t character, Encoding encoding) {
    const bool isWindows = encoding == Encoding::Windows1252;
    const bool isInLatin = character < 0x80 || (character >= 0xA0 && character <= 0xFF) ||
                           (character < 0xA0 && !isWindows);
    if (isInLatin) return {static_cast<char>(character)};
    if (isWindows) {
        const auto found = std::find(kWindowsPart.begin(), kWindowsPart.end(),
                                     static_cast<char16_t>(character));
        if (character <= 0xFFFF && found != kWindowsPart.end())
            return {static_cast<char>(0x80 + (found - kWindowsPart.begin()))};
    }
    return "?";
}

void appendUnit(std::string& bytes, char32_t unit) {
    bytes += static_cast<char>(unit & 0xFFU);
    bytes += static_cast<char>(unit >> 8U & 0xFFU);
}

} // namespace

std::string_view code(Encoding encoding) {
    switch (encoding) {
    case Encoding::Utf8: return "utf-8";
    case Encoding::Latin1: return "iso-8859-1";
    case Encoding::Windows1252: return "windows-1252";
    case Encoding::Utf16: return "utf-16";
    }
    return "";
}

std::optional<Encoding> parseEncoding(std::string_view text) {
    for (const Encoding encoding : kEncodings)
        if (code(encoding) == text) return encoding;
    return std::nullopt;
}

void appendUtf8(std::string& text, char32_t character) {
    const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (character < 0x80) return add(character);
    if (character < 0x800) {
        add(0xC0U | character >> 6U);
    } else {
        if (character < 0x10000) {
            add(0xE0U | character >> 12U);
        } else {
            add(0xF0U | character >> 18U);
            add(0x80U | (character >> 12U & 0x3FU));
        }
        add(0x80U | (character >> 6U & 0x3FU));
    }
    add(0x80U | (character & 0x3FU));
}

std::optional<std::string> decoded(std::string_view bytes, Encoding encoding) {
    if (isAscii(bytes)) return std::string(bytes);
    if (encoding == Encoding::Utf8 || encoding == Encoding::Utf16) {
        if (!domain::isValidUtf8(bytes)) return std::nullopt;
        return std::string(bytes);
    }
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 4);
    for (const char c : bytes) {
        char32_t character = static_cast<unsigned char>(c);
        if (encoding == Encoding::Windows1252 && character >= 0x80 && character < 0xA0) {
            character = kWindowsPart[character - 0x80];
            if (character == 0) return std::nullopt;
        }
        appendUtf8(text, character);
    }
    return text;
}

std::string encoded(std::string_view utf8, Encoding encoding) {
    if (encoding == Encoding::Utf8 || !domain::isValidUtf8(utf8)) return std::string(utf8);
    std::string bytes;
    while (!utf8.empty()) {
        const char32_t character = takeCharacter(utf8);
        if (encoding != Encoding::Utf16) {
            bytes += singleByte(character, encoding);
        } else if (character < 0x10000) {
            appendUnit(bytes, character);
        } else {
            appendUnit(bytes, 0xD800U + ((character - 0x10000U) >> 10U));
            appendUnit(bytes, 0xDC00U + ((character - 0x10000U) & 0x3FFU));
        }
    }
    return bytes;
}

} // namespace alluse::exchange
