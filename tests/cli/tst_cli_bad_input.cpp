// Wrong command lines: each ends with 2 and the one sentence that says what to do, before any
// database is opened.

#include "cli/cli_program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace alluse::tests {

struct Wrong {
    const char* name;
    std::vector<std::string> arguments;
    const char* sentence;
};

const std::vector<Wrong>& wrongs() {
    static const std::vector<std::string> post{"post", "--account", "1", "--type", "DEPOSIT"};
    const auto with = [](std::vector<std::string> arguments, const std::vector<std::string>& more) {
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    };
    static const std::vector<Wrong> table{
        {"mistypedGroup", {"acount", "list"}, "There is no command \"acount\". Did you mean account?"},
        {"mistypedCommand", {"account", "lst"}, "There is no command \"lst\". Did you mean list?"},
        {"mistypedDeepCommand", {"account", "policy", "sett"}, "There is no command \"sett\". Did you mean set?"},
        {"swappedLetters", {"tarnsfer"}, "There is no command \"tarnsfer\". Did you mean transfer?"},
        {"beginningOfACommand", {"rev"}, "There is no command \"rev\". Did you mean reverse?"},
        {"nothingLikeACommand", {"frobnicate"},
         "There is no command \"frobnicate\". See \"alluse-cli --help\"."},
        {"groupAlone", {"db"},
         "Name what to do: init, migrate, status, demo, backup, restore. See \"alluse-cli db --help\"."},
        {"policyAlone", {"account", "policy"},
         "Name what to do: show, set. See \"alluse-cli account policy --help\"."},
        {"mistypedOption", {"account", "list", "--statsu", "ACTIVE"},
         "There is no option --statsu. Did you mean --status?"},
        {"mistypedOptionWithEquals", {"account", "list", "--limt=5"},
         "There is no option --limt. Did you mean --limit?"},
        {"mistypedGlobalOption", {"account", "list", "--jsno"},
         "There is no option --jsno. Did you mean --json?"},
        {"unknownOption", {"verify", "--frobnicate"},
         "There is no option --frobnicate. See \"alluse-cli verify --help\"."},
        {"unknownShortOption", {"verify", "-q"}, "There is no option -q. See \"alluse-cli verify --help\"."},
        {"mistypedBeforeMissing", {"post", "--acount", "1"},
         "There is no option --acount. Did you mean --account?"},
        {"oneWordTooMany", {"account", "show", "1", "2"}, "\"2\" is not expected here. See \"alluse-cli account show --help\"."},
        {"missingOption", {"post", "--type", "DEPOSIT", "--amount", "1"},
         "--account is missing. See \"alluse-cli post --help\"."},
        {"missingWord", {"reverse"}, "entry is missing. See \"alluse-cli reverse --help\"."},
        {"optionWithoutValue", {"account", "list", "--limit"},
         "--limit needs a value. See \"alluse-cli account list --help\"."},
        {"optionTwice", with(post, {"--amount", "1", "--amount", "2"}),
         "--amount is given more than once. See \"alluse-cli post --help\"."},
        {"threeDecimals", with(post, {"--amount", "1.005"}),
         "--amount: \"1.005\" has more than two decimals; amounts are whole cents."},
        {"wordAsAmount", with(post, {"--amount", "ten"}),
         "--amount: \"ten\" is not an amount; write dollars such as 1234.50."},
        {"emptyAmount", with(post, {"--amount", ""}),
         "--amount: \"\" is not an amount; write dollars such as 1234.50."},
        {"dollarSign", with(post, {"--amount", "$5"}),
         "--amount: \"$5\" is not an amount; write dollars such as 1234.50."},
        {"commaAsDecimal", with(post, {"--amount", "1,5"}),
         "--amount: \"1,5\" is not an amount; write dollars such as 1234.50."},
        {"exponent", with(post, {"--amount", "1e3"}),
         "--amount: \"1e3\" is not an amount; write dollars such as 1234.50."},
        {"hugeAmount", with(post, {"--amount", "99999999999999999999"}),
         "--amount: \"99999999999999999999\" is beyond 10,000,000,000,000.00, the largest amount."},
        {"unknownType", {"post", "--account", "1", "--amount", "1", "--type", "GIFT"},
         "--type: \"GIFT\" is none of DEPOSIT, WITHDRAWAL, TRADE_PREMIUM, TRADE_ASSIGNMENT, FEE, INTEREST, "
         "ADJUSTMENT."},
        {"typeOfTheProgramOnly", {"post", "--account", "1", "--amount", "1", "--type", "FORK_OUT"},
         "--type: \"FORK_OUT\" is none of DEPOSIT, WITHDRAWAL, TRADE_PREMIUM, TRADE_ASSIGNMENT, FEE, INTEREST, "
         "ADJUSTMENT."},
        {"wrongDate", with(post, {"--amount", "1", "--date", "2026-02-30"}),
         "--date: \"2026-02-30\" is not a day; write it as 2026-01-31."},
        {"dateOfAnotherCountry", with(post, {"--amount", "1", "--date", "31.01.2026"}),
         "--date: \"31.01.2026\" is not a day; write it as 2026-01-31."},
        {"wrongCommandId", with(post, {"--amount", "1", "--command-id", "4711"}),
         "--command-id: \"4711\" is not a UUID of 8-4-4-4-12 hexadecimal digits."},
        {"emptyCommandId", {"command", "show", "00000000-0000-0000-0000-000000000000"},
         "id: \"00000000-0000-0000-0000-000000000000\" is not a UUID of 8-4-4-4-12 hexadecimal digits."},
        {"unknownRole", with(post, {"--amount", "1", "--as-role", "boss"}),
         "--as-role: \"boss\" is none of owner, manager, back office, teller."},
        {"zeroLimit", {"account", "list", "--limit", "0"},
         "--limit: \"0\" is not a whole number from 1 to 1000000."},
        {"limitAsWord", {"account", "list", "--limit", "all"},
         "--limit: \"all\" is not a whole number from 1 to 1000000."},
        {"limitWithRest", {"account", "list", "--limit", "10x"},
         "--limit: \"10x\" is not a whole number from 1 to 1000000."},
        {"negativeFamily", {"account", "list", "--family", "-1"},
         "--family: \"-1\" is not a whole number from 1 to 9223372036854775807."},
        {"oneOfSeveralTypesWrong", {"account", "list", "--type", "REVENUE,GEN"},
         "--type: \"GEN\" is none of GENERATION, REVENUE, COMPOUNDING."},
        {"unknownStatus", {"account", "status", "1", "--to", "FROZEN"},
         "--to: \"FROZEN\" is none of ACTIVE, INACTIVE, SUSPENDED, CLOSED."},
        {"unknownSort", {"account", "list", "--sort", "size"},
         "--sort: \"size\" is none of id, name, client, type, status, balance, surplus, available, activity."},
        {"unknownTemplate",
         {"family", "open", "--name", "M", "--client", "M", "--capital", "1", "--template", "wild"},
         "--template: \"wild\" is none of conservative, moderate, aggressive, standard, growth, income, compound."},
        {"twoClients",
         {"family", "open", "--name", "M", "--client", "M", "--client-id", "1", "--capital", "1"},
         "--client and --client-id exclude each other."},
        {"timeWithoutDay", {"account", "show", "1", "--known-at", "2026-01-31T16:00:00Z"},
         "--known-at needs --as-of."},
        {"wrongTime", {"account", "show", "1", "--as-of", "2026-01-31", "--known-at", "noon"},
         "--known-at: \"noon\" is not a time in UTC; write it as 2026-01-31T16:00:00Z."},
        {"percentSign", {"account", "policy", "set", "1", "--cash-buffer", "5%"},
         "--cash-buffer: \"5%\" cannot be read; write a percentage such as 5 or 1.25."},
        {"halfADelta", {"account", "policy", "set", "1", "--delta", "40"},
         "--delta: \"40\" cannot be read; write a range such as 40-50."},
        {"unknownDay", {"account", "policy", "set", "1", "--entry-days", "Mon,Sun"},
         "--entry-days: \"Mon,Sun\" cannot be read; write days such as Mon,Tue,Wed."},
        {"twoForkShares", {"account", "policy", "set", "1", "--fork-shares", "50/50"},
         "--fork-shares: \"50/50\" cannot be read; write three percentages such as 0/50/50."},
        {"neitherYesNorNo", {"account", "policy", "set", "1", "--forking", "maybe"},
         "--forking: \"maybe\" cannot be read; write yes or no."},
        {"unknownEnvironment", {"db", "init", "--environment", "prod"},
         "--environment: \"prod\" is none of live, test, demo."},
        {"tooManyFamilies", {"db", "demo", "--families", "99999999999"},
         "--families: \"99999999999\" is not a whole number from 1 to 10000000."},
        {"lockWithoutReason", {"period", "lock", "--through", "2026-01-31"},
         "--reason is missing. See \"alluse-cli period lock --help\"."},
        {"noDatabase", {"account", "list"},
         "Name the database with --db sqlite:PATH, --db postgresql:CONNINFO or the name of a saved one."},
        {"unknownDialect", {"account", "list", "--db", "mysql:book"},
         "--db: \"mysql:book\" names no database; write sqlite:PATH or postgresql:CONNINFO, or save one under a name "
         "in the window first."},
        {"pathWithoutDialect", {"verify", "--db", "book.db"},
         "--db: \"book.db\" names no database; write sqlite:PATH or postgresql:CONNINFO, or save one under a name "
         "in the window first."},
        {"emptyPath", {"verify", "--db", "sqlite:"},
         "--db: \"sqlite:\" names no database; write sqlite:PATH or postgresql:CONNINFO, or save one under a name "
         "in the window first."},
    };
    return table;
}

