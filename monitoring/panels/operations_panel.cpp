#include "panels/operations_panel.h"

#include "metrics/catalogue.h"

namespace alluse::panels {

namespace {

// Every call leaves one timing, so the rate of the timer is the rate of the calls.
LineSpec rateOf(std::string_view timer, const QString& name) {
    return {name, {std::string(timer), {}, engine::Aggregate::Rate}};
}

ChartSpec operationsSpec() {
    using namespace metrics;
    ChartSpec spec;
    spec.id = QStringLiteral("operations");
    spec.title = OperationsPanel::tr("Operations");
    spec.unit = OperationsPanel::tr("per second");
    spec.emptyText = OperationsPanel::tr("Nothing was done in this time. "
                                         "Search or post, and it appears within a second.");
    spec.lines = {rateOf(ids::kAccountQueryTime, OperationsPanel::tr("Queries")),
                  rateOf(ids::kTxTime, OperationsPanel::tr("Transactions")),
                  rateOf(ids::kAccountCreateTime, OperationsPanel::tr("Openings")),
                  rateOf(ids::kAccountUpdateTime, OperationsPanel::tr("Changes")),
                  rateOf(ids::kAccountCloseTime, OperationsPanel::tr("Closings"))};
    return spec;
}

} // namespace

OperationsPanel::OperationsPanel(const engine::SeriesStore& store, QWidget* parent)
    : ChartPanel(store, operationsSpec(), parent) {}

} // namespace alluse::panels
