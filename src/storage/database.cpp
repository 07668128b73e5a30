#include "storage/database.h"

namespace alluse::storage {
namespace {
constexpr std::string_view kSqlitePrefix = "sqlite:";
constexpr std::string_view kPostgresqlPrefix = "postgresql:";

// Blanks out what follows password= or stands between the colon and the @ of a URI.
std::string withoutPassword(std::string text) {
    if (const auto start = text.find("password="); start != std::string::npos) {
        auto end = start + 9;
        const bool isQuoted = end < text.size() && text[end] == '\'';
        const auto closing = [&](std::size_t from) { // a backslash takes the next sign as it is
            while (from < text.size() && text[from] != '\'') from += text[from] == '\\' ? 2 : 1;
            return from < text.size() ? from : std::string::npos;
        };
        end = isQuoted ? closing(end + 1) : text.find_first_of(" &", end);
        const auto length = end == std::string::npos ? end : end - start + (isQuoted ? 1 : 0);
        text.erase(start, length);
    }
    const auto user = text.find("://");
    const auto at = text.rfind('@');
    if (user != std::string::npos && at != std::string::npos) {
        const auto colon = text.find(':', user + 3);
        if (colon < at) text.erase(colon, at - colon);
    }
    return text;
}
} // namespace

std::optional<DatabaseLocation> DatabaseLocation::parse(std::string_view text) {
    if (text.starts_with(kSqlitePrefix) && text.size() > kSqlitePrefix.size())
        return DatabaseLocation{Dialect::Sqlite, std::string(text.substr(kSqlitePrefix.size()))};
    if (text.starts_with("postgresql://"))
        return DatabaseLocation{Dialect::Postgresql, std::string(text)};
    if (text.starts_with(kPostgresqlPrefix) && text.size() > kPostgresqlPrefix.size())
        return DatabaseLocation{Dialect::Postgresql, std::string(text.substr(kPostgresqlPrefix.size()))};
    return std::nullopt;
}

std::string DatabaseLocation::shown() const {
    if (dialect == Dialect::Sqlite) return std::string(kSqlitePrefix) + target;
    return target.find("://") == std::string::npos
               ? std::string(kPostgresqlPrefix) + withoutPassword(target)
               : withoutPassword(target);
}

services::Outcome<std::unique_ptr<Database>> Database::open(const DatabaseLocation& location,
                                                            const OpenOptions& options) {
    return guarded(Work::Reading, [&]() -> services::Outcome<std::unique_ptr<Database>> {
        return location.dialect == Dialect::Sqlite ? openSqlite(location.target, options)
                                                   : openPostgresql(location.target, options);
    });
}

} // namespace alluse::storage
