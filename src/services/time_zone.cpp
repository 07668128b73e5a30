#include "services/time_zone.h"

#include "domain/assert.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace alluse::services {

using domain::Date;

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::string_view kZoneFolder = "/usr/share/zoneinfo/";
constexpr std::string_view kNewYorkRule = "EST5EDT,M3.2.0,M11.1.0"; // Energy Policy Act of 2005

std::int64_t floorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t bigEndian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
    if (bytes.size() == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    return static_cast<std::int64_t>(value);
}

bool takeChar(std::string_view& text, char wanted) {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<int> takeInteger(std::string_view& text) {
    int value = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9'; ++digits)
        value = value * 10 + (text[digits] - '0');
    if (digits == 0) return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

// "EST" or "<+03>".
bool takeName(std::string_view& text) {
    std::size_t length = 0;
    if (text.starts_with('<')) {
        length = text.find('>');
        if (length == std::string_view::npos) return false;
        ++length;
    } else {
        while (length < text.size() && ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z'))
            ++length;
    }
    if (length < 3) return false;
    text.remove_prefix(length);
    return true;
}

// "[+-]h[h][:mm[:ss]]" in seconds.
std::optional<std::int32_t> takeTime(std::string_view& text) {
    const bool isNegative = takeChar(text, '-');
    if (!isNegative) takeChar(text, '+');
    std::int32_t seconds = 0;
    std::int32_t unit = 3600;
    do {
        const auto part = takeInteger(text);
        if (!part) return std::nullopt;
        seconds += *part * unit;
        unit /= 60;
    } while (unit > 0 && takeChar(text, ':'));
    return isNegative ? -seconds : seconds;
}

} // namespace

std::optional<TimeZone> TimeZone::load(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.find("..") != std::string_view::npos)
        return std::nullopt;
    const std::string path = std::string(kZoneFolder) + std::string(name);
    std::error_code error; // a folder such as "America" opens, but reading it throws
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    return fromFile(content);
}

std::optional<TimeZone> TimeZone::fromRule(std::string_view text) {
    TimeZone zone;
    zone.m_rule = parseRule(text);
    if (!zone.m_rule) return std::nullopt;
    zone.m_firstOffset = zone.m_rule->standardOffset;
    return zone;
}

TimeZone TimeZone::newYork() {
    if (auto zone = load("America/New_York")) return std::move(*zone);
    auto zone = fromRule(kNewYorkRule);
    ALLUSE_ASSERT(zone.has_value(), "the rule of the default time zone is well formed");
    return std::move(*zone);
}

// RFC 8536: a first block with 32-bit times to skip, the same with 64-bit times, a rule line.
std::optional<TimeZone> TimeZone::fromFile(std::string_view content) {
    constexpr std::size_t kHeader = 44;
    struct Counts {
        std::size_t isUt, isStd, leap, time, type, chars;
    };
    const auto countsAt = [&](std::size_t at) -> std::optional<Counts> {
        if (content.size() < at + kHeader || content.substr(at, 4) != "TZif") return std::nullopt;
        const auto count = [&](std::size_t i) {
            // Unsigned 32 bits, so that no sum of lengths can wrap around.
            return static_cast<std::uint32_t>(bigEndian(content.substr(at + 20 + 4 * i, 4)));
        };
        return Counts{count(0), count(1), count(2), count(3), count(4), count(5)};
    };
    const auto lengthOf = [](const Counts& c, std::size_t timeSize) {
        return c.time * (timeSize + 1) + c.type * 6 + c.chars + c.leap * (timeSize + 4) + c.isStd + c.isUt;
    };
    const auto first = countsAt(0);
    if (!first || content[4] < '2') return std::nullopt;
    const std::size_t second = kHeader + lengthOf(*first, 4);
    const auto counts = countsAt(second);
    if (!counts || counts->type == 0) return std::nullopt;
    const std::size_t times = second + kHeader;
    const std::size_t indices = times + counts->time * 8;
    const std::size_t types = indices + counts->time;
    const std::size_t footer = times + lengthOf(*counts, 8);
    if (content.size() < footer + 2) return std::nullopt;

    const auto offsetOfType = [&](std::size_t type) {
        return static_cast<std::int32_t>(bigEndian(content.substr(types + type * 6, 4)));
    };
    TimeZone zone;
    zone.m_firstOffset = offsetOfType(0);
    for (std::size_t i = 0; i < counts->time; ++i) {
        const auto type = static_cast<std::size_t>(static_cast<unsigned char>(content[indices + i]));
        if (type >= counts->type) return std::nullopt;
        zone.m_transitions.push_back({bigEndian(content.substr(times + i * 8, 8)), offsetOfType(type)});
    }
    const std::string_view line = content.substr(footer + 1);
    zone.m_rule = parseRule(line.substr(0, line.find('\n')));
    return zone;
}

std::int32_t TimeZone::offsetSecondsAt(std::int64_t utcSeconds) const {
    const auto next = std::upper_bound(
        m_transitions.begin(), m_transitions.end(), utcSeconds,
        [](std::int64_t at, const Transition& transition) { return at < transition.utcSeconds; });
    if (next == m_transitions.end() && m_rule) return m_rule->offsetAt(utcSeconds);
    return next == m_transitions.begin() ? m_firstOffset : std::prev(next)->offsetSeconds;
}

Date TimeZone::dateAt(domain::Timestamp at) const {
    const std::int64_t utc = floorDiv(at.microsSinceEpoch(), 1'000'000);
    return Date(static_cast<std::int32_t>(floorDiv(utc + offsetSecondsAt(utc), kSecondsPerDay)));
}

std::optional<TimeZone::Rule> TimeZone::parseRule(std::string_view text) {
    constexpr std::int32_t kSummerHour = 3600; // POSIX: one hour ahead unless given
    Rule rule;
    if (!takeName(text)) return std::nullopt;
    const auto west = takeTime(text); // POSIX counts west of Greenwich as positive
    if (!west) return std::nullopt;
    rule.standardOffset = -*west;
    if (text.empty()) return rule;

    rule.hasSummer = true;
    rule.summerOffset = rule.standardOffset + kSummerHour;
    if (!takeName(text)) return std::nullopt;
    if (!text.starts_with(',')) {
        const auto summerWest = takeTime(text);
        if (!summerWest) return std::nullopt;
        rule.summerOffset = -*summerWest;
    }
    if (!takeChar(text, ',') || !parseChange(text, rule.summerStart)) return std::nullopt;
    if (!takeChar(text, ',') || !parseChange(text, rule.summerEnd)) return std::nullopt;
    return text.empty() ? std::optional(rule) : std::nullopt;
}

// "Mm.w.d[/time]".
bool TimeZone::parseChange(std::string_view& text, Change& change) {
    constexpr std::int32_t kTwoInTheMorning = 7200;
    if (!takeChar(text, 'M')) return false;
    unsigned* parts[] = {&change.month, &change.week, &change.weekday};
    for (std::size_t i = 0; i < 3; ++i) {
        if (i > 0 && !takeChar(text, '.')) return false;
        const auto value = takeInteger(text);
        if (!value) return false;
        *parts[i] = static_cast<unsigned>(*value);
    }
    change.second = kTwoInTheMorning;
    if (takeChar(text, '/')) {
        const auto time = takeTime(text);
        if (!time) return false;
        change.second = *time;
    }
    return change.month >= 1 && change.month <= 12 && change.week >= 1 && change.week <= 5 &&
           change.weekday <= 6;
}

std::int64_t TimeZone::Change::localSecondsIn(int year) const {
    const Date first = Date::fromParts(year, month, 1).value();
    // Weekday counts from Monday, the rule from Sunday.
    const int firstWeekday = (static_cast<int>(first.weekday()) + 1) % 7;
    Date day = first.plusDays((static_cast<int>(weekday) - firstWeekday + 7) % 7 +
                              7 * (static_cast<int>(week) - 1));
    while (day.month() != month) day = day.plusDays(-7); // "5" is the last one
    return day.daysSinceEpoch() * kSecondsPerDay + second;
}

std::int32_t TimeZone::Rule::offsetAt(std::int64_t utcSeconds) const {
    if (!hasSummer) return standardOffset;
    const int year = Date(static_cast<std::int32_t>(
                              floorDiv(utcSeconds + standardOffset, kSecondsPerDay))).year();
    const std::int64_t start = summerStart.localSecondsIn(year) - standardOffset;
    const std::int64_t end = summerEnd.localSecondsIn(year) - summerOffset;
    const bool isSummer = start < end ? utcSeconds >= start && utcSeconds < end
                                      : utcSeconds >= start || utcSeconds < end; // southern half
    return isSummer ? summerOffset : standardOffset;
}

} // namespace alluse::services
