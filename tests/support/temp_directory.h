#pragma once
// A private directory that is deleted with its object.

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace alluse::tests {

class TempDirectory {
public:
    TempDirectory() {
        std::string name = (std::filesystem::temp_directory_path() / "alluse-test-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
        m_path = name;
    }
    ~TempDirectory() {
        std::error_code error;
        std::filesystem::remove_all(m_path, error);
    }
    TempDirectory(const TempDirectory&) = delete;
    TempDirectory& operator=(const TempDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace alluse::tests
