#include "panels/latency_panel.h"

#include "metrics/catalogue.h"

namespace alluse::panels {

namespace {

ChartSpec latencySpec() {
    using engine::Aggregate;
    const std::string metric(metrics::ids::kOperationTime);
    ChartSpec spec;
    spec.id = QStringLiteral("latency");
    spec.title = LatencyPanel::tr("Latency");
    spec.unit = LatencyPanel::tr("ms");
    spec.emptyText = LatencyPanel::tr("Nothing was done in this time. "
                                      "Search or post, and it appears within a second.");
    // Calm to alarming: green, orange, vermilion.
    spec.lines = {{LatencyPanel::tr("p50"), {metric, {}, Aggregate::P50}, 2},
                  {LatencyPanel::tr("p95"), {metric, {}, Aggregate::P95}, 1},
                  {LatencyPanel::tr("p99"), {metric, {}, Aggregate::P99}, 5}};
    return spec;
}

} // namespace

LatencyPanel::LatencyPanel(const engine::SeriesStore& store, QWidget* parent)
    : ChartPanel(store, latencySpec(), parent) {}

} // namespace alluse::panels
