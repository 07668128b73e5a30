#include "alerts/conditions.h"
#include "alerts/plain_words.h"
#include "alerts/sample_window.h"
#include "alerts/statistics/forecast.h"
#include "alerts/statistics/least_squares.h"
#include "alerts/statistics/theil_sen.h"

#include <algorithm>
#include <cmath>

namespace alluse::alerts {

namespace {

// Pairwise slopes grow with the square of the points, so a window is read as this many means.
constexpr std::int64_t kPointsMax = 120;
// A trend that was found is held until it is clearly gone.
constexpr double kHeldSignificance = 2.0;
constexpr double kHeldEffect = 0.8;
constexpr double kBandChance = 0.05; // of coming values outside the forecast band

class Trend final : public Condition {
public:
    explicit Trend(const Rule& rule)
        : m_rule(rule), m_parameters(std::get<TrendParameters>(rule.parameters)),
          m_window(rule.windowMs) {}

    void observe(std::size_t, const Sample& sample) override { m_window.add(sample); }

    Reading evaluate(Moment now) override {
        m_window.advance(now.monotonicMs);
        // Between two means there is nothing new to see.
        const auto cell = now.monotonicMs / cellMs();
        if (m_reading && cell == m_cell && m_window.count() > 0) return *m_reading;
        m_cell = cell;
        m_reading = look(now);
        return *m_reading;
    }

private:
    [[nodiscard]] std::int64_t cellMs() const {
        return std::max<std::int64_t>(m_rule.windowMs / kPointsMax, 1);
    }

    // Means of equal stretches of time; times in seconds from the first.
    void collect() {
        m_times.clear();
        m_values.clear();
        const auto samples = m_window.samples();
        const auto firstMs = samples.front().timeMs;
        for (std::size_t i = 0; i < samples.size();) {
            const auto cell = samples[i].timeMs / cellMs();
            double sum = 0.0;
            double times = 0.0;
            double count = 0.0;
            for (; i < samples.size() && samples[i].timeMs / cellMs() == cell; ++i) {
                sum += samples[i].value;
                times += static_cast<double>(samples[i].timeMs - firstMs) / 1e3;
                count += 1.0;
            }
            m_times.push_back(times / count);
            m_values.push_back(sum / count);
        }
    }

    Reading look(Moment now) {
        if (m_window.count() > 0) collect();
        if (m_window.count() == 0)
            return Reading::missing(Reading::Kind::NoData,
                                    "no sample within " + durationInWords(m_rule.windowMs));
        if (m_times.size() < m_rule.minSamples || (m_rule.requiresFullWindow && !m_window.isFull()))
            return Reading::missing(Reading::Kind::Training,
                                    countInWords(m_times.size(), "point") + " within " +
                                        durationInWords(m_rule.windowMs) + ", a trend needs " +
                                        std::to_string(m_rule.minSamples));
        const auto fit = m_parameters.estimator == Estimator::TheilSen
                             ? statistics::theilSen(m_times, m_values)
                             : statistics::leastSquares(m_times, m_values);
        const double effect = fit.slope * static_cast<double>(m_rule.windowMs) / 1e3;
        Reading reading;
        reading.value = m_values.back();
        reading.why = describe(fit, effect);
        const bool isAsked = m_parameters.direction == Direction::Both ||
                             (m_parameters.direction == Direction::Above) == (effect > 0.0);
        if (m_parameters.watchesSlope && isAsked) {
            reading.limit = m_parameters.minEffectPerWindow;
            const double size = std::abs(effect);
            if (fit.p < m_parameters.significance && size >= m_parameters.minEffectPerWindow &&
                size > 0.0)
                reading.entered = 0;
            if (fit.p < kHeldSignificance * m_parameters.significance &&
                size >= kHeldEffect * m_parameters.minEffectPerWindow && size > 0.0)
                reading.held = 0;
        }
        if (m_parameters.limit) lookAhead(fit, now, reading);
        reading.held = std::max(reading.held, reading.entered);
        return reading;
    }

    // The band of a flat, noisy series may touch a limit too; only a trend towards it counts, or
    // being there already.
    void lookAhead(const statistics::LineFit& fit, Moment now, Reading& reading) const {
        const double limit = *m_parameters.limit;
        reading.limit = limit;
        const double here = m_times.back();
        const double horizon = here + static_cast<double>(m_parameters.horizonMs) / 1e3;
        const statistics::Forecast forecast(fit, kBandChance);
        const auto first = m_values.front();
        const bool isUpward = m_parameters.direction == Direction::Both
                                  ? fit.at(here) < limit || (fit.slope > 0.0 && first < limit)
                                  : m_parameters.direction == Direction::Above;
        const bool isBeyond = isUpward ? fit.at(here) >= limit : fit.at(here) <= limit;
        const bool leadsThere = isUpward ? fit.slope > 0.0 : fit.slope < 0.0;
        const auto time = forecast.breach(limit, isUpward, here, horizon);
        if (isBeyond) {
            reading.entered = reading.held = 0;
            reading.why += "; the limit " + inWords(limit) + " is reached";
        } else if (time && leadsThere) {
            const auto awayMs = static_cast<std::int64_t>((*time - here) * 1e3);
            if (fit.p < m_parameters.significance) reading.entered = 0;
            if (fit.p < kHeldSignificance * m_parameters.significance) reading.held = 0;
            reading.why += "; the forecast band meets " + inWords(limit) + " in " +
                           durationInWords(awayMs) + ", at " + timeInIso(now.wallMs + awayMs);
        } else {
            reading.why += "; the limit " + inWords(limit) + " is not in sight within " +
                           durationInWords(m_parameters.horizonMs);
        }
    }

    [[nodiscard]] std::string describe(const statistics::LineFit& fit, double effect) const {
        return std::string(m_parameters.estimator == Estimator::TheilSen ? "Theil-Sen"
                                                                         : "least squares") +
               " over " + countInWords(fit.count, "point") + ": " + inWords(effect) + " per " +
               durationInWords(m_rule.windowMs) + ", p " + inWords(fit.p) +
               " with autocorrelation " + inWords(fit.phi);
    }

    Rule m_rule;
    TrendParameters m_parameters;
    SampleWindow m_window;
    std::vector<double> m_times;
    std::vector<double> m_values;
    std::int64_t m_cell = 0;
    std::optional<Reading> m_reading;
};

} // namespace

std::unique_ptr<Condition> makeTrend(const Rule& rule) { return std::make_unique<Trend>(rule); }

} // namespace alluse::alerts
