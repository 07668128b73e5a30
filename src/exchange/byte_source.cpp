#include "exchange/byte_source.h"

#include "exchange/text_encoding.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

namespace alluse::exchange {

namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;

std::string shortName(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

constexpr char kNoCharacter = '\xFF'; // stands in no UTF-8

// Two bytes at a time, a pair of surrogates across two calls.
class Utf16Decoder {
public:
    explicit Utf16Decoder(bool isBigEndian) : m_isBigEndian(isBigEndian) {}
    void add(std::string_view bytes, std::string& text) {
        for (const char c : bytes) {
            if (!m_hasHalf) {
                m_half = static_cast<unsigned char>(c);
                m_hasHalf = true;
                continue;
            }
            m_hasHalf = false;
            const char32_t second = static_cast<unsigned char>(c);
            addUnit(m_isBigEndian ? m_half << 8U | second : second << 8U | m_half, text);
        }
    }
    void finish(std::string& text) const {
        if (m_hasHalf || m_high != 0) text += kNoCharacter;
    }

private:
    void addUnit(char32_t unit, std::string& text) {
        const bool isLow = unit >= 0xDC00 && unit <= 0xDFFF;
        if (m_high != 0 && isLow) {
            appendUtf8(text, 0x10000U + ((m_high - 0xD800U) << 10U) + (unit - 0xDC00U));
            m_high = 0;
            return;
        }
        if (m_high != 0) text += kNoCharacter;
        m_high = 0;
        if (unit >= 0xD800 && unit <= 0xDBFF) m_high = unit;
        else if (isLow) text += kNoCharacter;
        else appendUtf8(text, unit);
    }
    bool m_isBigEndian;
    bool m_hasHalf = false;
    char32_t m_half = 0;
    char32_t m_high = 0; // a first surrogate that waits for its second
};

} // namespace

std::size_t TextSource::read(char* bytes, std::size_t size) {
    if (m_at >= m_text.size()) return 0;
    const std::size_t taken = std::min<std::size_t>(size, m_text.size() - m_at);
    std::memcpy(bytes, m_text.data() + m_at, taken);
    m_at += taken;
    return taken;
}

domain::Result<std::unique_ptr<FileSource>, std::string> FileSource::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return tl::unexpected("The file \"" + shortName(path) + "\" cannot be opened: " +
                              std::generic_category().message(errno) + ".");
    std::unique_ptr<FileSource> source(new FileSource(descriptor));
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return tl::unexpected("\"" + shortName(path) + "\" is no regular file.");
    return source;
}

domain::Result<std::unique_ptr<FileSource>, std::string> FileSource::temporary() {
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "alluse-XXXXXX").string();
    const int descriptor = error ? -1 : ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        return tl::unexpected<std::string>("There is no place for a temporary file.");
    ::unlink(name.c_str());
    return std::unique_ptr<FileSource>(new FileSource(descriptor));
}

FileSource::~FileSource() { ::close(m_descriptor); }

std::size_t FileSource::read(char* bytes, std::size_t size) {
    ssize_t taken = 0;
    do taken = ::pread(m_descriptor, bytes, size, static_cast<off_t>(m_at));
    while (taken < 0 && errno == EINTR);
    if (taken < 0) m_hasFailed = true;
    if (taken <= 0) return 0;
    m_at += static_cast<std::uint64_t>(taken);
    return static_cast<std::size_t>(taken);
}

bool FileSource::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(m_at));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        m_at += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

domain::Result<std::unique_ptr<FileSource>, std::string> utf8FromUtf16(ByteSource& file) {
    std::vector<char> chunk(kChunkBytes);
    file.seek(0);
    std::size_t size = file.read(chunk.data(), chunk.size());
    std::string_view bytes(chunk.data(), size);
    const bool isBig = bytes.starts_with(kUtf16BigMark);
    if (!isBig && !bytes.starts_with(kUtf16LittleMark))
        return tl::unexpected<std::string>(
            "encoding: The mapping says utf-16, but the file does not begin with a byte order mark.");
    auto result = FileSource::temporary();
    if (!result) return result;
    Utf16Decoder decoder(isBig);
    bytes.remove_prefix(kUtf16BigMark.size());
    std::string text;
    while (!bytes.empty()) {
        text.clear();
        decoder.add(bytes, text);
        if (!(*result)->write(text))
            return tl::unexpected<std::string>("The temporary file cannot be written: the disk is full.");
        size = file.read(chunk.data(), chunk.size());
        bytes = {chunk.data(), size};
    }
    text.clear();
    decoder.finish(text);
    if (file.hasFailed() || !(*result)->write(text))
        return tl::unexpected<std::string>("The file cannot be read to its end.");
    (*result)->seek(0);
    return result;
}

} // namespace alluse::exchange
