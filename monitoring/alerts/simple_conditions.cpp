#include "alerts/conditions.h"
#include "alerts/plain_words.h"
#include "alerts/rule_json.h"
#include "alerts/sample_window.h"

#include <cmath>

namespace alluse::alerts {

namespace {

using Kind = Reading::Kind;

// Why a window cannot be read yet, if it cannot.
std::optional<Reading> gapIn(const Rule& rule, const SampleWindow& window) {
    if (window.count() == 0)
        return Reading::missing(Kind::NoData, "no sample within " + durationInWords(rule.windowMs));
    if (window.count() < rule.minSamples)
        return Reading::missing(Kind::NoData,
                                countInWords(window.count(), "sample") + " within " +
                                    durationInWords(rule.windowMs) + ", the rule wants " +
                                    std::to_string(rule.minSamples));
    if (rule.requiresFullWindow && !window.isFull())
        return Reading::missing(Kind::NoData, "the window of " + durationInWords(rule.windowMs) +
                                                  " is not filled yet");
    return std::nullopt;
}

std::string aggregateInWords(const Rule& rule) {
    if (rule.aggregation == Aggregation::Last) return rule.metric;
    return std::string(nameOf(rule.aggregation)) + " of " + rule.metric + " over " +
           durationInWords(rule.windowMs);
}

class Threshold final : public Condition {
public:
    explicit Threshold(const Rule& rule)
        : m_rule(rule), m_parameters(std::get<ThresholdParameters>(rule.parameters)),
          m_window(rule.windowMs), m_what(aggregateInWords(rule)) {}

    void observe(std::size_t, const Sample& sample) override { m_window.add(sample); }

    Reading evaluate(Moment now) override {
        m_window.advance(now.monotonicMs);
        if (auto gap = gapIn(m_rule, m_window)) return *gap;
        const auto value = m_window.aggregate(m_rule.aggregation);
        if (!value)
            return Reading::missing(Kind::NoData, "one sample alone has no increase");
        return readLevels(*value, m_parameters.comparison, m_parameters.levels, m_what);
    }

private:
    Rule m_rule;
    ThresholdParameters m_parameters;
    SampleWindow m_window;
    std::string m_what;
};

class RateOfChange final : public Condition {
public:
    explicit RateOfChange(const Rule& rule)
        : m_rule(rule), m_parameters(std::get<RateOfChangeParameters>(rule.parameters)),
          m_after(rule.windowMs), m_before(rule.windowMs, rule.windowMs) {}

    void observe(std::size_t, const Sample& sample) override {
        m_after.add(sample);
        m_before.add(sample);
    }

    Reading evaluate(Moment now) override {
        m_after.advance(now.monotonicMs);
        m_before.advance(now.monotonicMs);
        if (auto gap = gapIn(m_rule, m_after)) return *gap;
        if (auto gap = gapIn(m_rule, m_before)) {
            gap->why = "the window before: " + gap->why;
            return *gap;
        }
        const auto after = m_after.aggregate(aggregation());
        const auto before = m_before.aggregate(aggregation());
        if (!after || !before)
            return Reading::missing(Kind::NoData, "one sample alone has no increase");
        const std::string from = " from " + inWords(*before) + " to " + inWords(*after) + " within " +
                                 durationInWords(m_rule.windowMs);
        if (m_parameters.change == ChangeMeasure::Absolute)
            return readLevels(*after - *before, m_parameters.comparison, m_parameters.levels,
                              m_rule.metric + " changed" + from + ", by");
        const double base = std::abs(*before);
        if (base < m_parameters.minBase || base == 0.0) {
            Reading reading;
            reading.why = "the base " + inWords(*before) + " is too small for a percentage";
            return reading;
        }
        return readLevels(100.0 * (*after - *before) / base, m_parameters.comparison,
                          m_parameters.levels, m_rule.metric + " changed" + from + ", in percent by");
    }

private:
    // The latest value against the mean before would compare a sample with a window.
    [[nodiscard]] Aggregation aggregation() const {
        return m_rule.aggregation == Aggregation::Last ? Aggregation::Average : m_rule.aggregation;
    }

    Rule m_rule;
    RateOfChangeParameters m_parameters;
    SampleWindow m_after;
    SampleWindow m_before;
};

class Ratio final : public Condition {
public:
    explicit Ratio(const Rule& rule)
        : m_rule(rule), m_parameters(std::get<RatioParameters>(rule.parameters)),
          m_numerator(rule.windowMs), m_denominator(rule.windowMs) {}

    void observe(std::size_t input, const Sample& sample) override {
        (input == 0 ? m_numerator : m_denominator).add(sample);
    }

