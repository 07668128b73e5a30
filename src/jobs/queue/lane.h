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

// Waiting (for a time, for other jobs) → Queued → Running → Done, Failed or Cancelled. Running →
// Retrying → Queued while attempts are left, then Dead: kept with its work until a person decides.
enum class JobState { Queued, Running, Done, Failed, Cancelled, Waiting, Retrying, Dead };

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
    return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled
           || state == JobState::Dead;
}
// Known to the queue, but not in the order of its lane yet.
[[nodiscard]] constexpr bool isHeld(JobState state) {
    return state == JobState::Waiting || state == JobState::Retrying;
}

} // namespace alluse::jobs
