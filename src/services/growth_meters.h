#pragma once
// The meters of growth: one timer, one count and the money moved for each kind of command.

#include "services/growth_service.h"
#include "services/service_meters.h"

namespace alluse::services {

struct GrowthService::Operation {
    metrics::Timer time;
    metrics::Counter count;
    metrics::Counter volumeCents;
};

struct GrowthService::Meters {
    explicit Meters(metrics::MetricRegistry& metricRegistry) : registry(metricRegistry) {
        fork = transaction("FORK");
        merge = transaction("MERGE");
        reinvest = transaction("REINVESTMENT");
        undo = transaction("UNDO");
        settings = {registry.timer(metrics::ids::kAccountUpdateTime),
                    registry.counter(metrics::ids::kAccountUpdateCount), {}};
        stale = registry.counter(metrics::ids::kGrowthStale);
    }
    [[nodiscard]] Operation transaction(std::string_view type) const {
        const metrics::Labels labels{{"type", std::string(type)}};
        return {registry.timer(metrics::ids::kTxTime, labels),
                registry.counter(metrics::ids::kTxCount, labels),
                registry.counter(metrics::ids::kTxVolumeCents, labels)};
    }
    // Rare, so the handle is looked up: the set of kinds is bounded by the codes.
    void countError(const Failure& failure) const {
        registry.counter(metrics::ids::kAccountErrors, {{"kind", std::string(errorKind(failure))}}).add();
    }

    metrics::MetricRegistry& registry;
    Operation fork, merge, reinvest, undo, settings;
    metrics::Counter stale;
};

} // namespace alluse::services
