#pragma once
// Balance over time as a filled line: round ticks, zero-based, the value under the pointer.

#include "services/rows.h"

#include <QWidget>

#include <vector>

namespace alluse::ui {

class EquityChart final : public QWidget {
    Q_OBJECT

public:
    explicit EquityChart(QWidget* parent = nullptr);
    void setSeries(std::vector<services::SeriesPoint> points, int colourIndex);
    QSize sizeHint() const override { return {300, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    [[nodiscard]] QPointF place(const services::SeriesPoint& point, const QRectF& plot) const;
    void paintAxes(QPainter& painter, const QRectF& plot) const;
    void paintLine(QPainter& painter, const QRectF& plot) const;
    void paintHover(QPainter& painter, const QRectF& plot) const;

    std::vector<services::SeriesPoint> m_points;
    int m_colour = 0;
    double m_min = 0; // dollars, on the axis
    double m_max = 1;
    int m_hovered = -1;
};

} // namespace alluse::ui
