#pragma once
// A family's future as a line with the fan of random paths behind it, forks and merges as marks.

#include "domain/simulation.h"

#include <QWidget>

#include <optional>

namespace alluse::ui {

class FanChart final : public QWidget {
    Q_OBJECT

public:
    explicit FanChart(QWidget* parent = nullptr);
    void setResult(domain::SimulationResult result);
    void setFan(std::optional<domain::SimulationFan> fan); // none: not computed yet
    QSize sizeHint() const override { return {640, 380}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void rescale();
    [[nodiscard]] QPointF place(int week, double dollars, const QRectF& plot) const;
    void paintAxes(QPainter& painter, const QRectF& plot) const;
    void paintFan(QPainter& painter, const QRectF& plot) const;
    void paintLine(QPainter& painter, const QRectF& plot) const;
    void paintMarks(QPainter& painter, const QRectF& plot) const;
    void paintHover(QPainter& painter, const QRectF& plot) const;

    domain::SimulationResult m_result;
    std::optional<domain::SimulationFan> m_fan;
    double m_max = 1; // dollars, top of the axis
    int m_hovered = -1;
};

} // namespace alluse::ui
