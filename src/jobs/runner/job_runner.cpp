#include "jobs/runner/job_runner.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>
#include <limits>

Q_LOGGING_CATEGORY(lcJobs, "alluse.jobs")

namespace alluse::jobs {
namespace {

std::array<int, kLanes.size()> workersByLane(const LaneWorkers& workers) {
    return {workers.interactive, workers.writes, workers.batch, workers.analytics,
            workers.validation};
}

QueueOptions queueOptionsFor(const LaneWorkers& workers) {
    QueueOptions options;
    const auto counts = workersByLane(workers);
    std::transform(counts.begin(), counts.end(), options.workers.begin(),
                   [](int count) { return static_cast<std::size_t>(std::max(1, count)); });
    return options;
}

QList<JobSummary> summariesOf(const std::vector<JobHandle>& jobs) {
    QList<JobSummary> summaries;
    summaries.reserve(static_cast<qsizetype>(jobs.size()));
    for (const JobHandle& job : jobs)
        summaries.append(summaryOf(*job));
    return summaries;
}

} // namespace

JobRunner::JobRunner(const LaneWorkers& workers, metrics::MetricRegistry& registry, QObject* parent)
    : QObject(parent),
      m_core(std::make_shared<RunnerCore>(queueOptionsFor(workers), JobMeter(registry))) {
    qRegisterMetaType<QList<JobSummary>>();
    const auto counts = workersByLane(workers);
    for (const Lane lane : kLanes) {
        auto pool = std::make_unique<QThreadPool>();
        pool->setObjectName(QString::fromLatin1(nameOf(lane).data()));
        pool->setMaxThreadCount(std::max(1, counts[indexOf(lane)]));
        pool->setExpiryTimeout(-1); // workers stay, so a click never pays for a new thread
        m_pools[indexOf(lane)] = std::move(pool);
    }

    m_nextTurn.setSingleShot(true);
    m_nextTurn.setInterval(0);
    connect(&m_nextTurn, &QTimer::timeout, this, &JobRunner::takeTurn);
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_frame.setInterval(kFrameMs);
    connect(&m_frame, &QTimer::timeout, this, &JobRunner::announceFrame);
    m_core->events().setWakeUp(
        [this] { QMetaObject::invokeMethod(this, &JobRunner::takeTurn, Qt::QueuedConnection); });
}

JobRunner::~JobRunner() {
    shutdown();
    m_core->events().setWakeUp({});
    dismissLanes(m_pools);
}

bool JobRunner::post(Lane lane, JobOptions options, std::function<void(JobContext&)> work) {
    JobSpec spec;
    spec.name = options.name.toStdString();
    spec.lane = lane;
    spec.priority = options.priority;
    spec.work = [core = m_core, work = std::move(work)](const JobHandle& job) {
        try {
            JobContext context(core->events(), job);
            work(context);
            return JobState::Done;
        } catch (const JobStopped&) {
            return JobState::Cancelled;
        } catch (...) {
            job->setFailureText(describeCurrentException(job->name()).text.toStdString());
            return JobState::Failed;
        }
    };
    return submit(std::move(spec), nullptr) != nullptr;
}

CancelAnswer JobRunner::cancel(JobId job) {
    const auto live = m_core->queue().snapshot(std::numeric_limits<std::size_t>::max());
    const auto found = std::find_if(live.begin(), live.end(),
                                    [job](const JobHandle& each) { return each->id() == job; });
    return found == live.end() ? CancelAnswer::AlreadyEnded : m_core->cancel(*found);
}

QueueCounts JobRunner::counts() const {
    return m_core->queue().counts();
}

QList<JobSummary> JobRunner::liveJobs(int countMax) const {
    return summariesOf(m_core->queue().snapshot(static_cast<std::size_t>(std::max(0, countMax))));
}

ShutdownReport JobRunner::shutdown(std::chrono::milliseconds deadline) {
    if (m_shutdownReport) return *m_shutdownReport;
    QElapsedTimer elapsed;
    elapsed.start();
    const auto returned = m_core->queue().close();
    for (const JobHandle& job : returned)
        m_core->events().mark(job, change::kEnded);
    m_core->queue().cancelRunning();
    const bool areAllDone = awaitLanes(m_pools, deadline);

    ShutdownReport report;
    report.returned = summariesOf(returned);
    if (!areAllDone) report.unfinished = liveJobs(std::numeric_limits<int>::max());
    report.elapsedMs = elapsed.elapsed();
    if (!report.returned.isEmpty() || !report.unfinished.isEmpty())
        qCInfo(lcJobs, "shut down: %lld jobs returned before they started, %lld unfinished",
               static_cast<long long>(report.returned.size()),
               static_cast<long long>(report.unfinished.size()));
    m_shutdownReport = report;
    handOutAll();
    while (announceChanges()) {
    }
    return report;
}

// On a refusal the delivery is told why and travels to its receiver like any other outcome.
JobHandle JobRunner::submit(JobSpec spec, Delivery* delivery) {
    const Lane lane = spec.lane;
    const QString name = QString::fromStdString(spec.name);
    auto submitted = m_core->submit(std::move(spec));
    if (submitted) {
        if (submitted->wantsWorker) startWorker(lane);
        return submitted->job;
    }
    if (submitted.error() == SubmitRefusal::LaneFull) {
        qCWarning(lcJobs, "the %s lane is full", nameOf(lane).data());
        if (delivery)
            delivery->refuse({JobFailed::Cause::LaneFull,
                              tr("“%1” was not started because too many jobs are waiting. "
                                 "Try again when the queue is shorter.")
                                  .arg(name)});
    }
    return nullptr;
}

void JobRunner::startWorker(Lane lane) {
    static_cast<void>(QtConcurrent::run(m_pools[indexOf(lane)].get(),
                                        [core = m_core, lane] { core->serve(lane); }));
}

// A bounded number of results per turn keeps input and painting alive in a burst. The next turn
// comes from a timer, because a posted call would run before the loop gets back to its other work.
void JobRunner::takeTurn() {
    const auto arrivals = m_core->events().collectArrivals(kArrivalsMax);
    for (const auto& arrival : arrivals)
        arrival->handOut();
    if (!arrivals.empty()) m_nextTurn.start();
    if (!m_frame.isActive() && m_core->events().hasChanges()) m_frame.start();
}

void JobRunner::handOutAll() {
    while (true) {
        const auto arrivals = m_core->events().collectArrivals(kArrivalsMax);
        if (arrivals.empty()) return;
        for (const auto& arrival : arrivals)
            arrival->handOut();
    }
}

// One frame of quiet ends the announcing; the next change wakes the runner again.
void JobRunner::announceFrame() {
    if (announceChanges()) m_frame.start();
}

// False when nothing had changed.
bool JobRunner::announceChanges() {
    QList<JobSummary> queued;
    QList<JobSummary> started;
    QList<JobSummary> progressed;
    QList<JobSummary> finished;
    const auto changedJobs = m_core->events().collectChanges(kChangesMax);
    for (const JobHandle& job : changedJobs) {
        const unsigned marks = job->takeChangeMarks();
        const JobSummary summary = summaryOf(*job);
        if (marks & change::kQueued) queued.append(summary);
        if (marks & change::kStarted) started.append(summary);
        if (marks & change::kProgressed) progressed.append(summary);
        if (marks & change::kEnded) finished.append(summary);
    }
    if (!queued.isEmpty()) emit jobsQueued(queued);
    if (!started.isEmpty()) emit jobsStarted(started);
    if (!progressed.isEmpty()) emit jobsProgressed(progressed);
    if (!finished.isEmpty()) emit jobsFinished(finished);
    return !changedJobs.empty();
}

} // namespace alluse::jobs
