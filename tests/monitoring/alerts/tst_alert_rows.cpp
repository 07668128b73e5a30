// The thirty semantics that users of other products ask for; the number is the row of that list.

#include "alerts/backtest.h"
#include "alerts/state_machine.h"
#include "monitoring/alerts/alert_bench.h"

#include <random>

using namespace alluse;
using namespace alluse::tests;
using Kinds = std::vector<std::string>;

namespace {

const std::string kTwoLevels =
    R"({"severity":"warning","enter":80,"clear":70},{"severity":"critical","enter":95,"clear":90})";

} // namespace

TEST(AlertRows, row01WalksThroughAllStates) {
    AlertBench bench(above(R"("forSeconds":2,"keepFiringSeconds":2,"noData":"alert")"));
    bench.hold(10).hold(90, 3).hold(10, 3).hold({}, 4).hold(10);
    EXPECT_EQ(bench.history(), "Normal>Pending Pending>Firing Firing>Recovering Recovering>Normal "
                               "Normal>Pending Pending>NoData NoData>Normal");
}

TEST(AlertRows, row01KeepsErrorAsAStateOfItsOwn) {
    const auto rules = rulesOf(above());
    alerts::StateMachine machine(rules.front());
    const auto broken = alerts::Reading::missing(alerts::Reading::Kind::Error, "unknown metric");
    const auto step = machine.step({0, 0}, broken);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->to, alerts::State::Error);
    EXPECT_EQ(step->why, "unknown metric");
}

TEST(AlertRows, row02HasOneInstanceForEachRuleAndLabelSet) {
    AlertBench bench(above(R"("labels":{"lane":"*"})"));
    for (int i = 0; i < 3; ++i)
        for (const char* lane : {"writes", "batch"})
            bench.book->observe("m", {{"lane", lane}}, {bench.monotonicMs + i, 90.0, {}});
    bench.tick();
    EXPECT_EQ(bench.book->alerts(bench.now()).size(), 2U);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "fired"}));
}

TEST(AlertRows, row03StartsForAnewAfterOneFalseEvaluation) {
    AlertBench bench(above(R"("forSeconds":5)", R"({"enter":80})"));
    bench.hold(90, 4).hold(10).hold(90, 5);
    EXPECT_EQ(bench.state(), "Pending");
    bench.hold(90);
    EXPECT_EQ(bench.state(), "Firing");
}

TEST(AlertRows, row04LetsForGuardMissingDataToo) {
    AlertBench bench(above(R"("forSeconds":5,"noData":"alert")"));
    bench.hold(10).hold({}, 5);
    EXPECT_EQ(bench.state(), "Pending");
    bench.hold({}, 2);
    EXPECT_EQ(bench.state(), "NoData");
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"no data"}));
}

TEST(AlertRows, row05LeavesOnlyPastClearOnceItFires) {
    AlertBench bench(above());
    bench.hold(90).hold(75, 10);
    EXPECT_EQ(bench.state(), "Firing");
    bench.hold(69);
    EXPECT_EQ(bench.state(), "Normal");
    bench.hold(75, 3); // the same value from the other side
    EXPECT_EQ(bench.state(), "Normal");
}

TEST(AlertRows, row06LeavesPendingOnlyPastClearButCountsOnlyTimeBeyondEnter) {
    AlertBench bench(above(R"("forSeconds":3)"));
    bench.hold(90, 2).hold(75, 20);
    EXPECT_EQ(bench.state(), "Pending");
    bench.hold(90, 3);
    EXPECT_EQ(bench.state(), "Pending");
    bench.hold(90);
    EXPECT_EQ(bench.state(), "Firing");
}

TEST(AlertRows, row07KeepsFiringBetweenClearAndEnter) {
    AlertBench bench(above());
    bench.hold(90);
    for (const double value : {79.0, 71.0, 80.0, 70.0}) {
        bench.hold(value);
        EXPECT_EQ(bench.state(), "Firing") << value;
    }
    EXPECT_EQ(bench.store.history().size(), 1U);
}

