// What stands where a database should be: nothing, a directory, another program's file, a newer
// schema; and output that nobody takes.

#include "cli/cli_program.h"
#include "support/databases.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace alluse::tests {

namespace fs = std::filesystem;

class CliFiles : public ::testing::Test {
protected:
    [[nodiscard]] std::string path(const std::string& name) const { return (folder.path() / name).string(); }
    [[nodiscard]] std::string database(const std::string& name) const { return "sqlite:" + path(name); }
    void expectRefused(const std::string& name, const std::string& why, const std::string& code) {
        const Ran ran = runCli({"account", "list", "--db", database(name), "--json"});
        EXPECT_EQ(ran.exitCode, 1);
        const auto error = ran.json().at("error");
        EXPECT_EQ(error.at("code"), code);
        EXPECT_EQ(error.at("database"), database(name));
        EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
        EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(path(name)) << text; }
    void makeBook(const std::string& name) {
        ASSERT_EQ(runCli({"db", "init", "--db", database(name)}).exitCode, 0);
        ASSERT_EQ(runCli({"family", "open", "--name", "M", "--client", "M", "--capital", "1000", "--db",
                          database(name)})
                      .exitCode,
                  0);
    }

    TempDirectory folder;
};

TEST_F(CliFiles, aMissingFileIsNamedAndNotMade) {
    expectRefused("missing.db", "The database file does not exist.", "UNAVAILABLE");
    for (const char* command : {"verify", "migrate"}) {
        std::vector<std::string> arguments{command, "--db", database("missing.db")};
        if (std::string(command) == "migrate") arguments.insert(arguments.begin(), "db");
        EXPECT_EQ(runCli(arguments).exitCode, 1) << command;
    }
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_F(CliFiles, aMissingFolderIsNotMadeEither) {
    EXPECT_EQ(runCli({"db", "init", "--db", database("no/such/book.db")}).exitCode, 1);
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_F(CliFiles, aDirectoryIsNoDatabase) {
    fs::create_directory(path("directory"));
    expectRefused("directory", "cannot be opened", "UNAVAILABLE");
    EXPECT_TRUE(fs::is_empty(path("directory")));
}

TEST_F(CliFiles, aFileOfAnotherKindStaysAsItIs) {
    write("notes.txt", "Buy milk.\n");
    expectRefused("notes.txt", "cannot be opened", "CORRUPT");
    EXPECT_EQ(runCli({"db", "init", "--db", database("notes.txt")}).exitCode, 1);
    EXPECT_EQ(runCli({"db", "demo", "--db", database("notes.txt")}).exitCode, 1);
    EXPECT_EQ(fs::file_size(path("notes.txt")), 10U);
}

TEST_F(CliFiles, aDatabaseOfAnotherProgramStaysAsItIs) {
    // An SQLite file without our mark: the header of an empty database and nothing else.
    std::string page(4'096, '\0');
    page.replace(0, 16, std::string("SQLite format 3\0", 16));
    write("other.db", page);
    expectRefused("other.db", "cannot be opened", "CORRUPT");
}

TEST_F(CliFiles, aNewerSchemaAsksForANewerProgram) {
    TestDatabase book(storage::Dialect::Sqlite);
    book.rawSession()->execute("insert into schema_migration (version, name, sha256, applied_at) "
                               "values (9999, 'from the future', 'x', 0)");
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"verify"}, {"db", "migrate"}, {"db", "init"}, {"account", "list"}}) {
        auto arguments = command;
        arguments.insert(arguments.end(), {"--db", "sqlite:" + book.location().target});
        const Ran ran = runCli(arguments);
        EXPECT_EQ(ran.exitCode, 1);
        EXPECT_NE(ran.err.find("Use a newer program."), std::string::npos) << ran.err;
    }
}

TEST_F(CliFiles, aReadOnlyFileIsLeftAloneWithASentence) {
    makeBook("book.db");
    const uid_t user = ::geteuid() == 0 ? 65'534 : 0; // root may write anything, nobody may not
    fs::permissions(folder.path(), fs::perms::all & ~fs::perms::others_write & ~fs::perms::group_write);
    fs::permissions(path("book.db"), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    // Where the program was built may be closed to that user.
    fs::copy_file(cliPath(), path("alluse-cli"));
    const Ran ran = runCli({"post", "--account", "1000", "--type", "DEPOSIT", "--amount", "1", "--db",
                            database("book.db"), "--json"},
                           {Output::Pipe, user, path("alluse-cli")});
    EXPECT_EQ(ran.exitCode, 1);
    EXPECT_NE(ran.err.find("cannot be opened"), std::string::npos) << ran.err;
    EXPECT_TRUE(ran.json().contains("error"));
    fs::permissions(path("book.db"), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(runCli({"account", "show", "1000", "--db", database("book.db"), "--json"}).json().at("balanceCents"),
              40'000);
}

TEST_F(CliFiles, outputThatNobodyTakesIsSaidOnStandardError) {
    makeBook("book.db");
    for (const Output output : {Output::Closed, Output::Full}) {
        const Ran ran = runCli({"post", "--account", "1000", "--type", "DEPOSIT", "--amount", "1", "--db",
                                database("book.db"), "--json"},
                               {output, 0});
        EXPECT_EQ(ran.exitCode, 1);
        EXPECT_EQ(ran.err, "The answer could not be written to standard output; the command itself was done.\n");
    }
    // Which is true.
    EXPECT_EQ(runCli({"account", "show", "1000", "--db", database("book.db"), "--json"}).json().at("balanceCents"),
              40'200);
}

TEST_F(CliFiles, anUnreachableServerIsSaidInOneSentenceWithoutThePassword) {
    const std::string where = "postgresql:host=" + folder.path().string() + " dbname=x user=y password=hunter2";
    const Ran ran = runCli({"verify", "--db", where, "--json"});
    EXPECT_EQ(ran.exitCode, 1);
    EXPECT_EQ(ran.json().at("error").at("code"), "UNAVAILABLE");
    EXPECT_EQ((ran.out + ran.err).find("hunter2"), std::string::npos) << ran.err;
}

TEST_F(CliFiles, aCommandKilledAtAnyMomentIsDoneOnceWhenSentAgain) {
    makeBook("book.db");
    std::int64_t expected = 40'000;
    for (int round = 0; round < 12; ++round) {
        char id[37];
        std::snprintf(id, sizeof id, "3f0c7a52-6d0e-4c39-9f5b-%012d", round + 1);
        const std::vector<std::string> post{"post", "--account", "1000", "--type", "DEPOSIT", "--amount", "1",
                                            "--command-id", id, "--db", database("book.db"), "--json"};
        const pid_t child = startCli(post);
        // The work of a test is a clock as good as any: a later moment each round.
        int found = 0;
        for (int i = 0; i < round * round * 10; ++i) found += fs::exists(path("book.db-wal")) ? 1 : 0;
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const Ran again = runCli(post);
        ASSERT_EQ(again.exitCode, 0) << again.err;
        expected += 100;
        EXPECT_EQ(again.json().at("accounts").at(0).at("balanceCents"), expected);
    }
    EXPECT_EQ(runCli({"verify", "--db", database("book.db")}).exitCode, 0);
}

} // namespace alluse::tests
