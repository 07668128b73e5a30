#pragma once
// The samples of the latest stretch of time, and what they amount to.

#include "alerts/alert_rule.h"

#include <optional>
#include <span>
#include <vector>

namespace alluse::alerts {

// Holds the samples in (now - length, now], and the one before as the base of a counter's increase.
class SampleWindow {
public:
    // With an offset the window ends that long before now.
    explicit SampleWindow(std::int64_t lengthMs, std::int64_t offsetMs = 0)
        : m_lengthMs(lengthMs), m_offsetMs(offsetMs) {}

    // Times ascend; a sample at the time of the latest one replaces it.
    void add(const Sample& sample);
    void advance(std::int64_t nowMs);

    [[nodiscard]] std::span<const Sample> samples() const;
    [[nodiscard]] std::size_t count() const { return m_end - m_begin; }
    // Whether the series is older than the window.
    [[nodiscard]] bool isFull() const { return m_isFull; }
    // Nothing when there is no sample, or no increase to speak of.
    [[nodiscard]] std::optional<double> aggregate(Aggregation aggregation) const;

private:
    [[nodiscard]] std::optional<double> increase() const;
    [[nodiscard]] double percentile(double q) const;

    std::int64_t m_lengthMs;
    std::int64_t m_offsetMs;
    std::vector<Sample> m_samples; // some of them gone, and some still to come
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    bool m_isFull = false;
};

} // namespace alluse::alerts
