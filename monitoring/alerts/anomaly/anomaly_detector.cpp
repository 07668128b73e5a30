#include "alerts/anomaly/anomaly_detector.h"

#include "alerts/plain_words.h"
#include "alerts/statistics/robust.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alluse::alerts::anomaly {

namespace {

constexpr std::size_t kLongestScale = 24;
constexpr double kGapSteps = 12.0;     // a longer silence breaks the means of several samples
constexpr double kClipInMeans = 1.5;   // limits that a single error may weigh in a mean
constexpr double kClipInHistory = 3.0; // limits that an error of an incident may leave in history
constexpr double kClearlyBetter = 0.7; // width of the band that a less plain baseline must reach
// The first sample of an incident is learned, so that what recurs becomes usual; the next ones are
// not, so that one long incident does not.
constexpr std::size_t kFrozenSamples = 24;

} // namespace

AnomalyDetector::AnomalyDetector(DetectorSettings settings)
    : m_settings(settings), m_noise(settings.tail) {
    const auto add = [&](std::unique_ptr<Baseline> baseline) {
        Candidate candidate;
        candidate.baseline = std::move(baseline);
        for (const auto scale : kScales) {
            auto tail = settings.tail;
            tail.blockSamples = std::max(tail.blockSamples, 2 * scale);
            candidate.tails.emplace_back(tail);
        }
        m_candidates.push_back(std::move(candidate));
    };
    const auto choice = settings.parameters.baseline;
    if (choice != BaselineChoice::Exponential) add(makeMedianBaseline());
    if (choice == BaselineChoice::Auto || choice == BaselineChoice::Exponential)
        add(makeExponentialBaseline(144.0));
    if (choice == BaselineChoice::Auto) add(makeExponentialBaseline(24.0));
    if (choice == BaselineChoice::Auto || choice == BaselineChoice::Seasonal) {
        add(makeDailyBaseline());
        add(makeWeeklyBaseline());
    }
}

Verdict AnomalyDetector::observe(std::int64_t timeMs, double value) {
    noticeStep(timeMs);
    for (auto& candidate : m_candidates) watch(candidate, timeMs, value);
    watchNoise(timeMs, value);
    m_recent.push_back(value);
    if (m_recent.size() > kLongestScale) m_recent.pop_front();

    if (!m_isInIncident) m_chosen = chooseCandidate();
    auto& chosen = m_candidates[m_chosen];
    Verdict verdict;
    verdict.samples = m_count;
    verdict.isTraining = !hasHistory();
    const auto& band = chosen.tails.front().limits();
    verdict.expected = chosen.baseline->expected(timeMs) + band.center;
    const double k = m_settings.parameters.k.value_or(0.0);
    verdict.lower = verdict.expected - (k > 0.0 ? k * band.spread : band.center - band.lower);
    verdict.upper = verdict.expected + (k > 0.0 ? k * band.spread : band.upper - band.center);
    verdict.score = std::max(chosen.score, m_noiseScore);
    if (!verdict.isTraining) moveIncident(verdict, value);
    verdict.why = explain(chosen, value, verdict);

    for (auto& candidate : m_candidates) learn(candidate, timeMs, value);
    ++m_count;
    m_lastMs = timeMs;
    m_lastValue = value;
    return verdict;
}

bool AnomalyDetector::hasHistory() const {
    if (m_count < m_settings.samplesMin || !m_candidates[m_chosen].tails.front().isReady())
        return false;
    const auto usual = m_stepMs < static_cast<double>(kMinuteMs) ? kHourMs : kDayMs / 2;
    auto needed = m_settings.historyMinMs > 0 ? m_settings.historyMinMs : usual;
    if (m_settings.parameters.minHistoryMs) needed = *m_settings.parameters.minHistoryMs;
    return m_lastMs - m_firstMs >= needed;
}

bool AnomalyDetector::isLearningFrozen() const {
    return m_isInIncident && m_incidentSamples > 0 && m_incidentSamples < kFrozenSamples;
}

