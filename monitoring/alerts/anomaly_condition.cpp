#include "alerts/anomaly/anomaly_detector.h"
#include "alerts/conditions.h"
#include "alerts/plain_words.h"
#include "alerts/sample_window.h"

namespace alluse::alerts {

namespace {

// Every new sample, or the aggregate of the window at every new sample, goes through the detector.
class Anomaly final : public Condition {
public:
    explicit Anomaly(const Rule& rule)
        : m_rule(rule), m_window(std::max<std::int64_t>(rule.windowMs, 1)),
          m_detector({.parameters = std::get<AnomalyParameters>(rule.parameters)}) {}

    void observe(std::size_t, const Sample& sample) override {
        double value = sample.value;
        m_window.add(sample);
        if (m_rule.windowMs > 0 && m_rule.aggregation != Aggregation::Last) {
            m_window.advance(sample.timeMs);
            if (m_window.count() < m_rule.minSamples) return;
            const auto aggregate = m_window.aggregate(m_rule.aggregation);
            if (!aggregate) return;
            value = *aggregate;
        } else {
            m_window.advance(sample.timeMs); // keeps the window from growing
        }
        m_verdict = m_detector.observe(sample.timeMs, value);
        m_value = value;
        m_lastMs = sample.timeMs;
        m_isNew = true;
    }

    Reading evaluate(Moment now) override {
        if (!m_value) return Reading::missing(Reading::Kind::NoData, "no sample yet");
        if (!m_isNew && now.monotonicMs - m_lastMs > silenceMs())
            return Reading::missing(Reading::Kind::NoData,
                                    "no sample for " + durationInWords(now.monotonicMs - m_lastMs));
        m_isNew = false;
        if (m_verdict.isTraining) {
            auto reading = Reading::missing(Reading::Kind::Training, m_verdict.why);
            reading.value = m_value;
            return reading;
        }
        Reading reading;
        reading.value = m_value;
        reading.limit = *m_value < m_verdict.expected ? m_verdict.lower : m_verdict.upper;
        reading.entered = reading.held = m_verdict.isAnomalous ? 0 : -1;
        reading.why = m_verdict.why;
        return reading;
    }

private:
    // A day without samples ends an incident; shorter silence leaves the verdict as it is.
    [[nodiscard]] std::int64_t silenceMs() const { return std::max(m_rule.windowMs, kDayMs); }

    Rule m_rule;
    SampleWindow m_window;
    anomaly::AnomalyDetector m_detector;
    anomaly::Verdict m_verdict;
    std::optional<double> m_value;
    std::int64_t m_lastMs = 0;
    bool m_isNew = false;
};

} // namespace

std::unique_ptr<Condition> makeAnomaly(const Rule& rule) { return std::make_unique<Anomaly>(rule); }

} // namespace alluse::alerts
