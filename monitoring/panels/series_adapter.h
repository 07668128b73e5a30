#pragma once
// The one place that feeds Qt Charts: lines with gaps in, replaced series out.

#include "engine/reduction.h"

#include <QColor>
#include <QList>

#include <vector>

class QChart;
class QLineSeries;
class QValueAxis;

namespace alluse::panels {

// Owns the series and axes of one chart. Qt Charts draws a line without breaks, so each stretch
// between two gaps is a series of its own; they are pooled and reused.
class SeriesAdapter {
public:
    explicit SeriesAdapter(QChart& chart);
    ~SeriesAdapter();
    SeriesAdapter(const SeriesAdapter&) = delete;
    SeriesAdapter& operator=(const SeriesAdapter&) = delete;

    void setLines(const QList<QColor>& colours);
    // Points already reduced to at most two per pixel column; a stretch of a single point is drawn
    // `pointWidthMs` wide so that it can be seen.
    void setPoints(int line, const engine::Segments& segments, qint64 pointWidthMs);
    void setRange(double xMin, double xMax, double yMin, double yMax);

private:
    struct Line {
        QColor colour;
        std::vector<QLineSeries*> pool; // owned by the chart
        std::size_t usedCount = 0;
    };

    QLineSeries* addSeries(Line& line);

    QChart& m_chart;
    QValueAxis* m_x; // owned by the chart
    QValueAxis* m_y; // owned by the chart
    std::vector<Line> m_lines;
};

} // namespace alluse::panels
