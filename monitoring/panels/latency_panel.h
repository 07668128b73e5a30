#pragma once
// Latency of all operations together: p50, p95, p99 of each second.

#include "panels/chart_panel.h"

namespace alluse::panels {

class LatencyPanel final : public ChartPanel {
    Q_OBJECT

public:
    explicit LatencyPanel(const engine::SeriesStore& store, QWidget* parent = nullptr);
};

} // namespace alluse::panels
