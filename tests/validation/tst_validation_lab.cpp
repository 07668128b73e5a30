// The whole lab on real databases: every operation, money counted, several processes, faults, stop.

#include "composition/validation_lab.h"
#include "storage/contract_fixture.h"
#include "validation/scenario_reader.h"

#include <gtest/gtest.h>

namespace alluse::tests {
namespace {

using validation::Document;

class ValidationLab : public ContractFixture {
protected:
    Document run(const std::string& text, int processes = 1, std::stop_token stop = {},
                 std::function<void(const validation::LiveSecond&)> onSecond = {}) {
        composition::ValidationRequest request;
        const auto scenario = validation::readScenario(text);
        if (!scenario) throw std::runtime_error(scenario.error());
        request.scenario = *scenario;
        request.scenarioText = text;
        request.bed.location = (location().dialect == storage::Dialect::Sqlite ? "sqlite:" : "postgresql:") + location().target;
        request.processes = processes;
        request.program = ALLUSE_CLI_PATH;
        request.stop = std::move(stop);
        request.onSecond = std::move(onSecond);
        auto document = composition::runValidation(request, m_registry);
        if (!document) throw std::runtime_error(services::describe(document.error()));
        return *document;
    }
    static std::string scenario(const std::string& mix, double seconds, const std::string& more = "") {
        return R"({"name": "lab", "title": "Lab", "type": "load", "seed": 3,
            "dataSet": {"families": 600, "forkable": 200, "mergeable": 200, "reinvestable": 200},
            "model": {"kind": "closed"},
            "stages": [{"name": "steady", "seconds": )" + std::to_string(seconds) + R"(, "to": 4, "steady": true}],
            "mix": )" + mix + more + "}";
    }
    metrics::MetricRegistry m_registry;
};

void expectConserved(const Document& run) {
    const auto& money = run.at("money");
    EXPECT_TRUE(money.at("ok")) << money.dump();
    EXPECT_EQ(money.at("missingCents"), 0);
    EXPECT_EQ(money.at("acknowledged"), money.at("entriesWritten"));
}

TEST_P(ValidationLab, everyOperationWorksAndEveryCentIsThereAfterwards) {
    const Document run = this->run(scenario(
        R"({"create": 2, "query": 4, "list": 2, "post": 4, "transfer": 4, "analytics": 2, "fork": 0.2, "merge": 0.2, "reinvest": 0.2})", 1.2));
    for (const auto& operation : run.at("operations")) {
        EXPECT_GT(operation.at("count"), 0) << operation.at("operation");
        EXPECT_EQ(operation.at("errors"), 0) << operation.dump();
    }
    expectConserved(run);
    EXPECT_GT(run.at("money").at("acknowledged"), 20);
    EXPECT_GE(run.at("money").at("invariants"), 10);
}

TEST_P(ValidationLab, severalProcessesShareALoadAndAddUp) {
    const Document run = this->run(scenario(R"({"post": 1, "transfer": 1, "fork": 0.1})", 1.2), 2);
    EXPECT_EQ(run.at("environment").at("processes"), 2);
    expectConserved(run);
    EXPECT_GT(run.at("all").at("count"), 50);
}

TEST_P(ValidationLab, aStopLeavesAReadablePartialReportAndACleanDatabase) {
    std::stop_source stop;
    const Document run = this->run(scenario(R"({"post": 1, "query": 1})", 600), 1, stop.get_token(),
                                   [&](const validation::LiveSecond&) { stop.request_stop(); });
    EXPECT_EQ(run.at("verdict"), "INCONCLUSIVE");
    EXPECT_NE(run.at("reasons").dump().find("stopped"), std::string::npos);
    expectConserved(run);
    EXPECT_FALSE(validation::textOf(run).empty());
}

TEST_P(ValidationLab, killedSessionsAndLocksCostNoMoney) {
    const Document run = this->run(scenario(R"({"post": 1, "transfer": 1, "query": 1})", 2.5,
        R"(, "faults": [{"kind": "killSessions", "atSeconds": 0.4}, {"kind": "holdLock", "atSeconds": 1, "seconds": 0.2},
                        {"kind": "slowQuery", "atSeconds": 1.5, "seconds": 0.2}, {"kind": "killSessions", "atSeconds": 1.9}])"));
    const auto& money = run.at("money");
    EXPECT_EQ(money.at("missingCents").get<std::int64_t>() == 0 || money.at("unresolved").get<std::int64_t>() > 0, true) << money.dump();
    EXPECT_TRUE(money.at("verified")) << money.dump();
    EXPECT_EQ(run.at("notes").size(), 0U) << run.at("notes").dump();
}

TEST_P(ValidationLab, aMissedTargetEndsTheRunWhenItIsToldTo) {
    const Document run = this->run(scenario(R"({"query": 1})", 600,
        R"(, "targets": [{"expression": "query.mean < 1us", "over": "run", "abort": true, "abortAfterSeconds": 5}])"));
    EXPECT_EQ(run.at("verdict"), "FAIL");
    EXPECT_LT(run.at("seconds"), 60);
    EXPECT_NE(run.at("notes").dump().find("Ended early"), std::string::npos);
}

ALLUSE_ON_BOTH_DIALECTS(ValidationLab);

} // namespace
} // namespace alluse::tests