class CliBadInput : public ::testing::TestWithParam<Wrong> {};

TEST_P(CliBadInput, saysOneSentence) {
    const Ran ran = runCli(GetParam().arguments);
    EXPECT_EQ(ran.exitCode, 2);
    EXPECT_EQ(ran.err, GetParam().sentence + std::string("\n"));
    EXPECT_EQ(ran.out, "");
}

TEST_P(CliBadInput, saysItInJsonToo) {
    auto arguments = GetParam().arguments;
    arguments.insert(arguments.begin(), "--json");
    const Ran ran = runCli(arguments);
    EXPECT_EQ(ran.exitCode, 2);
    const auto json = ran.json();
    EXPECT_EQ(json.size(), 1U);
    EXPECT_EQ(json.at("error").at("code"), "BAD_INPUT");
    EXPECT_EQ(json.at("error").at("text"), GetParam().sentence);
    EXPECT_EQ(ran.err, GetParam().sentence + std::string("\n"));
}

INSTANTIATE_TEST_SUITE_P(Table, CliBadInput, ::testing::ValuesIn(wrongs()),
                         [](const auto& row) { return std::string(row.param.name); });

// The commands below a group, as its help lists them; none: it is a command itself.
std::vector<std::string> commandsIn(const std::string& help) {
    std::vector<std::string> commands;
    std::istringstream lines(help.substr(std::min(help.size(), help.find("Subcommands:\n"))));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line) && line.starts_with("  "))
        if (line[2] != ' ') commands.push_back(line.substr(2, line.find(' ', 2) - 2));
    return commands;
}

