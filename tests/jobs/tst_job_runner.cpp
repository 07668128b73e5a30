// Results come back to their receivers, on their thread, or not at all.

#include "jobs/runner/job_runner.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <string>

using namespace alluse::jobs;

namespace {

LaneWorkers oneWorkerEach() {
    return {1, 1, 1, 1, 1};
}

// Holds a lane's only worker until it is let go, so that a test decides what waits behind it.
struct Gate {
    std::binary_semaphore started{0};
    std::binary_semaphore mayEnd{0};
    void pass() {
        started.release();
        mayEnd.acquire();
    }
};

} // namespace

class TestJobRunner : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void resultArrivesOnTheReceiversThread();
    void resultMayBeMoveOnly();
    void receiverOnAnotherThreadGetsItsResultThere();
    void nothingIsCalledWhenTheReceiverDiesFirst();
    void deathOfTheReceiverCancelsAReadButNotAWrite();
    void latestTicketWins();
    void callbackMayReplaceItsOwnTicket();
    void ticketIsActiveUntilTheCallback();
    void droppedTicketFollowsItsRule_data();
    void droppedTicketFollowsItsRule();
    void cancelBeforeTheStartIsCertain();
    void cancelOfARunningJobStopsAtItsNextCheckPoint();
    void cancelThatComesTooLateTellsTheTruth();
    void exceptionsBecomeFailures_data();
    void exceptionsBecomeFailures();
    void higherPriorityStartsFirst();
    void fullLaneIsAFailureWithAReason();
    void progressIsCoalesced();
    void signalsTellTheLifeOfAJob();
    void postedWorkRunsAndShowsItsFailure();
    void liveJobsShowWhatRunsAndWaits();
    void burstKeepsTheEventLoopResponsive();

private:
    // Occupies the batch lane until m_gate.mayEnd is released.
    JobTicket blockBatchLane();
    // Until no job waits or runs; results stay in the letter box.
    void awaitIdleWithoutEvents() const;
    qint64 longestGapMsDuringBurst();

    std::unique_ptr<alluse::metrics::MetricRegistry> m_registry;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<QObject> m_receiver;
    std::unique_ptr<Gate> m_gate;
};

void TestJobRunner::init() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_registry = std::make_unique<alluse::metrics::MetricRegistry>();
    m_runner = std::make_unique<JobRunner>(oneWorkerEach(), *m_registry);
    m_receiver = std::make_unique<QObject>();
    m_gate = std::make_unique<Gate>();
}

void TestJobRunner::cleanup() {
    m_receiver.reset();
    m_runner.reset();
    m_gate.reset();
    m_registry.reset();
}

JobTicket TestJobRunner::blockBatchLane() {
    auto ticket = m_runner->start<int>(
        Lane::Batch, {.name = QStringLiteral("gate")},
        [gate = m_gate.get()](JobContext&) {
            gate->pass();
            return 0;
        },
        m_receiver.get(), [](const JobOutcome<int>&) {});
    m_gate->started.acquire();
    return ticket;
}

void TestJobRunner::awaitIdleWithoutEvents() const {
    while (m_runner->counts().running + m_runner->counts().queued > 0)
        QThread::yieldCurrentThread();
}

void TestJobRunner::resultArrivesOnTheReceiversThread() {
    QThread* workThread = nullptr;
    QThread* doneThread = nullptr;
    QString value;
    int calls = 0;
    const auto ticket = m_runner->start<QString>(
        Lane::Interactive, {.name = QStringLiteral("read")},
        [&workThread](JobContext&) {
            workThread = QThread::currentThread();
            return QStringLiteral("1,000 accounts");
        },
        m_receiver.get(),
        [&](JobOutcome<QString> outcome) {
            ++calls;
            doneThread = QThread::currentThread();
            QVERIFY(outcome.isDone());
            value = std::move(outcome).value();
        });
    QCOMPARE(calls, 0); // never from within start()
    QTRY_COMPARE(calls, 1);
    QCOMPARE(doneThread, QThread::currentThread());
    QVERIFY(workThread != doneThread);
    QCOMPARE(value, QStringLiteral("1,000 accounts"));
    QCOMPARE(m_runner->counts().running, std::size_t(0)); // its own job is over by then
}

