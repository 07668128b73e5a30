#pragma once
// The place where metrics are described and their handles come from.
//
// Threads: every function may be called from any thread. Recording through a handle takes no lock
// (see thread_shard.h); getting a handle takes one, so keep handles as members. The registry must
// outlive every use of its handles; a default-made handle records nothing.

#include "metrics/metric_batch.h"
#include "metrics/metric_types.h"
#include "metrics/thread_shard.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace alluse::metrics {

class Counter {
public:
    Counter() = default;
    void add(std::uint64_t n = 1) const noexcept {
        if (auto* shard = detail::shardFor(m_core, m_coreNumber)) shard->addCount(m_series, n);
    }

private:
    friend class MetricRegistry;
    detail::RegistryCore* m_core = nullptr;
    std::uint64_t m_coreNumber = 0;
    SeriesId m_series = 0;
};

// Any thread may set a gauge; the last one wins. A gauge that was never set has no sample.
class Gauge {
public:
    Gauge() = default;
    void set(double value) const noexcept {
        if (m_value) m_value->store(value, std::memory_order_relaxed);
    }
    void add(double change) const noexcept;

private:
    friend class MetricRegistry;
    std::atomic<double>* m_value = nullptr;
};

class Distribution {
public:
    Distribution() = default;
    void record(std::uint64_t value) const noexcept {
        if (auto* shard = detail::shardFor(m_core, m_coreNumber)) shard->recordValue(m_series, value);
    }

private:
    friend class MetricRegistry;
    friend class Timer;
    detail::RegistryCore* m_core = nullptr;
    std::uint64_t m_coreNumber = 0;
    SeriesId m_series = 0;
};

class Timer {
public:
    Timer() = default;
    // A negative duration counts as zero.
    void record(std::chrono::nanoseconds duration) const noexcept {
        const auto ns = duration.count();
        m_values.record(ns > 0 ? static_cast<std::uint64_t>(ns) : 0);
    }

private:
    friend class MetricRegistry;
    Distribution m_values;
};

class MetricRegistry {
public:
    MetricRegistry();
    ~MetricRegistry();
    MetricRegistry(const MetricRegistry&) = delete;
    MetricRegistry& operator=(const MetricRegistry&) = delete;

    // Once per metric, best before its first handle; a second description of an id is ignored.
    void describe(MetricDescription description);

    // The handle of one series, e.g. counter("account.tx.count", {{"type", "DEPOSIT"}}). A metric
    // without a description gets an empty one. When the metric already has its bound of label sets
    // the handle of its series `other` is returned. Asking for another kind than the described one
    // is a programming error and yields a handle that records nothing.
    [[nodiscard]] Counter counter(std::string_view id, const Labels& labels = {});
    [[nodiscard]] Gauge gauge(std::string_view id, const Labels& labels = {});
    [[nodiscard]] Timer timer(std::string_view id, const Labels& labels = {});
    [[nodiscard]] Distribution distribution(std::string_view id, const Labels& labels = {});

    // Merges the shards of all threads, running and ended. Recordings in flight may be in this
    // batch or in the next one, never in neither.
    [[nodiscard]] MetricBatch snapshot(std::int64_t timestampMs) const;

    [[nodiscard]] std::size_t seriesCount() const;
    [[nodiscard]] SeriesInfo series(SeriesId id) const;
    [[nodiscard]] std::optional<MetricDescription> description(std::string_view id) const;
    [[nodiscard]] std::vector<MetricDescription> descriptions() const;
    // Recordings and series that could not be kept; shown as `monitor.dropped`.
    [[nodiscard]] std::uint64_t droppedCount() const;

private:
    template <typename Handle>
    Handle sharded(std::string_view id, const Labels& labels, MetricKind kind);

    std::shared_ptr<detail::RegistryCore> m_core;
};

} // namespace alluse::metrics
