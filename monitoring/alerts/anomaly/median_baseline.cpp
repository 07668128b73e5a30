#include "alerts/anomaly/baseline.h"
#include "alerts/statistics/robust.h"

#include <vector>

namespace alluse::alerts::anomaly {

namespace {

class MedianBaseline final : public Baseline {
public:
    double expected(std::int64_t) const override { return m_median; }

    void learn(std::int64_t, double value) override {
        if (m_ring.size() < kRingMax) {
            m_ring.push_back(value);
        } else {
            m_ring[m_at] = value;
            m_at = (m_at + 1) % kRingMax;
        }
        if (++m_count < m_nextRefresh) return;
        m_nextRefresh = m_count + (m_count < 256 ? 4 : 32);
        auto values = m_ring;
        m_median = statistics::medianOf(values);
    }

    void accept(double level) override {
        m_ring.assign(kRingMax / 8, level);
        m_at = 0;
        m_median = level;
    }

    bool canPredict() const override { return m_count >= 4; }
    bool isTrained() const override { return m_count >= 64; }
    std::string_view name() const override { return "median of recent history"; }

private:
    static constexpr std::size_t kRingMax = 1'024;

    std::vector<double> m_ring;
    std::size_t m_at = 0;
    std::size_t m_count = 0;
    std::size_t m_nextRefresh = 1;
    double m_median = 0.0;
};

} // namespace

std::unique_ptr<Baseline> makeMedianBaseline() { return std::make_unique<MedianBaseline>(); }

} // namespace alluse::alerts::anomaly