void TestJobRunner::resultMayBeMoveOnly() {
    std::unique_ptr<int> value;
    const auto ticket = m_runner->start<std::unique_ptr<int>>(
        Lane::Interactive, {}, [](JobContext&) { return std::make_unique<int>(7); },
        m_receiver.get(),
        [&value](JobOutcome<std::unique_ptr<int>> outcome) { value = std::move(outcome).value(); });
    QTRY_VERIFY(value != nullptr);
    QCOMPARE(*value, 7);
}

void TestJobRunner::receiverOnAnotherThreadGetsItsResultThere() {
    QThread thread;
    QObject remote;
    remote.moveToThread(&thread);
    thread.start();
    std::atomic<QThread*> doneThread{nullptr};
    JobTicket ticket; // made and dropped on the remote thread, like a member of the receiver
    QMetaObject::invokeMethod(&remote, [&] {
        ticket = m_runner->start<int>(
            Lane::Interactive, {}, [](JobContext&) { return 1; }, &remote,
            [&](const JobOutcome<int>&) { doneThread = QThread::currentThread(); });
    });
    QTRY_COMPARE(doneThread.load(), &thread);
    QMetaObject::invokeMethod(&remote, [&] {
        ticket.drop();
        thread.quit();
    });
    QTRY_VERIFY(thread.isFinished());
}

void TestJobRunner::nothingIsCalledWhenTheReceiverDiesFirst() {
    bool wasCalled = false;
    auto* mortal = new QObject;
    auto ticket = m_runner->start<int>(
        Lane::Batch, {.whenUnattended = Unattended::Finish},
        [gate = m_gate.get()](JobContext&) {
            gate->pass();
            return 1;
        },
        mortal, [&wasCalled](const JobOutcome<int>&) { wasCalled = true; });
    QSignalSpy finished(m_runner.get(), &JobRunner::jobsFinished);
    m_gate->started.acquire();
    delete mortal;
    QVERIFY(!ticket.isActive());
    m_gate->mayEnd.release();
    QTRY_COMPARE(finished.count(), 1); // the job itself ended, its result is dropped
    QCoreApplication::sendPostedEvents();
    QVERIFY(!wasCalled);

    // And when the result is already on its way.
    mortal = new QObject;
    finished.clear();
    ticket = m_runner->start<int>(
        Lane::Batch, {}, [](JobContext&) { return 1; }, mortal,
        [&wasCalled](const JobOutcome<int>&) { wasCalled = true; });
    awaitIdleWithoutEvents();
    delete mortal;
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!wasCalled);
}

void TestJobRunner::deathOfTheReceiverCancelsAReadButNotAWrite() {
    for (const bool isWrite : {false, true}) {
        Gate gate;
        std::atomic<int> sawCancel{-1};
        auto* mortal = new QObject;
        const auto ticket = m_runner->start<int>(
            isWrite ? Lane::Writes : Lane::Interactive, {},
            [&](JobContext& context) {
                gate.pass();
                sawCancel = context.isCancelled() ? 1 : 0;
                return 1;
            },
            mortal, [](const JobOutcome<int>&) {});
        gate.started.acquire();
        delete mortal;
        gate.mayEnd.release();
        QTRY_COMPARE(sawCancel.load(), isWrite ? 0 : 1);
    }
}

