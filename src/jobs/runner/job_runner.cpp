#include "jobs/runner/job_runner.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>
#include <limits>

Q_LOGGING_CATEGORY(lcJobs, "alluse.jobs")

namespace alluse::jobs {
namespace {

constexpr qint64 kTickMaxMs = 60'000; // longer waits are looked at again on the way

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
    m_tick.setSingleShot(true);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &JobRunner::tick);
    m_core->setStartWorker([this](Lane lane) { startWorker(lane); });
}

JobRunner::~JobRunner() {
    shutdown();
    m_core->setStartWorker({});
    m_core->events().setWakeUp({});
    dismissLanes(m_pools);
}

JobSpec JobRunner::specOf(Lane lane, JobOptions options, JobWork work) const {
    JobSpec spec{options.name.toStdString(), lane, options.priority, std::move(work)};
    if (options.terms) spec.terms = std::make_unique<JobTerms>(*std::move(options.terms));
    return spec;
}

JobWork JobRunner::postedWork(std::function<void(JobContext&)> work) const {
    return [core = m_core, work = std::move(work)](const JobHandle& job) {
        try {
            JobContext context(core->events(), job);
            work(context);
            return JobState::Done;
        } catch (const JobStopped&) {
            return JobState::Cancelled;
        } catch (...) {
            const JobFailed failure = describeCurrentException(job->name());
            job->setFailureText(failure.text.toStdString(), failure.failureClass);
            return JobState::Failed;
        }
    };
}

JobHandle JobRunner::post(Lane lane, JobOptions options, std::function<void(JobContext&)> work) {
    return submit(specOf(lane, std::move(options), postedWork(std::move(work))), nullptr);
}

JobHandle JobRunner::postPatiently(Lane lane, JobOptions options,
                                   std::function<void(JobContext&)> work, const CancelToken& cancel) {
    auto submitted = m_core->queue().submitPatiently(
        specOf(lane, std::move(options), postedWork(std::move(work))), cancel.stopToken());
    if (!submitted) return nullptr;
    if (submitted->wantsWorker) startWorker(lane);
    return submitted->job;
}

std::function<bool(std::function<void()>)> JobRunner::helpersOn(Lane lane, QString name) {
    return [this, lane, name = std::move(name)](std::function<void()> work) {
        return post(lane, {.name = name, .priority = Priority::High},
                    [work = std::move(work)](JobContext&) { work(); })
               != nullptr;
    };
}

CancelAnswer JobRunner::cancel(JobId id) {
    const JobHandle job = m_core->queue().find(id);
    return job ? m_core->queue().cancel(job) : CancelAnswer::AlreadyEnded;
}

void JobRunner::pause(Lane lane) {
    m_core->queue().pause(lane);
    emit lanePaused(lane, true);
}

void JobRunner::resume(Lane lane) {
    m_core->startWorkers(m_core->queue().resume(lane));
    emit lanePaused(lane, false);
}

bool JobRunner::retry(JobId id) {
    const JobHandle job = m_core->queue().find(id);
    if (!job || job->state() != JobState::Dead) return false;
    const auto workers = m_core->queue().retryDead(job);
    if (workers) m_core->startWorkers(*workers);
    return workers.has_value();
}

int JobRunner::retryAll() {
    int count = 0;
    for (const JobHandle& job : m_core->queue().deadJobs())
        if (retry(job->id())) ++count;
    return count;
}

bool JobRunner::discard(JobId id) {
    const JobHandle job = m_core->queue().find(id);
    return job && m_core->queue().discardDead(job);
}

QList<JobSummary> JobRunner::deadJobs() const {
    return summariesOf(m_core->queue().deadJobs());
}

QStringList JobRunner::logOf(JobId id) const {
    const auto ended = m_endedLogs.find(id);
    if (ended != m_endedLogs.end()) return ended->second;
    QStringList lines;
    if (const JobHandle job = m_core->queue().find(id))
        for (const std::string& line : job->log()) lines << QString::fromStdString(line);
    return lines;
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
    m_tick.stop();
    m_core->queue().cancelRunning();
    for (const JobHandle& job : m_core->queue().deadJobs())
        m_core->queue().discardDead(job); // in memory only: they end with the program
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
    auto submitted = m_core->queue().submit(std::move(spec));
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
    armTick();
}

// Whatever begins to wait for a time marks its job as changed, which leads here.
void JobRunner::armTick() {
    const auto next = m_core->queue().nextTickIn();
    if (!next || m_shutdownReport) return m_tick.stop();
    // Rounded up: a tick before its time would come to nothing.
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(*next);
    m_tick.start(static_cast<int>(std::min<qint64>(ms.count(), kTickMaxMs)));
}

void JobRunner::tick() {
    m_core->startWorkers(m_core->queue().tick());
    armTick();
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
    armTick(); // what changed since the last turn was not announced again
}

void JobRunner::keepEnded(const JobSummary& summary, const JobHandle& job) {
    if (summary.state == JobState::Dead) return; // it has a list of its own
    // Reads of the pages come and go within a blink and would push out what people ask for.
    if (summary.lane == Lane::Interactive && summary.state != JobState::Failed) return;
    m_ended.prepend(summary);
    QStringList lines;
    for (const std::string& line : job->log()) lines << QString::fromStdString(line);
    if (!lines.isEmpty()) m_endedLogs[summary.id] = lines;
    if (m_ended.size() > kEndedMax) m_endedLogs.erase(m_ended.takeLast().id);
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
        if ((marks & change::kEnded) && hasEnded(summary.state)) keepEnded(summary, job);
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
