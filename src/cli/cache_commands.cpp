// cache: what the file of this machine holds for a database, and purging it.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/text_table.h"

#include <chrono>
#include <filesystem>
#include <map>

namespace alluse::cli {
namespace {

constexpr std::chrono::seconds kReadyMax{5};

struct NoOptions {};
struct PurgeOptions {
    std::vector<std::string> tags;
};

// Opens the database with its cache and waits until that has caught up with what it missed.
domain::Result<composition::CacheCoherence*, Problem> openedCache(Context& context) {
    composition::OpenRequest request;
    request.usesCache = true;
    if (auto opened = context.open(request); !opened) return tl::unexpected(opened.error());
    composition::CacheCoherence* cache = context.database().cache.get();
    if (!cache->waitUntilServing(kReadyMax))
        return tl::unexpected(Problem{ExitCode::Refused, "UNAVAILABLE",
                                      "The change feed of the database does not answer.",
                                      Json::object()});
    return cache;
}

struct Held {
    std::uint64_t current = 0, outOfDate = 0, bytes = 0;
};

Answered stats(Context& context, const NoOptions&) {
    const auto opened = openedCache(context);
    if (!opened) return tl::unexpected(opened.error());
    composition::CacheCoherence& cache = **opened;
    const auto state = cache.state();
    cache::FileCache* file = cache.file();
    std::map<std::string, Held> kinds;
    Json json{
        {"isServing", state.isServing}, {"changesCaughtUp", state.changesSeen}, {"file", nullptr}};
    std::string text;
    if (!file) {
        const std::string why = cache.options().file.empty()
                                    ? "SQLite answers as fast as a file of the cache would"
                                    : state.fileState;
        json["fileState"] = why;
        text = "There is no cache file: " + why + ".\n";
    } else {
        file->forEach(
            [&](const cache::CacheKey& key, const cache::StoredEntry& entry, bool isCurrent) {
                Held& held = kinds[std::string(nameOf(key.kind))];
                ++(isCurrent ? held.current : held.outOfDate);
                held.bytes += entry.bytes.size();
            });
        const auto figures = file->stats();
        Json byKind = Json::object();
        TextTable table({"What", ">Current", ">Out of date", ">Bytes"});
        for (const auto& [name, held] : kinds) {
            byKind[name] = {
                {"current", held.current}, {"outOfDate", held.outOfDate}, {"bytes", held.bytes}};
            table.add({name, std::to_string(held.current), std::to_string(held.outOfDate),
                       std::to_string(held.bytes)});
        }
        json["file"] = {{"path", cache.options().file},
                        {"entries", figures.entries},
                        {"bytes", figures.bytes},
                        {"bytesMax", cache.options().fileBytesMax},
                        {"damaged", figures.damaged},
                        {"watermark", file->watermark()},
                        {"kinds", byKind}};
        text = table.text() + cache.options().file + ": " + std::to_string(figures.entries) +
               " entries, " + std::to_string(figures.bytes) + " bytes of at most " +
               std::to_string(cache.options().fileBytesMax) + '\n';
    }
    return Answer{json, text};
}

Answered purge(Context& context, const PurgeOptions& options) {
    std::vector<cache::Tag> tags;
    for (const std::string& name : options.tags) {
        const auto tag = cache::parseTag(name);
        if (!tag)
            return badInput(
                "--tag: \"" + name +
                "\" is no tag; write account:ID, family:ID, analytics, type, policy or client.");
        tags.push_back(*tag);
    }
    const auto opened = openedCache(context);
    if (!opened) return tl::unexpected(opened.error());
    for (const cache::Tag& tag : tags)
        (*opened)->purge(tag);
    if (tags.empty()) (*opened)->purge(std::nullopt);
    Json names = Json::array();
    for (const cache::Tag& tag : tags)
        names.push_back(textOf(tag));
    return Answer{Json{{"purged", tags.empty() ? Json("everything") : names}},
                  tags.empty() ? "Everything is purged.\n"
                  : tags.size() == 1 ? "The tag " + std::string(textOf(tags.front())) + " is purged.\n"
                                     : std::to_string(tags.size()) + " tags are purged.\n"};
}

void declarePurge(CLI::App& app, PurgeOptions& options) {
    app.add_option("--tag", options.tags,
                   "Only what depends on this: account:ID, family:ID, analytics; may be repeated")
        ->type_name("TAG");
}

} // namespace

void addCacheCommands(CommandTable& table) {
    CLI::App& group =
        table.group("cache", "Shows and purges what this machine remembers of a database.");
    table.add<NoOptions>(group, {"stats", "Shows what the cache file holds.", "\n--json", false},
                         nullptr, stats);
    table.add<PurgeOptions>(group,
                            {"purge",
                             "Purges the cache, also that of the programs that are running here.",
                             "\n--tag account:1001", false},
                            declarePurge, purge);
}

} // namespace alluse::cli
