// What people do with jobs through the runner: retry, discard, pause, look back; and what jobs do
// together: wait for each other, share the work of one.

#include "jobs/queue/ordered_map.h"
#include "jobs/runner/job_runner.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <memory>
#include <numeric>
#include <semaphore>

using namespace alluse::jobs;
using namespace std::chrono_literals;

class TestJobDesk : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aTransientFailureIsTriedAgainByItself();
    void aDeadJobIsListedAndRunsAgainWhenAsked();
    void retryAllAndDiscardEmptyTheDeadList();
    void aDelayedJobStartsByItself();
    void aJobStartsWhenTheOneBeforeItIsDone();
    void aJobPastItsTimeIsStopped();
    void aPausedLaneStartsNothingAndSaysSo();
    void endedJobsAreKeptWithTheirLog();
    void piecesOfOneJobKeepTheirOrder();
    void aPieceThatThrowsStopsTheRest();
    void pieceworkOnABusyLaneDoesNotWaitForItself();

private:
    std::unique_ptr<alluse::metrics::MetricRegistry> m_registry;
    std::unique_ptr<JobRunner> m_runner;
};

namespace {

JobOptions retrying(int attemptsMax) {
    JobTerms terms;
    terms.retry.attemptsMax = attemptsMax;
    terms.retry.firstDelay = 1ms;
    JobOptions options{.name = QStringLiteral("import")};
    options.terms = std::move(terms);
    return options;
}

} // namespace

void TestJobDesk::init() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_registry = std::make_unique<alluse::metrics::MetricRegistry>();
    m_runner = std::make_unique<JobRunner>(LaneWorkers{1, 1, 1, 2, 1}, *m_registry);
}

void TestJobDesk::cleanup() {
    m_runner.reset();
    m_registry.reset();
}

void TestJobDesk::aTransientFailureIsTriedAgainByItself() {
    std::atomic<int> runs{0};
    const JobHandle job = m_runner->post(Lane::Batch, retrying(5), [&runs](JobContext&) {
        if (++runs < 3) throw JobError(QStringLiteral("away"), FailureClass::Transient);
    });
    QTRY_COMPARE(job->state(), JobState::Done);
    QCOMPARE(runs.load(), 3);
}

void TestJobDesk::aDeadJobIsListedAndRunsAgainWhenAsked() {
    std::atomic<bool> isMended{false};
    const JobHandle job = m_runner->post(Lane::Batch, retrying(2), [&isMended](JobContext&) {
        if (!isMended) throw JobError(QStringLiteral("The file is not there."));
    });
    QTRY_COMPARE(job->state(), JobState::Dead);
    QCOMPARE(m_runner->deadJobs().size(), 1);
    QCOMPARE(m_runner->deadJobs().first().failureText, QStringLiteral("The file is not there."));
    isMended = true;
    QVERIFY(m_runner->retry(job->id()));
    QTRY_COMPARE(job->state(), JobState::Done);
    QVERIFY(!m_runner->retry(job->id()));
}

void TestJobDesk::retryAllAndDiscardEmptyTheDeadList() {
    std::atomic<bool> isMended{false};
    for (int i = 0; i < 3; ++i)
        m_runner->post(Lane::Batch, retrying(2), [&isMended](JobContext&) {
            if (!isMended) throw JobError(QStringLiteral("no"));
        });
    QTRY_COMPARE(m_runner->deadJobs().size(), 3);
    QVERIFY(m_runner->discard(m_runner->deadJobs().first().id));
    isMended = true;
    QCOMPARE(m_runner->retryAll(), 2);
    QTRY_COMPARE(m_runner->endedJobs().size(), 3);
    QVERIFY(m_runner->deadJobs().isEmpty());
}

void TestJobDesk::aDelayedJobStartsByItself() {
    std::atomic<bool> didRun{false};
    JobTerms terms;
    terms.delay = 5ms;
    JobOptions options;
    options.terms = std::move(terms);
    const JobHandle job =
        m_runner->post(Lane::Batch, std::move(options), [&didRun](JobContext&) { didRun = true; });
    QTRY_VERIFY(didRun.load());
    QVERIFY(job->startedAt() - job->submittedAt() >= 5ms);
}

void TestJobDesk::aJobStartsWhenTheOneBeforeItIsDone() {
    std::binary_semaphore mayEnd{0};
    const JobHandle first = m_runner->post(Lane::Batch, {.name = QStringLiteral("import")},
                                           [&mayEnd](JobContext&) { mayEnd.acquire(); });
    JobTerms terms;
    terms.after = {first};
    JobOptions options{.name = QStringLiteral("report")};
    options.terms = std::move(terms);
    const JobHandle second = m_runner->post(Lane::Analytics, std::move(options), [](JobContext&) {});
    QCOMPARE(second->state(), JobState::Waiting);
    QCOMPARE(QString::fromStdString(second->reason()), QStringLiteral("waits for “import”"));
    mayEnd.release();
    QTRY_COMPARE(second->state(), JobState::Done);
}

