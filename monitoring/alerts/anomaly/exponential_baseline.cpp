#include "alerts/anomaly/baseline.h"

#include <algorithm>
#include <cmath>

namespace alluse::alerts::anomaly {

namespace {

class ExponentialBaseline final : public Baseline {
public:
    explicit ExponentialBaseline(double halfLife)
        : m_halfLife(halfLife), m_weight(1.0 - std::exp2(-1.0 / halfLife)) {}

    double expected(std::int64_t) const override { return m_level; }

    void learn(std::int64_t, double value) override {
        ++m_count;
        // A plain mean until there is as much history as the weights reach back.
        const double weight = std::max(m_weight, 1.0 / static_cast<double>(m_count));
        m_level += weight * (value - m_level);
    }

    void accept(double level) override { m_level = level; }
    bool canPredict() const override { return m_count >= 4; }
    bool isTrained() const override { return static_cast<double>(m_count) >= 2.0 * m_halfLife; }
    std::string_view name() const override { return "exponentially weighted mean"; }

private:
    double m_halfLife;
    double m_weight;
    double m_level = 0.0;
    std::size_t m_count = 0;
};

} // namespace

std::unique_ptr<Baseline> makeExponentialBaseline(double halfLifeSamples) {
    return std::make_unique<ExponentialBaseline>(halfLifeSamples);
}

} // namespace alluse::alerts::anomaly
