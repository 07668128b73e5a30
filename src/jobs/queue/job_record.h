#pragma once
// One job from submission to its end: what it is, how far it got, how it ended.

#include "jobs/queue/cancel_token.h"
#include "jobs/queue/lane.h"

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace alluse::jobs {

struct JobId {
    std::uint64_t value = 0;
    friend auto operator<=>(const JobId&, const JobId&) = default;
};

class JobRecord;
using JobHandle = std::shared_ptr<JobRecord>;

// Runs on a worker and returns Done, Failed or Cancelled.
using JobWork = std::function<JobState(const JobHandle&)>;

struct JobSpec {
    std::string name; // UTF-8, for people
    Lane lane = Lane::Interactive;
    Priority priority = Priority::Normal;
    JobWork work;
};

// Counts, not percent: "420 of 1,000 accounts". `total` 0 means not known.
struct JobProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string text; // UTF-8
};

// Readable from any thread; state and times are written by JobQueue alone.
class JobRecord {
public:
    // Times since the clock's fixed point.
    JobRecord(JobId id, JobSpec spec, std::chrono::nanoseconds submittedAt);

    [[nodiscard]] JobId id() const noexcept { return m_id; }
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] Lane lane() const noexcept { return m_lane; }
    [[nodiscard]] Priority priority() const noexcept { return m_priority; }
    [[nodiscard]] JobState state() const noexcept {
        return m_state.load(std::memory_order_acquire);
    }
    [[nodiscard]] CancelToken cancelToken() const { return CancelToken(m_stop.get_token()); }

    [[nodiscard]] std::chrono::nanoseconds submittedAt() const noexcept { return m_submittedAt; }
    // Negative until it happened.
    [[nodiscard]] std::chrono::nanoseconds startedAt() const noexcept { return m_startedAt.load(); }
    [[nodiscard]] std::chrono::nanoseconds endedAt() const noexcept { return m_endedAt.load(); }

    void setProgress(JobProgress progress);
    [[nodiscard]] JobProgress progress() const;

    // Why the job failed, cleared for people.
    void setFailureText(std::string text);
    [[nodiscard]] std::string failureText() const;

    // Marks are bits of the runner's choice; true when none was set before, so that one entry in a
    // list of changed jobs stands for all that happened since it was last read.
    bool addChangeMark(unsigned mark) noexcept { return m_changeMarks.fetch_or(mark) == 0; }
    unsigned takeChangeMarks() noexcept { return m_changeMarks.exchange(0); }

    // Calls the work; an exception that escapes it counts as Failed. Only by the worker that took
    // it.
    [[nodiscard]] static JobState run(const JobHandle& job) noexcept;
    // Destroys the work with all it holds, outside every lock; after the job has ended.
    void releaseWork() noexcept { m_work = nullptr; }

private:
    friend class JobQueue;
    static constexpr std::chrono::nanoseconds kNotYet{-1};

    const JobId m_id;
    const std::string m_name;
    const Lane m_lane;
    const Priority m_priority;
    const std::chrono::nanoseconds m_submittedAt;

    JobWork m_work; // owned by whoever moved the state out of Queued
    std::stop_source m_stop;
    std::atomic<JobState> m_state{JobState::Queued};
    std::atomic<std::chrono::nanoseconds> m_startedAt{kNotYet};
    std::atomic<std::chrono::nanoseconds> m_endedAt{kNotYet};
    std::atomic<unsigned> m_changeMarks{0};
    std::list<JobHandle>::iterator m_place; // in the queue's lists; guarded by JobQueue::m_mutex

    mutable std::mutex m_textMutex; // guards m_progress, m_failureText
    JobProgress m_progress;
    std::string m_failureText;
};

} // namespace alluse::jobs
