// Each kind of rule over a series of a few values.

#include "alerts/backtest.h"
#include "alerts/rule_tests.h"
#include "monitoring/alerts/alert_bench.h"
#include "monitoring/alerts/anomaly_scoring.h"

#include <cmath>

using namespace alluse;
using namespace alluse::tests;

namespace {

std::vector<alerts::Sample> samplesOf(const std::string& text, std::int64_t stepMs = 1'000) {
    std::vector<alerts::Sample> samples;
    const auto values = alerts::expandSeries(text);
    for (std::size_t i = 0; i < values->size(); ++i)
        if ((*values)[i]) samples.push_back({static_cast<std::int64_t>(i) * stepMs, *(*values)[i], {}});
    return samples;
}

// "to@second" of each transition.
std::string replay(const std::string& rule, const std::vector<std::vector<alerts::Sample>>& series) {
    const auto report = alerts::backtest(rulesOf(rule).front(), series);
    if (!report) return report.error();
    std::string text;
    for (const auto& step : report->transitions)
        text += (text.empty() ? "" : " ") + std::string(nameOf(step.to)) + '@' +
                std::to_string(step.timeMs / 1'000);
    return text;
}

} // namespace

TEST(Conditions, readCountersByTheirIncreaseThroughAReset) {
    const std::string rule = R"({"kind":"threshold","metric":"m","aggregation":"increase",
        "windowSeconds":5,"operator":">","enter":20})";
    EXPECT_EQ(replay(rule, {samplesOf("0+2x20")}), "");
    EXPECT_EQ(replay(rule, {samplesOf("1000+2x10 0+2x10")}), "") << "a restart is no jump";
    EXPECT_EQ(replay(rule, {samplesOf("0+2x10 50+2x10")}), "Firing@11 Normal@16");
}

TEST(Conditions, mergeHistogramsInsteadOfAveragingPercentiles) {
    // A thousand quick answers in one second, one slow in the next: p99 of both is quick.
    const auto quick = std::make_shared<metrics::Histogram>();
    quick->record(1'000'000, 1'000);
    const auto slow = std::make_shared<metrics::Histogram>();
    slow->record(900'000'000);
    const auto rules = rulesOf(R"({"kind":"threshold","metric":"m","aggregation":"p99","operator":">","enter":400e6})");
    const auto report = alerts::backtest(rules.front(), {{{0, 1e6, quick}, {1'000, 900e6, slow}}});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->fired, 0U);
}

TEST(Conditions, compareAWindowWithTheOneBefore) {
    const std::string rule = R"({"kind":"rateOfChange","metric":"m","windowSeconds":10,
        "operator":">","enter":50,"minBase":5})";
    EXPECT_EQ(replay(rule, {samplesOf("10x19 20x19")}), "Firing@25 Normal@33");
    EXPECT_EQ(replay(rule, {samplesOf("1x19 2x19")}), "") << "below the base";
}

TEST(Conditions, divideOneSeriesByAnother) {
    const std::string rule = R"({"kind":"ratio","numerator":"a","denominator":"b",
        "windowSeconds":10,"minDenominator":20,"operator":">","enter":0.1})";
    EXPECT_EQ(replay(rule, {samplesOf("0x9 1x9"), samplesOf("5x19")}), "Firing@15");
    EXPECT_EQ(replay(rule, {samplesOf("1x19"), samplesOf("1x19")}), "") << "too few to speak of";
}

TEST(Conditions, fireABurnRateOnlyWhenBothWindowsBurn) {
    const std::string rule = R"({"kind":"burnRate","objective":0.9,"good":"g","total":"t","minEvents":10,
        "aggregation":"sum","windows":[{"longSeconds":60,"shortSeconds":5,"factor":5,"severity":"critical"}]})";
    EXPECT_EQ(replay(rule, {samplesOf("10x60 0x60"), samplesOf("10x120")}), "Firing@90");
    EXPECT_EQ(replay(rule, {samplesOf("10x60 0x40 10x20"), samplesOf("10x120")}), "Firing@90 Normal@104")
        << "over, although the long window still burns";
}

TEST(Conditions, countEventsByActor) {
    AlertBench bench(R"({"id":"r","kind":"event","action":"denied","count":3,"groupBy":"actor","windowSeconds":300})");
    for (int i = 0; i < 3; ++i) bench.hold(1, 1, {{"actor", "kim"}}, "audit.denied");
    bench.hold(1, 1, {{"actor", "lee"}}, "audit.denied");
    EXPECT_EQ(bench.state("r", {{"actor", "kim"}}), "Firing");
    EXPECT_EQ(bench.state("r", {{"actor", "lee"}}), "Normal");
}

TEST(Conditions, takeChecksOfTheLedgerFromTheirHost) {
    AlertBench bench(R"({"id":"r","kind":"domain","check":"drawdown","severity":"critical"})");
    bench.hold(2, 1, {}, "domain.drawdown").hold({}, 600);
    EXPECT_EQ(bench.state(), "Firing") << "what a check found stands until it runs again";
    bench.hold(0, 1, {}, "domain.drawdown");
    EXPECT_EQ(bench.state(), "Normal");
}