void TestJobRunner::latestTicketWins() {
    auto gate = blockBatchLane();
    QStringList answers;
    LatestTicket search;
    std::atomic<int> runs{0};
    for (const auto* typed : {"m", "mu", "mue"}) {
        search = m_runner->start<QString>(
            Lane::Batch, {.name = QStringLiteral("search")},
            [typed, &runs](JobContext&) {
                ++runs;
                return QString::fromLatin1(typed);
            },
            m_receiver.get(),
            [&answers](JobOutcome<QString> outcome) { answers << std::move(outcome).value(); });
    }
    QCOMPARE(m_runner->counts().queued, std::size_t(1)); // the older ones left the queue
    m_gate->mayEnd.release();
    QTRY_COMPARE(answers, QStringList{QStringLiteral("mue")});
    QCOMPARE(runs.load(), 1);

    // Also when the older one has run and its result waits for the event loop.
    answers.clear();
    const auto answer = [&answers](JobOutcome<QString> outcome) {
        answers << std::move(outcome).value();
    };
    search = m_runner->start<QString>(
        Lane::Batch, {}, [](JobContext&) { return QStringLiteral("old"); }, m_receiver.get(),
        answer);
    while (m_runner->counts().running + m_runner->counts().queued > 0)
        QThread::yieldCurrentThread();
    search = m_runner->start<QString>(
        Lane::Batch, {}, [](JobContext&) { return QStringLiteral("new"); }, m_receiver.get(),
        answer);
    QTRY_COMPARE(answers, QStringList{QStringLiteral("new")});
}

void TestJobRunner::callbackMayReplaceItsOwnTicket() {
    JobTicket ticket;
    int pages = 0;
    std::function<void()> nextPage = [&] {
        ticket = m_runner->start<int>(
            Lane::Interactive, {}, [](JobContext&) { return 1; }, m_receiver.get(),
            [&](const JobOutcome<int>&) {
                if (++pages < 50) nextPage();
            });
    };
    nextPage();
    QTRY_COMPARE(pages, 50);
    QVERIFY(!ticket.isActive());
    QTRY_COMPARE(m_receiver->children().size(), 0); // no watcher is left behind
}

void TestJobRunner::ticketIsActiveUntilTheCallback() {
    QVERIFY(!JobTicket().isActive());
    bool wasActiveInside = true;
    JobTicket ticket;
    ticket = m_runner->start<int>(
        Lane::Interactive, {}, [](JobContext&) { return 1; }, m_receiver.get(),
        [&](const JobOutcome<int>&) { wasActiveInside = ticket.isActive(); });
    QVERIFY(ticket.isActive());
    QVERIFY(ticket.id().value > 0);
    JobTicket moved = std::move(ticket);
    QVERIFY(moved.isActive());
    QVERIFY(!ticket.isActive()); // NOLINT(bugprone-use-after-move): an empty ticket is defined
    QTRY_VERIFY(!moved.isActive());
    QVERIFY(!wasActiveInside);
}

void TestJobRunner::droppedTicketFollowsItsRule_data() {
    QTest::addColumn<Lane>("lane");
    QTest::addColumn<Unattended>("rule");
    QTest::addColumn<bool>("runs");
    QTest::newRow("a read is cancelled") << Lane::Interactive << Unattended::LaneDecides << false;
    QTest::newRow("a report is cancelled") << Lane::Analytics << Unattended::LaneDecides << false;
    QTest::newRow("a write finishes") << Lane::Writes << Unattended::LaneDecides << true;
    QTest::newRow("an import told to finish does") << Lane::Batch << Unattended::Finish << true;
    QTest::newRow("a write told to cancel does") << Lane::Writes << Unattended::Cancel << false;
}

void TestJobRunner::droppedTicketFollowsItsRule() {
    QFETCH(Lane, lane);
    QFETCH(Unattended, rule);
    QFETCH(bool, runs);
    std::atomic<bool> didRun{false};
    bool wasCalled = false;
    m_runner->post(lane, {}, [gate = m_gate.get()](JobContext&) { gate->pass(); });
    m_gate->started.acquire();
    {
        const auto ticket = m_runner->start<int>(
            lane, {.whenUnattended = rule},
            [&didRun](JobContext&) {
                didRun = true;
                return 1;
            },
            m_receiver.get(), [&wasCalled](const JobOutcome<int>&) { wasCalled = true; });
    }
    m_gate->mayEnd.release();
    QTRY_COMPARE(m_runner->counts().running + m_runner->counts().queued, std::size_t(0));
    QCOMPARE(didRun.load(), runs);
    QTest::qWait(0);
    QVERIFY(!wasCalled);
}

