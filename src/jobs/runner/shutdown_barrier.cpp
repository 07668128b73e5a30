#include "jobs/runner/shutdown_barrier.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace alluse::jobs {

bool awaitLanes(const LanePools& pools, std::chrono::milliseconds deadline) {
    const QDeadlineTimer timer(std::clamp(deadline, std::chrono::milliseconds(0), kShutdownMax));
    bool areAllDone = true;
    for (const auto& pool : pools) {
        // A negative wait would mean for ever, so a passed deadline asks with 0.
        const auto remainingMs = std::max<qint64>(0, timer.remainingTime());
        if (!pool->waitForDone(static_cast<int>(remainingMs))) areAllDone = false;
    }
    return areAllDone;
}

void dismissLanes(LanePools& pools) {
    for (auto& pool : pools) {
        if (pool->waitForDone(0))
            pool.reset();
        else
            static_cast<void>(pool.release());
    }
}

} // namespace alluse::jobs
