#pragma once
// Who has the file of the second level open, and whether its content can be trusted. LMDB follows
// page numbers of the file blindly, so a damaged file must be found out before it is mapped.

#include <string>

namespace alluse::cache {

// Holds a lock on a small file beside the data for as long as the data is in use.
class FileSeal {
public:
    explicit FileSeal(std::string dataPath);
    ~FileSeal();
    FileSeal(const FileSeal&) = delete;
    FileSeal& operator=(const FileSeal&) = delete;

    // False: the lock file cannot be made. Otherwise `isFirst` says that nobody else has it open.
    [[nodiscard]] bool take(bool& isFirst);
    // Whether the data is what the last program left; breaks the seal. For the first one only.
    [[nodiscard]] bool checkAndBreak();
    void share(); // lets others in
    // Seals the data when nobody else has it open any more.
    void sealWhenLast();

private:
    std::string m_dataPath;
    int m_file = -1;
};

} // namespace alluse::cache