TEST(AlertRows, row08KeepsFiringForAWhileAndFiresAgainAtOnce) {
    AlertBench bench(above(R"("forSeconds":2,"keepFiringSeconds":5)"));
    bench.hold(90, 3).hold(10, 4);
    EXPECT_EQ(bench.state(), "Recovering");
    bench.hold(90);
    EXPECT_EQ(bench.state(), "Firing");
    bench.hold(10, 6);
    EXPECT_EQ(bench.state(), "Normal");
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "resolved"}));
}

TEST(AlertRows, row09FollowsThePolicyForMissingData) {
    struct Row {
        const char* policy;
        const char* state;
    };
    for (const auto& [policy, state] : {Row{"ok", "Normal"}, Row{"alert", "NoData"},
                                        Row{"keep-last", "Firing"}}) {
        AlertBench bench(above(R"("noData":")" + std::string(policy) + '"'));
        bench.hold(90).hold({}, 3);
        EXPECT_EQ(bench.state(), state) << policy;
    }
}

TEST(AlertRows, row09LetsTimersStandStillWhileTheLastStateIsKept) {
    AlertBench bench(above(R"("forSeconds":5,"noData":"keep-last")"));
    bench.hold(90, 3).hold({}, 60);
    EXPECT_EQ(bench.state(), "Pending");
    bench.hold(90, 2);
    EXPECT_EQ(bench.state(), "Pending");
    bench.hold(90, 2);
    EXPECT_EQ(bench.state(), "Firing");
}

TEST(AlertRows, row10ClosesAnInstanceWhoseSeriesWentAway) {
    AlertBench bench(above(R"("labels":{"lane":"*"},"noData":"keep-last","missingEvaluations":2)"));
    bench.book->observe("m", {{"lane", "old"}}, {0, 90.0, {}});
    bench.hold(90, 2, {{"lane", "new"}});
    EXPECT_EQ(bench.state("r", {{"lane", "old"}}), "Firing"); // one evaluation without it
    bench.hold(90, 1, {{"lane", "new"}});
    EXPECT_EQ(bench.book->alerts(bench.now()).size(), 1U);
    const auto& last = bench.store.history().back();
    EXPECT_EQ(last.transition.to, alerts::State::Normal);
    EXPECT_TRUE(last.transition.why.starts_with("MissingSeries")) << last.transition.why;
}

TEST(AlertRows, row11HoldsTwoLevelsAndTellsOnlyWhenItGetsWorse) {
    AlertBench bench(above({}, kTwoLevels));
    bench.hold(85).hold(96).hold(92).hold(85).hold(60);
    ASSERT_EQ(bench.store.history().size(), 4U); // 92 keeps critical
    EXPECT_EQ(bench.store.history()[2].transition.levelTo, 0);
    EXPECT_EQ(bench.history(), "Normal>Firing Firing>Firing Firing>Firing Firing>Normal");
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "worsened", "resolved"}));
}

TEST(AlertRows, row11WaitsForTheForOfEachLevel) {
    AlertBench bench(above(R"("forSeconds":3)", kTwoLevels));
    bench.hold(85, 5).hold(96, 3);
    EXPECT_EQ(bench.view().severity, alerts::Severity::Warning);
    bench.hold(96);
    EXPECT_EQ(bench.view().severity, alerts::Severity::Critical);
}

TEST(AlertRows, row12DelaysNoticesAndNotTheState) {
    AlertBench bench(above(R"("noticeDelay":{"upSeconds":5,"downSeconds":3})"));
    bench.hold(90, 3);
    EXPECT_EQ(bench.state(), "Firing");
    bench.hold(10, 3);
    EXPECT_TRUE(bench.notifier.notices.empty()); // it took itself back
    bench.hold(90, 6);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired"}));

    AlertBench down(above(R"("noticeDelay":{"downSeconds":3})"));
    down.hold(90).hold(10, 3);
    EXPECT_EQ(down.notifier.kinds(), (Kinds{"fired"}));
    down.hold(10);
    EXPECT_EQ(down.notifier.kinds(), (Kinds{"fired", "resolved"}));
}

