// Every command of the command line on both databases: its happy path and the shape of its JSON.

#include "cli/cli_fixture.h"

#include "exchange/profile_file.h"

#include <cstdlib>
#include <set>

namespace alluse::tests {

class CliCommands : public CliFixture {};
class SavedDatabase : public CliFixture {};

TEST_P(CliCommands, opensAFamilyAndListsItsAccountsInTheAgreedForm) {
    const auto ids = openedFamily();
    ASSERT_EQ(ids.size(), 3U);
    const json list = done({"account", "list"});
    EXPECT_EQ(keysOf(list), sorted({"accounts", "next"}));
    EXPECT_TRUE(list.at("next").is_null());
    ASSERT_EQ(list.at("accounts").size(), 3U);
    const json& first = list.at("accounts").at(0);
    EXPECT_EQ(keysOf(first), sorted({"id", "reference", "name", "client", "family", "type", "status",
                                     "balanceCents", "cashCents", "baselineCents", "availableCents"}));
    EXPECT_EQ(first.at("type"), "GENERATION");
    EXPECT_EQ(first.at("status"), "ACTIVE");
    EXPECT_EQ(first.at("client"), "Miller Trust");
    EXPECT_EQ(first.at("balanceCents"), 10'000'000);
    EXPECT_EQ(first.at("availableCents"), 9'500'000);
}

TEST_P(CliCommands, filtersSortsAndPagesAccountsWithoutLossOrRepetition) {
    openedFamily("Miller");
    openedFamily("Abbott");
    openedFamily("Zander");
    EXPECT_EQ(done({"account", "list", "--type", "revenue,COMPOUNDING"}).at("accounts").size(), 6U);
    EXPECT_EQ(done({"account", "list", "--text", "abbott gen"}).at("accounts").size(), 1U);
    EXPECT_EQ(done({"account", "list", "--min-balance", "80000"}).at("accounts").size(), 3U);
    EXPECT_EQ(done({"account", "list", "--max-balance", "80000"}).at("accounts").size(), 6U);
    EXPECT_EQ(done({"account", "list", "--min-surplus", "1"}).at("accounts").size(), 0U);
    EXPECT_EQ(done({"account", "list", "--family", family}).at("accounts").size(), 3U);
    EXPECT_EQ(done({"account", "list", "--status", "CLOSED"}).at("accounts").size(), 0U);
    for (const char* sort : {"id", "name", "balance", "activity"}) { // by id, text, number, day
        std::set<std::int64_t> seen;
        std::vector<std::string> next;
        do {
            std::vector<std::string> arguments{"account", "list", "--sort", sort, "--descending",
                                               "--limit", "4"};
            arguments.insert(arguments.end(), next.begin(), next.end());
            const json page = done(arguments);
            for (const auto& row : page.at("accounts"))
                EXPECT_TRUE(seen.insert(row.at("id").get<std::int64_t>()).second) << sort;
            next.clear();
            if (!page.at("next").is_null()) next = {"--after", page.at("next").get<std::string>()};
        } while (!next.empty());
        EXPECT_EQ(seen.size(), 9U) << sort;
    }
}

TEST_P(CliCommands, showsAnAccountByIdOrReferenceAndAsOfADay) {
    const auto ids = openedFamily();
    done({"post", "--account", ids[0], "--type", "DEPOSIT", "--amount", "10.50", "--note", "first"});
    const json byId = done({"account", "show", ids[0], "--as-of", "2020-01-01"});
    const json byReference = done({"account", "show", "A" + ids[0]});
    EXPECT_EQ(byId.at("balanceCents"), 10'001'050);
    EXPECT_EQ(byId.at("asOf").at("balanceCents"), 0);
    EXPECT_EQ(byReference.at("id"), byId.at("id"));
    EXPECT_EQ(byId.at("policy").at("cashBufferBp"), 500);
    EXPECT_EQ(byId.at("policy").at("entryDays"), json::array({"THU"}));
    ASSERT_EQ(byId.at("postings").size(), 2U);
    EXPECT_EQ(byId.at("postings").at(0).at("note"), "first");
    EXPECT_EQ(byId.at("postings").at(0).at("balanceAfterCents"), 10'001'050);
    const json known = done({"account", "show", ids[0], "--as-of", "2999-01-01", "--known-at",
                             "2020-01-01T00:00:00Z", "--postings", "0"});
    EXPECT_EQ(known.at("asOf").at("balanceCents"), 0);
    EXPECT_TRUE(known.at("postings").empty());
}

TEST_P(CliCommands, tellsIdAndReferenceApartWhenANumberIsBoth) {
    const auto ids = openedFamily();
    done({"account", "open", "--family", family, "--type", "REVENUE", "--name", "Twin", "--reference", ids[0]});
    EXPECT_EQ(error({"account", "show", ids[0]}, 2).at("code"), "BAD_INPUT");
    EXPECT_EQ(done({"account", "show", "id:" + ids[0]}).at("type"), "GENERATION");
    EXPECT_EQ(done({"account", "show", "ref:" + ids[0]}).at("name"), "Twin");
}

TEST_P(CliCommands, postsTransfersAndReverses) {
    const auto ids = openedFamily();
    const json posted = done({"post", "--account", ids[0], "--type", "TRADE_PREMIUM", "--amount", "310",
                              "--underlying", "SPY", "--contracts", "2", "--trade-date", "2026-01-05"});
    EXPECT_EQ(keysOf(posted), sorted({"commandId", "entry", "alreadyDone", "recordedAt", "accounts"}));
    EXPECT_EQ(posted.at("accounts").at(0).at("balanceCents"), 10'031'000);
    const json moved = done({"transfer", "--from", ids[0], "--to", ids[1], "--amount", "1000"});
    EXPECT_EQ(moved.at("accounts").size(), 2U);
    const std::string entry = std::to_string(moved.at("entry").get<std::int64_t>());
    EXPECT_EQ(error({"reverse", entry}).at("code"), "REASON_MISSING");
    EXPECT_EQ(error({"reverse", entry, "--reason", "x", "--as-role", "teller"}).at("code"), "MANAGER_REQUIRED");
    done({"reverse", entry, "--reason", "Posted twice"});
    EXPECT_EQ(error({"reverse", entry, "--reason", "Again"}).at("code"), "ALREADY_REVERSED");
    EXPECT_EQ(done({"account", "show", ids[1]}).at("balanceCents"), 7'500'000);
    const json list = done({"ledger", "list", "--account", ids[0], "--type", "TRADE_PREMIUM,REVERSAL"});
    EXPECT_EQ(keysOf(list), sorted({"postings", "next"}));
    ASSERT_EQ(list.at("postings").size(), 2U);
    EXPECT_EQ(list.at("postings").at(1).at("trade").at("underlying"), "SPY");
    EXPECT_EQ(list.at("postings").at(0).at("reverses"), moved.at("entry"));
    expectVerified();
}

TEST_P(CliCommands, doesACommandOnceUnderOneId) {
    const auto ids = openedFamily();
    const std::string id = orders.commandId().text();
    const std::vector<std::string> post{"post", "--account", ids[0], "--type", "DEPOSIT", "--amount", "5",
                                        "--command-id", id, "--date", "2026-03-02"};
    const json first = done(post);
    const json second = done(post);
    EXPECT_FALSE(first.at("alreadyDone").get<bool>());
    EXPECT_TRUE(second.at("alreadyDone").get<bool>());
    EXPECT_EQ(first.at("entry"), second.at("entry"));
    EXPECT_EQ(first.at("commandId"), id);
    EXPECT_EQ(done({"account", "show", ids[0]}).at("balanceCents"), 10'000'500);
    auto other = post;
    other[6] = "6";
    EXPECT_EQ(error(other).at("code"), "COMMAND_ID_REUSED");
    const json found = done({"command", "show", id});
    EXPECT_EQ(found.at("state"), "DONE");
    EXPECT_EQ(found.at("entry"), first.at("entry"));
}

TEST_P(CliCommands, saysWhetherACommandArrived) {
    const auto ids = openedFamily();
    const std::string refusedId = orders.commandId().text(), unknownId = orders.commandId().text();
    EXPECT_EQ(error({"post", "--account", ids[0], "--type", "WITHDRAWAL", "--amount", "99999999",
                     "--command-id", refusedId}).at("commandId"), refusedId);
    const Ran wasRefused = run({"command", "show", refusedId});
    EXPECT_EQ(wasRefused.exitCode, 1);
    EXPECT_EQ(wasRefused.json().at("state"), "REFUSED");
    EXPECT_EQ(wasRefused.json().at("error").at("code"), "EXCEEDS_AVAILABLE");
    const Ran never = run({"command", "show", unknownId});
    EXPECT_EQ(never.exitCode, 1);
    EXPECT_EQ(never.json().at("state"), "NEVER_ARRIVED");
}

TEST_P(CliCommands, namesTheLimitOfARefusal) {
    const auto ids = openedFamily();
    const json refusal = error({"post", "--account", ids[0], "--type", "WITHDRAWAL", "--amount", "95000.01"});
    EXPECT_EQ(refusal.at("code"), "EXCEEDS_AVAILABLE");
    EXPECT_EQ(refusal.at("limitCents"), 9'500'000);
    EXPECT_EQ(std::to_string(refusal.at("account").get<std::int64_t>()), ids[0]);
    EXPECT_EQ(refusal.at("field"), "amount");
    EXPECT_EQ(error({"post", "--account", "nobody", "--type", "DEPOSIT", "--amount", "1"}).at("code"),
              "UNKNOWN_ACCOUNT");
    EXPECT_EQ(error({"transfer", "--from", ids[0], "--to", ids[0], "--amount", "1"}).at("code"), "SAME_ACCOUNT");
    EXPECT_EQ(error({"reverse", "99999", "--reason", "x"}).at("code"), "UNKNOWN_ENTRY");
}

TEST_P(CliCommands, changesStatusAndCloses) {
    const auto ids = openedFamily();
    done({"account", "status", ids[1], "--to", "suspended", "--reason", "Margin call"});
    EXPECT_EQ(error({"post", "--account", ids[1], "--type", "DEPOSIT", "--amount", "1"}).at("code"),
              "ACCOUNT_SUSPENDED");
    EXPECT_EQ(error({"account", "status", ids[1], "--to", "ACTIVE"}).at("code"), "REASON_MISSING");
    done({"account", "status", ids[1], "--to", "ACTIVE", "--reason", "Paid"});
    EXPECT_EQ(error({"account", "close", ids[1]}).at("code"), "BALANCE_NOT_ZERO");
    done({"post", "--account", ids[1], "--type", "ADJUSTMENT", "--amount", "-75000", "--reason", "Written off"});
    done({"account", "close", ids[1], "--because", "admin", "--reason", "Empty"});
    const json shown = done({"account", "show", ids[1]});
    EXPECT_EQ(shown.at("status"), "CLOSED");
    EXPECT_EQ(shown.at("closeReason"), "ADMIN");
}

TEST_P(CliCommands, opensASingleAccountWithItsOwnPolicy) {
    openedFamily();
    const json opened = done({"account", "open", "--family", family, "--type", "GENERATION", "--name", "Second",
                              "--reference", "GEN-7", "--amount", "50", "--cash-buffer", "0", "--delta",
                              "35-45", "--entry-days", "mon,fri", "--fork-shares", "20/40/40",
                              "--sleeve-shares", "60/40", "--reinvestment", "weekly", "--forking", "no"});
    EXPECT_EQ(opened.at("openedAccounts").size(), 1U);
    const json policy = done({"account", "policy", "show", "GEN-7"}).at("policy");
    EXPECT_EQ(policy.at("cashBufferBp"), 0);
    EXPECT_EQ(policy.at("deltaMin"), 35);
    EXPECT_EQ(policy.at("deltaMax"), 45);
    EXPECT_EQ(policy.at("entryDays"), json::array({"MON", "FRI"}));
    EXPECT_EQ(policy.at("forkRetainBp"), 2'000);
    EXPECT_EQ(policy.at("leapsBp"), 4'000);
    EXPECT_EQ(policy.at("reinvestment"), "WEEKLY");
    EXPECT_EQ(policy.at("forkingEnabled"), false);
    EXPECT_EQ(done({"account", "show", "GEN-7"}).at("availableCents"), 5'000);
}

TEST_P(CliCommands, changesAPolicyOnceUnderOneId) {
    const auto ids = openedFamily();
    const std::string id = orders.commandId().text();
    const std::vector<std::string> set{"account", "policy", "set", ids[0], "--cash-buffer", "7.25",
                                       "--fork-threshold", "60000", "--command-id", id};
    EXPECT_FALSE(done(set).at("alreadyDone").get<bool>());
    EXPECT_TRUE(done(set).at("alreadyDone").get<bool>());
    const json shown = done({"account", "policy", "show", ids[0]});
    EXPECT_EQ(keysOf(shown), sorted({"account", "type", "version", "policy"}));
    EXPECT_EQ(shown.at("version"), 2);
    EXPECT_EQ(shown.at("policy").at("cashBufferBp"), 725);
    EXPECT_EQ(shown.at("policy").at("forkThresholdCents"), 6'000'000);
    EXPECT_EQ(error({"account", "policy", "set", ids[0], "--cash-buffer", "21"}).at("code"), "POLICY_VIOLATED");
}

TEST_P(CliCommands, listsShowsAndClosesFamilies) {
    const auto ids = openedFamily();
    const json list = done({"family", "list", "--text", "miller"});
    EXPECT_EQ(keysOf(list), sorted({"families", "next"}));
    EXPECT_EQ(list.at("families").at(0).at("balanceCents"), 25'000'000);
    EXPECT_EQ(list.at("families").at(0).at("accountsOpen"), 3);
    EXPECT_EQ(done({"family", "show", family}).at("accounts").size(), 3U);
    EXPECT_EQ(error({"family", "show", "999"}).at("code"), "UNKNOWN_FAMILY");
    EXPECT_EQ(error({"family", "close", family}).at("code"), "REASON_MISSING");
    const json closed = done({"family", "close", family, "--reason", "The client left"});
    EXPECT_EQ(closed.at("accounts").size(), 3U);
    EXPECT_EQ(done({"account", "list", "--status", "CLOSED"}).at("accounts").size(), 3U);
    expectVerified();
}

TEST_P(CliCommands, opensASecondFamilyForAKnownClient) {
    openedFamily();
    const json clients = done({"client", "list", "--text", "mill"});
    ASSERT_EQ(clients.at("clients").size(), 1U);
    EXPECT_EQ(keysOf(clients.at("clients").at(0)), sorted({"id", "name", "reference", "contact", "notes"}));
    const std::string client = std::to_string(clients.at("clients").at(0).at("id").get<std::int64_t>());
    done({"family", "open", "--name", "Second", "--client-id", client, "--capital", "1000", "--template",
          "growth"});
    EXPECT_EQ(done({"account", "list", "--client", client}).at("accounts").size(), 6U);
    EXPECT_EQ(done({"client", "list"}).at("clients").size(), 1U);
}

TEST_P(CliCommands, verifiesInTheAgreedForm) {
    openedFamily();
    const json report = done({"verify"});
    EXPECT_EQ(keysOf(report), sorted({"ok", "accounts", "entries", "postings", "totalCents", "checks"}));
    EXPECT_EQ(report.at("ok"), true);
    EXPECT_EQ(report.at("accounts"), 3);
    EXPECT_EQ(report.at("totalCents"), 0);
    for (const auto& check : report.at("checks"))
        EXPECT_EQ(keysOf(check), sorted({"id", "ok", "seconds", "firstBreak"}));
}

TEST_P(CliCommands, endsWithOneAndNamesTheBreakWhenTheBookIsBroken) {
    const auto ids = openedFamily();
    const auto session = database->rawSession();
    const bool isSqlite = GetParam() == storage::Dialect::Sqlite;
    // Only the owner of the tables can do this, with the guards switched off.
    if (isSqlite) session->execute("drop trigger account_balance_is_posted");
    else session->execute("set session_replication_role = replica");
    session->execute("update account set cash = cash + 1 where id = " + ids[0]);
    const Ran ran = run({"verify"});
    EXPECT_EQ(ran.exitCode, 1);
    const json report = ran.json();
    EXPECT_EQ(report.at("ok"), false);
    bool isNamed = false;
    for (const auto& check : report.at("checks"))
        if (check.at("id") == "I2") isNamed = check.at("firstBreak").get<std::string>().find(ids[0]) != std::string::npos;
    EXPECT_TRUE(isNamed) << ran.out;
}

TEST_P(CliCommands, locksAPeriodAndOpensItForOneCommandOnly) {
    const auto ids = openedFamily();
    const json locked = done({"period", "lock", "--through", "2026-01-31", "--reason", "Reported"});
    EXPECT_EQ(locked.at("closedThrough"), "2026-01-31");
    EXPECT_EQ(done({"db", "status"}).at("closedThrough"), "2026-01-31");
    EXPECT_TRUE(done({"period", "lock", "--through", "2026-01-31", "--reason", "Again"}).at("alreadyDone").get<bool>());
    const std::string id = locked.at("commandId");
    EXPECT_TRUE(done({"period", "lock", "--through", "2026-01-31", "--reason", "Reported", "--command-id", id})
                    .at("alreadyDone").get<bool>());
    EXPECT_EQ(error({"period", "lock", "--through", "2026-02-28", "--reason", "Other", "--command-id", id}).at("code"),
              "COMMAND_ID_REUSED");
    EXPECT_EQ(done({"command", "show", id}).at("state"), "DONE");
    EXPECT_EQ(error({"period", "lock", "--through", "2026-01-30", "--reason", "Back"}).at("code"), "PERIOD_CLOSED");
    EXPECT_EQ(error({"period", "lock", "--through", "2999-01-30", "--reason", "Early"}).at("code"), "INVALID_DATE");
    EXPECT_EQ(error({"period", "lock", "--through", "2026-02-01", "--reason", "x", "--as-role", "teller"}).at("code"),
              "MANAGER_REQUIRED");
    const std::vector<std::string> late{"post", "--account", ids[0], "--type", "DEPOSIT", "--amount", "1",
                                        "--date", "2026-01-15", "--reason", "Late statement"};
    EXPECT_EQ(error(late).at("code"), "PERIOD_CLOSED");
    auto opened = late;
    opened.push_back("--override-lock");
    done(opened);
    EXPECT_EQ(error(late).at("code"), "PERIOD_CLOSED");
}

TEST_P(SavedDatabase, isOpenedByItsName) {
    const TempDirectory config;
    services::DatabaseProfile profile;
    profile.name = "Branch 2";
    profile.path = location().target;
    ASSERT_TRUE(exchange::saveProfile((config.path() / "alluse" / "databases.json").string(), profile));
    ::setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
    const Ran known = runCli({"db", "status", "--db", "Branch 2", "--json"});
    const Ran unknown = runCli({"db", "status", "--db", "Branch 3"});
    ::unsetenv("XDG_CONFIG_HOME");
    EXPECT_EQ(known.exitCode, 0) << known.err;
    EXPECT_EQ(unknown.exitCode, 2);
    EXPECT_NE(unknown.err.find("or the name of a saved one: Branch 2."), std::string::npos) << unknown.err;
}

TEST_P(CliCommands, saysWhatTheDatabaseIs) {
    const json status = done({"db", "status"});
    EXPECT_EQ(keysOf(status), sorted({"dialect", "location", "server", "schema", "schemaNewest", "environment",
                                      "timeZone", "closedThrough", "sizeBytes"}));
    EXPECT_EQ(status.at("environment"), "test");
    EXPECT_EQ(status.at("schema"), status.at("schemaNewest"));
    // Both leave a database that is up to date as it is.
    EXPECT_EQ(done({"db", "init"}).at("environment"), "test");
    EXPECT_EQ(done({"db", "migrate"}).at("schema"), status.at("schema"));
}

TEST_P(CliCommands, makesReproducibleDemoDataAndSaysSo) {
    const Ran ran = run({"db", "demo", "--families", "3", "--weeks", "10", "--seed", "5"});
    ASSERT_EQ(ran.exitCode, 0) << ran.err;
    EXPECT_EQ(ran.json().at("families"), 3);
    EXPECT_NE(ran.err.find("3 of 3 families"), std::string::npos);
    EXPECT_EQ(done({"family", "list"}).at("families").size(), 3U);
    expectVerified();
}

TEST_P(CliCommands, backsUpAndRestores) {
    openedFamily();
    const TempDirectory folder;
    const std::string file = (folder.path() / "book.backup").string();
    EXPECT_GT(done({"db", "backup", file}).at("sizeBytes").get<std::int64_t>(), 0);
    EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    error({"db", "backup", file}); // never over a file
    error({"db", "restore", file}); // never over a ledger
    std::string target = "sqlite:" + (folder.path() / "restored.db").string();
    if (GetParam() == storage::Dialect::Postgresql) {
        database->rawSession()->execute("drop schema ledger cascade");
        target = text(location());
    }
    const Ran restored = runCli({"db", "restore", file, "--db", target, "--json"});
    EXPECT_EQ(restored.exitCode, 0) << restored.err;
    const Ran verified = runCli({"verify", "--db", target, "--json"});
    EXPECT_EQ(verified.exitCode, 0) << verified.err;
    EXPECT_EQ(verified.json().at("accounts"), 3);
}

ALLUSE_ON_BOTH_DIALECTS(CliCommands);
// The name stands for a path here; a connection takes the same way (tst_profile_file).
ALLUSE_ON_ONE_DIALECT(SavedDatabase, storage::Dialect::Sqlite);

} // namespace alluse::tests
