#include "cache/file_seal.h"

#include "cache/checksum.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace alluse::cache {

namespace {

constexpr std::string_view kSealName = "ALL-USE cache 1 ";

// Size and checksum of the whole file; empty: it cannot be read.
std::string sealOf(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    struct stat info {};
    std::string seal;
    if (::fstat(file, &info) == 0 && info.st_size > 0) {
        const auto size = static_cast<std::size_t>(info.st_size);
        // Read, not mapped: a file that shrinks meanwhile is an error, not a signal.
        std::string block(std::size_t{1} << 20U, '\0');
        std::uint64_t sum = 0;
        std::size_t done = 0;
        for (ssize_t got = 0; (got = ::read(file, block.data(), block.size())) > 0;) {
            sum = checksumOf({block.data(), static_cast<std::size_t>(got)}, sum);
            done += static_cast<std::size_t>(got);
        }
        if (done == size)
            seal = std::string(kSealName) + std::to_string(size) + ' ' + std::to_string(sum) + '\n';
    }
    ::close(file);
    return seal;
}

} // namespace

FileSeal::FileSeal(std::string dataPath) : m_dataPath(std::move(dataPath)) {}

FileSeal::~FileSeal() {
    if (m_file >= 0) ::close(m_file);
}

bool FileSeal::take(bool& isFirst) {
    m_file =
        ::open((m_dataPath + ".seal").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_file < 0) return false;
    isFirst = ::flock(m_file, LOCK_EX | LOCK_NB) == 0;
    return isFirst || ::flock(m_file, LOCK_SH) == 0;
}

bool FileSeal::checkAndBreak() {
    std::array<char, 128> text{};
    const ssize_t got = ::pread(m_file, text.data(), text.size(), 0);
    const bool isBroken = ::ftruncate(m_file, 0) != 0;
    if (got <= 0 || isBroken) return false;
    return sealOf(m_dataPath) == std::string_view(text.data(), static_cast<std::size_t>(got));
}

void FileSeal::share() {
    (void)::flock(m_file, LOCK_SH);
}

void FileSeal::sealWhenLast() {
    if (m_file < 0 || ::flock(m_file, LOCK_EX | LOCK_NB) != 0) return;
    const std::string seal = sealOf(m_dataPath);
    if (seal.empty()) return;
    (void)!::pwrite(m_file, seal.data(), seal.size(), 0);
}

} // namespace alluse::cache
