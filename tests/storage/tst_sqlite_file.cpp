// How a SQLite file is made, opened and refused.

#include "storage/contract_fixture.h"
#include "support/temp_directory.h"

#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace alluse::tests {
namespace {

using services::FailureKind;
using storage::Database;
using storage::DatabaseLocation;
using storage::OpenOptions;

class SqliteFile : public ::testing::Test {
protected:
    auto open(const std::string& name, bool create) {
        OpenOptions options;
        options.create = create;
        return Database::open({storage::Dialect::Sqlite, path(name)}, options);
    }
    std::string path(const std::string& name) { return (m_directory.path() / name).string(); }
    void write(const std::string& name, const std::string& bytes) {
        std::ofstream(path(name), std::ios::binary) << bytes;
    }
    void runRaw(const std::string& name, const char* sql) {
        sqlite3* handle = nullptr;
        sqlite3_open(path(name).c_str(), &handle);
        ASSERT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
        sqlite3_close(handle);
    }
    TempDirectory m_directory;
};

TEST_F(SqliteFile, aMissingFileIsRefusedUnlessItIsToBeCreated) {
    const auto missing = open("typo.db", false);
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().kind, FailureKind::Unavailable);
    EXPECT_FALSE(std::filesystem::exists(path("typo.db")));
    EXPECT_TRUE(open("new.db", true).has_value());
    EXPECT_TRUE(open("new.db", false).has_value());
}

TEST_F(SqliteFile, aNewFileAndItsLogBelongToTheUserAlone) {
    const auto old = ::umask(0);
    const auto database = open("private.db", true);
    ::umask(old);
    ASSERT_TRUE(database.has_value());
    for (const char* suffix : {"", "-wal", "-shm"}) {
        struct stat info {};
        ASSERT_EQ(::stat((path("private.db") + suffix).c_str(), &info), 0) << suffix;
        EXPECT_EQ(info.st_mode & 0777, 0600u) << suffix;
    }
}

TEST_F(SqliteFile, aGarbageFileIsNamedAsNotOurs) {
    write("garbage.db", std::string(5'000, 'x'));
    const auto garbage = open("garbage.db", true);
    ASSERT_FALSE(garbage.has_value());
    EXPECT_EQ(garbage.error().kind, FailureKind::Corrupt);
}

TEST_F(SqliteFile, anotherProgramsDatabaseIsLeftAlone) {
    runRaw("other.db", "create table account (id integer); insert into account values (1)");
    const auto other = open("other.db", true);
    ASSERT_FALSE(other.has_value());
    EXPECT_EQ(other.error().kind, FailureKind::Corrupt);
}

TEST_F(SqliteFile, anEmptyFileFromACutCreationIsFinished) {
    write("empty.db", "");
    EXPECT_FALSE(open("empty.db", false).has_value());
    EXPECT_TRUE(open("empty.db", true).has_value());
}

TEST_F(SqliteFile, aNewerSchemaIsRefused) {
    ASSERT_TRUE(open("newer.db", true).has_value());
    runRaw("newer.db", "insert into schema_migration values (9999, 'future', 'x', 1)");
    const auto newer = open("newer.db", true);
    ASSERT_FALSE(newer.has_value());
    EXPECT_NE(newer.error().text.find("newer"), std::string::npos) << newer.error().text;
}

TEST_F(SqliteFile, aChangedMigrationIsRefused) {
    ASSERT_TRUE(open("changed.db", true).has_value());
    runRaw("changed.db", "update schema_migration set sha256 = 'x' where version = 1");
    EXPECT_FALSE(open("changed.db", true).has_value());
}

TEST_F(SqliteFile, pathsWithBlanksAndQuotesOpenTheFileTheyName) {
    EXPECT_TRUE(open("a b?c#d.db", true).has_value());
    EXPECT_TRUE(std::filesystem::exists(path("a b?c#d.db")));
    EXPECT_FALSE(open("quo\"te.db", true).has_value());
    EXPECT_FALSE(open("line\nbreak.db", true).has_value());
}

TEST_F(SqliteFile, aReadOnlyFileSaysSo) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
    ASSERT_TRUE(open("frozen.db", true).has_value());
    std::filesystem::permissions(path("frozen.db"), std::filesystem::perms::owner_read);
    EXPECT_EQ(open("frozen.db", false).error().kind, FailureKind::Unavailable);
}

// A file system of 3 MB, full after a while: what was acknowledged stays, the rest says Full.
TEST_F(SqliteFile, onAFullDiskNothingAcknowledgedIsLost) {
    const std::string mount = path("small");
    std::filesystem::create_directory(mount);
    if (::mount("tmpfs", mount.c_str(), "tmpfs", 0, "size=3m") != 0)
        GTEST_SKIP() << "mounting a small file system needs root";
    {
        auto database = open("small/book.db", true);
        ASSERT_TRUE(database.has_value()) << database.error().text;
        auto& ledger = (*database)->ledger();
        Orders orders;
        const auto ids = ledger.postEntry(orders.openFamily(usd(250'000)))->openedAccounts;
        std::vector<domain::CommandId> done;
        std::optional<services::Failure> failure;
        for (int i = 0; i < 20'000 && !failure; ++i) {
            const auto plan = orders.post(ids[0], TransactionType::Deposit, usd(1));
            const auto outcome = ledger.postEntry(plan);
            if (outcome) done.push_back(plan.commandId);
            else failure = outcome.error();
        }
        ASSERT_TRUE(failure.has_value());
        EXPECT_EQ(failure->kind, FailureKind::Full) << failure->text;
        EXPECT_EQ((*(*database)->accounts().find(ids[0]))->balance(),
                  usd(100'000 + static_cast<std::int64_t>(done.size())));
        for (const auto& id : done) ASSERT_TRUE(ledger.findCommand(id)->has_value());
        EXPECT_TRUE((*database)->admin().verify({})->ok);
    }
    EXPECT_EQ(::umount(mount.c_str()), 0);
}

} // namespace
} // namespace alluse::tests
