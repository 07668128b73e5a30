#pragma once
// What becomes of a capital: sliders for returns, their spread and the thresholds; the chart follows.

#include "domain/simulation.h"
#include "jobs/runner/job_runner.h"

#include <QDialog>

#include <array>

class QComboBox;
class QGridLayout;
class QLabel;
class QSlider;
class QTimer;

namespace alluse::ui {

class FanChart;
class MoneyEdit;

class WhatIfDialog final : public QDialog {
    Q_OBJECT

public:
    explicit WhatIfDialog(jobs::JobRunner& runner, QWidget* parent = nullptr);

    [[nodiscard]] QString summaryText() const;

signals:
    void resultShown();
    void fanShown();

private:
    struct Control {
        QSlider* slider = nullptr;
        QLabel* value = nullptr;
    };

    Control addSlider(QGridLayout& grid, const QString& name, const QString& label, int low, int high,
                      int value);
    void buildControls(QGridLayout& grid);
    void takeTemplate();
    void changed();
    void showValues();
    [[nodiscard]] domain::SimulationInput input() const;
    void simulate();
    void simulateFan();
    void showResult(const domain::SimulationResult& result);

    jobs::JobRunner& m_runner;
    MoneyEdit* m_capital;
    QComboBox* m_template;
    std::array<Control, 3> m_returns; // basis points a week, by type
    Control m_spread, m_forkThreshold, m_mergeThreshold, m_years;
    QLabel* m_summary;
    QLabel* m_fanText;
    FanChart* m_chart;
    QTimer* m_rest; // the fan is computed when the sliders rest
    jobs::LatestTicket m_simulating;
    jobs::LatestTicket m_fanning;
};

} // namespace alluse::ui