// Checks the help of a command, or of every command below a group; returns how many there are.
int checkExamples(const std::vector<std::string>& words) {
    auto arguments = words;
    arguments.emplace_back("--help");
    const Ran ran = runCli(arguments);
    std::string name = "alluse-cli";
    for (const auto& word : words) name += ' ' + word;
    EXPECT_EQ(ran.exitCode, 0) << name;
    EXPECT_EQ(ran.err, "") << name;
    const auto commands = commandsIn(ran.out);
    if (commands.empty()) {
        EXPECT_NE(ran.out.find("Examples:\n  " + name), std::string::npos) << ran.out;
        return 1;
    }
    int count = 0;
    for (const auto& command : commands) {
        auto deeper = words;
        deeper.push_back(command);
        count += checkExamples(deeper);
    }
    return count;
}

TEST(CliHelp, hasWorkedExamplesForEveryCommand) { EXPECT_GE(checkExamples({}), 25); }

TEST(CliHelp, namesEveryGroupAndTheExitCodes) {
    const Ran ran = runCli({"--help"});
    EXPECT_EQ(ran.exitCode, 0);
    for (const char* word : {"db", "account", "family", "post", "transfer", "reverse", "ledger", "period",
                             "command", "client", "verify", "--db", "--json", "Exit codes"})
        EXPECT_NE(ran.out.find(word), std::string::npos) << word;
    const Ran version = runCli({"--version"});
    EXPECT_EQ(version.exitCode, 0);
    EXPECT_TRUE(version.out.starts_with("alluse-cli ")) << version.out;
}

} // namespace alluse::tests
