#include "jobs/queue/lane.h"

namespace alluse::jobs {

std::string_view nameOf(Lane lane) {
    switch (lane) {
    case Lane::Interactive:
        return "interactive";
    case Lane::Writes:
        return "writes";
    case Lane::Batch:
        return "batch";
    case Lane::Analytics:
        return "analytics";
    case Lane::Validation:
        return "validation";
    }
    return "";
}

std::string_view nameOf(Priority priority) {
    switch (priority) {
    case Priority::Critical:
        return "critical";
    case Priority::High:
        return "high";
    case Priority::Normal:
        return "normal";
    case Priority::Low:
        return "low";
    }
    return "";
}

std::string_view nameOf(JobState state) {
    switch (state) {
    case JobState::Queued:
        return "queued";
    case JobState::Running:
        return "running";
    case JobState::Done:
        return "done";
    case JobState::Failed:
        return "failed";
    case JobState::Cancelled:
        return "cancelled";
    case JobState::Waiting:
        return "waiting";
    case JobState::Retrying:
        return "retrying";
    case JobState::Dead:
        return "dead";
    }
    return "";
}

} // namespace alluse::jobs