    Reading evaluate(Moment now) override {
        m_numerator.advance(now.monotonicMs);
        m_denominator.advance(now.monotonicMs);
        if (auto gap = gapIn(m_rule, m_denominator)) return *gap;
        const auto below = m_denominator.aggregate(m_rule.aggregation);
        // No error was ever counted: that is none, not nothing.
        const auto above = m_numerator.aggregate(m_rule.aggregation).value_or(0.0);
        if (!below) return Reading::missing(Kind::NoData, "one sample alone has no increase");
        if (*below == 0.0 || std::abs(*below) < m_parameters.minDenominator) {
            Reading reading;
            reading.why = m_parameters.denominator + ' ' + inWords(*below) +
                          " is too small for a ratio";
            return reading;
        }
        return readLevels(above / *below, m_parameters.comparison, m_parameters.levels,
                          m_parameters.numerator + ' ' + inWords(above) + " of " +
                              m_parameters.denominator + ' ' + inWords(*below) + ": ratio");
    }

private:
    Rule m_rule;
    RatioParameters m_parameters;
    SampleWindow m_numerator;
    SampleWindow m_denominator;
};

class Absence final : public Condition {
public:
    explicit Absence(const Rule& rule)
        : m_longestMs(std::get<AbsenceParameters>(rule.parameters).longestSilenceMs) {}

    void observe(std::size_t, const Sample& sample) override { m_lastMs = sample.timeMs; }

    Reading evaluate(Moment now) override {
        // A series that never came is silent since the rule began to listen.
        if (!m_lastMs) m_lastMs = now.monotonicMs;
        const auto silentMs = now.monotonicMs - *m_lastMs;
        Reading reading;
        reading.value = static_cast<double>(silentMs) / 1e3;
        reading.limit = static_cast<double>(m_longestMs) / 1e3;
        const bool isSilent = silentMs > m_longestMs;
        reading.entered = reading.held = isSilent ? 0 : -1;
        reading.why = isSilent ? "nothing came for " + durationInWords(silentMs) +
                                     ", longer than " + durationInWords(m_longestMs)
                               : "a sample came " + durationInWords(silentMs) + " ago";
        return reading;
    }

private:
    std::int64_t m_longestMs;
    std::optional<std::int64_t> m_lastMs;
};

// Events and ledger checks are counted by the host; no sample means that nothing happened.
class Counted final : public Condition {
public:
    Counted(std::string what, std::int64_t windowMs, double atLeast, Aggregation aggregation)
        : m_what(std::move(what)), m_windowMs(windowMs), m_atLeast(atLeast),
          m_aggregation(aggregation), m_window(windowMs) {}

    void observe(std::size_t, const Sample& sample) override { m_window.add(sample); }

    Reading evaluate(Moment now) override {
        m_window.advance(now.monotonicMs);
        Reading reading;
        reading.value = m_window.aggregate(m_aggregation).value_or(0.0);
        reading.limit = m_atLeast;
        reading.entered = reading.held = *reading.value >= m_atLeast ? 0 : -1;
        reading.why = inWords(*reading.value) + " of " + m_what;
        if (m_aggregation == Aggregation::Sum)
            reading.why += " within " + durationInWords(m_windowMs);
        return reading;
    }

private:
    std::string m_what;
    std::int64_t m_windowMs;
    double m_atLeast;
    Aggregation m_aggregation;
    SampleWindow m_window;
};

} // namespace

std::unique_ptr<Condition> makeThreshold(const Rule& rule) {
    return std::make_unique<Threshold>(rule);
}
std::unique_ptr<Condition> makeRateOfChange(const Rule& rule) {
    return std::make_unique<RateOfChange>(rule);
}
std::unique_ptr<Condition> makeRatio(const Rule& rule) { return std::make_unique<Ratio>(rule); }
std::unique_ptr<Condition> makeAbsence(const Rule& rule) { return std::make_unique<Absence>(rule); }

std::unique_ptr<Condition> makeEvent(const Rule& rule) {
    const auto& event = std::get<EventParameters>(rule.parameters);
    return std::make_unique<Counted>(event.action, rule.windowMs, event.count, Aggregation::Sum);
}

std::unique_ptr<Condition> makeDomain(const Rule& rule) {
    // A check runs after postings and nightly; what it found stands until it runs again.
    constexpr std::int64_t kStandsMs = 10 * 366 * kDayMs;
    const auto& domain = std::get<DomainParameters>(rule.parameters);
    return std::make_unique<Counted>(domain.check, kStandsMs, 1.0, Aggregation::Last);
}

} // namespace alluse::alerts
