#pragma once
// One job from submission to its end: what it is, how far it got, how it ended.

#include "jobs/queue/cancel_token.h"
#include "jobs/queue/job_terms.h"
#include "jobs/queue/lane.h"

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace alluse::jobs {

struct JobId {
    std::uint64_t value = 0;
    friend auto operator<=>(const JobId&, const JobId&) = default;
};

// Runs on a worker and returns Done, Failed or Cancelled. It is called again when it is retried.
using JobWork = std::function<JobState(const JobHandle&)>;

struct JobSpec {
    std::string name; // UTF-8, for people
    Lane lane = Lane::Interactive;
    Priority priority = Priority::Normal;
    JobWork work{};
    std::unique_ptr<JobTerms> terms{}; // none: runs as soon as it can, once
};

// Counts, not percent: "420 of 1,000 accounts". `total` 0 means not known.
struct JobProgress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string text; // UTF-8
};

// Readable from any thread; state and times are written by JobQueue alone.
class JobRecord : public std::enable_shared_from_this<JobRecord> {
public:
    // Times since the clock's fixed point.
    JobRecord(JobId id, JobSpec spec, std::chrono::nanoseconds submittedAt);
    ~JobRecord();

    [[nodiscard]] JobId id() const noexcept { return m_id; }
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] Lane lane() const noexcept { return m_lane; }
    [[nodiscard]] Priority priority() const noexcept { return m_priority; }
    [[nodiscard]] JobState state() const noexcept {
        return m_state.load(std::memory_order_acquire);
    }
    // Cheap enough for every turn of a loop.
    [[nodiscard]] bool isStopRequested() const noexcept {
        return m_isStopRequested.load(std::memory_order_acquire);
    }
    [[nodiscard]] CancelToken cancelToken() const;

    [[nodiscard]] std::chrono::nanoseconds submittedAt() const noexcept { return m_submittedAt; }
    // Negative until it happened.
    [[nodiscard]] std::chrono::nanoseconds startedAt() const noexcept { return m_startedAt.load(); }
    [[nodiscard]] std::chrono::nanoseconds endedAt() const noexcept { return m_endedAt.load(); }
    // When it comes into the order: the end of its delay, the next try; negative when unknown.
    [[nodiscard]] std::chrono::nanoseconds dueAt() const noexcept { return m_dueAt.load(); }
    [[nodiscard]] int attempt() const noexcept { return m_attempt.load(); } // 1 while it runs first
    [[nodiscard]] GroupHandle group() const;

    void setProgress(JobProgress progress);
    [[nodiscard]] JobProgress progress() const;

    // What it did, for its details: the last kLogLinesMax lines.
    void addLogLine(std::string line);
    [[nodiscard]] std::vector<std::string> log() const;
    static constexpr std::size_t kLogLinesMax = 200;

    // Why the job failed, cleared for people; by its worker.
    void setFailureText(std::string text, FailureClass failure = FailureClass::Permanent);
    [[nodiscard]] std::string failureText() const;
    [[nodiscard]] FailureClass failureClass() const noexcept { return m_failureClass.load(); }
    // What it waits for, or why it never ran; empty when there is nothing to say.
    [[nodiscard]] std::string reason() const;

    // Marks as in job_observer.h; true when none was set before.
    bool addChangeMark(unsigned mark) noexcept { return m_changeMarks.fetch_or(mark) == 0; }
    unsigned takeChangeMarks() noexcept { return m_changeMarks.exchange(0); }

    // Calls the work; an exception that escapes it counts as Failed. Only by the worker that took
    // it.
    [[nodiscard]] static JobState run(const JobHandle& job) noexcept;
    // Destroys the work with all it holds, outside every lock; after the job has ended.
    void releaseWork() noexcept { m_work = nullptr; }

private:
    friend class JobQueue;
    friend class JobList;
    friend class ChangeList;
    struct Bonds; // to other jobs and to time; few jobs have them
    static constexpr std::chrono::nanoseconds kNotYet{-1};

    void requestStop();
    void forgetStop(); // before another attempt
    void setReason(std::string reason);
    Bonds& bonds();

    const JobId m_id;
    const std::string m_name;
    const Lane m_lane;
    const Priority m_priority;
    const std::chrono::nanoseconds m_submittedAt;
    const std::unique_ptr<JobTerms> m_terms;

    JobWork m_work; // owned by whoever moved the state out of Queued
    std::atomic<JobState> m_state{JobState::Queued};
    std::atomic<bool> m_isStopRequested{false};
    std::atomic<FailureClass> m_failureClass{FailureClass::Permanent};
    std::atomic<int> m_attempt{0};
    std::atomic<std::chrono::nanoseconds> m_startedAt{kNotYet};
    std::atomic<std::chrono::nanoseconds> m_endedAt{kNotYet};
    std::atomic<std::chrono::nanoseconds> m_dueAt{kNotYet};

    std::atomic<unsigned> m_changeMarks{0};
    JobRecord* m_nextChanged = nullptr; // owned by the change list
    JobHandle m_keptChanged;

    // Guarded by JobQueue::m_mutex.
    std::chrono::nanoseconds m_readyAt;
    Priority m_level; // its priority, or that of a job that waits for it when that is higher
    JobRecord* m_previous = nullptr;
    JobRecord* m_next = nullptr;
    JobHandle m_kept;
    std::unique_ptr<Bonds> m_bonds;

    mutable std::mutex m_textMutex; // guards everything below
    mutable std::optional<std::stop_source> m_stop; // made when first asked for
    JobProgress m_progress;
    std::string m_failureText;
    std::string m_reason;
    std::vector<std::string> m_log;
};

} // namespace alluse::jobs
