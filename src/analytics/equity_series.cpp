#include "analytics/equity_series.h"

#include <algorithm>

namespace alluse::analytics {
namespace {

const IndexPoint* pointAt(const std::vector<IndexPoint>& days, Date date) {
    const auto later = std::upper_bound(days.begin(), days.end(), date,
                                        [](Date day, const IndexPoint& point) { return day < point.date; });
    return later == days.begin() ? nullptr : &*std::prev(later);
}

Date fridayFrom(Date date) {
    const auto weekday = static_cast<int>(date.weekday());
    return date.plusDays((static_cast<int>(domain::Weekday::Friday) - weekday + 7) % 7);
}

} // namespace

double EquitySeries::indexAt(Date date) const {
    const auto* point = pointAt(days, date);
    return point == nullptr ? 1 : point->index;
}

Money EquitySeries::equityAt(Date date) const {
    const auto* point = pointAt(days, date);
    return point == nullptr ? Money() : point->equity;
}

EquitySeries equitySeries(std::span<const Move> moves, Date asOf) {
    EquitySeries series;
    std::int64_t equity = 0, start = 0; // cents now, and after the last flow
    double index = 1; // up to the last flow
    const auto chained = [&] {
        return start > 0 ? index * (static_cast<double>(equity) / static_cast<double>(start)) : index;
    };
    for (std::size_t i = 0; i < moves.size() && moves[i].date <= asOf; ++i) {
        const Move& move = moves[i];
        if (move.isFlow()) {
            index = chained();
            equity += move.amount.cents();
            start = equity;
        } else {
            equity += move.amount.cents();
        }
        const bool isDayEnd = i + 1 == moves.size() || moves[i + 1].date != move.date;
        if (isDayEnd) series.days.push_back({move.date, Money::fromCents(equity), chained()});
    }
    return series;
}

WeeklySeries weeklySeries(const EquitySeries& series, Date from, Date to) {
    WeeklySeries weekly;
    if (series.days.empty()) return weekly;
    Date friday = fridayFrom(std::max(from, series.days.front().date));
    if (friday > to) return weekly;
    std::size_t next = 0;
    const auto& days = series.days;
    // The last point on or before each Friday; Fridays ascend, so one pass serves them all.
    for (; friday <= to; friday = friday.plusDays(7)) {
        while (next < days.size() && days[next].date <= friday) ++next;
        const IndexPoint& point = days[next - 1];
        if (!weekly.index.empty()) {
            weekly.fridays.push_back(friday);
            weekly.returns.push_back(point.index / weekly.index.back() - 1);
        }
        weekly.index.push_back(point.index);
        weekly.equity.push_back(point.equity);
    }
    return weekly;
}

} // namespace alluse::analytics
