#pragma once
// Reduces a stream of points to minimum and maximum per pixel column, keeping gaps.

#include <QList>
#include <QPointF>

namespace alluse::engine {

// Points of one unbroken stretch, x in milliseconds since 1970, ascending.
using Segment = QList<QPointF>;
using Segments = QList<Segment>;

// Columns are aligned to absolute time, not to the left edge: while a chart scrolls, a point stays
// in its column and the line does not shimmer. At most two points per column come out.
class Reduction {
public:
    // columnMs: width of one pixel column, at least 1. Points further apart than gapMs (or than
    // one column, whichever is more) are not connected.
    Reduction(qint64 columnMs, qint64 gapMs);

    void add(qint64 timeMs, double value); // times ascend; a value that is not finite is skipped
    [[nodiscard]] Segments finish();

private:
    struct Point {
        qint64 timeMs = 0;
        double value = 0.0;
    };

    void closeColumn();
    void closeSegment();

    qint64 m_columnMs;
    qint64 m_gapMs;
    bool m_isOpen = false; // a column has been started
    qint64 m_column = 0;
    qint64 m_lastMs = 0;
    Point m_low;
    Point m_high;
    Segment m_segment;
    Segments m_segments;
};

} // namespace alluse::engine
