// Backup and restore of a SQLite file: under another name until it is whole and on the disk.

#include "storage/backup.h"
#include "storage/migrations.h"
#include "storage/sqlite/sqlite_error.h"
#include "storage/sqlite/sqlite_session.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <memory>

namespace alluse::storage {

namespace fs = std::filesystem;
using namespace alluse::storage::sqlite;

namespace {

[[noreturn]] void cannotWrite(const fs::path& path) {
    throw StorageError(ErrorClass::Unavailable, "", "The file " + path.string() + " cannot be written.");
}

// A file of this name is removed unless it was renamed: a backup that was cut short leaves nothing.
class UnfinishedFile {
public:
    explicit UnfinishedFile(const fs::path& target) : m_target(target), m_path(target) {
        m_path += ".unfinished";
        remove();
        // A book is nobody else's business, whatever the umask says.
        const int file = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) cannotWrite(m_path);
        ::close(file);
    }
    ~UnfinishedFile() { remove(); }
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }
    void finish() {
        sync(m_path);
        // A hard link never replaces a file that somebody made in the meantime.
        if (::link(m_path.c_str(), m_target.c_str()) != 0) cannotWrite(m_target);
        const fs::path folder = fs::absolute(m_target).parent_path();
        sync(folder);
    }

private:
    void remove() noexcept {
        std::error_code error;
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            fs::remove(m_path.string() + suffix, error);
    }
    static void sync(const fs::path& path) {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool isSynced = file >= 0 && ::fsync(file) == 0;
        if (file >= 0) ::close(file);
        if (!isSynced) cannotWrite(path);
    }

    fs::path m_target;
    fs::path m_path;
};

// Page by page, because `vacuum into` of SQLite 3.40 cannot copy generated columns.
void copyPages(Connection& reader, const fs::path& target) {
    constexpr int kPagesPerStep = 4'096;
    sqlite3* opened = nullptr;
    const int state = sqlite3_open_v2(fs::absolute(target).c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> copy(opened, sqlite3_close);
    if (state != SQLITE_OK) cannotWrite(target);
    sqlite3_backup* backup = sqlite3_backup_init(copy.get(), "main", reader.handle(), "main");
    if (backup == nullptr) throw SqliteError::of(copy.get(), "backup");
    while (sqlite3_backup_step(backup, kPagesPerStep) == SQLITE_OK) {}
    if (sqlite3_backup_finish(backup) != SQLITE_OK) throw SqliteError::of(copy.get(), "backup");
}

template <class Body>
void translated(Body&& body) {
    try {
        body();
    } catch (const SqliteError& error) {
        throw toStorageError(error);
    }
}

} // namespace

void backupSqlite(const fs::path& source, const fs::path& file) {
    if (!fs::exists(source))
        throw StorageError(ErrorClass::Unavailable, "", "The database file does not exist.");
    translated([&] {
        UnfinishedFile copy(file);
        {
            Connection reader(source, OpenMode::Read);
            // An open snapshot: the copy is of this moment, and a writer does not make it start over.
            reader.execute("begin");
            static_cast<void>(reader.scalar("select count(*) from sqlite_master"));
            copyPages(reader, copy.path());
            reader.execute("rollback");
        }
        copy.finish();
    });
}

void restoreSqlite(const fs::path& file, const fs::path& target) {
    if (fs::exists(target))
        throw StorageError(ErrorClass::Unavailable, "",
                           "The file " + target.string() + " exists already; a restore makes a new one.");
    translated([&] {
        UnfinishedFile copy(target);
        std::error_code error;
        if (!fs::copy_file(file, copy.path(), fs::copy_options::overwrite_existing, error))
            cannotWrite(copy.path());
        fs::permissions(copy.path(), fs::perms::owner_read | fs::perms::owner_write);
        {
            SqliteSession session(copy.path(), OpenMode::Write, nullptr);
            const std::string state = session.connection().text("pragma quick_check(1)");
            if (state != "ok")
                throw StorageError(ErrorClass::Corrupt, "", "The backup is damaged: " + state);
            migrate(session);
        }
        copy.finish();
    });
}

} // namespace alluse::storage
