#pragma once
// Numbers, durations and times as people read them, and times as files write them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::alerts {

[[nodiscard]] std::string inWords(double number);             // at most five significant digits
[[nodiscard]] std::string durationInWords(std::int64_t ms);   // "90 s", "15 min", "6 h", "3 days"
[[nodiscard]] std::string timeInIso(std::int64_t wallMs);     // 2026-01-31T09:30:00Z, .250 if any
[[nodiscard]] std::string countInWords(std::size_t count, std::string_view noun); // "1 sample"

// ISO-8601 with blank or T between date and time, with or without zone (none is UTC), or a number
// of seconds since 1970. Milli-, micro- and nanoseconds are told apart by their size: as seconds
// they would lie thousands of years ahead.
[[nodiscard]] std::optional<std::int64_t> timeFromText(std::string_view text);

} // namespace alluse::alerts
