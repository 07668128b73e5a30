#include "services/database_profile.h"

namespace alluse::services {
namespace {

// libpq: a value stands in single quotes, with a backslash before a quote or a backslash.
void append(std::string& conninfo, const char* key, const std::string& value) {
    if (value.empty()) return;
    if (!conninfo.empty()) conninfo += ' ';
    conninfo += key;
    conninfo += "='";
    for (const char c : value) {
        if (c == '\'' || c == '\\') conninfo += '\\';
        conninfo += c;
    }
    conninfo += '\'';
}

} // namespace

std::string locationOf(const DatabaseProfile& profile, const std::string& password) {
    if (profile.kind == DatabaseProfile::Kind::File) return "sqlite:" + profile.path;
    std::string conninfo;
    append(conninfo, "host", profile.host);
    append(conninfo, "port", std::to_string(profile.port));
    append(conninfo, "dbname", profile.database);
    append(conninfo, "user", profile.user);
    append(conninfo, "password", password);
    return "postgresql:" + conninfo;
}

std::vector<DatabaseProfile> withProfile(std::vector<DatabaseProfile> profiles,
                                         const DatabaseProfile& profile) {
    std::erase_if(profiles, [&](const DatabaseProfile& old) { return old.name == profile.name; });
    profiles.insert(profiles.begin(), profile);
    if (profiles.size() > kProfilesMax) profiles.resize(kProfilesMax);
    return profiles;
}

} // namespace alluse::services