void TestJobDesk::aJobPastItsTimeIsStopped() {
    JobOptions options;
    options.terms.emplace();
    options.terms->timeout = 5ms;
    const JobHandle job = m_runner->post(Lane::Batch, std::move(options), [](JobContext& context) {
        while (true) {
            context.stopIfCancelled();
            QThread::yieldCurrentThread();
        }
    });
    QTRY_COMPARE(job->state(), JobState::Failed);
    QVERIFY(QString::fromStdString(job->failureText()).contains(QStringLiteral("too long")));
}

void TestJobDesk::aPausedLaneStartsNothingAndSaysSo() {
    QSignalSpy paused(m_runner.get(), &JobRunner::lanePaused);
    m_runner->pause(Lane::Batch);
    const JobHandle job = m_runner->post(Lane::Batch, {}, [](JobContext&) {});
    const JobHandle other = m_runner->post(Lane::Writes, {}, [](JobContext&) {});
    QTRY_COMPARE(other->state(), JobState::Done);
    QCOMPARE(job->state(), JobState::Queued);
    QVERIFY(m_runner->counts().isPaused[indexOf(Lane::Batch)]);
    m_runner->resume(Lane::Batch);
    QTRY_COMPARE(job->state(), JobState::Done);
    QCOMPARE(paused.count(), 2);
}

void TestJobDesk::endedJobsAreKeptWithTheirLog() {
    m_runner->post(Lane::Interactive, {.name = QStringLiteral("page")}, [](JobContext&) {});
    const JobHandle job =
        m_runner->post(Lane::Batch, {.name = QStringLiteral("import")}, [](JobContext& context) {
            context.log(QStringLiteral("2,000 rows posted"));
        });
    const JobId id = job->id();
    QTRY_COMPARE(m_runner->endedJobs().size(), 1); // the page's read is not worth a line
    QCOMPARE(m_runner->endedJobs().first().name, QStringLiteral("import"));
    QCOMPARE(m_runner->logOf(id), QStringList{QStringLiteral("2,000 rows posted")});
}

void TestJobDesk::piecesOfOneJobKeepTheirOrder() {
    std::atomic<int> told{0};
    std::vector<int> squares;
    const JobHandle job = m_runner->post(Lane::Analytics, {}, [&](JobContext&) {
        squares = mapOrdered<int>(
            1'000, 3, m_runner->helpersOn(Lane::Analytics, QStringLiteral("piece")),
            [](std::size_t i) { return static_cast<int>(i * i); },
            [&told](std::size_t done) { told = static_cast<int>(done); });
    });
    QTRY_COMPARE(job->state(), JobState::Done);
    QCOMPARE(squares.size(), std::size_t(1'000));
    for (int i = 0; i < 1'000; ++i) QCOMPARE(squares[static_cast<std::size_t>(i)], i * i);
    QVERIFY(told > 0);
}

void TestJobDesk::aPieceThatThrowsStopsTheRest() {
    std::atomic<int> computed{0};
    const JobHandle job = m_runner->post(Lane::Analytics, {}, [&](JobContext&) {
        (void)mapOrdered<int>(100'000, 1,
                              m_runner->helpersOn(Lane::Analytics, QStringLiteral("piece")),
                              [&computed](std::size_t i) {
                                  if (i == 5) throw JobError(QStringLiteral("a bad row"));
                                  return ++computed;
                              });
    });
    QTRY_COMPARE(job->state(), JobState::Failed);
    QCOMPARE(QString::fromStdString(job->failureText()), QStringLiteral("a bad row"));
    QVERIFY(computed < 100'000);
}

// The lane has one worker, and that is where the whole stands: its pieces must not wait for it.
void TestJobDesk::pieceworkOnABusyLaneDoesNotWaitForItself() {
    int sum = 0;
    const JobHandle job = m_runner->post(Lane::Batch, {}, [&](JobContext&) {
        const auto pieces =
            mapOrdered<int>(100, 8, m_runner->helpersOn(Lane::Batch, QStringLiteral("piece")),
                            [](std::size_t i) { return static_cast<int>(i); });
        sum = std::accumulate(pieces.begin(), pieces.end(), 0);
    });
    QTRY_COMPARE(job->state(), JobState::Done);
    QCOMPARE(sum, 4'950);
}

QTEST_GUILESS_MAIN(TestJobDesk)
#include "tst_job_desk.moc"