TEST(AlertRows, row12LengthensTheDelayWhileAnAlertKeepsChanging) {
    AlertBench bench(above(R"("noticeDelay":{"upSeconds":4,"multiplier":3,"maxSeconds":10})"));
    bench.hold(90, 5).hold(10).hold(90, 9); // the third change: 4 s times 9, at most 10
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "resolved"}));
    bench.hold(90, 2);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "resolved", "fired"}));
}

TEST(AlertRows, row13RemindsPerSeverityUpToACapWithEscalation) {
    AlertBench bench(above(R"("renotifySeconds":100,"renotifyMax":2,"escalation":"Call the owner.")",
                           R"({"severity":"warning","enter":80},
                              {"severity":"critical","enter":95,"renotifySeconds":10})"));
    bench.hold(96, 60);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "still firing", "still firing"}));
    EXPECT_TRUE(bench.notifier.notices.back().text.ends_with("Call the owner."));
    EXPECT_EQ(bench.notifier.notices.back().repetition, 2U);
}

TEST(AlertRows, row14IsQuietOnceAcknowledgedUntilItChanges) {
    AlertBench bench(above(R"("renotifySeconds":5)", kTwoLevels));
    bench.hold(85);
    ASSERT_TRUE(bench.book->acknowledge({"r", {}}, {"kim", "on it", bench.now().wallMs, {}}));
    bench.hold(85, 30);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired"}));
    EXPECT_EQ(bench.view().overlays.acknowledged->who, "kim");
    EXPECT_EQ(bench.store.history().back().transition.why, "acknowledged: on it");
    bench.hold(96);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "worsened"}));
    EXPECT_FALSE(bench.view().overlays.acknowledged);
}

TEST(AlertRows, row14LetsAnAcknowledgementEndWithItsTime) {
    AlertBench bench(above(R"("renotifySeconds":5)"));
    bench.hold(85);
    const auto until = bench.now().wallMs + 20'000;
    ASSERT_TRUE(bench.book->acknowledge({"r", {}}, {"kim", "", bench.now().wallMs, until}));
    bench.hold(85, 19);
    EXPECT_EQ(bench.notifier.notices.size(), 1U);
    bench.hold(85, 10);
    EXPECT_GE(bench.notifier.notices.size(), 2U);
}

