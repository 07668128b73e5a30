#include "engine/sampler.h"

#include "metrics/catalogue.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alluse::engine {

using metrics::Histogram;
using metrics::Labels;
using metrics::MetricBatch;
using metrics::MetricKind;
using metrics::SeriesId;
using metrics::SeriesSample;

namespace {

// The wall clock may drift this far from the steady one before it is believed to have been set;
// slewing by a time service stays far below.
constexpr qint64 kClockJumpMs = 2'000;

} // namespace

Sampler::Sampler(metrics::MetricRegistry& registry, SeriesStore& store, const EngineClock& clock,
                 QObject* parent)
    : QObject(parent), m_registry(registry), m_store(store), m_clock(clock),
      m_lag(registry.gauge(metrics::ids::kMonitorLag)),
      m_dropped(registry.gauge(metrics::ids::kMonitorDropped)), m_anchorWallMs(clock.wallMs()),
      m_anchorSteadyMs(clock.steadyMs()) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        tick();
        const qint64 now = nowMs();
        scheduleNext(now - now % kTickMs, now);
    });
}

Sampler::~Sampler() = default;

void Sampler::addSource(std::unique_ptr<MetricSource> source) {
    m_sources.push_back(std::move(source));
}

void Sampler::addMergedTimer(std::string id, std::vector<std::string> members) {
    groupFor(id, MetricKind::Timer);
    m_merged.push_back({std::move(id), std::move(members)});
    // Series that are already known may be members too.
    m_columns.clear();
    for (auto& [name, group] : m_groups) group.members.clear();
}

void Sampler::addDerived(metrics::DerivedMetric derived) {
    m_store.add({derived.description().id, {}, Aggregate::Value});
    m_derived.push_back(std::move(derived));
}

void Sampler::start() {
    const qint64 now = nowMs();
    scheduleNext(now - now % kTickMs, now);
}

void Sampler::stop() {
    m_timer.stop();
    m_dueSteadyMs.reset();
}

void Sampler::tick() {
    const qint64 steadyMs = m_clock.steadyMs();
    const qint64 now = nowMs();
    // The timer may fire a little early or late; the grid keeps the times regular.
    const qint64 tickMs = (now + kTickMs / 2) / kTickMs * kTickMs;
    if (m_lastTickMs && tickMs == *m_lastTickMs) return;
    if (m_dueSteadyMs)
        m_lag.set(static_cast<double>(std::max<qint64>(0, steadyMs - *m_dueSteadyMs)));
    m_dropped.set(static_cast<double>(m_registry.droppedCount() + m_refusedSeries));
    for (const auto& source : m_sources) source->collect(steadyMs);

    const MetricBatch batch = m_registry.snapshot(tickMs);
    noticeNewSeries();
    m_row.assign(m_store.seriesCount(), std::numeric_limits<double>::quiet_NaN());
    // The first tick has nothing to compare with: gauges only.
    const double seconds =
        m_lastTickMs ? static_cast<double>(steadyMs - m_lastSteadyMs) / 1'000.0 : 0.0;
    sampleSeries(batch, seconds);
    evaluateDerived();
    m_store.append(tickMs, m_row);

    m_previous = batch;
    m_lastTickMs = tickMs;
    m_lastSteadyMs = steadyMs;
    emit sampled(tickMs);
}

qint64 Sampler::nowMs() {
    const qint64 steadyMs = m_clock.steadyMs();
    const qint64 wallMs = m_clock.wallMs();
    const qint64 expectedMs = m_anchorWallMs + (steadyMs - m_anchorSteadyMs);
    // After a suspend or when the clock was set: the calendar wins, the pause stays a gap.
    if (std::abs(wallMs - expectedMs) > kClockJumpMs) {
        m_anchorWallMs = wallMs;
        m_anchorSteadyMs = steadyMs;
        return wallMs;
    }
    return expectedMs;
}

void Sampler::scheduleNext(qint64 tickMs, qint64 nowMs) {
    // A tick that came just before its second must not be repeated right after it.
    const qint64 nextMs = std::max(tickMs, m_lastTickMs.value_or(tickMs)) + kTickMs;
    const qint64 waitMs = std::clamp<qint64>(nextMs - nowMs, 1, kTickMs + kTickMs / 2);
    m_dueSteadyMs = m_clock.steadyMs() + waitMs;
    m_timer.start(static_cast<int>(waitMs));
}

