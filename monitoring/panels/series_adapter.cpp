#include "panels/series_adapter.h"

#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <QPen>

namespace alluse::panels {

namespace {

constexpr double kLineWidth = 1.5;

} // namespace

SeriesAdapter::SeriesAdapter(QChart& chart)
    : m_chart(chart), m_x(new QValueAxis(&chart)), m_y(new QValueAxis(&chart)) {
    // Grid and labels are painted by ChartView, in round steps and never clipped; hidden axes also
    // halve the cost of a scrolling frame.
    for (QValueAxis* axis : {m_x, m_y}) axis->setVisible(false);
    m_chart.addAxis(m_x, Qt::AlignBottom);
    m_chart.addAxis(m_y, Qt::AlignLeft);
}

SeriesAdapter::~SeriesAdapter() = default;

void SeriesAdapter::setLines(const QList<QColor>& colours) {
    m_lines.resize(static_cast<std::size_t>(colours.size()));
    for (std::size_t index = 0; index < m_lines.size(); ++index) {
        Line& line = m_lines[index];
        line.colour = colours[static_cast<qsizetype>(index)];
        for (QLineSeries* series : line.pool) series->setPen(QPen(line.colour, kLineWidth));
    }
}

void SeriesAdapter::setPoints(int line, const engine::Segments& segments, qint64 pointWidthMs) {
    Line& target = m_lines.at(static_cast<std::size_t>(line));
    const auto count = static_cast<std::size_t>(segments.size());
    while (target.pool.size() < count) target.pool.push_back(addSeries(target));
    for (std::size_t index = 0; index < count; ++index) {
        engine::Segment points = segments[static_cast<qsizetype>(index)];
        if (points.size() == 1) {
            const QPointF half(static_cast<qreal>(pointWidthMs) / 2.0, 0.0);
            points = {points[0] - half, points[0] + half};
        }
        target.pool[index]->replace(points);
        target.pool[index]->setVisible(true);
    }
    for (std::size_t index = count; index < target.usedCount; ++index) {
        target.pool[index]->setVisible(false);
        target.pool[index]->replace(QList<QPointF>());
    }
    target.usedCount = count;
}

void SeriesAdapter::setRange(double xMin, double xMax, double yMin, double yMax) {
    m_x->setRange(xMin, xMax);
    m_y->setRange(yMin, yMax);
}

QLineSeries* SeriesAdapter::addSeries(Line& line) {
    auto* series = new QLineSeries;
    m_chart.addSeries(series);
    series->attachAxis(m_x);
    series->attachAxis(m_y);
    series->setPen(QPen(line.colour, kLineWidth));
    return series;
}

} // namespace alluse::panels