void AnomalyDetector::noticeStep(std::int64_t timeMs) {
    if (m_count == 0) {
        m_firstMs = timeMs;
        return;
    }
    const auto step = static_cast<double>(timeMs - m_lastMs);
    if (m_stepMs > 0.0 && step > kGapSteps * m_stepMs) {
        for (auto& candidate : m_candidates) candidate.errors.clear();
        m_steps.clear();
        m_recent.clear();
    }
    // A median by steps: gaps do not move it.
    if (m_stepMs == 0.0) m_stepMs = step;
    else m_stepMs *= step > m_stepMs ? 1.02 : step < m_stepMs ? 1.0 / 1.02 : 1.0;
}

double AnomalyDetector::scoreOf(const TailLimit& tail, double value) const {
    if (!tail.isReady()) return 0.0;
    const auto& limits = tail.limits();
    const bool isAbove = value >= limits.center;
    if (m_settings.parameters.direction == Direction::Above && !isAbove) return 0.0;
    if (m_settings.parameters.direction == Direction::Below && isAbove) return 0.0;
    if (m_settings.parameters.k)
        return std::abs(value - limits.center) / (*m_settings.parameters.k * limits.spread);
    return limits.score(value);
}

void AnomalyDetector::watch(Candidate& candidate, std::int64_t timeMs, double value) {
    candidate.score = 0.0;
    if (!candidate.baseline->canPredict()) return;
    const double error = value - candidate.baseline->expected(timeMs);
    const auto& single = candidate.tails.front();
    candidate.errors.push_back(
        single.isReady() ? single.limits().clipped(error, kClipInMeans) : error);
    if (candidate.errors.size() > kLongestScale) candidate.errors.pop_front();
    for (std::size_t i = 0; i < kScales.size(); ++i) {
        const auto scale = static_cast<std::ptrdiff_t>(kScales[i]);
        if (candidate.errors.size() < kScales[i]) {
            candidate.statistics[i] = std::nan("");
            continue;
        }
        candidate.statistics[i] =
            scale == 1 ? error
                       : std::accumulate(candidate.errors.end() - scale, candidate.errors.end(), 0.0) /
                             static_cast<double>(scale);
        // A band of k spreads is a promise about single values.
        if (m_settings.parameters.k && i > 0) continue;
        const double score = scoreOf(candidate.tails[i], candidate.statistics[i]);
        if (score > candidate.score) {
            candidate.score = score;
            candidate.scoreScale = i;
        }
    }
}

void AnomalyDetector::learn(Candidate& candidate, std::int64_t timeMs, double value) {
    const auto& single = candidate.tails.front();
    double believed = value;
    if (candidate.baseline->canPredict()) {
        const double expected = candidate.baseline->expected(timeMs);
        if (single.isReady()) believed = expected + single.limits().clipped(value - expected, 1.0);
        const bool isFrozen = isLearningFrozen();
        for (std::size_t i = 0; i < kScales.size() && !isFrozen; ++i) {
            if (std::isnan(candidate.statistics[i])) continue;
            auto& tail = candidate.tails[i];
            const bool isKnown = tail.isReady() && !hasHistory();
            tail.add(timeMs, tail.isReady() && !isKnown
                                 ? tail.limits().clipped(candidate.statistics[i], kClipInHistory)
                                 : candidate.statistics[i]);
        }
    }
    candidate.baseline->learn(timeMs, believed);
}

void AnomalyDetector::watchNoise(std::int64_t timeMs, double value) {
    m_noiseScore = 0.0;
    if (m_settings.parameters.k || m_settings.parameters.direction != Direction::Both ||
        m_settings.parameters.baseline != BaselineChoice::Auto || m_count == 0)
        return;
    m_steps.push_back(std::abs(value - m_lastValue));
    if (m_steps.size() > kLongestScale) m_steps.pop_front();
    if (m_steps.size() < kLongestScale) return;
    const double mean = std::accumulate(m_steps.begin(), m_steps.end(), 0.0) /
                        static_cast<double>(m_steps.size());
    // The logarithm makes twice and half as much noise equally far away.
    const double spread = m_candidates.front().tails.front().limits().spread;
    m_noiseStatistic = std::log(mean + 0.02 * spread + 1e-12);
    if (m_noise.isReady()) m_noiseScore = m_noise.limits().score(m_noiseStatistic);
    if (isLearningFrozen()) return;
    m_noise.add(timeMs, m_noise.isReady() && hasHistory()
                            ? m_noise.limits().clipped(m_noiseStatistic, kClipInHistory)
                            : m_noiseStatistic);
}

