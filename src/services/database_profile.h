#pragma once
// Where a database is, under a name that people gave it; never with a password.

#include <string>
#include <vector>

namespace alluse::services {

struct DatabaseProfile {
    enum class Kind { File, Server }; // SQLite, PostgreSQL
    std::string name;
    Kind kind = Kind::File;
    std::string path; // of the file
    std::string host;
    int port = 5432; // PostgreSQL default
    std::string database;
    std::string user;
    bool operator==(const DatabaseProfile&) const = default;
};

inline constexpr std::size_t kProfilesMax = 50;

// "sqlite:PATH" or "postgresql:CONNINFO", every value quoted. The password lives in this text only;
// it is never part of a profile and so never reaches a file.
[[nodiscard]] std::string locationOf(const DatabaseProfile& profile, const std::string& password = {});

// Adds or replaces the profile of the same name; the newest stands first.
[[nodiscard]] std::vector<DatabaseProfile> withProfile(std::vector<DatabaseProfile> profiles,
                                                       const DatabaseProfile& profile);

} // namespace alluse::services
