#include "alerts/sample_window.h"

#include <algorithm>
#include <cmath>

namespace alluse::alerts {

void SampleWindow::add(const Sample& sample) {
    if (!m_samples.empty() && sample.timeMs <= m_samples.back().timeMs) {
        if (sample.timeMs == m_samples.back().timeMs) m_samples.back() = sample;
        return;
    }
    m_samples.push_back(sample);
}

void SampleWindow::advance(std::int64_t nowMs) {
    const auto untilMs = nowMs - m_offsetMs;
    while (m_end < m_samples.size() && m_samples[m_end].timeMs <= untilMs) ++m_end;
    while (m_begin < m_end && m_samples[m_begin].timeMs <= untilMs - m_lengthMs) {
        ++m_begin;
        m_isFull = true;
    }
    // What is gone is cut off in large pieces; one sample stays as the base of an increase.
    if (m_begin > 1'024 && m_begin > m_samples.size() / 2) {
        m_samples.erase(m_samples.begin(), m_samples.begin() + static_cast<std::ptrdiff_t>(m_begin) - 1);
        m_end -= m_begin - 1;
        m_begin = 1;
    }
}

std::span<const Sample> SampleWindow::samples() const {
    return std::span(m_samples).subspan(m_begin, m_end - m_begin);
}

std::optional<double> SampleWindow::increase() const {
    const auto held = samples();
    // A base from long before the window would credit it with what came in a gap.
    const bool hasBase = m_begin > 0 && m_samples[m_begin - 1].timeMs >
                                            held.front().timeMs - m_lengthMs;
    if (!hasBase && held.size() < 2) return std::nullopt;
    double sum = 0.0;
    double before = hasBase ? m_samples[m_begin - 1].value : held.front().value;
    for (const auto& sample : held) {
        // A total that fell began again at zero.
        sum += sample.value >= before ? sample.value - before : sample.value;
        before = sample.value;
    }
    return sum;
}

double SampleWindow::percentile(double q) const {
    const auto held = samples();
    if (held.front().histogram) {
        metrics::Histogram merged;
        for (const auto& sample : held)
            if (sample.histogram) merged.merge(*sample.histogram);
        return merged.percentile(q);
    }
    std::vector<double> values;
    values.reserve(held.size());
    for (const auto& sample : held) values.push_back(sample.value);
    // Nearest rank, as in metrics::Histogram.
    const auto rank = static_cast<std::size_t>(
        std::max(std::ceil(q * static_cast<double>(values.size())) - 1.0, 0.0));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

std::optional<double> SampleWindow::aggregate(Aggregation aggregation) const {
    const auto held = samples();
    if (aggregation == Aggregation::Count) return static_cast<double>(held.size());
    if (held.empty()) return std::nullopt;
    const auto sum = [&] {
        double total = 0.0;
        for (const auto& sample : held) total += sample.value;
        return total;
    };
    switch (aggregation) {
    case Aggregation::Last: return held.back().value;
    case Aggregation::Average: return sum() / static_cast<double>(held.size());
    case Aggregation::Minimum: return std::ranges::min(held, {}, &Sample::value).value;
    case Aggregation::Maximum: return std::ranges::max(held, {}, &Sample::value).value;
    case Aggregation::Sum: return sum();
    case Aggregation::Count: break;
    case Aggregation::Increase: return increase();
    case Aggregation::Rate: {
        const auto grown = increase();
        if (!grown) return std::nullopt;
        return *grown / (static_cast<double>(m_lengthMs) / 1e3);
    }
    case Aggregation::P50: return percentile(0.50);
    case Aggregation::P90: return percentile(0.90);
    case Aggregation::P95: return percentile(0.95);
    case Aggregation::P99: return percentile(0.99);
    case Aggregation::P999: return percentile(0.999);
    }
    return std::nullopt;
}

} // namespace alluse::alerts
