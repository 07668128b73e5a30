#pragma once
// Whether a failure is worth another try, and how long to wait before it.

#include <chrono>
#include <cstdint>

namespace alluse::jobs {

// Transient: the same work may well succeed later (the database is away, locks were held). Permanent:
// it would only fail again.
enum class FailureClass { Permanent, Transient };

struct RetryPolicy {
    int attemptsMax = 1; // 1: never again
    std::chrono::nanoseconds firstDelay = std::chrono::milliseconds(500);
    std::chrono::nanoseconds delayMax = std::chrono::minutes(1);
    // Spreads each delay evenly over ± this share, so that what failed together does not return
    // together.
    int jitterPercent = 20;

    // A job with a policy of its own ends in the dead list, where a person decides.
    [[nodiscard]] bool isUsed() const noexcept { return attemptsMax > 1; }
};

// The wait after the `attempt`-th failure (1 is the first): doubles each time, never longer than
// `delayMax`, then jittered by `random`.
[[nodiscard]] std::chrono::nanoseconds retryDelay(const RetryPolicy& policy, int attempt,
                                                  std::uint64_t random);

} // namespace alluse::jobs
