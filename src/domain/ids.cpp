#include "domain/ids.h"

#include "domain/sha1.h"

#include <algorithm>
#include <vector>

namespace alluse::domain {

namespace {

constexpr std::size_t kTextLength = 36;

constexpr bool isHyphenAt(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

// RFC 4122 sections 4.1.1 and 4.1.3.
void shape(CommandId::Bytes& bytes, std::uint8_t version) {
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | version << 4U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
}

std::optional<std::uint8_t> hexValue(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

} // namespace

CommandId CommandId::fromName(const CommandId& nameSpace, std::string_view name) {
    std::vector<std::uint8_t> message(nameSpace.m_bytes.begin(), nameSpace.m_bytes.end());
    message.insert(message.end(), name.begin(), name.end());
    const auto digest = detail::sha1(message);
    Bytes bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    shape(bytes, 5);
    return CommandId(bytes);
}

std::optional<CommandId> CommandId::parse(std::string_view text) {
    if (text.size() != kTextLength) return std::nullopt;
    Bytes bytes{};
    std::size_t digits = 0;
    for (std::size_t i = 0; i < kTextLength; ++i) {
        if (isHyphenAt(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const auto value = hexValue(text[i]);
        if (!value) return std::nullopt;
        auto& byte = bytes[digits / 2];
        byte = static_cast<std::uint8_t>(byte << 4U | *value);
        ++digits;
    }
    return CommandId(bytes);
}

CommandId CommandId::fromRandom(std::uint64_t high, std::uint64_t low) {
    Bytes bytes{};
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<std::uint8_t>(high >> (56U - 8U * i));
        bytes[8 + i] = static_cast<std::uint8_t>(low >> (56U - 8U * i));
    }
    shape(bytes, 4);
    return CommandId(bytes);
}

std::string CommandId::text() const {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string result;
    result.reserve(kTextLength);
    for (const std::uint8_t byte : m_bytes) {
        if (isHyphenAt(result.size())) result.push_back('-');
        result.push_back(kHex[byte >> 4U]);
        result.push_back(kHex[byte & 0x0FU]);
    }
    return result;
}

} // namespace alluse::domain
