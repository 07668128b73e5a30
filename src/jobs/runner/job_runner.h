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

    // Work whose end nobody waits for; it shows in the signals below. Any thread; false when the
    // lane is full or the runner is closed, and then the work does not run.
    bool post(Lane lane, JobOptions options, std::function<void(JobContext&)> work);

    CancelAnswer cancel(JobId job); // AlreadyEnded when there is no such live job

    [[nodiscard]] QueueCounts counts() const;
    [[nodiscard]] QList<JobSummary> liveJobs(int countMax = kLiveJobsMax) const;

    // Stops intake, returns what waits, asks what runs to stop and waits for it, at most
    // kShutdownMax. A second call returns the first report.
    ShutdownReport shutdown(std::chrono::milliseconds deadline = kShutdownMax);

    // One signal per frame of 60 Hz, with this many changed jobs; more wait for the next frame.
    static constexpr int kFrameMs = 16;
    static constexpr std::size_t kChangesMax = 2'000;
    // Results handed out per turn of the event loop.
    static constexpr std::size_t kArrivalsMax = 256;
    static constexpr int kLiveJobsMax = 1'000;

signals:
    // Each at most once per frame, however many jobs changed; a short job is in several at once.
    void jobsQueued(const QList<alluse::jobs::JobSummary>& jobs);
    void jobsStarted(const QList<alluse::jobs::JobSummary>& jobs);
    void jobsProgressed(const QList<alluse::jobs::JobSummary>& jobs);
    void jobsFinished(const QList<alluse::jobs::JobSummary>& jobs);

private:
    JobHandle submit(JobSpec spec, Delivery* delivery);
    void startWorker(Lane lane);
    void takeTurn();
    void handOutAll();
    void announceFrame();
    bool announceChanges();

    std::shared_ptr<RunnerCore> m_core;
    LanePools m_pools;
    QTimer m_nextTurn;
    QTimer m_frame;
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

    JobSpec spec{options.name.toStdString(), lane, options.priority,
                 deliveringWork<Result>(std::move(work), m_core, delivery)};
    request->job = submit(std::move(spec), delivery.get());
    return JobTicket(std::move(request));
}

} // namespace alluse::jobs
