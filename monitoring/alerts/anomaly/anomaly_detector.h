#pragma once
// Says of each new value whether the series left its usual band, and in which way.
//
// Several baselines predict side by side. The errors of each are watched by themselves and as means
// of the latest 6 and 24 samples, so that a spike, a step and a drift are all seen, each against a
// limit calibrated on its own history (tail_limit.h). One of the baselines answers: the plainest
// that fits.

#include "alerts/alert_rule.h"
#include "alerts/anomaly/baseline.h"
#include "alerts/anomaly/tail_limit.h"

#include <array>
#include <deque>
#include <optional>
#include <string>

namespace alluse::alerts::anomaly {

struct Verdict {
    bool isTraining = true;
    bool isAnomalous = false;
    bool isAcceptingLevel = false; // the incident lasted so long that it is the new usual
    double expected = 0.0;
    double lower = 0.0; // of a single sample
    double upper = 0.0;
    double score = 0.0; // 1 is at the limit
    std::size_t samples = 0; // of history
    std::string why;
};

struct DetectorSettings {
    AnomalyParameters parameters;
    TailSettings tail{};
    std::size_t samplesMin = 144;        // half a day of five-minute values
    std::int64_t historyMinMs = 0;       // 0: half a day, an hour for steps below a minute
    std::size_t calmSamples = 12;        // until an incident is over
    double calmScore = 0.7;
    std::size_t incidentSamplesMax = 288; // a day of five-minute values
};

class AnomalyDetector {
public:
    explicit AnomalyDetector(DetectorSettings settings);

    // Times ascend.
    Verdict observe(std::int64_t timeMs, double value);

private:
    static constexpr std::array<std::size_t, 3> kScales{1, 6, 24};

    struct Candidate {
        std::unique_ptr<Baseline> baseline;
        std::vector<TailLimit> tails; // by scale
        std::deque<double> errors;    // the latest, clipped
        std::array<double, kScales.size()> statistics{};
        double score = 0.0;
        std::size_t scoreScale = 0;
    };

    [[nodiscard]] bool hasHistory() const;
    [[nodiscard]] bool isLearningFrozen() const;
    void watch(Candidate& candidate, std::int64_t timeMs, double value);
    void learn(Candidate& candidate, std::int64_t timeMs, double value);
    void watchNoise(std::int64_t timeMs, double value);
    void noticeStep(std::int64_t timeMs);
    [[nodiscard]] std::size_t chooseCandidate() const;
    [[nodiscard]] double scoreOf(const TailLimit& tail, double value) const;
    void moveIncident(Verdict& verdict, double value);
    [[nodiscard]] std::string explain(const Candidate& candidate, double value,
                                      const Verdict& verdict) const;

    DetectorSettings m_settings;
    std::vector<Candidate> m_candidates; // plainest first
    std::size_t m_chosen = 0;
    TailLimit m_noise;
    std::deque<double> m_steps; // sizes of the latest changes
    std::deque<double> m_recent; // values
    double m_noiseStatistic = 0.0;
    double m_noiseScore = 0.0;
    std::size_t m_count = 0;
    std::int64_t m_firstMs = 0;
    std::int64_t m_lastMs = 0;
    double m_lastValue = 0.0;
    double m_stepMs = 0.0; // usual distance of samples
    bool m_isInIncident = false;
    std::size_t m_incidentSamples = 0;
    std::size_t m_calm = 0;
};

} // namespace alluse::alerts::anomaly
