#pragma once
// Draws one analysis chart: round ticks, limits, the values under the pointer; a click says where.

#include "ui/analytics/plot_data.h"

#include <QWidget>

#include <optional>

namespace alluse::ui {

class PlotChart final : public QWidget {
    Q_OBJECT

public:
    explicit PlotChart(const QString& name, QWidget* parent = nullptr);

    void setData(PlotData plot);
    [[nodiscard]] const PlotData& data() const { return m_data; }
    // The values at a place, as the crosshair shows them.
    [[nodiscard]] QStringList valuesAt(double x) const;
    // As a file: "png" at twice the size, "svg", "csv".
    [[nodiscard]] QByteArray exported(const QString& format) const;
    QSize sizeHint() const override { return {420, 230}; }

signals:
    void pointChosen(double x);
    void exportWanted(alluse::ui::PlotChart* chart);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Frame; // where values are on the widget
    [[nodiscard]] Frame frame() const;
    void draw(QPainter& painter) const;
    void drawTitle(QPainter& painter) const;
    void drawAxes(QPainter& painter, const Frame& frame) const;
    void drawSeries(QPainter& painter, const Frame& frame, const PlotSeries& series) const;
    void drawBars(QPainter& painter, const Frame& frame, const PlotSeries& series) const;
    void drawLimits(QPainter& painter, const Frame& frame) const;
    void drawHover(QPainter& painter, const Frame& frame) const;
    [[nodiscard]] QList<double> places() const; // every x that has a value, ascending
    void hover(std::optional<double> x);

    PlotData m_data;
    std::optional<double> m_hovered;
};

} // namespace alluse::ui