void Sampler::noticeNewSeries() {
    const std::size_t count = m_registry.seriesCount();
    for (auto id = static_cast<SeriesId>(m_columns.size()); id < count; ++id) {
        const metrics::SeriesInfo info = m_registry.series(id);
        m_columns.push_back(columnsFor(info.metric, info.labels, info.kind));
        if (info.kind != MetricKind::Gauge && !info.labels.isEmpty())
            groupFor(info.metric, info.kind).members.push_back(id);
        if (info.kind != MetricKind::Timer) continue;
        for (const Merged& merged : m_merged)
            if (std::find(merged.members.begin(), merged.members.end(), info.metric) !=
                merged.members.end())
                groupFor(merged.id, MetricKind::Timer).members.push_back(id);
    }
}

Sampler::Columns Sampler::columnsFor(const std::string& metric, const Labels& labels,
                                     MetricKind kind) {
    using enum Aggregate;
    std::vector<Aggregate> aggregates;
    switch (kind) {
    case MetricKind::Gauge: aggregates = {Value}; break;
    case MetricKind::Counter: aggregates = {Rate}; break;
    case MetricKind::Timer:
    case MetricKind::Distribution: aggregates = {Rate, Mean, P50, P95, P99, Max}; break;
    }
    Columns columns;
    for (const Aggregate aggregate : aggregates) {
        if (const auto index = m_store.add({metric, labels, aggregate}))
            columns.indexes.emplace_back(aggregate, *index);
        else
            ++m_refusedSeries;
    }
    return columns;
}

Sampler::Group& Sampler::groupFor(const std::string& id, MetricKind kind) {
    const auto known = m_groups.find(id);
    if (known != m_groups.end()) return known->second;
    return m_groups.emplace(id, Group{kind, {}, columnsFor(id, {}, kind)}).first->second;
}

void Sampler::sampleSeries(const MetricBatch& batch, double seconds) {
    static const SeriesSample kNew; // a series that the previous batch did not know
    struct Change {
        std::uint64_t increase = 0;
        Histogram histogram;
    };
    std::vector<Change> changes(m_columns.size());
    const std::size_t count = std::min(batch.samples.size(), m_columns.size());
    for (SeriesId id = 0; id < count; ++id) {
        const SeriesSample& sample = batch.samples[id];
        const SeriesSample* known = m_previous.find(id);
        const SeriesSample& before = known ? *known : kNew;
        Change& change = changes[id];
        change.increase = sample.total - before.total;
        change.histogram = sample.histogram.since(before.histogram);
        writeValues(m_columns[id], sample.kind, sample.value, change.increase, change.histogram,
                    seconds);
    }
    for (const auto& [name, group] : m_groups) {
        Change together;
        for (const SeriesId id : group.members) {
            if (id >= changes.size()) continue;
            together.increase += changes[id].increase;
            together.histogram.merge(changes[id].histogram);
        }
        writeValues(group.columns, group.kind, 0.0, together.increase, together.histogram, seconds);
    }
}

void Sampler::writeValues(const Columns& columns, MetricKind kind, double value,
                          std::uint64_t increase, const Histogram& histogram, double seconds) {
    const bool isGauge = kind == MetricKind::Gauge;
    if (!isGauge && seconds <= 0.0) return;
    const double unit = metrics::unitPerRaw(kind);
    const double events = static_cast<double>(kind == MetricKind::Counter ? increase
                                                                          : histogram.count());
    for (const auto& [aggregate, index] : columns.indexes) {
        double& cell = m_row[index];
        switch (aggregate) {
        case Aggregate::Value: cell = value; continue;
        case Aggregate::Rate: cell = events / seconds; continue;
        case Aggregate::Mean:
        case Aggregate::P50:
        case Aggregate::P95:
        case Aggregate::P99:
        case Aggregate::Max: break;
        }
        if (histogram.isEmpty()) continue; // nothing was measured: no value, not a zero
        if (aggregate == Aggregate::Mean) cell = histogram.mean() * unit;
        if (aggregate == Aggregate::P50) cell = histogram.percentile(0.50) * unit;
        if (aggregate == Aggregate::P95) cell = histogram.percentile(0.95) * unit;
        if (aggregate == Aggregate::P99) cell = histogram.percentile(0.99) * unit;
        if (aggregate == Aggregate::Max) cell = static_cast<double>(histogram.max()) * unit;
    }
}

void Sampler::evaluateDerived() {
    const auto valueOf =
        [this](const metrics::DerivedMetric::Operand& operand) -> std::optional<double> {
        for (const Aggregate aggregate : {Aggregate::Value, Aggregate::Rate}) {
            const auto index = m_store.find({operand.metric, operand.labels, aggregate});
            if (index && std::isfinite(m_row[*index])) return m_row[*index];
        }
        return std::nullopt;
    };
    for (const metrics::DerivedMetric& derived : m_derived) {
        const auto index = m_store.find({derived.description().id, {}, Aggregate::Value});
        if (!index) continue;
        if (const auto value = derived.evaluate(valueOf)) m_row[*index] = *value;
    }
}

} // namespace alluse::engine
