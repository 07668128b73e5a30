#pragma once
// A database of its own for a measurement: a temporary file, or a fresh database on a server. Gone
// with the object.

#include "storage/database.h"

#include <filesystem>
#include <memory>
#include <string>

namespace alluse::storage {

class ScratchDatabase {
public:
    // Beside `server`: on its server, whatever database it names; of a file only the dialect counts.
    static services::Outcome<std::unique_ptr<ScratchDatabase>> make(const DatabaseLocation& server);
    ~ScratchDatabase();
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;

    [[nodiscard]] const DatabaseLocation& location() const { return m_location; }
    void keep() { m_isKept = true; } // it stays after the object

private:
    ScratchDatabase() = default;
    DatabaseLocation m_location;
    std::filesystem::path m_folder;   // SQLite
    std::string m_server, m_database; // PostgreSQL
    bool m_isKept = false;
};

// The server's process that answers this connection; 0 when it is on another machine.
[[nodiscard]] int serverProcess(const DatabaseLocation& location);

} // namespace alluse::storage
