#pragma once
// A time zone as data: offsets from a compiled zone file (RFC 8536) or a POSIX TZ rule.
// Immutable, so any thread may ask; the C library's zone is one per process and not used.

#include "domain/calendar.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace alluse::services {

class TimeZone {
public:
    // "America/New_York", from the system's zone files; none when there is no such zone.
    [[nodiscard]] static std::optional<TimeZone> load(std::string_view name);
    // "EST5EDT,M3.2.0,M11.1.0": the form that ends a zone file. Rules by month, week and weekday.
    [[nodiscard]] static std::optional<TimeZone> fromRule(std::string_view rule);
    // The content of a zone file.
    [[nodiscard]] static std::optional<TimeZone> fromFile(std::string_view content);
    // The default of the database setting; by rule where no zone files are installed.
    [[nodiscard]] static TimeZone newYork();

    [[nodiscard]] std::int32_t offsetSecondsAt(std::int64_t utcSeconds) const;
    [[nodiscard]] domain::Date dateAt(domain::Timestamp at) const;

private:
    struct Transition {
        std::int64_t utcSeconds = 0;
        std::int32_t offsetSeconds = 0; // from then on
    };
    // The m-th month's w-th (5 is the last) weekday d (0 is Sunday) at a local wall-clock second.
    struct Change {
        unsigned month = 0, week = 0, weekday = 0;
        std::int32_t second = 0;
        [[nodiscard]] std::int64_t localSecondsIn(int year) const;
    };
    struct Rule {
        std::int32_t standardOffset = 0;
        std::int32_t summerOffset = 0;
        bool hasSummer = false;
        Change summerStart, summerEnd;
        [[nodiscard]] std::int32_t offsetAt(std::int64_t utcSeconds) const;
    };

    static std::optional<Rule> parseRule(std::string_view text);
    static bool parseChange(std::string_view& text, Change& change);

    std::int32_t m_firstOffset = 0; // before the first transition
    std::vector<Transition> m_transitions; // ascending
    std::optional<Rule> m_rule;     // after the last transition
};

} // namespace alluse::services
