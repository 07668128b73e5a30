#include "composition/named_database.h"

#include "exchange/profile_file.h"
#include "storage/database.h"

namespace alluse::composition {

domain::Result<std::string, std::string> locationNamed(const std::string& text) {
    if (storage::DatabaseLocation::parse(text)) return text;
    const auto profiles = exchange::readProfiles(exchange::profilesPath());
    if (!profiles) return tl::unexpected(profiles.error());
    std::string names;
    for (const auto& profile : *profiles) {
        if (profile.name == text) return services::locationOf(profile);
        names += (names.empty() ? "" : ", ") + profile.name;
    }
    return tl::unexpected("\"" + text + "\" names no database; write sqlite:PATH or postgresql:CONNINFO, or " +
                          (names.empty() ? "save one under a name in the window first."
                                         : "the name of a saved one: " + names + "."));
}

} // namespace alluse::composition
