#pragma once
// Draws one chart: grid, labels and thresholds itself, the lines through Qt Charts.

#include "panels/chart_spec.h"
#include "panels/chart_theme.h"
#include "panels/nice_scale.h"
#include "panels/series_adapter.h"

#include <QtCharts/QChartView>

#include <optional>

namespace alluse::panels {

class ChartView final : public QChartView {
    Q_OBJECT

public:
    explicit ChartView(QWidget* parent = nullptr);
    ~ChartView() override;

    struct Frame {
        qint64 fromMs = 0;
        qint64 toMs = 1;
        ValueScale scale;
        QList<engine::Segments> lines;
        QList<ThresholdSpec> thresholds;
        QString emptyText; // shown instead of lines when not empty
    };

    void setTheme(const ChartTheme& theme, const QList<QColor>& lineColours);
    void setFrame(Frame frame);
    [[nodiscard]] const Frame& frame() const { return m_frame; }

    // Pixel columns that a query should be reduced to.
    [[nodiscard]] int columnsCount() const;
    // How many value intervals fit the height with air between the labels.
    [[nodiscard]] int valueTicksMax() const;
    [[nodiscard]] QRectF plotRect() const { return m_plot; }
    // Where the value labels are painted, for the test that they are not clipped.
    [[nodiscard]] QList<QRectF> valueLabelRects() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void layoutPlot();
    [[nodiscard]] bool isDense() const;
    [[nodiscard]] int timeTicksMax() const;
    [[nodiscard]] double xOf(qint64 timeMs) const;
    [[nodiscard]] double yOf(double value) const;
    void paintGrid(QPainter& painter) const;
    void paintThresholds(QPainter& painter) const;

    ChartTheme m_theme;
    Frame m_frame;
    QRectF m_plot;
    SeriesAdapter m_adapter;
};

} // namespace alluse::panels
