// A connection that breaks while a command is on its way: exit 5, and the same id resolves it.

#include "cli/cli_fixture.h"
#include "cli/cutting_proxy.h"

#include <regex>

namespace alluse::tests {

class CliUnknown : public CliFixture {
protected:
    // The socket of the server that ALLUSE_TEST_POSTGRES names.
    [[nodiscard]] std::string serverSocket() const {
        const std::string conninfo = location().target;
        std::smatch host, port;
        std::regex_search(conninfo, host, std::regex("host=(/[^ ]*)"));
        std::regex_search(conninfo, port, std::regex("port=([0-9]+)"));
        if (host.empty()) return {};
        return host[1].str() + "/.s.PGSQL." + (port.empty() ? "5432" : port[1].str());
    }
    [[nodiscard]] std::vector<std::string> deposit(const std::string& account, const std::string& id) const {
        return {"post", "--account", account, "--type", "DEPOSIT", "--amount", "5", "--note", "cut-here",
                "--date", "2026-03-02", "--command-id", id};
    }
    // Sends it through a proxy that cuts the line at the note.
    Ran sendCut(std::vector<std::string> arguments, Cut cut) {
        CuttingProxy proxy(serverSocket(), "cut-here", cut);
        arguments.insert(arguments.end(),
                         {"--db", text(location()) + " " + proxy.hostAndPort(), "--json"});
        Ran ran = runCli(arguments);
        EXPECT_TRUE(proxy.hasCut());
        return ran;
    }
    void expectUnknown(const Ran& ran, const std::string& id) {
        EXPECT_EQ(ran.exitCode, 5) << ran.out << ran.err;
        const json error = ran.json().at("error");
        EXPECT_EQ(error.at("code"), "OUTCOME_UNKNOWN");
        EXPECT_EQ(error.at("commandId"), id);
        EXPECT_NE(ran.err.find(id), std::string::npos) << ran.err;
    }
    [[nodiscard]] bool isPossible() const {
        return GetParam() == storage::Dialect::Postgresql && !serverSocket().empty();
    }
};

TEST_P(CliUnknown, aLostAnswerIsResolvedByTheSameId) {
    if (!isPossible()) GTEST_SKIP() << "there is no line to cut";
    const auto ids = openedFamily();
    const std::string id = orders.commandId().text();
    expectUnknown(sendCut(deposit(ids[0], id), Cut::BeforeTheAnswer), id);
    EXPECT_EQ(done({"command", "show", id}).at("state"), "DONE");
    const json again = done(deposit(ids[0], id));
    EXPECT_TRUE(again.at("alreadyDone").get<bool>());
    EXPECT_EQ(balance(AccountId(std::stoll(ids[0]))), usd(100'005));
    expectVerified();
}

TEST_P(CliUnknown, aCommandThatNeverArrivedIsDoneByTheSameId) {
    if (!isPossible()) GTEST_SKIP() << "there is no line to cut";
    const auto ids = openedFamily();
    const std::string id = orders.commandId().text();
    expectUnknown(sendCut(deposit(ids[0], id), Cut::BeforeItArrives), id);
    EXPECT_EQ(run({"command", "show", id}).json().at("state"), "NEVER_ARRIVED");
    EXPECT_FALSE(done(deposit(ids[0], id)).at("alreadyDone").get<bool>());
    EXPECT_EQ(balance(AccountId(std::stoll(ids[0]))), usd(100'005));
}

INSTANTIATE_TEST_SUITE_P(Dialects, CliUnknown, ::testing::Values(storage::Dialect::Postgresql), dialectName);

} // namespace alluse::tests
