#include "engine/system_source.h"

#include "metrics/catalogue.h"

#include <QByteArray>
#include <QFile>
#include <QList>

#include <unistd.h>

namespace alluse::engine {

namespace {

// Positions in /proc/PID/stat counted after the command name, see proc(5) fields 14, 15 and 20.
constexpr int kUserTicksField = 11;
constexpr int kSystemTicksField = 12;
constexpr int kThreadsField = 17;
constexpr double kBytesPerMb = 1e6;

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

SystemSource::SystemSource(metrics::MetricRegistry& registry, QString processDirectory)
    : m_directory(std::move(processDirectory)), m_cpu(registry.gauge(metrics::ids::kAppCpu)),
      m_rss(registry.gauge(metrics::ids::kAppRss)),
      m_threads(registry.gauge(metrics::ids::kAppThreads)) {}

void SystemSource::collect(qint64 steadyMs) {
    collectStat(steadyMs);
    collectMemory();
}

void SystemSource::collectStat(qint64 steadyMs) {
    const QByteArray stat = contentOf(m_directory + QStringLiteral("/stat"));
    // The command name is in brackets and may itself hold spaces and brackets.
    const qsizetype nameEnd = stat.lastIndexOf(')');
    if (nameEnd < 0) return;
    const QList<QByteArray> fields = stat.mid(nameEnd + 2).split(' ');
    if (fields.size() <= kThreadsField) return;
    m_threads.set(fields[kThreadsField].toDouble());

    const CpuTime now{steadyMs,
                      fields[kUserTicksField].toLongLong() + fields[kSystemTicksField].toLongLong()};
    if (m_previous && now.steadyMs > m_previous->steadyMs) {
        const double busySeconds = static_cast<double>(now.clockTicks - m_previous->clockTicks) /
                                   static_cast<double>(sysconf(_SC_CLK_TCK));
        const double seconds = static_cast<double>(now.steadyMs - m_previous->steadyMs) / 1'000.0;
        m_cpu.set(100.0 * busySeconds / seconds);
    }
    m_previous = now;
}

void SystemSource::collectMemory() {
    const QList<QByteArray> pages = contentOf(m_directory + QStringLiteral("/statm")).split(' ');
    if (pages.size() < 2) return;
    m_rss.set(pages[1].toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / kBytesPerMb);
}

} // namespace alluse::engine
