#include "exchange/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace alluse::exchange {

namespace {

std::string folderOf(const std::string& path) {
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string sentence(const std::string& path, const std::string& why) {
    return "The file \"" + path.substr(path.find_last_of('/') + 1) + "\" cannot be written: " + why + ".";
}

std::string reason(int error) { return std::generic_category().message(error); }

// The new name survives a power failure only when its folder is on the disk as well.
void syncFolder(const std::string& path) {
    const int folder = ::open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    ::fsync(folder);
    ::close(folder);
}

} // namespace

domain::Result<AtomicFile, std::string> AtomicFile::create(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0) {
        if (S_ISLNK(status.st_mode))
            return tl::unexpected(sentence(path, "a symbolic link stands in its place"));
        if (!S_ISREG(status.st_mode))
            return tl::unexpected(sentence(path, "something that is no file stands in its place"));
    }
    std::string temporary = path + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC); // mode 0600, new, no link
    if (descriptor < 0) return tl::unexpected(sentence(path, reason(errno)));
    return AtomicFile(path, std::move(temporary), descriptor);
}

AtomicFile::AtomicFile(std::string path, std::string temporary, int descriptor)
    : m_path(std::move(path)), m_temporary(std::move(temporary)), m_descriptor(descriptor) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_temporary(std::exchange(other.m_temporary, {})),
      m_descriptor(std::exchange(other.m_descriptor, -1)), m_error(other.m_error) {}

AtomicFile::~AtomicFile() {
    if (m_descriptor >= 0) ::close(m_descriptor);
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

void AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty() && m_error == 0) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) m_error = errno;
        else bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

domain::Result<void, std::string> AtomicFile::commit() {
    if (m_error == 0 && ::fsync(m_descriptor) != 0) m_error = errno;
    if (::close(std::exchange(m_descriptor, -1)) != 0 && m_error == 0) m_error = errno;
    // rename() replaces a link that was put there meanwhile; it never follows it.
    if (m_error == 0 && ::rename(m_temporary.c_str(), m_path.c_str()) != 0) m_error = errno;
    if (m_error != 0) return tl::unexpected(failure());
    m_temporary.clear();
    syncFolder(m_path);
    return {};
}

std::string AtomicFile::failure() const { return sentence(m_path, reason(m_error)); }

} // namespace alluse::exchange