std::size_t AnomalyDetector::chooseCandidate() const {
    const auto widthOf = [](const Candidate& candidate) {
        double product = 1.0;
        for (const auto& tail : candidate.tails)
            product *= std::max(tail.limits().upper - tail.limits().lower, 1e-12);
        return std::cbrt(product);
    };
    const auto isUsable = [](const Candidate& candidate) {
        return candidate.baseline->isTrained() &&
               std::ranges::all_of(candidate.tails, [](const auto& tail) { return tail.isReady(); });
    };
    const bool prefersSeason = m_settings.parameters.baseline == BaselineChoice::Seasonal;
    std::size_t best = 0;
    for (std::size_t i = 1; i < m_candidates.size(); ++i) {
        if (!isUsable(m_candidates[i])) continue;
        if (prefersSeason || widthOf(m_candidates[i]) < kClearlyBetter * widthOf(m_candidates[best]))
            best = i;
    }
    return best;
}

void AnomalyDetector::moveIncident(Verdict& verdict, double value) {
    if (!m_isInIncident) {
        if (verdict.score <= 1.0) return;
        m_isInIncident = true;
        m_incidentSamples = 0;
        m_calm = 0;
        verdict.isAnomalous = true;
        return;
    }
    ++m_incidentSamples;
    m_calm = verdict.score < m_settings.calmScore ? m_calm + 1 : 0;
    const bool isLong = m_settings.parameters.clearsItself &&
                        m_incidentSamples >= m_settings.incidentSamplesMax;
    verdict.isAnomalous = m_calm < m_settings.calmSamples && !isLong;
    if (verdict.isAnomalous) return;
    m_isInIncident = false;
    verdict.isAcceptingLevel = isLong;
    // After a long incident the new level is the usual one. After one that passed, a baseline that
    // had followed it is brought back, or the end would count as the next incident.
    const auto count = std::min(m_recent.size(), m_settings.calmSamples);
    std::vector<double> recent(m_recent.end() - static_cast<std::ptrdiff_t>(count), m_recent.end());
    const double level = recent.empty() ? value : statistics::medianOf(recent);
    for (auto& candidate : m_candidates) {
        if (!isLong && candidate.score < m_settings.calmScore) continue;
        candidate.baseline->accept(level);
        candidate.errors.clear();
    }
}

std::string AnomalyDetector::explain(const Candidate& candidate, double value,
                                     const Verdict& verdict) const {
    if (verdict.isTraining)
        return "in training: " + countInWords(m_count, "sample") + " of history, needs " +
               std::to_string(m_settings.samplesMin);
    std::string text = "value " + inWords(value) + " against a band from " +
                       inWords(verdict.lower) + " to " + inWords(verdict.upper) + " (" +
                       std::string(candidate.baseline->name()) + ", " +
                       countInWords(m_count, "sample") + " of history)";
    if (verdict.isAcceptingLevel)
        return text + "; after " + countInWords(m_incidentSamples, "sample") +
               " the new level counts as usual";
    if (m_noiseScore > candidate.score && m_noiseScore > 1.0)
        return text + "; it changes " + (m_noiseStatistic > m_noise.limits().center ? "more" : "less") +
               " from sample to sample than it ever did";
    if (candidate.scoreScale > 0 && candidate.score > 1.0)
        text += "; the mean of the latest " + std::to_string(kScales[candidate.scoreScale]) +
                " samples is " + inWords(candidate.statistics[candidate.scoreScale]) +
                " off, usual is up to " +
                inWords(candidate.statistics[candidate.scoreScale] > 0
                            ? candidate.tails[candidate.scoreScale].limits().upper
                            : candidate.tails[candidate.scoreScale].limits().lower);
    return text;
}

} // namespace alluse::alerts::anomaly
