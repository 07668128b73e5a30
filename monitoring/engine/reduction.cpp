#include "engine/reduction.h"

#include <algorithm>
#include <cmath>

namespace alluse::engine {

Reduction::Reduction(qint64 columnMs, qint64 gapMs)
    : m_columnMs(std::max<qint64>(1, columnMs)), m_gapMs(std::max(gapMs, m_columnMs)) {}

void Reduction::add(qint64 timeMs, double value) {
    if (!std::isfinite(value)) return;
    const qint64 column = timeMs / m_columnMs;
    const bool isGap = m_isOpen && timeMs - m_lastMs > m_gapMs;
    if (m_isOpen && (isGap || column != m_column)) closeColumn();
    if (isGap) closeSegment();

    const Point point{timeMs, value};
    if (!m_isOpen) {
        m_isOpen = true;
        m_column = column;
        m_low = m_high = point;
    } else if (value < m_low.value) {
        m_low = point;
    } else if (value > m_high.value) {
        m_high = point;
    }
    m_lastMs = timeMs;
}

Segments Reduction::finish() {
    if (m_isOpen) closeColumn();
    closeSegment();
    return std::exchange(m_segments, {});
}

void Reduction::closeColumn() {
    const auto [first, second] = m_low.timeMs <= m_high.timeMs ? std::pair(m_low, m_high)
                                                               : std::pair(m_high, m_low);
    m_segment.append(QPointF(static_cast<qreal>(first.timeMs), first.value));
    if (second.timeMs != first.timeMs)
        m_segment.append(QPointF(static_cast<qreal>(second.timeMs), second.value));
    m_isOpen = false;
}

void Reduction::closeSegment() {
    if (!m_segment.isEmpty()) m_segments.append(std::exchange(m_segment, {}));
}

} // namespace alluse::engine
