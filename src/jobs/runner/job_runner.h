#pragma once
// Starts work on the lanes and brings the results back to their receivers.

#include "jobs/runner/job_context.h"
#include "jobs/runner/job_delivery.h"
#include "jobs/runner/job_outcome.h"
#include "jobs/runner/job_summary.h"
#include "jobs/runner/job_ticket.h"
#include "jobs/runner/runner_core.h"
#include "jobs/runner/shutdown_barrier.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace alluse::jobs {

// Workers per lane, at least 1 each. A worker owns one database session for one job, so composition
// gives the session pool the same numbers: four readers and eight writers are the knees measured on
// two cores with PostgreSQL; SQLite has one writer.
struct LaneWorkers {
    int interactive = 4;
    int writes = 8;
    int batch = 2;
    int analytics = 2;
    int validation = 2;
};

struct JobOptions {
    QString name{}; // for people: "Open accounts page"
    Priority priority = Priority::Normal;
    Unattended whenUnattended = Unattended::LaneDecides;
    std::optional<JobTerms> terms{}; // a delay, dependencies, retries, …
};

// Built once in composition, on the GUI thread, with an event loop. The registry must outlive every
// job, also one that a shutdown had to leave running.
class JobRunner final : public QObject {
    Q_OBJECT

public:
    JobRunner(const LaneWorkers& workers, metrics::MetricRegistry& registry,
              QObject* parent = nullptr);
    ~JobRunner() override; // shuts down first, with the longest deadline

    // Runs `work` on a worker of the lane and calls `done` with its outcome, once, on the thread of
    // `receiver`, which must be the calling thread. Nothing is called after the receiver died or
    // the ticket was dropped. Keep the ticket as a member of the receiver.
    template <class Result>
    [[nodiscard]] JobTicket
    start(Lane lane, JobOptions options,
          std::type_identity_t<std::function<Result(JobContext&)>> work, QObject* receiver,
          std::type_identity_t<std::function<void(JobOutcome<Result>)>> done);

    // Work whose end nobody waits for; it shows in the signals below. Any thread; nothing when the
    // lane is full or the runner is closed, and then the work does not run. A live job that holds
    // the same unique key is returned instead.
    JobHandle post(Lane lane, JobOptions options, std::function<void(JobContext&)> work);
    // As post, but waits for room: for producers on workers.
    JobHandle postPatiently(Lane lane, JobOptions options, std::function<void(JobContext&)> work,
                            const CancelToken& cancel);
    // For mapOrdered: one more pair of hands on the lane.
    [[nodiscard]] std::function<bool(std::function<void()>)> helpersOn(Lane lane, QString name);

    CancelAnswer cancel(JobId job); // AlreadyEnded when there is no such live job
    void pause(Lane lane);
    void resume(Lane lane);
    // Of the dead list; false when the job is not in it any more, or cannot be taken in now.
    bool retry(JobId job);
    int retryAll();
    bool discard(JobId job);

    [[nodiscard]] QueueCounts counts() const;
    [[nodiscard]] QList<JobSummary> liveJobs(int countMax = kLiveJobsMax) const;
    [[nodiscard]] QList<JobSummary> deadJobs() const;
    // What ended, newest first; jobs of the interactive lane only when they failed.
    [[nodiscard]] const QList<JobSummary>& endedJobs() const { return m_ended; }
    [[nodiscard]] QStringList logOf(JobId job) const; // live, dead or ended
    [[nodiscard]] std::chrono::nanoseconds now() const { return m_core->clock().now(); }
    void publishGauges() { m_core->queue().publish(); } // once a second, before a sample is taken

    // Stops intake, returns what waits, asks what runs to stop and waits for it, at most
    // kShutdownMax. A second call returns the first report.
    ShutdownReport shutdown(std::chrono::milliseconds deadline = kShutdownMax);

    // One signal per frame of 60 Hz, with this many changed jobs; more wait for the next frame.
    static constexpr int kFrameMs = 16;
    static constexpr std::size_t kChangesMax = 2'000;
    // Results handed out per turn of the event loop.
    static constexpr std::size_t kArrivalsMax = 256;
    static constexpr int kLiveJobsMax = 1'000;
    static constexpr qsizetype kEndedMax = 500;

signals:
    // Each at most once per frame, however many jobs changed; a short job is in several at once.
    void jobsQueued(const QList<alluse::jobs::JobSummary>& jobs);
    void jobsStarted(const QList<alluse::jobs::JobSummary>& jobs);
    void jobsProgressed(const QList<alluse::jobs::JobSummary>& jobs);
    void jobsFinished(const QList<alluse::jobs::JobSummary>& jobs);
    void lanePaused(alluse::jobs::Lane lane, bool isPaused);

private:
    [[nodiscard]] JobSpec specOf(Lane lane, JobOptions options, JobWork work) const;
    [[nodiscard]] JobWork postedWork(std::function<void(JobContext&)> work) const;
    JobHandle submit(JobSpec spec, Delivery* delivery);
    void startWorker(Lane lane);
    void armTick();
    void tick();
    void keepEnded(const JobSummary& summary, const JobHandle& job);
    void takeTurn();
    void handOutAll();
    void announceFrame();
    bool announceChanges();

    std::shared_ptr<RunnerCore> m_core;
    LanePools m_pools;
    QTimer m_nextTurn;
    QTimer m_frame;
    QTimer m_tick;
    QList<JobSummary> m_ended;
    std::map<JobId, QStringList> m_endedLogs;
    std::optional<ShutdownReport> m_shutdownReport;
};

template <class Result>
JobTicket JobRunner::start(Lane lane, JobOptions options,
                           std::type_identity_t<std::function<Result(JobContext&)>> work,
                           QObject* receiver,
                           std::type_identity_t<std::function<void(JobOutcome<Result>)>> done) {
    Q_ASSERT_X(receiver && receiver->thread() == QThread::currentThread(), "JobRunner::start",
               "the receiver lives on the thread that starts the job");
    using Watcher = QFutureWatcher<JobOutcome<Result>>;
    auto delivery = makeDelivery<Result>(m_core);
    auto* watcher = new Watcher(receiver); // owned by the receiver: they die together
    auto request = std::make_shared<Request>();
    request->core = m_core;
    request->watcher = watcher;
    request->whenUnattended = options.whenUnattended;

    connect(watcher, &Watcher::finished, receiver, [watcher, request, done = std::move(done)] {
        if (!std::exchange(request->isAwaited, false)) return;
        watcher->deleteLater();
        // No result: the promise died with the runner before it could be handed out.
        if (watcher->future().resultCount() == 0)
            done(JobOutcome<Result>::cancelled());
        else
            done(watcher->future().takeResult());
    });
    // No context object: it must be heard while the receiver is being destroyed.
    connect(watcher, &QObject::destroyed, [request] { leaveUnattended(*request); });
    watcher->setFuture(delivery->future());

    // A receiver hears one outcome and decides by itself whether to ask again.
    if (options.terms) options.terms->retry = {};
    request->job = submit(specOf(lane, std::move(options),
                                 deliveringWork<Result>(std::move(work), m_core, delivery)),
                          delivery.get());
    return JobTicket(std::move(request));
}

} // namespace alluse::jobs
