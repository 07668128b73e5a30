#pragma once
// Where the databases are: saved profiles without passwords, and the location text of one.

#include <QList>
#include <QString>

#include <string>

class QSettings;

namespace alluse::ui {

struct DatabaseProfile {
    enum class Kind { File, Server }; // SQLite, PostgreSQL
    QString name;
    Kind kind = Kind::File;
    QString path; // of the file
    QString host;
    int port = 5432; // PostgreSQL default
    QString database;
    QString user;
    bool operator==(const DatabaseProfile&) const = default;
};

inline constexpr int kProfilesMax = 50;

// "sqlite:PATH" or "postgresql:CONNINFO", every value quoted. The password lives in this text only;
// it is never part of a profile and so never reaches the settings.
[[nodiscard]] std::string locationOf(const DatabaseProfile& profile, const QString& password = {});

[[nodiscard]] QList<DatabaseProfile> readProfiles(QSettings& settings);
void writeProfiles(QSettings& settings, const QList<DatabaseProfile>& profiles);
// Adds or replaces the profile of the same name; the newest stands first.
[[nodiscard]] QList<DatabaseProfile> withProfile(QList<DatabaseProfile> profiles,
                                                 const DatabaseProfile& profile);

} // namespace alluse::ui
