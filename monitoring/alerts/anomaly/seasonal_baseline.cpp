#include "alerts/anomaly/baseline.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alluse::alerts::anomaly {

namespace {

constexpr double kPeriodsRemembered = 4.0; // of each hour in the profile

// Hours are joined by straight lines, so that the profile has no steps.
class SeasonalBaseline final : public Baseline {
public:
    SeasonalBaseline(std::int64_t periodMs, std::size_t periodsNeeded, std::string_view name)
        : m_periodMs(periodMs), m_periodsNeeded(periodsNeeded), m_name(name),
          m_hours(static_cast<std::size_t>(periodMs / kHourMs)) {}

    double expected(std::int64_t timeMs) const override {
        const auto place = placeOf(timeMs);
        return m_level + (1.0 - place.share) * m_hours[place.first].offset +
               place.share * m_hours[place.second].offset;
    }

    void learn(std::int64_t timeMs, double value) override {
        if (m_count++ == 0) {
            m_firstMs = timeMs;
            m_level = value;
        }
        const double sinceLast = m_count == 1 ? 0.0 : static_cast<double>(timeMs - m_lastMs);
        m_lastMs = timeMs;
        const double error = value - expected(timeMs);
        // The level follows within about a day, the profile within some periods.
        const double daily = 1.0 - std::exp2(-std::max(sinceLast, 1.0) / static_cast<double>(kDayMs));
        m_level += std::max(daily, canPredict() ? 0.0 : 1.0 / static_cast<double>(m_count)) * error;
        const auto place = placeOf(timeMs);
        learnHour(m_hours[place.first], 1.0 - place.share, value, sinceLast);
        learnHour(m_hours[place.second], place.share, value, sinceLast);
    }

    void accept(double level) override {
        m_level += level - expected(m_lastMs);
    }
    bool canPredict() const override { return m_lastMs - m_firstMs >= m_periodMs; }
    bool isTrained() const override {
        return m_lastMs - m_firstMs >= static_cast<std::int64_t>(m_periodsNeeded) * m_periodMs;
    }
    std::string_view name() const override { return m_name; }

private:
    struct Hour {
        double offset = 0.0;
        double weight = 0.0;
    };
    struct Place {
        std::size_t first;
        std::size_t second;
        double share; // of the second
    };

    Place placeOf(std::int64_t timeMs) const {
        // Day 0 of 1970 was a Thursday; the profile needs no calendar, only its period.
        const std::int64_t inPeriod = ((timeMs % m_periodMs) + m_periodMs) % m_periodMs;
        const double hour = static_cast<double>(inPeriod) / static_cast<double>(kHourMs) - 0.5;
        const double below = std::floor(hour);
        const auto size = static_cast<std::ptrdiff_t>(m_hours.size());
        const auto first = (static_cast<std::ptrdiff_t>(below) + size) % size;
        return {static_cast<std::size_t>(first), static_cast<std::size_t>((first + 1) % size),
                hour - below};
    }

    void learnHour(Hour& hour, double share, double value, double sinceLastMs) {
        if (share <= 0.0) return;
        hour.weight += share;
        // Samples of one hour in all the periods that are remembered.
        const double usual = sinceLastMs > 0.0 ? static_cast<double>(kHourMs) / sinceLastMs : 1.0;
        const double most = std::max(usual, 1.0) * kPeriodsRemembered;
        hour.weight = std::min(hour.weight, most);
        hour.offset += share / hour.weight * (value - m_level - hour.offset);
    }

    std::int64_t m_periodMs;
    std::size_t m_periodsNeeded;
    std::string_view m_name;
    std::vector<Hour> m_hours;
    double m_level = 0.0;
    std::size_t m_count = 0;
    std::int64_t m_firstMs = 0;
    std::int64_t m_lastMs = 0;
};

} // namespace

std::unique_ptr<Baseline> makeDailyBaseline() {
    return std::make_unique<SeasonalBaseline>(kDayMs, 2, "hour of day");
}

std::unique_ptr<Baseline> makeWeeklyBaseline() {
    return std::make_unique<SeasonalBaseline>(kWeekMs, 3, "hour of week");
}

} // namespace alluse::alerts::anomaly