TEST(AlertRows, row15SnoozesMutesAndKeepsQuietInWindowsAndMaintenance) {
    AlertBench snoozed(above());
    ASSERT_TRUE(snoozed.book->snooze({"r", {}}, snoozed.now().wallMs + 10'000, "kim", snoozed.now()));
    snoozed.hold(90, 9);
    EXPECT_TRUE(snoozed.notifier.notices.empty());
    snoozed.hold(90, 3);
    EXPECT_EQ(snoozed.notifier.kinds(), (Kinds{"fired"})) << "it still fires when the snooze ends";

    AlertBench muted(above());
    muted.book->mute("r", true);
    muted.hold(90, 5);
    EXPECT_TRUE(muted.view().overlays.isMuted);
    EXPECT_TRUE(muted.notifier.notices.empty());

    // 2026-01-01 is a Thursday; the window begins on Wednesday evening and crosses midnight.
    AlertBench window(above(R"("muteWindows":[{"days":["Wed"],"from":"22:00","to":"00:10"}])"));
    window.hold(90, 599);
    EXPECT_TRUE(window.notifier.notices.empty());
    window.hold(90, 3);
    EXPECT_EQ(window.notifier.kinds(), (Kinds{"fired"}));

    AlertBench maintained(above());
    maintained.book->setMaintenance(true);
    maintained.hold(90, 5);
    EXPECT_EQ(maintained.state(), "Firing") << "the state does not wait";
    EXPECT_TRUE(maintained.notifier.notices.empty());
}

TEST(AlertRows, row16ResolvesByHandAndFiresAgainOnTheNextBreach) {
    AlertBench bench(above());
    bench.hold(90);
    ASSERT_TRUE(bench.book->resolve({"r", {}}, "kim", "known test load", bench.now()));
    EXPECT_EQ(bench.state(), "Normal");
    EXPECT_EQ(bench.store.history().back().transition.actor, "kim");
    EXPECT_EQ(bench.store.history().back().transition.why, "resolved by hand: known test load");
    bench.hold(90);
    EXPECT_EQ(bench.state(), "Firing");
}

TEST(AlertRows, row17WritesEveryTransitionWithTimeValueLimitAndWhy) {
    AlertBench bench(above(R"("forSeconds":2)"));
    bench.hold(10, 3).hold(91, 3);
    ASSERT_EQ(bench.store.history().size(), 2U);
    const auto& row = bench.store.history().back();
    EXPECT_EQ(row.transition.timeMs, AlertBench::kStartMs + 5'000);
    EXPECT_EQ(row.transition.value, 91.0);
    EXPECT_EQ(row.transition.limit, 80.0);
    EXPECT_EQ(row.severity, alerts::Severity::Warning);
    EXPECT_EQ(row.transition.why, "m 91 is > 80 (warning), for the whole 2 s");
    bench.restart(above(R"("forSeconds":2)"), 60'000);
    EXPECT_EQ(bench.store.history().size(), 2U);
    EXPECT_EQ(bench.state(), "Firing");
}

TEST(AlertRows, row18ContinuesTimersAfterARestart) {
    const auto rule = above(R"("forSeconds":10)");
    AlertBench bench(rule);
    bench.hold(90, 7); // saved at most two seconds ago
    bench.restart(rule, 3'600'000);
    EXPECT_EQ(bench.state(), "Pending");
    bench.hold(90, 3);
    EXPECT_EQ(bench.state(), "Pending") << "the hour of downtime is not part of `for`";
    bench.hold(90, 4);
    EXPECT_EQ(bench.state(), "Firing");
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired"}));
}

TEST(AlertRows, row18DoesNotTellAgainWhatWasToldBeforeTheRestart) {
    AlertBench bench(above());
    bench.hold(90, 5);
    bench.restart(above(), 60'000);
    bench.hold(90, 5).hold(10);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "resolved"}));
}

TEST(AlertRows, row19SaysWhetherAnEditKeepsTheState) {
    AlertBench bench(above());
    bench.hold(90);
    auto edits = bench.book->setRules(rulesOf(above(R"("message":"new words")")), bench.now());
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_TRUE(edits.front().keptState);
    EXPECT_EQ(bench.state(), "Firing");
    edits = bench.book->setRules(rulesOf(above({}, R"({"enter":50})")), bench.now());
    EXPECT_FALSE(edits.front().keptState);
    EXPECT_EQ(bench.state(), "Normal");
    EXPECT_EQ(bench.store.history().back().transition.why, "the rule was edited or removed");
}

TEST(AlertRows, row20MakesOneNoticeOfFlapping) {
    AlertBench bench(above());
    for (int i = 0; i < 20; ++i) bench.hold(90, 5).hold(10, 5);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired", "resolved", "fired", "flapping"}));
    EXPECT_TRUE(bench.view().overlays.isFlapping);
    bench.hold(10, 700);
    EXPECT_FALSE(bench.view().overlays.isFlapping);
    EXPECT_EQ(bench.notifier.kinds().back(), "resolved") << "what it came to rest at is told";
}

TEST(AlertRows, row21MutesAChildWhileItsParentFires) {
    AlertBench bench(R"([{"id":"down","kind":"threshold","metric":"up","windowSeconds":1,
                          "operator":"<","levels":[{"enter":1}]},)" +
                     above(R"("parent":"down")") + ']');
    bench.book->observe("up", {}, {0, 0.0, {}});
    bench.hold(90);
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"fired"})) << "the parent alone";
    EXPECT_EQ(bench.state(), "Firing");
    EXPECT_EQ(bench.view().overlays.mutedByParent, "down");
    bench.book->observe("up", {}, {bench.monotonicMs, 1.0, {}});
    bench.hold(90, 2);
    EXPECT_EQ(bench.notifier.notices.back().alert.ruleId, "r") << "what is left is told";
}

