#include "metrics/metric_registry.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <map>
#include <mutex>

namespace alluse::metrics {

namespace detail {

struct Metric {
    MetricDescription description;
    std::map<Labels, SeriesId> series;
    std::optional<SeriesId> other;
    bool isDescribed = false; // false: a handle came first and made an empty description
};

class RegistryCore : public std::enable_shared_from_this<RegistryCore> {
public:
    const std::uint64_t number = nextNumber();
    std::atomic<std::uint64_t> dropped{0};

    mutable std::mutex mutex; // guards everything below
    std::map<std::string, Metric, std::less<>> metrics;
    std::deque<SeriesInfo> series;
    std::map<SeriesId, std::atomic<double>> gauges;
    std::vector<std::unique_ptr<ThreadShard>> shards;
    ThreadShard ended; // what threads left behind

    ThreadShard* addShard() {
        const std::scoped_lock lock(mutex);
        shards.push_back(std::make_unique<ThreadShard>());
        return shards.back().get();
    }

    void endShard(const ThreadShard* shard) {
        const std::scoped_lock lock(mutex);
        const auto at = std::find_if(shards.begin(), shards.end(),
                                     [&](const auto& one) { return one.get() == shard; });
        assert(at != shards.end() && "a shard ends once");
        ended.add(*shard);
        shards.erase(at);
    }

private:
    static std::uint64_t nextNumber() {
        static std::atomic<std::uint64_t> last{0};
        return ++last;
    }
};

namespace {

thread_local constinit bool t_hasEnded = false;

// The shards of this thread, one per living registry; hands them back when the thread ends.
class ThreadShards {
public:
    ThreadShards() = default;
    ThreadShards(const ThreadShards&) = delete;
    ThreadShards& operator=(const ThreadShards&) = delete;
    ~ThreadShards() {
        t_hasEnded = true;
        t_shardCache = {};
        for (const Entry& entry : m_entries)
            if (const auto core = entry.core.lock()) core->endShard(entry.shard);
    }

