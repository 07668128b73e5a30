// What keeps a job from running, and what lets it in: time, other jobs, room, a unique key, a pause.

#include "jobs/queue_fixture.h"

#include <thread>

namespace alluse::jobs {
namespace {

using namespace std::chrono_literals;
using enum Priority;

class JobWaitingTest : public QueueFixture {};

// ---- delays ----

TEST_F(JobWaitingTest, aDelayedJobComesInWhenItsTimeHasCome) {
    JobTerms terms;
    terms.delay = 5s;
    const JobHandle job = submit("later", std::move(terms));
    EXPECT_EQ(job->state(), JobState::Waiting);
    EXPECT_EQ(job->dueAt(), 5s);
    EXPECT_EQ(m_queue->nextTickIn(), 5s);
    m_clock.advance(4999ms);
    EXPECT_EQ(runAll(), "");
    m_clock.advance(1ms);
    EXPECT_EQ(m_queue->tick()[indexOf(Lane::Batch)], 1u) << "somebody must run it";
    EXPECT_EQ(runAll(), "later");
    EXPECT_EQ(m_queue->nextTickIn(), std::nullopt);
}

TEST_F(JobWaitingTest, ageCountsFromWhenAJobCouldRun) {
    JobTerms terms;
    terms.delay = 100s;
    submit("late", std::move(terms), Low);
    m_clock.advance(100s);
    m_queue->tick();
    submit("new", Normal); // it is younger, but a level above
    EXPECT_EQ(runAll(), "newlate");
}

TEST_F(JobWaitingTest, cancelOfAWaitingJobIsCertain) {
    JobTerms terms;
    terms.delay = 5s;
    const JobHandle job = submit("later", std::move(terms));
    EXPECT_EQ(m_queue->cancel(job), CancelAnswer::NeverRuns);
    m_clock.advance(10s);
    EXPECT_EQ(runAll(), "");
    EXPECT_EQ(job->state(), JobState::Cancelled);
    EXPECT_EQ(m_queue->counts().held, 0u);
}

// ---- dependencies: a table of graphs, and the order they run in ----

struct GraphCase {
    const char* claim;
    std::size_t jobs;
    std::vector<Dependency> dependencies;
    std::string order; // of jobs named a, b, …; empty: refused, because there is a cycle
};
void PrintTo(const GraphCase& row, std::ostream* out) {
    *out << row.claim;
}
class JobGraphTest : public QueueFixture, public testing::WithParamInterface<GraphCase> {};

TEST_P(JobGraphTest, runsInThisOrder) {
    std::vector<JobSpec> specs;
    for (std::size_t i = 0; i < GetParam().jobs; ++i)
        specs.push_back({std::string(1, static_cast<char>('a' + i)), Lane::Batch, Normal});
    const auto answer = m_queue->submitAll(std::move(specs), GetParam().dependencies);
    EXPECT_EQ(answer.has_value(), !GetParam().order.empty());
    if (!answer) {
        EXPECT_EQ(answer.error(), SubmitRefusal::Cycle);
    }
    EXPECT_EQ(runAll(), GetParam().order);
}

const GraphCase kGraphCases[] = {
    {"independent", 3, {}, "abc"},
    {"chainAgainstTheOrderOfSubmission", 3, {{2, 1}, {1, 0}}, "cba"},
    {"diamond", 4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}, "abcd"},
    {"namedTwice", 2, {{1, 0}, {1, 0}}, "ba"},
    {"cycleOfTwo", 2, {{0, 1}, {1, 0}}, ""},
    {"cycleOfOne", 1, {{0, 0}}, ""},
    {"cycleBehindAChain", 4, {{0, 1}, {1, 2}, {2, 3}, {3, 1}}, ""},
};
INSTANTIATE_TEST_SUITE_P(Table, JobGraphTest, testing::ValuesIn(kGraphCases),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST_F(JobWaitingTest, aCycleIsNamedInItsOrder) {
    const GraphOrder graph = orderOf(5, {{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}});
    EXPECT_TRUE(graph.order.empty());
    ASSERT_EQ(graph.cycle.size(), 3u);
    for (const std::size_t job : graph.cycle) EXPECT_TRUE(job >= 1 && job <= 3) << job;
}

struct EndCase {
    const char* claim;
    JobState end;
    WhenDependencyFails rule;
    JobState dependent;
    const char* reason;
};
void PrintTo(const EndCase& row, std::ostream* out) {
    *out << row.claim;
}
class JobDependencyEnd : public QueueFixture, public testing::WithParamInterface<EndCase> {};

TEST_P(JobDependencyEnd, decidesAboutTheDependent) {
    const auto& row = GetParam();
    const JobHandle first = submit("first");
    JobTerms terms = after({first});
    terms.whenDependencyFails = row.rule;
    const JobHandle dependent = submit("second", std::move(terms));
    const JobHandle behind = submit("third", after({dependent}));
    EXPECT_EQ(dependent->reason(), "waits for “first”");
    m_queue->finish(begin(), row.end);
    m_queue->tick();
    EXPECT_EQ(dependent->state(), row.dependent);
    EXPECT_EQ(dependent->reason(), row.reason);
    EXPECT_EQ(behind->state(), row.dependent == JobState::Queued ? JobState::Waiting
                                                                 : JobState::Cancelled);
}

const EndCase kEndCases[] = {
    {"doneLetsItRun", JobState::Done, WhenDependencyFails::NeverRun, JobState::Queued, ""},
    {"failedSkipsIt", JobState::Failed, WhenDependencyFails::NeverRun, JobState::Cancelled,
     "skipped: “first” failed"},
    {"cancelledSkipsIt", JobState::Cancelled, WhenDependencyFails::NeverRun, JobState::Cancelled,
     "skipped: “first” cancelled"},
    {"failedMayBeOverlooked", JobState::Failed, WhenDependencyFails::RunAnyway, JobState::Queued, ""},
};
INSTANTIATE_TEST_SUITE_P(Table, JobDependencyEnd, testing::ValuesIn(kEndCases),
                         [](const auto& row) { return std::string(row.param.claim); });

TEST_F(JobWaitingTest, aDependencyThatHasEndedCountsAsItEnded) {
    const JobHandle done = submit("a");
    runAll();
    EXPECT_EQ(submit("b", after({done}))->state(), JobState::Queued);
    const JobHandle failed = submit("c");
    runAll();
    const JobHandle gone = submit("d");
    m_queue->cancel(gone);
    EXPECT_EQ(submit("e", after({gone}))->state(), JobState::Cancelled);
}

TEST_F(JobWaitingTest, aChainOfAHundredThousandEndsWithoutRecursion) {
    JobHandle last = submit("first");
    const JobHandle first = last;
    for (int i = 0; i < 100'000; ++i) last = submit("next", after({last}));
    m_queue->cancel(first);
    EXPECT_EQ(last->state(), JobState::Cancelled);
    EXPECT_EQ(m_queue->counts().held, 0u);
}

// ---- priority inversion ----

TEST_F(JobWaitingTest, whatACriticalJobWaitsForTakesOverItsPriority) {
    const JobHandle input = submit("input", Low);
    const JobHandle deeper = submit("deeper", after({input}), Low);
    for (int i = 0; i < 3; ++i) submit("n", Normal);
    submit("critical", after({deeper}), Critical);
    EXPECT_EQ(runAll(), "inputdeepercriticalnnn");
}

TEST_F(JobWaitingTest, aRaisedJobKeepsItsPlaceByAge) {
    submit("a", Critical);
    m_clock.advance(1s);
    const JobHandle input = submit("input", Low);
    m_clock.advance(1s);
    submit("b", Critical);
    submit("c", after({input}), Critical);
    EXPECT_EQ(runAll(), "ainputbc");
}

// ---- groups ----

TEST_F(JobWaitingTest, aGroupShowsOneProgress) {
    const auto group = std::make_shared<JobGroup>("Statements");
    std::vector<JobHandle> jobs;
    for (int i = 0; i < 4; ++i) {
        JobTerms terms;
        terms.group = group;
        jobs.push_back(submit("s", std::move(terms)));
    }
    m_queue->cancel(jobs[3]);
    m_queue->finish(begin(), JobState::Done);
    m_queue->finish(begin(), JobState::Failed);
    const GroupCounts counts = group->counts();
    EXPECT_EQ(counts.total, 4);
    EXPECT_EQ(counts.done, 1);
    EXPECT_EQ(counts.failed, 1);
    EXPECT_EQ(counts.cancelled, 1);
    EXPECT_EQ(counts.ended(), 3);
}

// ---- unique jobs ----

JobTerms unique(std::chrono::nanoseconds for_ = std::chrono::hours(1)) {
    JobTerms terms;
    terms.uniqueKey = "nightly";
    terms.uniqueFor = for_;
    return terms;
}

TEST_F(JobWaitingTest, aUniqueJobIsAnsweredWithTheLiveOne) {
    const JobHandle first = submit("first", unique());
    EXPECT_EQ(submit("again", unique()), first);
    EXPECT_EQ(runAll(), "first");
    EXPECT_NE(submit("after its end", unique()), first);
}

TEST_F(JobWaitingTest, aUniqueJobThatHangsBlocksNobodyPastItsExpiry) {
    submit("hangs", unique(10min));
    const JobHandle hanging = begin();
    m_clock.advance(9min);
    EXPECT_EQ(submit("too early", unique(10min)), hanging);
    m_clock.advance(1min);
    const JobHandle next = submit("next", unique(10min));
    EXPECT_NE(next, hanging);
    m_queue->finish(hanging, JobState::Done); // its late end does not free the key of the next one
    EXPECT_EQ(submit("third", unique(10min)), next);
}

// ---- bounds and pause ----

TEST_F(JobWaitingTest, heldJobsCountAgainstTheBound) {
    QueueOptions options;
    options.laneCapacity = 2;
    useOptions(options);
    const JobHandle first = submit("a");
    submit("b", after({first}));
    EXPECT_FALSE(m_queue->submit({"c", Lane::Batch, Normal}).has_value());
    EXPECT_FALSE(m_queue->submitAll({}, {}).value().size());
}

TEST_F(JobWaitingTest, aPatientSubmitterWaitsForRoomAndIsCounted) {
    QueueOptions options;
    options.laneCapacity = 1;
    useOptions(options);
    submit("a");
    std::stop_source stop;
    std::thread producer([&] {
        EXPECT_TRUE(m_queue->submitPatiently({"b", Lane::Batch, Normal}, stop.get_token()).has_value());
    });
    while (m_queue->counts().heldBack == 0) std::this_thread::yield();
    EXPECT_EQ(m_queue->take(Lane::Batch)->name(), "a");
    producer.join();
    std::thread stopped([&] {
        EXPECT_EQ(m_queue->submitPatiently({"c", Lane::Batch, Normal}, stop.get_token()).error(),
                  SubmitRefusal::LaneFull);
    });
    while (m_queue->counts().heldBack == 1) std::this_thread::yield();
    stop.request_stop();
    stopped.join();
    std::thread closed([&] {
        EXPECT_EQ(m_queue->submitPatiently({"d", Lane::Batch, Normal}, {}).error(), SubmitRefusal::Closed);
    });
    while (m_queue->counts().heldBack == 2) std::this_thread::yield();
    m_queue->close();
    closed.join();
}

TEST_F(JobWaitingTest, nothingStartsInAPausedLane) {
    m_queue->pause(Lane::Batch);
    const auto answer = m_queue->submit({"a", Lane::Batch, Critical});
    EXPECT_FALSE(answer->wantsWorker);
    submit("b");
    EXPECT_TRUE(m_queue->counts().isPaused[indexOf(Lane::Batch)]);
    EXPECT_EQ(m_queue->counts().queued, 2u);
    EXPECT_EQ(m_queue->resume(Lane::Batch)[indexOf(Lane::Batch)], 1u);
    EXPECT_EQ(runAll(), "ab");
}

TEST_F(JobWaitingTest, closeReturnsPausedAndHeldJobsToo) {
    m_queue->pause(Lane::Batch);
    const JobHandle first = submit("a");
    submit("b", after({first}));
    JobTerms delayed;
    delayed.delay = 1h;
    submit("c", std::move(delayed));
    std::string names;
    for (const JobHandle& job : m_queue->close()) {
        EXPECT_EQ(job->state(), JobState::Cancelled);
        names += job->name();
    }
    EXPECT_EQ(names, "abc");
}

} // namespace
} // namespace alluse::jobs
