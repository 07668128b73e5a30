// What becomes of a job that fails: tried again, kept from a resource that is down, given up.

#include "jobs/queue_fixture.h"
#include "support/run_seed.h"

#include <random>

namespace alluse::jobs {
namespace {

using namespace std::chrono_literals;

class JobFailingTest : public QueueFixture {};

JobTerms retrying(int attemptsMax, std::chrono::nanoseconds first = 1s) {
    JobTerms terms;
    terms.retry.attemptsMax = attemptsMax;
    terms.retry.firstDelay = first;
    terms.retry.jitterPercent = 0;
    return terms;
}

// ---- how long to wait ----

struct DelayCase {
    const char* claim;
    int attempt;
    std::chrono::nanoseconds delay;
};
void PrintTo(const DelayCase& row, std::ostream* out) {
    *out << row.claim;
}
class RetryDelay : public testing::TestWithParam<DelayCase> {};

TEST_P(RetryDelay, isThis) {
    RetryPolicy policy;
    policy.firstDelay = 500ms;
    policy.delayMax = 60s;
    policy.jitterPercent = 0;
    EXPECT_EQ(retryDelay(policy, GetParam().attempt, 12345), GetParam().delay);
}

const DelayCase kDelayCases[] = {
    {"first", 1, 500ms},     {"doubles", 2, 1s},   {"andAgain", 4, 4s},
    {"upToTheCap", 8, 60s},  {"andNotBeyond", 9, 60s}, {"whateverTheNumber", 1'000'000'000, 60s},
};
INSTANTIATE_TEST_SUITE_P(Table, RetryDelay, testing::ValuesIn(kDelayCases),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST_F(JobFailingTest, jitterSpreadsWithinItsShareAndNeverBeyondTheCap) {
    std::mt19937_64 random(tests::seedOfThisRun());
    RetryPolicy policy;
    policy.firstDelay = 1s;
    policy.delayMax = 2s;
    policy.jitterPercent = 20;
    auto least = 10s + 0ns, most = 0ns;
    for (int i = 0; i < 10'000; ++i) {
        const auto delay = retryDelay(policy, 1, random());
        least = std::min(least, delay);
        most = std::max(most, delay);
        ASSERT_LE(retryDelay(policy, 5, random()), 2s);
    }
    EXPECT_GE(least, 800ms);
    EXPECT_LT(least, 830ms);
    EXPECT_LE(most, 1200ms);
    EXPECT_GT(most, 1170ms);
}

// ---- retry ----

TEST_F(JobFailingTest, aTransientFailureIsTriedAgainWithoutHoldingAWorker) {
    const JobHandle job = submit("a", retrying(3));
    fail(begin(), FailureClass::Transient, "the database is away");
    EXPECT_EQ(job->state(), JobState::Retrying);
    EXPECT_EQ(job->reason(), "the database is away");
    EXPECT_EQ(job->dueAt(), 1s);
    submit("b");
    EXPECT_EQ(runAll(), "b") << "its worker is free meanwhile";
    m_clock.advance(1s);
    fail(begin(), FailureClass::Transient);
    m_clock.advance(1999ms);
    EXPECT_EQ(runAll(), "");
    m_clock.advance(1ms);
    EXPECT_EQ(runAll(), "a");
    EXPECT_EQ(job->attempt(), 3);
    EXPECT_EQ(job->state(), JobState::Done);
}

struct EndOfTriesCase {
    const char* claim;
    int attemptsMax;
    FailureClass failure;
    JobState end;
    int attempts;
};
void PrintTo(const EndOfTriesCase& row, std::ostream* out) {
    *out << row.claim;
}
class EndOfTries : public QueueFixture, public testing::WithParamInterface<EndOfTriesCase> {};

TEST_P(EndOfTries, isThis) {
    const auto& row = GetParam();
    const JobHandle job = submit("a", retrying(row.attemptsMax));
    for (int i = 0; i < 100 && !hasEnded(job->state()); ++i) {
        if (const JobHandle running = begin()) fail(running, row.failure);
        m_clock.advance(60s);
    }
    EXPECT_EQ(job->state(), row.end);
    EXPECT_EQ(job->attempt(), row.attempts);
}

const EndOfTriesCase kEndsOfTries[] = {
    {"withoutAPolicyItFails", 1, FailureClass::Transient, JobState::Failed, 1},
    {"permanentIsNeverTriedAgain", 5, FailureClass::Permanent, JobState::Dead, 1},
    {"transientUpToTheLastAttempt", 5, FailureClass::Transient, JobState::Dead, 5},
};
INSTANTIATE_TEST_SUITE_P(Table, EndOfTries, testing::ValuesIn(kEndsOfTries),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST_F(JobFailingTest, cancelWhileRetryingIsCertain) {
    const JobHandle job = submit("a", retrying(3));
    fail(begin(), FailureClass::Transient);
    EXPECT_EQ(m_queue->cancel(job), CancelAnswer::NeverRuns);
    m_clock.advance(1h);
    EXPECT_EQ(runAll(), "");
}

TEST_F(JobFailingTest, aJobThatWasAskedToStopIsNotTriedAgain) {
    const JobHandle job = submit("a", retrying(3));
    begin();
    m_queue->cancel(job);
    fail(job, FailureClass::Transient);
    EXPECT_EQ(job->state(), JobState::Failed);
}

// ---- the dead list ----

TEST_F(JobFailingTest, aDeadJobIsKeptWithItsWorkAndRunsAgainWhenAsked) {
    int runs = 0;
    const JobHandle job = submit("a", retrying(2), Priority::Normal, [&runs](const JobHandle& self) {
        ++runs;
        self->setFailureText("no", FailureClass::Permanent);
        return runs == 1 ? JobState::Failed : JobState::Done;
    });
    const JobHandle waiting = submit("b", after({job}));
    begin();
    EXPECT_FALSE(m_queue->finish(job, JobRecord::run(job)).isOver) << "the work is kept";
    EXPECT_EQ(m_queue->deadJobs(), std::vector{job});
    EXPECT_EQ(m_queue->find(job->id()), job);
    EXPECT_EQ(waiting->state(), JobState::Waiting) << "what waits for it has not lost its chance";

    EXPECT_EQ(m_queue->retryDead(job)->at(indexOf(Lane::Batch)), 0u) << "a worker is there already";
    EXPECT_TRUE(m_queue->deadJobs().empty());
    begin();
    EXPECT_TRUE(m_queue->finish(job, JobRecord::run(job)).isOver);
    EXPECT_EQ(job->state(), JobState::Done);
    EXPECT_EQ(waiting->state(), JobState::Queued);
}

TEST_F(JobFailingTest, aDiscardedJobEndsAndTakesAlongWhatWaitedForIt) {
    const JobHandle job = submit("a", retrying(2));
    const JobHandle waiting = submit("b", after({job}));
    fail(begin(), FailureClass::Permanent);
    EXPECT_TRUE(m_queue->discardDead(job));
    EXPECT_FALSE(m_queue->discardDead(job));
    EXPECT_EQ(job->state(), JobState::Cancelled);
    EXPECT_EQ(job->reason(), "discarded");
    EXPECT_EQ(waiting->reason(), "skipped: “a” cancelled");
}

TEST_F(JobFailingTest, theDeadListIsBoundedAndLosesItsOldestFirst) {
    QueueOptions options;
    options.deadMax = 2;
    useOptions(options);
    std::vector<JobHandle> jobs;
    for (int i = 0; i < 3; ++i) {
        jobs.push_back(submit("a", retrying(2)));
        fail(begin(), FailureClass::Permanent);
    }
    m_queue->publish();
    EXPECT_EQ(m_queue->deadJobs(), (std::vector{jobs[1], jobs[2]}));
    EXPECT_EQ(jobs[0]->state(), JobState::Cancelled);
}

TEST_F(JobFailingTest, aDeadUniqueJobBlocksNobody) {
    JobTerms terms = retrying(2);
    terms.uniqueKey = "nightly";
    const JobHandle dead = submit("a", std::move(terms));
    fail(begin(), FailureClass::Permanent);
    JobTerms next = retrying(2);
    next.uniqueKey = "nightly";
    EXPECT_NE(submit("b", std::move(next)), dead);
}

// ---- time limits ----

TEST_F(JobFailingTest, aJobPastItsTimeIsAskedToStopAndTriedAgain) {
    JobTerms terms = retrying(2);
    terms.timeout = 30s;
    const JobHandle job = submit("slow", std::move(terms));
    begin();
    m_clock.advance(29s);
    m_queue->tick();
    EXPECT_FALSE(job->isStopRequested());
    EXPECT_EQ(m_queue->nextTickIn(), 1s);
    m_clock.advance(1s);
    m_queue->tick();
    EXPECT_TRUE(job->cancelToken().isCancelled());
    m_queue->finish(job, JobState::Cancelled);
    EXPECT_EQ(job->state(), JobState::Retrying);
    m_clock.advance(1s);
    EXPECT_EQ(begin(), job);
    EXPECT_FALSE(job->isStopRequested()) << "the next try begins afresh";
    m_queue->finish(job, JobState::Done);
    EXPECT_EQ(m_queue->nextTickIn(), std::nullopt);
}

// ---- the circuit breaker, alone ----

struct BreakerStep {
    std::chrono::seconds at;
    char what; // s: succeeded, f: failed, a: abandoned, y/n: asked, and admitted or not
};
struct BreakerCase {
    const char* claim;
    std::vector<BreakerStep> steps;
    CircuitBreaker::State end;
};
void PrintTo(const BreakerCase& row, std::ostream* out) {
    *out << row.claim;
}
class BreakerTest : public testing::TestWithParam<BreakerCase> {};

TEST_P(BreakerTest, goesThisWay) {
    CircuitBreaker breaker({.failuresMax = 2, .pauseFirst = 5s, .pauseMax = 15s});
    for (const BreakerStep& step : GetParam().steps) {
        if (step.what == 's') breaker.succeeded();
        if (step.what == 'f') breaker.failed(step.at);
        if (step.what == 'a') breaker.abandoned();
        if (step.what == 'y' || step.what == 'n') {
            ASSERT_EQ(breaker.admits(step.at), step.what == 'y') << step.at.count();
        }
    }
    EXPECT_EQ(breaker.state(), GetParam().end);
}

using BreakerState = CircuitBreaker::State;
const BreakerCase kBreakerCases[] = {
    {"aFailureAloneOpensNothing", {{0s, 'f'}, {1s, 'y'}}, BreakerState::Closed},
    {"successForgetsFailures", {{0s, 'f'}, {1s, 's'}, {2s, 'f'}, {3s, 'y'}}, BreakerState::Closed},
    {"severalInARowOpen", {{0s, 'f'}, {0s, 'f'}, {4s, 'n'}}, BreakerState::Open},
    {"oneProbeAfterThePause", {{0s, 'f'}, {0s, 'f'}, {5s, 'y'}, {5s, 'n'}}, BreakerState::Probing},
    {"aGoodProbeCloses", {{0s, 'f'}, {0s, 'f'}, {5s, 'y'}, {6s, 's'}, {6s, 'y'}, {6s, 'y'}},
     BreakerState::Closed},
    {"aBadProbeDoublesThePause",
     {{0s, 'f'}, {0s, 'f'}, {5s, 'y'}, {5s, 'f'}, {14s, 'n'}, {15s, 'y'}}, BreakerState::Probing},
    {"thePauseIsCapped",
     {{0s, 'f'}, {0s, 'f'}, {5s, 'y'}, {5s, 'f'}, {15s, 'y'}, {15s, 'f'}, {29s, 'n'}, {30s, 'y'}},
     BreakerState::Probing},
    {"anAbandonedProbeLetsTheNextTry", {{0s, 'f'}, {0s, 'f'}, {5s, 'y'}, {6s, 'a'}, {6s, 'y'}},
     BreakerState::Probing},
    {"lateSuccessOfTheAdmittedDoesNotClose", {{0s, 'f'}, {0s, 'f'}, {1s, 's'}, {2s, 'n'}},
     BreakerState::Open},
    {"afterClosingThePauseIsShortAgain",
     {{0s, 'f'}, {0s, 'f'}, {5s, 'y'}, {5s, 'f'}, {15s, 'y'}, {15s, 's'}, {16s, 'f'}, {16s, 'f'},
      {20s, 'n'}, {21s, 'y'}},
     BreakerState::Probing},
};
INSTANTIATE_TEST_SUITE_P(Table, BreakerTest, testing::ValuesIn(kBreakerCases),
                         [](const auto& row) { return std::string(row.param.claim); });

// ---- the circuit breaker, in the queue ----

TEST_F(JobFailingTest, jobsOfAFailingResourceWaitWhileOthersRun) {
    QueueOptions options;
    options.breaker = {.failuresMax = 2, .pauseFirst = 5s, .pauseMax = 60s};
    useOptions(options);
    const auto onDatabase = [this](const char* name) {
        JobTerms terms = retrying(9, 1s);
        terms.breaker = "database";
        return submit(name, std::move(terms));
    };
    const JobHandle first = onDatabase("a"), second = onDatabase("b"), third = onDatabase("c");
    submit("report");
    fail(begin(), FailureClass::Transient);
    fail(begin(), FailureClass::Transient);
    EXPECT_EQ(runAll(), "report");
    EXPECT_EQ(third->state(), JobState::Waiting);
    EXPECT_EQ(third->reason(), "database is failing");

    m_clock.advance(5s); // all three may come in, but one of them goes ahead
    const JobHandle probe = begin();
    EXPECT_EQ(begin(), nullptr);
    m_queue->finish(probe, JobState::Done);
    m_clock.advance(1s);
    EXPECT_EQ(runAll().size(), 2u);
    EXPECT_EQ(first->state(), JobState::Done);
    EXPECT_EQ(second->state(), JobState::Done);
}

} // namespace
} // namespace alluse::jobs
