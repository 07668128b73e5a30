#include "jobs/queue/cron.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace alluse::jobs {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
// 29 February comes back within eight years even across a year like 2100.
constexpr days kSearchMax{366 * 8 + 1};

struct Field {
    unsigned min = 0, max = 0;
    const std::string_view* names = nullptr;
    std::size_t namesCount = 0;
};

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(by);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::optional<unsigned> valueOf(std::string_view text, const Field& field) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (std::size_t i = 0; i < field.namesCount; ++i)
        if (field.names[i] == lower) return static_cast<unsigned>(i) + field.min;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (value < field.min || value > field.max) return std::nullopt;
    return value;
}

// One part between commas: * or a, a-b, each with /step.
template <std::size_t Size>
bool addPart(std::string_view part, const Field& field, std::bitset<Size>& set) {
    unsigned step = 1;
    const std::size_t slash = part.find('/');
    if (slash != std::string_view::npos) {
        const auto given = valueOf(part.substr(slash + 1), {1, 59});
        if (!given) return false;
        step = *given;
        part = part.substr(0, slash);
    }
    unsigned first = field.min, last = field.max;
    if (part != "*") {
        const std::size_t dash = part.find('-');
        const auto from = valueOf(part.substr(0, dash), field);
        if (!from) return false;
        first = *from;
        if (dash != std::string_view::npos) {
            const auto to = valueOf(part.substr(dash + 1), field);
            if (!to || *to < first) return false;
            last = *to;
        } else if (slash == std::string_view::npos) {
            last = first; // "5" is 5, but "5/10" is 5, 15, …
        }
    }
    for (unsigned value = first; value <= last; value += step) set.set(value);
    return true;
}

template <std::size_t Size>
bool parseField(std::string_view text, const Field& field, std::bitset<Size>& set) {
    return std::ranges::all_of(split(text, ','),
                               [&](std::string_view part) { return addPart(part, field, set); });
}

} // namespace

std::optional<Cron> Cron::parse(std::string_view text) {
    std::vector<std::string_view> fields;
    for (const std::string_view word : split(text, ' '))
        if (!word.empty()) fields.push_back(word);
    if (fields.size() != 5) return std::nullopt;
    Cron cron;
    cron.m_text = text;
    if (!parseField(fields[0], {0, 59}, cron.m_minutes) || !parseField(fields[1], {0, 23}, cron.m_hours)
        || !parseField(fields[2], {1, 31}, cron.m_days)
        || !parseField(fields[3], {1, 12, kMonths.data(), kMonths.size()}, cron.m_months)
        || !parseField(fields[4], {0, 7, kWeekdays.data(), kWeekdays.size()}, cron.m_weekdays))
        return std::nullopt;
    if (cron.m_weekdays.test(7)) cron.m_weekdays.set(0);
    cron.m_isAnyDay = fields[2].front() == '*';
    cron.m_isAnyWeekday = fields[4].front() == '*';
    // 1 January of a leap year: whatever can happen at all happens within the search from there.
    if (!cron.find(CivilMinute(local_days(year(2024) / 1 / 1)))) return std::nullopt;
    return cron;
}

bool Cron::isDay(year_month_day day, weekday weekday) const {
    if (!m_months.test(unsigned(day.month()))) return false;
    const bool isDayOfMonth = m_days.test(unsigned(day.day()));
    const bool isWeekday = m_weekdays.test(weekday.c_encoding());
    if (m_isAnyDay || m_isAnyWeekday) return isDayOfMonth && isWeekday;
    return isDayOfMonth || isWeekday;
}

bool Cron::matches(CivilMinute time) const {
    const auto day = floor<days>(time);
    const hh_mm_ss<minutes> clock(time - day);
    return m_minutes.test(static_cast<std::size_t>(clock.minutes().count()))
           && m_hours.test(static_cast<std::size_t>(clock.hours().count()))
           && isDay(year_month_day(day), weekday(day));
}

CivilMinute Cron::nextAfter(CivilMinute time) const {
    return find(time + minutes(1)).value_or(CivilMinute::max()); // parse() saw that it happens
}

std::optional<CivilMinute> Cron::find(CivilMinute from) const {
    const auto first = floor<days>(from);
    for (auto day = first; day < first + kSearchMax; day += days(1)) {
        if (!isDay(year_month_day(day), weekday(day))) continue;
        for (std::size_t hour = 0; hour < m_hours.size(); ++hour) {
            if (!m_hours.test(hour)) continue;
            for (std::size_t minute = 0; minute < m_minutes.size(); ++minute) {
                if (!m_minutes.test(minute)) continue;
                const CivilMinute at = day + hours(hour) + minutes(minute);
                if (at >= from) return at;
            }
        }
    }
    return std::nullopt;
}

std::vector<CivilMinute> dueRuns(const Cron& cron, MissedRuns missed, std::optional<CivilMinute> last,
                                 CivilMinute now) {
    if (!last) return {};
    std::vector<CivilMinute> due;
    for (CivilMinute at = cron.nextAfter(*last); at <= now; at = cron.nextAfter(at)) {
        due.push_back(at);
        if (due.size() > kMissedRunsMax) due.erase(due.begin()); // the latest ones count
    }
    if (due.empty()) return due;
    switch (missed) {
    case MissedRuns::Skip:
        if (now - due.back() > kLateMax) return {};
        return {due.back()};
    case MissedRuns::RunOnce:
        return {due.back()};
    case MissedRuns::RunAll:
        return due;
    }
    return due;
}

} // namespace alluse::jobs
