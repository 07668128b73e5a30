#include "jobs/queue/retry_policy.h"

#include <algorithm>

namespace alluse::jobs {

std::chrono::nanoseconds retryDelay(const RetryPolicy& policy, int attempt, std::uint64_t random) {
    auto delay = std::max(policy.firstDelay, std::chrono::nanoseconds(1));
    // Stops at the cap, so that no number of attempts can overflow.
    for (int doubled = 1; doubled < attempt && delay < policy.delayMax; ++doubled) delay *= 2;
    delay = std::min(delay, policy.delayMax);
    const std::int64_t spread = delay.count() / 100 * std::clamp(policy.jitterPercent, 0, 100);
    if (spread == 0) return delay;
    const auto width = static_cast<std::uint64_t>(2 * spread + 1);
    const auto offset = static_cast<std::int64_t>(random % width) - spread;
    return std::min(delay + std::chrono::nanoseconds(offset), policy.delayMax);
}

} // namespace alluse::jobs
