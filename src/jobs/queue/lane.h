#pragma once
// The words of the job queue: lanes, priorities and the states of a job's life.

#include <array>
#include <cstddef>
#include <string_view>

namespace alluse::jobs {

// Each lane has its own workers, so slow work never takes a form's place. The order is that of the
// session pool's lanes.
enum class Lane { Interactive, Writes, Batch, Analytics, Validation };
inline constexpr std::array kLanes{Lane::Interactive, Lane::Writes, Lane::Batch, Lane::Analytics,
                                   Lane::Validation};

// Critical runs first. A waiting job rises with its age, see JobQueue.
enum class Priority { Critical, High, Normal, Low };
inline constexpr std::array kPriorities{Priority::Critical, Priority::High, Priority::Normal,
                                        Priority::Low};

// Queued → Running → Done, Failed or Cancelled; Queued → Cancelled.
enum class JobState { Queued, Running, Done, Failed, Cancelled };

[[nodiscard]] constexpr std::size_t indexOf(Lane lane) {
    return static_cast<std::size_t>(lane);
}
[[nodiscard]] constexpr std::size_t indexOf(Priority priority) {
    return static_cast<std::size_t>(priority);
}

// Lower-case words for labels, logs and JSON.
[[nodiscard]] std::string_view nameOf(Lane lane);
[[nodiscard]] std::string_view nameOf(Priority priority);
[[nodiscard]] std::string_view nameOf(JobState state);

[[nodiscard]] constexpr bool hasEnded(JobState state) {
    return state != JobState::Queued && state != JobState::Running;
}

} // namespace alluse::jobs
