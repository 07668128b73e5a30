#pragma once
// A file that is whole or not there: written beside its place, readable by its owner alone, and
// moved over in one step.

#include "domain/result.h"

#include <string>
#include <string_view>

namespace alluse::exchange {

class AtomicFile {
public:
    // Or one sentence that says why there can be no such file. A symbolic link is no target.
    static domain::Result<AtomicFile, std::string> create(const std::string& path);
    ~AtomicFile(); // without commit() nothing is left behind
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;

    // A failure is remembered and told by commit().
    void write(std::string_view bytes);
    [[nodiscard]] domain::Result<void, std::string> commit();

private:
    AtomicFile(std::string path, std::string temporary, int descriptor);
    [[nodiscard]] std::string failure() const;

    std::string m_path;
    std::string m_temporary;
    int m_descriptor = -1;
    int m_error = 0;
};

} // namespace alluse::exchange
