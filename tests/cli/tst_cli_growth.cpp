// fork, merge and reinvest on the command line, on both databases.

#include "cli/cli_fixture.h"

namespace alluse::tests {

class CliGrowth : public CliFixture {
protected:
    void earn(const std::string& account, const std::string& dollars) {
        done({"post", "--account", account, "--type", "TRADE_PREMIUM", "--amount", dollars});
    }
};

TEST_P(CliGrowth, scansPreviewsRunsAndUndoesAFork) {
    const auto ids = openedFamily();
    earn(ids[0], "52000");
    const json due = done({"fork", "scan", "--due"});
    ASSERT_EQ(due.at("candidates").size(), 1U);
    EXPECT_EQ(due.at("candidates").at(0).at("surplusCents"), 5'200'000);
    EXPECT_EQ(due.at("candidates").at(0).at("pending"), true);
    const json preview = done({"fork", "preview", ids[0]});
    EXPECT_EQ(preview.at("eligible"), true);
    EXPECT_EQ(preview.at("childCents"), 2'600'000);
    EXPECT_EQ(preview.at("child").at("name"), "Miller Gen-Acc-F1");
    const json forked = done({"fork", "run", ids[0], "--command-id", "11111111-2222-4333-8444-555555555555"});
    EXPECT_EQ(forked.at("openedAccounts").size(), 1U);
    const json again = done({"fork", "run", ids[0], "--command-id", "11111111-2222-4333-8444-555555555555"});
    EXPECT_EQ(again.at("alreadyDone"), true);
    EXPECT_EQ(again.at("entry"), forked.at("entry"));
    const json refused = error({"fork", "run", ids[0]});
    EXPECT_EQ(refused.at("code"), "FORK_NOT_ELIGIBLE");
    const std::string entry = std::to_string(forked.at("entry").get<std::int64_t>());
    EXPECT_EQ(done({"fork", "undo", entry, "--preview"}).at("possible"), true);
    EXPECT_EQ(error({"fork", "undo", entry}).at("code"), "REASON_MISSING");
    done({"fork", "undo", entry, "--reason", "Too early"});
    EXPECT_EQ(done({"account", "show", ids[0]}).at("balanceCents"), 15'200'000);
    EXPECT_EQ(error({"fork", "undo", "1", "--reason", "x"}).at("code"), "UNKNOWN_GROWTH_EVENT");
    EXPECT_EQ(done({"fork", "drain"}).at("waiting"), 1); // held after the undo
    done({"fork", "release", ids[0]});
    EXPECT_EQ(done({"fork", "drain"}).at("executed"), 1);
}

TEST_P(CliGrowth, forksAllThatMayAfterADryRun) {
    earn(openedFamily("Miller")[0], "60000");
    earn(openedFamily("Abbott")[0], "60000");
    const json dry = done({"fork", "all", "--dry-run"});
    EXPECT_EQ(dry.at("planned"), 2);
    EXPECT_EQ(dry.at("amountCents"), 12'000'000);
    const json one = done({"fork", "all", "--family", family});
    EXPECT_EQ(one.at("done"), 1);
    EXPECT_EQ(one.at("rows").at(0).at("result"), "DONE");
    EXPECT_EQ(done({"fork", "all"}).at("done"), 1);
    EXPECT_EQ(done({"merge", "all"}).at("looked"), 0);
    EXPECT_EQ(done({"verify"}).at("ok"), true);
}

TEST_P(CliGrowth, previewsAMergeWithItsWarnings) {
    const auto ids = openedFamily();
    earn(ids[0], "52000");
    const json forked = done({"fork", "run", ids[0]});
    const std::string child = std::to_string(forked.at("openedAccounts").at(0).get<std::int64_t>());
    EXPECT_EQ(done({"merge", "scan"}).at("candidates").at(0).at("valueCents"), 2'600'000);
    const json preview = done({"merge", "preview", "--branch", child});
    EXPECT_EQ(preview.at("possible"), true);
    EXPECT_EQ(preview.at("issues").at(0).at("code"), "BELOW_MERGE_THRESHOLD");
    EXPECT_EQ(error({"merge", "run", "--branch", child}).at("code"), "WARNINGS_NOT_CONFIRMED");
    const json merged = done({"merge", "run", "--sources", child, "--confirm"});
    const std::string entry = std::to_string(merged.at("entry").get<std::int64_t>());
    EXPECT_EQ(done({"account", "show", ids[2]}).at("balanceCents"), 12'700'000);
    EXPECT_EQ(done({"merge", "undo", entry, "--reason", "Not yet"}).at("openedAccounts").size(), 1U);
    EXPECT_EQ(error({"merge", "run"}, 2).at("code"), "BAD_INPUT");
    EXPECT_EQ(done({"verify"}).at("ok"), true);
}

TEST_P(CliGrowth, reinvestsOutOfTurnAndPlansWhatIsDue) {
    const auto ids = openedFamily();
    earn(ids[1], "40000");
    const json preview = done({"reinvest", "run", ids[1], "--preview"});
    EXPECT_EQ(preview.at("contractsCents"), 3'000'000);
    const json due = done({"reinvest", "due", "--until", "2999-12-31"});
    ASSERT_EQ(due.at("reinvestments").size(), 1U);
    EXPECT_EQ(due.at("reinvestments").at(0).at("state"), "SCHEDULED");
    const std::string row = std::to_string(due.at("reinvestments").at(0).at("row").get<std::int64_t>());
    EXPECT_EQ(done({"reinvest", "approve", row}).at("state"), "APPROVED");
    EXPECT_EQ(done({"reinvest", "defer", row, "--to", "2999-01-02"}).at("state"), "DEFERRED");
    EXPECT_EQ(error({"reinvest", "cancel", row}).at("code"), "UNKNOWN_REINVESTMENT");
    done({"reinvest", "run", ids[1], "--reason", "Agreed"});
    EXPECT_EQ(error({"reinvest", "run", ids[1]}).at("code"), "REINVESTMENT_NOT_ELIGIBLE");
    EXPECT_EQ(done({"reinvest", "all"}).at("done"), 0);
}

TEST_P(CliGrowth, simulatesWithoutADatabase) {
    const Ran ran = runCli({"simulate", "--capital", "250000", "--template", "moderate", "--weeks", "2", "--json"});
    EXPECT_EQ(ran.exitCode, 0);
    const json answer = ran.json();
    EXPECT_EQ(keysOf(answer), sorted({"forks", "merges", "firstMergeWeek", "weeks"}));
    EXPECT_TRUE(answer.at("firstMergeWeek").is_null());
    EXPECT_EQ(keysOf(answer.at("weeks").at(1)), sorted({"week", "forks", "merges", "live", "totalsCents"}));
    EXPECT_EQ(answer.at("weeks").at(0).at("totalsCents").at("generation"), 10'150'000);
    const Ran fan = runCli({"simulate", "--capital", "250000", "--weeks", "10", "--paths", "20", "--spread",
                            "100", "--json"});
    EXPECT_EQ(fan.json().at("fan").at("weeks").size(), 10U);
    EXPECT_EQ(runCli({"simulate", "--capital", "0", "--weeks", "10", "--json"}).exitCode, 2);
    EXPECT_EQ(runCli({"simulate", "--capital", "1000", "--json"}).exitCode, 2);
}

ALLUSE_ON_BOTH_DIALECTS(CliGrowth);

} // namespace alluse::tests