TEST(AlertRows, row22JoinsRulesAndCountsEvaluations) {
    const auto part = [](const std::string& id, const std::string& metric) {
        return R"({"id":")" + id + R"(","kind":"threshold","metric":")" + metric +
               R"(","windowSeconds":1,"operator":">","levels":[{"enter":1}]})";
    };
    const auto joined = [](const std::string& id, const std::string& how) {
        return R"({"id":")" + id + R"(","kind":"composite","rules":["a","b","c"],)" + how + '}';
    };
    AlertBench bench('[' + joined("and", R"("operator":"and")") + ',' +
                     joined("or", R"("operator":"or")") + ',' +
                     joined("two", R"("operator":"at-least","count":2)") +
                     R"(,{"id":"not","kind":"composite","rules":["or"],"operator":"not"},)" +
                     part("a", "a") + ',' + part("b", "b") + ',' + part("c", "c") + ']');
    const auto set = [&](double a, double b, double c) {
        bench.book->observe("a", {}, {bench.monotonicMs, a, {}});
        bench.book->observe("b", {}, {bench.monotonicMs, b, {}});
        bench.book->observe("c", {}, {bench.monotonicMs, c, {}});
        bench.tick();
        return bench.state("and").substr(0, 1) + bench.state("or").substr(0, 1) +
               bench.state("two").substr(0, 1) + bench.state("not").substr(0, 1);
    };
    EXPECT_EQ(set(0, 0, 0), "NNNF");
    EXPECT_EQ(set(2, 0, 0), "NFNN");
    EXPECT_EQ(set(2, 2, 0), "NFFN");
    EXPECT_EQ(set(2, 2, 2), "FFFN");

    AlertBench counting(above(R"("evaluations":{"breaching":3,"of":5})", R"({"enter":80})"));
    counting.hold(90, 2).hold(10).hold(10);
    EXPECT_EQ(counting.state(), "Normal");
    counting.hold(90);
    EXPECT_EQ(counting.state(), "Firing");
}

TEST(AlertRows, row23NoticesThatNothingComes) {
    AlertBench bench(R"({"id":"r","kind":"absence","metric":"m","longestSilenceSeconds":5})");
    bench.hold(1, 3).hold({}, 5);
    EXPECT_EQ(bench.state(), "Normal");
    bench.hold({});
    EXPECT_EQ(bench.state(), "Firing");
    EXPECT_EQ(bench.store.history().back().transition.why, "nothing came for 6 s, longer than 5 s");
    bench.hold(1);
    EXPECT_EQ(bench.state(), "Normal");

    AlertBench never(R"({"id":"r","kind":"absence","metric":"m","longestSilenceSeconds":5})");
    never.hold({}, 7);
    EXPECT_EQ(never.state(), "Firing") << "also when nothing ever came";
}

TEST(AlertRows, row24WantsEnoughSamplesAndAFullWindow) {
    AlertBench bench(R"({"id":"r","kind":"threshold","metric":"m","windowSeconds":10,"minSamples":3,
                         "operator":">","levels":[{"enter":80}],"aggregation":"avg"})");
    bench.hold(90, 2);
    EXPECT_EQ(bench.state(), "Normal");
    EXPECT_EQ(bench.view().reading.why, "2 samples within 10 s, the rule wants 3");
    bench.hold(90);
    EXPECT_EQ(bench.state(), "Firing");

    AlertBench full(R"({"id":"r","kind":"threshold","metric":"m","windowSeconds":10,
                        "requireFullWindow":true,"operator":">","levels":[{"enter":80}]})");
    full.hold(90, 10);
    EXPECT_EQ(full.state(), "Normal");
    full.hold(90);
    EXPECT_EQ(full.state(), "Firing");
}

TEST(AlertRows, row25LeavesTheStartAlone) {
    AlertBench bench(above(R"("graceSeconds":10)"));
    bench.hold(90, 10);
    EXPECT_EQ(bench.state(), "Normal");
    bench.hold(90);
    EXPECT_EQ(bench.state(), "Firing");
}

