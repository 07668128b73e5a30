#include "exchange/profile_file.h"

#include "exchange/atomic_file.h"
#include "exchange/strict_json.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace alluse::exchange {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using services::DatabaseProfile;
using Kind = DatabaseProfile::Kind;

namespace {

constexpr std::int64_t kPortMax = 65'535;

DatabaseProfile readOne(StrictObject& object) {
    DatabaseProfile profile;
    profile.name = object.text("name");
    const std::string kind = object.text("kind");
    if (kind == "postgresql") profile.kind = Kind::Server;
    else if (kind != "sqlite") object.fail("kind", "This must be sqlite or postgresql.");
    if (profile.kind == Kind::File) {
        profile.path = object.text("path");
    } else {
        profile.host = object.maybeText("host").value_or("");
        profile.port = static_cast<int>(object.maybeInteger("port", 1, kPortMax).value_or(profile.port));
        profile.database = object.text("database");
        profile.user = object.maybeText("user").value_or("");
    }
    object.refuseOthers();
    return profile;
}

ordered_json jsonOf(const DatabaseProfile& profile) {
    if (profile.kind == Kind::File)
        return {{"name", profile.name}, {"kind", "sqlite"}, {"path", profile.path}};
    return {{"name", profile.name}, {"kind", "postgresql"}, {"host", profile.host},
            {"port", profile.port}, {"database", profile.database}, {"user", profile.user}};
}

std::string sentence(const std::string& why) {
    return "The file of the saved databases cannot be understood: " + why;
}

} // namespace

std::string profilesPath() {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const fs::path folder = config != nullptr && *config == '/' ? fs::path(config)
                                                                : fs::path(home ? home : "/") / ".config";
    return (folder / "alluse" / "databases.json").string();
}

domain::Result<std::vector<DatabaseProfile>, std::string> readProfiles(const std::string& path) {
    std::vector<DatabaseProfile> profiles;
    std::error_code error;
    if (!fs::exists(path, error)) return profiles;
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad() || text.empty()) return tl::unexpected(sentence("it cannot be read, or is empty."));
    const auto document = parseDocument(text);
    if (!document) return tl::unexpected(sentence(document.error()));
    std::string problem;
    StrictObject root(*document, {}, problem);
    const nlohmann::json* list = root.value("databases");
    root.refuseOthers();
    if (!list || !list->is_array()) root.fail("databases", "This must be a list.");
    else
        for (const auto& item : *list) {
            const std::string place = "databases[" + std::to_string(profiles.size()) + "]";
            if (!item.is_object()) {
                root.fail(place, "This must be an object.");
                break;
            }
            StrictObject object(item, place, problem);
            profiles.push_back(readOne(object));
        }
    if (!problem.empty()) return tl::unexpected(sentence(problem));
    return profiles;
}

domain::Result<void, std::string> saveProfile(const std::string& path, const DatabaseProfile& profile) {
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    auto profiles = readProfiles(path);
    if (!profiles) fs::rename(path, path + ".corrupt", error);
    ordered_json list = ordered_json::array();
    for (const auto& saved : services::withProfile(profiles ? *profiles : std::vector<DatabaseProfile>{}, profile))
        list.push_back(jsonOf(saved));
    auto file = AtomicFile::create(path);
    if (!file) return tl::unexpected(file.error());
    file->write(ordered_json{{"databases", std::move(list)}}.dump(
                    2, ' ', false, ordered_json::error_handler_t::replace) + '\n');
    return file->commit();
}

} // namespace alluse::exchange
