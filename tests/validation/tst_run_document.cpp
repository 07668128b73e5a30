// The document of a run and what is written from it.

#include "validation/fake_service.h"
#include "validation/html_report.h"
#include "validation/run_history.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <regex>

namespace alluse::validation {
namespace {

Document aRun(const std::string& id, Nanos latency, const std::string& title = "A <b>run</b> & \"more\"") {
    Scenario scenario = scenarioOf(LoadModel::Open, 100, 12);
    scenario.name = "made";
    scenario.title = title;
    scenario.targets = {parseTarget("query.p95 < 28ms").value(), parseTarget("query.mean < 1us").value()};
    FakeLoadClock clock;
    domain::SeededRandom random(9);
    FakeService service(clock, [&](Nanos) { return latency + random.below(500'000); });
    Recorder recorder(1, 1'000);
    ArrivalSchedule schedule(scenario, 1);
    Worker(scenario, 0, clock, service, recorder).runArrivals(schedule, {});
    const Timeline timeline = recorder.take();
    const std::vector<ResourceSample> resources{{1, 0.5, 0.4, 50e6}, {2, 0.6, 0.5, 51e6}};
    const auto summary = summarize(RunFacts{scenario, timeline, 12, resources});
    MoneyCheck money;
    money.isVerified = true;
    const auto judgement = judge({scenario, timeline, summary, {1e6, 0.01}, money, false, false, true});
    RunParts parts{.id = id, .startedAt = "2026-03-02T10:00:00Z", .scenario = scenario, .scenarioText = "{\"name\":\"made\"}",
                   .environment = {{"backend", "sqlite"}, {"server", "SQLite"}, {"seed", 1}}, .timeline = timeline,
                   .seconds = 12, .summary = summary, .judgement = judgement, .generator = {1e6, 0.01}, .money = money,
                   .invariants = 11, .resources = resources, .comparison = {}, .levels = {}, .levelsOfControl = {},
                   .usl = {}, .uslOfControl = {}, .capacity = {}, .limitRate = 0, .notes = {}};
    return documentOf(parts);
}

TEST(RunDocument, saysTheSameInEveryForm) {
    const Document run = aRun("r1", 4'000'000);
    EXPECT_EQ(run.at("verdict"), "FAIL");
    EXPECT_EQ(run.at("targets")[0].at("verdict"), "PASS");
    EXPECT_EQ(run.at("targets")[1].at("verdict"), "FAIL");
    const auto junit = junitOf(run);
    EXPECT_NE(junit.find("failures=\"2\""), std::string::npos) << junit; // the verdict and its target
    EXPECT_NE(junit.find("A &lt;b&gt;run"), std::string::npos);
    const auto csv = seriesCsvOf(run);
    EXPECT_EQ(std::ranges::count(csv, '\n'), 13);
    EXPECT_NE(textOf(run).find("query.mean < 1us"), std::string::npos);
    // Nothing in the document is lost on the way through text.
    EXPECT_EQ(Document::parse(run.dump()).dump(), run.dump());
}

TEST(HtmlReport, isOneFileThatFetchesNothingAndQuotesWhatItShows) {
    const Document run = aRun("r1", 4'000'000);
    const auto html = htmlReport(run, compareRuns(aRun("r0", 5'000'000), run));
    EXPECT_EQ(html.find("<b>run</b>"), std::string::npos);
    EXPECT_NE(html.find("A &lt;b&gt;run&lt;/b&gt; &amp; &quot;more&quot;"), std::string::npos);
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_FALSE(std::regex_search(html, std::regex(R"((src|href)\s*=|url\()")));
    std::size_t charts = 0;
    for (auto at = html.find("<svg"); at != std::string::npos; at = html.find("<svg", at + 1)) ++charts;
    EXPECT_GE(charts, 6U);
    EXPECT_EQ(html.find("nan"), std::string::npos);
    EXPECT_NE(html.find("Against the baseline r0"), std::string::npos);
}

TEST(CompareRuns, findsASlowerRunAndNoDifferenceToItsTwin) {
    const Document fast = aRun("r1", 4'000'000), slow = aRun("r2", 6'000'000), twin = aRun("r3", 4'000'000);
    for (const auto& row : compareRuns(fast, slow).at("rows"))
        if (row.at("metric") == "p95Ms") {
            EXPECT_EQ(row.at("better"), false);
            EXPECT_NEAR(row.at("change").get<double>(), 0.44, 0.05);
            EXPECT_LT(row.at("low").get<double>(), row.at("change").get<double>());
        }
    for (const auto& row : compareRuns(fast, twin).at("rows")) EXPECT_TRUE(row.at("better").is_null()) << row.dump();
}

TEST(RunHistory, listsPinsAndNeverTakesARunForItsOwnBaseline) {
    const tests::TempDirectory folder;
    const RunHistory history(folder.path().string());
    const Document first = aRun("20260302-100000-made", 4'000'000), second = aRun("20260302-110000-made", 5'000'000);
    ASSERT_TRUE(history.save(first));
    ASSERT_TRUE(history.save(second));
    const auto rows = history.list();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].id, "20260302-110000-made");
    EXPECT_GT(rows[0].p95Ms, rows[1].p95Ms);
    ASSERT_TRUE(history.pin("release", first.at("id")));
    EXPECT_EQ(history.baselineOf(second), first.at("id"));
    EXPECT_EQ(history.baselineOf(first), "");
    EXPECT_EQ(history.find("release")->at("id"), first.at("id"));
    EXPECT_FALSE(history.pin("release", "nothing"));
    EXPECT_FALSE(history.load("../../etc/passwd"));
    auto whole = *history.load(second.at("id"));
    EXPECT_FALSE(whole.contains("timeline"));
    history.addTimeline(whole);
    EXPECT_EQ(whole.at("timeline").dump(), second.at("timeline").dump());
}

} // namespace
} // namespace alluse::validation
