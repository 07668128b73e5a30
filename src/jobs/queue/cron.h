#pragma once
// When something happens again: "minute hour day month weekday", in the civil time of the caller,
// and what becomes of the times that were missed. Pure.

#include <bitset>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::jobs {

// Civil time without a zone. The caller translates, so a day of 23 or 25 hours is its affair: an
// hour that a clock change leaves out is due right after it, and one that comes twice is due once.
using CivilMinute = std::chrono::local_time<std::chrono::minutes>;

// The usual five fields: *, numbers, lists, ranges, steps; names of months and weekdays; Sunday is 0
// or 7. With both days restricted either one suffices, as in every cron.
class Cron {
public:
    // None: not an expression, or one that never happens (30 February).
    [[nodiscard]] static std::optional<Cron> parse(std::string_view text);

    [[nodiscard]] bool matches(CivilMinute time) const;
    // The first time after this one.
    [[nodiscard]] CivilMinute nextAfter(CivilMinute time) const;
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

private:
    [[nodiscard]] bool isDay(std::chrono::year_month_day day, std::chrono::weekday weekday) const;
    [[nodiscard]] std::optional<CivilMinute> find(CivilMinute from) const;

    std::string m_text;
    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_days;    // 1 … 31
    std::bitset<13> m_months;  // 1 … 12
    std::bitset<8> m_weekdays; // 0 … 6, Sunday first
    bool m_isAnyDay = true;
    bool m_isAnyWeekday = true;
};

enum class MissedRuns {
    Skip,    // only a run whose time is hardly over
    RunOnce, // one for all that were missed
    RunAll,  // each one, oldest first, at most kMissedRunsMax
};
inline constexpr std::size_t kMissedRunsMax = 31;
// A run that is this late was not missed: the program looks each second, but a laptop wakes slowly.
inline constexpr std::chrono::minutes kLateMax{10};

// The times in (last, now] that are to be run now. Without a last time the schedule is new: nothing
// was missed.
[[nodiscard]] std::vector<CivilMinute> dueRuns(const Cron& cron, MissedRuns missed,
                                               std::optional<CivilMinute> last, CivilMinute now);

} // namespace alluse::jobs
