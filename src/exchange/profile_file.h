#pragma once
// The saved databases in one file that the window and the command line share.

#include "domain/result.h"
#include "services/database_profile.h"

#include <string>
#include <vector>

namespace alluse::exchange {

// $XDG_CONFIG_HOME/alluse/databases.json, by the rules of the desktop for where settings live.
[[nodiscard]] std::string profilesPath();

// None when there is no such file; one sentence when it cannot be understood.
[[nodiscard]] domain::Result<std::vector<services::DatabaseProfile>, std::string>
readProfiles(const std::string& path);

// A file that cannot be understood is kept beside it as ".corrupt", never written over.
[[nodiscard]] domain::Result<void, std::string> saveProfile(const std::string& path,
                                                            const services::DatabaseProfile& profile);

} // namespace alluse::exchange
