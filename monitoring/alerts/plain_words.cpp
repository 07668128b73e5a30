#include "alerts/plain_words.h"

#include "alerts/sample.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace alluse::alerts {

namespace {

using namespace std::chrono;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Takes exactly `digits` digits from the front.
std::optional<int> takeNumber(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (!isDigit(text[i])) return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool takeChar(std::string_view& text, std::string_view anyOf) {
    if (text.empty() || anyOf.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

std::int64_t takeFraction(std::string_view& text) {
    std::int64_t ms = 0;
    int digits = 0;
    while (!text.empty() && isDigit(text.front())) {
        if (digits++ < 3) ms = ms * 10 + (text.front() - '0');
        text.remove_prefix(1);
    }
    for (; digits < 3; ++digits) ms *= 10;
    return ms;
}

// Z, UTC, +02, +0200, +02:00; nothing is UTC. The offset in minutes, or nullopt for other text.
std::optional<int> zoneOffset(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text == "Z" || text == "z" || text == "UTC" || text == "GMT") return 0;
    const int sign = text.front() == '-' ? -1 : 1;
    if (!takeChar(text, "+-")) return std::nullopt;
    const auto hours = takeNumber(text, 2);
    if (!hours || *hours > 15) return std::nullopt;
    takeChar(text, ":");
    if (text.empty()) return sign * *hours * 60;
    const auto minutes = takeNumber(text, 2);
    if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

std::optional<std::int64_t> calendarTime(std::string_view text) {
    const auto y = takeNumber(text, 4);
    if (!y || !takeChar(text, "-/")) return std::nullopt;
    const auto m = takeNumber(text, 2);
    if (!m || !takeChar(text, "-/")) return std::nullopt;
    const auto d = takeNumber(text, 2);
    if (!d) return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)},
                              day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    std::int64_t ms = duration_cast<milliseconds>(sys_days{date}.time_since_epoch()).count();
    if (text.empty()) return ms;
    if (!takeChar(text, "T t")) return std::nullopt;
    const auto hours = takeNumber(text, 2);
    if (!hours || *hours > 24 || !takeChar(text, ":")) return std::nullopt;
    const auto minutes = takeNumber(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    ms += *hours * kHourMs + *minutes * kMinuteMs;
    if (takeChar(text, ":")) {
        const auto seconds = takeNumber(text, 2);
        if (!seconds || *seconds > 60) return std::nullopt;
        ms += *seconds * kSecondMs;
        if (takeChar(text, ".,")) ms += takeFraction(text);
    }
    const auto offset = zoneOffset(text);
    if (!offset) return std::nullopt;
    return ms - *offset * kMinuteMs;
}

} // namespace

std::string inWords(double number) {
    if (std::isnan(number)) return "nothing";
    if (number == 0.0) return "0"; // also minus zero
    std::array<char, 40> text{};
    const bool isPlain = std::abs(number) < 1e9 && std::abs(number) >= 1e-4;
    if (isPlain && number == std::floor(number))
        std::snprintf(text.data(), text.size(), "%.0f", number);
    else
        std::snprintf(text.data(), text.size(), "%.5g", number);
    return text.data();
}

std::string durationInWords(std::int64_t ms) {
    const auto whole = [&](std::int64_t unit) { return ms >= 2 * unit && ms % unit == 0; };
    const auto in = [&](std::int64_t unit, const char* name) {
        return inWords(std::round(10.0 * static_cast<double>(ms) / static_cast<double>(unit)) /
                       10.0) +
               name;
    };
    if (whole(kDayMs) || ms > 3 * kDayMs) return in(kDayMs, " days");
    if (whole(kHourMs) || ms > 3 * kHourMs) return in(kHourMs, " h");
    if (whole(kMinuteMs) || ms > 10 * kMinuteMs) return in(kMinuteMs, " min");
    return in(kSecondMs, " s");
}

std::string countInWords(std::size_t count, std::string_view noun) {
    return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::string timeInIso(std::int64_t wallMs) {
    const sys_time<milliseconds> time{milliseconds{wallMs}};
    const auto days = floor<std::chrono::days>(time);
    const year_month_day date{days};
    const hh_mm_ss clock{time - days};
    std::array<char, 40> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02ld:%02ld:%02ld", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<long>(clock.hours().count()), static_cast<long>(clock.minutes().count()),
        static_cast<long>(clock.seconds().count()));
    std::string iso(text.data(), static_cast<std::size_t>(length));
    if (const auto rest = clock.subseconds().count(); rest != 0) {
        std::snprintf(text.data(), text.size(), ".%03ld", static_cast<long>(rest));
        iso += text.data();
    }
    return iso + 'Z';
}

std::optional<std::int64_t> timeFromText(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    double number = 0.0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code == std::errc{} && end == text.data() + text.size()) {
        const double size = std::abs(number);
        // 1e11 s is the year 5138, 1e11 ms is 1973; the same step for micro- and nanoseconds.
        if (!(size < 9e18)) return std::nullopt;
        if (size >= 1e17) return std::llround(number / 1e6);
        if (size >= 1e14) return std::llround(number / 1e3);
        if (size >= 1e11) return std::llround(number);
        return std::llround(number * 1e3);
    }
    return calendarTime(text);
}

} // namespace alluse::alerts
