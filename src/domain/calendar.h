#pragma once
// Business dates and points in time. A Date has no zone; a Timestamp is UTC in microseconds.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::domain {

enum class Weekday : std::uint8_t { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday };

// A day of the proleptic Gregorian calendar, kept as days since 1970-01-01.
class Date {
public:
    constexpr Date() = default;
    constexpr explicit Date(std::int32_t daysSinceEpoch) : m_days(daysSinceEpoch) {}
    static std::optional<Date> fromParts(int year, unsigned month, unsigned day);
    static std::optional<Date> parse(std::string_view iso); // YYYY-MM-DD
    // Pattern letters as in bank files: yyyy, yy, MM, dd; everything else stands for itself.
    static std::optional<Date> parse(std::string_view text, std::string_view pattern);

    [[nodiscard]] constexpr std::int32_t daysSinceEpoch() const { return m_days; }
    [[nodiscard]] int year() const;
    [[nodiscard]] unsigned month() const; // 1–12
    [[nodiscard]] unsigned day() const;   // 1–31
    [[nodiscard]] Weekday weekday() const;
    [[nodiscard]] bool isBusinessDay() const; // Monday to Friday, no holiday table
    [[nodiscard]] Date plusDays(std::int32_t days) const { return Date(m_days + days); }
    [[nodiscard]] Date nextBusinessDay() const; // this day if it is one
    [[nodiscard]] std::string text() const;     // YYYY-MM-DD
    constexpr auto operator<=>(const Date&) const = default;

private:
    std::int32_t m_days = 0;
};

class Timestamp {
public:
    constexpr Timestamp() = default;
    constexpr explicit Timestamp(std::int64_t microsSinceEpoch) : m_micros(microsSinceEpoch) {}
    [[nodiscard]] constexpr std::int64_t microsSinceEpoch() const { return m_micros; }
    [[nodiscard]] std::string text() const; // ISO-8601 UTC with microseconds and Z
    static std::optional<Timestamp> parse(std::string_view iso);
    constexpr auto operator<=>(const Timestamp&) const = default;

private:
    std::int64_t m_micros = 0;
};

} // namespace alluse::domain
