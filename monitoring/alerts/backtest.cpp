#include "alerts/backtest.h"

#include "alerts/alert_book.h"
#include "alerts/plain_words.h"
#include "alerts/statistics/robust.h"

#include <algorithm>

namespace alluse::alerts {

namespace {

constexpr std::int64_t kFineStepMs = 10 * kSecondMs;
constexpr std::int64_t kMissingSteps = 3;
constexpr std::int64_t kTicksPerGapMax = 10'000;
constexpr std::int64_t kStepMsDefault = kSecondMs;

class SilentNotifier final : public Notifier {
public:
    tl::expected<void, std::string> send(const Notice&) override { return {}; }
};

std::vector<std::int64_t> timesOf(const std::vector<std::vector<Sample>>& series) {
    std::vector<std::int64_t> times;
    for (const auto& samples : series)
        for (const auto& sample : samples) times.push_back(sample.timeMs);
    std::ranges::sort(times);
    times.erase(std::ranges::unique(times).begin(), times.end());
    return times;
}

std::int64_t usualStep(const std::vector<std::int64_t>& times) {
    if (times.size() < 2) return kStepMsDefault;
    std::vector<double> steps;
    for (std::size_t i = 1; i < times.size(); ++i)
        steps.push_back(static_cast<double>(times[i] - times[i - 1]));
    return std::max<std::int64_t>(static_cast<std::int64_t>(statistics::medianOf(steps)), 1);
}

// The label sets that a wildcard stands for are not in a file of one series.
metrics::Labels concrete(const metrics::Labels& labels) {
    auto pairs = labels.pairs();
    for (auto& [name, value] : pairs)
        if (value == "*") value = "series";
    return metrics::Labels(std::move(pairs));
}

class Replay {
public:
    Replay(const Rule& rule, const std::vector<std::vector<Sample>>& series)
        : m_series(series), m_inputs(inputsOf(rule)), m_next(series.size(), 0),
          m_book(m_store, m_notifier, {.gapMs = 0}) {
        for (auto& input : m_inputs) input.labels = concrete(input.labels);
        Rule replayed = rule;
        replayed.isEnabled = true; // whoever backtests wants to know what it would do
        replayed.parent.clear();
        const auto times = timesOf(series);
        m_book.setRules({std::move(replayed)}, {times.front(), times.front()});
    }

    void evaluate(std::int64_t timeMs) {
        for (std::size_t input = 0; input < m_series.size(); ++input) {
            auto& next = m_next[input];
            for (; next < m_series[input].size() && m_series[input][next].timeMs <= timeMs; ++next)
                m_book.observe(m_inputs[input].metric, m_inputs[input].labels,
                               m_series[input][next]);
        }
        m_book.evaluate({timeMs, timeMs});
        ++m_evaluations;
    }

    [[nodiscard]] BacktestReport report(std::int64_t endMs) const {
        BacktestReport found;
        found.evaluations = m_evaluations;
        std::optional<std::int64_t> openSince;
        for (const auto& row : m_store.history()) {
            const auto& transition = row.transition;
            found.transitions.push_back(transition);
            if (isOpen(transition.to) && !openSince) {
                ++found.fired;
                openSince = transition.timeMs;
            } else if (!isOpen(transition.to) && openSince) {
                found.firingMs += transition.timeMs - *openSince;
                openSince.reset();
            }
        }
        if (openSince) found.firingMs += endMs - *openSince;
        for (const auto& view : m_book.alerts({endMs, endMs}))
            if (view.reading.kind != Reading::Kind::Value)
                found.notes.push_back("at the end the rule has no verdict: " + view.reading.why);
        return found;
    }

private:
    const std::vector<std::vector<Sample>>& m_series;
    std::vector<RuleInput> m_inputs;
    std::vector<std::size_t> m_next;
    MemoryAlertStore m_store;
    SilentNotifier m_notifier;
    AlertBook m_book;
    std::size_t m_evaluations = 0;
};

} // namespace

tl::expected<BacktestReport, std::string> backtest(const Rule& rule,
                                                   const std::vector<std::vector<Sample>>& series) {
    if (rule.kind() == RuleKind::Composite)
        return tl::unexpected(std::string(
            "A composite rule reads other rules, not a series; backtest those it names."));
    const auto times = timesOf(series);
    if (times.empty()) return tl::unexpected(std::string("The series has no values."));
    const auto step = usualStep(times);
    const auto patience = step <= kFineStepMs ? step : kMissingSteps * step;
    Replay replay(rule, series);
    for (std::size_t i = 0; i < times.size(); ++i) {
        replay.evaluate(times[i]);
        if (i + 1 == times.size()) break;
        const auto gap = times[i + 1] - times[i];
        if (2 * gap <= 3 * patience) continue; // half a step late is not a gap
        const auto stride = std::max(step, gap / kTicksPerGapMax);
        for (auto at = times[i] + patience; 2 * (times[i + 1] - at) > step; at += stride)
            replay.evaluate(at);
    }
    return replay.report(times.back());
}

} // namespace alluse::alerts
