// Backup and restore by PostgreSQL's own pg_dump and pg_restore, started without a shell.

#include "storage/backup.h"
#include "storage/migrations.h"
#include "storage/postgresql/postgres_session.h"

#include <libpq-fe.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <vector>

extern char** environ; // NOLINT: POSIX declares it for spawning

namespace alluse::storage {

namespace {

// A conninfo without its password, which goes into the environment: arguments are public.
struct Connecting {
    std::string conninfo;
    std::string password;
};

Connecting taken(const std::string& given) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(given.c_str(), nullptr), PQconninfoFree);
    if (!options) throw StorageError(ErrorClass::Unavailable, "", "The conninfo cannot be read.");
    Connecting result;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val == nullptr) continue;
        if (std::string_view(option->keyword) == "password") {
            result.password = option->val;
            continue;
        }
        std::string value;
        for (const char* c = option->val; *c != '\0'; ++c) {
            if (*c == '\'' || *c == '\\') value += '\\';
            value += *c;
        }
        result.conninfo += std::string(result.conninfo.empty() ? "" : " ") + option->keyword + "='" +
                           value + '\'';
    }
    return result;
}

std::string readAll(int file) {
    std::string text;
    char part[4'096];
    for (ssize_t got = 0; (got = ::read(file, part, sizeof part)) != 0;) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) break;
        text.append(part, static_cast<std::size_t>(got));
    }
    return text;
}

// Runs the program and throws what it printed on standard error when it fails.
void runTool(const std::vector<std::string>& arguments, const std::string& password) {
    std::vector<char*> argv;
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    const std::string secret = "PGPASSWORD=" + password;
    std::vector<char*> environment;
    for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
    if (!password.empty()) environment.push_back(const_cast<char*>(secret.c_str()));
    environment.push_back(nullptr);

    int errors[2];
    if (::pipe2(errors, O_CLOEXEC) != 0)
        throw StorageError(ErrorClass::Unavailable, "", "No pipe could be made.");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO);
    pid_t child = 0;
    const int failure =
        ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(errors[1]);
    std::string said = failure == 0 ? readAll(errors[0]) : std::string();
    ::close(errors[0]);
    if (failure != 0)
        throw StorageError(ErrorClass::Unavailable, "",
                           arguments[0] + " is not installed; it comes with postgresql-client.");
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    said.erase(said.find_last_not_of('\n') + 1);
    throw StorageError(ErrorClass::Unavailable, "", said.empty() ? arguments[0] + " failed." : said);
}

} // namespace

void backupPostgresql(const std::string& conninfo, const std::filesystem::path& file) {
    {
        PostgresSession session(conninfo, nullptr);
        requireCurrentSchema(session);
    }
    const Connecting source = taken(conninfo);
    std::filesystem::path unfinished = file;
    unfinished += ".unfinished";
    const int made = ::open(unfinished.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (made < 0)
        throw StorageError(ErrorClass::Unavailable, "", "The file " + file.string() + " cannot be written.");
    ::fchmod(made, 0600);
    std::error_code error;
    try {
        runTool({"pg_dump", "--format=custom", "--no-owner", "--file=" + unfinished.string(),
                 "--dbname=" + source.conninfo},
                source.password);
    } catch (...) {
        ::close(made);
        std::filesystem::remove(unfinished, error);
        throw;
    }
    ::fsync(made);
    ::close(made);
    std::filesystem::rename(unfinished, file, error);
    if (error)
        throw StorageError(ErrorClass::Unavailable, "", "The file " + file.string() + " cannot be written.");
}

void restorePostgresql(const std::filesystem::path& file, const std::string& conninfo) {
    {
        PostgresSession session(conninfo, nullptr);
        if (schemaVersion(session) != 0)
            throw StorageError(ErrorClass::Unavailable, "",
                               "The database holds a ledger already; restore into a new one.");
    }
    const Connecting target = taken(conninfo);
    runTool({"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
             "--dbname=" + target.conninfo, file.string()},
            target.password);
    PostgresSession session(conninfo, nullptr);
    migrate(session);
}

} // namespace alluse::storage
