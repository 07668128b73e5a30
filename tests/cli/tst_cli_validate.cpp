// validate: the command line of performance runs.

#include "cli/cli_program.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <fstream>

namespace alluse::tests {
namespace {

using nlohmann::json;

class CliValidate : public testing::Test {
protected:
    std::string file(const std::string& name, const std::string& text) {
        const auto path = (m_folder.path() / name).string();
        std::ofstream(path) << text;
        return path;
    }
    std::string path(const std::string& name) { return (m_folder.path() / name).string(); }
    Ran run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "validate");
        return runCli(arguments);
    }
    static std::string scenario(double seconds) {
        return R"({"name": "small", "title": "Small", "type": "load", "dataSet": {"families": 20}, "model": {"kind": "closed"},
            "stages": [{"name": "steady", "seconds": )" + std::to_string(seconds) + R"(, "to": 2, "steady": true}],
            "mix": {"query": 1, "post": 1}, "targets": ["query.mean < 1000ms"]})";
    }
    TempDirectory m_folder;
};

TEST_F(CliValidate, listsTheShippedScenarios) {
    const Ran listed = run({"list", "--json"});
    EXPECT_EQ(listed.exitCode, 0);
    EXPECT_GE(listed.json().at("scenarios").size(), 15U);
}

TEST_F(CliValidate, namesThePathOfAMistakeInAFile) {
    const Ran ran = run({"run", file("bad.json", R"({"name": "x", "title": "y", "type": "load", "mix": {"dance": 1}})")});
    EXPECT_EQ(ran.exitCode, 2);
    EXPECT_EQ(ran.err, "mix.dance: There is no such operation.\n");
}

TEST_F(CliValidate, anImpossibleTargetFails) {
    const Ran ran = run({"run", "impossible", "--seconds", "5.5", "--runs", path("runs"), "--json"});
    EXPECT_EQ(ran.exitCode, 1) << ran.err;
    EXPECT_EQ(ran.json().at("verdict"), "FAIL");
    EXPECT_EQ(ran.json().at("money").at("ok"), true);
}

TEST_F(CliValidate, keepsComparesAndReportsRuns) {
    const auto file = this->file("small.json", scenario(1.2)), runs = path("runs");
    std::vector<std::string> ids;
    for (int i = 0; i < 2; ++i) {
        const Ran ran = run({"run", file, "--runs", runs, "--json", "--html", path("r.html"), "--junit", path("r.xml"),
                             "--csv", path("r.csv")});
        EXPECT_EQ(ran.exitCode, 3) << ran.err; // too short for a verdict
        ids.push_back(ran.json().at("id"));
        if (i == 0) { EXPECT_EQ(run({"history", "--runs", runs, "--pin", ids[0], "--as", "first"}).exitCode, 0); }
    }
    for (const char* name : {"r.html", "r.xml", "r.csv"}) EXPECT_GT(std::filesystem::file_size(path(name)), 100U);
    const json history = run({"history", "--runs", runs, "--json"}).json();
    ASSERT_GE(history.at("runs").size(), 1U);
    const Ran compared = run({"compare", "first", ids[1], "--runs", runs, "--json"});
    if (ids[0] != ids[1]) {
        EXPECT_EQ(compared.exitCode, 0) << compared.err;
        EXPECT_GE(compared.json().at("rows").size(), 8U);
    }
    const Ran itself = run({"compare", "first", ids[0], "--runs", runs});
    EXPECT_EQ(itself.exitCode, 2);
    EXPECT_EQ(itself.err, "A run is never its own baseline.\n");
    EXPECT_EQ(run({"report", ids[1], "--runs", runs, "--html", path("again.html")}).exitCode, 0);
}

TEST_F(CliValidate, refusesALiveDatabaseAndSaysWhatToDo) {
    const std::string database = "sqlite:" + path("live.sqlite");
    ASSERT_EQ(runCli({"db", "init", "--db", database}).exitCode, 0);
    const Ran ran = run({"run", file("small.json", scenario(1)), "--here", "--db", database});
    EXPECT_EQ(ran.exitCode, 1);
    EXPECT_NE(ran.err.find("live database"), std::string::npos);
    EXPECT_NE(ran.err.find("make one of its own"), std::string::npos);
}

} // namespace
} // namespace alluse::tests
