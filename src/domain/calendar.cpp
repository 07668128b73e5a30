#include "domain/calendar.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace alluse::domain {

namespace chrono = std::chrono;

namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

chrono::year_month_day partsOf(std::int32_t days) {
    return chrono::year_month_day(chrono::sys_days(chrono::days(days)));
}

// Exactly `count` digits off the front of `text`.
std::optional<int> takeNumber(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool takeChar(std::string_view& text, char wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

// Two-digit years: bank files that use them reach back into the nineties, so 70 to 99 are 19xx.
constexpr int kCenturyPivot = 70;
constexpr int fullYear(int twoDigits) {
    return twoDigits >= kCenturyPivot ? 1900 + twoDigits : 2000 + twoDigits;
}

} // namespace

std::optional<Date> Date::fromParts(int year, unsigned month, unsigned day) {
    // Four-digit years only: what ISO text and every database can hold.
    if (year < 1 || year > 9999) return std::nullopt;
    const chrono::year_month_day parts{chrono::year(year), chrono::month(month), chrono::day(day)};
    if (!parts.ok()) return std::nullopt;
    return Date(static_cast<std::int32_t>(chrono::sys_days(parts).time_since_epoch().count()));
}

std::optional<Date> Date::parse(std::string_view iso) { return parse(iso, "yyyy-MM-dd"); }

std::optional<Date> Date::parse(std::string_view text, std::string_view pattern) {
    std::optional<int> year, month, day;
    while (!pattern.empty()) {
        std::optional<int>* part = nullptr;
        std::size_t width = 2;
        if (pattern.starts_with("yyyy")) part = &year, width = 4;
        else if (pattern.starts_with("yy")) part = &year;
        else if (pattern.starts_with("MM")) part = &month;
        else if (pattern.starts_with("dd")) part = &day;
        if (!part) {
            if (!takeChar(text, pattern.front())) return std::nullopt;
            pattern.remove_prefix(1);
            continue;
        }
        *part = takeNumber(text, width);
        if (!*part) return std::nullopt;
        if (part == &year && width == 2) year = fullYear(*year);
        pattern.remove_prefix(width);
    }
    if (!text.empty() || !year || !month || !day) return std::nullopt;
    return fromParts(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

int Date::year() const { return static_cast<int>(partsOf(m_days).year()); }
unsigned Date::month() const { return static_cast<unsigned>(partsOf(m_days).month()); }
unsigned Date::day() const { return static_cast<unsigned>(partsOf(m_days).day()); }

Weekday Date::weekday() const {
    const chrono::weekday day{chrono::sys_days(chrono::days(m_days))};
    return static_cast<Weekday>(day.iso_encoding() - 1);
}

bool Date::isBusinessDay() const { return weekday() <= Weekday::Friday; }

Date Date::nextBusinessDay() const {
    Date date = *this;
    while (!date.isBusinessDay()) date = date.plusDays(1);
    return date;
}

std::string Date::text() const {
    const auto parts = partsOf(m_days);
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(parts.year()),
                  static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
    return buffer.data();
}

std::string Timestamp::text() const {
    const chrono::sys_time<chrono::microseconds> point{chrono::microseconds(m_micros)};
    const auto day = chrono::floor<chrono::days>(point);
    const chrono::hh_mm_ss time(point - day);
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d.%06dZ",
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()),
                  static_cast<int>(time.subseconds().count()));
    return Date(static_cast<std::int32_t>(day.time_since_epoch().count())).text() + buffer.data();
}

std::optional<Timestamp> Timestamp::parse(std::string_view iso) {
    if (iso.size() < 20) return std::nullopt;
    const auto date = Date::parse(iso.substr(0, 10));
    iso.remove_prefix(10);
    if (!date || !takeChar(iso, 'T')) return std::nullopt;
    const auto hour = takeNumber(iso, 2);
    if (!hour || *hour > 23 || !takeChar(iso, ':')) return std::nullopt;
    const auto minute = takeNumber(iso, 2);
    if (!minute || *minute > 59 || !takeChar(iso, ':')) return std::nullopt;
    const auto second = takeNumber(iso, 2);
    if (!second || *second > 59) return std::nullopt;
    std::int64_t micros = 0;
    if (takeChar(iso, '.')) {
        std::int64_t scale = kMicrosPerSecond;
        while (!iso.empty() && iso.front() != 'Z') {
            const auto digit = takeNumber(iso, 1);
            scale /= 10;
            if (!digit || scale == 0) return std::nullopt;
            micros += *digit * scale;
        }
        if (scale == kMicrosPerSecond) return std::nullopt; // a point without digits
    }
    if (iso != "Z") return std::nullopt;
    const std::int64_t seconds =
        date->daysSinceEpoch() * kSecondsPerDay + *hour * 3600 + *minute * 60 + *second;
    return Timestamp(seconds * kMicrosPerSecond + micros);
}

} // namespace alluse::domain