void TestJobRunner::cancelBeforeTheStartIsCertain() {
    auto gate = blockBatchLane();
    std::atomic<bool> didRun{false};
    bool isCancelled = false;
    auto ticket = m_runner->start<int>(
        Lane::Batch, {},
        [&didRun](JobContext&) {
            didRun = true;
            return 1;
        },
        m_receiver.get(),
        [&isCancelled](const JobOutcome<int>& outcome) { isCancelled = outcome.isCancelled(); });
    ticket.cancel();
    QTRY_VERIFY(isCancelled); // heard while the lane is still busy
    m_gate->mayEnd.release();
    QTRY_COMPARE(m_runner->counts().running, std::size_t(0));
    QVERIFY(!didRun);
}

void TestJobRunner::cancelOfARunningJobStopsAtItsNextCheckPoint() {
    bool isCancelled = false;
    auto ticket = m_runner->start<int>(
        Lane::Batch, {},
        [gate = m_gate.get()](JobContext& context) {
            gate->pass();
            context.stopIfCancelled();
            return 1;
        },
        m_receiver.get(),
        [&isCancelled](const JobOutcome<int>& outcome) { isCancelled = outcome.isCancelled(); });
    m_gate->started.acquire();
    QCOMPARE(m_runner->cancel(ticket.id()), CancelAnswer::AskedToStop);
    m_gate->mayEnd.release();
    QTRY_VERIFY(isCancelled);
    QCOMPARE(m_runner->cancel(ticket.id()), CancelAnswer::AlreadyEnded);
}

void TestJobRunner::cancelThatComesTooLateTellsTheTruth() {
    int posted = 0;
    auto ticket = m_runner->start<int>(
        Lane::Writes, {},
        [gate = m_gate.get()](JobContext&) {
            gate->pass(); // past its first statement
            return 12;
        },
        m_receiver.get(),
        [&posted](JobOutcome<int> outcome) {
            posted = outcome.isDone() ? std::move(outcome).value() : -1;
        });
    m_gate->started.acquire();
    ticket.cancel();
    m_gate->mayEnd.release();
    QTRY_COMPARE(posted, 12);
}

void TestJobRunner::exceptionsBecomeFailures_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("contains");
    QTest::newRow("library exception: type, never its text")
        << 0 << QStringLiteral("“post” stopped unexpectedly (std::runtime_error)");
    QTest::newRow("own exception: its text") << 1 << QStringLiteral("the file is empty");
    QTest::newRow("something else") << 2 << QStringLiteral("unknown error");
}

void TestJobRunner::exceptionsBecomeFailures() {
    QFETCH(int, kind);
    QFETCH(QString, contains);
    QSignalSpy finished(m_runner.get(), &JobRunner::jobsFinished);
    QString text;
    const auto ticket = m_runner->start<int>(
        Lane::Writes, {.name = QStringLiteral("post")},
        [kind](JobContext&) -> int {
            if (kind == 0) throw std::runtime_error("insert … with :note=\"secret\"");
            if (kind == 1) throw JobError(QStringLiteral("the file is empty"));
            throw 42;
        },
        m_receiver.get(),
        [&text](const JobOutcome<int>& outcome) {
            QVERIFY(outcome.isFailed());
            QCOMPARE(outcome.failure().cause, JobFailed::Cause::Exception);
            text = outcome.failure().text;
        });
    QTRY_VERIFY(!text.isEmpty());
    QVERIFY2(text.contains(contains), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("secret")));
    QTRY_COMPARE(finished.count(), 1);
    const auto summary = finished.first().first().value<QList<JobSummary>>().first();
    QCOMPARE(summary.state, JobState::Failed);
    QCOMPARE(summary.failureText, text);
}

