// The alerts commands as a person or a script calls them: the program itself, its files, its codes.

#include "support/temp_directory.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace alluse;

namespace {

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

class AlertCommands : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text) const {
        const auto path = m_directory.path() / name;
        std::ofstream(path) << text;
        return path.string();
    }

    Outcome run(const std::string& arguments) const {
        const auto out = (m_directory.path() / "out").string();
        const auto err = (m_directory.path() / "err").string();
        const int status = std::system(
            (ALLUSE_CLI_PATH " alerts " + arguments + " > '" + out + "' 2> '" + err + "'").c_str());
        return {WEXITSTATUS(status), read(out), read(err)};
    }

    static std::string read(const std::string& path) {
        std::ifstream stream(path);
        std::stringstream text;
        text << stream.rdbuf();
        return text.str();
    }

    tests::TempDirectory m_directory;
};

} // namespace

TEST_F(AlertCommands, backtestPrintsEveryTransitionWithTimeValueAndWhy) {
    const auto rule = write("rule.json", R"({"kind":"threshold","metric":"load","operator":">",
        "levels":[{"enter":80,"clear":70}],"forSeconds":300})");
    const auto series = write("s.csv", "when,load\n2026-01-01 00:00:00,10\n2026-01-01 00:05:00,90\n"
                                       "2026-01-01 00:10:00,91\n2026-01-01 00:15:00,75\n2026-01-01 00:20:00,60\n");
    const auto found = run("backtest --rule " + rule + " --series " + series + " --json");
    ASSERT_EQ(found.code, 0) << found.err;
    const auto json = nlohmann::json::parse(found.out);
    EXPECT_EQ(json.size(), 3U);
    EXPECT_EQ(json["fired"], 1);
    EXPECT_EQ(json["firingSeconds"], 600);
    ASSERT_EQ(json["transitions"].size(), 3U);
    EXPECT_EQ(json["transitions"][1],
              (nlohmann::json{{"time", "2026-01-01T00:10:00Z"}, {"from", "Pending"}, {"to", "Firing"},
                              {"value", 91.0}, {"why", "load 91 is > 80 (warning), for the whole 5 min"}}));
}

TEST_F(AlertCommands, backtestTakesColumnsByName) {
    const auto rule = write("rule.json", R"({"kind":"anomaly","metric":"value"})");
    const auto series = write("s.csv", "x,t,v\n1,1700000000,5\n2,1700000300,5\n");
    EXPECT_EQ(run("backtest --rule " + rule + " --series " + series + " --time-column t --value-column v --json").code, 0);
    const auto wrong = run("backtest --rule " + rule + " --series " + series + " --value-column w --json");
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE((wrong.out + wrong.err).find("There is no column \\\"w\\\"; the file has x, t, v."), std::string::npos)
        << wrong.out << wrong.err;
}

TEST_F(AlertCommands, aMistakeInARuleIsOneSentenceWithItsPath) {
    const auto rule = write("rule.json", R"({"kind":"anomaly","metric":"value","kk":5})");
    const auto series = write("s.csv", "t,v\n1,5\n");
    const auto found = run("backtest --rule " + rule + " --series " + series);
    EXPECT_EQ(found.code, 2);
    EXPECT_NE(found.err.find("kk is not a key that is known here."), std::string::npos) << found.err;
    EXPECT_EQ(run("backtest --rule " + rule + "x --series " + series).code, 2) << "no such file";
}

TEST_F(AlertCommands, testRunsAFileAndSaysWhatDiffers) {
    const auto good = run("test " ALLUSE_RULE_TESTS " --json");
    EXPECT_EQ(good.code, 0) << good.out;
    EXPECT_EQ(nlohmann::json::parse(good.out)["failed"], 0);
    const auto file = write("t.json", R"({"tests":[{"name":"n","rule":{"id":"r","kind":"threshold","metric":"m",
        "operator":">","enter":5},"series":{"m":"1 9"},"transitions":[]}]})");
    const auto bad = run("test " + file);
    EXPECT_EQ(bad.code, 1);
    EXPECT_NE(bad.out.find("came, and was not expected: r at 1 s from Normal to Firing"), std::string::npos) << bad.out;
}

TEST_F(AlertCommands, listShowsTheShippedRules) {
    const auto found = run("list --json");
    ASSERT_EQ(found.code, 0);
    const auto rules = nlohmann::json::parse(found.out)["rules"];
    EXPECT_GE(rules.size(), 20U);
    const auto copy = write("mine.json", rules.dump());
    EXPECT_EQ(run("list --json --rules " + copy).out, found.out) << "what is printed can be read again";
}
