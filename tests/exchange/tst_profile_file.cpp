// Saved databases: they come back as they were, hold no password, and a broken file is not lost.

#include "exchange/profile_file.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <fstream>

namespace alluse::exchange {
namespace {

using services::DatabaseProfile;
using services::locationOf;
using services::withProfile;

DatabaseProfile server() {
    return {"branch-2", DatabaseProfile::Kind::Server, {}, "ledger.example", 5433, "book", "teller"};
}
DatabaseProfile file() { return {"Sample", DatabaseProfile::Kind::File, "/data/a b.db", {}, 5432, {}, {}}; }

TEST(ProfileFile, profilesComeBackAsTheyWereTheNewestFirst) {
    const tests::TempDirectory folder;
    const std::string path = (folder.path() / "deep" / "databases.json").string();
    EXPECT_EQ(readProfiles(path).value(), std::vector<DatabaseProfile>{});
    ASSERT_TRUE(saveProfile(path, server()).has_value());
    ASSERT_TRUE(saveProfile(path, file()).has_value());
    EXPECT_EQ(readProfiles(path).value(), (std::vector<DatabaseProfile>{file(), server()}));
    ASSERT_TRUE(saveProfile(path, server()).has_value());
    EXPECT_EQ(readProfiles(path).value(), (std::vector<DatabaseProfile>{server(), file()}));
}

TEST(ProfileFile, aFileThatCannotBeUnderstoodIsKeptBesideTheNewOne) {
    const tests::TempDirectory folder;
    const auto path = folder.path() / "databases.json";
    for (const char* text : {"", "{", "[]", R"({"databases":1})", R"({"databases":[{"name":"x"}]})",
                             R"({"databases":[{"name":"x","kind":"sqlite","path":"p","password":"s"}]})"}) {
        std::ofstream(path) << text;
        EXPECT_FALSE(readProfiles(path.string()).has_value()) << text;
    }
    ASSERT_TRUE(saveProfile(path.string(), server()).has_value());
    EXPECT_EQ(readProfiles(path.string()).value().size(), 1u);
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "databases.json.corrupt"));
}

TEST(DatabaseProfile, aConninfoQuotesItsValues) {
    DatabaseProfile profile = server();
    profile.database = "o'brien\\x";
    EXPECT_EQ(locationOf(profile),
              "postgresql:host='ledger.example' port='5433' dbname='o\\'brien\\\\x' user='teller'");
    EXPECT_NE(locationOf(profile, "s3cr'et").find("password='s3cr\\'et'"), std::string::npos);
}

TEST(DatabaseProfile, aNameIsGivenOnce) {
    const auto profiles = withProfile({file(), server()}, server());
    ASSERT_EQ(profiles.size(), 2u);
    EXPECT_EQ(profiles.front().name, "branch-2");
}

} // namespace
} // namespace alluse::exchange
