#include "ui/dialogs/database_profiles.h"

#include <QSettings>

#include <algorithm>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
// libpq: a value stands in single quotes, with a backslash before a quote or a backslash.
void append(std::string& conninfo, const char* key, const QString& value) {
    if (value.isEmpty()) return;
    if (!conninfo.empty()) conninfo += ' ';
    conninfo += key;
    conninfo += "='";
    for (const char c : value.toStdString()) {
        if (c == '\'' || c == '\\') conninfo += '\\';
        conninfo += c;
    }
    conninfo += '\'';
}
} // namespace

std::string locationOf(const DatabaseProfile& profile, const QString& password) {
    if (profile.kind == DatabaseProfile::Kind::File) return "sqlite:" + profile.path.toStdString();
    std::string conninfo;
    append(conninfo, "host", profile.host);
    append(conninfo, "port", QString::number(profile.port));
    append(conninfo, "dbname", profile.database);
    append(conninfo, "user", profile.user);
    append(conninfo, "password", password);
    return "postgresql:" + conninfo;
}

QList<DatabaseProfile> readProfiles(QSettings& settings) {
    QList<DatabaseProfile> profiles;
    const int count = std::min(settings.beginReadArray(u"databases"_s), kProfilesMax);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        DatabaseProfile profile;
        profile.name = settings.value(u"name"_s).toString();
        profile.kind = settings.value(u"kind"_s).toString() == u"postgresql"
                           ? DatabaseProfile::Kind::Server
                           : DatabaseProfile::Kind::File;
        profile.path = settings.value(u"path"_s).toString();
        profile.host = settings.value(u"host"_s).toString();
        profile.port = settings.value(u"port"_s, profile.port).toInt();
        profile.database = settings.value(u"database"_s).toString();
        profile.user = settings.value(u"user"_s).toString();
        if (!profile.name.isEmpty()) profiles << profile;
    }
    settings.endArray();
    return profiles;
}

void writeProfiles(QSettings& settings, const QList<DatabaseProfile>& profiles) {
    settings.remove(u"databases"_s);
    settings.beginWriteArray(u"databases"_s);
    for (qsizetype i = 0; i < std::min<qsizetype>(profiles.size(), kProfilesMax); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        const DatabaseProfile& profile = profiles[i];
        const bool isServer = profile.kind == DatabaseProfile::Kind::Server;
        settings.setValue(u"name"_s, profile.name);
        settings.setValue(u"kind"_s, isServer ? u"postgresql"_s : u"sqlite"_s);
        if (!isServer) {
            settings.setValue(u"path"_s, profile.path);
            continue;
        }
        settings.setValue(u"host"_s, profile.host);
        settings.setValue(u"port"_s, profile.port);
        settings.setValue(u"database"_s, profile.database);
        settings.setValue(u"user"_s, profile.user);
    }
    settings.endArray();
}

QList<DatabaseProfile> withProfile(QList<DatabaseProfile> profiles,
                                   const DatabaseProfile& profile) {
    profiles.removeIf([&](const DatabaseProfile& old) { return old.name == profile.name; });
    profiles.prepend(profile);
    if (profiles.size() > kProfilesMax) profiles.resize(kProfilesMax);
    return profiles;
}

} // namespace alluse::ui