void TestJobRunner::higherPriorityStartsFirst() {
    auto gate = blockBatchLane();
    QStringList order; // one worker, read after the last one ended
    const auto add = [&](const char* name, Priority priority) {
        m_runner->post(Lane::Batch, {.priority = priority},
                       [&order, name](JobContext&) { order << QString::fromLatin1(name); });
    };
    add("low", Priority::Low);
    add("normal", Priority::Normal);
    add("critical", Priority::Critical);
    m_gate->mayEnd.release();
    QTRY_COMPARE(m_runner->counts().running + m_runner->counts().queued, std::size_t(0));
    QCOMPARE(order.join(u' '), QStringLiteral("critical normal low"));
}

void TestJobRunner::fullLaneIsAFailureWithAReason() {
    auto gate = blockBatchLane();
    const std::size_t capacity = QueueOptions{}.laneCapacity;
    for (std::size_t i = 0; i < capacity; ++i) {
        if (!m_runner->post(Lane::Batch, {}, [](JobContext&) {})) QFAIL("refused too early");
    }
    QTest::ignoreMessage(QtWarningMsg, "the batch lane is full");
    JobFailed failure;
    const auto ticket = m_runner->start<int>(
        Lane::Batch, {.name = QStringLiteral("import")}, [](JobContext&) { return 1; },
        m_receiver.get(),
        [&failure](const JobOutcome<int>& outcome) { failure = outcome.failure(); });
    QTRY_VERIFY(failure.text.contains(QStringLiteral("“import” was not started")));
    QCOMPARE(failure.cause, JobFailed::Cause::LaneFull);
    QCOMPARE(m_runner->counts().refusedFull, std::uint64_t(1));
    m_gate->mayEnd.release();
    QTRY_COMPARE_WITH_TIMEOUT(m_runner->counts().queued, std::size_t(0), 20'000);
}

void TestJobRunner::progressIsCoalesced() {
    constexpr int kSteps = 100'000;
    QSignalSpy progressed(m_runner.get(), &JobRunner::jobsProgressed);
    QElapsedTimer elapsed;
    elapsed.start();
    bool isDone = false;
    const auto ticket = m_runner->start<int>(
        Lane::Batch, {.name = QStringLiteral("import")},
        [](JobContext& context) {
            for (int i = 1; i <= kSteps; ++i)
                context.progress(i, kSteps, QStringLiteral("%1 of %2 rows").arg(i).arg(kSteps));
            return 1;
        },
        m_receiver.get(), [&isDone](const JobOutcome<int>&) { isDone = true; });
    QTRY_VERIFY_WITH_TIMEOUT(isDone, 20'000);
    QTRY_VERIFY(!progressed.isEmpty());
    const auto last = [&] { return progressed.last().first().value<QList<JobSummary>>().last(); };
    QTRY_COMPARE(last().done, qint64(kSteps)); // the last count is never lost
    QCOMPARE(last().total, qint64(kSteps));
    QCOMPARE(last().progressText, QStringLiteral("100000 of 100000 rows"));
    QVERIFY2(progressed.count() <= elapsed.elapsed() / JobRunner::kFrameMs + 2,
             qPrintable(QString::number(progressed.count())));
}

void TestJobRunner::signalsTellTheLifeOfAJob() {
    QSignalSpy queued(m_runner.get(), &JobRunner::jobsQueued);
    QSignalSpy started(m_runner.get(), &JobRunner::jobsStarted);
    QSignalSpy finished(m_runner.get(), &JobRunner::jobsFinished);
    const auto ticket = m_runner->start<int>(
        Lane::Analytics,
        {.name = QStringLiteral("Growth of 60 families"), .priority = Priority::High},
        [gate = m_gate.get()](JobContext&) {
            gate->pass();
            return 1;
        },
        m_receiver.get(), [](const JobOutcome<int>&) {});
    QTRY_COMPARE(started.count(), 1);
    QCOMPARE(queued.count(), 1);
    QCOMPARE(finished.count(), 0);
    const auto running = started.first().first().value<QList<JobSummary>>().first();
    QCOMPARE(running.name, QStringLiteral("Growth of 60 families"));
    QCOMPARE(running.lane, Lane::Analytics);
    QCOMPARE(running.priority, Priority::High);
    QCOMPARE(running.state, JobState::Running);
    m_gate->mayEnd.release();
    QTRY_COMPARE(finished.count(), 1);
    const auto ended = finished.first().first().value<QList<JobSummary>>().first();
    QCOMPARE(ended.id, ticket.id());
    QCOMPARE(ended.state, JobState::Done);
}

void TestJobRunner::postedWorkRunsAndShowsItsFailure() {
    QSignalSpy finished(m_runner.get(), &JobRunner::jobsFinished);
    QVERIFY(m_runner->post(Lane::Batch, {.name = QStringLiteral("nightly")},
                           [](JobContext&) { throw JobError(QStringLiteral("no snapshot")); }));
    QTRY_COMPARE(finished.count(), 1);
    const auto summary = finished.first().first().value<QList<JobSummary>>().first();
    QCOMPARE(summary.failureText, QStringLiteral("no snapshot"));
}

void TestJobRunner::liveJobsShowWhatRunsAndWaits() {
    auto gate = blockBatchLane();
    for (int i = 0; i < 3; ++i)
        m_runner->post(Lane::Batch, {}, [](JobContext&) {});
    const auto jobs = m_runner->liveJobs();
    QCOMPARE(jobs.size(), 4);
    QCOMPARE(jobs.first().name, QStringLiteral("gate"));
    QCOMPARE(jobs.first().state, JobState::Running);
    QCOMPARE(jobs.last().state, JobState::Queued);
    QCOMPARE(m_runner->liveJobs(2).size(), 2);
    m_gate->mayEnd.release();
}

// 10,000 jobs whose results all come back: the event loop keeps turning. The gap is measured by a
// timer, as a frame or a key press would feel it. Other programs on the machine may take the
// processor away once; a loop that is really blocked is so in every one of three bursts.
void TestJobRunner::burstKeepsTheEventLoopResponsive() {
    constexpr qint64 kGapMsMax = 50;
    qint64 gapMs = kGapMsMax + 1;
    for (int burst = 0; burst < 3 && gapMs > kGapMsMax; ++burst) {
        QElapsedTimer total;
        total.start();
        gapMs = longestGapMsDuringBurst();
        qInfo("10,000 jobs and results in %lld ms, longest gap of the event loop %lld ms",
              static_cast<long long>(total.elapsed()), static_cast<long long>(gapMs));
    }
    QVERIFY2(gapMs <= kGapMsMax, qPrintable(QString::number(gapMs)));
}

// The worst case: all results and all changes lie in the letter box when the loop gets its turn.
qint64 TestJobRunner::longestGapMsDuringBurst() {
    constexpr int kJobs = 10'000;
    int results = 0;
    std::vector<JobTicket> tickets;
    tickets.reserve(kJobs);
    for (std::size_t i = 0; i < kJobs; ++i) {
        tickets.push_back(m_runner->start<int>(
            kLanes[i % kLanes.size()], {},
            [](JobContext& context) {
                context.progress(1, 1);
                return 1;
            },
            m_receiver.get(),
            [&results](const JobOutcome<int>& outcome) { results += outcome.value(); }));
    }
    awaitIdleWithoutEvents();

    QElapsedTimer sinceTick;
    qint64 gapMsMax = 0;
    QTimer tick;
    connect(&tick, &QTimer::timeout, this,
            [&] { gapMsMax = std::max(gapMsMax, sinceTick.restart()); });
    sinceTick.start();
    tick.start(1);
    QElapsedTimer total;
    total.start();
    while (results < kJobs && total.elapsed() < 30'000)
        QTest::qWait(1);
    return results == kJobs ? std::max(gapMsMax, sinceTick.elapsed()) : total.elapsed();
}

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_job_runner.moc"
