#include "alerts/default_rules.h"
#include "alerts/rule_json.h"
#include "monitoring/alerts/alert_bench.h"

#include <nlohmann/json.hpp>

using namespace alluse;
using namespace alluse::tests;

namespace {

std::string mistakeIn(const std::string& text) {
    const auto rules = alerts::parseRules(text);
    return rules ? "none" : rules.error().sentence();
}

} // namespace

TEST(RuleJson, readsTheRuleOfTheFormatDescription) {
    const auto rules = rulesOf(R"({"id": "tx-p99", "kind": "threshold", "metric": "account.tx.time",
        "labels": {}, "aggregation": "p99", "windowSeconds": 60, "operator": ">",
        "levels": [{"severity": "warning", "enter": 28, "clear": 24},
                   {"severity": "critical", "enter": 60, "clear": 50}],
        "forSeconds": 60, "keepFiringSeconds": 120, "noData": "ok", "minSamples": 1,
        "graceSeconds": 60, "renotifySeconds": 3600, "message": "m", "runbook": "r", "enabled": true})");
    ASSERT_EQ(rules.size(), 1U);
    EXPECT_EQ(rules[0].aggregation, alerts::Aggregation::P99);
    EXPECT_EQ(rules[0].keepFiringMs, 120'000);
    EXPECT_EQ(std::get<alerts::ThresholdParameters>(rules[0].parameters).levels[1].clear, 50.0);
}

TEST(RuleJson, takesAnAnomalyWithNothingElse) {
    const auto rules = rulesOf(R"({"kind":"anomaly","metric":"value"})");
    ASSERT_EQ(rules.size(), 1U);
    EXPECT_EQ(rules[0].id, "anomaly-value");
    EXPECT_FALSE(std::get<alerts::AnomalyParameters>(rules[0].parameters).k);
}

TEST(RuleJson, writesWhatItReads) {
    for (const char* text :
         {R"({"kind":"threshold","metric":"m","operator":"<=","enter":5,"clear":6,"severity":"critical"})",
          R"({"kind":"trend","metric":"m","estimator":"least-squares","limit":90,"horizonSeconds":60})",
          R"({"kind":"trend","metric":"m","minEffectPerWindow":3,"direction":"above"})",
          R"({"kind":"rateOfChange","metric":"m","change":"absolute","operator":">","enter":5})",
          R"({"kind":"anomaly","metric":"m","k":4,"baseline":"seasonal","minHistorySeconds":7200})",
          R"({"kind":"absence","metric":"m","longestSilenceSeconds":90,"labels":{"lane":"*"}})",
          R"({"kind":"ratio","numerator":"a","denominator":"b","operator":"<","enter":0.8})",
          R"({"kind":"burnRate","objective":0.999,"good":"a","total":"b"})",
          R"({"kind":"event","action":"security.denied","count":3,"groupBy":"actor"})",
          R"({"kind":"domain","check":"drawdown","muteWindows":[{"days":["Sat","Sun"],"from":"08:00","to":"18:30"}]})"}) {
        const auto rules = rulesOf(text);
        ASSERT_EQ(rules.size(), 1U) << text;
        const auto written = alerts::ruleToJson(rules[0]);
        const auto again = rulesOf(written.dump());
        ASSERT_EQ(again.size(), 1U) << written;
        EXPECT_EQ(alerts::ruleToJson(again[0]), written);
    }
}

TEST(RuleJson, namesThePathOfEveryMistake) {
    struct Row {
        const char* text;
        const char* sentence;
    };
    for (const auto& [text, sentence] : {
             Row{R"({"kind":"anomaly","metric":"m","colour":1})", "colour is not a key that is known here."},
             Row{R"({"kind":"anomaly"})", "metric is missing."},
             Row{R"({"metric":"m"})", "kind is missing."},
             Row{R"([{"kind":"anomaly","metric":"m"},{"kind":"anomaly","metric":7}])",
                 "rules[1].metric must be a text, not a number."},
             Row{R"({"kind":"anomaly","metric":"m","limit":3})", "limit is not a key that is known here."},
             Row{R"({"kind":"threshold","metric":"m","operator":">","levels":[{"enter":5,"clear":6}]})",
                 "levels[0].clear must not lie above enter (5)."},
             Row{R"({"kind":"threshold","metric":"m","operator":">","levels":[{"enter":5},{"enter":6}]})",
                 "levels must not name the severity warning twice."},
             Row{R"({"kind":"threshold","metric":"m","operator":">","levels":[{"enter":5},{"enter":4,"severity":"critical"}]})",
                 "levels must enter critical no earlier than warning."},
             Row{R"({"kind":"threshold","metric":"m","operator":"=","levels":[{"enter":5}]})",
                 "operator is \"=\", which is none of >, >=, <, <=."},
             Row{R"({"kind":"trend","metric":"m","limit":5})",
                 "horizonSeconds is missing: a limit needs the time to look ahead."},
             Row{R"({"kind":"trend","metric":"m","minSamples":4})",
                 "minSamples must lie between 10 and 1000000."},
             Row{R"({"kind":"anomaly","metric":"m","forSeconds":-1})",
                 "forSeconds must lie between 0 and 316224000."},
             Row{R"({"kind":"burnRate","objective":99.9,"good":"a","total":"b"})",
                 "objective must lie between 0.0001 and 1."},
             Row{R"({"kind":"composite","operator":"not","rules":["a","b"]})",
                 "rules must name exactly one rule for not."},
             Row{R"([{"id":"a","kind":"composite","operator":"or","rules":["b"]},
                     {"id":"b","kind":"composite","operator":"or","rules":["a"]}])",
                 "rules[1].rules[0] leads back to this rule in a circle."},
             Row{R"([{"id":"a","kind":"anomaly","metric":"m","parent":"x"}])",
                 "rules[0].parent names the rule \"x\", which is not in this list."},
             Row{R"([{"id":"a","kind":"anomaly","metric":"m"},{"id":"a","kind":"anomaly","metric":"m"}])",
                 "rules[1].id is \"a\" like rules[0]."},
             Row{R"({"kind":"anomaly","metric":"m","metric":"n"})", "metric stands twice in one object."},
             Row{"[1]", "rules[0] must be an object, not a number."},
             Row{"{", "The file is not valid JSON at line 1, column 2."},
         })
        EXPECT_EQ(mistakeIn(text), sentence) << text;
}

TEST(RuleJson, shipsRulesThatAllParse) {
    const auto rules = rulesOf(std::string(alerts::defaultRulesText()));
    EXPECT_GE(rules.size(), 20U);
    for (const auto& rule : rules) {
        EXPECT_FALSE(rule.message.empty()) << rule.id;
        EXPECT_FALSE(rule.runbook.empty()) << rule.id << " says what to do first";
    }
}
