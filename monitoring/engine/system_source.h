#pragma once
// Processor time, memory and threads of this program, from /proc (kernel memory, not a disk).

#include "engine/metric_source.h"
#include "metrics/metric_registry.h"

#include <QString>

#include <optional>

namespace alluse::engine {

class SystemSource final : public MetricSource {
public:
    // `processDirectory` holds stat and statm; tests pass one of their own.
    explicit SystemSource(metrics::MetricRegistry& registry,
                          QString processDirectory = QStringLiteral("/proc/self"));

    void collect(qint64 steadyMs) override;

private:
    struct CpuTime {
        qint64 steadyMs = 0;
        qint64 clockTicks = 0; // user and system, see sysconf(_SC_CLK_TCK)
    };

    void collectStat(qint64 steadyMs);
    void collectMemory();

    QString m_directory;
    metrics::Gauge m_cpu;
    metrics::Gauge m_rss;
    metrics::Gauge m_threads;
    std::optional<CpuTime> m_previous;
};

} // namespace alluse::engine