TEST(Conditions, findATrendAndSayWhenItMeetsItsLimit) {
    std::mt19937_64 random(3);
    std::vector<alerts::Sample> samples;
    const auto noise = autocorrelated(7'200, 0.5, random);
    for (std::size_t i = 0; i < noise.size(); ++i) {
        const double leak = i < 3'600 ? 0.0 : 0.01 * (static_cast<double>(i) - 3'600.0);
        samples.push_back({static_cast<std::int64_t>(i) * 1'000, 40.0 + leak + noise[i], {}});
    }
    const auto rule = rulesOf(R"({"kind":"trend","metric":"m","windowSeconds":1800,"limit":80,
        "horizonSeconds":3600,"significance":0.001,"direction":"above"})");
    const auto report = alerts::backtest(rule.front(), {samples});
    ASSERT_TRUE(report);
    ASSERT_GE(report->fired, 1U);
    const auto& first = report->transitions.front();
    EXPECT_GT(first.timeMs, 3'600'000);
    EXPECT_LT(first.timeMs, 5'400'000);
    EXPECT_NE(first.why.find("the forecast band meets 80 in"), std::string::npos) << first.why;
}

TEST(Conditions, staySilentAboutALabelSetThatChangesItsName) {
    // Each process gets a new label, as after a restart: a new identity begins at Normal.
    AlertBench bench(R"({"id":"r","kind":"threshold","metric":"m","labels":{"pid":"*"},"windowSeconds":5,
        "operator":">","enter":80,"forSeconds":10})");
    for (int pid = 1; pid <= 3; ++pid) bench.hold(90, 8, {{"pid", std::to_string(pid)}});
    for (const auto& view : bench.book->alerts(bench.now())) EXPECT_NE(view.state, alerts::State::Firing);
    EXPECT_LE(bench.book->alerts(bench.now()).size(), 2U) << "lost ones are gone";
}

TEST(Anomaly, neverFiresOnAConstantSeriesAndDoesOnItsFirstJump) {
    EXPECT_EQ(replay(R"({"kind":"anomaly","metric":"m"})", {samplesOf("5x4000", 300'000)}), "");
    const auto found = replay(R"({"kind":"anomaly","metric":"m"})", {samplesOf("5x2000 9x20 5x20", 300'000)});
    EXPECT_TRUE(found.starts_with("Firing@" + std::to_string(2001 * 300))) << found;
}

TEST(Anomaly, saysThatItTrainsUntilThereIsEnoughHistory) {
    const auto rules = rulesOf(R"({"kind":"anomaly","metric":"m"})");
    const auto report = alerts::backtest(rules.front(), {samplesOf("5x50 5000x20", 300'000)});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->fired, 0U);
    EXPECT_NE(report->notes.front().find("in training: "), std::string::npos);
}

TEST(Anomaly, raisesOneAlertForOneIncident) {
    std::mt19937_64 random(8);
    const auto noise = autocorrelated(3'000, 0.3, random);
    std::vector<alerts::Sample> samples;
    for (std::size_t i = 0; i < noise.size(); ++i)
        samples.push_back({static_cast<std::int64_t>(i) * 300'000,
                           50.0 + noise[i] + (i >= 2'000 && i < 2'100 ? 15.0 : 0.0), {}});
    const auto rules = rulesOf(R"({"kind":"anomaly","metric":"m"})");
    const auto report = alerts::backtest(rules.front(), {samples});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->fired, 1U);
    EXPECT_EQ(report->transitions.front().timeMs, 2'000LL * 300'000) << "with its first sample";
}

TEST(Anomaly, looksOnlyInTheDirectionItWasGiven) {
    const auto dip = samplesOf("50+0x1000 51x300 50x300 5x5 50x50", 300'000);
    EXPECT_EQ(replay(R"({"kind":"anomaly","metric":"m","direction":"above","baseline":"median-mad","k":5})",
                     {dip}).find("Firing@480"), std::string::npos);
}

TEST(Anomaly, beatsMeanAndDeviationInFalseAlarmsAndPrecision) {
    const auto rules = rulesOf(R"({"kind":"anomaly","metric":"value"})");
    AnomalyScore ours;
    AnomalyScore control;
    for (const auto family : judgingFamilies())
        for (unsigned seed = 1; seed <= 6; ++seed) {
            const auto series = generate(family, seed);
            ours.add(scoreAlerts(series, alertTimes(rules.front(), series)));
            control.add(scoreAlerts(series, controlTimes(series)));
        }
    EXPECT_LT(ours.falsePerWeek(), 1.0);
    EXPECT_LT(ours.falsePerWeek() * 4.0, control.falsePerWeek());
    EXPECT_GT(ours.precision(), 3.0 * control.precision());
    EXPECT_GT(ours.recall(), 0.4);
}