    ThreadShard* of(RegistryCore& core) {
        for (const Entry& entry : m_entries)
            if (entry.number == core.number) return entry.shard;
        std::erase_if(m_entries, [](const Entry& entry) { return entry.core.expired(); });
        m_entries.push_back({core.number, core.addShard(), core.weak_from_this()});
        return m_entries.back().shard;
    }

private:
    struct Entry {
        std::uint64_t number;
        ThreadShard* shard;
        std::weak_ptr<RegistryCore> core;
    };
    std::vector<Entry> m_entries;
};

} // namespace

ThreadShard* attachThread(RegistryCore* core, std::uint64_t coreNumber) noexcept {
    if (!core) return nullptr;
    if (t_hasEnded) {
        core->dropped.fetch_add(1, std::memory_order_relaxed);
        return nullptr;
    }
    thread_local ThreadShards shards;
    t_shardCache = {coreNumber, shards.of(*core)};
    return t_shardCache.shard;
}

namespace {

bool namesMatch(const MetricDescription& description, const Labels& labels) {
    if (description.labels.size() != labels.pairs().size()) return false;
    return std::all_of(labels.pairs().begin(), labels.pairs().end(), [&](const auto& pair) {
        return std::find(description.labels.begin(), description.labels.end(), pair.first) !=
               description.labels.end();
    });
}

Labels otherLabels(const MetricDescription& description) {
    std::vector<Labels::Pair> pairs;
    for (const std::string& name : description.labels) pairs.emplace_back(name, kOtherLabel);
    return Labels(std::move(pairs));
}

// Finds or makes the metric; the caller holds the mutex.
Metric& metricFor(RegistryCore& core, std::string_view id, const Labels& labels, MetricKind kind) {
    if (const auto at = core.metrics.find(id); at != core.metrics.end()) return at->second;
    MetricDescription description{std::string(id), kind, kind == MetricKind::Timer ? "ms" : "", ""};
    for (const auto& [name, value] : labels.pairs()) description.labels.push_back(name);
    return core.metrics.emplace(std::string(id), Metric{std::move(description), {}, {}, false})
        .first->second;
}

// Appends a series; nothing when the registry is full. The caller holds the mutex.
std::optional<SeriesId> addSeries(RegistryCore& core, const MetricDescription& description,
                                  Labels labels, bool isOther) {
    if (core.series.size() >= kSeriesMax) return std::nullopt;
    const auto id = static_cast<SeriesId>(core.series.size());
    core.series.push_back({id, description.id, description.kind, std::move(labels), isOther});
    if (description.kind == MetricKind::Gauge)
        core.gauges[id].store(std::numeric_limits<double>::quiet_NaN(), std::memory_order_relaxed);
    return id;
}

// Finds or makes the series of a label set, or the series `other` beyond the bound.
std::optional<SeriesId> seriesFor(RegistryCore& core, std::string_view id, const Labels& labels,
                                  MetricKind kind) {
    Metric& metric = metricFor(core, id, labels, kind);
    const bool fits = metric.description.kind == kind && namesMatch(metric.description, labels);
    assert(fits && "a metric is used with the kind and the label names it was described with");
    if (!fits) return std::nullopt;

    if (const auto known = metric.series.find(labels); known != metric.series.end())
        return known->second;
    const Labels other = otherLabels(metric.description);
    const bool isFull = metric.series.size() >= metric.description.labelSetsMax;
    if (!labels.isEmpty() && (isFull || labels == other)) {
        if (!metric.other) metric.other = addSeries(core, metric.description, other, true);
        return metric.other;
    }
    const auto added = addSeries(core, metric.description, labels, false);
    if (added) metric.series.emplace(labels, *added);
    return added;
}

} // namespace
} // namespace detail

void Gauge::add(double change) const noexcept {
    if (!m_value) return;
    double before = m_value->load(std::memory_order_relaxed);
    double after = 0.0;
    do {
        after = (std::isnan(before) ? 0.0 : before) + change;
    } while (!m_value->compare_exchange_weak(before, after, std::memory_order_relaxed));
}

MetricRegistry::MetricRegistry() : m_core(std::make_shared<detail::RegistryCore>()) {}
MetricRegistry::~MetricRegistry() = default;

void MetricRegistry::describe(MetricDescription description) {
    if (description.kind == MetricKind::Timer) description.unit = "ms";
    const std::scoped_lock lock(m_core->mutex);
    detail::Metric& metric = m_core->metrics[description.id];
    if (metric.isDescribed) return;
    assert((metric.series.empty() && !metric.other) ||
           (metric.description.kind == description.kind &&
            metric.description.labels.size() == description.labels.size()));
    metric.description = std::move(description);
    metric.isDescribed = true;
}

template <typename Handle>
Handle MetricRegistry::sharded(std::string_view id, const Labels& labels, MetricKind kind) {
    const std::scoped_lock lock(m_core->mutex);
    const auto series = detail::seriesFor(*m_core, id, labels, kind);
    Handle handle;
    if (!series) {
        m_core->dropped.fetch_add(1, std::memory_order_relaxed);
        return handle;
    }
    handle.m_core = m_core.get();
    handle.m_coreNumber = m_core->number;
    handle.m_series = *series;
    return handle;
}

Counter MetricRegistry::counter(std::string_view id, const Labels& labels) {
    return sharded<Counter>(id, labels, MetricKind::Counter);
}

Gauge MetricRegistry::gauge(std::string_view id, const Labels& labels) {
    const std::scoped_lock lock(m_core->mutex);
    Gauge handle;
    if (const auto series = detail::seriesFor(*m_core, id, labels, MetricKind::Gauge))
        handle.m_value = &m_core->gauges.at(*series);
    else
        m_core->dropped.fetch_add(1, std::memory_order_relaxed);
    return handle;
}

Timer MetricRegistry::timer(std::string_view id, const Labels& labels) {
    Timer timer;
    timer.m_values = sharded<Distribution>(id, labels, MetricKind::Timer);
    return timer;
}

Distribution MetricRegistry::distribution(std::string_view id, const Labels& labels) {
    return sharded<Distribution>(id, labels, MetricKind::Distribution);
}

MetricBatch MetricRegistry::snapshot(std::int64_t timestampMs) const {
    const std::scoped_lock lock(m_core->mutex);
    MetricBatch batch{timestampMs, std::vector<SeriesSample>(m_core->series.size())};
    for (std::size_t index = 0; index < batch.samples.size(); ++index)
        batch.samples[index].kind = m_core->series[index].kind;
    for (const auto& [id, value] : m_core->gauges)
        batch.samples[id].value = value.load(std::memory_order_relaxed);

    const auto merge = [&](const detail::ThreadShard& shard) {
        for (SeriesId id = 0; id < batch.samples.size(); ++id) {
            const detail::Slot* slot = shard.find(id);
            if (!slot) continue;
            batch.samples[id].total += slot->count.load(std::memory_order_relaxed);
            if (const auto* values = slot->histogram.load(std::memory_order_acquire))
                values->mergeInto(batch.samples[id].histogram);
        }
    };
    merge(m_core->ended);
    for (const auto& shard : m_core->shards) merge(*shard);
    return batch;
}

std::size_t MetricRegistry::seriesCount() const {
    const std::scoped_lock lock(m_core->mutex);
    return m_core->series.size();
}

SeriesInfo MetricRegistry::series(SeriesId id) const {
    const std::scoped_lock lock(m_core->mutex);
    assert(id < m_core->series.size() && "a series id comes from this registry");
    return m_core->series[id];
}

std::optional<MetricDescription> MetricRegistry::description(std::string_view id) const {
    const std::scoped_lock lock(m_core->mutex);
    const auto at = m_core->metrics.find(id);
    if (at == m_core->metrics.end()) return std::nullopt;
    return at->second.description;
}

std::vector<MetricDescription> MetricRegistry::descriptions() const {
    const std::scoped_lock lock(m_core->mutex);
    std::vector<MetricDescription> all;
    all.reserve(m_core->metrics.size());
    for (const auto& [id, metric] : m_core->metrics) all.push_back(metric.description);
    return all;
}

std::uint64_t MetricRegistry::droppedCount() const {
    return m_core->dropped.load(std::memory_order_relaxed);
}

} // namespace alluse::metrics
