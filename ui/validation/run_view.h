#pragma once
// A run as people read it: verdict, reasons, targets against what was measured, charts. While it
// runs, the charts grow.

#include "models/row_table_model.h"
#include "validation/html_report.h"
#include "validation/run_lab.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QTableView;

namespace alluse::ui {

class RunChart;

struct TargetLine {
    qint64 id = 0;
    QString target, over, limit, measured, interval, seen, verdict, why;
};

class RunView final : public QWidget {
    Q_OBJECT

public:
    explicit RunView(QWidget* parent = nullptr);
    void showRun(const validation::Document& run);
    // The charts are empty and wait for the first second.
    void beginLive(const validation::Scenario& scenario);
    void addLive(const validation::LiveSecond& second);
    void showText(const QString& verdict, const QString& text);
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] const std::vector<RunChart*>& charts() const { return m_charts; }
    [[nodiscard]] QTableView* targets() const { return m_table; }

private:
    void setCharts(std::vector<validation::ChartSpec> charts);
    void showTargets(const validation::Document& run);

    QLabel* m_verdict;
    QLabel* m_text;
    models::RowTableModel<TargetLine> m_rows;
    QTableView* m_table;
    QGridLayout* m_grid;
    std::vector<RunChart*> m_charts;
    std::vector<validation::ChartSpec> m_live; // rate, latency, processor, errors
};

} // namespace alluse::ui
