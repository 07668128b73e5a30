// The end of the runner: nothing starts any more, what runs is asked to stop, the wait is bounded.

#include "jobs/runner/job_runner.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <semaphore>

using namespace alluse::jobs;
using namespace std::chrono_literals;

class TestJobShutdown : public QObject {
    Q_OBJECT

private slots:
    void idleRunnerClosesAtOnce();
    void runningJobIsAskedToStopAndEndsWithinTheDeadline();
    void waitingJobsAreReturnedAndNeverRun();
    void jobThatDoesNotStopIsReportedAtTheDeadline();
    void nothingStartsAfterwards();
    void resultsOnTheirWayAreStillDelivered();
    void destructorShutsDownByItself();

private:
    // Jobs outlive a runner that could not wait for them, so the registry outlives them all.
    alluse::metrics::MetricRegistry m_registry;
};

namespace {

// Waits for its cancel token as a job inside a long statement would: woken by the stop callback.
void sleepUntilCancelled(const CancelToken& token) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait(lock, token.stopToken(), [] { return false; });
}

} // namespace

void TestJobShutdown::idleRunnerClosesAtOnce() {
    JobRunner runner({}, m_registry);
    const ShutdownReport report = runner.shutdown();
    QVERIFY(report.returned.isEmpty());
    QVERIFY(report.unfinished.isEmpty());
    QVERIFY(report.elapsedMs < 1'000);
}

void TestJobShutdown::runningJobIsAskedToStopAndEndsWithinTheDeadline() {
    JobRunner runner({}, m_registry);
    std::binary_semaphore started{0};
    std::atomic<bool> wasCleanedUp{false};
    runner.post(Lane::Writes, {}, [&](JobContext& context) {
        started.release();
        sleepUntilCancelled(context.cancelToken());
        wasCleanedUp = true; // e.g. the transaction is rolled back
    });
    started.acquire();
    const ShutdownReport report = runner.shutdown(3s);
    QVERIFY(wasCleanedUp);
    QVERIFY(report.unfinished.isEmpty());
    QVERIFY2(report.elapsedMs < 1'000, qPrintable(QString::number(report.elapsedMs)));
}

void TestJobShutdown::waitingJobsAreReturnedAndNeverRun() {
    JobRunner runner({1, 1, 1, 1, 1}, m_registry);
    QSignalSpy finished(&runner, &JobRunner::jobsFinished);
    std::binary_semaphore started{0};
    std::atomic<int> ran{0};
    runner.post(Lane::Batch, {.name = QStringLiteral("running")}, [&](JobContext& context) {
        started.release();
        sleepUntilCancelled(context.cancelToken());
    });
    started.acquire();
    for (int i = 0; i < 20; ++i)
        runner.post(Lane::Batch, {.name = QStringLiteral("waiting %1").arg(i)},
                    [&ran](JobContext&) { ++ran; });
    const ShutdownReport report = runner.shutdown();
    QCOMPARE(report.returned.size(), 20);
    QCOMPARE(report.returned.first().name, QStringLiteral("waiting 0"));
    QCOMPARE(report.returned.first().state, JobState::Cancelled);
    QCOMPARE(ran.load(), 0);
    QCOMPARE(finished.count(), 1); // announced in one signal, before shutdown() returned
    QCOMPARE(finished.first().first().value<QList<JobSummary>>().size(), 21);
}

void TestJobShutdown::jobThatDoesNotStopIsReportedAtTheDeadline() {
    auto started = std::make_shared<std::binary_semaphore>(0);
    auto mayEnd = std::make_shared<std::binary_semaphore>(0);
    auto ended = std::make_shared<std::binary_semaphore>(0);
    QObject receiver;
    bool wasCalled = false;
    JobTicket ticket;
    QElapsedTimer elapsed;
    {
        JobRunner runner({}, m_registry);
        ticket = runner.start<int>(
            Lane::Batch, {.name = QStringLiteral("frozen server")},
            [started, mayEnd, ended](JobContext&) {
                started->release();
                mayEnd->acquire(); // ignores its token
                ended->release();
                return 1;
            },
            &receiver, [&wasCalled](const JobOutcome<int>&) { wasCalled = true; });
        started->acquire();
        elapsed.start();
        const ShutdownReport report = runner.shutdown(200ms);
        QCOMPARE(report.unfinished.size(), 1);
        QCOMPARE(report.unfinished.first().name, QStringLiteral("frozen server"));
        QVERIFY(report.elapsedMs >= 190);
        QCOMPARE(runner.shutdown(5s).unfinished.size(), 1); // the first report, no second wait
    } // and the destructor does not wait for it either
    QVERIFY2(elapsed.elapsed() < 2'000, qPrintable(QString::number(elapsed.elapsed())));

    // The job ends when nobody is there any more, and touches only living memory.
    mayEnd->release();
    ended->acquire();
    QTest::qWait(0);
    QVERIFY(!wasCalled);
}

void TestJobShutdown::nothingStartsAfterwards() {
    JobRunner runner({}, m_registry);
    runner.shutdown();
    std::atomic<bool> didRun{false};
    QVERIFY(!runner.post(Lane::Writes, {}, [&didRun](JobContext&) { didRun = true; }));
    QObject receiver;
    bool isCancelled = false;
    const auto ticket = runner.start<int>(
        Lane::Writes, {},
        [&didRun](JobContext&) {
            didRun = true;
            return 1;
        },
        &receiver,
        [&isCancelled](const JobOutcome<int>& outcome) { isCancelled = outcome.isCancelled(); });
    QTRY_VERIFY(isCancelled);
    QVERIFY(!didRun);
}

void TestJobShutdown::resultsOnTheirWayAreStillDelivered() {
    JobRunner runner({}, m_registry);
    QObject receiver;
    int value = 0;
    const auto ticket = runner.start<int>(
        Lane::Writes, {}, [](JobContext&) { return 5; }, &receiver,
        [&value](JobOutcome<int> outcome) { value = std::move(outcome).value(); });
    while (runner.counts().running + runner.counts().queued > 0)
        QThread::yieldCurrentThread();
    runner.shutdown();
    QTRY_COMPARE(value, 5);
}

void TestJobShutdown::destructorShutsDownByItself() {
    std::binary_semaphore started{0};
    std::atomic<bool> wasCleanedUp{false};
    {
        JobRunner runner({}, m_registry);
        runner.post(Lane::Batch, {}, [&](JobContext& context) {
            started.release();
            sleepUntilCancelled(context.cancelToken());
            wasCleanedUp = true;
        });
        started.acquire();
    }
    QVERIFY(wasCleanedUp);
}

QTEST_GUILESS_MAIN(TestJobShutdown)
#include "tst_job_shutdown.moc"
