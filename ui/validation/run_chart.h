#pragma once
// One chart of a run, live or finished: the same specification that the report draws as SVG.

#include "validation/html_report.h"

#include <QWidget>

namespace alluse::ui {

class RunChart final : public QWidget {
    Q_OBJECT

public:
    explicit RunChart(QWidget* parent = nullptr);
    void setChart(validation::ChartSpec chart);
    [[nodiscard]] const validation::ChartSpec& chart() const { return m_chart; }
    QSize sizeHint() const override { return {480, 220}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    validation::ChartSpec m_chart;
};

} // namespace alluse::ui
