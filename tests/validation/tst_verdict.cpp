// PASS, FAIL, INCONCLUSIVE, INVALID: what each needs.

#include "validation/fake_service.h"
#include "validation/verdict.h"

#include <gtest/gtest.h>

namespace alluse::validation {
namespace {

constexpr Nanos kMs = 1'000'000;

// A hundred operations a second of about four milliseconds, for twenty seconds.
struct Ran {
    explicit Ran(const std::vector<std::string>& targets, double seconds = 20) {
        scenario = scenarioOf(LoadModel::Open, 100, seconds);
        for (const auto& text : targets) scenario.targets.push_back(parseTarget(text).value());
        Recorder recorder(1, 1'000);
        ArrivalSchedule schedule(scenario, 1);
        domain::SeededRandom random(5);
        FakeService service(clock, [&random](Nanos) { return 4 * kMs + random.below(100'000); });
        Worker(scenario, 0, clock, service, recorder).runArrivals(schedule, {});
        timeline = recorder.take();
    }
    Judgement judged() {
        summary = summarize(RunFacts{scenario, timeline, scenario.seconds(), {}});
        return judge({scenario, timeline, summary, generator, money, isStopped, false, true});
    }
    static MoneyCheck conserved() {
        MoneyCheck money;
        money.totalBeforeCents = 1'000'00;
        money.totalAfterCents = 1'500'00;
        money.enteredCents = 500'00;
        money.entriesBefore = 10;
        money.entriesAfter = 30;
        money.acknowledged = 20;
        money.isVerified = true;
        return money;
    }
    Scenario scenario;
    FakeLoadClock clock;
    Timeline timeline;
    RunSummary summary;
    GeneratorCheck generator{1'000'000, 0.01};
    std::optional<MoneyCheck> money = conserved();
    bool isStopped = false;
};

TEST(Verdict, passesWhenEveryTargetIsMet) {
    Ran run({"query.p95 < 28ms", "query.rate > 90/s", "errors < 0.1%", "answered >= 99%"});
    const auto judgement = run.judged();
    EXPECT_EQ(judgement.verdict, Verdict::Pass) << judgement.reasons.front();
    EXPECT_EQ(judgement.targets.size(), 4U);
    // Every verdict says how small an effect it could have seen.
    EXPECT_GT(judgement.targets[0].detectable, 0);
    EXPECT_LT(judgement.targets[0].detectable, 0.05);
}

TEST(Verdict, failsOnAnImpossibleTarget) {
    const auto judgement = Ran({"query.mean < 1us"}).judged();
    EXPECT_EQ(judgement.verdict, Verdict::Fail);
    EXPECT_EQ(exitCodeOf(judgement.verdict), 1);
}

TEST(Verdict, failsForOneLostCentWhateverTheSpeed) {
    Ran run({"query.p95 < 28ms"});
    --run.money->totalAfterCents;
    const auto judgement = run.judged();
    EXPECT_EQ(judgement.verdict, Verdict::Fail);
    EXPECT_NE(judgement.reasons.front().find("0.01"), std::string::npos) << judgement.reasons.front();
}

TEST(Verdict, failsForALostAndForADoubledCommand) {
    Ran lost({}), doubled({});
    --lost.money->entriesAfter;
    ++doubled.money->entriesAfter;
    EXPECT_EQ(lost.judged().verdict, Verdict::Fail);
    EXPECT_EQ(doubled.judged().verdict, Verdict::Fail);
}

TEST(Verdict, failsForABrokenInvariant) {
    Ran run({});
    run.money->isVerified = false;
    run.money->firstBreak = "I1 at entry 7";
    EXPECT_EQ(run.judged().verdict, Verdict::Fail);
}

TEST(Verdict, isInvalidWhenTheGeneratorWasTheLimit) {
    Ran run({"query.mean < 1us"}); // even where a target is missed
    run.generator.share = 0.9;
    const auto judgement = run.judged();
    EXPECT_EQ(judgement.verdict, Verdict::Invalid);
    EXPECT_EQ(exitCodeOf(judgement.verdict), 4);
}

TEST(Verdict, isInvalidWhenTheGeneratorWasHeldBack) {
    Ran run({"query.p95 < 28ms"});
    run.timeline.lateWakes = 100;
    EXPECT_EQ(run.judged().verdict, Verdict::Invalid);
}

TEST(Verdict, isInconclusiveWithTooFewSamples) {
    EXPECT_EQ(Ran({"query.p95 < 28ms"}, 2).judged().verdict, Verdict::Inconclusive);
    EXPECT_EQ(Ran({"query.p999 < 28ms"}).judged().verdict, Verdict::Inconclusive);
}

TEST(Verdict, isInconclusiveWhenTheLimitLiesInTheNoise) {
    EXPECT_EQ(Ran({"query.mean < 4.05ms"}).judged().verdict, Verdict::Inconclusive);
}

TEST(Verdict, isInconclusiveWhenStopped) {
    Ran run({"query.p95 < 28ms"});
    run.isStopped = true;
    EXPECT_EQ(run.judged().verdict, Verdict::Inconclusive);
}

TEST(Verdict, countsDroppedArrivalsAsErrors) {
    Ran run({});
    run.timeline.cell(5, 0).errors[std::string(kDropped)] = 10;
    EXPECT_EQ(run.judged().verdict, Verdict::Fail);
}

TEST(Verdict, aSlidingWindowSeesWhatTheWholeRunHides) {
    Ran run({"query.p95 < 28ms"});
    run.timeline.cell(10, 0).corrected.record(900 * kMs, 30);
    EXPECT_NE(run.judged().targets[0].verdict, Verdict::Fail);
    run.scenario.targets[0].scope = Scope::Window;
    run.scenario.targets[0].windowSeconds = 2;
    EXPECT_EQ(run.judged().targets[0].verdict, Verdict::Fail);
}

TEST(Threshold, readsUnitsAndRelations) {
    EXPECT_DOUBLE_EQ(parseTarget("p99 <= 250us")->limit, 250e3);
    EXPECT_DOUBLE_EQ(parseTarget("create.rate > 100/s")->limit, 100);
    EXPECT_DOUBLE_EQ(parseTarget("errors < 0.1%")->limit, 0.001);
    EXPECT_EQ(parseTarget("recovery <= 5s")->metric, Metric::Recovery);
    EXPECT_EQ(parseTarget("all.rate >= 1/s")->operation, "");
    EXPECT_FALSE(parseTarget("speed > 3"));
    EXPECT_FALSE(parseTarget("p95 < fast"));
    EXPECT_EQ(inWords(Metric::Rate, 41'870), "41,870/s");
    EXPECT_EQ(inWords(Metric::P95, 1.4e6), "1.40 ms");
}

} // namespace
} // namespace alluse::validation
