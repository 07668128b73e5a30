#pragma once
// Typed ids: the compiler answers "which id was that". Row ids are positive; 0 means "none".

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::domain {

template <class Tag>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::int64_t value) : m_value(value) {}
    [[nodiscard]] constexpr std::int64_t value() const { return m_value; }
    [[nodiscard]] constexpr bool isNone() const { return m_value == 0; }
    constexpr auto operator<=>(const Id&) const = default;

private:
    std::int64_t m_value = 0;
};

using ClientId = Id<struct ClientTag>;
using FamilyId = Id<struct FamilyTag>;
using AccountId = Id<struct AccountTag>;
using EntryId = Id<struct EntryTag>;
using ImportId = Id<struct ImportTag>;
using PolicyId = Id<struct PolicyTag>;
using GrowthEventId = Id<struct GrowthEventTag>;
using PendingForkId = Id<struct PendingForkTag>;
using ReinvestmentId = Id<struct ReinvestmentTag>;

// A UUID made by the caller before a command is sent; the command is executed at most once.
class CommandId {
public:
    using Bytes = std::array<std::uint8_t, 16>;

    constexpr CommandId() = default;
    constexpr explicit CommandId(Bytes bytes) : m_bytes(bytes) {}
    // RFC 4122 version 5: SHA-1 of a name space and a name; the same name gives the same id.
    static CommandId fromName(const CommandId& nameSpace, std::string_view name);
    // Canonical text form, 8-4-4-4-12 hexadecimal digits, either case.
    static std::optional<CommandId> parse(std::string_view text);
    // 128 random bits from the caller's source, shaped as version 4.
    static CommandId fromRandom(std::uint64_t high, std::uint64_t low);

    [[nodiscard]] std::string text() const; // lower case
    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
    [[nodiscard]] bool isNone() const { return m_bytes == Bytes{}; }
    constexpr auto operator<=>(const CommandId&) const = default;

private:
    Bytes m_bytes{};
};

} // namespace alluse::domain

template <class Tag>
struct std::hash<alluse::domain::Id<Tag>> {
    std::size_t operator()(alluse::domain::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value());
    }
};
