#include "alerts/conditions.h"
#include "alerts/plain_words.h"
#include "alerts/sample_window.h"

#include <algorithm>

namespace alluse::alerts {

namespace {

// How fast an objective's error budget is used: both windows of a pair must burn, the long one so
// that it matters, the short one so that it still does.
class BurnRate final : public Condition {
public:
    explicit BurnRate(const Rule& rule)
        : m_rule(rule), m_parameters(std::get<BurnRateParameters>(rule.parameters)),
          m_severities(rule.severities()) {
        for (const auto& window : m_parameters.windows)
            m_pairs.push_back({Meter(window.longMs), Meter(window.shortMs)});
    }

    void observe(std::size_t input, const Sample& sample) override {
        for (auto& pair : m_pairs) {
            pair.longer.add(input, sample);
            pair.shorter.add(input, sample);
        }
    }

    Reading evaluate(Moment now) override {
        Reading reading;
        bool hasAny = false;
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const auto& window = m_parameters.windows[i];
            const auto longer = m_pairs[i].longer.burn(now.monotonicMs, m_rule.aggregation, m_parameters);
            const auto shorter =
                m_pairs[i].shorter.burn(now.monotonicMs, m_rule.aggregation, m_parameters);
            if (!longer || !shorter) continue;
            hasAny = true;
            const bool isBurning = *longer >= window.factor && *shorter >= window.factor;
            const auto at = std::ranges::find(m_severities, window.severity);
            const int level = static_cast<int>(at - m_severities.begin());
            if (isBurning) reading.entered = reading.held = std::max(reading.entered, level);
            if (isBurning || !reading.value) {
                reading.value = *longer;
                reading.limit = window.factor;
                reading.why = "the error budget burns " + inWords(*longer) + " times too fast over " +
                              durationInWords(window.longMs) + " and " + inWords(*shorter) +
                              " times over " + durationInWords(window.shortMs) + ", the limit is " +
                              inWords(window.factor);
            }
        }
        if (!hasAny)
            return Reading::missing(Reading::Kind::NoData,
                                    "fewer than " + inWords(m_parameters.minEvents) + " events");
        return reading;
    }

private:
    class Meter {
    public:
        explicit Meter(std::int64_t lengthMs) : m_good(lengthMs), m_total(lengthMs) {}

        void add(std::size_t input, const Sample& sample) { (input == 0 ? m_good : m_total).add(sample); }

        std::optional<double> burn(std::int64_t nowMs, Aggregation aggregation,
                                   const BurnRateParameters& parameters) {
            m_good.advance(nowMs);
            m_total.advance(nowMs);
            const auto total = m_total.aggregate(aggregation);
            if (!total || *total <= 0.0 || *total < parameters.minEvents) return std::nullopt;
            const double good = m_good.aggregate(aggregation).value_or(0.0);
            return std::max(0.0, 1.0 - good / *total) / (1.0 - parameters.objective);
        }

    private:
        SampleWindow m_good;
        SampleWindow m_total;
    };
    struct Pair {
        Meter longer;
        Meter shorter;
    };

    Rule m_rule;
    BurnRateParameters m_parameters;
    std::vector<Severity> m_severities;
    std::vector<Pair> m_pairs;
};

} // namespace

std::unique_ptr<Condition> makeBurnRate(const Rule& rule) { return std::make_unique<BurnRate>(rule); }

} // namespace alluse::alerts
