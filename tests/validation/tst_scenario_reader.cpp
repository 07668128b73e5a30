// Scenario files: what is read, and one clear line with the path for each of twenty-five mistakes.

#include "validation/scenario_reader.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>

namespace alluse::validation {
namespace {

using nlohmann::json;

json valid() {
    return json::parse(R"({
        "name": "small", "title": "A small one", "type": "load", "seed": 7, "backends": ["sqlite"],
        "dataSet": {"families": 20, "forkable": 2, "keys": {"distribution": "zipf", "exponent": 1.1}},
        "model": {"kind": "closed", "thinkTimeMs": 5, "thinkTime": "exponential"},
        "stages": [{"name": "ramp", "seconds": 2, "from": 0, "to": 10},
                   {"name": "hold", "seconds": 10, "to": 10, "steady": true},
                   {"name": "down", "seconds": 1, "to": 0, "ramp": true}],
        "mix": {"post": 3, "query": 1, "fork": 0.1},
        "faults": [{"kind": "killSessions", "atSeconds": 5}],
        "switches": {"path": "product", "poolSessions": 8},
        "targets": ["post.p95 < 28ms", {"expression": "errors < 0.1%", "over": "window", "windowSeconds": 5, "abort": true}]
    })");
}

TEST(ScenarioReader, readsEveryPart) {
    const auto scenario = readScenario(valid().dump());
    ASSERT_TRUE(scenario) << scenario.error();
    EXPECT_EQ(scenario->seed, 7U);
    EXPECT_TRUE(scenario->onSqlite);
    EXPECT_FALSE(scenario->onPostgresql);
    EXPECT_EQ(scenario->data.keys.distribution, KeyDistribution::Zipf);
    EXPECT_DOUBLE_EQ(scenario->seconds(), 13);
    EXPECT_DOUBLE_EQ(scenario->loadAt(1), 5);
    EXPECT_DOUBLE_EQ(scenario->loadAt(12.5), 5);
    EXPECT_EQ(scenario->steadyStage()->name, "hold");
    EXPECT_EQ(scenario->mix.size(), 3U);
    ASSERT_EQ(scenario->targets.size(), 2U);
    EXPECT_DOUBLE_EQ(scenario->targets[0].limit, 28e6);
    EXPECT_EQ(scenario->targets[1].scope, Scope::Window);
    EXPECT_TRUE(scenario->targets[1].aborts);
}

struct Mistake {
    const char* name;
    std::function<void(json&)> make;
    const char* path; // how the line begins
};

const Mistake kMistakes[] = {
    {"noName", [](json& f) { f.erase("name"); }, "name: "},
    {"emptyTitle", [](json& f) { f["title"] = ""; }, "title: "},
    {"numberAsTitle", [](json& f) { f["title"] = 5; }, "title: "},
    {"noType", [](json& f) { f.erase("type"); }, "type: "},
    {"unknownType", [](json& f) { f["type"] = "lode"; }, "type: "},
    {"unknownBackend", [](json& f) { f["backends"] = {"oracle"}; }, "backends: "},
    {"negativeSeed", [](json& f) { f["seed"] = -1; }, "seed: "},
    {"noFamilies", [](json& f) { f["dataSet"]["families"] = 0; }, "dataSet.families: "},
    {"moreForkableThanFamilies", [](json& f) { f["dataSet"]["forkable"] = 21; }, "dataSet.forkable: "},
    {"unknownDistribution", [](json& f) { f["dataSet"]["keys"]["distribution"] = "normal"; }, "dataSet.keys.distribution: "},
    {"unknownKeyOfKeys", [](json& f) { f["dataSet"]["keys"]["skew"] = 1; }, "dataSet.keys.skew: "},
    {"modelWithoutKind", [](json& f) { f["model"].erase("kind"); }, "model.kind: "},
    {"thinkTimeInWords", [](json& f) { f["model"]["thinkTimeMs"] = "5ms"; }, "model.thinkTimeMs: "},
    {"arrivalsInAClosedModel", [](json& f) { f["model"]["arrivals"] = "poisson"; }, "model.arrivals: "},
    {"stageOfNoLength", [](json& f) { f["stages"][1]["seconds"] = 0; }, "stages[1].seconds: "},
    {"stageWithoutAnEnd", [](json& f) { f["stages"][0].erase("to"); }, "stages[0].to: "},
    {"stageThatIsText", [](json& f) { f["stages"][2] = "down"; }, "stages[2]: "},
    {"noStages", [](json& f) { f["stages"] = json::array(); f["faults"] = json::array(); }, "stages: "},
    {"unknownOperation", [](json& f) { f["mix"]["dance"] = 1; }, "mix.dance: "},
    {"weightOfZero", [](json& f) { f["mix"]["query"] = 0; }, "mix.query: "},
    {"faultAfterTheEnd", [](json& f) { f["faults"][0]["atSeconds"] = 99; }, "faults[0].atSeconds: "},
    {"unknownSwitch", [](json& f) { f["switches"]["turbo"] = true; }, "switches.turbo: "},
    {"targetWithoutARelation", [](json& f) { f["targets"][0] = "post.p95 28ms"; }, "targets[0]: "},
    {"targetOfAnotherUnit", [](json& f) { f["targets"][0] = "post.p95 < 28/s"; }, "targets[0]: "},
    {"targetOnWhatIsNotInTheMix", [](json& f) { f["targets"][1]["expression"] = "merge.rate > 1/s"; }, "targets[1].expression: "},
    {"windowWithoutItsLength", [](json& f) { f["targets"][1].erase("windowSeconds"); }, "targets[1].windowSeconds: "},
    {"unknownKey", [](json& f) { f["colour"] = "red"; }, "colour: "},
    {"forksWithoutForkableFamilies", [](json& f) { f["dataSet"].erase("forkable"); }, "dataSet.forkable: "},
};

class Mistaken : public testing::TestWithParam<Mistake> {};

TEST_P(Mistaken, getsOneLineThatBeginsWithThePath) {
    json file = valid();
    GetParam().make(file);
    const auto scenario = readScenario(file.dump());
    ASSERT_FALSE(scenario);
    EXPECT_TRUE(scenario.error().starts_with(GetParam().path)) << scenario.error();
    EXPECT_EQ(scenario.error().find('\n'), std::string::npos);
    EXPECT_TRUE(scenario.error().ends_with('.')) << scenario.error();
}

INSTANTIATE_TEST_SUITE_P(TwentyFiveAndMore, Mistaken, testing::ValuesIn(kMistakes),
                         [](const auto& mistake) { return std::string(mistake.param.name); });

TEST(ScenarioReader, whatIsNoJsonSaysWhere) {
    const auto scenario = readScenario("{\"name\": ");
    ASSERT_FALSE(scenario);
    EXPECT_NE(scenario.error().find("near byte"), std::string::npos);
}

TEST(ScenarioReader, everyShippedScenarioIsValidAndNamedAsItsFile) {
    for (const auto& shipped : shippedScenarios()) {
        const auto scenario = readScenario(shipped.text);
        ASSERT_TRUE(scenario) << shipped.name << ": " << scenario.error();
        EXPECT_EQ(scenario->name, shipped.name);
        EXPECT_FALSE(scenario->description.empty()) << shipped.name;
    }
}

} // namespace
} // namespace alluse::validation