TEST(AlertRows, row26BacktestsWithTheMachineOfTheLiveEngine) {
    const auto rule = above(R"("forSeconds":20,"keepFiringSeconds":15)");
    std::mt19937 random(26);
    std::vector<alerts::Sample> samples;
    AlertBench live(rule);
    double value = 75.0;
    for (int i = 0; i < 5'000; ++i) {
        value = std::clamp(value + std::uniform_real_distribution<double>(-4, 4)(random), 50.0, 100.0);
        samples.push_back({live.monotonicMs, value, {}});
        live.hold(value);
    }
    const auto report = alerts::backtest(rulesOf(rule).front(), {samples});
    ASSERT_TRUE(report);
    ASSERT_EQ(report->transitions.size(), live.store.history().size());
    EXPECT_GT(report->fired, 3U);
    for (std::size_t i = 0; i < report->transitions.size(); ++i) {
        const auto& ours = report->transitions[i];
        const auto& theirs = live.store.history()[i].transition;
        EXPECT_EQ(ours.timeMs, theirs.timeMs - AlertBench::kStartMs);
        EXPECT_EQ(ours.to, theirs.to);
        EXPECT_EQ(ours.why, theirs.why);
    }
}

TEST(AlertRows, row27SaysWhenThereIsTooLittleHistory) {
    const auto rules = rulesOf(R"({"kind":"anomaly","metric":"value"})");
    std::vector<alerts::Sample> samples;
    for (int i = 0; i < 20; ++i) samples.push_back({i * 300'000, 1.0 * i, {}});
    const auto report = alerts::backtest(rules.front(), {samples});
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->transitions.empty());
    ASSERT_EQ(report->notes.size(), 1U);
    EXPECT_NE(report->notes.front().find("in training"), std::string::npos) << report->notes.front();
}

TEST(AlertRows, row28FillsTheMessageWithWhatPeopleNeed) {
    AlertBench bench(above(
        R"("message":"{rule} {severity}: {value} over {limit} since {since}, {why} {link} {{value}","runbook":"Look.")"));
    bench.hold(91);
    ASSERT_EQ(bench.notifier.notices.size(), 1U);
    EXPECT_EQ(bench.notifier.notices.front().text,
              "r warning: 91 over 80 since 2026-01-01T00:00:00Z, m 91 is > 80 (warning) alert:r {91");
    EXPECT_EQ(bench.notifier.notices.front().runbook, "Look.");
}

TEST(AlertRows, row29TestsTheChannelAndShowsItsFailure) {
    AlertBench bench(above());
    EXPECT_FALSE(bench.book->sendTest("r", bench.now()));
    EXPECT_EQ(bench.notifier.kinds(), (Kinds{"test"}));
    bench.notifier.failure = "The tray is gone.";
    EXPECT_EQ(bench.book->sendTest("r", bench.now()), "The tray is gone.");
    EXPECT_EQ(bench.book->channelFailure(), "The tray is gone.");
    bench.notifier.failure.clear();
    bench.hold(90);
    EXPECT_EQ(bench.book->channelFailure(), "");
}

TEST(AlertRows, row30TakesSuspendAndClockJumpsForGaps) {
    AlertBench bench(above(R"("forSeconds":10)"));
    bench.hold(90, 3);
    bench.monotonicMs += 3'600'000; // a clock that ran on while nothing was evaluated
    bench.wallMs += 3'600'000;
    bench.hold(90, 3);
    EXPECT_EQ(bench.state(), "Pending") << "the hour is a gap, not an hour above the limit";
    bench.hold(90, 8);
    EXPECT_EQ(bench.state(), "Firing");

    AlertBench jumping(above(R"("forSeconds":10,"renotifySeconds":3600)"));
    jumping.hold(90, 3);
    jumping.wallMs -= 86'400'000; // somebody set the wall clock
    jumping.hold(90, 8);
    EXPECT_EQ(jumping.state(), "Firing");
    jumping.wallMs += 30LL * 86'400'000;
    jumping.hold(90, 5);
    EXPECT_EQ(jumping.notifier.kinds(), (Kinds{"fired"})) << "no storm of reminders";
}
