// A connection that breaks while a command is on its way: exit 5, and the same id resolves it.

#include "cli/cli_fixture.h"
#include "support/cutting_proxy.h"

namespace alluse::tests {

class CliUnknown : public CliFixture {
protected:
    [[nodiscard]] std::vector<std::string> deposit(const std::string& account, const std::string& id) const {
        return {"post", "--account", account, "--type", "DEPOSIT", "--amount", "5", "--note", "cut-here",
                "--date", "2026-03-02", "--command-id", id};
    }
    // Sends it through a proxy that cuts the line at the note.
    Ran sendCut(std::vector<std::string> arguments, CuttingProxy::Mode mode) {
        CuttingProxy proxy(location().target);
        proxy.setOnceAt("cut-here", mode);
        arguments.insert(arguments.end(), {"--db", "postgresql:" + proxy.conninfo(), "--json"});
        Ran ran = runCli(arguments);
        EXPECT_EQ(proxy.cuts(), 1);
        return ran;
    }
    void expectUnknown(const Ran& ran, const std::string& id) {
        EXPECT_EQ(ran.exitCode, 5) << ran.out << ran.err;
        const json error = ran.json().at("error");
        EXPECT_EQ(error.at("code"), "OUTCOME_UNKNOWN");
        EXPECT_EQ(error.at("commandId"), id);
        EXPECT_NE(ran.err.find(id), std::string::npos) << ran.err;
    }
};

TEST_P(CliUnknown, aLostAnswerIsResolvedByTheSameId) {
    const auto ids = openedFamily();
    const std::string id = orders.commandId().text();
    expectUnknown(sendCut(deposit(ids[0], id), CuttingProxy::Mode::LoseAnswers), id);
    EXPECT_EQ(done({"command", "show", id}).at("state"), "DONE");
    const json again = done(deposit(ids[0], id));
    EXPECT_TRUE(again.at("alreadyDone").get<bool>());
    EXPECT_EQ(balance(AccountId(std::stoll(ids[0]))), usd(100'005));
    expectVerified();
}

TEST_P(CliUnknown, aCommandThatNeverArrivedIsDoneByTheSameId) {
    const auto ids = openedFamily();
    const std::string id = orders.commandId().text();
    expectUnknown(sendCut(deposit(ids[0], id), CuttingProxy::Mode::LoseRequests), id);
    EXPECT_EQ(run({"command", "show", id}).json().at("state"), "NEVER_ARRIVED");
    EXPECT_FALSE(done(deposit(ids[0], id)).at("alreadyDone").get<bool>());
    EXPECT_EQ(balance(AccountId(std::stoll(ids[0]))), usd(100'005));
}

INSTANTIATE_TEST_SUITE_P(Dialects, CliUnknown, ::testing::Values(storage::Dialect::Postgresql), dialectName);

} // namespace alluse::tests
