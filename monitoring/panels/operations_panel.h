#pragma once
// Operations per second by kind.

#include "panels/chart_panel.h"

namespace alluse::panels {

class OperationsPanel final : public ChartPanel {
    Q_OBJECT

public:
    explicit OperationsPanel(const engine::SeriesStore& store, QWidget* parent = nullptr);
};

} // namespace alluse::panels
