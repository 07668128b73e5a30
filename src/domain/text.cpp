#include "domain/text.h"

#include <cstdint>
#include <optional>

namespace alluse::domain {

namespace {

// The next character of valid UTF-8 (RFC 3629: shortest form, no surrogates, up to U+10FFFF).
std::optional<char32_t> takeCharacter(std::string_view& text) {
    const auto byteAt = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byteAt(0);
    std::size_t length = 1;
    char32_t value = first;
    char32_t smallest = 0;
    if (first >= 0x80) {
        if (first >= 0xC2 && first <= 0xDF) length = 2, value = first & 0x1FU, smallest = 0x80;
        else if ((first & 0xF0U) == 0xE0) length = 3, value = first & 0x0FU, smallest = 0x800;
        else if (first >= 0xF0 && first <= 0xF4)
            length = 4, value = first & 0x07U, smallest = 0x10000;
        else return std::nullopt;
    }
    if (text.size() < length) return std::nullopt;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byteAt(i) & 0xC0U) != 0x80) return std::nullopt;
        value = value << 6U | (byteAt(i) & 0x3FU);
    }
    const bool isSurrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest || isSurrogate || value > 0x10FFFF) return std::nullopt;
    text.remove_prefix(length);
    return value;
}

constexpr bool isControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }
constexpr bool isBidiControl(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

Failed<Refusal> invalid(std::string_view field, std::string detail) {
    Refusal refusal;
    refusal.code = RefusalCode::InvalidText;
    refusal.field = field;
    refusal.detail = std::move(detail);
    return Failed<Refusal>(std::move(refusal));
}

Result<std::string, Refusal> checked(std::string_view text, std::string_view field,
                                     std::size_t lengthMax, bool allowsLineBreaks) {
    const std::string_view kept = trimmed(text);
    std::size_t length = 0;
    for (std::string_view rest = kept; !rest.empty(); ++length) {
        const auto character = takeCharacter(rest);
        if (!character) return invalid(field, "the text is not valid UTF-8");
        const bool isLineBreak = *character == U'\n' || *character == U'\r';
        if (isControl(*character) && !(allowsLineBreaks && isLineBreak))
            return invalid(field, "the text holds a control character");
        if (isBidiControl(*character))
            return invalid(field, "the text holds a hidden direction mark");
    }
    if (length > lengthMax)
        return invalid(field, "the text is longer than " + std::to_string(lengthMax) + " characters");
    return std::string(kept);
}

} // namespace

Result<std::string, Refusal> checkedName(std::string_view text, std::string_view field) {
    auto name = checked(text, field, kNameLengthMax, false);
    if (name && name->empty()) return invalid(field, "the text is empty");
    return name;
}

Result<std::string, Refusal> checkedNote(std::string_view text, std::string_view field) {
    return checked(text, field, kNoteLengthMax, true);
}

bool isValidUtf8(std::string_view text) {
    while (!text.empty())
        if (!takeCharacter(text)) return false;
    return true;
}

} // namespace alluse::domain
