#pragma once
// Takes one batch of the registry a second and turns totals into what the second held.

#include "engine/engine_clock.h"
#include "engine/metric_source.h"
#include "engine/series_store.h"
#include "metrics/derived_metric.h"
#include "metrics/metric_registry.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace alluse::engine {

inline constexpr qint64 kTickMs = 1'000;

// Lives on one thread with the store; the registry may be used from any. The counters and timers of
// a metric with labels are also kept together, under its key with empty labels.
class Sampler final : public QObject {
    Q_OBJECT

public:
    Sampler(metrics::MetricRegistry& registry, SeriesStore& store, const EngineClock& clock,
            QObject* parent = nullptr);
    ~Sampler() override;

    void addSource(std::unique_ptr<MetricSource> source);
    // A timer that merges others (all their labels) under one id: percentiles over several
    // operations come from one histogram, never from an average of percentiles.
    void addMergedTimer(std::string id, std::vector<std::string> members);
    void addDerived(metrics::DerivedMetric derived);

    void start(); // ticks on whole seconds until stop()
    void stop();
    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }

    // One sample now; what the timer calls, and tests.
    void tick();

signals:
    void sampled(qint64 timeMs); // the store holds this tick

private:
    struct Columns { // of one series or group in the store, by aggregate
        std::vector<std::pair<Aggregate, SeriesIndex>> indexes;
    };
    struct Group { // series of the registry that are also kept together
        metrics::MetricKind kind;
        std::vector<metrics::SeriesId> members;
        Columns columns;
    };
    struct Merged {
        std::string id;
        std::vector<std::string> members;
    };

    [[nodiscard]] qint64 nowMs(); // steady time on the wall's calendar
    void scheduleNext(qint64 tickMs, qint64 nowMs);
    void noticeNewSeries();
    Columns columnsFor(const std::string& metric, const metrics::Labels& labels,
                       metrics::MetricKind kind);
    Group& groupFor(const std::string& id, metrics::MetricKind kind);
    void sampleSeries(const metrics::MetricBatch& batch, double seconds);
    void writeValues(const Columns& columns, metrics::MetricKind kind, double value,
                     std::uint64_t increase, const metrics::Histogram& histogram, double seconds);
    void evaluateDerived();

    metrics::MetricRegistry& m_registry;
    SeriesStore& m_store;
    const EngineClock& m_clock;
    QTimer m_timer;
    std::vector<std::unique_ptr<MetricSource>> m_sources;
    std::vector<Merged> m_merged;
    std::vector<metrics::DerivedMetric> m_derived;
    metrics::Gauge m_lag;
    metrics::Gauge m_dropped;

    qint64 m_anchorWallMs = 0;
    qint64 m_anchorSteadyMs = 0;
    std::optional<qint64> m_lastTickMs;
    qint64 m_lastSteadyMs = 0;
    std::optional<qint64> m_dueSteadyMs;

    metrics::MetricBatch m_previous;
    std::vector<Columns> m_columns; // by SeriesId
    std::map<std::string, Group> m_groups;
    std::vector<double> m_row; // this tick's values by SeriesIndex
    std::size_t m_refusedSeries = 0;
};

} // namespace alluse::engine
