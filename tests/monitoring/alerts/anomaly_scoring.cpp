#include "monitoring/alerts/anomaly_scoring.h"

#include "alerts/backtest.h"
#include "alerts/statistics/robust.h"

#include <algorithm>
#include <cmath>

namespace alluse::tests {

double AnomalyScore::recall() const {
    return incidents == 0 ? 1.0 : static_cast<double>(found) / static_cast<double>(incidents);
}

double AnomalyScore::precision() const {
    const auto all = alertsInside + alertsOutside;
    return all == 0 ? 1.0 : static_cast<double>(alertsInside) / static_cast<double>(all);
}

double AnomalyScore::falsePerWeek() const {
    return weeks > 0.0 ? static_cast<double>(alertsOutside) / weeks : 0.0;
}

double AnomalyScore::medianDelay() const {
    auto copy = delays;
    return copy.empty() ? 0.0 : alerts::statistics::medianOf(copy);
}

void AnomalyScore::add(const AnomalyScore& other) {
    series += other.series;
    incidents += other.incidents;
    found += other.found;
    alertsInside += other.alertsInside;
    alertsOutside += other.alertsOutside;
    weeks += other.weeks;
    delays.insert(delays.end(), other.delays.begin(), other.delays.end());
    for (const auto& [kind, counts] : other.byKind) {
        byKind[kind].first += counts.first;
        byKind[kind].second += counts.second;
    }
}

AnomalyScore scoreAlerts(const GeneratedSeries& series, const std::vector<std::int64_t>& times) {
    AnomalyScore score;
    score.series = 1;
    const auto first = series.samples.front().timeMs;
    const auto last = series.samples.back().timeMs;
    const auto judgedFrom = first + (last - first) * 15 / 100;
    const auto reach = (last - first) * 2 / 100;
    score.weeks = static_cast<double>(last - judgedFrom) / static_cast<double>(alerts::kWeekMs);
    std::vector<bool> isUsed(times.size(), false);
    for (const auto& incident : series.incidents) {
        const auto until = std::max(incident.toMs, incident.fromMs + reach);
        auto& kind = score.byKind[incident.kind];
        ++score.incidents;
        ++kind.second;
        bool isFound = false;
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (times[i] < incident.fromMs || times[i] > until) continue;
            isUsed[i] = true;
            ++score.alertsInside;
            if (isFound) continue;
            isFound = true;
            score.delays.push_back(static_cast<double>(times[i] - incident.fromMs) /
                                   static_cast<double>(until - incident.fromMs));
        }
        if (!isFound) continue;
        ++score.found;
        ++kind.first;
    }
    for (std::size_t i = 0; i < times.size(); ++i)
        if (!isUsed[i] && times[i] >= judgedFrom) ++score.alertsOutside;
    return score;
}

std::vector<std::int64_t> alertTimes(const alerts::Rule& rule, const GeneratedSeries& series) {
    std::vector<std::int64_t> times;
    const auto report = alerts::backtest(rule, {series.samples});
    if (!report) return times;
    for (const auto& step : report->transitions)
        if (step.to == alerts::State::Firing && step.from != alerts::State::Firing)
            times.push_back(step.timeMs);
    return times;
}

std::vector<std::int64_t> controlTimes(const GeneratedSeries& series) {
    constexpr double kDeviations = 3.0;
    constexpr int kCalm = 12;
    std::vector<std::int64_t> times;
    double count = 0.0;
    double mean = 0.0;
    double squares = 0.0;
    int calm = kCalm;
    for (const auto& sample : series.samples) {
        const double deviation = count > 1.0 ? std::sqrt(squares / (count - 1.0)) : 0.0;
        const bool isOut = count >= 144.0 && std::abs(sample.value - mean) > kDeviations * deviation;
        if (isOut && calm >= kCalm) times.push_back(sample.timeMs);
        calm = isOut ? 0 : calm + 1;
        count += 1.0;
        const double change = sample.value - mean;
        mean += change / count;
        squares += change * (sample.value - mean);
    }
    return times;
}

} // namespace alluse::tests
